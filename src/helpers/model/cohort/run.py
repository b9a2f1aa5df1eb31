"""Many virtual patients at once: run them in batches, on whatever executor there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from helpers.model.checks import ModelInputError, whole
from helpers.model.cohort.batch import solve
from helpers.model.cohort.grid import Effects, add_effect
from helpers.model.cohort.patients import SCALP, Patient, checked_patients
from helpers.model.cohort.summary import COHORT_COLUMNS, Cohort, shedding_wave
from helpers.model.course import LONGEST_RUN_DAYS
from helpers.model.exposures import Exposure

_CELLS = 16_000  # patients times steps in a batch: more no longer fit the processor's cache

Exposures = Iterable[Exposure] | Callable[[Patient], Iterable[Exposure]]
Summary = Callable[[Cohort], pd.DataFrame | Mapping[str, Any]]


def simulate_cohort(
    patients: pd.DataFrame,
    exposures: Exposures = (),
    days: int = 730,
    step: int = 7,
    executor: Executor | None = None,
    progress: Callable[[int, int], object] | None = None,
    keep: Sequence[str] = ("shed", "visible", "telogen"),
    summary: Summary = shedding_wave,
) -> Cohort:
    """Run many patients, as expected values, in batches.

    With ``step=1`` the paths are those of `simulate`. At weekly steps counts stay within 1%
    of the follicles, shedding within 3% of its highest value and its peak within a step,
    unless much happens within days: a release of 60% in a week blurs the split of catagen
    and telogen by 1.5% of the follicles, and a sudden start is spread over its step.

    Parameters
    ----------
    patients : DataFrame
        One row a patient. Columns named like fields of `Scalp` set them; fields without a
        column stay at their default, and other columns are for `exposures` to use.
    exposures : list of Exposure, or callable
        What happens to everyone; or a callable that takes a `Patient` (a row, read as
        ``patient.illness_release`` or ``patient["illness_release"]``) and returns that
        patient's list.
    days : int
        Length of the run, 1 to 7305; the last step may reach beyond it.
    step : int
        Length of a step in days. Phases must last longer than a step or two.
    executor : concurrent.futures.Executor, optional
        Runs the batches: threads, processes, or a cluster (of Dask:
        ``Client(address).get_executor()``). It changes the time they take, never a result.
    progress : callable, optional
        Called as ``progress(done, total)``, in patients, after every batch.
    keep : sequence of str
        Columns whose paths are kept, of those of `Course.table` without the mean length.
        None (an empty list) for large cohorts: the summary sees all of them in any case.
    summary : callable
        Takes a batch as a `Cohort` with all columns; returns one row a patient. For an
        executor of processes it must be a function of a module.

    Returns
    -------
    Cohort

    Raises
    ------
    ModelInputError
        If a value is outside what the model covers.

    Examples
    --------
    >>> from helpers.model import draw_patients
    >>> from helpers.model import exposures as ex
    >>> def illness(patient):
    ...     return [ex.anagen_release(day=30, fraction=patient.illness_release)]
    >>> patients = draw_patients(20, seed=1, also=["illness_release"])
    >>> cohort = simulate_cohort(patients, illness, days=365)
    >>> bool(cohort.summary["peak_day"].between(80, 200).all())
    True
    >>> list(cohort.band("shed", [0.1, 0.9]).columns)
    [0.1, 0.9]
    """
    days = whole("Days", days, 1, LONGEST_RUN_DAYS)
    step = whole("Step", step, 1, 91, "days")
    names = (keep,) if isinstance(keep, str) else tuple(keep)
    for name in names:
        if name not in COHORT_COLUMNS:
            raise ModelInputError(
                f"{name!r} is not a column to keep. There are: {', '.join(COHORT_COLUMNS)}."
            )
    table = checked_patients(patients)
    for what, thing in (("Summary", summary), ("Progress", progress)):
        if not callable(thing) and (thing is not None or what == "Summary"):
            raise ModelInputError(f"{what} must be a function; {thing!r} is not one.")
    if not (executor is None or callable(getattr(executor, "submit", None))):
        raise ModelInputError(f"{executor!r} is not an executor of concurrent.futures.")
    whom = exposures if callable(exposures) else tuple(_listed(exposures))
    chunk = max(1, _CELLS * step // days)
    tasks = (
        _Task(part, _effects(part, whom), days, step, names, summary)
        for part in (table.iloc[at : at + chunk] for at in range(0, len(table), chunk))
    )
    parts = _run(tasks, len(table), executor, progress)
    return Cohort(
        table,
        parts[0].day,
        step,
        {name: np.concatenate([part.paths[name] for part in parts]) for name in names},
        np.concatenate([part.usual_shed for part in parts]),
        pd.concat([part.summary for part in parts]),
    )


@dataclass(frozen=True)
class _Task:
    """One batch, complete: it can run in another process or on another machine."""

    patients: pd.DataFrame
    effects: Effects
    days: int
    step: int
    keep: tuple[str, ...]
    summary: Summary

    def run(self) -> Cohort:
        scalps = {name: self.patients[name].to_numpy(dtype=np.float64) for name in SCALP}
        paths, usual = solve(scalps, self.effects, self.days, self.step)
        day = np.arange(0, self.days, self.step)
        rows = self.summary(Cohort(self.patients, day, self.step, paths, usual))
        try:
            rows = pd.DataFrame(rows).set_axis(self.patients.index, axis=0)
        except (TypeError, ValueError):
            raise ModelInputError(
                "The summary must return one row for each patient of the batch: a DataFrame, "
                "or a dict of arrays."
            ) from None
        kept = {name: paths[name] for name in self.keep}
        return Cohort(self.patients, day, self.step, kept, usual, rows)


def _run(
    tasks: Iterator[_Task],
    total: int,
    executor: Executor | None,
    progress: Callable[[int, int], object] | None,
) -> list[Cohort]:
    """Run all batches and return them in their order, whoever finishes first."""
    report = progress or (lambda done, total: None)
    done, parts = 0, []
    if executor is None:
        for task in tasks:
            parts.append(task.run())
            done += len(task.patients)
            report(done, total)
        return parts
    futures: list[Future[Cohort]] = []
    try:
        futures.extend(executor.submit(_Task.run, task) for task in tasks)
        for future in as_completed(futures):
            done += len(future.result().patients)
            report(done, total)
    except BaseException:
        for future in futures:
            future.cancel()
        raise
    return [future.result() for future in futures]


def _listed(exposures: object) -> Iterator[Exposure]:
    """Yield the exposures, or say which one is none."""
    if isinstance(exposures, Exposure) or not isinstance(exposures, Iterable):
        raise ModelInputError(
            f"Exposures must be a list of exposures; {exposures!r} is not a list."
        )
    for item in exposures:
        if not isinstance(item, Exposure):
            raise ModelInputError(
                f"{item!r} is not an exposure. Build one with helpers.model.exposures."
            )
        yield item


def _effects(
    part: pd.DataFrame, whom: tuple[Exposure, ...] | Callable[[Patient], Iterable[Exposure]]
) -> Effects:
    """Note what happens to each patient of a batch.

    That is done here, not by the executor's workers, so that any callable will do.
    """
    effects: Effects = {}
    rows = part.to_dict("records") if callable(whom) else [{}] * len(part)
    for place, row in enumerate(rows):
        mine = _listed(whom(Patient(row))) if callable(whom) else whom
        for exposure in mine:
            for effect in exposure.effects:
                add_effect(effects, place, effect)
    return effects
