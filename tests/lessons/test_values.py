"""The numbers of every lesson, read once more from its own lines; and its bands, from chance.

A sentence and a goal take a number from `values`; a picture draws the lines. Both must speak
of the same day, counted from the same event.
"""

import math
import re
from itertools import product

import numpy as np
import pytest
from scipy import stats

from helpers.evidence import evidence, load_study, say
from helpers.lessons.hair_growth_cycle.run import steady_scalp
from helpers.lessons.immunosuppressants.run import FLARE_DAY as DRUG_FLARE
from helpers.lessons.immunosuppressants.run import drug_story
from helpers.lessons.inflammation_and_scarring.run import START, attack_story, delay_cost
from helpers.lessons.iron.course import FLARE_DAY, iron_story
from helpers.lessons.iron.run import athletes, iron_test
from helpers.lessons.many_causes.causes import DAYS as HISTORY_DAYS
from helpers.lessons.many_causes.causes import EFFECTS, parts_of, read_causes
from helpers.lessons.many_causes.run import history
from helpers.lessons.many_causes.sentence import findings_table, steps_table
from helpers.lessons.many_causes.year_ahead import year_ahead
from helpers.lessons.skin_and_breakage.run import skin_story
from helpers.lessons.steroids.run import FLARE_DAY as STEROID_FLARE
from helpers.lessons.steroids.run import STEROID_DAY, steroid_story
from helpers.lessons.stress.run import stress_story
from helpers.lessons.telogen_effluvium.run import trigger_story
from helpers.lessons.zinc_and_supplements.run import zinc_studies
from helpers.model import Scalp, clinical, draw_patients, simulate, simulate_cohort
from helpers.model.calendar import DAYS_A_MONTH
from helpers.model.cohort.subsets import all_subsets, run_subsets
from helpers.readout.bedside_tests import plain_number
from helpers.readout.spread import healthy_day, people

NORMAL = Scalp().shed_per_day
VALUE = evidence().value
NOTICED = VALUE("shedding_onset_factor") * NORMAL


def first(condition):
    found = np.flatnonzero(condition)
    return float(found[0]) if len(found) else math.nan


def since(day, event):
    return day - event


def alike(found, expected):
    floats = {name: float(number) for name, number in expected.items()}
    assert {n: float(found[n]) for n in floats} == pytest.approx(floats, nan_ok=True, abs=1e-6)


def wave(shed, event):
    """Read a wave from a line of hairs shed a day."""
    high = np.flatnonzero(shed >= NOTICED)
    end = float(high[-1] + 1) if len(high) and high[-1] + 1 < len(shed) else math.nan
    return {
        "onset_days": first(shed >= NOTICED) - event,
        "peak_days": float(shed.argmax()) - event if len(high) else math.nan,
        "back_days": end - event,
        "peak_shed": shed.max(),
        "peak_ratio": shed.max() / NORMAL,
        "normal": NORMAL,
    }


STORIES = [
    (lambda: trigger_story(45, 30, 14), 45, "the trigger"),
    (lambda: trigger_story(30, 0, 14), 30, "the trigger"),
    (lambda: trigger_story(180, 50, 90), 180, "the trigger"),
    (lambda: stress_story(40, 60, 0), 30, "the stress begins"),
    (lambda: stress_story(20, 20, 80), 30, "the stress begins"),
    (lambda: steroid_story("flare", 0, 0), STEROID_FLARE, "the flare"),
    (lambda: steroid_story("both", 20, 30), STEROID_FLARE, "the flare"),
    (lambda: steroid_story("steroid", 30, 0), STEROID_DAY, "the steroid starts"),
]


