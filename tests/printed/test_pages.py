"""The pages to read and print, without a browser: all is there, and nothing from outside."""

import re
from contextlib import nullcontext
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest

from helpers.course import all_lessons, find_lesson
from helpers.evidence import (
    EvidenceError,
    catalogue,
    evidence,
    load_cases,
    load_questions,
    load_text,
    say,
)
from helpers.page.in_notebook.question import plain
from helpers.page.prose import to_html
from helpers.page.spec import Chart, Clinic, Close, Lesson, Map, Words
from helpers.printed import build as module
from helpers.printed.multiples import Explored
from helpers.printed.page import index_page, lesson_page, stem
from helpers.printed.sheet import Sheet

# One lesson of each kind; with all of them these tests would take minutes.
STANDARD = ["start_here", "steroids", "skin_and_breakage"]
CLINIC = [lesson.key for lesson in all_lessons() if isinstance(lesson, Clinic)]
KEYS = [*STANDARD, *CLINIC]
BOTH = [*((key, False) for key in KEYS), *((key, True) for key in KEYS[1:])]
PAPER = pytest.mark.parametrize(("key", "paper"), BOTH)
VOID = {"meta", "link", "img", "br", "input", "hr"}
CALLS = ("src", "srcset", "poster", "data")


class Pencil:
    """Draws a stroke for each picture and counts them."""

    def __init__(self):
        self.charts, self.canvases = 0, 0

    def chart(self, figure, width=0):
        self.charts += 1
        figure.to_json()
        return '<svg role="img" aria-label="Chart"><g id="~0"/></svg>'

    def canvas(self, kind, traits):
        self.canvases += 1
        return f'<figure><img alt="{kind}" src="data:,"></figure>'


