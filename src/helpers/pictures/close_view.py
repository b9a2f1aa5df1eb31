"""What the close-up widget draws of a close look: bytes, colours and words."""

from __future__ import annotations

from dataclasses import asdict
from typing import Protocol

import numpy as np

from helpers.evidence import Skin, evidence, say, say_name, skins
from helpers.readout.close_view import LOOKS, CloseView

_SIGNS = ("redness", "scale", "casts", "vessels", "ulcer", "pigment")
_LEAVES = 255
_VESSEL = {"light": "#a3202c", "dark": "#c9808a"}


class Closely(Protocol):
    """A result that holds a close look."""

    @property
    def close(self) -> CloseView:
        """The close look."""


def _look(name: str) -> str:
    return say(f"close_look_{name}")


def strength(level: float) -> str:
    """Say how strong a sign is.

    Examples
    --------
    >>> strength(0), strength(0.9)
    ('none', 'strong')
    """
    for word, most in (("none", 0.0), ("slight", 0.34), ("moderate", 0.67)):
        if level <= most:
            return say(f"close_strength_{word}")
    return say("close_strength_strong")


def skin_words(skin: Skin) -> str:
    """Return what a scalp is called; that of a patient has the patient's own skin and hair."""
    if skin.name == skins()[skin.id].name:
        return say(f"skin_{skin.id}")
    tone, hair = skin.name.removesuffix(" hair").split(" skin, ")
    return say("close_person", skin=say_name(tone), hair=say_name(hair))


def signs_said(view: CloseView) -> str:
    """Say which signs the skin shows, and what redness looks like on it."""
    parts = []
    for name in _SIGNS:
        level = getattr(view.signs, name)
        if not level:
            continue
        said = say(f"close_sign_{name}", strength=strength(level))
        if name == "redness":
            looks = say("close_on_this_skin", looks=say(f"skin_looks_{view.skin.id}"))
            said += f" ({looks})"
        parts.append(said)
    where = "close_skin_outlined" if view.ground.discs and parts else "close_skin"
    return say(where, signs=", ".join(parts) or say("close_no_signs"))


def described(view: CloseView, whole_patch: bool) -> str:
    """Describe the close field, or the whole patch, in words.

    Examples
    --------
    >>> from helpers.readout.close_view import close_up
    >>> from helpers.model import Scalp, simulate
    >>> view = close_up(simulate(Scalp(), days=10, follicles=500, seed=1), day=5)
    >>> described(view, True)[:36]
    'Patch of 15 by 15 mm, brown skin, bl'
    """
    counts = view.counts(whole_patch)
    counts["long"] += counts.pop("resting")
    side = view.ground.side if whole_patch else view.field_mm
    found = "; ".join(f"{_look(name)}: {counts[name]:,}" for name in LOOKS if name in counts)
    return say(
        "close_described_patch" if whole_patch else "close_described",
        side=f"{side:.0f}",
        skin=skin_words(view.skin),
        day=view.day,
        follicles=sum(counts.values()),
        found=found,
        signs=signs_said(view),
    )


def close_view(
    view: CloseView, caption: str = "close_caption", reveal: bool = False
) -> dict[str, object]:
    """Return what `CloseUp` draws.

    Parameters
    ----------
    view : CloseView
    caption : str
        Row of the table of words that says what is measured, what is borrowed or assumed,
        and what is drawn for teaching.
    reveal : bool
        Draw resting hairs dashed. A real scalp does not tell them apart.
    """
    ground, skin = view.ground, view.skin
    places = np.rint(np.column_stack((ground.x, ground.y)) / ground.side * 65535)
    # Up to the length at which ends are drawn, in 254 steps; 255 leaves the field.
    end = evidence().value("close_end_mm")
    steps = np.where(view.length_mm < end, (_LEAVES - 1) * view.length_mm / end, _LEAVES)
    dark = skin.darker
    return {
        "places": places.astype("<u2").tobytes(),
        "looks": view.look.astype(np.uint8).tobytes(),
        "lengths": steps.astype(np.uint8).tobytes(),
        "side": ground.side,
        "field": view.field_mm,
        "centre": list(view.centre),
        "discs": [[disc.x, disc.y, disc.radius] for disc in ground.discs],
        "signs": asdict(view.signs),
        "colours": {
            "skin": skin.skin,
            "inflamed": skin.inflamed,
            "scar": skin.scar,
            "hair": skin.hair,
            "curl": skin.curl,
            "vessel": _VESSEL["dark" if dark else "light"],
            "pigment": "rgba(20,8,6,0.55)" if dark else "rgba(120,60,38,0.45)",
        },
        "seed": ground.seed,
        "reveal": reveal,
        "words": [_look(name) for name in LOOKS],
        "titles": [
            say("close_title", side=f"{side:.0f}", day=view.day)
            for side in (view.field_mm, ground.side)
        ],
        "descriptions": [described(view, False), described(view, True)],
        "signs_said": signs_said(view),
        "caption": say(caption),
    }


def close_picture(result: Closely) -> dict[str, object]:
    """Return what `CloseUp` draws of any result that holds a close look."""
    return close_view(result.close)
