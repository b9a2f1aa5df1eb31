"""Lesson 07: a thousand case-control studies of zinc and hair loss."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from helpers.evidence import evidence
from helpers.lessons.zinc_and_supplements.deficiency import deficiency_story
from helpers.model.zinc import Array, CaseControl, case_control, printed_zinc, time_fall

STUDIES, SEED = 1000, 1
EDGES = np.arange(-10.0, 41.0)
"""Edges of the bins of the gap, in µg/dL."""
EVERYBODY = 100.0
"""CRP limit, in mg/L, at and above which nobody is left out."""


@dataclass(frozen=True)
class ZincStudies:
    """Many studies of one world, with everything that their picture shows.

    Attributes
    ----------
    world : CaseControl
    plain, significant : ndarray
        Studies in each bin of the gap, by whether the gap is significant; the outermost
        bins hold those beyond the edges too.
    marks : dict of str to float
        Gaps to compare with.
    drawn : str
        When the patients' blood is drawn.
    values : dict of str to float
    """

    world: CaseControl
    plain: Array
    significant: Array
    marks: dict[str, float]
    drawn: str
    values: dict[str, float]

    @property
    def table(self) -> pd.DataFrame:
        """One row a bin of the gap."""
        kept = (self.plain + self.significant) > 0
        return pd.DataFrame(
            {
                "Zinc gap from (µg/dL)": EDGES[:-1],
                "to": EDGES[1:],
                "Studies": self.plain + self.significant,
                "of them significant": self.significant,
            }
        )[kept]


def zinc_studies(
    true_effect: float,
    extra_inflamed: float,
    drawn: str,
    people: float = 400,
    crp_limit: float = EVERYBODY,
) -> ZincStudies:
    """Run lesson 07: repeat a case-control study a thousand times in one world.

    Parameters
    ----------
    true_effect : float
        How far the patients' true zinc is lower because lack of zinc took their hair, µg/dL.
    extra_inflamed : float
        By how much the inflamed share is larger among the patients, in percentage points.
    drawn : str
        When the patients' blood is drawn: "morning", "afternoon" or "evening".
    people : float
        People in each study, both groups together.
    crp_limit : float
        People with a CRP above it, in mg/L, are left out; at 100 nobody is.

    Examples
    --------
    >>> fair = zinc_studies(true_effect=0, extra_inflamed=0, drawn="morning")
    >>> bool(3 < fair.values["significant_percent"] < 7)
    True
    """
    world = case_control(
        true_effect,
        extra_inflamed / 100,
        int(people),
        STUDIES,
        SEED,
        drawn,
        math.inf if crp_limit >= EVERYBODY else crp_limit,
    )
    hit = world.significant
    inside = np.clip(world.gap, EDGES[0], EDGES[-1] - 1e-9)
    all_, found = (np.histogram(gaps, EDGES)[0] for gaps in (inside, inside[hit]))
    value = evidence().value
    others = 100 * value("inflamed_others")
    low, high = np.percentile(world.gap, [2.5, 97.5])
    values = {
        "gap": float(world.gap.mean()),
        "gap_low": float(low),
        "gap_high": float(high),
        "significant_percent": 100 * float(hit.mean()),
        "patients_lower_percent": 100 * float((hit & (world.gap > 0)).mean()),
        "true_effect": float(true_effect),
        "inflamed_patients": others + extra_inflamed,
        "inflamed_others": others,
        "time_fall": time_fall(drawn),
        "people": float(people),
        "people_counted": world.counted,
        "crp_limit": float(crp_limit),
        "studies": float(len(world.gap)),
        "off_the_axis": float(np.sum((world.gap < EDGES[0]) | (world.gap > EDGES[-1]))),
        "chance_percent": 100 * value("significance_level"),
        "first_gap": float(world.gap[0]),
        "first_p": float(world.p[0]),
    } | _in_a_lack()
    marks = {
        "published gap": value("zinc_published_gap"),
        "evening sample": value("zinc_evening_fall"),
    }
    return ZincStudies(
        world, (all_ - found).astype(float), found.astype(float), marks, drawn, values
    )


@cache
def _in_a_lack() -> dict[str, float]:
    """Return what the lesson's text says of a true lack; no setting of the studies changes it."""
    zinc, iron = (deficiency_story(name, 80, 6).values for name in ("zinc", "iron"))
    return {
        "lack_lowest": zinc["lowest"],
        "lack_onset": zinc["onset_months"],
        "lack_peak": zinc["peak_shed"],
        "lack_blood": zinc["blood_days"] / 7,
        "lack_shed": zinc["shed_months"],
        "lack_thinned": zinc["thinned_percent"],
        "lack_thinned_early": deficiency_story("zinc", 80, 2).values["thinned_percent"],
        "lack_iron_blood": iron["blood_days"] / 7,
        "lack_iron_shed": iron["shed_months"],
    }


def crp_correlation(people: int = 20_000) -> float:
    """Return the correlation of printed zinc with CRP where half the people are inflamed."""
    value = evidence().value
    rng = np.random.default_rng(SEED)
    middle = np.where(rng.random(people) < 0.5, value("crp_inflamed"), value("crp_quiet"))
    crp = middle * 10 ** (value("crp_spread") * rng.standard_normal(people))
    status = rng.normal(value("zinc_healthy_mean"), value("zinc_between_people_sd"), people)
    zinc = [printed_zinc(max(own, 0.0), c).value for own, c in zip(status, crp, strict=True)]
    return float(np.corrcoef(zinc, np.log10(crp))[0, 1])
