"""The published follicle automaton, as a second model beside ours.

Halloy, Bernard, Loussouarn and Goldbeter (2000, 2002): each follicle goes from anagen through
telogen to an empty latency phase and back, independently, after lognormal times. Catagen is
part of telogen. Their deterministic version lets a share leave a phase each day, whatever the
age of its follicles: the equations stand in the public CellML version of the paper of 2002.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy
from IPython.display import HTML

from helpers.model import exposures, simulate
from helpers.model.calendar import DAYS_A_MONTH
from helpers.model.checks import whole, within
from helpers.model.scalp import Array, Scalp
from helpers.pictures.theme import palette

STATES = ("anagen", "telogen", "latency")


@dataclass(frozen=True)
class Automaton:
    """Mean and spread (SD) of the three phases, in days.

    Examples
    --------
    >>> steady = Automaton.like(Scalp()).steady()
    >>> round(steady["anagen"], 2)
    0.9
    """

    anagen: tuple[float, float]
    telogen: tuple[float, float]
    latency: tuple[float, float]

    @classmethod
    def like(cls, scalp: Scalp) -> Automaton:
        """Return the automaton whose phases last as long as a scalp's.

        Catagen joins telogen. Every cycle has a latency there, so that the empty phases of a
        scalp, which only some cycles have, are spread over all of them.
        """
        rest = scalp.catagen_mean + scalp.telogen_mean
        rest_sd = float(np.hypot(scalp.catagen_sd, scalp.telogen_sd))
        share, mean, sd = scalp.kenogen_share, scalp.kenogen_mean, scalp.kenogen_sd
        empty = max(share * mean, 1e-3)
        empty_sd = float(np.sqrt(max(share * (sd**2 + mean**2) - empty**2, 1e-9)))
        return cls((scalp.anagen_mean, scalp.anagen_sd), (rest, rest_sd), (empty, empty_sd))

    @property
    def means(self) -> Array:
        """Mean days in anagen, telogen and latency."""
        return np.array([self.anagen[0], self.telogen[0], self.latency[0]])

    def steady(self) -> dict[str, float]:
        """Return the share of follicles in each phase in the long run."""
        return dict(zip(STATES, (self.means / self.means.sum()).tolist(), strict=True))

    def equations(self, start: dict[str, float], days: int) -> pd.DataFrame:
        """Solve the deterministic version: each phase is left at one over its mean a day.

        Parameters
        ----------
        start : dict of str to float
            Share of the follicles in each phase on day 0.
        days : int
        """
        days = whole("Days", days, 1, 36_500)
        leave = 1 / self.means
        rates = np.array(
            [[-leave[0], 0, leave[2]], [leave[0], -leave[1], 0], [0, leave[1], -leave[2]]]
        )
        step, shares = scipy.linalg.expm(rates), [np.array([start[name] for name in STATES])]
        for _ in range(days - 1):
            shares.append(step @ shares[-1])
        return pd.DataFrame(np.array(shares), columns=list(STATES)).rename_axis("day")

    def run(
        self, follicles: int, days: int, seed: int, pushed: float = 0, day: int = 0
    ) -> pd.DataFrame:
        """Run the automaton follicle by follicle, day by day, from its long run.

        Parameters
        ----------
        follicles, days, seed : int
        pushed : float
            Share of the follicles in anagen that a signal sends into telogen.
        day : int
            The day of the signal.

        Returns
        -------
        DataFrame
            One row a day: the share in each phase, and `shed`, the share that leaves telogen.
        """
        follicles = whole("Follicles", follicles, 1, 10_000_000)
        days = whole("Days", days, 1, 36_500)
        pushed = within("Pushed", pushed, 0, 1)
        rng = np.random.default_rng(seed)
        state = rng.choice(3, size=follicles, p=self.means / self.means.sum())
        # Met at a random moment, a phase is long in proportion to its length, and part of it
        # is over already.
        left = np.zeros(follicles)
        for place in range(3):
            who = np.flatnonzero(state == place)
            left[who] = self._draw(place, len(who), rng, met=True) * rng.random(len(who))
        rows = []
        for now in range(days):
            if pushed and now == day:
                growing = np.flatnonzero(state == 0)
                chosen = growing[rng.random(len(growing)) < pushed]
                state[chosen], left[chosen] = 1, self._draw(1, len(chosen), rng)
            counts = np.bincount(state, minlength=3) / follicles
            shed = 0
            left -= 1
            done = np.flatnonzero(left <= 0)
            while len(done):  # a short phase can end on the day on which it begins
                shed += int((state[done] == 1).sum())
                state[done] = (state[done] + 1) % 3
                for place in range(3):
                    who = done[state[done] == place]
                    left[who] += self._draw(place, len(who), rng)
                done = done[left[done] <= 0]
            rows.append((*counts, shed / follicles))
        return pd.DataFrame(rows, columns=[*STATES, "shed"]).rename_axis("day")

    def _draw(self, place: int, number: int, rng: np.random.Generator, met: bool = False) -> Array:
        """Draw lognormal times; of phases met at a random moment if `met`."""
        mean, sd = (self.anagen, self.telogen, self.latency)[place]
        variance = np.log1p((sd / mean) ** 2)
        centre = np.log(mean) + (variance / 2 if met else -variance / 2)
        return np.asarray(rng.lognormal(centre, np.sqrt(variance), number))


_PUBLISHED_MONTHS = (3.6, 2.4, 2.0)  # a balding site, in the CellML version of the paper
_PUSHED, _DAY, _DAYS = 0.25, 30, 365
FOLLICLES, SEED = 200_000, 22
_LINES = {"ours": ("ink", ""), "automaton": ("telogen", "2 4"), "equations": ("anagen", "9 6")}
_ASIDE = {"ours": 8, "automaton": 58, "equations": 4}


def published() -> Automaton:
    """Return the published setting: means of 3.6, 2.4 and 2 months.

    The file gives no spreads; as the equations assume, they equal the means here.

    Examples
    --------
    >>> {name: round(share, 3) for name, share in published().steady().items()}
    {'anagen': 0.45, 'telogen': 0.3, 'latency': 0.25}
    """
    days = [month * DAYS_A_MONTH for month in _PUBLISHED_MONTHS]
    anagen, telogen, latency = ((mean, mean) for mean in days)
    return Automaton(anagen, telogen, latency)


def beside_ours(follicles: int = FOLLICLES, seed: int = SEED) -> pd.DataFrame:
    """Return a year of daily shedding after one signal, by four models of the same scalp.

    Returns
    -------
    DataFrame
        One row a day, in hairs of 100,000: `ours` (expected values), `automaton` (follicle by
        follicle, a mean over a week) and `equations` (its deterministic version).

    Examples
    --------
    >>> list(beside_ours(1000, 1).columns)
    ['ours', 'automaton', 'equations']
    """
    scalp = Scalp()
    signal = exposures.anagen_release(_DAY, _PUSHED, over_days=1)
    ours = simulate(scalp, [signal], days=_DAYS).table["shed"].to_numpy()
    theirs = Automaton.like(scalp)
    sampled = theirs.run(follicles, _DAYS, seed, _PUSHED, _DAY)["shed"] * scalp.follicles
    steady = theirs.steady()
    moved = _PUSHED * steady["anagen"]
    start = steady | {
        "anagen": steady["anagen"] - moved, "telogen": steady["telogen"] + moved
    }  # fmt: skip
    after = theirs.equations(start, _DAYS - _DAY)["telogen"].to_numpy()
    telogen = np.append(np.full(_DAY, steady["telogen"]), after)
    return pd.DataFrame(
        {
            "ours": ours,
            "automaton": sampled.rolling(7, center=True, min_periods=1).mean().to_numpy(),
            "equations": telogen / theirs.telogen[0] * scalp.follicles,
        }
    ).rename_axis("day")


def agreement(follicles: int = FOLLICLES, seed: int = SEED) -> pd.DataFrame:
    """Return what the models agree and disagree about, one row a number."""
    scalp, table = Scalp(), beside_ours(follicles, seed)
    theirs = Automaton.like(scalp).steady()
    ours = scalp.shares
    rows = {
        "growing (%)": [100 * ours["anagen"], 100 * theirs["anagen"], 100 * theirs["anagen"]],
        "shed a day, before": table.iloc[:_DAY].mean().tolist(),
        "heaviest shedding, times normal": (table.max() / table.iloc[:_DAY].mean()).tolist(),
        "days from the signal to it": (table.idxmax() - _DAY).tolist(),
        "shed beyond normal in a year": (table - scalp.shed_per_day).sum().tolist(),
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(table.columns))


def beside_ours_picture(table: pd.DataFrame) -> HTML:
    """Draw the models on one pair of axes, each line with its name beside it."""
    colour, width, height, left, foot = palette(), 640, 320, 56, 44
    top = 100 * int(np.ceil(float(table.to_numpy().max()) / 100))

    def place(day: float, hairs: float) -> tuple[int, int]:
        across = left + day / _DAYS * (width - left - 10)
        return round(across), round(height - foot - hairs / top * (height - foot - 24))

    parts = []
    for hairs in range(0, top + 1, 100):
        x, y = place(0, hairs)
        parts.append(
            f'<line x1="{x}" x2="{width - 10}" y1="{y}" y2="{y}" stroke="{colour["line"]}"/>'
            f'<text x="{x - 6}" y="{y + 5}" text-anchor="end">{hairs}</text>'
        )
    for day in range(0, _DAYS, 90):
        x, y = place(day, 0)
        parts.append(f'<text x="{x}" y="{y + 18}" text-anchor="middle">{day}</text>')
    for name, (tone, dash) in _LINES.items():
        line = table[name].to_numpy()
        path = " ".join(f"{x},{y}" for x, y in map(place, table.index.tolist(), line.tolist()))
        x, y = place(float(line.argmax()), float(line.max()))
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour[tone]}" stroke-width="2.5" '
            f'stroke-dasharray="{dash}"/><text x="{x + _ASIDE[name]}" y="{y - 4}" '
            f'fill="{colour[tone]}" font-weight="600">{name}</text>'
        )
    parts.append(
        f'<text x="{left}" y="14">Hairs shed a day</text><text x="{width - 10}" y="{height - 6}" '
        f'text-anchor="end">Day; the signal comes on day {_DAY}</text>'
    )
    said = "A year of shedding after one signal; the table above gives peaks and dates."
    return HTML(  # type: ignore[no-untyped-call]
        f'<svg role="img" aria-label="{said}" viewBox="0 0 {width} {height}" '
        f'style="max-width:{width}px;background:#fff" font-size="14" '
        f'font-family="sans-serif">{"".join(parts)}</svg>'
    )