@pytest.mark.parametrize(("run", "event", "name"), STORIES)
def test_a_wave_is_counted_from_its_event(run, event, name):
    story = run()
    assert story.since == name
    assert story.events.get(name.removeprefix("the "), math.nan) == event
    alike(story.values, wave(story.shed, event))
    for word, line in story.lower.items():
        if word == "telogen":
            assert story.values["telogen_peak_percent"] == pytest.approx(line.max())
        elif word == "long hair missing":
            assert story.values["thinned_percent"] == pytest.approx(max(line.max(), 0))
        else:
            assert story.values["standing_percent"] == line.min()
    if "ends" in story.events:
        assert story.events["ends"] - event in (60, 20)


@pytest.mark.parametrize(("direct", "benefit"), [(0, 0), (10, 0), (0, 60), (15, 30)])
def test_a_steroid_is_compared_with_the_flare_alone(direct, benefit):
    alone, both = steroid_story("flare", 0, 0), steroid_story("both", direct, benefit)
    assert both.values["against_flare_alone"] == pytest.approx(both.shed.max() - alone.shed.max())
    total = both.values["excess"] - alone.values["excess"]
    assert both.values["total_against_flare_alone"] == pytest.approx(total)
    low, high = both.band
    assert (low <= both.shed + 1).all() and (both.shed <= high + 1).all()
    top = 100 * evidence().parameters["steroid_catagen_induction"].high
    ends = [steroid_story("both", share, benefit).shed for share in (0, top)]
    assert np.array_equal(low, np.minimum(*ends)) and np.array_equal(high, np.maximum(*ends))


@pytest.mark.parametrize("method", ["biopsy", "phototrichogram", "trichogram"])
def test_a_steady_scalp_speaks_of_its_own_phases(method):
    steady = steady_scalp(3, 90, method)
    days = {"anagen": 3 * 365, "catagen": VALUE("catagen_mean"), "telogen": 90}
    hairs = sum(days.values())
    alike(
        steady.values,
        {"anagen_percent": 100 * days["anagen"] / hairs, "telogen_percent": 9000 / hairs},
    )
    assert steady.values["shed_per_day"] == pytest.approx(
        steady.scalp.follicles / steady.values["cycle_days"]
    )
    assert steady.daily.mean() == pytest.approx(steady.values["shed_per_day"], rel=0.05)
    box = steady.reading.resting
    share, number = steady.reading.shares[box], round(steady.reading.method.sample)
    drawn = np.random.default_rng(5).binomial(number, share, 40_000) / number * 100
    inside_of(drawn, steady.values["reported_low"], steady.values["reported_high"], 0.95, number)
    assert steady.values["reported_percent"] == pytest.approx(100 * share)


def inside_of(drawn, low, high, meant, number=None):
    """A band holds the share of its own law that it names; whole counts hold a little more."""
    step = 0.0 if number is None else float(stats.binom(number, np.mean(drawn) / 100).pmf(
        round(number * np.mean(drawn) / 100)
    ))  # fmt: skip
    inside = np.mean((drawn >= low - 1e-9) & (drawn <= high + 1e-9))
    assert meant - 0.02 <= inside <= meant + 0.02 + step
    below, above = np.mean(drawn < low - 1e-9), np.mean(drawn > high + 1e-9)
    edge = (1 - meant) / 2
    assert below <= edge + 0.012 and above <= edge + 0.012


def test_the_band_of_an_expected_course_holds_95_of_100_days_of_single_scalps():
    trigger = [clinical.illness(30, 0.3, 14)]
    expected = simulate(Scalp(), trigger, days=365)
    low, high = expected.band("shed")
    assert np.array_equal(low, trigger_story(30, 30, 14).band[0])
    number = round(Scalp().follicles)
    days = [
        simulate(Scalp(), trigger, days=365, follicles=number, seed=seed).table["shed"].to_numpy()
        for seed in (11, 12)
    ]
    inside = np.mean([(low <= day) & (day <= high) for day in days])
    assert 0.93 <= inside <= 0.985


