"""What the questions test, counted from their files, and kept within its limits."""

import json
from collections import Counter

import pytest

from helpers.course import all_lessons, find_lesson, lesson_keys
from helpers.evidence import data_folder, load_questions, load_vignettes
from helpers.instructor.blueprint import TAGS, blueprint, blueprint_table, row
from helpers.instructor.check_questions import main
from helpers.page.way import exit_items

KEYS = [key for key in lesson_keys() if find_lesson(key).challenge]
TITLES = {key: find_lesson(key).title for key in KEYS}
OBJECTIVES = 12
VIGNETTES = 30


@pytest.mark.parametrize("one", blueprint(TITLES), ids=lambda one: one.title)
def test_two_thirds_are_medicine_and_at_most_one_in_six_is_the_model(one):
    assert one.medicine / one.total >= 2 / 3
    assert one.model / one.total <= 1 / 6
    assert one.dangers > 0


def test_questions_about_the_model_are_no_medicine():
    questions = [q for q in load_questions("steroids") if q.stage in ("predict", "see")]
    counted = row("model", questions)
    assert (counted.medicine, counted.model) == (0, len(questions))


@pytest.mark.parametrize("key", KEYS)
def test_every_lesson_has_twelve_objectives_in_two_forms(key):
    asked = [q for q in load_questions(key) if q.stage in ("exit", "more")]
    forms = Counter(question.variant_of or question.id for question in asked)
    assert len(forms) >= OBJECTIVES
    assert set(forms.values()) == {2}
    objectives = {question.variant_of or question.id: question.objective for question in asked}
    assert len(set(objectives.values())) == len(objectives)
    stems = [question.stem for question in asked]
    assert len(set(stems)) == len(stems)


def test_the_table_counts_every_question():
    table = blueprint_table(TITLES)
    for key, title in TITLES.items():
        assert title in table
        assert f">{len(load_questions(key))}<" in table
    counted = sum(one.tags.get(tag, 0) for one in blueprint(TITLES) for tag in TAGS)
    assert counted == sum(len(load_questions(key)) for key in KEYS) + len(load_vignettes())


def test_the_vignettes_are_shown_in_no_lesson():
    vignettes = load_vignettes()
    assert len(vignettes) == VIGNETTES
    assert {question.stage for question in vignettes} == {"exam"}
    ids = {question.id for question in vignettes}
    shown = {question.id for key in lesson_keys() for question in load_questions(key)}
    reviewed = {name for item in exit_items(all_lessons()) for name in item.versions}
    assert not ids & (shown | reviewed)
    folder = data_folder().parent / "notebooks"
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.ipynb")]
    texts += [path.read_text(encoding="utf-8") for path in data_folder().glob("cases/*.toml")]
    for question in vignettes:
        stem = json.dumps(question.stem[:60], ensure_ascii=False)[1:-1]
        assert not any(stem in text for text in texts), question.id


def test_the_vignettes_are_printed_with_their_key(capsys):
    assert main(["--key"]) == 0
    said = capsys.readouterr().out
    assert said.count("Key: ") == VIGNETTES
    assert "](" not in said
