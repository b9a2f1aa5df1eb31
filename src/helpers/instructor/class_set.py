"""A data set for a class: many virtual patients, each with causes of its own, and a key."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor

import numpy as np
import pandas as pd

from helpers.evidence import evidence
from helpers.lessons.many_causes.causes import (
    CAUSES,
    DAYS,
    EFFECTS,
    MONTHS,
    day_of_month,
    exposure_of,
)
from helpers.model import Cohort, Exposure, ModelInputError, Scalp, draw_patients, simulate_cohort
from helpers.model.calendar import DAYS_A_MONTH
from helpers.model.checks import whole
from helpers.model.cohort.patients import Patient
from helpers.model.cohort.summary import shedding_wave
from helpers.readout.spread import people as counts

MOST = 10_000
SET_CAUSES = ("flare", "steroid", "scalp", "drug", "weight", "stress")
_ACTS = 0.5  # chance that a patient of the class has a cause


def class_patients(number: int, seed: int) -> pd.DataFrame:
    """Draw the patients of a class: their scalps, sizes of effects, and months of causes.

    Parameters
    ----------
    number : int
        1 to 10,000.
    seed : int
        The same seed makes the same class; a larger class begins with the smaller one.

    Returns
    -------
    DataFrame
        As from `draw_patients`, with a column `month_<cause>`, empty where the patient does
        not have the cause. It can be saved and read again with pandas.

    Examples
    --------
    >>> few, more = class_patients(3, seed=1), class_patients(5, seed=1)
    >>> few.equals(more.head(3))
    True
    """
    number = whole("Number of patients", number, 1, MOST)
    table = draw_patients(number, seed, also=EFFECTS)
    luck = np.array([np.random.default_rng(s).random((len(SET_CAUSES), 2)) for s in table["seed"]])
    for place, cause in enumerate(SET_CAUSES):
        months = np.floor(luck[:, place, 1] * (MONTHS - 1))
        table[f"month_{cause}"] = np.where(luck[:, place, 0] < _ACTS, months, np.nan)
    return table


def class_set(
    patients: pd.DataFrame,
    executor: Executor | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Run a class of patients, and return what the class sees and the key.

    Parameters
    ----------
    patients : DataFrame
        From `class_patients`, or such a table read from a file.
    executor : concurrent.futures.Executor, optional
        Threads, processes, or the executor of a cluster; see `simulate_cohort`.
    progress : callable, optional
        Called as ``progress(done, total)``.

    Returns
    -------
    DataFrame
        For the class, one row a patient: month of the heaviest shedding, and a wash and a
        pull test after 18 months, drawn with the patient's own seed.
    DataFrame
        The key: month of each cause, hairs shed a day at most and at the end, extra hairs,
        percent of the hair missing.

    Examples
    --------
    >>> seen, key = class_set(class_patients(4, seed=2))
    >>> list(seen.columns)[-2:], len(key)
    (['wash_hairs', 'pull_hairs'], 4)
    """
    columns = [f"month_{cause}" for cause in SET_CAUSES]
    missing = [name for name in (*columns, *EFFECTS, "seed") if name not in patients]
    if missing:
        raise ModelInputError(
            f"The table of the class has no column {missing[0]!r}. class_patients makes one."
        )
    cohort = simulate_cohort(
        patients, what_happened, DAYS, executor=executor, progress=progress, keep=(),
        summary=_findings,
    )  # fmt: skip
    found = cohort.summary
    seen = ["heaviest_month", "wash_hairs", "pull_hairs"]
    key = patients[columns].join(found.drop(columns=seen))
    return found[seen], key


def what_happened(patient: Patient) -> list[Exposure]:
    """Return what happened to one patient of a class."""
    value = {name: patient[name] for name in EFFECTS}
    return [
        exposure_of(cause, day_of_month(patient[f"month_{cause}"]), value, DAYS)
        for cause in CAUSES
        if cause in SET_CAUSES and not np.isnan(patient[f"month_{cause}"])
    ]


def _findings(part: Cohort) -> pd.DataFrame:
    """Return one row a patient: the wave, and two counts on the last day."""
    value, normal = evidence().value, Scalp()
    wave = shedding_wave(part)
    shed = part.path("shed")[:, -1]
    luck = np.array([np.random.default_rng((s, 1)).random(2) for s in part.patients["seed"]])
    caught, pulled = value("wash_capture"), value("pull_mean")
    spread = value("pull_variance") ** 0.5 / pulled
    usual = normal.shed_per_day / normal.follicles
    loose = shed / part.patients["follicles"].to_numpy() / usual
    cv = value("wash_between_people_cv")
    wash = counts(caught * shed, caught * normal.shed_per_day, cv).ppf(luck[:, 0])
    pull = counts(pulled * loose, pulled, spread).ppf(luck[:, 1])
    visible = part.path("visible")
    return pd.DataFrame(
        {
            "heaviest_month": (wave["peak_day"] / DAYS_A_MONTH).round(1),
            "wash_hairs": wash,
            "pull_hairs": np.minimum(pull, value("pull_hairs")),
            "shed_at_most": wave["peak_shed"].round(),
            "shed_at_the_end": shed.round(),
            "extra_hairs": wave["extra_hairs"].round(),
            "missing_percent": (100 * (1 - visible[:, -1] / visible[:, 0])).round(1),
        },
        index=part.patients.index,
    )
