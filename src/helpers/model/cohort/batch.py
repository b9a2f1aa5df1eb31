"""Expected values of many scalps at once: the renewal equation of `expected`, in batches.

Rows are scalps, columns are steps of `step` days. Durations are rounded to whole steps so
that their mean stays, hazards are summed over each step, and whatever leaves a phase in one
step enters the next phase with the following one, as in the solution by days: with a step of
one day the two are the same. A step of a week spreads every duration by about two more days
(a clock that runs fast or slow, by four), and rounds the edges of holds to the step.
"""

from __future__ import annotations

import numpy as np

from helpers.model.cohort.grid import Effects, Grid, summed_rows
from helpers.model.cohort.phases import Plain, Touched, law_of, merged, plain_of
from helpers.model.scalp import PHASES, Array

_NOBODY = 1e-12
_CLOSE = 1e-10  # change between two sweeps at which they have met, as a share of the follicles


def solve(
    scalps: dict[str, Array], effects: Effects, days: int, step: int
) -> tuple[dict[str, Array], Array]:
    """Solve a batch.

    Parameters
    ----------
    scalps : dict of str to ndarray
        A value a scalp for each field of `Scalp`.
    effects : dict
        What happens to whom; see `add_effect`.
    days, step : int
        Length of the run and of a step.

    Returns
    -------
    dict of str to ndarray
        Scalps by steps: counts at the start of each step, flows per day within it. All
        columns of `Course.table` but the mean length.
    ndarray
        Hairs that each scalp sheds a day in its steady state.

    Examples
    --------
    >>> from helpers.model import Scalp
    >>> one = {name: np.array([value]) for name, value in vars(Scalp()).items()}
    >>> solve(one, {}, days=28, step=7)[0]["shed"].round(1)
    array([[78.6, 78.6, 78.6, 78.6]])
    """
    grid = Grid.of(effects, len(scalps["follicles"]), -(-days // step), step)
    table, starts, usual = solve_grid(scalps, grid)
    if "fracture" in grid.hazard:
        hidden = _hidden(scalps, effects, grid, table["anagen"], starts)
        table["visible"] -= hidden
        # A stub that has not grown out is no hair that could be lost again.
        table["fractured"] *= 1 - hidden / np.maximum(table["anagen"], _NOBODY)
    return table, usual


def solve_grid(scalps: dict[str, Array], grid: Grid) -> tuple[dict[str, Array], Array, Array]:
    """Solve a batch whose rates are known.

    Parameters
    ----------
    scalps : dict of str to ndarray
        A value a scalp for each field of `Scalp`.
    grid : Grid

    Returns
    -------
    dict of str to ndarray
        As from `solve`; fractured hairs still count as visible.
    ndarray
        Hairs that start to grow, in the steady state and in each step.
    ndarray
        Hairs that each scalp sheds a day in its steady state.
    """
    number, steps, step = grid.scalps, grid.steps, grid.step
    laws = {p: law_of(p, scalps[f"{p}_mean"], scalps[f"{p}_sd"], grid) for p in PHASES}
    empty = scalps["kenogen_share"]
    cycle = sum((laws[p].mean for p in PHASES[:3]), empty * laws["kenogen"].mean)
    steady = scalps["follicles"] / cycle
    links: dict[str, Plain | Touched] = {}
    for name in PHASES:
        share = empty if name == "kenogen" else None
        start = steady if share is None else steady * share
        links[name] = (
            Touched(laws[name], start, grid, name, share)
            if grid.touches(name)
            else plain_of(laws[name], start, steps, share)
        )
    entry = _settled(links, np.repeat(steady[:, None], steps + 1, axis=1), scalps["follicles"])

    counts: dict[str, Array] = {}
    for name in PHASES:
        link = links[name]
        # A touched phase keeps what the last sweep gave; a plain one may have been merged.
        leaving = link.leaving if isinstance(link, Touched) else link.passed(entry)
        if name == "telogen":
            shed = leaving[:, 1:]
        if name == "kenogen" and isinstance(link, Plain):
            mine = entry * empty[:, None]
            counts[name] = link.present(mine, leaving - entry + mine)
        else:
            counts[name] = link.present(entry, leaving)
        entry = leaving
        if name == "kenogen":
            starts = leaving
    table = {name: counts[name][:, :-1] for name in PHASES}
    if grid.alive is None:
        table["scarred"] = np.zeros((number, steps))
    else:
        lost = sum(table.values(), np.zeros((number, steps))) * (1 - grid.alive)
        table["scarred"] = summed_rows(lost)[:, :-1]
    table["shed"] = shed / step
    hairs = table["anagen"] + table["catagen"] + table["telogen"]
    table["broken"], table["fractured"] = np.zeros_like(hairs), np.zeros_like(hairs)
    if "breakage" in grid.hazard:  # a hair can break again and again
        table["broken"] = hairs * -np.expm1(-grid.hazard["breakage"] / step)
    if "fracture" in grid.hazard:  # but come off at the root once
        table["fractured"] = table["anagen"] * -np.expm1(-grid.hazard["fracture"]) / step
    table["visible"] = hairs.copy()
    return table, starts, steady / step


def _settled(links: dict[str, Plain | Touched], entry: Array, follicles: Array) -> Array:
    """Sweep around the cycle until the hairs that start growing no longer change."""
    path: list[Plain | Touched] = []
    for link in links.values():
        last = path[-1] if path else None
        if isinstance(link, Plain) and isinstance(last, Plain):
            # Neighbours that nothing touches are one delay: fewer transforms in each sweep.
            path[-1] = merged(last, link)
        else:
            path.append(link)
    limit = _CLOSE * follicles[:, None]
    for _ in range(entry.shape[1] + 1):
        before = entry
        for link in path:
            entry = link.passed(entry)
        if (np.abs(entry - before) <= limit).all():
            break
    return entry


def _hidden(
    scalps: dict[str, Array], effects: Effects, grid: Grid, anagen: Array, starts: Array
) -> Array:
    """Return the anagen follicles whose hair fractured and has not grown out again."""
    # Stubs show after days, not weeks: what happens to shafts is followed by days.
    length = grid.steps * grid.step
    shafts: Effects = {name: effects[name] for name in ("fracture", "growth") if name in effects}
    daily = Grid.of(shafts, grid.scalps, length, 1)
    hazard = summed_rows(daily.hazard["fracture"])
    at = np.arange(0, length, grid.step)
    slow = scalps["regrowth_visible_mm"] / scalps["growth_mm_per_day"]  # days to grow out
    if "growth" not in daily.speed:
        since = np.clip(np.floor(at - slow[:, None]).astype(np.int64) + 1, 0, at)
    else:
        since = np.zeros(anagen.shape, dtype=np.int64)
        grown = summed_rows(daily.speed["growth"])  # in days of usual growth
        for row in range(len(anagen)):  # each scalp has its own time
            first = np.searchsorted(grown[row], grown[row, at] - slow[row], side="right")
            since[row] = np.minimum(first, at)
    hazard_now = hazard[:, at]
    spared = np.exp(np.take_along_axis(hazard, since, axis=1) - hazard_now)
    hidden = anagen * (1 - spared)
    # Hairs that began to grow in the meantime met only the later part of the hazard.
    leaves = grid.leaves("anagen")
    then_hazard = hazard[:, np.maximum(at - (grid.step - 1) // 2, 0)]
    for lag in range(int(np.ceil(np.max(at - since) / grid.step))):
        then, now = slice(0, grid.steps - lag), slice(lag, grid.steps)
        less = np.exp(then_hazard[:, then] - hazard_now[:, now]) - spared[:, now]
        less *= np.clip((at[then] - since[:, now]) / grid.step, 0, 1)
        if leaves is not None:
            less *= np.exp(leaves[:, then] - leaves[:, now])
        hidden[:, now] -= starts[:, then] * less
    return np.maximum(hidden, 0.0)
