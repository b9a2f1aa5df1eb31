"""What the close-up widget draws of a close look: bytes, colours and words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Protocol

import numpy as np

from helpers.evidence import Photographs, Skin, evidence, photographs, say, say_name, skins
from helpers.readout.close_view import (
    LOOKS,
    CloseView,
)
from helpers.readout.ground import PLACE_STEPS

_SIGNS = ("redness", "scale", "casts", "vessels", "dots", "ulcer", "pigment", "nodes")
_RARE = ("dot", "exclamation")  # named only where there are any
_NAMES = ("lost", "exclamation")  # words that read what is seen, and so name a disease
_SAME = {"resting": "long"}  # the eye does not tell them apart
_LEAVES = 255
_TOLD = ("regrowing", "broken", "empty", "lost", "dot", "exclamation")
_FEW = 0.05  # of the follicles; more than this is worth a photograph
_LINKS = 3
_UNEVEN = 0.25  # of the mean thickness; more than this reads as fine hair beside thick hair
# Chosen by eye: the net and the regular white dots of darker skin, by tone of the scale.
_NET = {6: 0.22, 7: 0.45, 8: 0.55, 9: 0.55, 10: 0.5}
PORES_FROM = 7


class Closely(Protocol):
    """A result that holds a close look."""

    @property
    def close(self) -> CloseView:
        """The close look."""


_SEBUM = {"light": "#d6a23f", "dark": "#d8bd7c"}
_FAIR = 0.15
_BLACK = 0.03
_TORN = {"dark": 0.66, "fair": 0.35, "black": 0.3}


def luminous(colour: str) -> float:
    """Return how light a colour is, from 0 to 1, about as an eye sees it."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return float(0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2)


def mixed(one: str, other: str, share: float) -> str:
    """Mix two colours.

    Examples
    --------
    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + share * (b - a)):02x}" for a, b in pairs)


def _torn(skin: Skin) -> float:
    """Return how much paler than its hair a torn fibre is: so that it is seen on this skin."""
    if luminous(skin.hair) > _FAIR:
        return 0.15
    return _TORN["dark" if skin.darker else "fair" if luminous(skin.hair) > _BLACK else "black"]


def photographs_of(view: CloseView) -> list[list[str]]:
    """Return where photographs of what is drawn can be seen: title, address, and the licence.

    Those that show most of it come first; on darker skin, those that show darker skin. A
    collection of darker skin alone is not named beside light skin.

    Examples
    --------
    >>> from helpers.readout.close_view import Signs, close_up
    >>> from helpers.model import Scalp, simulate
    >>> view = close_up(simulate(Scalp(), days=10, follicles=500, seed=1), 5, Signs(vessels=1))
    >>> [title for title, *_ in photographs_of(view) if "Dermatomyositis" in title]
    ['Dermoscopy and Trichoscopy in Dermatomyositis, 15 people, Poland']
    """
    counts = view.counts()
    drawn = {name for name in _TOLD if counts[name] > _FEW * len(view.look)}
    drawn |= set(sign_words(view)) - {"net"}
    drawn = drawn or {"normal"}
    if view.skin.darker:
        drawn.add("net")

    def fit(row: Photographs) -> tuple[bool, float]:
        right = view.skin.darker and "dark" in row.tones
        return (right, len(drawn & set(row.signs)) / len(row.signs))

    def on_this(row: Photographs) -> bool:
        return view.skin.darker or set(row.tones) != {"dark"}

    fitting = [row for row in photographs().values() if drawn & set(row.signs) and on_this(row)]
    first = sorted(fitting, key=fit, reverse=True)[:_LINKS]
    return [[row.title, row.address, row.licence] for row in first]


def _look(name: str, named: bool = True) -> str:
    if name in _NAMES and not named:
        return say(f"close_seen_{name}")
    return say(f"close_look_{_SAME.get(name, name)}")


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


def _sign_said(view: CloseView, name: str) -> str:
    """Say how strong a sign is; of redness, also what it looks like on this skin."""
    said = say(f"close_sign_{name}", strength=strength(getattr(view.signs, name)))
    if name == "redness":
        looks = say("close_on_this_skin", looks=say(f"skin_looks_{view.skin.id}"))
        said += f" ({looks})"
    return said


def signs_said(view: CloseView) -> str:
    """Say which signs the skin and the shafts show, and what redness looks like on this skin."""
    parts = [said for sign, said in sign_words(view).items() if sign != "net"]
    return say("close_skin", signs=", ".join(parts) or say("close_no_signs"))


def described(
    view: CloseView, whole_patch: bool, when: str | None = None, named: bool = True
) -> str:
    """Describe the close field, or the whole patch, in words; `when` says at what time.

    Where it is not `named`, the words say what is seen and name no disease.

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
    rare = dict(zip(LOOKS, np.bincount(view.look, minlength=len(LOOKS)), strict=True))
    counts = {name: n for name, n in counts.items() if name not in _RARE or rare[name]}
    side = view.ground.side if whole_patch else view.field_mm
    found = "; ".join(f"{_look(name, named)}: {counts[name]:,}" for name in LOOKS if name in counts)
    return say(
        "close_described_patch" if whole_patch else "close_described",
        side=f"{side:.0f}",
        skin=skin_words(view.skin),
        when=_when(view, when),
        follicles=sum(counts.values()),
        found=found,
        signs=signs_said(view),
    )


