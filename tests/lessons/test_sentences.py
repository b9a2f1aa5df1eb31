"""Every sentence against the numbers: who is more, what is before, what is said at equality.

A sentence is made of rows of `words.csv`. While a sentence is made, each row it asks for is
noted with what was put into it; RULES says of each row when it may be said. The results are
those of the lessons' own models, with other numbers in their places, on both sides of every
limit and on it.
"""

import math
import re
import sys
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from helpers.course import find_lesson, lesson_keys
from helpers.evidence import phrases, say, say_number
from helpers.lessons.steroids.run import steroid_story
from helpers.printed.multiples import Explored

MANY = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    database=None,
    suppress_health_check=list(HealthCheck),
)
COMPARES = re.compile(
    r"\b(more|less|fewer|higher|lower|before|after|later|past|ago|from now|back|same|as (before|"
    r"high|many|usual)|over|above|below|low|opposite|never|first|without|nothing|none|lost|apart|"
    r"stop\w*|no|not)\b",
    re.IGNORECASE,
)


def nan(number):
    return math.isnan(number)


# Row -> whether it may be said, of the result R, the one before B, their numbers r and b, and
# what was put in, p. A row that compares, denies or dates something stands here.
RULES = {
    # lesson 01
    "said_dm_lung_mda5": lambda R, B, r, b, p: R.antibody == "mda5",
    "said_dm_cancer_no_tif1": lambda R, B, r, b, p: R.antibody == "no_tif1",
    "said_dm_next_no_tif1": lambda R, B, r, b, p: R.antibody == "no_tif1",
    "said_dm_before": lambda R, B, r, b, p: B is not None and r != b and not B.rapid,
    "said_dm_before_rapid": lambda R, B, r, b, p: r != b and B.antibody == "mda5",
    # lesson 02 and the start page
    "said_fall": lambda R, B, r, b, p: B is None,
    "said_fall_more": lambda R, B, r, b, p: (
        p["change"] == round(r["shed_per_day"]) - round(b["shed_per_day"]) > 0
    ),
    "said_fall_fewer": lambda R, B, r, b, p: (
        p["change"] == round(b["shed_per_day"]) - round(r["shed_per_day"]) > 0
    ),
    "said_fall_as_before": lambda R, B, r, b, p: (
        round(r["shed_per_day"]) == round(b["shed_per_day"])
    ),
    "said_year_one": lambda R, B, r, b, p: p["number"] == 1,
    "said_year_many": lambda R, B, r, b, p: p["number"] != 1,
    "said_shed": lambda R, B, r, b, p: B is None,
    "said_shed_before": lambda R, B, r, b, p: (
        p["shed_before"] == b["shed_per_day"] and f"{b['anagen_years']:g} y" in p["years_before"]
    ),
    # lessons 03 to 05
    "said_wave_none": lambda R, B, r, b, p: nan(r["peak_days"]),
    "said_wave_back": lambda R, B, r, b, p: not nan(r["peak_days"]) and not nan(r["back_days"]),
    "said_wave_not_back": lambda R, B, r, b, p: not nan(r["peak_days"]) and nan(r["back_days"]),
    "said_no_release": lambda R, B, r, b, p: r["pushed"] == 0,
    "said_pushed": lambda R, B, r, b, p: r["pushed"] > 0,
    "said_among": lambda R, B, r, b, p: "people" in r,
    "said_among_when": lambda R, B, r, b, p: not nan(r["peak_early"]),
    "said_among_begins": lambda R, B, r, b, p: not nan(r["begins_sd"]),
    "said_wave_before": lambda R, B, r, b, p: (
        p["peak_shed"] == b["peak_shed"] and not nan(b["peak_days"])
    ),
    "said_wave_before_none": lambda R, B, r, b, p: nan(b["peak_days"]),
    "said_standing_before": lambda R, B, r, b, p: (
        (p["standing_percent"], p["peak_shed"]) == (b["standing_percent"], b["peak_shed"])
    ),
    "said_steroid_nothing": lambda R, B, r, b, p: (
        "steroid starts" in R.events
        and max(abs(r["against_flare_alone"]), abs(r["total_against_flare_alone"])) < 1
    ),
    "said_flare_alone": lambda R, B, r, b, p: (
        "flare" in R.events
        and max(abs(r["against_flare_alone"]), abs(r["total_against_flare_alone"])) < 1
    ),
    "said_against_flare": lambda R, B, r, b, p: (
        "flare" in R.events and p["flare_alone_peak"] == r["flare_alone_peak"]
    ),
    "said_top_higher": lambda R, B, r, b, p: p["number"] == r["against_flare_alone"] >= 0.5,
    "said_top_lower": lambda R, B, r, b, p: -p["number"] == r["against_flare_alone"] <= -0.5,
    "said_top_same": lambda R, B, r, b, p: abs(r["against_flare_alone"]) <= 0.5,
    "said_sum_more": lambda R, B, r, b, p: p["number"] == r["total_against_flare_alone"] >= 0.5,
    "said_sum_fewer": lambda R, B, r, b, p: -p["number"] == r["total_against_flare_alone"] <= -0.5,
    "said_sum_same": lambda R, B, r, b, p: abs(r["total_against_flare_alone"]) <= 0.5,
    "said_story_quiet": lambda R, B, r, b, p: nan(r["peak_days"]),
    "said_story_peak": lambda R, B, r, b, p: not nan(r["peak_days"]),
    # lesson 06
    "said_iron_low": lambda R, B, r, b, p: r["called_low"] == 1,
    "said_iron_not_low": lambda R, B, r, b, p: r["called_low"] == 0,
    "said_iron_opposite": lambda R, B, r, b, p: r["called_low"] != r["truly_below"],
    "said_iron_in_health": lambda R, B, r, b, p: R.rule == "who" and r["cutoff"] != r["line"],
    "said_iron_before": lambda R, B, r, b, p: B is not None and b["line"] != r["line"],
    "said_iron_same_blood": lambda R, B, r, b, p: (
        b["line"] != r["line"] and (b["stores"], b["factor"]) == (r["stores"], r["factor"])
    ),
    "said_iron_state_none": lambda R, B, r, b, p: R.state == "none",
    "said_back_never": lambda R, B, r, b, p: nan(r["back_days"]) or nan(r["back_without"]),
    "said_back_after": lambda R, B, r, b, p: p["days"] in (r["back_days"], r["back_without"]),
    "said_iron_one_line": lambda R, B, r, b, p: nan(r["fewer_after"]),
    "said_iron_two_lines": lambda R, B, r, b, p: (
        not nan(r["fewer_after"])
        and [f"{n:.0f}" for n in (r["back_days"], r["back_without"]) if not nan(n)]
        == re.findall(r"\d+", f"{p['back']} {p['without']}")
        and [nan(r["back_days"]), nan(r["back_without"])]
        == ["chart ends" in p["back"], "chart ends" in p["without"]]
    ),
    "said_iron_when_back": lambda R, B, r, b, p: r["tablet_days_when_back"] > 0,
    "said_iron_no_rise": lambda R, B, r, b, p: nan(r["goal_months"]),
    "said_iron_goal": lambda R, B, r, b, p: not nan(r["goal_months"]),
    "said_wave_peak": lambda R, B, r, b, p: True,
    # lesson 07
    "said_lack_none": lambda R, B, r, b, p: r["depth_percent"] == 0,
    "said_lack_unseen": lambda R, B, r, b, p: nan(r["onset_months"]),
    "said_lack_sheds": lambda R, B, r, b, p: not nan(r["onset_months"]),
    "said_lack_blood": lambda R, B, r, b, p: r["lowest"] < r["line"],
    "said_lack_back": lambda R, B, r, b, p: not nan(r["shed_months"]),
    "said_gap_same": lambda R, B, r, b, p: f"{abs(r['gap']):.1f}" in ("0.0", "0.1"),
    "said_gap_lower": lambda R, B, r, b, p: p["gap"] == r["gap"] >= 0.05,
    "said_gap_higher": lambda R, B, r, b, p: -p["gap"] == r["gap"] <= -0.05,
    "said_zinc_all": lambda R, B, r, b, p: r["crp_limit"] >= 100,
    "said_zinc_counted": lambda R, B, r, b, p: r["crp_limit"] < 100,
    "said_zinc_chance": lambda R, B, r, b, p: B is None,
    "said_zinc_chance_before": lambda R, B, r, b, p: p["before"] == b["significant_percent"],
    "said_zinc_afternoon": lambda R, B, r, b, p: R.drawn == "afternoon",
    # lesson 08
    "said_attack_at_once": lambda R, B, r, b, p: r["delay_months"] <= 0.5,
    "said_attack_late": lambda R, B, r, b, p: (
        r["delay_months"] > 0.5 and int(p["months"].split()[0].replace("one", "1")) > 0
    ),
    "said_months_one": lambda R, B, r, b, p: round(r["delay_months"]) == 1,
    "said_months_many": lambda R, B, r, b, p: p["number"] == round(r["delay_months"]) != 1,
    "said_attack_none_lost": lambda R, B, r, b, p: r["destroyed_percent"] < 0.5,
    "said_attack_lost": lambda R, B, r, b, p: r["destroyed_percent"] >= 0.5,
    "said_attack_ends_alone": lambda R, B, r, b, p: r["ends_alone"] > 0,
    "said_target_bulb": lambda R, B, r, b, p: R.target == "bulb",
    "said_target_bulge": lambda R, B, r, b, p: R.target == "bulge",
    "said_attack_apart": lambda R, B, r, b, p: (
        R.target != B.target
        and p["weeks"] == (r if R.target == "bulge" else b)["apart_weeks"]
        and bool((R.activity == B.activity).all())
    ),
    "said_attack": lambda R, B, r, b, p: bool(p["other"]) == (B is not None),
    "said_attack_other": lambda R, B, r, b, p: (
        [p[n] for n in ("lowest_percent", "final_percent")]
        == [b[n] for n in ("lowest_percent", "final_percent")]
    ),
    "said_attack_summary": lambda R, B, r, b, p: True,
    # lesson 09
    "said_redness_none": lambda R, B, r, b, p: r["redness"] == 0,
    "said_redness": lambda R, B, r, b, p: r["redness"] > 0,
    "said_skin_before": lambda R, B, r, b, p: p["found"] == b["found"],
    "said_skin": lambda R, B, r, b, p: True,
    # lesson 10
    "said_drug_more": lambda R, B, r, b, p: p["points"] == r["gain_year"] >= 0.5,
    "said_drug_less": lambda R, B, r, b, p: -p["points"] == r["gain_year"] <= -0.5,
    "said_drug_same": lambda R, B, r, b, p: abs(r["gain_year"]) <= 0.5,
    "said_drug_cross": lambda R, B, r, b, p: not nan(r["cross_days"]),
    "said_drug_no_figure": lambda R, B, r, b, p: (
        not any(c.found for c in R.counts) and R.reports is None
    ),
    "said_drug_found": lambda R, B, r, b, p: any(c.found for c in R.counts),
    "said_drug_does_nothing": lambda R, B, r, b, p: R.drug.acts == "unknown",
    "said_drug_not_affected": lambda R, B, r, b, p: not R.affected,
    "said_drug_breaks": lambda R, B, r, b, p: R.affected and R.drug.acts == "fracture",
    "said_drug_stopped": lambda R, B, r, b, p: R.stopped is not None,
    "said_drug_unnoticed": lambda R, B, r, b, p: R.affected and nan(r["onset_days"]),
    "said_drug_sheds": lambda R, B, r, b, p: R.affected and R.drug.acts == "rest",
    "said_drug_bargain": lambda R, B, r, b, p: not R.drug.calms,
    "said_drug_bargain_calms": lambda R, B, r, b, p: R.drug.calms,
    "said_drug_before": lambda R, B, r, b, p: (
        [p[n] for n in ("missing_half_year", "missing_two_years")]
        == [b[n] for n in ("missing_half_year", "missing_two_years")]
    ),
    "said_drug_summary": lambda R, B, r, b, p: True,
    # lesson 11
    "said_shares_nothing": lambda R, B, r, b, p: (
        not len(R.shares.table) or abs(R.shares.total) < little(R)
    ),
    "said_shares": lambda R, B, r, b, p: (
        p["cause"] == say(f"cause_{R.shares.table['share'].idxmax()}")
        and p["share"] == share(R, R.shares.table["share"].max())
        and p["total"].split(maxsplit=1)[0] == share(R, R.shares.total)
        and ("beyond normal" in p["total"]) == (R.shares.measure == "lost")
    ),
    "said_prevented": lambda R, B, r, b, p: " and ".join(prevented(R)) == p["causes"] != "",
    "said_range_lost": lambda R, B, r, b, p: R.shares.measure == "lost" and p["low"] <= p["high"],
    "said_range_missing": lambda R, B, r, b, p: (
        R.shares.measure != "lost" and p["low"] <= p["high"]
    ),
    "said_history_more": lambda R, B, r, b, p: r["peak_shed"] > 1.05 * r["normal"],
    "said_history_usual": lambda R, B, r, b, p: r["peak_shed"] <= 1.05 * r["normal"],
    "said_history_missing": lambda R, B, r, b, p: (
        B is None and p["missing"] == max(r["missing"], 0)
    ),
    "said_history_missing_before": lambda R, B, r, b, p: (
        [p["missing"], p["before"]] == [max(r["missing"], 0), max(b["missing"], 0)]
    ),
    "said_history_summary": lambda R, B, r, b, p: p["causes"] == len(R.causes),
    "said_year_nothing": lambda R, B, r, b, p: not R.steps,
    "said_year": lambda R, B, r, b, p: bool(R.steps),
    "said_year_not_examined": lambda R, B, r, b, p: bool(R.steps) and not r["scalp_examined"],
}