def test_nine_of_ten_people_lie_in_the_band_of_nine_of_ten_people():
    story = trigger_story(30, 30, 14, "thousand")
    low, high = story.band
    cohort = simulate_cohort(
        draw_patients(1000, seed=77),
        [clinical.illness(30, 0.3, 14)],
        365,
        keep=("shed",),
        summary=lambda part: {"usual_shed": part.usual_shed},
    )
    others = cohort.path("shed")
    assert np.array_equal(story.day, cohort.day)
    assert 0.87 <= ((others >= low) & (others <= high)).mean() <= 0.93
    for outside in (others < low, others > high):
        assert 0.03 <= outside.mean() <= 0.07
    assert 0.45 <= (others < story.shed).mean() <= 0.55
    reach = others.max(axis=1) >= VALUE("shedding_onset_factor") * others[:, 0]
    peaks = cohort.day[others.argmax(axis=1)[reach]] - 30
    early, late = story.values["peak_early"], story.values["peak_late"]
    assert 0.85 <= ((peaks >= early) & (peaks <= late)).mean() <= 0.97
    assert np.mean(peaks < early) <= 0.08 and np.mean(peaks > late) <= 0.08
    alike(
        story.values,
        {
            "peak_shed": story.shed.max(),
            "peak_ratio": story.shed.max() / story.shed[0],
            "normal": story.shed[0],
            "telogen_peak_percent": story.lower["telogen"].max(),
        },
    )
    assert story.events["peak"] == story.day[story.shed.argmax()]


@pytest.mark.parametrize(("mean", "cv"), [(10.0, 0.6), (80.0, 0.5), (1.0, 1.5)])
def test_people_differ_as_published(mean, cv):
    law = people(mean, mean, cv)
    drawn = law.law(*law.numbers).rvs(size=40_000, random_state=3)
    assert drawn.mean() == pytest.approx(mean, rel=0.03)
    assert drawn.std() / drawn.mean() == pytest.approx(max(cv, mean**-0.5), rel=0.04)


def test_limits_hold_95_of_100_healthy_people_in_every_test():
    from helpers.readout.bedside_tests import clinic_tests

    for test in clinic_tests().values():
        chance = test.chance(healthy_day(), 0)
        law = chance.count
        drawn = law.law(*law.numbers).rvs(size=8000, random_state=4)
        found = np.array([chance.report(count) for count in drawn])
        low, high = chance.limits
        assert np.mean(found < low) <= 0.035 and np.mean(found > high) <= 0.035, test.id
        assert low <= chance.expected <= high


@pytest.mark.parametrize(
    ("stores", "state", "cutoff", "rule"),
    list(
        product(
            (10, 16, 30, 69, 90), ("none", "crp", "both", "agp"), (15, 40, 70), ("slider", "who")
        )
    ),
)
def test_a_cut_off_counts_those_below_it(stores, state, cutoff, rule):
    test = iron_test(stores, state, cutoff, "women", rule)
    value = test.values
    line = 15 if rule == "who" else cutoff
    own = 70 if rule == "who" and state != "none" else line
    table = load_study("athletes_iron").query("sex == 'f'")["ferritin_ug_L"]
    alike(
        value,
        {
            "line": line,
            "cutoff": own,
            "called_low": value["printed"] < own,
            "truly_below": stores < own,
            "athletes_percent": 100 * (table < line).mean(),
            "number_of_athletes": len(table),
        },
    )
    assert value["printed"] == round(stores * value["factor"])
    groups = {group.name.partition(" (")[0]: group for group in test.groups}
    assert value["te_percent"] == groups["Kantor: telogen effluvium, estimated"].percent
    assert value["te_controls_percent"] == groups["Kantor: no hair loss, estimated"].percent
    assert groups["Kantor: telogen effluvium, estimated"].kind == "hair loss"


@pytest.mark.parametrize("people_of", ["women", "men"])
def test_athletes_are_counted_one_by_one(people_of):
    table = load_study("athletes_iron").set_index("sex")["ferritin_ug_L"]
    table = table.loc[{"women": "f", "men": "m"}[people_of]]
    assert sorted(athletes(people_of)) == sorted(table)


