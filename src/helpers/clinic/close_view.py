"""A close look at a virtual patient's scalp on the day of the visit."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from helpers.clinic.events import DAYS, VISIT, exposures_of
from helpers.evidence import Case, skins
from helpers.model import Course, Exposure, Scalp, simulate
from helpers.readout.close_view import CloseView, Signs, close_up, disc_of, lay_out

TONES = {"light": "light", "tan": "medium", "brown": "brown", "dark brown": "dark"}
"""Row of `data/scalps.csv` for each skin tone of a case."""
_FOLLICLES = 2500
_PATCH = 0.25  # share of the drawn square that a patch covers, so that its edge can be seen
_SIGNS = {
    "calm": Signs(),
    "dermatomyositis": Signs(redness=0.6, scale=0.5, casts=0.6, vessels=0.8, pigment=0.3),
    "plaques": Signs(redness=0.6, scale=0.9, vessels=0.2),
}
_CURLS = {"tightly curled": "coily"}


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
    outside = exposures_of(case, "scalp")
    signs = _SIGNS[case.scalp.skin]
    if case.scalp.patches:
        side = lay_out(_FOLLICLES, seed=case.seed).side
        ground = lay_out(_FOLLICLES, [disc_of(_PATCH, side)], seed=case.seed)
        number = int(ground.inside.sum())
        view = close_up(
            _sample(case, outside, _FOLLICLES - number),
            VISIT,
            signs,
            ground=ground,
            inside=_sample(case, exposures_of(case, "patches"), number),
            centre=(side / 2 + ground.discs[0].radius, side / 2),
        )
    else:
        view = close_up(_sample(case, outside, _FOLLICLES), VISIT, signs, seed=case.seed)
    person = case.person
    drawn = skins()[TONES[person.skin]].model_copy(
        update={
            "curl": _CURLS.get(person.hair, person.hair),
            "name": f"{person.skin} skin, {person.hair} hair",
        }
    )
    return replace(view, skin=drawn)


def _sample(case: Case, happened: list[Exposure], follicles: int) -> Course:
    return simulate(Scalp(), happened, days=DAYS, follicles=follicles, seed=case.seed)
