"""A question may stand under a picture, and its words never give the answer away."""

import re
from html import escape

import pytest

from helpers.course import lesson_keys, new_page
from helpers.evidence import load_questions
from helpers.instructor.check_questions import check_questions
from helpers.page.in_notebook.question import QuestionWidget
from helpers.pictures.drawn import asked, picture
from helpers.printed.artist import NoArtist
from helpers.printed.in_notebooks import known_numbers, question_text
from helpers.printed.questions import ask
from helpers.printed.sheet import Sheet

NAME = "hair_end:exclamation_mark"


@pytest.fixture
def question():
    return load_questions("steroids")[0].model_copy(update={"picture": NAME})


def test_the_page_shows_the_picture_before_the_stem_and_does_not_name_it(question):
    stem = QuestionWidget(question, {}).stem
    assert stem.index("<svg") < stem.index(question.stem[:20])
    assert asked(NAME).alt in stem
    assert picture(NAME).caption not in stem


def test_print_and_notebook_show_it_too(question):
    printed = ask(Sheet(NoArtist()), question, known_numbers("steroids"))
    assert "<svg" in printed and asked(NAME).alt in printed
    assert question_text(question, {}).startswith(f"*{asked(NAME).alt}*")


PICTURED = [q for key in lesson_keys() for q in load_questions(key) if q.picture]
WITH_PICTURES = (
    "hair_growth_cycle", "telogen_effluvium", "steroids", "inflammation_and_scarring",
    "skin_and_breakage", "immunosuppressants",
)  # fmt: skip


@pytest.mark.parametrize("key", WITH_PICTURES)
def test_an_objective_of_the_lesson_is_asked_on_two_drawings(key):
    drawn = [question for question in load_questions(key) if question.picture]
    assert len(drawn) >= 2
    assert len({question.picture for question in drawn}) == len(drawn)
    assert {question.variant_of for question in drawn} >= {drawn[0].id}


def telling(text):
    return {word[:6] for word in re.findall(r"[a-z]{4,}", text.lower())} - {"hair", "hairs", "skin"}


@pytest.mark.parametrize("question", PICTURED, ids=lambda question: question.id)
def test_the_words_for_a_drawing_do_not_name_it(question):
    """Whoever hears what is seen still has to say what it is."""
    name = picture(question.picture).caption.partition(":")[0]
    assert name.lower() not in asked(question.picture).alt.lower()
    right = question.option[question.answer].text
    shared = telling(right) & telling(asked(question.picture).alt)
    others = [
        telling(option.text) & telling(asked(question.picture).alt)
        for option in question.option
        if not option.right
    ]
    assert len(shared) <= max(map(len, others)), shared


@pytest.mark.parametrize("question", PICTURED, ids=lambda question: question.id)
def test_every_drawing_stands_in_app_and_print(question):
    said = escape(asked(question.picture).alt)
    key = next(key for key in lesson_keys() if question in load_questions(key))
    assert said in QuestionWidget(question, new_page(key).facts).stem
    for paper in (True, False):
        printed = ask(Sheet(NoArtist(), paper), question, known_numbers(key))
        assert "<svg" in printed and said in printed


def test_a_question_without_a_picture_is_as_before():
    question = load_questions("steroids")[0]
    assert "<svg" not in QuestionWidget(question, {}).stem


def test_an_unknown_picture_is_named_with_the_nearest_there_is(tmp_path):
    from helpers.evidence import data_folder

    text = (data_folder() / "questions" / "steroids.toml").read_text(encoding="utf-8")
    (tmp_path / "questions").mkdir()
    file = tmp_path / "questions" / "steroids.toml"
    file.write_text(text.replace("stem = ", 'picture = "hair_end:clob"\nstem = ', 1), "utf-8")
    found = [line for line in check_questions(file) if "picture" in line]
    assert len(found) == 1
    assert "hair_end:clob" in found[0] and "hair_end:club" in found[0]
