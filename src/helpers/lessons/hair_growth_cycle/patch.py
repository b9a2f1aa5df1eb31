"""A small patch of scalp, follicle by follicle, as a method would sort it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from helpers.evidence import evidence
from helpers.model import PHASES, Scalp
from helpers.model.checks import within
from helpers.readout.methods import Method

NO_HAIR, LOST, LEFT = "no hair", "lost in the count", "not plucked"


@dataclass(frozen=True)
class Patch:
    """Follicles of a patch.

    Attributes
    ----------
    phases : tuple of str
        True phase of each follicle.
    boxes : tuple of str
        Where the method puts each of them.
    """

    phases: tuple[str, ...]
    boxes: tuple[str, ...]


def draw_patch(scalp: Scalp, method: Method, number: int = 200, seed: int = 1) -> Patch:
    """Draw a patch of a steady scalp.

    Every follicle keeps its own random number, so that a change of the scalp changes
    only the follicles that it concerns.

    Parameters
    ----------
    scalp : Scalp
    method : Method
    number : int
        Follicles in the patch.
    seed : int
        The same seed gives the same patch.

    Examples
    --------
    >>> from helpers.readout.methods import methods
    >>> len(draw_patch(Scalp(), methods()["biopsy"]).phases)
    200
    """
    number = int(within("Follicles in the patch", number, 1, 20_000))
    random = np.random.default_rng(seed)
    luck = random.random((3, number))
    # Evenly spread, so that the patch holds the phases in the shares of the scalp.
    luck[0] = (random.permutation(number) + 0.5) / number
    edges = np.cumsum([scalp.shares[phase] for phase in PHASES])
    place = np.minimum(np.searchsorted(edges, luck[0], side="right"), len(PHASES) - 1)
    phases = np.array(PHASES, dtype=object)[place]
    return Patch(tuple(phases), tuple(_sorted(phases, method, luck)))


def _sorted(phases: np.ndarray, method: Method, luck: np.ndarray) -> np.ndarray:
    value = evidence().value
    boxes = phases.copy()
    if method.id == "phototrichogram":
        slow = luck[1] < value("phototrichogram_slow_anagen")
        boxes[:] = "not growing"
        boxes[(phases == "anagen") & ~slow] = "growing"
    elif method.id == "trichogram":
        as_club = luck[1] < value("trichogram_catagen_as_telogen")
        boxes[:] = "anagen root"
        boxes[(phases == "telogen") | ((phases == "catagen") & as_club)] = "club root"
        boxes[(phases == "anagen") & (luck[1] < value("trichogram_anagen_lost"))] = LOST
        plucked = np.argsort(luck[2])[: round(method.sample)]
        left = np.ones(len(boxes), bool)
        left[plucked] = False
        boxes[left] = LEFT
    boxes[(phases == "kenogen") & (boxes != LEFT)] = NO_HAIR
    return boxes
