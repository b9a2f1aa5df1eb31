"""A close look at a scalp: every follicle of a sampled course at its place, on one day.

What is drawn is what the model has: the same follicles, phases and shafts as in the
table of the course. Only the places, the skin and the signs are chosen for the picture.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from helpers.evidence import Skin, evidence, skins
from helpers.model import Course, ModelInputError
from helpers.model.checks import whole, within
from helpers.model.sampled.intervals import Intervals
from helpers.model.scalp import PHASES, Array
from helpers.readout.ground import Ground, lay_out

LOOKS = ("long", "regrowing", "broken", "resting", "empty", "lost", "dot", "exclamation")
"""What can be seen of a follicle; `CloseView.look` counts along it.

long: a growing hair that leaves the field; regrowing: short, with a tapered tip; broken:
short, with a blunt end; resting: a hair that no longer grows, as long as others; empty: an
opening without a hair; lost: no opening (scarred); dot: broken off at the skin;
exclamation: short, thick at its end and thin where it enters the skin.
"""
LONG, REGROWING, BROKEN, RESTING, EMPTY, LOST, DOT, EXCLAMATION = range(len(LOOKS))
_SHAFT_MM, _SHAFT_CV = 0.068, 0.14  # thickness of terminal hairs, as drawn
_UNEVEN_MM = (0.02, 0.09)  # thickness of hairs where it is uneven, as drawn
_DOT_MM = 1.0  # a hair broken at the root is a dot until it is this long again


@dataclass(frozen=True)
class Signs:
    """What the skin between the hairs shows, each from 0 (none) to 1 (strong).

    Attributes
    ----------
    redness, scale, casts, vessels, ulcer, pigment, dots, nodes : float
        Redness of the skin; flakes on it; sleeves of scale around hairs; enlarged vessels;
        an open sore with its crust; red-brown pigment around openings; vessels seen as dots;
        nodes along shafts that are about to break.
    """

    redness: float = 0.0
    scale: float = 0.0
    casts: float = 0.0
    vessels: float = 0.0
    ulcer: float = 0.0
    pigment: float = 0.0
    dots: float = 0.0
    nodes: float = 0.0

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            object.__setattr__(self, name, within(name.capitalize(), value, 0, 1))


@dataclass(frozen=True)
class CloseView:
    """What a close look shows on one day, a value a follicle.

    Attributes
    ----------
    ground : Ground
    phase : ndarray of int
        Along `PHASES`; 4 is scarred. Their counts are those of the course's table.
    look : ndarray of int
        What can be seen of it, along `LOOKS`.
    length_mm : ndarray
        True length of its hair; 0 where there is none.
    width_mm : ndarray
        Thickness of its hair as drawn; the model has none.
    signs : Signs
    skin : Skin
    day : int
    field_mm : float
        Side of the square that is seen close up.
    centre : tuple of float
        Its middle in mm.
    """

    ground: Ground
    phase: NDArray[np.int64]
    look: NDArray[np.int64]
    length_mm: Array
    width_mm: Array
    signs: Signs
    skin: Skin
    day: int
    field_mm: float
    centre: tuple[float, float] = field(default=(0.0, 0.0))

    @property
    def in_field(self) -> NDArray[np.bool_]:
        """Which follicles stand in the square that is seen close up."""
        half = self.field_mm / 2
        away_x = np.abs(self.ground.x - self.centre[0])
        return (away_x <= half) & (np.abs(self.ground.y - self.centre[1]) <= half)

    def counts(self, whole_patch: bool = True) -> dict[str, int]:
        """Count the follicles by what can be seen, in the whole patch or in the field."""
        look = self.look if whole_patch else self.look[self.in_field]
        return dict(zip(LOOKS, np.bincount(look, minlength=len(LOOKS)).tolist(), strict=True))

    def phases(self) -> dict[str, int]:
        """Count the follicles of the whole patch by phase."""
        names = (*PHASES, "scarred")
        return dict(zip(names, np.bincount(self.phase, minlength=len(names)).tolist(), strict=True))


def close_up(
    course: Course,
    day: int,
    signs: Signs | None = None,
    skin: str = "brown",
    ground: Ground | None = None,
    inside: Course | None = None,
    centre: tuple[float, float] | None = None,
    seed: int = 1,
    worst: Course | None = None,
) -> CloseView:
    """Look closely at a sampled course on a day.

    Parameters
    ----------
    course : Course
        A sampled run: `simulate(..., follicles=...)`.
    day : int
        A day of the run.
    signs : Signs, optional
        What the skin shows; nothing by default.
    skin : str
        A row of `data/scalps.csv`.
    ground : Ground, optional
        Where the follicles stand; laid out from `seed` by default.
    inside : Course, optional
        A second sampled run, for the follicles inside the inflamed areas of `ground`; then
        `course` holds those outside only.
    centre : (float, float), optional
        Middle of the close field in mm; the middle of the patch by default.
    seed : int
        The same seed gives the same scalp.
    worst : Course, optional
        A run paired with `course` in which no fewer follicles are lost; it decides their places,
        so that places before a treatment do not depend on its date. `course` by default.

    Returns
    -------
    CloseView

    Raises
    ------
    ModelInputError
        If the run was not sampled, the day is not part of it, the skin is unknown, or the
        follicles do not fit the ground.

    Examples
    --------
    >>> from helpers.model import Scalp, simulate
    >>> course = simulate(Scalp(), days=60, follicles=2000, seed=1)
    >>> view = close_up(course, day=30)
    >>> bool(view.phases()["telogen"] == course.table["telogen"].iloc[30])
    True
    """
    if skin not in skins():
        raise ModelInputError(f"{skin!r} is not a scalp; choose one of {', '.join(skins())}.")
    day = whole("Day", day, 0, len(course.table) - 1)
    number = len(_log(course).hairs_on(day)) if ground is None else len(ground.x)
    ground = ground or lay_out(number, seed=seed)
    if inside is None:
        phase, look, length = _placed(course, day, ground, np.ones(number, bool), worst)
    else:
        phase, look = np.zeros(number, np.int64), np.zeros(number, np.int64)
        length = np.zeros(number)
        for part, run in ((ground.inside, inside), (~ground.inside, course)):
            phase[part], look[part], length[part] = _placed(run, day, ground, part)
    size = min(evidence().value("close_field_mm"), ground.side)
    middle = (ground.side / 2, ground.side / 2) if centre is None else centre
    edge = (size / 2, ground.side - size / 2)
    x, y = (min(max(value, edge[0]), edge[1]) for value in middle)
    width = thickness(number, seed=ground.seed)
    return CloseView(
        ground, phase, look, length, width, signs or Signs(), skins()[skin], day, size, (x, y)
    )


def _placed(
    course: Course,
    day: int,
    ground: Ground,
    part: NDArray[np.bool_],
    worst: Course | None = None,
) -> tuple[NDArray[np.int64], NDArray[np.int64], Array]:
    """Return phase, look and length at every place of a part of the ground."""
    seen, number = _seen(course, day), int(part.sum())
    if len(seen[0]) != number:
        raise ModelInputError(
            f"The ground has {number} places for {len(seen[0])} follicles; sample as many as it "
            "has, inside and outside."
        )
    seats = _seats(worst or course, ground, part)
    phase, look, length = np.empty_like(seen[0]), np.empty_like(seen[1]), np.empty_like(seen[2])
    phase[seats], look[seats], length[seats] = seen
    return phase, look, length


def _seats(course: Course, ground: Ground, part: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the place of every follicle: its own, but those that scar lie together.

    The model knows how many follicles are lost, not where; a scar is one bald patch, and it
    grows from its middle. The first to be lost stand in the middle. On every day of a course a
    follicle has the same place.
    """
    log, seats = _log(course), np.arange(int(part.sum()))
    scarred = np.flatnonzero(log.phase == len(PHASES))
    who = log.follicle[scarred[np.argsort(log.start[scarred], kind="stable")]]
    if not len(who):
        return seats
    to = np.argsort(ground.from_middle[part], kind="stable")[: len(who)]
    taken, scars = np.zeros(len(seats), bool), np.zeros(len(seats), bool)
    taken[to] = scars[who] = True
    seats[taken & ~scars] = np.flatnonzero(scars & ~taken)  # those that stood there make room
    seats[who] = to
    return seats


