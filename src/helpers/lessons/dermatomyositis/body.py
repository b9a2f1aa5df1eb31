"""A body with the place that is looked at, and in words what is seen there and what it means."""

from __future__ import annotations

from html import escape

from helpers.evidence import say
from helpers.lessons.dermatomyositis.run import Findings

# Where each sign lies on the drawing: centre and half axes of each patch, in its own units.
_PATCHES: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    "knuckles": ((39, 214, 7, 5), (161, 214, 7, 5)),
    "eyelids": ((92, 42, 4.5, 3), (108, 42, 4.5, 3)),
    "chest": ((100, 92, 17, 13), (70, 86, 13, 6), (130, 86, 13, 6)),
    "nails": ((36, 230, 5, 4), (164, 230, 5, 4)),
    "palms": ((39, 220, 8, 9), (161, 220, 8, 9)),
    "scalp": ((100, 19, 19, 8),),
    "muscles": ((62, 112, 9, 22), (138, 112, 9, 22), (84, 238, 12, 30), (116, 238, 12, 30)),
}
_SKIN, _EDGE, _HAIR, _SIGN = "#e9d3bf", "#7a6654", "#3b2b20", "#7d2f86"
# Head, trunk, arms, legs, from the front, the palms forward; the picture ends at the knees.
_OUTLINE = (
    "M100 12c15 0 23 11 23 27 0 12-5 22-12 28v9c14 5 33 4 41 14 7 9 9 32 12 58 2 20 6 42 7 62"
    " 0 11-2 24-8 24-5 0-7-9-8-20-3-20-9-44-13-62l-8-30c0 24 2 42 0 64 3 28 1 60-2 90l-6 84"
    "c0 6 8 8 8 12H108l-4-96-4-62-4 62-4 96H66c0-4 8-6 8-12l-6-84c-3-30-5-62-2-90-2-22 0-40 0-64"
    "l-8 30c-4 18-10 42-13 62-1 11-3 20-8 20-6 0-8-13-8-24 1-20 5-42 7-62 3-26 5-49 12-58"
    " 8-10 27-9 41-14v-9c-7-6-12-16-12-28 0-16 8-27 23-27z"
)
_LINE, _INLINE = 'style="margin:0 0 0.3em"', 'style="display:inline;margin:0"'
_SCALP = "M77 36c-2-18 9-28 23-28s25 10 23 28c-5-8-12-12-23-12s-18 4-23 12z"


def body(sign: str, spared: bool = False) -> str:
    """Return the drawing of a body as SVG, with one place marked; ringed alone if it is spared.

    Examples
    --------
    >>> "<svg" in body("scalp"), body("scalp").count("<ellipse")
    (True, 2)
    """
    patches = "".join(
        f'<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" fill="{_SIGN}" fill-opacity="0.75"/>'
        for x, y, rx, ry in ([] if spared else _PATCHES[sign])
    )
    rings = "".join(
        f'<ellipse cx="{x}" cy="{y}" rx="{rx + 5}" ry="{ry + 5}" fill="none" '
        f'stroke="{_SIGN}" stroke-width="1.5"/>'
        for x, y, rx, ry in _PATCHES[sign]
    )
    words = escape(say("dm_body", place=say(f"control_sign_{sign}")))
    return (
        '<svg viewBox="20 4 160 300" style="width:clamp(80px,9vw,120px);flex:none" role="img" '
        f'aria-label="{words}">'
        f'<path d="{_OUTLINE}" fill="{_SKIN}" stroke="{_EDGE}" stroke-width="1.5"/>'
        f'<path d="{_SCALP}" fill="{_HAIR}"/>{patches}{rings}</svg>'
    )


def body_and_card(found: Findings) -> str:
    """Return the drawing beside what is seen at the place, and what it means, as HTML."""
    sign = found.sign
    card = "spared" if (sign, found.form) == ("muscles", "amyopathic") else sign
    rows = "".join(
        f"<div {_LINE}><dt {_INLINE}><b>{escape(say(f'dm_card_{part}'))}</b></dt> "
        f"<dd {_INLINE}>{escape(say(f'dm_{card}_{part}'))}</dd></div>"
        for part in ("seen", "hair", "danger")
    )
    return (
        '<div style="display:flex;gap:1em;align-items:flex-start;'
        'font-size:clamp(0.87rem,2.2vw,1rem);line-height:1.4">'
        f"{body(sign, card != sign)}"
        '<div style="flex:1 1 12em;max-width:30em">'
        f'<p style="margin:0 0 0.3em"><b>{escape(say(f"dm_{card}_name"))}</b></p>'
        f'<dl style="margin:0">{rows}</dl></div></div>'
    )
