"""The page on which a phone votes shows what the server has of it, and sends what is pressed."""

import json

import pytest
from drawing import blank_page
from jinja2 import Environment, FileSystemLoader

import helpers.server
from helpers.evidence import words
from helpers.server.classroom.ballot import SURE

FOLDER = "share/jupyter/nbconvert/templates/lesson"
STATE = {
    "round": 3, "open": True, "kind": "choice", "question": "Which?", "scale": None,
    "options": ["one", "two", "three"], "ask_sure": True, "chosen": None, "sure": 0,
}  # fmt: skip
PRESSED = """(which) => [...document.querySelectorAll(`${which} button`)]
  .map((one) => one.getAttribute("aria-pressed") === "true")"""


@pytest.fixture(scope="module")
def phone():
    """Open the page with a server that answers what `state` holds, and keeps what was sent."""
    folder = f"{next(iter(helpers.server.__path__))}/{FOLDER}"
    template = Environment(loader=FileSystemLoader(folder), autoescape=True).get_template(
        "vote.html"
    )
    ui = words("app", "vote", "question", "sure", of="en")
    html = template.render(ui=ui, language="en", base_url="/")
    with blank_page() as page:
        page.state, page.sent = dict(STATE), []

        def answer(route):
            if route.request.method == "POST":
                page.sent.append(json.loads(route.request.post_data))
            route.fulfill(json=page.state)

        page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.route("**/api/vote*", answer)
        page.goto("http://class/vote")
        yield page


def shows(page, **news):
    """Let the page ask anew; return what is marked of the answers and of the confidence."""
    page.state = STATE | news
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(100)
    return page.evaluate(PRESSED, "#ballot"), page.evaluate(PRESSED, "#sure")


@pytest.mark.parametrize("sure", range(SURE + 1))
@pytest.mark.parametrize("chosen", range(3))
def test_the_answer_and_the_confidence_that_count_are_marked(phone, chosen, sure):
    answers, levels = shows(phone, chosen=chosen, sure=sure)
    assert answers == [place == chosen for place in range(3)]
    assert levels == [level == sure for level in range(1, SURE + 1)]


def test_what_is_pressed_is_sent_with_its_round(phone):
    shows(phone, chosen=1, sure=2)
    phone.sent.clear()
    for level in range(SURE):
        phone.locator("#sure button").nth(level).click()
    for place in range(3):
        phone.locator("#ballot button").nth(place).click()
    phone.wait_for_timeout(100)
    rounds = {one["round"] for one in phone.sent}
    assert rounds == {3}
    assert [one.get("sure") for one in phone.sent[:SURE]] == [1, 2, 3, 4]
    assert {one["choice"] for one in phone.sent[:SURE]} == {1}
    assert [(one["choice"], one.get("sure")) for one in phone.sent[SURE:]] == [
        (place, None) for place in range(3)
    ]


def test_nothing_is_marked_before_an_answer_and_its_confidence_is_not_asked_for(phone):
    assert shows(phone) == ([False] * 3, [False] * SURE)
    assert phone.locator("#sure").is_hidden()
