"""What the close-up widget draws of a close look: bytes, colours and words."""

from __future__ import annotations

from dataclasses import asdict
from typing import Protocol

import numpy as np

from helpers.evidence import evidence
from helpers.measure.closeup import LOOKS, CloseView

WORDS = {
    "long": "long hair",
    "regrowing": "pointed end, growing back",
    "broken": "blunt end, broken",
    "resting": "resting hair (dashed by us)",
    "empty": "ring alone, no hair",
    "lost": "smooth, no opening",
}
SIGNS = {
    "redness": "redness",
    "scale": "scale",
    "casts": "scale around hairs",
    "vessels": "enlarged vessels",
    "ulcer": "ulceration",
    "pigment": "red-brown pigment around openings",
}
CAPTION = (
    "Measured in people: hair density and growth. Assumed: how often hairs break, and where. "
    "Drawn for teaching: skin, curl, signs and places; long hairs are cut short so that the "
    "skin can be seen."
)
_LEAVES = 255
_VESSEL = {"light": "#a3202c", "dark": "#c9808a"}


class Closely(Protocol):
    """A result that holds a close look."""

    @property
    def close(self) -> CloseView:
        """The close look."""


def strength(level: float) -> str:
    """Say how strong a sign is.

    Examples
    --------
    >>> strength(0), strength(0.9)
    ('none', 'strong')
    """
    for word, most in (("none", 0.0), ("slight", 0.34), ("moderate", 0.67)):
        if level <= most:
            return word
    return "strong"


def signs_said(view: CloseView) -> str:
    """Say which signs the skin shows, and what redness looks like on it."""
    parts = []
    for name, words in SIGNS.items():
        level = getattr(view.signs, name)
        if not level:
            continue
        looks = f" (on this skin: {view.skin.redness})" if name == "redness" else ""
        parts.append(f"{strength(level)} {words}{looks}")
    where = " in the outlined area" if view.ground.discs and parts else ""
    return f"Skin: {', '.join(parts) or 'no signs'}{where}."


def described(view: CloseView, whole_patch: bool) -> str:
    """Describe the close field, or the whole patch, in words.

    Examples
    --------
    >>> from helpers.measure.closeup import close_up
    >>> from helpers.model import Scalp, simulate
    >>> view = close_up(simulate(Scalp(), days=10, follicles=500, seed=1), day=5)
    >>> described(view, True)[:36]
    'Patch of 15 by 15 mm, brown skin, bl'
    """
    counts = view.counts(whole_patch)
    counts["long"] += counts.pop("resting")
    side = view.ground.side if whole_patch else view.field_mm
    found = "; ".join(f"{WORDS[name]}: {counts[name]:,}" for name in LOOKS if name in counts)
    what = "Patch" if whole_patch else "Close view"
    return (
        f"{what} of {side:.0f} by {side:.0f} mm, {view.skin.name}, day {view.day}. "
        f"{sum(counts.values()):,} follicles. {found}. {signs_said(view)}"
    )


def close_view(view: CloseView, caption: str = CAPTION, reveal: bool = False) -> dict[str, object]:
    """Return what `CloseUp` draws.

    Parameters
    ----------
    view : CloseView
    caption : str
        What is measured, what is borrowed or assumed, and what is drawn for teaching.
    reveal : bool
        Draw resting hairs dashed. A real scalp does not tell them apart.
    """
    ground, skin, field = view.ground, view.skin, f"{view.field_mm:.0f}"
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
        "words": list(WORDS.values()),
        "titles": [
            f"Scalp, {field} × {field} mm, day {view.day}",
            f"Scalp, {ground.side:.0f} × {ground.side:.0f} mm, day {view.day}",
        ],
        "descriptions": [described(view, False), described(view, True)],
        "signs_said": signs_said(view),
        "caption": caption,
    }


def close_picture(result: Closely) -> dict[str, object]:
    """Return what `CloseUp` draws of any result that holds a close look."""
    return close_view(result.close)
