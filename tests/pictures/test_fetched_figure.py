"""A figure of the app's page: it waits for its place, is drawn once, and loses no message."""

from pathlib import Path

import pytest
from drawing import blank_page

from helpers.pictures import theme
from helpers.pictures.drawing_program import FILE, drawing_folder

HERE = "http://lessons.test/"
SCRIPT = Path(theme.__file__).with_name("fetched_figure.js")
# A model as anywidget hands it over, of two lines; and the page around it.
OPEN = """async () => {
  document.body.innerHTML = "<div id=row style='width: 600px'><div id=el></div></div>";
  document.body.dataset.drawing = "/widgetbundle.js";
  const heard = {}, state = {
    _widget_data: [[1, 2], [3, 4]].map((y) => ({ type: "scatter", x: [0, 1], y })),
    _widget_layout: { height: 400, autosize: true }, _config: { responsive: true },
    _last_layout_edit_id: 0, _last_trace_edit_id: 0, _py2js_update: null,
  };
  window.model = {
    get: (name) => state[name], set: (name, value) => { state[name] = value; }, save_changes() {},
    on: (name, then) => (heard[name] ??= []).push(then), off() {}, send() {},
  };
  window.update = (change) => {
    state._py2js_update = change;
    (heard["change:_py2js_update"] || []).forEach((then) => then());
  };
  window.figure = (await import("/figure.js")).default();
  await figure.initialize({ model });
  window.el = document.getElementById("el");
}"""
DRAW = "async () => { await figure.render({ model, el }); }"
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => done(!!el._fullLayout)))"
ANSWER = """(high) => document.addEventListener("hcl-place", (event) => {
  event.target.style.height = `${high}px`;
  event.preventDefault();
})"""


@pytest.fixture(scope="module")
def browser():
    files = {"widgetbundle.js": drawing_folder() / FILE, "figure.js": SCRIPT}
    with blank_page() as page:
        page.route(f"{HERE}**", lambda route: route.fulfill(body="<!DOCTYPE html><body>"))
        for name, file in files.items():
            answer = {"body": file.read_text(encoding="utf-8"), "content_type": "text/javascript"}
            page.route(f"{HERE}{name}", lambda route, _, answer=answer: route.fulfill(**answer))
        yield page


@pytest.fixture
def page(browser):
    browser.goto(HERE)
    browser.evaluate(OPEN)
    return browser


def drawn(page):
    page.wait_for_function("window.el?._fullLayout?.height")
    return page.evaluate("[el._fullLayout.height, el.data.map(({ x, y }) => [[...x], [...y]])]")


def test_it_is_drawn_in_the_place_that_the_page_gives_it(page):
    page.evaluate(ANSWER, 250)
    page.evaluate(DRAW)
    assert drawn(page) == [250, [[[0, 1], [1, 2]], [[0, 1], [3, 4]]]]


def test_where_nothing_answers_it_is_as_high_as_its_maker_wants_it(page):
    page.evaluate(DRAW)
    assert drawn(page)[0] == 400


def test_it_waits_until_it_has_a_width(page):
    page.evaluate(ANSWER, 250)
    page.evaluate("() => { row.style.display = 'none'; figure.render({ model, el }); }")
    assert not page.evaluate(DRAWN)
    page.evaluate("() => { row.style.display = ''; }")
    assert drawn(page)[0] == 250


def test_what_comes_before_the_first_drawing_is_drawn_and_changes_no_other_line(page):
    update = {
        "style_data": {"x": [[0, 5], "_undefined_"], "y": ["_undefined_", [7, 8]]},
        "style_traces": [0, 1],
        "layout_data": {},
    }
    page.evaluate("(change) => { figure.render({ model, el }); update(change); }", update)
    assert drawn(page)[1] == [[[0, 5], [1, 2]], [[0, 1], [7, 8]]]