@pytest.mark.parametrize(
    ("stores", "after", "effect", "loss"), [(15, 90, 0, 0), (15, 30, 10, 0), (30, 60, 10, 2)]
)
def test_iron_in_time_is_counted_from_the_flare_and_from_the_tablet(stores, after, effect, loss):
    story = iron_story(stores, after, effect, loss)
    value, start = story.values, FLARE_DAY + after
    alike(value, wave(story.shed, FLARE_DAY))
    without = wave(story.shed_without, FLARE_DAY)
    alike(value, {"back_without": without["back_days"]})
    apart = first(story.shed_without - story.shed >= 0.1 * NORMAL)
    assert value["fewer_after"] == pytest.approx(apart - start, nan_ok=True)
    iron = story.stores["iron"]
    assert value["stores_first_tablet"] == iron[start]
    assert value["tablet_days_when_back"] == max(0, np.nan_to_num(value["back_days"] - after))
    end = len(iron) - 1 if math.isnan(value["back_days"]) else FLARE_DAY + value["back_days"]
    assert value["stores_when_back"] == iron[end]
    assert value["saved"] == pytest.approx((story.shed_without - story.shed).sum())
    if not math.isnan(value["goal_months"]):
        rise = (70 - iron[start]) / value["per_month"]
        assert value["goal_months"] == pytest.approx(max(0, rise))
    assert (iron[: start + 1] == story.stores["no iron"][: start + 1]).all()


@pytest.mark.parametrize(("effect", "extra", "drawn"), [(0, 0, "morning"), (4, 30, "evening")])
def test_zinc_is_counted_over_the_studies(effect, extra, drawn):
    result = zinc_studies(effect, extra, drawn)
    gap, hit = result.world.gap, result.world.significant
    value = result.values
    alike(
        value,
        {
            "gap": gap.mean(),
            "significant_percent": 100 * hit.mean(),
            "patients_lower_percent": 100 * (hit & (gap > 0)).mean(),
            "inflamed_patients": 100 * VALUE("inflamed_others") + extra,
            "studies": len(gap),
            "chance_percent": 100 * VALUE("significance_level"),
            "first_gap": gap[0],
        },
    )
    assert 0.94 <= ((gap >= value["gap_low"]) & (gap <= value["gap_high"])).mean() <= 0.96
    assert np.mean(gap < value["gap_low"]) == pytest.approx(0.025, abs=0.002)
    assert result.plain.sum() + result.significant.sum() == len(gap)
    assert result.significant.sum() == hit.sum()
    assert bool(gap.mean() > 1) is (extra > 0)  # fewer in the blood of the inflamed


@pytest.mark.parametrize(("target", "delay"), list(product(("bulb", "bulge"), (0, 6, 24))))
def test_an_attack_is_counted_from_the_start_of_the_disease(target, delay):
    story = attack_story(target, 28, delay)
    value = story.values
    begins = int(np.flatnonzero(story.activity)[0])
    assert begins in (START, START + 1)
    alike(
        value,
        {
            "lowest_percent": story.standing.min(),
            "lowest_months": (story.standing.argmin() - START) / DAYS_A_MONTH,
            "final_percent": story.standing[-1],
            "follicles_left_percent": story.left[-1],
            "destroyed_percent": 100 - story.left[-1],
            "most_fallen": story.fallen.max(),
            "normal_fall": NORMAL,
            "delay_months": delay,
        },
    )
    assert story.treated == pytest.approx(START + delay * DAYS_A_MONTH)
    other = attack_story("bulb", 28, delay)
    apart = first(other.standing - story.standing >= 5)
    if target == "bulge":
        assert value["apart_weeks"] == pytest.approx((apart - START) / 7, abs=1.5, nan_ok=True)
    else:
        assert math.isnan(value["apart_weeks"]) and (story.left == 100).all()
    look = attack_story(target, 28, delay, look_months=8)
    assert look.look_day == START + round(8 * DAYS_A_MONTH)


