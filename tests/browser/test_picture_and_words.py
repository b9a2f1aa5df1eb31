"""Picture, sentence and instructions share the screen: nothing lies on the picture."""

import pytest
from walk import WAIT, lock_prediction, wait_for_figure

ROWS = """() => {
  const row = document.querySelector('.hcl-pictures');
  const box = (one) => one.getBoundingClientRect();
  const told = row.querySelector(':scope > .hcl-told');
  const over = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
    && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1;
  const parts = [...row.children];
  return {
    over: parts.flatMap((one, at) => parts.slice(at + 1).filter((two) => over(box(one), box(two)))
      .map((two) => `${one.className} on ${two.className}`)),
    narrow: [...row.querySelectorAll('.js-plotly-plot')].filter((plot) =>
      Math.abs(box(plot).width - box(plot.querySelector('.main-svg')).width) > 2).length,
    sentence: box(told).height,
  };
}"""


def settled(page, condition: str) -> None:
    page.wait_for_function(f"() => {{ const row = ({ROWS})(); return {condition}; }}", timeout=WAIT)


@pytest.mark.parametrize("notebook", ["08_inflammation_and_scarring.ipynb", "06_iron.ipynb"])
def test_the_lock_brings_heading_and_picture_and_the_sentence_covers_none(server, visit, notebook):
    lesson = visit(server.app(notebook))
    page = lesson.page
    lesson.wait_until_open()
    lock_prediction(page)
    wait_for_figure(page)
    # Heading and instructions stand at the top, the picture begins below them.
    page.wait_for_function(
        """() => { const head = [...document.querySelectorAll('h2')]
            .find((one) => one.textContent.startsWith('Look')).getBoundingClientRect();
          const picture = document.querySelector('.hcl-pictures').getBoundingClientRect();
          return head.top >= 0 && head.top < 80 && picture.top < innerHeight * 0.6; }""",
        timeout=WAIT,
    )
    settled(page, "!row.over.length && !row.narrow && row.sentence > 10")
    page.get_by_role("button", name="Compare").click()
    page.locator(".hcl-question").nth(1).wait_for(timeout=WAIT)
    settled(page, "!row.over.length && !row.narrow")
    page.get_by_role("button", name="Reset all").first.click()
    page.wait_for_function("() => !document.querySelector('.hcl-two')", timeout=WAIT)
    settled(page, "!row.over.length && !row.narrow")


def test_picture_and_sentence_fit_on_one_screen(server, visit):
    lesson = visit(server.app("06_iron.ipynb"))
    page = lesson.page
    lesson.wait_until_open()
    lock_prediction(page)
    wait_for_figure(page)
    page.wait_for_function(
        """() => { const of = (name) => document.querySelector(`.hcl-pictures > ${name}`)
            .getBoundingClientRect();
          return of('.hcl-told').bottom - of('.hcl-lead').top <= 768; }""",
        timeout=WAIT,
    )


def test_on_a_phone_one_whole_picture_stays_and_leaves_room_for_the_controls(server, visit):
    lesson = visit(server.app("02_hair_growth_cycle.ipynb"), width=390, height=844)
    page = lesson.page
    lesson.wait_until_open()
    lock_prediction(page)
    wait_for_figure(page)
    page.wait_for_function(
        """() => { const lead = document.querySelector('.hcl-lead');
          const height = lead.getBoundingClientRect().height;
          return lead.matches('.hcl-stays') && height <= innerHeight * 0.46
            && lead.scrollHeight <= lead.clientHeight + 2
            && getComputedStyle(document.querySelector('.hcl-told')).position !== 'sticky'; }""",
        timeout=WAIT,
    )
    page.locator(".hcl-panel input[type=range]").nth(1).scroll_into_view_if_needed()
    assert page.evaluate(
        """() => { const lead = document.querySelector('.hcl-lead').getBoundingClientRect();
          const slider = document.querySelectorAll('.hcl-panel input[type=range]')[1]
            .getBoundingClientRect();
          return slider.top > lead.bottom && slider.bottom < innerHeight; }"""
    )
