"""The clinic in one file: it says of any path what the app says, and works without a network."""

import html
import os
import re
from datetime import date

import numpy as np
import pytest
from accessible import check_accessible
from by_keyboard import press, reach
from from_disk import opened_file
from walk import settle, shows

from helpers.clinic.casebook import WAITS
from helpers.clinic.choose import PickList
from helpers.clinic.debrief import debrief, harm, in_detail, moved
from helpers.clinic.ending import best_plan, too_late
from helpers.clinic.events import AFTER, VISIT
from helpers.clinic.next_patient import case_order
from helpers.clinic.page import ENOUGH
from helpers.clinic.play import CasePlay
from helpers.clinic.sentence import ending_sentence
from helpers.course import all_lessons
from helpers.evidence import catalogue, load_cases, say
from helpers.page.spec import Clinic
from helpers.printed.alive.clinic import clinic_file
from helpers.printed.alive.page import Filed
from helpers.printed.artist import NoArtist
from helpers.progress import from_text

TODAY = date(2026, 5, 1)
PATHS = 230 if os.environ.get("EVERY_PATH") else 23
CASES = load_cases()


def words(text):
    """What a person reads of a piece of HTML, without its spaces."""
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", text)))


@pytest.fixture(scope="module")
def spec():
    (found,) = (one for one in all_lessons() if isinstance(one, Clinic))
    return found


@pytest.fixture(scope="module")
def made(spec, tmp_path_factory):
    file = tmp_path_factory.mktemp("clinic") / "12_clinic.html"
    file.write_text(clinic_file(spec, all_lessons()), encoding="utf-8", newline="\n")
    assert file.stat().st_size < 2_000_000
    return file


@pytest.fixture(scope="module")
def page(browser, made):
    with opened_file(browser, made) as page:
        yield page


# -- any path ends as in the app

BEGUN = """async ([id, today]) => {
  const tree = await unzipped(`data-case-${id}`);
  const none = () => {};
  window.tried = new Visit(tree, { place: "", note: none, keep: none, farewell: [], today });
  document.querySelector("section[data-stage=patients] .live").append(tried.el);
}"""
STEP = """([step, wish, sure]) => {
  const part = tried.parts[step];
  if (part.rank) part.model.put({ ranked: [...wish, "", "", ""].slice(0, 3), sure });
  else { part.choose([...part.model.get("chosen"), ...wish]); part.ask(); }
  const chosen = part.rank ? wish : [...part.model.get("chosen")];
  const said = part.model.get("hint") || "";
  const replies = part.rank ? {} : { ...part.model.get("replies") };
  part.lock();
  return { chosen, replies, said, steps: Object.keys(tried.parts) };
}"""
ENDED = """() => {
  const { record, after, tree, chosen } = tried, first = tried.thought("first_guess");
  const last = tried.thought("differential");
  const frame = new Frames(tree.frames).at(after.place);
  const { data, layout } = JSON.parse(JSON.stringify(frame.chart));
  const found = { record, chosen, state: tried.state, said: frame.said, y: data[0].y,
    best: data[1].y, top: layout.yaxis.range[1], results: tried.el.textContent,
    harm: Told.harm(tried, after, chosen), debrief: Told.debrief(tried, chosen, first, last),
    moved: Told.moved(tried, first, last), detail: Told.detail(tried, chosen) };
  tried.el.remove();
  return found;
}"""


def wishes(play, step, rng):
    """What somebody might choose at a step: often what helps, and often anything."""
    part, case = play.parts[step], play.case
    offers = list(part.offers)
    kinds = {"look": "tests", "again": "tests", "first_guess": "differential", "today": "plan"}
    keys = [name for name in case.keys(kinds.get(step, step)) if name in offers]
    if not isinstance(part, PickList):
        places = len(part.places)
        some = [*rng.permutation(offers)[: int(rng.integers(1, places + 1))]]
        return [*dict.fromkeys([*(keys[:1] if rng.random() < 0.6 else []), *some])][:places]
    share = rng.random()
    some = [name for name in offers if rng.random() < (0.08 if step in ("plan", "today") else 0.25)]
    return [*(name for name in keys if rng.random() < share), *some] or offers[:1]