def thickness(follicles: int, uneven: bool = False, seed: int = 1) -> Array:
    """Return how thick each hair is drawn, in mm: all alike, or anything from fine to thick.

    Examples
    --------
    >>> bool(thickness(500).std() < thickness(500, uneven=True).std() / 2)
    True
    """
    rng = np.random.default_rng((seed, 1))
    width = _SHAFT_MM * np.clip(rng.normal(1, _SHAFT_CV, follicles), 0.7, 1.35)
    if uneven:
        low, high = _UNEVEN_MM
        width = low + (high - low) * rng.beta(0.9, 0.8, follicles)
    return width


def recoloured(view: CloseView, skin: str, signs: Signs) -> CloseView:
    """Return the same follicles on another skin, with other signs.

    Examples
    --------
    >>> from helpers.model import Scalp, simulate
    >>> view = close_up(simulate(Scalp(), days=10, follicles=100, seed=1), day=5)
    >>> recoloured(view, "light", Signs(redness=1)).counts() == view.counts()
    True
    """
    return replace(view, skin=skins()[skin], signs=signs)


def _log(course: Course) -> Intervals:
    if course.intervals is None:
        raise ModelInputError(
            "A close view needs single follicles: run simulate with follicles=10_000, for instance."
        )
    return course.intervals


def _seen(course: Course, day: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Array]:
    """Return phase, look and length of every follicle, in order."""
    hairs = _log(course).hairs_on(day)
    phase, length = hairs["phase"].to_numpy(), hairs["length_mm"].to_numpy()
    rooted = np.nan_to_num(hairs["since_root_mm"].to_numpy(), nan=np.inf)
    end = evidence().value("close_end_mm")
    growing, hair = phase == PHASES.index("anagen"), phase < PHASES.index("kenogen")
    short = hair & (length < end)
    blunt = hairs["blunt"].to_numpy() | (rooted < _DOT_MM)
    look = np.where(growing, LONG, RESTING)
    look[short & ~blunt & (growing | (rooted < end))] = REGROWING
    look[short & blunt] = BROKEN
    look[short & (rooted < _DOT_MM)] = DOT
    look[phase == PHASES.index("kenogen")] = EMPTY
    look[phase == len(PHASES)] = LOST
    return phase, look, length
