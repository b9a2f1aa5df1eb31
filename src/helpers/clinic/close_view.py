"""A close look at a virtual patient's scalp on the day of the visit."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpers.clinic.events import DAYS, VISIT, day_of, exposures_of
from helpers.evidence import Case, Skin, evidence, skins
from helpers.model import Course, Exposure, Scalp, simulate
from helpers.model.scalp import Array
from helpers.pictures.close_view import PORES_FROM
from helpers.readout.close_view import (
    BROKEN,
    EXCLAMATION,
    LOOKS,
    REGROWING,
    RESTING,
    CloseView,
    Signs,
    close_up,
    thickness,
)
from helpers.readout.ground import Disc, disc_of, lay_out

TONES = {"light": "light", "tan": "medium", "brown": "brown", "dark brown": "dark"}
"""Row of `data/scalps.csv` for each skin tone of a case."""
_FOLLICLES = 2500
_NODES = 0.6
_PATCH = 0.25  # share of the drawn square that a patch covers, so that its edge can be seen
_SIGNS = {
    "calm": Signs(),
    "dermatomyositis": Signs(redness=0.6, scale=0.5, casts=0.6, vessels=0.8, pigment=0.3),
    "plaques": Signs(redness=0.6, scale=0.9, dots=0.8),
}
_CURLS = {"tightly curled": "coily"}
_WHERE = {
    1: ((0.5, 0.5),),
    2: ((0.3, 0.34), (0.68, 0.68)),
    3: ((0.27, 0.3), (0.73, 0.36), (0.44, 0.75)),
}
"""Middles of one, two or three patches, as shares of the side of the drawn square."""
_RIM = {"long": (0, 0.2), "resting": (0.1, 0.75), "exclamation": (0.1, 0.75)}
"""How deep in a patch hairs stand, 0 at its edge and 1 in its middle.

