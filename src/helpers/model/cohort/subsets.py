"""Every combination of causes at once: what would have happened with each subset of them.

The rates of an exposure are reckoned once for each scalp; a subset adds up those of the
causes in it. So all 256 combinations of eight causes cost little more than one batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.model.checks import ModelInputError, whole
from helpers.model.cohort.batch import solve_grid
from helpers.model.cohort.grid import Effects, Grid, add_effect
from helpers.model.cohort.patients import SCALP, checked_patients
from helpers.model.course import LONGEST_RUN_DAYS
from helpers.model.exposures import Exposure
from helpers.model.scalp import Array

MOST_CAUSES = 12
_ROWS = 256  # runs in a batch: more no longer fit the processor's cache

Members = NDArray[np.bool_]


@dataclass(frozen=True)
class Part:
    """An exposure that happens in every subset with all of `needs` and none of `without`.

    A cause that acts by itself is one part; a treatment that changes a disease makes two of
    it: the disease without the treatment, and the disease treated.
    """

    exposure: Exposure
    needs: frozenset[str]
    without: frozenset[str] = frozenset()


def all_subsets(number: int) -> Members:
    """Return every subset of so many causes, one a row; the first is empty, the last is full.

    Examples
    --------
    >>> all_subsets(2).astype(int).tolist()
    [[0, 0], [1, 0], [0, 1], [1, 1]]
    """
    number = whole("Causes", number, 0, MOST_CAUSES)
    return (np.arange(2**number)[:, None] >> np.arange(number) & 1).astype(bool)


def run_subsets(
    patients: pd.DataFrame,
    parts: Sequence[Sequence[Part]],
    causes: Sequence[str],
    subsets: Members,
    days: int,
    step: int = 7,
) -> tuple[dict[str, Array], Array]:
    """Run every subset of the causes for every patient, as expected values.

    Parameters
    ----------
    patients : DataFrame
        One row a patient, as for `simulate_cohort`.
    parts : sequence of sequence of Part
        What can happen to each patient: the same number of parts for each, in one order.
    causes : sequence of str
        The names that parts speak of.
    subsets : ndarray of bool
        Subsets by causes, as from `all_subsets`.
    days, step : int
        Length of the run and of a step.

    Returns
    -------
    dict of str to ndarray
        Patients by subsets by steps, for each column of `Course.table` but the mean length.
        Counts at the start of a step, flows as means per day within it.
    ndarray
        Hairs that each patient sheds a day in the steady state.

    Raises
    ------
    ModelInputError
        If a part breaks hairs at the root, which only `simulate_cohort` can follow, or a
        part names an unknown cause.

    Examples
    --------
    >>> from helpers.model import Scalp, exposures
    >>> one = pd.DataFrame([vars(Scalp())])
    >>> pulse = Part(exposures.anagen_release(30, 0.2), frozenset({"flare"}))
    >>> table, usual = run_subsets(one, [[pulse]], ["flare"], all_subsets(1), days=364)
    >>> table["shed"].shape, bool(table["shed"][0, 1].max() > 3 * usual[0])
    ((1, 2, 52), True)
    """
    days = whole("Days", days, 1, LONGEST_RUN_DAYS)
    steps = -(-days // whole("Step", step, 1, 91, "days"))
    table = checked_patients(patients)
    scalps = {name: table[name].to_numpy(dtype=np.float64) for name in SCALP}
    if len(parts) != len(table) or len({len(mine) for mine in parts}) > 1:
        raise ModelInputError("Every patient needs the same number of parts.")
    happens = _members(parts[0], causes, subsets)
    number, each = len(table), max(1, _ROWS // len(subsets))
    done: list[dict[str, Array]] = []
    usual: list[Array] = []
    for first in range(0, number, each):
        some = slice(first, min(first + each, number))
        grid = _combined(parts[some], happens, steps, step)
        rows = {name: np.repeat(values[some], len(subsets)) for name, values in scalps.items()}
        found, _, shed = solve_grid(rows, grid)
        shape = (some.stop - first, len(subsets), steps)
        done.append({name: path.reshape(shape) for name, path in found.items()})
        usual.append(shed.reshape(shape[:2])[:, 0])
    paths = {name: np.concatenate([part[name] for part in done]) for name in done[0]}
    return paths, np.concatenate(usual)


def _members(parts: Sequence[Part], causes: Sequence[str], subsets: Members) -> Members:
    """Say which part happens in which subset."""
    place = {cause: number for number, cause in enumerate(causes)}
    happens = np.ones((len(subsets), len(parts)), dtype=bool)
    for number, part in enumerate(parts):
        for name in part.needs | part.without:
            if name not in place:
                raise ModelInputError(f"{name!r} is not a cause; there are {', '.join(causes)}.")
            happens[:, number] &= subsets[:, place[name]] == (name in part.needs)
    return happens


def _combined(parts: Sequence[Sequence[Part]], happens: Members, steps: int, step: int) -> Grid:
    """Add up the rates of the parts for every patient and subset."""
    patients, (subsets, each) = len(parts), happens.shape
    effects: Effects = {}
    for row, part in enumerate(part for mine in parts for part in mine):
        for effect in part.exposure.effects:
            add_effect(effects, row, effect)
    if "fracture" in effects:
        raise ModelInputError("Hairs that break at the root cannot be run in subsets.")
    alone = Grid.of(effects, patients * each, steps, step)
    grid = Grid(patients * subsets, steps, step)

    def split(rates: Array) -> Array:
        return rates.reshape(patients, each, steps)

    def flat(rates: Array) -> Array:
        return rates.reshape(-1, steps)

    chosen = happens.astype(np.float64)
    for name, rate in alone.hazard.items():
        grid.hazard[name] = flat(chosen @ split(rate))
    for name, rate in alone.speed.items():
        # Speeds multiply; where a part does not happen its factor is one.
        grid.speed[name] = flat(
            np.prod([np.where(happens[:, [p]], split(rate)[:, [p]], 1.0) for p in range(each)], 0)
        )
    for name, holds in alone.holds.items():
        grid.holds[name] = [
            (flat(chosen[:, among] @ split(share)[:, among]), flat(1 - chosen[:, among] @ gone))
            for share, stays in holds
            for among in _side_by_side(split(share), happens)
            for gone in [1 - split(stays)[:, among]]
        ]
    return grid


def _side_by_side(share: Array, happens: Members) -> list[list[int]]:
    """Return the parts with a hold; those that never meet in a subset share one pool."""
    holding = [int(part) for part in np.flatnonzero(share.any(axis=(0, 2)))]
    if holding and happens[:, holding].sum(axis=1).max() <= 1:
        return [holding]
    return [[part] for part in holding]
