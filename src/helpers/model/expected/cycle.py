"""Expected values of the cycle: the phases feed each other in a ring.

A few sweeps around it give the exact solution, because no follicle can pass a phase in
less than a day.
"""

from __future__ import annotations

import numpy as np

from helpers.model.expected.phase import Phase, after_start
from helpers.model.expected.shafts import Shafts
from helpers.model.rates import Hold, Rates, summed
from helpers.model.scalp import PHASES, Array, Scalp

_CLOSE = 1e-12  # change between two sweeps at which they have met, as a share of the follicles


def _through(entries: Array, hold: Hold, release: Array, destroyed: Array) -> tuple[Array, Array]:
    """Pass a flow through a waiting pool: (waiting at each day, leaving on each day)."""
    alive = np.exp(-destroyed)
    waiting = np.zeros(len(entries) + 1)
    now = 0.0
    stay = alive * np.exp(-release) * hold.stays
    # A plain loop, but only over the days on which somebody waits.
    used = slice(int(np.argmax(hold.share > 0)), hold.first + hold.window)
    pool = []
    for stays, enters in zip(stay[used].tolist(), entries[used].tolist(), strict=True):
        now = now * stays + enters
        pool.append(now)
    waiting[used.start + 1 : used.start + 1 + len(pool)] = pool
    return waiting, waiting[:-1] * (alive - stay)


def run_expected(scalp: Scalp, rates: Rates) -> dict[str, Array]:
    """Solve one run.

    Returns
    -------
    dict of str to ndarray
        A value a day for each column of `Course.table`.
    """
    days = rates.days
    shares = {"anagen": 1.0, "catagen": 1.0, "telogen": 1.0, "kenogen": scalp.kenogen_share}
    steady = scalp.shed_per_day
    phases = {p: Phase(scalp, rates, p, steady * shares[p]) for p in PHASES}
    entry = np.full(days + 1, steady)
    leaving: dict[str, Array] = {}
    entries: dict[str, Array] = {}
    present: dict[str, Array] = {}
    waiting: dict[str, list[Array]] = {p: [] for p in PHASES}
    limit = _CLOSE * scalp.follicles

    for _ in range(days + 2):
        before = entry
        for name in PHASES:
            phase = phases[name]
            share = shares[name]
            entries[name] = entry * share
            present[name] = phase.initial + phase.carry(after_start(entries[name]))
            flow = phase.leaving(present[name], entries[name])
            if name == "kenogen":  # the others start growing again at once
                flow = flow + (entry * (1 - share))[1:]
            waiting[name] = []
            if rates.holds[name]:
                flow = _held(flow, name, phase, rates, present, waiting)
            leaving[name] = flow
            entry = np.concatenate(([steady], flow))
        if np.abs(entry - before).max() <= limit:
            break

    counts = {name: present[name] + sum(waiting[name], np.zeros(days + 1)) for name in PHASES}
    lost = sum(counts.values(), np.zeros(days + 1))[:-1] * -np.expm1(-rates.destroyed)
    table = {name: counts[name][:-1] for name in PHASES}
    table["scarred"] = summed(lost)[:-1]
    table["shed"] = leaving["telogen"]
    shaft = Shafts(scalp, rates, phases, present, entries, waiting)
    table |= shaft.columns(counts)
    return table


def _held(
    flow: Array,
    name: str,
    phase: Phase,
    rates: Rates,
    present: dict[str, Array],
    waiting: dict[str, list[Array]],
) -> Array:
    """Send the withheld share of the natural exits through the waiting pools."""
    early = present[name][:-1] * np.exp(-phase.destroyed) * -np.expm1(-phase.release)
    rest = flow - early
    out = early
    for hold in rates.holds[name]:
        pool, late = _through(rest * hold.share, hold, phase.release, phase.destroyed)
        waiting[name].append(pool)
        rest = rest * (1 - hold.share)
        out = out + late
    return out + rest