@pytest.mark.parametrize("seed", range(PATHS))
def test_any_path_is_told_and_judged_as_in_the_app(page, spec, seed):
    rng = np.random.default_rng(seed)
    case = list(CASES.values())[seed % len(CASES)]
    sheet = Filed(NoArtist())
    with sheet.noting():
        records = []
        play = CasePlay(case, "", lambda _, record: records.append(record), (), TODAY)
        page.evaluate(BEGUN, [case.id, TODAY.isoformat()])
        rush_at = str(rng.choice(["tests", "differential", "again"])) if rng.random() < 0.2 else ""
        while not records:
            step = next(name for name, part in play.parts.items() if not part.locked)
            if step == rush_at and step != "plan":
                play.rush()
                page.evaluate("tried.rush()")
                step, rush_at = "plan", ""
            part, wish, sure = play.parts[step], [], int(rng.integers(1, 5))
            wish = [str(name) for name in wishes(play, step, rng)]
            if isinstance(part, PickList):
                part.chosen = [*part.chosen, *wish]
                part.ask()
                chosen, hint, replies = list(part.chosen), part.hint, dict(part.replies)
            else:
                part.ranked, part.sure = wish, sure
                chosen, hint, replies = wish, "", {}
            part.locked = True
            found = page.evaluate(STEP, [step, wish, sure])
            assert found["chosen"] == chosen
            assert found["said"] == hint or not isinstance(part, PickList)
            assert {n: words(t) for n, t in found["replies"].items()} == {
                name: words(text) for name, text in replies.items()
            }
            assert found["steps"] == list(play.parts)
        visit, found = play.visit, page.evaluate(ENDED)
        assert found["record"] == records[0]
        assert found["chosen"] == visit.chosen
        assert found["state"] == play.state
        assert words(found["said"]) == words(ending_sentence(case, visit.end))
        for name, told in (("harm", harm), ("debrief", debrief), ("moved", moved)):
            assert words(found[name]) == words(told(visit)), name
        assert words(found["detail"]) == words(in_detail(visit))
        assert words(play._afterwards()) in words(found["results"])
        for name, own in (("y", visit.end.own), ("best", visit.end.best)):
            drawn, shown = np.array(found[name]), own[VISIT - 182 : VISIT + AFTER + 1]
            assert np.abs(drawn - shown).max() / found["top"] * 360 < 0.5
        play.close()
    assert page.complaints == []


# -- patients by keyboard alone, on a phone, without a network


def work(page, case, plan=None):
    """See one patient with what the case asks for, by keyboard alone."""
    settle(page, 60)
    room = page.locator(".hcl-case-play")

    def tick(step_names):
        part = room.locator(".hcl-list").last
        for name in step_names:
            box = part.locator(f"input[value={name}]")
            if not box.count() or box.is_checked():
                continue
            if box.get_attribute("aria-disabled") != "true":
                press(page, box, "Space")

    def end():
        part = room.locator(".hcl-list").last
        order = part.locator(".order")
        if order.is_visible() and order.get_attribute("aria-disabled") == "false":
            press(page, order, "Enter")
        press(page, part.locator(".done"), "Enter")
        settle(page, 60)  # what comes takes the keyboard's place with it

    def rank(names):
        part = room.locator(".hcl-rank").last
        for menu, name in zip(part.locator("select").all(), names, strict=False):
            reach(page, menu)
            wish = menu.locator(f"option[value={name}]").inner_text()
            page.keyboard.type(wish, delay=0)
        reach(page, part.locator(".sure input").first)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        press(page, part.locator(".lock"), "Enter")
        settle(page, 60)

    tick(case.keys("history") or ["timing"])
    if not room.locator(".hcl-list").last.locator("input:checked").count():
        press(page, room.locator(".hcl-list").last.locator("input").first, "Space")
    end()
    tick(case.keys("tests"))
    end()
    rank(case.keys("differential")[:1])
    tick(case.keys("tests"))
    end()
    if room.locator(".hcl-rank").count() < 2:  # results that take days: today, and a second visit
        tick(best_plan(case))
        end()
        tick(case.keys("tests"))
        end()
    rank(case.keys("differential")[:1])
    tick(best_plan(case) if plan is None else plan)
    end()
    shows(page, say("case_debrief"))


