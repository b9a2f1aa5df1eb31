"""The close view in a browser: it follows the model, reads without colour, fits a phone.

One page serves all tests of this file, in their order: to open it takes longer than to look at it.
"""

import re

import pytest
from walk import settle

from helpers.course import find_lesson

NOTEBOOK = find_lesson("skin_and_breakage").notebook
WAIT = 60_000
CANVAS = ".hcl-close canvas[role=img]"
# A canvas is drawn anew, as many dots across as it is wide, a frame after the window has changed.
DRAWN = f"""width => innerWidth === width && [...document.querySelectorAll('{CANVAS}')]
  .every((one) => one.width === Math.round(one.clientWidth * devicePixelRatio))"""


@pytest.fixture(scope="module")
def lesson(server, visit_for_all):
    """The lesson opened on a phone, with its prediction locked in."""
    seen = visit_for_all(server.app(NOTEBOOK), width=390, height=844)
    seen.wait_until_open()
    page = seen.page
    question = page.locator(".hcl-question").first
    question.locator(".option input").first.check(timeout=WAIT)
    question.locator(".sure input").nth(1).check()
    page.get_by_role("button", name="Lock in my prediction").click()
    page.wait_for_selector(CANVAS, timeout=WAIT)
    page.wait_for_selector(".hcl-say p:not(:empty)")
    return seen


def set_width(page, width):
    page.set_viewport_size({"width": width, "height": 844 if width < 500 else 768})
    page.wait_for_function(DRAWN, arg=width, timeout=WAIT)


def told(page):
    return page.locator(CANVAS).first.get_attribute("aria-label")


def counts(words):
    return [int(number.replace(",", "")) for number in re.findall(r": ([\d,]+)", words)]


def key_of(page):
    first = page.locator(".hcl-close").first
    return counts("\n".join(first.locator(".key li span").all_inner_texts()))


@pytest.mark.parametrize("width", [390, 1366])
def test_the_close_view_fits_and_says_what_is_drawn_for_teaching(lesson, width):
    page = lesson.page
    set_width(page, width)
    box = page.locator(CANVAS).first.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    said = page.locator(".hcl-close .origin").first.text_content()
    assert all(word in said for word in ("Measured", "Assumed", "Drawn for teaching"))
    # Shapes, not colours alone: a grey copy still has its light and its dark parts.
    greys = page.evaluate(
        """selector => {
          const canvas = document.querySelector(selector);
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const found = new Set();
          for (let i = 0; i < data.length; i += 4)
            found.add(Math.round((0.3 * data[i] + 0.6 * data[i + 1] + 0.1 * data[i + 2]) / 32));
          return found.size;
        }""",
        CANVAS,
    )
    assert greys >= 5
    lesson.check()


def test_the_whole_patch_is_drawn_from_ten_thousand_follicles(lesson):
    page = lesson.page
    page.get_by_role("button", name="Show the whole patch").first.click()
    assert "10,000 follicles" in told(page)
    assert counts(told(page).split("Skin:")[0]) == key_of(page)
    page.get_by_role("button", name="Look closely").first.click()
    assert "Close view of 10 by 10 mm" in told(page)
    lesson.check()


def test_the_words_follow_the_model_and_the_key_counts_what_is_drawn(lesson):
    page = lesson.page
    before = told(page)
    assert counts(before.split("Skin:")[0]) == key_of(page)
    slider = page.locator(".hcl-explorer input[type=range]").first
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_function(
        f"before => document.querySelector('{CANVAS}').getAttribute('aria-label') !== before",
        arg=before,
        timeout=WAIT,
    )
    after = told(page)
    assert "short and blunt (broken): 0;" in after
    assert counts(after.split("Skin:")[0]) == key_of(page)
    lesson.check()


def test_on_a_phone_every_skin_stays_beside_its_control(lesson):
    page = lesson.page
    set_width(page, 390)
    page.get_by_role("button", name="More controls").first.click()
    skins = page.locator(".hcl-panel").first.get_by_label(re.compile("skin, .* hair"))
    skins.first.wait_for(timeout=WAIT)
    for skin in skins.all()[1:]:  # the first one is chosen already
        skin.check()
        page.wait_for_function(
            """() => { const box = document.querySelector('.hcl-explorer');
              const scalp = box.querySelector('.hcl-pair.hcl-lead.hcl-stays');
              const told = box.querySelector('.hcl-told.hcl-stays');
              return scalp?.getBoundingClientRect().top >= 0
                && told?.getBoundingClientRect().bottom < innerHeight; }""",
            timeout=WAIT,
        )
    lesson.check()


def test_on_a_screen_every_skin_is_drawn_at_one_size(lesson):
    page = lesson.page
    set_width(page, 1366)
    heights = set()
    for skin in page.locator(".hcl-panel").first.get_by_label(re.compile("skin, .* hair")).all():
        before = told(page)
        skin.check()
        page.wait_for_function(
            f"before => document.querySelector('{CANVAS}').getAttribute('aria-label') !== before",
            arg=before,
            timeout=WAIT,
        )
        settle(page)
        heights.add(round(page.locator(CANVAS).first.bounding_box()["height"]))
    assert len(heights) == 1, heights
    lesson.check()


@pytest.fixture(scope="module")
def compared(lesson):
    """The same page with two scalps beside each other."""
    page = lesson.page
    page.get_by_role("button", name=re.compile("^Compare")).first.click()
    page.wait_for_function(
        f"document.querySelectorAll('.hcl-two {CANVAS}').length === 2", timeout=WAIT
    )
    return lesson


@pytest.mark.parametrize("width", [1366, 390])
def test_a_comparison_shows_two_scalps_side_by_side_at_one_scale(compared, width):
    page = compared.page
    set_width(page, width)
    canvases = page.locator(f".hcl-two {CANVAS}")
    before, now = (canvases.nth(at) for at in (0, 1))
    boxes = before.bounding_box(), now.bounding_box()
    assert abs(boxes[0]["y"] - boxes[1]["y"]) < 40
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    assert abs(boxes[0]["width"] - boxes[1]["width"]) < 2
    assert boxes[1]["x"] + boxes[1]["width"] <= width
    said = [canvas.get_attribute("aria-label") for canvas in (before, now)]
    assert said[0].startswith("Shed: ") and said[1].startswith("Broken: ")
    assert counts(said[0]) != counts(said[1])
    pictures = [canvas.evaluate("canvas => canvas.toDataURL()") for canvas in (before, now)]
    assert pictures[0] != pictures[1]
    compared.check()
