"""A page that is opened from a disk, on a phone, with the network off."""

from contextlib import contextmanager


@contextmanager
def opened_file(browser, file):
    """Open a file; `complaints` holds what its console said, `asked` every address it asked for."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, offline=True, accept_downloads=True
    )
    page = context.new_page()
    page.complaints, page.asked = [], []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda line: page.complaints.append(line.text) if line.type in ("error", "warning") else 0,
    )
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-ready]")
    yield page
    context.close()
