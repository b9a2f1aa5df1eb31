"""A person who has no mouse: each thing is reached with the Tab key and pressed with a key."""

MOST = 900  # presses of Tab: more than any page has places


def reach(page, locator):
    """Press Tab until something has the keyboard; fail if it never does."""
    element = locator.element_handle()
    for _ in range(MOST):
        if page.evaluate("(element) => document.activeElement === element", element):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {locator}.")


def press(page, locator, key):
    """Reach something, and press a key there."""
    reach(page, locator)
    page.keyboard.press(key)
