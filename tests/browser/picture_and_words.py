"""Picture, sentence and instructions share the screen: nothing lies on the picture.

Each function looks at one stage of a lesson that is walked through (test_lessons.py), and leaves
the window and the settings as they were.
"""

import re

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from walk import WAIT, settle

SCREENS = ((1366, 768), (1920, 1080), (390, 844))
LEAST_LETTER = 11.9  # px

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


# What of a figure is off the screen or under something else, in px; 0 when all is in view.
TOGETHER = """(control) => {
  const box = (name) => document.querySelector(`.hcl-pictures > ${name}`).getBoundingClientRect();
  const bar = document.getElementById('lesson-way').getBoundingClientRect().bottom;
  const lead = box('.hcl-lead'), told = box('.hcl-told'), hand = control?.getBoundingClientRect();
  // A slider is read with its name and its number, which stand over it.
  const head = control?.type === 'range' ? control.closest('.hcl-control') : control;
  const top = head?.getBoundingClientRect().top;
  const below = Math.max(told.bottom, lead.bottom, hand ? hand.bottom : 0) - innerHeight;
  const above = bar - Math.min(lead.top, told.top, hand ? top : innerHeight);
  const covered = hand && hand.left < lead.right && hand.right > lead.left
    ? told.bottom - top : 0;
  return Math.round(Math.max(0, below - 1, above - 3, covered - 1));
}"""
# The explorer itself comes to the top, with its task where that is beside the picture, and not
# the heading above it.
ARRIVED = """() => {
  const box = (name) => document.querySelector(name).getBoundingClientRect();
  const { top } = box('.hcl-explorer'), task = box('.hcl-task');
  const seen = task.top > 30 && task.bottom < innerHeight;
  return top > 30 && top < 60 && (innerWidth < 800 || seen);
}"""
# Of each sentence, with the message before it: px that its place does not show, at either end.
HIDDEN = """() => [...document.querySelectorAll('.hcl-told')]
  .map((told) => Math.max(0, told.scrollHeight - told.clientHeight - 2))"""
# px between a picture that stays and its sentence: what is scrolled away would be seen there.
BETWEEN = """() => Math.round(document.querySelector('.hcl-told').getBoundingClientRect().top
  - document.querySelector('.hcl-lead').getBoundingClientRect().bottom)"""
# px of a picture below the controls that lie under the picture that stays, or its sentence.
COVERED = """(one) => { const told = document.querySelector('.hcl-told').getBoundingClientRect();
  return Math.max(0, Math.round(told.bottom - one.getBoundingClientRect().top)); }"""
# Where the picture stands; compared as text, as a page hands it over.
LEFT = """() => JSON.stringify(document.querySelector('.hcl-lead').getBoundingClientRect().left)"""
# px from the foot of the verdict to the top of the sentence.
VERDICT = """(box) => box.querySelector('.hcl-say p').getBoundingClientRect().top
  - box.querySelector('.hcl-verdict p').getBoundingClientRect().bottom"""
EXPLAINED = """() => { const one = document.querySelector('.hcl-section-challenge_done p');
  const { top, bottom } = one.getBoundingClientRect(); return top > 30 && bottom < innerHeight; }"""
LETTERS = """() => Math.min(...[...document.querySelectorAll('.hcl-explorer .js-plotly-plot text')]
  .filter((one) => one.textContent.trim() && one.getBoundingClientRect().width > 0)
  .map((one) => { const zoom = one.closest('.js-plotly-plot').currentCSSZoom || 1;
    return parseFloat(getComputedStyle(one).fontSize) * (zoom === 1 ? 1 : zoom); }))"""


def assert_together(page, slider) -> None:
    """Check that a slider with the focus, its picture and the sentence share the screen.

    The page goes to a control by itself; how soon, depends on the machine.
    """
    slider.blur()  # the only one keeps the focus through a change of the window's size
    slider.focus()
    settle(page, 60)
    try:
        slider.evaluate(f"control => {{ window.hand = control; window.away = {TOGETHER}; }}")
        page.wait_for_function("() => window.away(window.hand) === 0", timeout=WAIT)
    except PlaywrightTimeout:
        pytest.fail(f"{slider.evaluate(TOGETHER)} px of a control, its picture or its sentence")


def whole_on_a_phone(page, state: str) -> None:
    """Check on a phone that all of every sentence is seen, and give the page its size back."""
    size = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    settle(page)
    hidden = page.evaluate(HIDDEN)
    assert hidden, "no sentence on the page"
    assert not any(hidden), f"{state}: {hidden} px of the sentences are out of sight"
    page.set_viewport_size(size)
    settle(page)


def they_share_the_screen_at_first(page) -> None:
    """Check where the page goes once the prediction is locked, and what is seen there."""
    page.wait_for_function(ARRIVED, timeout=WAIT)
    settled(page, "!row.over.length && !row.narrow && row.sentence > 10")
    page.wait_for_function(f"() => ({TOGETHER})() === 0", timeout=WAIT)
    whole_on_a_phone(page, "opening")
    page.evaluate(f"() => {{ window.before = ({LEFT})(); }}")


