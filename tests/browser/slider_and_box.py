"""A control moves figure and sentence, and tells what it cannot take."""

import pytest
from walk import check_painted, sentence, settle, wait_for_change


def they_move_figure_and_sentence(page) -> None:
    """Move the first control of the lesson on the cycle in every way; it ends where it began."""
    first = sentence(page)
    slider = page.locator("input[type=range]").first
    assert slider.get_attribute("aria-valuetext") == "3.15 years"
    slider.focus()
    page.keyboard.press("ArrowLeft")
    wait_for_change(page, first)
    assert "3.1 years" in sentence(page)
    box = page.locator("input.box").first
    box.fill("2")
    box.press("Enter")
    page.wait_for_function("document.querySelector('.hcl-say p').innerText.includes('for 2 years')")
    page.wait_for_function(
        "[...document.querySelectorAll('.js-plotly-plot text')]"
        ".some((text) => text.textContent.includes('117 hairs shed a day'))"
    )
    assert "117 of 100,000" in sentence(page)
    # Whoever types on while the last number is still computed keeps what is typed.
    box.evaluate(
        """box => {
          const tell = (event) => box.dispatchEvent(event);
          const type = (text) => { box.value = text; tell(new Event('input')); };
          type('4');
          tell(new KeyboardEvent('keydown', { key: 'Enter' }));
          type('3');
        }"""
    )
    page.wait_for_function("document.querySelector('.hcl-say p').innerText.includes('for 4 years')")
    settle(page)
    assert box.input_value() == "3"
    box.fill("2,5")  # as much of the world types it
    box.press("Enter")
    page.wait_for_function("document.querySelector('.hcl-say p').innerText.includes('2.5 years')")
    box.fill("2")
    box.press("Enter")
    page.wait_for_function("document.querySelector('.hcl-say p').innerText.includes('for 2 years')")
    box.fill("99")
    box.press("Enter")
    page.wait_for_selector(".hcl-control .message:not(:empty)")
    assert "outside what this model covers" in page.inner_text(".hcl-control .message")
    assert box.input_value() == "2.00"
    box.press("ControlOrMeta+a")
    box.press_sequentially("2.00")  # what stands there: no change for the browser
    box.press("Enter")
    page.wait_for_selector(".hcl-control .message:not(:empty)", state="detached")
    page.get_by_role("button", name="Reset all").first.click()
    page.wait_for_function(
        "before => document.querySelector('.hcl-say p').innerText === before", arg=first
    )
    assert page.locator(".hcl-control .message:not(:empty)").count() == 0  # nothing stale
    # A style rule that hides a line would be found: `check_painted` is no empty look.
    check_painted(page)
    rule = page.add_style_tag(content=".hcl .trace { opacity: 0 !important; }")
    with pytest.raises(AssertionError):
        check_painted(page)
    rule.evaluate("one => one.remove()")
