"""What comes back, when, and in which words."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from helpers.course import all_lessons, lesson_keys, review
from helpers.course import new_page as lesson
from helpers.evidence import data_folder, load_questions, load_text
from helpers.page.calibration_chart import calibration_chart, update_calibration_chart
from helpers.page.calibration_sentence import calibration_sentence
from helpers.progress import Entry, Item, Store, count_sure, draw, due_items, sure_rows, to_text
from helpers.progress.schedule import due_cases

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
ITEM = Item("iron", ("a", "a2"))


def given(*tries):
    """Return answers from (day, version, right)."""
    return [
        Entry(
            at=START + timedelta(days=day),
            lesson="iron",
            kind="answer",
            key=version,
            value={"right": right},
        )
        for day, version, right in tries
    ]


def days(due):
    return (due.at - START).days


def test_what_was_never_asked_is_never_due():
    assert due_items([ITEM], []) == []


@pytest.mark.parametrize(
    ("tries", "version", "day"),
    [
        ([(0, "a", True)], "a2", 6),
        ([(0, "a", False)], "a2", 6),
        ([(0, "a", False), (0, "a2", True)], "a", 6),
        ([(0, "a", True), (7, "a2", True)], "a", 7 + 29),
        ([(0, "a", True), (7, "a2", False)], "a", 7 + 6),
        # Right again on the same day is no review.
        ([(0, "a", True), (0, "a2", True)], "a", 6),
        # A wrong answer after a month sends it back to the week.
        ([(0, "a", True), (7, "a2", True), (40, "a", False)], "a2", 40 + 6),
    ],
)
def test_when_it_comes_back_and_in_which_words(tries, version, day):
    (due,) = due_items([ITEM], given(*tries))
    assert (due.version, days(due)) == (version, day)


@pytest.mark.parametrize(
    ("played", "due"),
    [([1], 8), ([1, 10], 40), ([1, 31], 61), ([31, 1], 61), ([4, 4], 11), ([1, 8, 40], None)],
)
def test_a_patient_comes_back_counted_from_the_last_time(played, due):
    """A week after the first time, a month after the second; twice on a day is once."""
    start = date(2026, 3, 1)
    records = [{"case": "iron", "on": (start + timedelta(days=day)).isoformat()} for day in played]
    at = [day for day in range(70) if due_cases(records, start + timedelta(days=day))]
    assert at == ([] if due is None else list(range(due, 70)))


def test_twice_right_in_time_it_rests():
    assert due_items([ITEM], given((0, "a", True), (7, "a2", True), (40, "a", True))) == []


def test_a_sitting_is_short_and_mixes_the_lessons():
    items = [Item(name, (f"{name}{n}",)) for name in ("x", "y", "z") for n in range(6)]
    entries = [
        Entry(at=START, lesson=i.lesson, kind="answer", key=i.versions[0], value={"right": True})
        for i in items
    ]
    due = due_items(items, entries)
    assert draw(due, START + timedelta(days=3)) == []
    sitting = draw(due, START + timedelta(days=8))
    assert len(sitting) == 10
    assert {one.item.lesson for one in sitting} == {"x", "y", "z"}
    sitting = draw(due, START + timedelta(days=8), most=18)
    names = [one.item.lesson for one in sitting]
    assert all(before != after for before, after in pairwise(names))


# -- the page


def first(page):
    return page.box.children[0].value


@pytest.fixture
def learned(path):
    """Two lessons whose exit checks were answered on the first of March."""
    store = Store(None)
    for key in ("steroids", "iron"):
        exits = [q for q in load_questions(key) if q.stage == "exit" and not q.variant_of]
        for question in exits:
            store.add(key, "answer", question.id, {"right": True})
    entries = [entry.model_copy(update={"at": START}) for entry in store.entries]
    Store(path).take_in(to_text(entries))
    return path


def sit(day):
    page = review()
    page.now = lambda: START + timedelta(days=day)
    page.ask()
    page.sure()
    page.sources()
    return page


def answer(page, right, sure=3):
    asked = page.asked[-1]
    asked.chosen = (asked.question.answer + (not right)) % len(asked.question.option)
    asked.sure = sure
    asked.locked = True
    return asked


def test_an_empty_file_says_what_to_do(path):
    page = sit(0)
    assert "Answer the five questions at the end of a lesson" in first(page)
    assert page.sentence.value == "No answer with a confidence has been given yet."


def test_before_the_week_nothing_is_due_but_one_can_practise(learned):
    page = sit(2)
    assert "Nothing is due today. 10 questions will come back, the first on 7 March 2026" in (
        first(page)
    )
    page.early.click()
    assert len(page.asked) == 1


def test_the_start_page_counts_what_is_due(learned):
    said = lesson("start_here").own_work().children[0].words.value
    assert "10 questions are due today" in said  # March is long ago


def test_after_a_week_variants_come_mixed(learned):
    page = sit(7)
    assert "10 questions from 2 lessons today." in first(page)
    asked = [answer(page, right=True) for _ in range(10)]
    assert all(one.question.variant_of for one in asked)
    assert all(one.feedback and one.sure for one in asked)
    assert "✓ 10 of 10 right at the first try." in page.box.children[-1].value
    assert "10 of 10 when “fairly sure”" in page.sentence.value
    assert "Nothing is due today" in first(sit(8))


@pytest.mark.parametrize("place", [0, 4, 9])
def test_a_wrong_answer_comes_back_as_the_other_variant(learned, place):
    page = sit(7)
    # Dangers first: they come back by a rule of their own.
    page.queue.sort(key=lambda one: not page.questions[one.version].red_flag)
    missed = [answer(page, right=at != place) for at in range(10)][place]
    again = page.asked[-1]
    assert len(page.asked) == 11
    assert again.question.id == missed.question.variant_of
    answer(page, right=True)
    assert "9 of 10 right at the first try" in page.box.children[-1].value


def test_a_sitting_that_was_broken_off_goes_on(learned, monkeypatch):
    page = sit(7)
    for _ in range(4):
        answer(page, right=True)
    assert "6 questions from 2 lessons today" in first(sit(7))


def with_questions():
    folder = data_folder() / "questions"
    return [key for key in lesson_keys() if (folder / f"{key}.toml").is_file()]


def test_question_names_are_unique_over_all_lessons():
    names = [q.id for key in with_questions() for q in load_questions(key)]
    assert len(names) == len(set(names))


def test_every_exit_question_has_another_version():
    for spec in filter(lambda spec: spec.challenge, all_lessons()):
        questions = [q for q in load_questions(spec.key) if q.stage == "exit"]
        for base in [q for q in questions if not q.variant_of]:
            assert any(q.variant_of == base.id for q in questions), base.id


def test_every_number_of_its_text_is_a_setting():
    for section, text in load_text("review").items():
        rest = re.sub(r"\[[^\]]*\]\((?:setting:?|\w+\.ipynb)\)", "", text)
        assert not re.search(r"\d", rest), section


# -- confidence against correctness


def test_confidence_is_counted_by_word():
    rows = count_sure([(4, True), (4, False), (1, False), (0, True), ("x", True)])
    assert [(row.number, row.right) for row in rows] == [(1, 0), (0, 0), (0, 0), (2, 1)]


@pytest.mark.parametrize(
    ("number", "right", "low", "high"),
    # Newcombe 1998, Table I, method 3 (Wilson): 81/263, 15/148, 0/20, 1/29.
    [(263, 81, 25.53, 36.62), (148, 15, 6.24, 16.05), (20, 0, 0, 16.11), (29, 1, 0.61, 17.18)],
)
def test_the_interval_is_wilsons(number, right, low, high):
    row = count_sure([(2, place < right) for place in range(number)])[1]
    assert row.limits == pytest.approx((low, high), abs=0.006)


def test_picture_and_sentence_say_the_same():
    rows = count_sure([(1, False)] * 6 + [(1, True)] * 2 + [(4, True)] * 5 + [(4, False)])
    figure = calibration_chart()
    update_calibration_chart(figure, rows)
    assert list(figure.data[1].y) == pytest.approx([25, None, None, 500 / 6], nan_ok=True)
    assert "5 of 6" in figure.layout.xaxis.ticktext[3]
    said = calibration_sentence(rows)
    assert "2 of 8 when “a guess”, 5 of 6 when “certain”" in said
    assert "certain: 5 of 6; when unsure or guessing: 2 of 8." in said
    assert "Chance alone" in said  # p = 0.09
    better = calibration_sentence(count_sure([(1, False), (4, True)] * 8))
    assert "certain: 8 of 8; when unsure or guessing: 0 of 8." in better
    assert "more often right when you were surer" in better
    assert "less often right" in calibration_sentence(count_sure([(1, True), (4, False)] * 8))
    assert "still chance" in calibration_sentence(sure_rows([]) and count_sure([(1, True)]))


def test_a_missed_danger_comes_back_until_it_is_right(learned):
    page = sit(8)
    danger, later = None, []
    for _ in range(page.planned):
        question = page.asked[-1].question
        miss = question.red_flag and danger is None
        danger = (question.variant_of or question.id) if miss else danger
        answer(page, right=not miss)
    assert danger
    for right in (False, False, True):
        asked = page.asked[-1].question
        assert (asked.variant_of or asked.id) == danger
        later.append(asked.id)
        answer(page, right=right)
    assert later[0] != later[1] and later[0] == later[2]  # the two forms in turn
    assert page.aloud.value  # only now the sitting has its result
    assert len(page.asked) == page.planned + 3
