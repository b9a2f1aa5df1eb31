"""The close view in a browser: it follows the model, reads without colour, fits a phone."""

import re

from walk import WAIT, settle

PHONE, SCREEN = 390, 1366
CANVAS = ".hcl-close canvas[role=img]"
# A canvas is drawn anew, as many dots across as it is wide, a frame after the window has changed.
DRAWN = f"""width => innerWidth === width && [...document.querySelectorAll('{CANVAS}')]
  .every((one) => one.width === Math.round(one.clientWidth * devicePixelRatio))"""


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


def fits(page, width):
    """Check that it says what is drawn for teaching, and has light and dark parts in grey."""
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


def shows_the_whole_patch(page):
    """Check that the whole patch is drawn from ten thousand follicles."""
    page.get_by_role("button", name="Show the whole patch").first.click()
    assert "10,000 follicles" in told(page)
    assert counts(told(page).split("Skin:")[0]) == key_of(page)
    page.get_by_role("button", name="Look closely").first.click()
    assert "Close view of 10 by 10 mm" in told(page)


def follows_the_model(page):
    """Check that the words follow the model, and the key counts what is drawn."""
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


def shows_every_skin_beside_its_control_on_a_phone(page):
    """Check that the picture stays on the screen while a skin is chosen."""
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


def shows_every_skin_at_one_size_on_a_screen(page):
    """Check that the picture does not grow or shrink with the skin."""
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


def shows_two_scalps_side_by_side(page, width):
    """Check that a comparison draws two scalps at one scale, with words of their own."""
    page.wait_for_function(
        f"document.querySelectorAll('.hcl-two {CANVAS}').length === 2", timeout=WAIT
    )
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


def one_scalp(page) -> None:
    """Look at the close view of one scalp, on a phone and on a screen."""
    for width in (PHONE, SCREEN):
        fits(page, width)
    shows_the_whole_patch(page)
    follows_the_model(page)
    shows_every_skin_beside_its_control_on_a_phone(page)
    shows_every_skin_at_one_size_on_a_screen(page)


def two_scalps(page) -> None:
    """Look at the close views of a comparison, on a phone and on a screen."""
    for width in (PHONE, SCREEN):
        shows_two_scalps_side_by_side(page, width)