# Of these, the numbers put in are not those of the result of the same name.
OTHERS = {
    "said_dm_before",
    "said_dm_before_rapid",
    "said_iron_before",
    "said_skin_before",
    "said_attack_other",
    "said_drug_before",
    "said_wave_before",
    "said_wave_before_none",
    "said_standing_before",
    "said_skin_given",
}
# These names mean the size of a difference, or a text, where they are put in.
RENAMED = {"change", "number", "before", "missing", "total", "gap"}
# Said of tables, of the blood and of steps; tests of their own hold them.
ELSEWHERE = re.compile(
    r"said_(case|end|sure|acts|shows|steps|tests|unit|drug_(noted|people|asked))_?"
)


def little(story):
    return 50 if story.shares.measure == "lost" else 0.5


def share(story, number):
    return ("{:,.0f}" if story.shares.measure == "lost" else "{:.1f}%").format(number)


def prevented(story):
    rows = story.shares.table["share"]
    return [say(f"cause_{key}") for key in rows.index if rows[key] < -little(story)]


@pytest.fixture
def asked(monkeypatch):
    """Note every row that a sentence asks for, and what it puts in."""
    rows = []

    def noted(name, /, **places):
        rows.append((name, places))
        return say(name, **places)

    def noted_number(name, number, /, **places):
        return noted(f"{name}_{'one' if number == 1 else 'many'}", **{"number": number} | places)

    assert all(map(find_lesson, lesson_keys()))  # a lesson is loaded when it is asked for
    for name, module in list(sys.modules.items()):
        if re.fullmatch(r"helpers\.(lessons\.\w+|readout)\.\w*sentence", name):
            for word, other in (("say", noted), ("say_number", noted_number)):
                if getattr(module, word, None) in (say, say_number):
                    monkeypatch.setattr(module, word, other)
    return rows


