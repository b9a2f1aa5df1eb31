"""Lessons 03 and 05: whose scalp is shown, and with which band."""

import numpy as np
import pytest

from helpers.course import find_lesson
from helpers.lessons.steroids.run import steroid_story
from helpers.lessons.telogen_effluvium.run import trigger_story
from helpers.model import ModelInputError, clinical, draw_patients, simulate_cohort
from helpers.pictures.course_chart import update_story_chart
from helpers.readout.course_story import YEAR

SETTING = {"day": 30, "released_percent": 25, "over_days": 14}


def test_one_person_stays_in_the_band_of_chance_on_about_95_of_100_days():
    story = trigger_story(**SETTING, who="person")
    low, high = story.band
    inside = np.mean((low <= story.shed) & (story.shed <= high))
    assert 0.92 <= inside <= 0.99
    assert np.array_equal(story.band, trigger_story(**SETTING).band)


@pytest.mark.parametrize("released", [5, 25, 45])
def test_nine_of_ten_people_lie_in_the_band_that_says_so(released):
    story = trigger_story(**SETTING | {"released_percent": released}, who="thousand")
    assert story.band_words == "nine of ten people"
    flare = clinical.illness(SETTING["day"], released / 100, SETTING["over_days"])
    people = simulate_cohort(draw_patients(400, seed=7), [flare], YEAR)
    shed, (low, high) = people.path("shed"), story.band
    assert np.mean((low <= shed) & (shed <= high)) == pytest.approx(0.9, abs=0.02)
    assert np.mean(shed <= story.shed) == pytest.approx(0.5, abs=0.05)
    peaks = people.summary["peak_day"] - SETTING["day"]
    first, last = story.values["peak_early"], story.values["peak_late"]
    assert np.mean((first <= peaks) & (peaks <= last)) == pytest.approx(0.9, abs=0.04)


@pytest.mark.parametrize("who", ["expected", "person", "thousand"])
def test_the_peak_that_is_named_lies_near_the_line(who):
    story = trigger_story(**SETTING, who=who)
    at = int(np.abs(story.day - story.events["peak"]).argmin())
    assert story.values["peak_shed"] == pytest.approx(story.shed[at], rel=0.15)
    if who == "person":  # chance: its highest day can lie outside the band
        assert story.values["peak_shed"] == story.shed.max() == story.shed[at]
    else:
        assert story.band[0][at] < story.values["peak_shed"] < story.band[1][at]


@pytest.mark.parametrize("who", ["expected", "person", "thousand"])
def test_the_words_of_the_picture_stand_at_what_they_name(who):
    story = trigger_story(**SETTING, who=who)
    figure = find_lesson("telogen_effluvium").explore.pictures[0].build()
    update_story_chart(figure, story, None)
    notes = {note.text: note for note in figure.layout.annotations}
    day, shed = story.events["peak"], story.values["peak_shed"]
    (peak,) = (note for text, note in notes.items() if f"<b>{shed:.0f} a day</b>" in text)
    assert peak.x == day
    assert f"{day - SETTING['day']:.0f} days later" in peak.text
    (names,) = (text for text in notes if "telogen" in text)
    (line,) = (trace for trace in figure.data if np.array_equal(trace.y, story.lower["telogen"]))
    assert f'color:{line.line.color}">━ telogen' in names


@pytest.mark.parametrize("who", ["expected", "person", "thousand"])
def test_chance_is_not_named_a_peak(who):
    figure = find_lesson("telogen_effluvium").explore.pictures[0].build()
    update_story_chart(figure, trigger_story(**SETTING | {"released_percent": 0}, who=who), None)
    assert not any("a day" in note.text for note in figure.layout.annotations)


def test_a_choice_that_does_not_exist_is_refused_in_a_sentence():
    with pytest.raises(ModelInputError, match=r"'many'.*expected, person, thousand"):
        trigger_story(**SETTING, who="many")
    with pytest.raises(ModelInputError, match=r"'none'.*both, flare, steroid"):
        steroid_story("none", 0, 0)
