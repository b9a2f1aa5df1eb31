"""What a serum zinc prints, how it refills, and case-control studies that rest on it.

Zinc in the blood follows more than zinc in the body: it falls with inflammation and in the
course of the day, and most of it travels on albumin.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import scipy
from numpy.typing import NDArray

from helpers.evidence import evidence
from helpers.model.checks import ModelInputError, whole, within

Float = NDArray[np.float32]
Array = NDArray[np.float64]

_DRAWN = {"morning": "", "afternoon": "zinc_afternoon_fall", "evening": "zinc_evening_fall"}
_MOST_STUDIES, _MOST_SUBJECTS = 2_000, 2_000
_BLOCK, _FEWEST_COUNTED = 500, 2


def time_fall(drawn: str) -> float:
    """Return by how much, in µg/dL, a sample lies below one of the morning.

    Parameters
    ----------
    drawn : str
        "morning", "afternoon" or "evening".

    Examples
    --------
    >>> time_fall("morning")
    0.0
    """
    if drawn not in _DRAWN:
        raise ModelInputError(
            f"Blood is drawn in the morning, afternoon or evening; {drawn!r} is none of them."
        )
    return evidence().value(_DRAWN[drawn]) if _DRAWN[drawn] else 0.0


@dataclass(frozen=True)
class Printed:
    """A serum zinc as the laboratory prints it.

    Attributes
    ----------
    value : float
        In µg/dL.
    readable : bool
        False where CRP is above the limit of interpretation: the number is printed all the
        same, and says nothing about zinc in the body.
    """

    value: float
    readable: bool


def printed_zinc(
    status: float, crp: float | None = None, drawn: str = "morning", albumin: float | None = None
) -> Printed:
    """Return what the laboratory prints for someone with a true zinc status.

    Parameters
    ----------
    status : float
        What would be printed in the morning, without inflammation, at normal albumin, in µg/dL.
    crp : float, optional
        C-reactive protein in mg/L; the quiet value by default.
    drawn : str, optional
        "morning", "afternoon" or "evening".
    albumin : float, optional
        In g/L; the normal value by default. **Assumed:** the zinc that is not bound to
        macroglobulin follows albumin in proportion. Inflammation lowers albumin too, and the
        fall with CRP was measured without separating the two: where albumin is low because
        of the inflammation, giving both counts part of the fall twice.

    Examples
    --------
    >>> printed_zinc(80).value
    80.0
    >>> printed_zinc(80, crp=64, drawn="evening").readable
    False
    """
    value = evidence().value
    status = within("Zinc status", status, 0, 400, "µg/dL")
    crp = within("CRP", value("crp_quiet") if crp is None else crp, 0.1, 600, "mg/L")
    normal = value("albumin_normal")
    albumin = within("Albumin", normal if albumin is None else albumin, 10, 60, "g/L")
    bound = value("zinc_on_macroglobulin")
    zinc = status - float(crp_fall(math.log10(crp / value("crp_quiet")))) - time_fall(drawn)
    if zinc > bound:
        zinc = bound + (zinc - bound) * albumin / normal
    return Printed(max(0.0, zinc), crp <= value("zinc_crp_limit"))


def crp_fall(tenfolds: float | Float) -> float | Float:
    """Return how far zinc falls, in µg/dL, when CRP is so many tenfolds above quiet."""
    return evidence().value("zinc_fall_per_tenfold_crp") * tenfolds


def repletion(start: float, weeks: float, inflamed: bool = False) -> float:
    """Return serum zinc, in µg/dL, after some weeks on the dose of the only series we read.

    A straight line through its two means, up to a ceiling; other doses are not modelled.

    Parameters
    ----------
    start : float
        Serum zinc before, in µg/dL.
    weeks : float
        Weeks of treatment.
    inflamed : bool
        Inflammation blocks the rise.

    Examples
    --------
    >>> round(repletion(56.9, weeks=12), 1)
    84.5
    """
    value = evidence().value
    start = within("Serum zinc", start, 0, 400, "µg/dL")
    weeks = within("Weeks", weeks, 0, 52, "weeks")
    rise = value("zinc_rise_per_week") * (1 - value("zinc_inflamed_block") * inflamed)
    return max(start, min(start + rise * weeks, value("zinc_ceiling")))


@dataclass(frozen=True)
class Group:
    """The people of one group in one study: zinc printed, who is inflamed, who is counted."""

    zinc: Float
    inflamed: NDArray[np.bool_]
    counted: NDArray[np.bool_]


@dataclass(frozen=True)
class CaseControl:
    """Many case-control studies of one world.

    Attributes
    ----------
    gap : ndarray
        For each study, the mean zinc of the others less that of the patients, in µg/dL.
        A study that is left with fewer than two people in a group cannot be evaluated and
        is not in it.
    p : ndarray
        For each of them, the p value of Welch's t test (two-sided).
    counted : float
        People counted in a study, on average.
    patients, others : Group
        The people of the first study that can be evaluated.
    others_sd : float
        SD of printed zinc among the people without hair loss, mean over the studies.
    """

    gap: Array
    p: Array
    counted: float
    patients: Group
    others: Group
    others_sd: float

    @property
    def significant(self) -> NDArray[np.bool_]:
        """Which studies would be printed as significant."""
        return self.p < evidence().value("significance_level")


def case_control(
    true_effect: float = 0,
    confounding: float = 0,
    subjects: int = 400,
    studies: int = 1000,
    seed: int = 1,
    drawn: str = "morning",
    crp_limit: float = math.inf,
) -> CaseControl:
    """Repeat a case-control study of zinc and hair loss, person by person.

    Half the people of a study have hair loss. Everyone has a zinc status, is inflamed or
    not, has a CRP, and gets a printed zinc. Nobody is drawn from a formula for means: each
    of the `studies` times `subjects` people is simulated. The same seed gives the same
    people, so that a moved setting shows its own effect and no new chance.

    Parameters
    ----------
    true_effect : float
        How far the patients' true zinc lies below the others', in µg/dL, because lack of
        zinc took their hair.
    confounding : float
        By how much the share of inflamed people is larger among the patients, 0 to 0.9.
    subjects : int
        People in a study, both groups together; an even number.
    studies : int
    seed : int
    drawn : str
        When the patients' blood is drawn: "morning", "afternoon" or "evening"; that of the
        others is drawn in the morning.
    crp_limit : float, optional
        People with a CRP (mg/L) above it are not counted.

    Examples
    --------
    >>> world = case_control(true_effect=0, confounding=0.4, studies=200)
    >>> bool(world.significant.mean() > 0.25)
    True
    """
    value = evidence().value
    subjects = whole("People in a study", subjects, 20, _MOST_SUBJECTS)
    if subjects % 2:
        raise ModelInputError("People in a study must be an even number: half have hair loss.")
    studies = whole("Studies", studies, 1, _MOST_STUDIES)
    fewest = value("inflamed_others")
    confounding = within("Difference in inflammation", confounding, 0, 1 - fewest)
    true_effect = within("True effect", true_effect, 0, 60, "µg/dL")
    limit = within("CRP limit", crp_limit, 0.1, math.inf, "mg/L") / value("crp_quiet")
    groups = []
    for place in (0, 1):
        patient = place == 0
        half = subjects // 2
        pool = _draws(math.ceil(half / _BLOCK), studies, seed, place)
        status, rank, crp = (every[:, :half] for every in pool)
        inflamed = rank < fewest + confounding * patient
        tenfolds = np.float32(value("crp_spread")) * crp
        tenfolds += inflamed * np.float32(math.log10(value("crp_inflamed") / value("crp_quiet")))
        # Counted from the mean, so that sums of squares stay exact in single precision.
        zinc = np.float32(value("zinc_between_people_sd")) * status
        zinc -= crp_fall(tenfolds).astype(np.float32)  # type: ignore[union-attr]
        zinc -= np.float32((true_effect + time_fall(drawn)) * patient)
        groups.append((zinc, inflamed, tenfolds <= math.log10(limit)))
    everyone = math.isinf(limit)
    stats = [_summary(zinc, None if everyone else counted) for zinc, _, counted in groups]
    enough = np.minimum(stats[0][0], stats[1][0]) >= _FEWEST_COUNTED
    (n1, mean1, sd1), (n2, mean2, sd2) = ([part[enough] for part in each] for each in stats)
    if not len(mean1):
        raise ModelInputError(
            "With this CRP limit no study keeps two people in each group; raise the limit."
        )
    p = scipy.stats.ttest_ind_from_stats(mean1, sd1, n1, mean2, sd2, n2, equal_var=False).pvalue
    mean = np.float32(value("zinc_healthy_mean"))
    at = int(enough.argmax())
    first = [Group(zinc[at] + mean, sick[at], kept[at]) for zinc, sick, kept in groups]
    return CaseControl(
        gap=mean2 - mean1,
        p=p,
        counted=float((n1 + n2).mean()),
        patients=first[0],
        others=first[1],
        others_sd=float(sd2.mean()),
    )


@lru_cache(maxsize=4)
def _draws(blocks: int, studies: int, seed: int, place: int) -> tuple[Float, Float, Float]:
    """Return standard status, rank of inflammation and standard CRP of every person.

    People come in blocks, so that a larger study has the people of the smaller one and more.
    """
    shape = (studies, _BLOCK)
    drawn = []
    for block in range(blocks):
        rng = np.random.default_rng([seed, place, block])
        drawn.append(
            (
                rng.standard_normal(shape, dtype=np.float32),
                rng.random(shape, dtype=np.float32),
                rng.standard_normal(shape, dtype=np.float32),
            )
        )
    status, rank, crp = (np.hstack(parts) for parts in zip(*drawn, strict=True))
    return status, rank, crp


def _summary(zinc: Float, counted: NDArray[np.bool_] | None) -> tuple[Array, Array, Array]:
    """Return number, mean and SD of each study; only those of two people or more count."""
    if counted is None:
        number = np.full(len(zinc), float(zinc.shape[1]))
        total = zinc.sum(axis=1, dtype=np.float64)
        squares = np.einsum("ij,ij->i", zinc, zinc).astype(np.float64)
    else:
        kept = zinc * counted
        number = counted.sum(axis=1).astype(np.float64)
        total = kept.sum(axis=1, dtype=np.float64)
        squares = np.einsum("ij,ij->i", kept, kept).astype(np.float64)
    mean = total / np.maximum(number, 1)
    spread = np.maximum(squares - number * mean**2, 0)
    return number, mean, np.sqrt(spread / np.maximum(number - 1, 1))