def test_delay_costs_what_the_runs_cost():
    cost = delay_cost()
    for month in (0, 6, 24):
        left = attack_story("bulge", VALUE("disease_peak"), month).left[-1]
        assert cost.left[list(cost.months).index(month)] == pytest.approx(left, abs=0.6)
    assert (cost.low <= cost.left).all() and (cost.left <= cost.high).all()


@pytest.mark.parametrize(
    ("breaks", "released", "day"), [(260, 0, 133), (0, 25, 133), (100, 20, 200), (0, 0, 20)]
)
def test_skin_is_counted_on_the_day_of_the_examination(breaks, released, day):
    story = skin_story(breaks, released, day)
    clubs, pieces = story.clubs[day], story.fragments[day]
    alike(
        story.values,
        {
            "clubs": clubs,
            "fragments": pieces,
            "found": clubs + pieces,
            "club_percent": 100 * clubs / (clubs + pieces),
            "pull": story.pull[day],
            "length_cm": story.length_cm[day],
            "length_before_cm": story.length_cm[0],
            "usual": NORMAL,
            "peak_found": (story.clubs + story.fragments).max(),
            "redness": 0,
        },
    )
    assert story.pull[day] == pytest.approx(VALUE("pull_mean") * clubs / NORMAL)
    seen = story.close.counts()
    assert story.values["blunt_percent"] == 100 * seen["broken"] / sum(seen.values())
    assert story.values["pointed_percent"] == 100 * seen["regrowing"] / sum(seen.values())
    if breaks == 0:
        assert pieces == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("drug", "who"),
    list(
        product(("methotrexate", "azathioprine_tt", "ivig", "hydroxychloroquine"), ("few", "many"))
    ),
)
def test_a_drug_is_counted_from_the_first_dose(drug, who):
    story = drug_story(drug, 28, who, 28, 8, 15)
    start, value = int(story.start), story.values
    assert start == DRUG_FLARE + 28
    lost = story.drugged.shed + story.drugged.broken
    days = {"half_year": start + 182, "year": start + 365, "two_years": DRUG_FLARE + 730}
    more, less = (s * (story.drugged.missing - story.without.missing) for s in (1, -1))
    alike(
        value,
        {
            "onset_days": first(lost[start:] >= NOTICED),
            "peak_lost": lost[start:].max(),
            "peak_days": lost[start:].argmax(),
            "clubs_percent": 100
            * story.drugged.shed[start : start + 42].sum()
            / lost[start : start + 42].sum(),
            "without_peak": story.without.shed.max(),
            "worst_extra": more.max(),
        }
        | {f"missing_{name}": story.drugged.missing[day] for name, day in days.items()}
        | {f"without_{name}": story.without.missing[day] for name, day in days.items()}
        | {f"gain_{name}": less[day] for name, day in days.items()}
        | {f"loss_{name}": more[day] for name, day in days.items()},
    )
    cross = value["cross_days"]
    if not math.isnan(cross):
        assert less[start + int(cross)] > 0.05 and more[start : start + int(cross)].max() > 0.05
        assert (more[start + int(cross) :] <= 0.05).all()
    assert (story.stopped is None) is story.drug.calms


def test_a_history_is_counted_in_its_own_months():
    story = history("flare3-scalp6-care9", share="missing", month=12)
    value = story.values
    alike(
        value,
        {
            "normal": NORMAL,
            "peak_shed": story.shed.max(),
            "peak_month": story.shed.argmax() / DAYS_A_MONTH,
            "total": story.shares.total,
        },
    )
    assert value["missing"] == pytest.approx(100 - story.hair[-1], abs=0.5)  # of its last week
    assert value["hairs_lost"] == pytest.approx((story.shed - NORMAL).sum(), rel=0.02)
    assert story.shares.table["share"].sum() == pytest.approx(story.shares.total)
    assert [months[0] for months in story.causes.values()] == [3, 6, 9]
    for name, share in story.shares.table["share"].items():
        assert value[f"share_{name}"] == share
    _, low, high, fewest, most = story.bands
    assert (low < high).all() and (fewest <= most + 1e-9).all()


