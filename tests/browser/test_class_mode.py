"""The screen of a class: every screen of a lesson can be read, reached and used from afar."""

import re

import pytest
from class_screens import LETTERS

WAIT = 60_000
WIDE, NARROW = (1920, 1080), (1024, 768)
# One chart; two pictures, one of them drawn.
LESSONS = ["03_telogen_effluvium.ipynb", "08_inflammation_and_scarring.ipynb"]
MOST_SCREENS = 160

# Everything that can be seen: letters with their size as drawn, and what is too low.
LOOK = (
    "() => {"
    + LETTERS
    + """
  const high = innerHeight, limit = 0.9 * high + 1, small = [], low = [];
  const page = document.getElementById("rendered_cells"), area = page.getBoundingClientRect();
  const passed = "script, style, noscript, select, .hcl-hidden, #js-plotly-tester";
  for (const { el, said, box, size } of letters(passed)) {
    if (size < high / 40 - 0.1) small.push(`${said}: ${size.toFixed(1)} px`);
    // What a long text hides can be scrolled to; what can be seen ends above the band.
    const ends = el.closest("main") ? Math.min(box.bottom, area.bottom) : box.bottom;
    if (!el.closest(".lesson-bar") && ends > limit) low.push(said);
  }
  const needed = ".js-plotly-plot, .hcl-patch canvas, .hcl-close canvas, .hcl-say p, " +
    ".hcl-control, .hcl-question .option, .hcl-question .lock, .hcl-vote";
  const kind = document.body.dataset.screen;
  for (const el of document.querySelectorAll(needed)) {
    const box = el.getBoundingClientRect();
    if (el.checkVisibility() && box.height > 1 && box.bottom > limit) low.push(el.className);
  }
  return { kind, small, low, wide: page.scrollWidth - page.clientWidth,
    place: document.querySelector("#present p").textContent };
}"""
)


def open_class(visit, server, notebook, size=WIDE, more=""):
    seen = visit(f"{server.app(notebook)}&class=1{more}", *size)
    seen.wait_until_open()
    seen.page.wait_for_selector("body[data-screen]", timeout=WAIT)
    seen.page.wait_for_selector("body[data-screens*=question]", timeout=WAIT)
    seen.page.wait_for_selector(".hcl-vote button", state="attached", timeout=WAIT)
    return seen


def place(page):
    """Return which screen is shown, and how many there are."""
    return [int(page.evaluate(f"document.body.dataset.{name}")) for name in ("at", "count")]


def step(page, key="PageDown"):
    """Press a key and return whether the screen changed."""
    before = place(page)
    page.keyboard.press(key)
    return place(page) != before


def grows(page, kind, act):
    """Do what opens the next part, and wait until there is one more screen of that kind."""
    count = "kind => document.body.dataset.screens.split(' ').filter(one => one === kind).length"
    before = page.evaluate(count, kind)
    act()
    page.wait_for_function(f"([kind, n]) => ({count})(kind) > n", arg=[kind, before], timeout=WAIT)
    page.wait_for_timeout(300)


def use(page, kind):
    """Do what the screen asks for; return whether anything was to be done."""
    if kind == "explorer":
        page.wait_for_selector(".hcl-explorer .main-svg", state="attached", timeout=WAIT)
        for name in ("Compare", "Show me a solution"):
            button = page.get_by_role("button", name=name).filter(visible=True)
            if button.count() and page.evaluate("name => window.used !== name", name):
                page.evaluate("name => { window.used = name; }", name)
                grows(page, "question", button.first.click)
                return True
    if kind == "question" and page.locator(".hcl-question .lock").filter(visible=True).count():
        question = page.locator(".hcl-question").filter(visible=True).first
        question.locator(".option input").first.check()
        sure, lock = question.locator(".sure input").filter(visible=True), question.locator(".lock")
        if sure.count():
            sure.nth(1).check()
        grows(page, "explorer" if "prediction" in lock.inner_text() else "told", lock.click)
        return True
    return False


