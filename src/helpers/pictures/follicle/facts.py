"""What there is to know about a follicle, and how deep its parts lie in each phase."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from helpers.pictures.follicle.parts import BULGE, CLUB, FULL, REST
from helpers.pictures.tissue import SKIN
from helpers.pictures.vector import Axis

PHASES = ("anagen", "catagen", "telogen", "exogen", "kenogen", "scarred")
KINDS = ("terminal", "miniaturised", "vellus")
PLACES = ("none", "bulb", "bulge")
EFFECTS = ("none", "cytotoxic")

WIDTH, HEIGHT, ROOM = 280.0, 540.0, 121.0
"""Size of the skin in the picture, and width of the labels on either side."""
TYPE = 17.0
NARROWEST = 0.17
GROWN = 0.4
"""Progress in anagen at which a follicle has reached its full depth."""
VELLUS = 172.0
"""Depth of the bulb of a vellus hair."""
OUT = 0.36
"""Progress in anagen at which the tip of its hair reaches the surface."""
BREAKS = 0.7
"""Progress of a cytotoxic effect at which the narrowed hair breaks."""


def between(low: float, high: float, share: float) -> float:
    """Return what lies between two values, eased at both ends."""
    share = float(np.clip(share, 0, 1))
    share = share * share * (3 - 2 * share)
    return low + (high - low) * share


@dataclass(frozen=True)
class Follicle:
    """What there is to know about a follicle before it is drawn.

    Parameters
    ----------
    phase : str
        One of `PHASES`. In exogen the club leaves while a new hair grows beside it; kenogen is
        the empty follicle, "scarred" what is left of a destroyed one.
    progress : float
        How far the phase has gone, 0 to 1.
    kind : str
        One of `KINDS`.
    coiled : bool
        A bent follicle, as under tightly curled hair.
    attack : str
        Where inflammatory cells sit: one of `PLACES`.
    effect : str
        What acts on a growing follicle: one of `EFFECTS`; `progress` is then that of the effect.

    Examples
    --------
    >>> Follicle("telogen").papilla_depth < Follicle("anagen").papilla_depth
    True
    """

    phase: str = "anagen"
    progress: float = 0.6
    kind: str = "terminal"
    coiled: bool = False
    attack: str = "none"
    effect: str = "none"

    def __post_init__(self) -> None:
        for name, allowed in (
            ("phase", PHASES),
            ("kind", KINDS),
            ("attack", PLACES),
            ("effect", EFFECTS),
        ):
            if getattr(self, name) not in allowed:
                raise ValueError(
                    f"{name} must be one of {', '.join(allowed)}, not {getattr(self, name)!r}."
                )
        if not 0 <= self.progress <= 1:
            raise ValueError(f"progress must lie between 0 and 1, not {self.progress}.")

    # -- where things lie; depths in units of the picture

    @property
    def small(self) -> float:
        """Share of its size that the lower part has, by kind of hair."""
        return {"terminal": 1.0, "miniaturised": 0.3, "vellus": 0.05}[self.kind]

    @property
    def thin(self) -> float:
        """Half the width of the hair."""
        return {"terminal": 6.2, "miniaturised": 3.6, "vellus": 2.0}[self.kind]

    @property
    def full_depth(self) -> float:
        """Depth of the bulb when it is fully grown."""
        if self.kind == "vellus":  # its bulb lies in the upper half of the dermis
            return VELLUS
        return REST + 22 + (FULL - REST - 22) * self.small

    @property
    def bulge_depth(self) -> float:
        """Depth of the bulge."""
        return 0.66 * BULGE if self.kind == "vellus" else BULGE

    @property
    def young(self) -> float:
        """Share of its size that a bulb on its way down has."""
        if self.kind != "terminal":
            return 1.0
        return between(0.66, 1, (self.bulb_depth - REST) / (FULL - REST))

    @property
    def grows(self) -> bool:
        """Whether a bulb makes a hair."""
        return self.phase == "anagen" or (self.phase == "exogen" and self.progress > 0.15)

    @property
    def papilla_depth(self) -> float:
        """Depth of the middle of the papilla."""
        if self.phase == "anagen":
            return self.bulb_depth - 15
        if self.phase == "catagen":
            return between(self.full_depth - 13, REST + 4, (self.progress - 0.2) / 0.8)
        if self.phase == "exogen":
            return REST if not self.grows else self.bulb_depth - 15
        return REST

    @property
    def bulb_depth(self) -> float:
        """Depth of the lower end of the epithelium."""
        if self.phase == "anagen":
            share = 1.0 if self.effect != "none" else self.progress / GROWN
            return between(REST + 14, self.full_depth, share)
        if self.phase == "exogen":
            return between(
                REST + 4, between(REST + 14, self.full_depth, 0.62), (self.progress - 0.1) / 0.9
            )
        if self.phase == "catagen":
            return self.papilla_depth - 9
        return CLUB + 16

    @property
    def club_depth(self) -> float | None:
        """Depth of the lower end of a finished club; None while there is none."""
        if self.phase == "telogen":
            return CLUB
        if self.phase == "exogen":
            return CLUB - 300 * max(0.0, self.progress - 0.25) ** 1.3
        return None

    @property
    def has_club(self) -> bool:
        """Whether a finished club hair sits in the follicle or is leaving it."""
        return self.club_depth is not None

    @property
    def tip_depth(self) -> float:
        """Depth of the tip of the growing hair; negative above the surface."""
        if self.phase == "exogen":
            return (
                self.bulb_depth
                - 40
                - between(0, self.bulb_depth - 70, (self.progress - 0.2) / 0.55)
            )
        if self.effect != "none":
            return -SKIN - 30
        share = self.progress
        if share < OUT:
            return between(self.bulb_depth - 22, 0, (share - 0.08) / (OUT - 0.08))
        return -(SKIN + 30) * min(1.0, (share - OUT) / 0.2)

    @cached_property
    def axis(self) -> Axis:
        """The axis of the follicle."""
        if self.coiled:
            return Axis((146.0, SKIN), -0.42, 0.00295)
        return Axis((134.0, SKIN), 0.10, 0.00028)


CYCLE: tuple[tuple[float, str, float, float], ...] = (
    (0, "anagen", 0.0, 1.0),
    (40, "catagen", 0.0, 1.0),
    (60, "telogen", 0.0, 1.0),
    (76, "exogen", 0.0, 1.0),
)
"""The slider of the cycle: where each phase begins, and its progress from there to the next."""


def in_cycle(place: float) -> Follicle:
    """Return the follicle at a place of the cycle, 0 to 100; the lengths are not to scale.

    Examples
    --------
    >>> in_cycle(0).phase, in_cycle(50).phase, in_cycle(100).phase
    ('anagen', 'catagen', 'exogen')
    """
    at = max(number for number, one in enumerate(CYCLE) if one[0] <= place)
    start, phase, low, high = CYCLE[at]
    end = CYCLE[at + 1][0] if at + 1 < len(CYCLE) else 100.0
    share = (place - start) / (end - start)
    return Follicle(phase, low + (high - low) * min(1.0, share))
