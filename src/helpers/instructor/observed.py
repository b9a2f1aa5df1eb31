"""The model's side of every published observation: one set-up for each `setup` id.

Two rows of `observations.csv` with one set-up are two publications that may disagree;
the model has one answer for both.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import numpy as np

from helpers import lessons
from helpers.evidence import evidence
from helpers.lessons.telogen_effluvium.run import trigger_story
from helpers.model import Exposure, Scalp, clinical, exposures, simulate
from helpers.model.calendar import DAYS_A_MONTH, DAYS_A_WEEK
from helpers.readout.landmarks import Timeline, timeline
from helpers.readout.methods import read_course, read_scalp
from helpers.readout.observed import Setup
from helpers.readout.spread import caught, healthy_day, pull

PEOPLE, SEED = 300, 1
_RUN = 730
_VARIED = ("telogen_mean", "telogen_sd", "catagen_mean", "catagen_sd")


def _resting(method: str, box: str) -> Callable[[], float]:
    return lambda: 100 * read_scalp(Scalp(), method).shares[box]


def _of_one_test(share: str, cv: str) -> Callable[[], float]:
    return lambda: caught(share, cv)(healthy_day(), 0).expected


def _pull_two_or_fewer() -> float:
    return 100 * float(pull(healthy_day(), 0).count.cdf(2))


def _count_noise() -> float:
    """SD of the growing share between groups of 100 sampled follicles."""
    group, groups = 100, 1000
    course = simulate(Scalp(), days=60, follicles=group * groups, seed=SEED)
    assert course.intervals is not None
    growing = (course.intervals.on(59).sort_index() == "anagen").to_numpy()
    return 100 * float(growing.reshape(groups, group).mean(axis=1).std(ddof=1))


@cache
def _facts(*exposure: Exposure) -> Timeline:
    return timeline(simulate(Scalp(), exposure, days=_RUN), exposure)


def _days(day: int | None) -> float:
    """Turn a day that never comes into a number that no band holds."""
    return float("nan") if day is None else float(day)


def _illness() -> Timeline:
    return _facts(clinical.illness(day=0))


def _weight_loss() -> Timeline:
    return _facts(clinical.weight_loss(start=0))


@cache
def febrile_onsets(number: int = PEOPLE, seed: int = SEED) -> tuple[float, ...]:
    """Return the day on which shedding begins in people who differ within the ranges.

    Size and length of the release and the durations of telogen and catagen are drawn from
    triangular laws over the ranges of their parameters; nothing else varies.

    Examples
    --------
    >>> len(febrile_onsets(number=5, seed=1))
    5
    """
    rng, parameters = np.random.default_rng(seed), evidence().parameters

    def draw(name: str) -> float:
        row = parameters[name]
        return float(rng.triangular(row.low, row.value, row.high))

    days = []
    for _ in range(number):
        scalp = Scalp(**{name: draw(name) for name in _VARIED})
        ill = clinical.illness(0, draw("illness_release"), draw("illness_release_days"))
        onset = timeline(simulate(scalp, [ill], days=365)).onset_day
        if onset is not None:
            days.append(float(onset))
    return tuple(days)


def _wash_ratio() -> float:
    course = simulate(Scalp(), [clinical.illness(day=0)], days=365)
    test = caught("wash_capture", "wash_between_people_cv")
    peak = int(course.table["shed"].to_numpy().argmax())
    return test(course, peak).expected / test(healthy_day(), 0).expected


def _crash_diet_telogen() -> float:
    diet = [clinical.weight_loss(start=0)]
    course = simulate(Scalp(), diet, days=_RUN)
    worst = timeline(course, diet).highest_telogen_day
    return 100 * read_course(course, worst, "trichogram").shares["club root"]


def _block() -> tuple[float, float]:
    """Return the largest empty share in percent, and the shedding at the end over normal."""
    days = 90
    course = simulate(Scalp(), [exposures.blocked_anagen_entry(0, days, 1)], days=days + 1)
    empty = 100 * float(course.table["kenogen"].max()) / course.scalp.follicles
    return empty, float(course.table["shed"].iloc[:days].mean()) / course.scalp.shed_per_day


def _short_anagen() -> float:
    days, normal = 1.5 * 365, Scalp()
    course = simulate(normal, [exposures.short_anagen(days / normal.anagen_mean)], days=3650)
    return 100 * float(course.table["telogen"].iloc[-1]) / normal.follicles


def _destroyed() -> float:
    course = simulate(Scalp(), [clinical.illness(day=0)], days=_RUN)
    return 100 * float(course.table["scarred"].iloc[-1]) / course.scalp.follicles


def _exam_stress() -> float:
    normal = Scalp().shares
    usual = normal["telogen"] / (1 - normal["kenogen"])
    return 100 * (_facts(clinical.stress_event(day=0)).highest_telogen - usual)


def _steroid_shedding() -> float:
    course = simulate(Scalp(), [clinical.steroid_course(start=0, days=180)], days=365)
    return float((course.table["shed"] - course.scalp.shed_per_day).max())


_STEADY = "Healthy default scalp in its steady state, "
_ILL = "One illness with all defaults on day 0; shedding begins at 1.5 times normal. "
_TELOGEN_SD = (
    "The spread of telogen was tuned so that shedding begins near the 45 to 74 days published. "
)
_VARIES = f"{PEOPLE} people who differ within the ranges of the parameters (seed {SEED}). "
_PHASES_TUNED = "anagen duration was tuned towards the readings of all methods together."
_LOST = "Weight loss with all defaults; months count from its first day. "


def _of_the_lessons() -> dict[str, Setup]:
    """Return what the room of each lesson compares with publications, in its `observed.py`."""
    found: dict[str, Setup] = {}
    for room in iter_modules(lessons.__path__, f"{lessons.__name__}."):
        if find_spec(f"{room.name}.observed"):
            found |= import_module(f"{room.name}.observed").SETUPS
    return found


SETUPS: dict[str, Setup] = {
    "healthy_biopsy_anagen": Setup(
        _resting("biopsy", "anagen"), f"{_STEADY}read by biopsy; {_PHASES_TUNED}"
    ),
    "healthy_biopsy_catagen": Setup(
        _resting("biopsy", "catagen"), f"{_STEADY}read by biopsy; {_PHASES_TUNED}"
    ),
    "healthy_biopsy_telogen": Setup(
        _resting("biopsy", "telogen"), f"{_STEADY}read by biopsy; {_PHASES_TUNED}"
    ),
    "healthy_phototrichogram_nongrowing": Setup(
        _resting("phototrichogram", "not growing"),
        f"{_STEADY}read by phototrichogram; the growing hairs scored as not growing were tuned.",
    ),
    "healthy_trichogram_telogen": Setup(
        _resting("trichogram", "club root"),
        f"{_STEADY}read by trichogram; the growing hairs lost from the count were tuned.",
    ),
    "healthy_shed_per_day": Setup(
        lambda: Scalp().shed_per_day, f"{_STEADY}follicles over mean cycle; {_PHASES_TUNED}"
    ),
    "healthy_wash_count": Setup(
        _of_one_test("wash_capture", "wash_between_people_cv"),
        f"{_STEADY}a day's shed hairs times the catch of a wash.",
    ),
    "healthy_comb_count": Setup(
        _of_one_test("comb_capture", "comb_between_people_cv"),
        f"{_STEADY}a day's shed hairs times the catch of the comb.",
    ),
    "healthy_pull_mean": Setup(
        lambda: pull(healthy_day(), 0).expected,
        "The published mean is the model's parameter, so this holds by construction.",
    ),
    "healthy_pull_share_two_or_fewer": Setup(
        _pull_two_or_fewer,
        "Negative binomial with the published mean and variance; this share was not fitted.",
    ),
    "healthy_count_noise": Setup(
        _count_noise, f"1,000 groups of 100 sampled follicles (seed {SEED}), on day 59."
    ),
    "growth_per_month_mm": Setup(
        lambda: evidence().value("growth_mm_per_day") * DAYS_A_MONTH,
        "Growth a day, which was chosen to fit one centimetre a month, times a month.",
    ),
    "te_wash_ratio": Setup(
        _wash_ratio,
        "One illness with all defaults, wash count on the day of highest shedding over the "
        "count of a healthy scalp; the catch of the wash cancels out. The released share of "
        "0.25 was chosen with this ratio and the telogen of crash dieters in view, so "
        "agreement is no independent proof. Averaged over all days of shedding, not on the "
        "worst day, the ratio is about 3.",
    ),
    "te_pulse_onset_weeks": Setup(
        lambda: _days(_illness().onset_day) / DAYS_A_WEEK, f"{_ILL}{_TELOGEN_SD}"
    ),
    "te_pulse_peak_months": Setup(
        lambda: _days(_illness().peak_day) / DAYS_A_MONTH,
        "One illness with all defaults; the day of highest shedding. Not tuned to.",
    ),
    "febrile_onset_mean": Setup(
        lambda: float(np.mean(febrile_onsets())), f"Mean of {_VARIES}{_TELOGEN_SD}"
    ),
    "febrile_onset_median_abrantes": Setup(
        lambda: float(np.median(febrile_onsets())), f"Median of {_VARIES}{_TELOGEN_SD}"
    ),
    "febrile_onset_sd": Setup(
        lambda: float(np.std(febrile_onsets(), ddof=1)),
        f"SD of {_VARIES}The ranges say how little is known rather than how people differ, and "
        "errors of memory are not modelled.",
    ),
    "thousand_onset_sd": Setup(
        lambda: trigger_story(30, 25, 14, "thousand").values["begins_sd"],
        "The thousand people of the lesson: their scalps differ within the ranges of the "
        "parameters, and the trigger is the same for all. Not tuned to.",
    ),
    "febrile_return_to_normal": Setup(
        lambda: _days(_illness().shedding_days) / DAYS_A_MONTH,
        f"{_ILL}From then until it stays below. Not tuned to.",
    ),
    "te_density_kept": Setup(
        _destroyed, "One illness with all defaults, two years later: no arrow destroys follicles."
    ),
    "short_anagen_telogen": Setup(
        _short_anagen, "Anagen of 1.5 years from day 0, after ten years; share of all follicles."
    ),
    "crash_diet_peak_telogen": Setup(
        _crash_diet_telogen,
        "Weight loss with all defaults, read by trichogram on the day of most telogen. The "
        "released share was worked out from this observation, so agreement is no proof.",
    ),
    "crash_diet_onset": Setup(
        lambda: _days(_weight_loss().onset_day) / DAYS_A_MONTH, f"{_LOST}Not tuned to."
    ),
    "weight_loss_onset": Setup(
        lambda: _days(_weight_loss().onset_day) / DAYS_A_MONTH,
        f"{_LOST}The days over which weight loss releases follicles were chosen with it in view.",
    ),
    "weight_loss_end": Setup(
        lambda: _days(_weight_loss().return_day) / DAYS_A_MONTH, f"{_LOST}Not tuned to."
    ),
    "block_entry_empty_share": Setup(
        lambda: _block()[0], "Anagen entry blocked wholly for 90 days; nothing else changed."
    ),
    "block_entry_shed_unchanged": Setup(
        lambda: _block()[1], "Mean daily shedding over the 90 days of the same block."
    ),
    "stress_exam_effect": Setup(
        _exam_stress,
        "Stress event with all defaults; the highest telogen share, whenever it comes, less the "
        "normal one. The default release was chosen small on purpose.",
    ),
    "steroid_direct_effect_includes_zero": Setup(
        _steroid_shedding,
        "Steroid course of 180 days with all defaults, alone. The direct arrows are 0 by "
        "default, so this holds by construction.",
    ),
    **_of_the_lessons(),
}
