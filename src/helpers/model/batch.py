"""Expected values of many scalps at once: the renewal equation of `expected`, in batches.

Rows are scalps, columns are steps of `step` days. Durations are rounded to whole steps so
that their mean stays, hazards are summed over each step, and whatever leaves a phase in one
step enters the next phase with the following one, as in the solution by days: with a step of
one day the two are the same. A step of a week spreads every duration by about two more days
(a clock that runs fast or slow, by four), and rounds the edges of holds to the step.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft
from scipy.special import ndtr

from helpers.model.checks import ModelInputError
from helpers.model.grid import Effects, Grid, summed_rows
from helpers.model.scalp import PHASES, Array

_SPAN = 14.0  # exp(14) is as far as a scaled convolution keeps nine digits
_NOBODY = 1e-20  # entries too few to follow, as a share of the busiest step's
_CLOSE = 1e-10  # change between two sweeps at which they have met, as a share of the follicles
_NARROW = 0.4  # least spread of a duration, in steps
_COARSE = 0.03  # most that rounding to steps may change the mean duration of a phase

Spectrum = NDArray[np.complex128]


class _Law:
    """The duration of one phase in whole steps, for every scalp."""

    def __init__(self, name: str, mean: Array, sd: Array, grid: Grid) -> None:
        speed = grid.speed.get(name)
        self.tau = None if speed is None else summed_rows(speed)
        points = grid.steps + 1 if self.tau is None else int(self.tau.max()) + 3
        self.size = next_fast_len(2 * points - 1, real=True)
        # Rounding keeps the mean only of a law that is not much narrower than a step.
        log_variance = np.log1p((np.maximum(sd, _NARROW * grid.step) / mean) ** 2)
        centre = (np.log(mean / grid.step) - log_variance / 2)[:, None]
        spread = np.sqrt(log_variance)[:, None]
        survival = ndtr((centre - np.log(np.arange(points) + 0.5)) / spread)
        survival[:, 0] = 1.0
        self.survival = survival
        # Beyond the table the sum of the survival is close to its integral, the partial
        # expectation, which has a closed form; the density is what the sum falls short.
        high = (centre - np.log(points)) / spread
        beyond = (mean / grid.step)[:, None] * ndtr(high + spread) - points * ndtr(high)
        beyond -= np.exp(-(high**2) / 2) / (24 * np.sqrt(2 * np.pi) * points * spread)
        self.tail = np.concatenate((survival, beyond), axis=1)
        self.tail = np.cumsum(self.tail[:, ::-1], axis=1)[:, ::-1]
        self.mean = self.tail[:, 0]
        off = np.abs(self.mean * grid.step / mean - 1)
        if off.max() > _COARSE:
            raise ModelInputError(
                f"A step of {grid.step:g} days is too coarse for a mean {name} duration of "
                f"{mean[off.argmax()]:.4g} days. Use a smaller step."
            )


class _Plain:
    """A phase that nothing touches: each entry leaves after its duration, and no more."""

    def __init__(self, law: _Law, start: Array, steps: int, share: Array | None = None) -> None:
        self.law, self.start = law, start[:, None]
        leaving = np.zeros((len(start), steps + 1))
        leaving[:, 1:] = law.survival[:, :steps] - law.survival[:, 1 : steps + 1]
        self.base = np.zeros_like(leaving)
        self.base[:, 1:] = self.start * law.survival[:, :steps]
        if share is not None:  # the others pass at once
            leaving *= share[:, None]
            leaving[:, 0] = 1 - share
        self.size, self.points = law.size, steps + 1
        self.spectrum = rfft(leaving, self.size)

    def then(self, later: _Plain) -> _Plain:
        """Return this phase and the next as one delay."""
        both = object.__new__(_Plain)
        both.size, both.points = self.size, self.points
        both.base = later.passed(self.base)
        kernel = irfft(self.spectrum * later.spectrum, self.size)[:, : self.points]
        both.spectrum = rfft(kernel, self.size)
        return both

    def passed(self, entries: Array) -> Array:
        """Return what leaves, given what enters; the first column is the steady state."""
        moved = entries.copy()
        moved[:, 0] = 0.0
        moved = irfft(rfft(moved, self.size) * self.spectrum, self.size)[:, : self.points]
        moved += self.base
        moved[:, 0] = entries[:, 0]
        return moved

    def present(self, entries: Array, leaving: Array) -> Array:
        """Return who is in the phase at the start of each step."""
        change = entries - leaving
        change[:, 0] = self.start[:, 0] * self.law.mean
        return np.cumsum(change, axis=1)


class _Touched:
    """A phase with a changed clock, early exits, destruction or holds."""

    def __init__(
        self, law: _Law, start: Array, grid: Grid, name: str, share: Array | None = None
    ) -> None:
        self.law, self.steps = law, grid.steps
        self.share = None if share is None else share[:, None]
        self.hazard = grid.leaves(name)
        self.alive = grid.alive
        release = grid.hazard.get(name)
        self.stays = None if release is None else np.exp(-release)
        self.holds = grid.holds.get(name, [])
        self.waiting: list[Array] = []
        self.tau = law.tau
        if self.tau is not None:
            self.place = self.tau.astype(np.int64)
            self.rest = self.tau - self.place
            # The table takes a follicle to enter in the middle of a step of normal speed;
            # a clock that runs otherwise has gone on by more or less since.
            entered = self.tau.copy()
            entered[:, 1:] -= (grid.speed[name] - 1) * (1 - 1 / grid.step) / 2
            place = entered.astype(np.int64)
            self.late = entered - place
            rows = np.arange(len(start))[:, None] * law.survival.shape[1]
            self.flat = (place + rows).ravel()
        self.initial = start[:, None] * self._read(law.tail)
        self.fading: Array | None = None
        if self.hazard is not None:
            fading = np.exp(-self.hazard)
            self.initial *= fading
            self.fading = fading if self.hazard.max() <= _SPAN else None
        # With 1 - survival a late entry cannot leak backwards in time.
        self.spectrum = rfft(1 - law.survival, law.size)

    def _read(self, table: Array) -> Array:
        """Read a table at the phase's own time."""
        if self.tau is None:
            return table[:, : self.steps + 1]
        low = np.take_along_axis(table, self.place, axis=1)
        high = np.take_along_axis(table, self.place + 1, axis=1)
        return low * (1 - self.rest) + high * self.rest

    def _gone(self, entries: Array) -> Array:
        """Return how many of the (scaled) entries have reached the end of the phase."""
        if self.tau is not None:
            shape = self.law.survival.shape
            late = entries * self.late
            deposit = np.bincount(self.flat, (entries - late).ravel(), shape[0] * shape[1])
            deposit += np.bincount(self.flat + 1, late.ravel(), shape[0] * shape[1])
            entries = deposit.reshape(shape)
        return self._read(irfft(rfft(entries, self.law.size) * self.spectrum, self.law.size))

    def _left(self, entries: Array) -> Array:
        """Return how many of the entries are still here at the start of each step."""
        hazard = self.hazard
        if hazard is None:
            return np.cumsum(entries, axis=1) - self._gone(entries)
        if self.fading is not None:
            scaled = entries / self.fading
            return (np.cumsum(scaled, axis=1) - self._gone(scaled)) * self.fading
        total = np.zeros_like(entries)
        first = np.zeros((len(entries), 1), dtype=np.int64)
        someone = (entries > _NOBODY * entries.max()).any(axis=0)
        end = int(np.flatnonzero(someone).max(initial=-1))
        while (first <= end).any():
            # In blocks, each scaled by its own start: exp(14) is all a sum can carry.
            begin = np.take_along_axis(hazard, np.minimum(first, self.steps), axis=1)
            here = np.arange(self.steps + 1) >= first
            block = here & (hazard <= begin + _SPAN)
            since = np.where(here, hazard - begin, 0.0)
            scaled = np.where(block, entries * np.exp(np.minimum(since, _SPAN)), 0.0)
            left = np.cumsum(scaled, axis=1) - self._gone(scaled)
            total += np.where(here, left * np.exp(-since), 0.0)
            first = first + block.sum(axis=1, keepdims=True)
        return total

    def passed(self, entries: Array) -> Array:
        """Return what leaves, given what enters; the first column is the steady state."""
        ours = entries if self.share is None else entries * self.share
        later = ours.copy()
        later[:, 0] = 0.0
        self.here = self.initial + self._left(later)
        staying = self.here[:, :-1] if self.alive is None else self.here[:, :-1] * self.alive
        flow = staying - self.here[:, 1:] + ours[:, 1:]
        if self.share is not None:  # the others pass at once
            flow += entries[:, 1:] - ours[:, 1:]
        if self.holds:
            flow = self._held(flow, staying)
        self.leaving = np.concatenate((entries[:, :1], flow), axis=1)
        return self.leaving

    def _held(self, flow: Array, staying: Array) -> Array:
        """Send the withheld share of the natural exits through the waiting pools."""
        early = np.zeros_like(flow) if self.stays is None else staying * (1 - self.stays)
        rest, out, self.waiting = flow - early, early, []
        alive = np.ones_like(flow) if self.alive is None else self.alive
        for share, leaves in self.holds:
            stays = alive * leaves if self.stays is None else alive * leaves * self.stays
            pool = np.zeros((self.steps + 1, len(flow)))
            enter, keep = (rest * share).T.copy(), stays.T.copy()
            used = np.flatnonzero(share.any(axis=0))
            for step in range(used[0] if len(used) else self.steps, self.steps):
                np.multiply(pool[step], keep[step], out=pool[step + 1])
                pool[step + 1] += enter[step]
                if step > used[-1] and not pool[step + 1].any():
                    break
            self.waiting.append(pool.T)
            out = out + pool.T[:, :-1] * (alive - stays)
            rest = rest * (1 - share)
        return out + rest

    def present(self, entries: Array, leaving: Array) -> Array:
        """Return who is in the phase, or waits to leave it, at the start of each step."""
        return sum(self.waiting, self.here)


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
    number, steps = len(scalps["follicles"]), -(-days // step)
    grid = Grid.of(effects, number, steps, step)
    laws = {p: _Law(p, scalps[f"{p}_mean"], scalps[f"{p}_sd"], grid) for p in PHASES}
    empty = scalps["kenogen_share"]
    cycle = sum((laws[p].mean for p in PHASES[:3]), empty * laws["kenogen"].mean)
    steady = scalps["follicles"] / cycle
    links: dict[str, _Plain | _Touched] = {}
    for name in PHASES:
        share = empty if name == "kenogen" else None
        start = steady if share is None else steady * share
        links[name] = (
            _Touched(laws[name], start, grid, name, share)
            if grid.touches(name)
            else _Plain(laws[name], start, steps, share)
        )
    entry = _settled(links, np.repeat(steady[:, None], steps + 1, axis=1), scalps["follicles"])

    counts: dict[str, Array] = {}
    for name in PHASES:
        link = links[name]
        # A touched phase keeps what the last sweep gave; a plain one may have been merged.
        leaving = link.leaving if isinstance(link, _Touched) else link.passed(entry)
        if name == "telogen":
            shed = leaving[:, 1:]
        if name == "kenogen" and isinstance(link, _Plain):
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
    for name, source, whose in (
        ("broken", "breakage", hairs),
        ("fractured", "fracture", table["anagen"]),
    ):
        hazard = grid.hazard.get(source)
        table[name] = np.zeros_like(hairs) if hazard is None else whose * -np.expm1(-hazard / step)
    table["visible"] = hairs
    if "fracture" in grid.hazard:
        table["visible"] = hairs - _hidden(scalps, effects, grid, table["anagen"], starts)
    return table, steady / step


def _settled(links: dict[str, _Plain | _Touched], entry: Array, follicles: Array) -> Array:
    """Sweep around the cycle until the hairs that start growing no longer change."""
    path: list[_Plain | _Touched] = []
    for link in links.values():
        last = path[-1] if path else None
        if isinstance(link, _Plain) and isinstance(last, _Plain):
            # Neighbours that nothing touches are one delay: fewer transforms in each sweep.
            path[-1] = last.then(link)
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
    growth = np.repeat(scalps["growth_mm_per_day"][:, None], length, axis=1)
    grown = summed_rows(growth * daily.speed.get("growth", 1.0))
    at = np.arange(0, length, grid.step)
    since = np.zeros(anagen.shape, dtype=np.int64)
    for row in range(len(anagen)):  # each scalp has its own time to grow out
        short = grown[row, at] - scalps["regrowth_visible_mm"][row]
        since[row] = np.minimum(np.searchsorted(grown[row], short, side="right"), at)
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