STILL = """() => new Promise((done) => {
  const where = () => JSON.stringify([...document.querySelectorAll('.main-svg, .annotation-text')]
    .map((e) => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; }));
  let last = where(), same = 0;
  const look = () => {
    const now = where();
    same = now === last ? same + 1 : 0;
    last = now;
    if (same >= 4) done(true); else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""


def settle(page):
    """Wait until plotly has fitted its picture to the window: nothing moves for four frames."""
    page.evaluate(STILL)


def faults(page):
    """Return the kind of the screen, and what is wrong with it."""
    if page.evaluate("document.body.dataset.screen") in {"explorer", "picture"}:
        settle(page)
    found = page.evaluate(LOOK)
    wrong = [f"{found['place']}: {what} {one}" for what in ("small", "low") for one in found[what]]
    if found["wide"] > 0:
        wrong.append(f"{found['place']}: {found['wide']} px too wide")
    return found["kind"], wrong


@pytest.mark.parametrize("notebook", LESSONS)
def test_every_screen_of_a_lesson_can_be_read_from_afar(visit, server, notebook):
    seen = open_class(visit, server, notebook, NARROW)
    page, kinds, wrong = seen.page, set(), []
    for _ in range(MOST_SCREENS):
        kind, found = faults(page)
        kinds.add(kind)
        wrong += found
        if use(page, kind):
            wrong += faults(page)[1]
        if step(page):
            continue
        page.wait_for_timeout(1000)
        if not page.locator(".hcl-waiting").count():
            break
        # On a busy machine a question can come when its screen has been passed: once more.
        page.keyboard.press("Home")
    assert page.locator(".hcl-waiting").count() == 0
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    settle(page)
    page.keyboard.press("Home")
    for _ in range(MOST_SCREENS):
        kind, found = faults(page)
        kinds.add(kind)
        wrong += found
        if not step(page):
            break
    now, last = place(page)
    assert now == last
    assert kinds >= {"text", "question", "told", "explorer", "step"}
    assert wrong == []
    seen.check()


def test_keys_step_and_leave_the_controls_alone(visit, server):
    seen = open_class(visit, server, LESSONS[1])
    page = seen.page
    assert page.evaluate("document.body.dataset.class") == "on"
    assert place(page)[0] == 1
    for key, number in (
        ("PageDown", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("PageUp", 1), ("Space", 2),
        ("Shift+Space", 1), ("PageUp", 1), ("End", place(page)[1]), ("Home", 1),
    ):  # fmt: skip
        page.keyboard.press(key)
        assert place(page)[0] == number, key
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert place(page)[0] == 3
    skip = page.get_by_role("button", name="Go on without a prediction")
    while not skip.is_visible():  # a drawing can stand before the question
        assert step(page)
    grows(page, "explorer", skip.click)
    page.wait_for_selector(".hcl-explorer input[type=range]", state="attached", timeout=WAIT)
    while page.evaluate("document.body.dataset.screen") != "explorer":
        assert step(page)
    slider = page.locator(".hcl-explorer input[type=range]").filter(visible=True).first
    slider.focus()
    here, before = place(page), slider.input_value()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    assert place(page) == here
    assert float(slider.input_value()) > float(before)
    page.keyboard.press("PageDown")  # the clicker goes on all the same
    assert place(page)[0] == here[0] + 1
    assert page.evaluate("document.activeElement.checkVisibility()")
    seen.check()


def test_a_list_a_plan_black_and_numbers_that_stay(visit, server):
    seen = open_class(visit, server, LESSONS[0], WIDE, "&plan=15")
    page = seen.page
    number = lambda: page.evaluate("hclPresent.number()")  # noqa: E731
    assert "min left" in page.locator("#present p").inner_text()
    # Of what waits, one screen says what opens it; a number key goes to its part.
    assert page.evaluate("document.body.dataset.screens").count("text") <= 4
    page.keyboard.press("1")
    assert number() == "1.1"
    page.keyboard.press("l")
    listed = page.locator("#screens li button").evaluate_all(
        "all => all.map(b => b.dataset.number)"
    )
    assert listed[:2] == ["0", "1.1"] and len(listed) == place(page)[1]
    assert page.locator("#screens [aria-pressed=true]").inner_text() == "15 minutes"
    page.keyboard.press("Escape")
    assert not page.locator("#screens").is_visible()
    for key in "b.":
        page.keyboard.press(key)
        assert page.locator("#black").is_visible()
        page.keyboard.press("PageDown")  # brings the screen back, and goes nowhere
        assert not page.locator("#black").is_visible() and number() == "1.1"
    while not page.get_by_role("button", name="Go on without a prediction").is_visible():
        assert step(page)
    before = number()
    grows(page, "explorer", page.get_by_role("button", name="Go on without a prediction").click)
    assert number() == before
    assert place(page)[1] <= 15
    assert not page.locator(".hcl-steps").count()
    seen.check()


def test_the_way_in_and_out(visit, server):
    seen = visit(server.app(LESSONS[1]))
    seen.wait_until_open()
    page = seen.page
    assert page.locator("#present").count() == 0
    page.get_by_role("link", name="Show in class").click()
    page.wait_for_selector("body[data-class=on][data-screen]", timeout=WAIT)
    assert "class=1" in page.url
    assert page.locator("#present p").inner_text().startswith("0")
    # The other lessons open for the class too.
    page.locator(".lesson-bar a").first.click()
    page.wait_for_url(re.compile("00_start_here.*class=1"), timeout=WAIT)
    page.wait_for_selector("body[data-screen]", timeout=WAIT)
    page.get_by_role("link", name="Leave class view").click()
    page.wait_for_selector("body[data-lesson=open]:not([data-class])", timeout=WAIT)
    assert "class" not in page.url


def test_a_dark_room_lasts_as_long_as_the_page(visit, server):
    seen = open_class(visit, server, LESSONS[0])
    page = seen.page
    page.keyboard.press("d")
    assert page.evaluate("document.body.dataset.room") == "dark"
    ground, ink = page.evaluate(
        """() => [getComputedStyle(document.querySelector("main")).backgroundColor,
                  getComputedStyle(document.querySelector("main h1")).color]"""
    )
    light = lambda colour: sum(map(int, re.findall(r"\d+", colour)[:3]))  # noqa: E731
    assert light(ground) < 60 and light(ink) > 600
    page.reload(wait_until="commit", timeout=90_000)
    page.wait_for_selector("body[data-screen]", timeout=WAIT)
    assert page.evaluate("document.body.dataset.room") == "dark"
    page.get_by_role("button", name="Bright room").click()
    assert page.evaluate("document.body.dataset.room") == "light"