WAITED = """async ([id, tries, days]) => {
  const tree = await unzipped(`data-case-${id}`);
  const late = (today, wait) => Rules.late(tree, today, wait).map(({ rule }) => rule);
  return tries.map((today) => days.map((wait) => late(today, wait)));
}"""


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_who_may_wait_for_results_is_who_may_in_the_app(page, case):
    """Of the steps that keep a patient from harm: none, each alone, all but one, and all."""
    steps = sorted({step for danger in case.danger for step in danger.unless})
    tries = [[], steps, *([step] for step in steps)]
    tries += [[other for other in steps if other != step] for step in steps]
    expected = [
        [[one.rule for one in too_late(case, today, wait)] for wait in WAITS] for today in tries
    ]
    days = [catalogue().after(wait) for wait in WAITS]
    assert page.evaluate(WAITED, [case.id, tries, days]) == expected


def forget(page):
    """Open the file as on another device."""
    page.evaluate("localStorage.clear()")
    page.evaluate("Progress.elsewhere([])")
    page.reload()
    page.wait_for_selector("body[data-ready]")


@pytest.mark.parametrize("seen", [2, pytest.param(ENOUGH, marks=pytest.mark.nightly)])
def test_patients_by_keyboard_on_a_phone_without_a_network(page, spec, seen):
    """The second is left in the middle and gone on with; of the last nothing is done but to wait.

    With enough of them, the lesson is finished.
    """
    forget(page)
    order = case_order(list(CASES.values()), spec.seed)
    for place, case in enumerate(order[:seen]):
        press(page, page.get_by_role("button", name=say("clinic_next")).first, "Enter")
        page.locator(".hcl-case-play h3", has_text=case.person.name).wait_for()
        if place == 1:  # left in the middle, and gone on with
            first = page.locator(".hcl-list").last.locator("input").first
            press(page, first, "Space")
            page.reload()
            page.wait_for_selector("body[data-ready]")
            shows(page, say("case_resumed"))
            assert page.locator(".hcl-list").last.locator("input").first.is_checked()
        work(page, case, ["follow_up"] if place == seen - 1 else None)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        if place in (0, seen - 1):
            check_accessible(page)
    assert say("clinic_seen", seen=seen, total=len(order)) in page.locator("main").inner_text()
    with page.expect_download() as waiting:
        press(page, page.get_by_role("button", name=say("keeper_take")), "Enter")
    text = waiting.value.path().read_text(encoding="utf-8")
    entries = from_text(text)
    kept = [entry.value for entry in entries if entry.kind == "answer"]
    assert [one["case"] for one in kept] == [case.id for case in order[:seen]]
    assert all(one["right"] for one in kept) and kept[0]["dangers"] == []
    finished = any(entry.kind == "stage" and entry.key == "seen" for entry in entries)
    assert finished is (seen >= ENOUGH)
    outside = [url for url in page.asked if not url.startswith(("file:", "data:", "blob:"))]
    assert (page.complaints, outside) == ([], [])
    # Another device reads it.
    forget(page)
    content = {"name": "p.json", "mimeType": "application/json", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(content)
    shows(page, say("clinic_seen", seen=seen, total=len(order)))
