"""A hair follicle cut lengthwise, drawn from a few facts about it."""

from helpers.pictures.follicle.facts import (
    BREAKS,
    CYCLE,
    HEIGHT,
    PHASES,
    ROOM,
    WIDTH,
    Follicle,
    in_cycle,
)
from helpers.pictures.follicle.section import anatomy, labels_of, section

__all__ = [
    "BREAKS",
    "CYCLE",
    "HEIGHT",
    "PHASES",
    "ROOM",
    "WIDTH",
    "Follicle",
    "anatomy",
    "in_cycle",
    "labels_of",
    "section",
]