class Reader(HTMLParser):
    """Reads a page: its tags, ids, headings and words, and whether all is closed."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.ids, self.heads, self.words, self.open = [], [], [], [], []
        self.feed(html)
        self.text = re.sub(r"\s+", " ", "".join(self.words))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        if re.fullmatch("h[1-6]", tag):
            self.heads.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in self.open:
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def written(key, paper=False):
    return _written(key, paper)


@cache
def _written(key, paper):
    pencil = Pencil()
    html = lesson_page(find_lesson(key), Sheet(pencil, paper), all_lessons(), pdf=True)
    return html, Reader(html), pencil


def words_of(html):
    bare = re.sub(r'<sup class="note">.*?</sup>', "", html)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", bare))).strip()


@PAPER
def test_a_page_is_whole(key, paper):
    html, page, _ = written(key, paper)
    assert page.open == []
    assert page.heads[0] == 1 and page.heads.count(1) == 1
    assert all(b <= a + 1 for a, b in zip(page.heads, page.heads[1:], strict=False))
    assert len(page.ids) == len(set(page.ids))
    assert dict(page.tags)["html"] == {"lang": "en"}
    assert 'class="skip" href="#lesson"' in html
    assert say("general_not_for_patients") in page.text
    inside = {a["href"][1:] for t, a in page.tags if t == "a" and a["href"].startswith("#")}
    assert inside <= set(page.ids)
    assert "hcl-row" not in " ".join(page.ids)


@PAPER
def test_nothing_is_fetched_from_outside(key, paper):
    html, page, _ = written(key, paper)
    for tag, attributes in page.tags:
        for name in CALLS:
            assert attributes.get(name, "data:").startswith("data:"), (tag, name)
        if tag != "a":
            assert attributes.get("href", "data:").startswith(("data:", "#")), tag
        assert tag not in {"iframe", "object", "embed"}
    for css in re.findall(r"<style>(.*?)</style>", html, re.DOTALL):
        assert "url(" not in css and "@import" not in css


@pytest.mark.parametrize("key", KEYS)
def test_links_between_lessons_lead_to_pages(key):
    _, page, _ = written(key)
    pages = {f"{stem(lesson)}.html" for lesson in all_lessons()} | {"index.html"}
    for tag, attributes in page.tags:
        address = attributes.get("href", "")
        if tag == "a" and not address.startswith(("#", "http", "data:")):
            assert address in pages | {name.replace(".html", ".pdf") for name in pages}


@pytest.mark.parametrize(("key", "paper"), [one for one in BOTH if one[0] in STANDARD])
def test_every_question_with_all_its_feedback_is_there(key, paper):
    html, _, _ = written(key, paper)
    text = words_of(html)
    for question in load_questions(key):
        for part in (question.stem, *(option.text for option in question.option)):
            start = plain(part.split("[", 1)[0], {}).split("](")[0].strip()
            assert start in text, question.id
        for option in question.option:
            said = plain(option.feedback.split("[", 1)[0], {}).strip()
            assert said in text, (question.id, said)
    assert html.count('<ol type="A" class="options">') == len(load_questions(key))


@PAPER
def test_every_sentence_of_the_lesson_is_there(key, paper):
    html, _, _ = written(key, paper)
    text = words_of(html)
    for name, section in load_text(key).items():
        if name == "sure":
            continue  # speaks of the student's own answers, which paper does not know
        for line in re.split(r"\n+|\|", section):
            start = words_of(
                to_html(line.strip("-# *0123456789.").split("[", 1)[0].replace("*", ""))
            )
            assert start in text, (name, start)


@pytest.mark.parametrize("key", STANDARD)
def test_every_computed_number_is_there_with_how_it_came_about(key):
    _, page, _ = written(key)
    text = load_text(key)
    questions = "".join(
        option.feedback + option.why for q in load_questions(key) for option in q.option
    )
    used = set(re.findall(r"\(model:(\w+)\)", "".join(text.values()) + questions))
    spec = find_lesson(key)
    explored = Explored(spec.explore)
    for name in used:
        fact = spec.facts[name]
        values = spec.explore.run(**explored.start | dict(fact.settings)).values
        assert fact.form.format(values[fact.value]) in page.text, name
    assert "Computed by this model" in page.text


@pytest.mark.parametrize("key", KEYS)
def test_every_origin_became_a_note_with_source_and_level(key):
    html, page, _ = written(key)
    spoken = "".join(load_text(key).values())
    for name in set(re.findall(r"\(claim:(\w+)\)", spoken)):
        row = evidence().claims[name]
        assert row.claim in unescape(html), name
    for name in {*re.findall(r"\(param:(\w+)\)", spoken), *find_lesson(key).parameters}:
        assert evidence().parameters[name].chosen in unescape(html), name
    numbers = [int(name[5:]) for name in page.ids if name.startswith("note-")]
    assert numbers == list(range(1, len(numbers) + 1)) and numbers
    assert "level" in page.text
    assert " popover" not in html.split("</style>", 1)[1]


@pytest.mark.parametrize("key", STANDARD)
def test_every_picture_and_its_sentence_is_there(key):
    html, page, pencil = written(key)
    spec = find_lesson(key)
    explored = Explored(spec.explore)
    shown = [explored.start, explored.start | dict(spec.contrast.after)]
    for control in explored.controls.values():
        for end in control.ends:
            shown.append(explored.start | {control.key: end})
    distinct = {repr(sorted(settings.items())) for settings in shown}
    assert html.count('class="panel"') >= len(distinct)
    assert html.count("<svg role") == pencil.charts >= len(distinct)
    assert html.count("<summary>Show the numbers as a table</summary>") >= len(distinct)
    assert explored.spec.say(explored.result(explored.start), None) in page.text
    if spec.challenge:
        goal = Explored(spec.challenge.explore)
        solved = goal.start | dict(spec.challenge.solution)
        given = spec.challenge.given
        beside = None if given is None else goal.result(goal.start | dict(given))
        assert goal.spec.say(goal.result(solved), beside) in page.text


def test_every_patient_of_the_clinic_is_there():
    for key in CLINIC:
        _, page, pencil = written(key)
        assert pencil.charts == len(load_cases())
        for case in load_cases().values():
            assert f"{case.person.name}, {case.person.age}, {case.person.work}" in page.text
            assert case.title in page.text


def test_every_lesson_has_a_printed_form():
    for lesson in all_lessons():
        assert isinstance(lesson, (Lesson, Clinic))
        explores = [lesson.explore] if isinstance(lesson, Lesson) else []
        explores += [lesson.challenge.explore] if lesson.challenge else []
        for explore in explores:
            assert all(isinstance(one, (Chart, Map, Close, Words)) for one in explore.pictures)
            for control in (*explore.controls(), *explore.more()):
                for end in control.ends:
                    assert control.label in control.said(end)


def test_a_page_is_the_same_every_time():
    first = written("steroids")[0]
    again = lesson_page(find_lesson("steroids"), Sheet(Pencil()), all_lessons(), pdf=True)
    assert again == first


def test_answers_stand_at_the_end_of_paper():
    html, _, _ = written("steroids", True)
    question = load_questions("steroids")[0]
    said = question.option[0].feedback[:40]
    assert html.index(said) > html.index('<section class="part-answers">')
    assert "<details>" not in html


def test_the_contents_lead_to_every_page_and_its_pdf():
    shelf = all_lessons()
    page = Reader(index_page(shelf, pictures=True, pdf=True))
    addresses = {attributes.get("href") for tag, attributes in page.tags if tag == "a"}
    for lesson in shelf:
        assert {f"{stem(lesson)}.html", f"{stem(lesson)}.pdf"} <= addresses
    assert page.open == []
    assert "no pictures" in index_page(shelf, pictures=False, pdf=False)
    assert ".pdf" not in index_page(shelf, pictures=True, pdf=False)


def test_without_a_browser_there_are_pages_and_a_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(module, "open_artist", nullcontext)
    (page,) = module.build(tmp_path, only="05_steroids")
    assert page.name == "05_steroids.html"
    assert "Install Chromium" in capsys.readouterr().out
    html = page.read_text(encoding="utf-8")
    assert "not drawn" in html and "05_steroids.pdf" not in html


def test_a_lesson_that_is_not_there_is_named(tmp_path, capsys):
    assert module.main([str(tmp_path), "--only", "99_nothing"]) == 1
    assert "There is no lesson '99_nothing'" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_missing_row_stops_the_build_with_a_sentence(monkeypatch, tmp_path, capsys):
    def broken(*_, **__):
        raise EvidenceError("The text refers to claim:x, which has no row in data/.")

    monkeypatch.setattr(module, "lesson_page", broken)
    monkeypatch.setattr(module, "open_artist", nullcontext)
    assert module.main([str(tmp_path), "--only", "05_steroids"]) == 1
    assert "no row" in capsys.readouterr().err


@PAPER
def test_a_missed_danger_is_said_beside_its_answer(key, paper):
    html, _, _ = written(key, paper)
    dangers = [q for q in load_questions(key) if q.red_flag] if key in STANDARD else []
    first = sum(not question.variant_of for question in dangers)
    assert html.count(say("static_danger")) == first
    assert html.count(say("static_danger_again")) == len(dangers) - first


@pytest.mark.parametrize("paper", [False, True], ids=["screen", "paper"])
@pytest.mark.parametrize("key", CLINIC)
def test_each_danger_of_a_patient_says_what_brings_it(key, paper):
    html, _, _ = written(key, paper)
    text = Reader(html).text
    offers = catalogue().offers("plan")
    for case in load_cases().values():
        for danger in case.danger:
            names = "; ".join(offers[name].name for name in danger.unless or danger.when)
            row = "waits" if danger.waits else "unless" if danger.unless else "when"
            trigger = say(f"static_danger_{row}", names=names)
            then = re.split(r"[{\[(]", danger.next)[0].strip()
            assert f"{trigger} {then}" in text, (case.id, trigger)