def test_eighty_of_a_hundred_other_patients_lie_in_the_bands_of_a_history():
    months = read_causes("flare3-scalp6")
    others = draw_patients(60, seed=99, also=EFFECTS)
    subset = all_subsets(len(months))[-1:]
    keys = [key for key, _ in months]
    paths, _ = run_subsets(
        others, parts_of(others, months, HISTORY_DAYS), keys, subset, HISTORY_DAYS, 7
    )
    off = (paths["shed"] + paths["broken"])[:, 0]
    hair = 100 * paths["visible"][:, 0] / paths["visible"][:, 0, :1]
    _, low, high, fewest, most = history("flare3-scalp6").bands
    for path, below, above, slack in ((off, low, high, 0), (hair, fewest, most, 0.5)):
        changed = np.ptp(path, axis=0) > 1  # before the first cause all are alike
        inside = (path >= below - slack) & (path <= above + slack)
        assert 0.68 <= inside[:, changed].mean() <= 0.95


@pytest.mark.parametrize("plan", ["none", "inflammation-care", "nutrition-referral"])
def test_the_year_ahead_is_counted_from_the_visit(plan):
    year = year_ahead(plan)
    ahead = slice(HISTORY_DAYS, None)
    alike(
        year.values,
        {
            "missing_at_the_visit": 100 - year.done.hair[HISTORY_DAYS],
            "missing_in_a_year": max(0, 100 - year.done.hair[-1]),
            "missing_if_nothing_is_done": 100 - year.idle.hair[-1],
            "hairs_in_the_year": year.done.shed[ahead].sum(),
            "hairs_if_nothing_is_done": year.idle.shed[ahead].sum(),
            "long_hair_lowest": year.done.long_hair[ahead].min(),
            "long_hair_lowest_month": year.done.long_hair[ahead].argmin() / DAYS_A_MONTH,
            "most_missing": (100 - year.done.hair[ahead]).max(),
            "scalp_examined": "referral" in plan,
        },
    )
    assert (year.idle.hair == year_ahead("none").done.hair).all()


def cells(html):
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def test_the_table_of_findings_prints_each_test_beside_its_own_range():
    story = history("flare3-scalp6-iron2", month=12)
    html = findings_table(story)
    head, *rows = cells(html)
    assert head == [say(f"said_tests_{name}") for name in ("test", "found", "beside")]
    assert f"<caption>{say('said_tests', month=12)}</caption>" in html
    for finding, (name, found, beside) in zip(story.findings, rows, strict=False):
        assert name == finding.test.name
        assert found.startswith(plain_number(finding.value))
        low, high = plain_number(finding.low), plain_number(finding.high)
        assert beside.startswith(f"{low} to {high}")
        unit = {"hairs": "hair", "hairs per cm²": "hairs per cm²"}.get(finding.test.unit, "%")
        assert unit in found and unit in beside
    blood = rows[len(story.findings) :]
    assert blood == [[test.name, test.printed, test.beside] for test in story.blood]


def test_the_table_of_steps_says_what_each_does_and_when_it_shows():
    year = year_ahead("inflammation-care-support")
    head, *rows = cells(steps_table(year))
    assert head == [say(f"said_steps_{name}") for name in ("step", "acts", "shows")]
    assert rows == [
        [say(f"step_{key}"), say(f"said_acts_{key}"), say(f"said_shows_{key}")]
        for key in ("inflammation", "care", "support")
    ]
    assert "<caption>" not in steps_table(year)
    assert say("said_steps_none") in steps_table(year_ahead("none"))
