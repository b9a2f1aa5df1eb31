"""The check of what a page owes to everybody finds what it is there to find."""

import pytest
from accessible import axe_finds

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Words</title><style>
  p { color: #333; background: #fff; } a { color: #1f3f9f; } .box { background: #444; }
  .pale { color: #bbb; } .through { background: transparent; }
</style></head><body><main><h1>Words</h1>%s</main></body></html>"""
MANY = "<p>These words can be read.</p>" * 40
LINK = '<p>See <a href="#x">the source</a> of it.</p>'


@pytest.fixture
def found(browser):
    """Return a function that tells what axe finds in some HTML."""
    page = browser.new_page()

    def tell(html, part=""):
        page.set_content(PAGE % html)
        return [one.partition(":")[0] for one in axe_finds(page, part)]

    yield tell
    page.close()


def test_many_words_alike_are_fine(found):
    assert found(MANY + LINK * 20) == []


@pytest.mark.parametrize(
    "wrong",
    [
        '<p class="pale">Too pale.</p>',
        '<p style="color: #bbb">Too pale by a style of its own.</p>',
        '<div class="box"><p class="through">Dark words on a dark ground.</p></div>',
        '<div style="opacity: 0.3"><p>Words that shine through.</p></div>',
    ],
)
def test_one_that_differs_among_many_is_found(found, wrong):
    assert found(MANY + wrong + MANY) == ["color-contrast"]


def test_a_link_that_only_its_colour_tells_is_found(found):
    alike = '<p>See <a href="#x" style="text-decoration: none">it</a> there.</p>'
    pale = '<p>See <a href="#x" style="color: #303030; text-decoration: none">it</a> there.</p>'
    for hidden in (alike, pale):
        assert found(LINK * 20 + hidden) == ["link-in-text-block"]


def test_the_last_part_is_measured_by_itself(found):
    part = '<section class="part"><p class="pale">Too pale.</p></section>'
    assert found(part * 5, ".part") == ["color-contrast"]


def test_a_part_without_a_name_is_found_as_before(found):
    assert found('<button style="width: 40px; height: 40px"></button>') == ["button-name"]