def they_share_the_screen_compared(page) -> None:
    """Check picture, sentence and each slider after a comparison, at every size of window."""
    settled(page, "!row.over.length && !row.narrow")
    page.wait_for_function(f"() => ({TOGETHER})() === 0", timeout=WAIT)
    assert page.evaluate(f"() => ({LEFT})() === window.before"), "the picture stays where it was"
    size = page.viewport_size
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        settled(page, "!row.over.length && !row.narrow")
        assert page.evaluate(LETTERS) >= LEAST_LETTER, width
        assert page.evaluate(HIDDEN) == [0], f"at {width}: the whole sentence is seen"
        sliders = page.locator(".hcl-panel").first.locator("input[type=range]:enabled")
        for slider in sliders.filter(visible=True).all():
            assert_together(page, slider)
    page.set_viewport_size(size)
    # The frame of a slider's focus does not lie over its number.
    boxes = page.locator(".hcl-panel .hcl-control:has(input[type=range]) .box:enabled")
    for box in boxes.filter(visible=True).all()[:1]:
        box.focus()
        page.keyboard.press("Tab")
        assert page.evaluate(
            """() => { const range = document.activeElement;
              const { top } = range.getBoundingClientRect();
              const { bottom } = range.closest('.hcl-control').querySelector('.box')
                .getBoundingClientRect();
              return range.type === 'range' && top - 3 >= bottom; }"""
        )


def the_solution_is_seen_and_leads_to_what_explains_it(page) -> None:
    """Check where the page goes once a solution is shown, and the verdict at every size."""
    # The button stands below the picture that it changes; the page goes back to the picture.
    page.wait_for_function(
        """() => { const last = [...document.querySelectorAll('.hcl-explorer')].at(-1);
          const lead = last.querySelector('.hcl-lead').getBoundingClientRect();
          return lead.top >= 0 && lead.bottom <= innerHeight; }""",
        timeout=WAIT,
    )
    whole_on_a_phone(page, "solution")
    # The verdict stands before the sentence at every width, and leads to what explains it.
    last, size = page.locator(".hcl-explorer").last, page.viewport_size
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        assert 0 <= last.evaluate(VERDICT) < 30, width
    last.get_by_role("button", name="Explanation").click()
    page.wait_for_function(EXPLAINED, timeout=WAIT)
    page.set_viewport_size(size)


def on_a_phone_they_stay_and_leave_room_for_the_controls(page) -> None:
    """Check on a phone what stays on the screen while the controls are scrolled to."""
    page.wait_for_function(
        """() => { const lead = document.querySelector('.hcl-lead');
          return lead.matches('.hcl-stays') && document.querySelector('.hcl-told.hcl-stays')
            && lead.getBoundingClientRect().height <= innerHeight * 0.47; }""",
        timeout=WAIT,
    )
    page.wait_for_function(ARRIVED, timeout=WAIT)
    for slider in page.locator(".hcl-panel input[type=range]").filter(visible=True).all():
        assert_together(page, slider)
        assert abs(page.evaluate(BETWEEN)) <= 1
    assert page.evaluate(HIDDEN) == [0]
    patch = page.locator(".hcl-patch").first
    patch.evaluate("one => one.scrollIntoView()")
    settle(page, 60)
    assert patch.evaluate(COVERED) == 0, "the other picture has the screen to itself"


