"""The cards say of each model what the tables say, and leave nothing out."""

import shutil
from html import unescape

import pytest

from helpers import model_cards as open_cards
from helpers.course import all_lessons
from helpers.evidence import EvidenceError, Kind, data_folder, evidence
from helpers.evidence.model_cards import model_cards
from helpers.instructor.against_observations import check_all

CARDS = model_cards()
OF_CLASS_MODE = "vote_"  # rules of the vote in class, which no model uses
ROLES = {  # from words of the note, how the model gets its value, to what it can show
    "by construction": "built_in",
    "no model": "built_in",
    "Not a measurement": "built_in",
    "was tuned": "tuned",
    "were tuned": "tuned",
    "model is tuned": "tuned",
    "in view": "tuned",
}


def page():
    return unescape("".join(str(part.value) for part in open_cards().children))


def test_every_number_belongs_to_one_model():
    homes = [name for card in CARDS.model for name in card.parameters]
    rows = {name for name in evidence().parameters if not name.startswith(OF_CLASS_MODE)}
    assert sorted(homes) == sorted(rows)


@pytest.mark.parametrize("lesson", all_lessons(), ids=lambda lesson: lesson.key)
def test_a_lesson_is_named_on_the_cards_of_its_numbers_and_on_no_other(lesson):
    named = {card.id for card in CARDS.model if lesson.key in card.lessons and card.parameters}
    used = {card.id for card in CARDS.model if set(card.parameters) & set(lesson.parameters)}
    assert named == used


def test_every_lesson_has_a_card():
    assert {key for card in CARDS.model for key in card.lessons} == {
        lesson.key for lesson in all_lessons()
    }


def test_every_observation_belongs_to_one_model():
    topics = [topic for card in CARDS.model for topic in card.topics]
    assert sorted(topics) == sorted({row.topic for row in evidence().observations.values()})


def test_every_tuned_number_says_to_what():
    tuned = {name for name, row in evidence().parameters.items() if row.kind == Kind.TUNED}
    assert {name for card in CARDS.model for name in card.tuned} == tuned
    shown = page()
    assert all(evidence().parameters[name].name in shown for name in tuned)


def test_what_an_observation_shows_is_what_its_note_says():
    for row in check_all().itertuples():
        said = {role for words, role in ROLES.items() if words in row.note}
        assert CARDS.role(row.id) in (said or {"independent", "built_in", "tuned"}), row.id
        if CARDS.role(row.id) == "independent":
            assert said == set(), row.id
        if "ot tuned to. " in row.note:
            assert CARDS.role(row.id) != "tuned", row.id


def test_no_card_lacks_limits_and_all_of_them_are_shown():
    shown = page()
    for card in CARDS.model:
        assert len(card.limits) >= 3
        assert all(limit.split(",")[0] in shown for limit in card.limits)


def test_the_worst_grade_is_not_hidden():
    review = {grade.score for card in CARDS.model for r, grade in CARDS.grades(card)
              if r.id == "review"}  # fmt: skip
    assert review == {0}
    assert "No clinician and no modeller from outside has reviewed it" in page()


def test_grades_and_prose_hold_no_numbers_that_could_drift():
    for card in CARDS.model:
        said = [card.purpose, *card.limits, *(grade.reason for grade in card.rules.values())]
        assert not any(sign.isdigit() for text in said for sign in text), card.id


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"dwell_lognormal"', '"no_such"', "follicle_cycle: there is no claim 'no_such'"),
        ('"anagen_sd"', '"no_such"', "there is no parameter 'no_such'"),
        ('topics = ["drugs"]', 'topics = ["no_such"]', "there is no topic 'no_such'"),
        ('built_in = ["growth_per_month"]', 'built_in = ["x"]', "there is no observation 'x'"),
        ("[model.rules.compete]", "[model.rules.no_such]", "there is no rule 'no_such'"),
        ("iron_share_stored = [", "iron_extra_loss = [", "iron_share_stored is tuned in"),
        ("iron_share_stored = [", "iron_extra_loss = [", "iron_extra_loss is no tuned parameter"),
        ('"catagen_sd", ', '"catagen_sd", "catagen_sd", ', "catagen_sd is there twice"),
        ("score = 4", "score = 5", "less than or equal to 4"),
        ('title = "Stress"', 'name = "Stress"', "title"),
    ],
)
def test_a_card_that_does_not_fit_is_refused_in_a_sentence(tmp_path, old, new, said):
    text = (data_folder() / "models.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "models.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(EvidenceError, match=said):
        model_cards(tmp_path)


def test_a_missing_or_broken_file_is_told(tmp_path):
    with pytest.raises(EvidenceError, match=r"models.toml is missing"):
        model_cards(tmp_path)
    shutil.copy(data_folder() / "models.toml", tmp_path)
    with (tmp_path / "models.toml").open("a", encoding="utf-8") as file:
        file.write("[[model")
    with pytest.raises(EvidenceError, match="cannot be read as TOML"):
        model_cards(tmp_path)
