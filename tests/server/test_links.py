"""Codes that anybody may put into a link: each that is none ends in one and the same sentence."""

import random
import string

import pytest

from helpers.course import new_page as lesson
from helpers.page import scenario
from helpers.page.in_notebook.switches import SwitchesControl
from helpers.page.scenario import BadScenario, ShareSetting, read_scenario, scenario_code, usable

NUMBERS = [
    "nan",
    "inf",
    "-inf",
    "1e999",
    "1_0",
    " 1",
    "0x10",
    "",
    "spk",
    "1" * 5000,
    "²",
    "१",
    "-0",
]
ODD = ["\ud800", "\x00", "\u202e", "<b>", "{code}", "%s", "ß", "'", '"', "\n", "~", "~~", "é"]


def panel():
    return [SwitchesControl("causes", "cause", [("flare", 1, True), ("care", None, False)], 12)]


def of_lesson():
    return [*lesson("steroids").spec.explore.controls()]


def some(chance, controls):
    """Return a body: words of the controls, numbers, oddities and plain noise in any number."""
    noise = "".join(chance.choices(string.printable, k=chance.randrange(12)))
    known = [str(value) for c in controls for value in (*getattr(c, "values", ()), *c.ends)]
    month = f"flare{'9' * chance.choice([1, 3, 5000])}"
    pool = [*known, *NUMBERS, *ODD, noise, month]
    return "~".join(chance.choices(pool, k=chance.choice([len(controls), chance.randrange(9)])))


@pytest.mark.parametrize("made", [of_lesson, panel])
def test_two_thousand_codes_open_or_end_in_the_same_sentence(made):
    chance, controls, bad, good = random.Random(23), made(), 0, 0
    for number in range(2000):
        body = some(chance, controls)
        try:
            mark = scenario._mark("x", controls, body)
        except ValueError:
            mark = "spk"
        code = f"{body}~{mark if number % 4 else 'spk'}"
        try:
            settings = read_scenario(code, "x", controls)
        except BadScenario as refusal:
            assert "is no code for this picture" in str(refusal), code
            bad += 1
        else:
            assert usable(settings, controls) == settings
            good += 1
    assert bad > 1000 and good > 0


class Explorer:
    """As much of an explorer as the code needs."""

    name = "steroids"

    def __init__(self, controls):
        self.controls = {control.key: control for control in controls}

    def set(self, settings):
        raise AssertionError(f"a forged code was opened: {settings}")


def test_a_pasted_code_is_refused_on_the_page_too():
    explore = lesson("steroids").spec.explore
    controls = explore.controls()
    share = ShareSetting(Explorer(controls))
    for body in ("both", "both~abc~def", "\ud800", "both~nan~0"):
        try:
            mark = scenario._mark("steroids", controls, body)
        except ValueError:
            mark = "spk"
        share.show_code(f"{body}~{mark}")
        assert "is no code for this picture" in share.message
    assert scenario_code("steroids", controls)