def explores(key):
    lesson = find_lesson(key)
    yield lesson.explore
    if lesson.challenge:
        yield lesson.challenge.explore


@cache
def results(key, part):
    """Return some results of a lesson: at the start, and at other ends of its controls."""
    explored = Explored(list(explores(key))[part])
    found = [explored.result(explored.start)]
    for control in explored.controls.values():
        ends = control.ends
        if not isinstance(ends[0], str):
            ends = (ends[0], ends[-1])
        for value in ends:
            if value not in ("yes", explored.start[control.key]):
                found.append(explored.result(explored.start | {control.key: value}))
    return found


def number_near(random, number):
    """Return a number on one side of a limit or on it, or far away."""
    if math.isnan(number):
        return random.choice([number, 12.0, 200.0])
    near = [0.0, 1.0, 0.2, 0.49, 0.5, 0.51, 15.0, 70.0, 100.0, number + 0.6, number - 0.6]
    far = random.uniform(-2 * abs(number) - 2, 2 * abs(number) + 2)
    return random.choice([number, random.choice([1, -1]) * random.choice(near), far])


# What is never below zero, or is one of a few, in any result.
_NEVER_BELOW = re.compile(
    r"shed|fallen|back|stores|pushed|percent|days|months|weeks|years|redness|found|normal|limit|lost|usual|line|cutoff"
)
_MAY_NEVER_COME = ("peak_days", "back_days", "back_without", "fewer_after", "goal_months",
                   "apart_weeks", "cross_days", "onset_days", "peak_early",
                   "begins_sd")  # fmt: skip
