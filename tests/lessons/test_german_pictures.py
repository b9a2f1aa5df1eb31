"""Pictures and sentences in German: nothing of the English ones is left in them."""

import re
from html import unescape

import pytest

from helpers.clinic.casebook import open_case
from helpers.clinic.close_view import case_close
from helpers.clinic.picture import case_chart
from helpers.clinic.sentence import case_sentence
from helpers.course import find_lesson, lesson_keys
from helpers.evidence import load_cases, phrases, row_of, skins
from helpers.evidence.words import VARIABLE
from helpers.model.drugs import drugs
from helpers.page.calibration_chart import calibration_chart, update_calibration_chart
from helpers.page.calibration_sentence import calibration_sentence
from helpers.page.spec import Chart
from helpers.pictures.close_view import close_view
from helpers.progress import SureRow, sure_words

# Words that are alike in both languages, or part of a name: studies, tests, units.
ALIKE = {
    "agp", "alopecia", "areata", "cm", "crp", "davis", "deloche", "dermatomyositis", "ferritin",
    "ivig", "jasso", "kantor", "kasteler", "connolly", "mg", "mm", "olivares", "olsen", "park",
    "pmc", "rasheed", "reed", "ring", "serie", "shampoo", "stress", "totalis", "uc", "universalis",
    "follikel", "rituximab", "bulge", "test", "median",
}  # fmt: skip
NAMES = re.compile("Olsen and Reed")
TEXTS = {"text", "ticktext", "title", "name"}


def written(item, shown=False):
    """Yield what a reader sees of a figure, or of what a map or a close look shows."""
    if isinstance(item, str):
        if shown:
            yield item
    elif isinstance(item, dict):
        for key, value in item.items():
            yield from written(value, shown or key in TEXTS)
    elif isinstance(item, (list, tuple)):
        for value in item:
            yield from written(value, shown)


def of_figure(figure):
    drawn = figure.to_dict()
    drawn["layout"].pop("template", None)
    for text in (*written(drawn["layout"]), *written(drawn["data"])):
        if not text.startswith("system-ui") and text not in ("top right", "middle right"):
            yield text


def of_view(view):
    if isinstance(view, str):
        yield re.sub(r"<[^>]*>", " ", view)
        return
    keys = ("title", "titles", "description", "descriptions", "words", "signs_said", "caption")
    yield from written([view[key] for key in keys if key in view], shown=True)
    yield from (kind["name"] for kind in view.get("kinds", ()))


def words_in(texts):
    bare = NAMES.sub("", unescape(" ".join(re.sub(r"<[^>]*>", " ", text) for text in texts)))
    return {word.lower() for word in re.findall(r"[^\W\d_]{2,}", bare)} - ALIKE


GERMAN = words_in(re.sub(r"\{[^{}]*\}", " ", row.de) for row in phrases().values())


def settings(explore):
    """Return the least, the usual and the greatest of every control."""
    controls = [*explore.controls(), *explore.more()]
    for pick in (lambda c: c.default, lambda c: c.ends[0], lambda c: c.ends[-1]):
        yield {control.key: pick(control) for control in controls}


def said_of(explore, results, summary):
    """Return every text of pictures and sentences, in the language that is set."""
    texts, first = [], results[0]
    charts = {p: p.build() for p in explore.pictures if isinstance(p, Chart)}
    for result in results:
        for before in (None, first):
            texts.append(explore.say(result, before))
            for picture in explore.pictures:
                if picture in charts:
                    picture.update(charts[picture], result, before)
                    texts += of_figure(charts[picture])
                else:
                    texts += of_view(picture.view(result))
        texts.append(summary(result))
    return texts


def in_both(monkeypatch, texts):
    monkeypatch.setenv(VARIABLE, "en")
    english = list(texts())
    monkeypatch.setenv(VARIABLE, "de")
    return english, list(texts())


def left_over(english, german):
    """Return the English words that the German texts still hold."""
    return (words_in(english) & words_in(german)) - GERMAN


PARTS = [
    (key, name)
    for key in lesson_keys()
    for name in ("explore", "challenge", "extra")
    if getattr(find_lesson(key), name, None)
]


@pytest.mark.parametrize(("key", "name"), PARTS)
def test_pictures_and_sentences_are_german(key, name, monkeypatch):
    spec = find_lesson(key)
    part = getattr(spec, name)
    if name == "extra":
        english, german = in_both(monkeypatch, lambda: of_figure(part()))
    else:
        explore = part if name == "explore" else part.explore
        results = [explore.run(**setting) for setting in settings(explore)]
        summary = spec.summary if name == "explore" else lambda _: ""
        english, german = in_both(monkeypatch, lambda: said_of(explore, results, summary))
    assert len(english) == len(german) > 1
    assert left_over(english, german) == set()


@pytest.mark.parametrize("key", load_cases())
def test_the_pictures_of_a_virtual_patient_are_german(key, monkeypatch):
    case = load_cases()[key]
    book, view = open_case(case), case_close(case)

    def texts():
        return [case_sentence(book), *of_figure(case_chart(book)), *of_view(close_view(view))]

    assert left_over(*in_both(monkeypatch, texts)) == set()


@pytest.mark.parametrize("right", [(0, 0, 0, 0), (1, 1, 1, 1), (9, 5, 3, 0), (0, 3, 5, 9)])
def test_the_picture_of_confidence_is_german(right, monkeypatch):
    def texts():
        number = max(right)
        rows = [SureRow(word, number, n) for word, n in zip(sure_words(), right, strict=True)]
        figure = calibration_chart()
        update_calibration_chart(figure, rows)
        return [calibration_sentence(rows), *of_figure(figure)]

    assert left_over(*in_both(monkeypatch, texts)) == set()


def test_the_search_finds_a_word_that_is_left():
    english = ["Shedding peaks <b>12 days</b> after the flare"]
    assert left_over(english, ["Der Haarausfall peaks nach 12 Tagen"]) == {"peaks"}


def test_a_name_of_the_model_is_called_by_that_name_in_english():
    for row in phrases().values():
        if row.id.startswith("named_"):
            assert row_of(row.en) == row.id.removeprefix("named_")
    said = {name: row.en for name, row in phrases().items()}
    assert {drug.name for drug in drugs().values()} == {said[f"drug_{key}"] for key in drugs()}
    for skin in skins().values():
        assert said[f"skin_{skin.id}"] == skin.name
        assert said[f"skin_looks_{skin.id}"] == skin.redness
