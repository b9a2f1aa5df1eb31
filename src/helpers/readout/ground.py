"""Where the follicles of a piece of scalp stand, and which of it is inflamed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import pi, sqrt

import numpy as np
import scipy
from numpy.typing import NDArray

from helpers.evidence import evidence
from helpers.model.checks import whole, within
from helpers.model.scalp import Array

MOST_PLACES = 100_000
PLACE_STEPS = 65535
"""Steps from one side of a ground to the other in which places are told."""
_GOLDEN = 1.32471795724474602596  # the plastic number spreads points over a plane
_SHAKE = 0.35  # of the usual distance between two openings; enough to hide the pattern
_UNITS = (0.25, 0.5, 0.25)  # shares of units with one, two and three hairs, as drawn
_UNIT_MM = 0.11  # hairs of one unit leave the skin so far from its middle
_SCARS_MM = 10.0  # from one bald patch of a scarred scalp to the next, as drawn


@dataclass(frozen=True)
class Disc:
    """An inflamed area: its middle and radius in mm."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Ground:
    """Where the follicles of a square piece of scalp stand.

    Attributes
    ----------
    x, y : ndarray
        Place of each follicle in mm.
    side : float
        Side of the square in mm.
    discs : tuple of Disc
        Inflamed areas; without any, signs are everywhere.
    inside : ndarray of bool
        Which follicles stand in an inflamed area.
    seed : int
    """

    x: Array
    y: Array
    side: float
    discs: tuple[Disc, ...]
    inside: NDArray[np.bool_]
    seed: int

    @cached_property
    def from_middle(self) -> Array:
        """How far each place is from the middle of the nearest patch, in sizes of the patch."""
        rng = np.random.default_rng((self.seed, 2))
        reach = int(np.ceil(self.side / 2 / _SCARS_MM))
        steps = np.arange(-reach, reach + 1)
        grid = np.stack(np.meshgrid(steps, steps), -1).reshape(-1, 2)
        middles = self.side / 2 + _SCARS_MM * (grid + rng.uniform(-0.15, 0.15, grid.shape))
        sizes, turns = rng.uniform(0.75, 1.2, len(grid)), rng.uniform(0, 6, len(grid))
        sizes[(grid == 0).all(axis=1)] = 1.0
        places = np.column_stack((self.x, self.y))
        _, near = scipy.spatial.cKDTree(middles).query(places, k=4)
        dx, dy = (places[:, None, :] - middles[near]).transpose(2, 0, 1)
        angle = np.arctan2(dy, dx) + turns[near]
        edge = 1 + 0.16 * np.sin(2 * angle) + 0.1 * np.sin(3 * angle + turns[near])
        return np.asarray((np.hypot(dx, dy) / (sizes[near] * edge)).min(axis=1))


def lay_out(follicles: int = 10_000, discs: Sequence[Disc] = (), seed: int = 1) -> Ground:
    """Give every follicle a place, at the usual density, in units of one to three hairs.

    The units are evenly spread, about a millimetre apart.

    Parameters
    ----------
    follicles : int
        1 to 100,000.
    discs : sequence of Disc
        Inflamed areas.
    seed : int
        The same seed gives the same places.

    Raises
    ------
    ModelInputError
        If a number is outside what can be drawn.

    Examples
    --------
    >>> ground = lay_out(2230, [Disc(10, 10, 5)])
    >>> round(ground.side, 1), int(ground.inside.sum())
    (31.6, 178)
    """
    number = whole("Follicles", follicles, 1, MOST_PLACES)
    side = 10 * sqrt(number / evidence().value("density_per_cm2"))
    rng = np.random.default_rng(whole("Seed", seed, 0, 2**53))
    sizes = rng.choice((1, 2, 3), size=number, p=_UNITS)
    units = int(np.searchsorted(np.cumsum(sizes), number)) + 1
    unit = np.repeat(np.arange(units), sizes[:units])[:number]
    steps = np.array([[1 / _GOLDEN], [1 / _GOLDEN**2]])
    even = (rng.random((2, 1)) + steps * np.arange(1, units + 1)) % 1
    even += _SHAKE * (rng.random((2, units)) - 0.5) / sqrt(units)
    place = np.arange(number) - (np.cumsum(sizes) - sizes)[unit]  # of each hair in its unit
    turn = 2 * pi * (rng.random(units)[unit] + place / sizes[unit])
    aside = np.where(sizes[unit] > 1, _UNIT_MM, 0) * (0.8 + 0.4 * rng.random(number))
    x, y = (side * even[:, unit] + aside * np.array([np.cos(turn), np.sin(turn)])) % side
    # To the steps in which places travel, so that a picture counts the same at the edge of a field.
    x, y = (np.rint(PLACE_STEPS * part / side) / PLACE_STEPS * side for part in (x, y))
    inside = np.zeros(number, bool)
    for disc in discs:
        radius = within("Radius", disc.radius, 0, side, "mm")
        inside |= (x - disc.x) ** 2 + (y - disc.y) ** 2 <= radius**2
    return Ground(x, y, side, tuple(discs), inside, seed)


def disc_of(share: float, side: float) -> Disc:
    """Return a disc in the middle that covers a share, 0 to 1, of a square.

    Examples
    --------
    >>> round(disc_of(0.2, 10).radius, 2)
    2.52
    """
    share = within("Share", share, 0, 0.75)
    return Disc(side / 2, side / 2, side * sqrt(share / pi))