_FLAGS = ("called_low", "truly_below", "scalp_examined")


# What words hang on is drawn more often.
_SIGNS = ("redness", "gain_year", "against_flare_alone", "total_against_flare_alone", "gap")


def drawn_values(random, values):
    found = dict(values)
    for name in (*random.sample(sorted(values), 3), *_SIGNS, *_FLAGS, *_MAY_NEVER_COME):
        if name in values and random.random() < 0.6:
            found[name] = new(random, name, values[name])
    return found


def new(random, name, value):
    if name in _FLAGS:
        return float(random.random() < 0.5)
    if name in _MAY_NEVER_COME and random.random() < 0.4:
        return math.nan
    number = number_near(random, value)
    return abs(number) if _NEVER_BELOW.search(name) else number


def drawn_shares(random, shares):
    scale = 1 if shares.measure == "lost" else 0.002
    rows = [scale * random.uniform(-3000, 9000) for _ in range(len(shares.table))]
    table = pd.DataFrame({"share": np.array(rows)}, index=shares.table.index)
    if random.random() < 0.5:
        table["low"], table["high"] = table["share"] - 1, table["share"] + 2
    total = random.choice([float(table["share"].sum()), 0.0, 0.4, 49.0, 51.0])
    return replace(shares, table=table, total=total)


