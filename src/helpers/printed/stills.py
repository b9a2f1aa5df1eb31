"""The still pictures that stand in the notebooks: what each shows, and whether it is stale."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from helpers.course import all_lessons
from helpers.page.in_notebook.stage import still_path
from helpers.page.spec import Chart, Drawing, Explore, Lesson
from helpers.pictures.drawn import PICTURES, picture, unique
from helpers.printed.artist import BrowserArtist

SAME = 1e-3
"""Two results that differ by less than this share draw the same picture."""

_STILL_CSS = """
body { margin: 0; background: #fff; }
.sheet > svg { display: block; width: 100vw; height: auto; }
.sheet:has(figure) { display: grid; grid-template-columns: repeat(var(--across), 1fr); gap: 12px; }
figure { margin: 0; }
figure svg { display: block; width: 100%; height: auto; max-height: 420px; }
.texture { display: none; }
figcaption { font: 14px/1.3 system-ui, sans-serif; }
"""
STILL_WIDTH = 760
STILL_SIZES = (760, 680, 600, 520, 440)
STILL_BYTES = 52_000


def explorers(spec: Lesson) -> dict[str, Explore]:
    """Return the explorers of a lesson by the stage in which each stands."""
    found = {"look": spec.explore}
    if spec.challenge:
        found["challenge"] = spec.challenge.explore
    return found


def start(explore: Explore) -> Any:
    """Return the result of an explorer as it opens."""
    return explore.run(**{control.key: control.default for control in explore.known()})


def fingerprint(result: Any) -> dict[str, float]:
    """Return the numbers by which a still is known to show a result, rounded."""
    return {
        name: float(f"{value:.6g}")
        for name, value in sorted(result.values.items())
        if isinstance(value, int | float) and math.isfinite(value)
    }


_IN_SVG = re.compile(r"-?\d+(?:\.\d+)?")


def traits(drawing: Drawing) -> dict[str, float]:
    """Return the numbers by which the still of a drawing is known to show it."""
    numbers = [float(n) for name in drawing.still for n in _IN_SVG.findall(PICTURES[name]())]
    sizes = [abs(number) for number in numbers]
    return {"numbers": len(numbers), "roots": round(sum(size**0.5 for size in sizes), 1)}


@dataclass(frozen=True)
class Still:
    """A picture that stands in a notebook: its file, its numbers, and how it is drawn."""

    file: Path
    numbers: dict[str, float]
    html: Callable[[BrowserArtist], str]


def _of_explorer(spec: Lesson, stage: str, explore: Explore) -> Still:
    result = start(explore)

    def html(artist: BrowserArtist) -> str:
        chart = next(one for one in explore.pictures if isinstance(one, Chart))
        figure = chart.empty()
        chart.update(figure, result, None)
        return artist.chart(figure, STILL_WIDTH)

    return Still(still_path(spec.key, stage), fingerprint(result), html)


def _of_drawing(spec: Lesson, stage: str, drawing: Drawing) -> Still:
    def html(_: BrowserArtist) -> str:
        pictures = [picture(name) for name in drawing.still]
        across = min(max(len(pictures), 3), 4)
        figures = "".join(
            f"<figure>{unique(one.svg)}<figcaption>{escape(one.caption)}</figcaption></figure>"
            for one in pictures
        )
        return f"<style>.sheet {{ --across: {across} }}</style>{figures}"

    return Still(still_path(spec.key, stage), traits(drawing), html)


def stills() -> Iterator[Still]:
    """Yield the stills of all lessons: the first chart of an explorer, the drawing of a stage."""
    for spec in all_lessons():
        if isinstance(spec, Lesson):
            for stage, explore in explorers(spec).items():
                yield _of_explorer(spec, stage, explore)
            for stage, drawings in spec.drawings.items():
                yield _of_drawing(spec, stage, drawings[0])


def stills_file() -> Path:
    """Return the table of what each still shows."""
    return still_path("stills", "of").with_name("stills.json")


def _shown() -> dict[str, dict[str, float]]:
    file = stills_file()
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _fault(still: Still, then: Mapping[str, float]) -> str:
    """Say what is wrong with a still; empty if it shows what it should."""
    if not still.file.is_file():
        return f"{still.file.name} is missing"
    now = still.numbers
    same = now.keys() == then.keys() and all(
        math.isclose(now[name], then[name], rel_tol=SAME, abs_tol=SAME) for name in now
    )
    return "" if same else f"{still.file.name} shows an earlier result"


def stale_stills() -> list[str]:
    """Say which still pictures are missing or show an earlier result."""
    shown = _shown()
    found = [_fault(still, shown.get(still.file.stem, {})) for still in stills()]
    return [f"{line}. Run `uv run refresh-notebooks`." for line in found if line]


def draw_stills(artist: BrowserArtist) -> None:
    """Draw the stills that are missing or show an earlier result."""
    then, now = _shown(), {}
    page = artist.page.context.new_page()
    for still in stills():
        now[still.file.stem] = still.numbers
        if not _fault(still, then.get(still.file.stem, {})):
            continue
        still.file.parent.mkdir(exist_ok=True)
        page.set_content(
            f'<style>{_STILL_CSS}</style><body><div class="sheet">{still.html(artist)}</div></body>'
        )
        picture = b""
        for width in STILL_SIZES:
            page.set_viewport_size({"width": width, "height": 1600})
            picture = page.locator(".sheet").screenshot(scale="css")
            if len(picture) <= STILL_BYTES:
                break
        still.file.write_bytes(picture)
    page.close()
    text = json.dumps(now, indent=1, sort_keys=True) + "\n"
    stills_file().write_text(text, encoding="utf-8")