Openings without a hair and scars are deeper. Only the places are chosen, so that it looks like
a patch: how many there are of each is computed.
"""
_DEEPER = (0.25, 1)
_ASIDE = 0.55  # the lens looks at the edge of a patch, more at its inside
_TAPERED = 0.5  # share of the hairs that no longer grow, where the loss is even; as drawn
_STUB_MM = (1.5, 3.5)  # exclamation-mark hairs, as drawn
_FRACTURES = ("root_fracture", "selenium")  # events that break hairs at the root


@lru_cache(maxsize=32)
def case_close(case: Case) -> CloseView:
    """Look closely at the scalp: sampled follicles from the same events as everything else.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> view = case_close(load_cases()["white_patches"])
    >>> view.counts()["lost"] > 100
    True
    """
    outside, state = exposures_of(case, "scalp"), case.scalp
    breaks = any(event.what == "breakage" for event in case.event)
    signs = replace(_SIGNS[state.skin], nodes=_NODES if breaks else 0)
    if state.patches:
        side = lay_out(_FOLLICLES, seed=case.seed).side
        radius = disc_of(_PATCH / state.spots, side).radius
        discs = [Disc(x * side, y * side, radius) for x, y in _WHERE[state.spots]]
        ground = lay_out(_FOLLICLES, discs, seed=case.seed)
        number = int(ground.inside.sum())
        view = close_up(
            _sample(case, outside, _FOLLICLES - number),
            VISIT,
            signs,
            ground=ground,
            inside=_sample(case, exposures_of(case, "patches"), number),
            centre=(discs[0].x + _ASIDE * radius, discs[0].y),
        )
        view = _as_patches(view, state.tapered_stubs)
    else:
        view = close_up(_sample(case, outside, _FOLLICLES), VISIT, signs, seed=case.seed)
        if state.tapered_stubs:
            view = _everywhere_tapered(view)
    view = _stubs(case, view)
    width = thickness(_FOLLICLES, state.uneven_shafts, case.seed)
    return replace(view, skin=_skin_of(case), width_mm=width)


def normal_close(case: Case) -> CloseView:
    """Look closely at a normal scalp on the same skin, with the same hair.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> normal_close(load_cases()["white_patches"]).counts()["lost"]
    0
    """
    view = close_up(_sample(case, [], _FOLLICLES), VISIT, seed=case.seed)
    return replace(view, skin=_skin_of(case))


def caption_of(case: Case) -> str:
    """Return the row of words under a close look; on darker skin it says what its dots are.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> caption_of(load_cases()["white_patches"]), caption_of(load_cases()["itchy_scalp"])
    ('close_caption_dark', 'close_caption')
    """
    return "close_caption_dark" if dotted(case) else "close_caption"


def dotted(case: Case) -> bool:
    """Return whether this skin has a net of pigment and white dots of its own."""
    return skins()[TONES[case.person.skin]].monk >= PORES_FROM


def _skin_of(case: Case) -> Skin:
    person = case.person
    return skins()[TONES[person.skin]].model_copy(
        update={
            "curl": _CURLS.get(person.hair, person.hair),
            "name": f"{person.skin} skin, {person.hair} hair",
        }
    )


def _stubs(case: Case, view: CloseView) -> CloseView:
    """Show what is left of hairs that break at the root as stubs, and not as hair that grows again.

    Nothing that came out of the skin since the poison began has recovered yet.
    """
    began = [day_of(case, event) for event in case.event if event.what in _FRACTURES]
    if not began:
        return view
    since = (VISIT - min(began)) * evidence().value("growth_mm_per_day")
    short = (view.look == REGROWING) & (view.length_mm <= since)
    return replace(view, look=np.where(short, BROKEN, view.look))


def _everywhere_tapered(view: CloseView) -> CloseView:
    """Let hairs that no longer grow taper and break, over the whole scalp."""
    rng = np.random.default_rng(view.ground.seed)
    some = np.flatnonzero(rng.random(len(view.look)) < _TAPERED)
    look, length = _tapered(view, some, rng)
    return replace(view, look=look, length_mm=length)


def _tapered(
    view: CloseView, where: NDArray[np.int64], rng: np.random.Generator
) -> tuple[NDArray[np.int64], Array]:
    """Return look and length with exclamation-mark hairs in the place of resting ones."""
    look, length = view.look.copy(), view.length_mm.copy()
    stubs = where[look[where] == RESTING]
    look[stubs], length[stubs] = EXCLAMATION, rng.uniform(*_STUB_MM, len(stubs))
    return look, length


def _as_patches(view: CloseView, tapered: bool) -> CloseView:
    """Give the follicles of each patch their places in it; how many there are stays as computed."""
    ground, rng = view.ground, np.random.default_rng(view.ground.seed)
    inside = np.flatnonzero(ground.inside)
    look, length = view.look.copy(), view.length_mm.copy()
    if tapered:  # the hairs that no longer grow are those that taper and break
        look, length = _tapered(view, inside, rng)
    depth = np.max(
        [
            1 - np.hypot(ground.x[inside] - d.x, ground.y[inside] - d.y) / d.radius
            for d in ground.discs
        ],
        axis=0,
    )
    if not tapered:  # a coin is round; a scar is not
        middle = ground.discs[0]
        angle = np.arctan2(ground.y[inside] - middle.y, ground.x[inside] - middle.x)
        depth += 0.09 * np.sin(2 * angle + 1) + 0.07 * np.sin(5 * angle + 2)
    ends = np.array([_RIM.get(LOOKS[kind], _DEEPER) for kind in look[inside]])
    who = inside[np.argsort(rng.uniform(ends[:, 0], ends[:, 1]))]
    place = inside[np.argsort(depth)]
    moved: dict[str, Any] = {}
    for name, values in (("phase", view.phase), ("look", look), ("length_mm", length)):
        moved[name] = values.copy()
        moved[name][place] = values[who]
    return replace(view, **moved)


def _sample(case: Case, happened: list[Exposure], follicles: int) -> Course:
    return simulate(_scalp_of(case), happened, days=DAYS, follicles=follicles, seed=case.seed)


def _scalp_of(case: Case) -> Scalp:
    """Return a scalp whose hairs break where they look broken from close by: near the skin."""
    if not any(event.what == "breakage" for event in case.event):
        return Scalp()
    return Scalp(break_keeps=evidence().value("break_keeps_near_scalp"))