def possible(result):
    """Take back what no run can give: a wave has a beginning, a top and perhaps an end."""
    found = result.values
    breaks = hasattr(result, "drug") and result.drug.acts == "fracture"
    if hasattr(result, "shed_without") or breaks:  # there is always a wave
        found |= {name: 40.0 for name in ("onset_days", "peak_days") if nan(found[name])}
    elif hasattr(result, "since"):
        quiet = nan(found["peak_days"])
        found["onset_days"] = math.nan if quiet else found["peak_days"] - 30
        found["back_days"] = math.nan if quiet else found["back_days"]
    if "peak_late" in found and not nan(found["peak_early"]):
        found["peak_late"] = found["peak_early"] + 50


def drawn_result(random, key, part):
    result = random.choice(results(key, part))
    result = replace(result, values=drawn_values(random, result.values))
    possible(result)
    if hasattr(result, "shares"):
        result = replace(result, shares=drawn_shares(random, result.shares))
    return result


def beside(random, result):
    """Return the same result with every number one higher, or one lower."""
    step = random.choice([1, -1])
    return replace(
        result, values={n: v if n in _FLAGS else v + step for n, v in result.values.items()}
    )


def sentences(key):
    """Return every function of a lesson that says a result, with the part it belongs to."""
    for part, explore in enumerate(explores(key)):
        yield part, explore.say
    yield 0, lambda result, before: find_lesson(key).summary(result)


def check(rows, result, before, text):
    """Hold every row of a sentence to its rule, and every number in it to the result."""
    r, b = result.values, before.values if before else {}
    assert text and "nan" not in text.lower() and "{" not in text and "None" not in text, text
    for row, places in rows:
        if row in RULES and not RULES[row](result, before, r, b, places):
            pytest.fail(f"{row} with {places} is said in: {text}\n{r}\n{b}")
        if row == "close_day":  # over either of two scalps
            assert places["day"] in {f"{one['day']:.0f}" for one in (r, b)}, text
            continue
        same = b if row in OTHERS else r
        for name in places.keys() & same.keys() - {
            "change",
            "number",
            "before",
            "missing",
            "total",
            "gap",
        }:
            assert str(places[name]) == str(same[name]), (row, name, text)


def rows_said(key, asked):
    """Hold the sentences of a lesson to their numbers, and return the rows that they used."""
    of_lesson, said = list(sentences(key)), set()

    @MANY
    @given(st.randoms(use_true_random=True))
    def every_sentence(random):
        part, sentence = random.choice(of_lesson)
        result = drawn_result(random, key, part)
        before = random.choice([None, drawn_result(random, key, part), beside(random, result)])
        del asked[:]
        check(asked, result, before, sentence(result, before))
        said.update(row for row, _ in asked)

    every_sentence()
    return said


def test_sentences_say_what_the_numbers_say(asked):
    said = set().union(*(rows_said(key, asked) for key in lesson_keys()))
    assert sorted(RULES.keys() - said) == [], "never said, on no side"


def test_every_row_that_compares_has_a_rule():
    rows = [r for r in phrases().values() if r.id.startswith("said_")]
    compares = {r.id for r in rows if COMPARES.search(re.sub(r"\{[^}]*\}", "", r.en))}
    loose = {name for name in compares - RULES.keys() if not ELSEWHERE.match(name)}
    assert loose == set()
    assert RULES.keys() <= phrases().keys()


def test_the_first_picture_of_steroids_does_not_answer_the_prediction():
    """What the steroid does to the top is said once the flare alone was there to compare."""
    lesson = find_lesson("steroids")
    both, alone = steroid_story("both", 10, 50), steroid_story("flare", 10, 50)
    first = lesson.explore.say(both)
    assert "without the steroid" not in first
    assert "without the steroid" in lesson.explore.say(both, alone)
    assert "without the steroid" in lesson.challenge.explore.say(both), "its goal is that number"