def colours(skin: Skin) -> dict[str, object]:
    """Return the colours of everything that is drawn on a scalp.

    Examples
    --------
    >>> colours(skins()["deep"])["pores"] != "", colours(skins()["light"])["pores"]
    (True, '')
    """
    dark = skin.darker
    return {
        "skin": skin.lens,
        "inflamed": skin.inflamed,
        "scar": skin.scar,
        "vessel": skin.vessel,
        "hair": skin.hair,
        "curl": skin.curl,
        "dark": dark,
        "gleam": 0.5 if luminous(skin.hair) > _FAIR else 0.3,
        "fray": _torn(skin),
        "shadow": "rgba(0,0,0,0.30)" if dark else "rgba(70,35,20,0.22)",
        "mouth": "rgba(20,8,4,0.28)" if dark else "rgba(110,55,35,0.22)",
        "opening": mixed(skin.lens, _SEBUM["dark" if dark else "light"], 0.85),
        "pigment": mixed(skin.lens, "#3a1608", 0.75 if dark else 0.6),
        "net": mixed(skin.lens, "#160a06", 0.55),
        "net_strength": _NET.get(skin.monk, 0.0),
        "pores": mixed(skin.lens, "#fffaf0", 0.7) if skin.monk >= PORES_FROM else "",
        "ink": "#ffffff" if dark else "#1a1a1a",
    }


def sign_words(view: CloseView) -> dict[str, str]:
    """Name every sign that is drawn, for the key: those of the skin and those of the shafts."""
    named = {name: _sign_said(view, name) for name in _SIGNS if getattr(view.signs, name)}
    if view.width_mm.std() > _UNEVEN * view.width_mm.mean():
        named["uneven"] = say("close_sign_uneven")
    if view.skin.monk in _NET:
        named["net"] = say("close_sign_net" if view.skin.monk >= PORES_FROM else "close_sign_web")
    return named


def _when(view: CloseView, when: str | None) -> str:
    said = say("close_day", day=view.day) if when is None else when
    return f", {said}" if said else ""


def close_view(
    view: CloseView, caption: str = "close_caption", when: str | None = None, named: bool = True
) -> dict[str, object]:
    """Return what `CloseUp` draws.

    Parameters
    ----------
    view : CloseView
    caption : str
        Row of the table of words that says what is measured, what is borrowed or assumed,
        and what is drawn for teaching.
    when : str, optional
        The time of the look in words, empty for none; the day of the run by default.
    named : bool
        Without it the key says what is seen and names no disease, and no photograph is compared,
        because their titles name diseases: for a look before a diagnosis is committed.
    """
    ground = view.ground
    places = np.rint(np.column_stack((ground.x, ground.y)) / ground.side * PLACE_STEPS)
    # Up to the length at which ends are drawn, in 254 steps; 255 leaves the field.
    end = evidence().value("close_end_mm")
    steps = np.where(view.length_mm < end, (_LEAVES - 1) * view.length_mm / end, _LEAVES)
    return {
        "places": places.astype("<u2").tobytes(),
        "looks": view.look.astype(np.uint8).tobytes(),
        "lengths": steps.astype(np.uint8).tobytes(),
        "widths": np.rint(1000 * view.width_mm).astype(np.uint8).tobytes(),
        "longest": end,
        "side": ground.side,
        "field": view.field_mm,
        "centre": list(view.centre),
        "discs": [[disc.x, disc.y, disc.radius] for disc in ground.discs],
        "signs": asdict(view.signs),
        "colours": colours(view.skin),
        "seed": ground.seed,
        "words": [_look(name, named) for name in LOOKS],
        "sign_words": sign_words(view),
        "photographs": photographs_of(view) if named else [],
        "titles": [
            say("close_title", side=f"{side:.0f}", when=_when(view, when))
            for side in (view.field_mm, ground.side)
        ],
        "descriptions": [described(view, whole, when, named) for whole in (False, True)],
        "caption": say(caption),
    }


def marks(
    named: Callable[[Any], str] | None,
    before: Any,
    now: Any,
    when: Callable[[Any], str] | None = None,
) -> tuple[str, str]:
    """Return what stands over two scalps side by side: how they differ, and when one looks.

    Examples
    --------
    >>> marks(lambda place: f"attack on the {place}", "bulb", "bulge")
    ('attack on the bulb', 'attack on the bulge')
    >>> marks(lambda place: f"attack on the {place}", "bulb", "bulb")
    ('First setting', 'This setting')
    >>> marks(None, 133, 155, lambda day: f"day {day}")
    ('First setting, day 133', 'This setting, day 155')
    """
    first, second = (named(before), named(now)) if named else ("", "")
    if first == second:
        first, second = say("close_before"), say("close_now")
    if when is None:
        return first, second
    return f"{first}, {when(before)}", f"{second}, {when(now)}"


def close_picture(result: Closely) -> dict[str, object]:
    """Return what `CloseUp` draws of any result that holds a close look."""
    return close_view(result.close)