def on_a_phone_both_pictures_fit(page) -> None:
    """Check that nothing of the second explorer is cut or overflows either."""
    page.wait_for_function(
        """() => {
            const plots = [...document.querySelectorAll('.js-plotly-plot')];
            return plots.length === 2 && plots.every(
                (p) => p.querySelector('.main-svg').getBoundingClientRect().right <= 391);
        }""",
        timeout=WAIT,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(HIDDEN) == [0, 0]


def on_a_phone_nothing_lies_on_a_card_before_the_controls(page) -> None:
    """Check the place of a card that grows and shrinks with what is chosen."""
    settle(page)
    gaps = page.evaluate(
        """() => { scrollTo(0, 0);
          const parts = [".hcl-lead", ".hcl-told", ".hcl-card:not(.hcl-lead)", ".hcl-panel"]
            .map((name) => document.querySelector(`.hcl-explorer ${name}`).getBoundingClientRect())
            .sort((one, two) => one.top - two.top);
          return parts.slice(1).map((part, at) => Math.round(part.top - parts[at].bottom)); }"""
    )
    assert len(gaps) == 3
    assert all(-10 <= gap <= 20 for gap in gaps), gaps
    # Whoever moves another control sees its own picture.
    for control, name in (("Where you look", "hcl-card"), ("Antibody", "js-plotly-plot")):
        choice = page.locator(".hcl-control", has_text=control).locator("input").nth(1)
        choice.evaluate("one => { one.scrollIntoView({ block: 'nearest' }); one.click(); }")
        settle(page)
        assert choice.evaluate(TOGETHER) == 0, control
        assert name in page.locator(".hcl-lead").get_attribute("class")
    # The card grows and shrinks with the place: the choice stays where it was made.
    places = page.locator(".hcl-control", has_text="Where you look").locator("input")
    for place in places.all():
        place.check()
        settle(page)
        assert place.evaluate(TOGETHER) == 0
    # And a press with the mouse reaches what it is aimed at, although the picture changes.
    page.locator(".hcl-control", has_text="Where you look").locator("input").nth(2).check()
    settle(page)
    page.get_by_role("button", name="Compare").click(delay=300)
    page.locator(".hcl-question").nth(1).wait_for(timeout=WAIT)


# Of each control: px that are seen of one that is cut by the foot of the column, or by its sign.
CUT = """(panel) => {
  const covered = panel.dataset.below ? parseFloat(panel.style.getPropertyValue('--edge')) : 0;
  const foot = panel.getBoundingClientRect().bottom - covered;
  return [...panel.querySelectorAll('.hcl-control')].map((one) => one.getBoundingClientRect())
    .filter((one) => one.height && one.top < foot - 1 && one.bottom > foot + 4)
    .map((one) => Math.round(foot - one.top)); }"""
# Whether the first control after the button stands above the sign at the foot of the column.
BROUGHT = """(panel) => {
  const all = [...panel.querySelectorAll('.hcl-tools button, .hcl-control')]
    .filter((one) => one.offsetHeight);
  const at = all.findIndex((one) => one.textContent === 'Fewer controls');
  const foot = panel.getBoundingClientRect().bottom
    - (panel.dataset.below ? parseFloat(panel.style.getPropertyValue('--edge')) : 0);
  return all[at + 1].getBoundingClientRect().bottom <= foot + 1; }"""
COLUMN = """() => [...document.querySelectorAll('.hcl-panel')].filter((one) => one.offsetHeight)
  .map((one) => one.scrollHeight - one.clientHeight)"""


def all_controls_and_the_goal_are_seen_on_a_low_screen(page) -> None:
    """Check the longest columns of controls, and that nothing jumps with the challenge's own."""
    page.locator(".hcl-explorer .js-plotly-plot .main-svg").nth(1).wait_for(timeout=WAIT)
    settle(page)
    page.wait_for_function(f"() => ({COLUMN})().every((more) => more <= 2)", timeout=WAIT)
    panel = page.locator(".hcl-panel").first
    panel.evaluate("one => one.scrollIntoView()")
    more = panel.locator("button", has_text=re.compile("(More|Fewer) controls"))
    place = more.bounding_box()["y"]
    more.click()
    settle(page)
    assert panel.evaluate(BROUGHT), "the first that the button brings is seen whole"
    assert abs(more.bounding_box()["y"] - place) < 150, "the button stays near the finger"
    panel.evaluate("one => one.scrollTo(0, 0)")
    settle(page)
    assert panel.get_attribute("data-below"), "nothing says that there are more controls below"
    assert panel.evaluate(CUT) == []
    panel.evaluate("one => one.scrollTo(0, one.scrollHeight)")
    settle(page)
    assert panel.get_attribute("data-below") is None
    panel.get_by_role("button", name="Fewer controls").click()
    explorer = page.locator(".hcl-explorer").last
    assert "Your goal" in explorer.locator(".hcl-panel .hcl-task").inner_text()
    # Where a reader begins: the heading is at the top, and the message below the screen.
    page.locator("h2", has_text="Your turn").evaluate("one => one.scrollIntoView()")
    settle(page)
    assert page.inner_text("#lesson-way [aria-current]") == "Your turn"
    heights = set()
    for slider in explorer.locator("input[type=range]:enabled").filter(visible=True).all():
        for key in ("End", "Home", "End"):
            slider.focus()
            page.keyboard.press(key)
            settle(page)
            # The goal, the picture and the message stand on one screen, and nothing jumps.
            page.wait_for_function(
                """() => { const all = [...document.querySelectorAll('.hcl-explorer')].at(-1);
                  const box = (name) => all.querySelector(name).getBoundingClientRect();
                  return box('.hcl-task').top > 30 && box('.hcl-lead').top > 30
                    && box('.hcl-told').bottom <= innerHeight + 1; }""",
                timeout=WAIT,
            )
            heights.add(round(explorer.locator(".hcl-lead").bounding_box()["height"]))
    for box in explorer.locator("input[type=checkbox]:enabled").filter(visible=True).all():
        box.click()
        settle(page)
        heights.add(round(explorer.locator(".hcl-lead").bounding_box()["height"]))
    assert max(heights, default=0) - min(heights, default=0) <= 2, heights
    whole_on_a_phone(page, "compared, and controls at their ends")
