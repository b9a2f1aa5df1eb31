"""A result that is late: the page says so, and only then."""

from datetime import datetime, timedelta

import pytest

from helpers.page.in_notebook.controls import JS
from helpers.pictures import theme

# The widget's own script on an empty page, with a stand-in for the kernel's side of it.
PAGE = """async (script) => {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const { default: widget } = await import(address);
  const ui = { sentence_computing: "Computing" };
  const state = { value: "Ten hairs.", computing: false, answered: [0], ui };
  const heard = {};
  const model = { get: (name) => state[name], on: (event, act) => { heard[event] = act; } };
  widget.render({ model, el: document.getElementById("sentence") });
  window.tell = (name, value) => { state[name] = value; heard[`change:${name}`](); };
  window.move = (to) => { document.getElementById("slider").dataset.stands = to; };
}"""


START = datetime(2026, 1, 1)


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    page.clock.install(time=START)
    page.set_content(
        "<div class='hcl-explorer'><div id='slider' data-stands='0'></div>"
        "<div class='hcl-pictures'><div class='hcl-lead hcl-stays'><p>A picture</p></div></div>"
        "<div id='sentence'></div></div>"
    )
    page.add_style_tag(path=theme.__file__.replace(".py", ".css"))
    page.evaluate(PAGE, (JS / "sentence.js").read_text(encoding="utf-8"))
    page.clock.pause_at(START + timedelta(minutes=1))
    yield page
    context.close()


def late(page):
    dimmed = page.locator(".hcl-explorer.hcl-late").count() == 1
    assert page.locator(".computing").is_visible() == dimmed
    return dimmed


def test_a_result_that_takes_long_is_announced_and_the_announcement_goes_with_it(page):
    page.evaluate("tell('computing', true)")
    page.clock.run_for(490)
    assert not late(page)
    page.clock.run_for(20)
    assert late(page)
    assert page.locator("[role=status]").inner_text() == "Computing"
    page.evaluate("tell('computing', false); tell('value', 'Nine hairs.')")
    assert not late(page)
    page.clock.run_for(1000)
    assert page.locator("[role=status]").inner_text() == "Nine hairs."


def test_a_late_picture_pales_and_lets_nothing_shine_through(page):
    # On a phone it is pinned over what scrolls.
    page.evaluate("tell('computing', true)")
    page.clock.run_for(600)
    assert late(page)
    veil = """one => { const { backgroundColor, opacity } = getComputedStyle(one, "::after");
      return [backgroundColor, Number(opacity), Number(getComputedStyle(one).opacity)]; }"""
    assert page.locator(".hcl-lead").evaluate(veil) == ["rgb(255, 255, 255)", 0.55, 1]


def test_one_quick_result_after_another_is_not(page):
    for _ in range(10):
        page.evaluate("tell('computing', true)")
        page.clock.run_for(200)
        page.evaluate("tell('computing', false)")
        page.clock.run_for(10)
        assert not late(page)


def test_a_picture_older_than_its_controls_is_told_although_nothing_is_computed(page):
    # The kernel is at other work: it has not heard of the move.
    page.evaluate("move(1)")
    page.clock.run_for(490)
    assert not late(page)
    page.clock.run_for(20)
    assert late(page)
    page.evaluate("move(2); tell('answered', [1])")
    assert late(page)
    page.evaluate("tell('answered', [2])")
    assert not late(page)


def test_a_picture_that_keeps_up_with_a_moving_slider_is_not(page):
    for place in range(1, 10):
        page.evaluate("place => move(place)", place)
        page.clock.run_for(200)
        page.evaluate("place => { move(place + 1); tell('answered', [place]); }", place)
        page.clock.run_for(200)
        assert not late(page)
