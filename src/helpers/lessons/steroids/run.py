"""Lesson 05: a flare, and a steroid course started a week later."""

from __future__ import annotations

import numpy as np

from helpers.evidence import evidence
from helpers.model import Course, Exposure, ModelInputError, Scalp, clinical, simulate
from helpers.readout.course_story import YEAR, Story, story_numbers, telogen_percent
from helpers.readout.landmarks import thinning, timeline

_WHAT = ("both", "flare", "steroid")
FLARE_DAY, STEROID_DAY = 30.0, 37.0
DOSE_MG, WEEKS, TAPER_WEEKS = 40.0, 6.0, 9.0


def dose_share(dose_mg: float) -> float:
    """Return how strongly the steroid pushes at a dose, against the dose it is stated for.

    In proportion to the dose: our assumption.

    Examples
    --------
    >>> dose_share(0), dose_share(20), dose_share(80)
    (0.0, 0.5, 2.0)
    """
    return dose_mg / evidence().value("steroid_reference_dose")


def steroid_story(
    what: str,
    direct_percent: float,
    benefit_percent: float,
    dose_mg: float = DOSE_MG,
    weeks: float = WEEKS,
    taper_weeks: float = TAPER_WEEKS,
) -> Story:
    """Run lesson 05: a flare, a steroid course started a week later, or both.

    Parameters
    ----------
    what : str
        "both", "flare" or "steroid".
    direct_percent : float
        Share of the growing follicles that the steroid itself releases at the reference dose
        over its whole time, in percent.
    benefit_percent : float
        Share of the flare's remaining release that the steroid prevents, in percent.
    dose_mg : float
        Prednisone a day; at 0 there is no steroid, and nothing is prevented.
    weeks, taper_weeks : float
        Weeks at full dose, and weeks of the taper after them.

    Raises
    ------
    ModelInputError
        If a share is out of range, or `what` is none of the three.
    """
    if what not in _WHAT:
        raise ModelInputError(f"{what!r} does not happen here; choose one of {', '.join(_WHAT)}.")
    top = evidence().parameters["steroid_catagen_induction"].high
    course_of = dose_mg, weeks, taper_weeks
    run = _flare_and_steroid(what, direct_percent / 100, benefit_percent / 100, course_of)
    facts = timeline(*run)
    course = run[0]
    band, words = None, ""
    if what != "flare":
        none, most = (
            _flare_and_steroid(what, direct, benefit_percent / 100, course_of)[0]
            .table["shed"]
            .to_numpy()
            for direct in (0.0, top)
        )
        band = (np.minimum(none, most), np.maximum(none, most))
        words = "from no direct effect to the strongest considered"
    events = {} if what == "steroid" else {"flare": FLARE_DAY}
    if what != "flare":
        events["steroid starts"] = STEROID_DAY
    no_flare = what == "steroid"
    values = story_numbers(facts, STEROID_DAY if no_flare else FLARE_DAY)
    alone = timeline(*_flare_and_steroid("flare", 0.0, 0.0, course_of))
    values["flare_alone_peak"] = alone.peak_shed
    values["against_flare_alone"] = facts.peak_shed - alone.peak_shed
    values["total_against_flare_alone"] = facts.excess_hairs - alone.excess_hairs
    return Story(
        day=course.table.index.to_numpy(dtype=float),
        shed=course.table["shed"].to_numpy(),
        band=band,
        band_words=words,
        normal=facts.baseline,
        events=events,
        lower={"telogen": telogen_percent(course), "long hair missing": 100 * thinning(course)},
        since="the steroid starts" if no_flare else "the flare",
        values=values,
    )


def _flare_and_steroid(
    what: str, direct: float, benefit: float, course_of: tuple[float, float, float]
) -> tuple[Course, list[Exposure]]:
    dose, weeks, taper = course_of
    chosen: list[Exposure] = []
    flare = clinical.illness(FLARE_DAY)
    if what == "both":
        chosen.append(clinical.treated(flare, STEROID_DAY, benefit) if dose else flare)
    elif what == "flare":
        chosen.append(flare)
    if what != "flare" and dose:
        chosen.append(
            clinical.steroid_course(
                STEROID_DAY,
                7 * weeks,
                7 * taper,
                dose_mg_per_day=dose,
                catagen_induction=direct * dose_share(dose),
            )
        )
    return simulate(Scalp(), chosen, days=YEAR), chosen
