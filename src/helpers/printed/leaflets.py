"""The `leaflets` command: the reference and the key points, two sheets of A4 each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from markupsafe import Markup

from helpers.course import all_lessons
from helpers.evidence import EvidenceError, evidence
from helpers.page.paper import template
from helpers.page.prose import Openers
from helpers.page.reference import key_points_html, reference_html

FOLDER = Path("build") / "leaflets"
TEMPLATE = Path(__file__).with_name("leaflet.html")


class Numbered:
    """Sources in the order in which a text names them: on paper nothing can be pressed.

    Examples
    --------
    >>> sources = Numbered()
    >>> sources.openers()["claim"]("anagen_2_6_years")[1].startswith("<sup>1")
    True
    """

    def __init__(self) -> None:
        self.names: list[str] = []

    def openers(self) -> Openers:
        """Return what turns a link into words with the numbers of its sources."""
        known = evidence()
        return {
            "claim": lambda name: self._cited(known.claims[name].sources),
            "param": lambda name: self._cited(known.parameters[name].sources),
            "safety": lambda name: self._cited(known.safety[name].sources),
        }

    def _cited(self, sources: tuple[str, ...]) -> tuple[str, str]:
        self.names += [name for name in sources if name not in self.names]
        numbers = ",".join(str(self.names.index(name) + 1) for name in sources)
        return "", f"<sup>{numbers}</sup>" if numbers else ""


def leaflet(title: str, wide: bool, written: Callable[[Openers], str]) -> str:
    """Return a leaflet as a page of HTML: the text, and its sources in small print.

    Parameters
    ----------
    title : str
    wide : bool
        Whether it is printed on its side.
    written : callable
        Writes the text with the links that it is given.
    """
    sources = Numbered()
    text = written(sources.openers())
    rows = [evidence().sources[name] for name in sources.names]
    return template(TEMPLATE).render(title=title, wide=wide, text=Markup(text), sources=rows)


def reference_leaflet() -> str:
    """Return the reference for two sheets of A4 on their side."""
    return leaflet("Hair loss on one page", True, reference_html)


def key_points_leaflet() -> str:
    """Return the key points of the whole course for two sheets of A4."""
    return leaflet(
        "Key points of the Hair Cycle Lab", False, partial(key_points_html, all_lessons())
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Write both leaflets; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="leaflets",
        description="Write the reference and the key points, two sheets of A4 each.",
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, default=FOLDER, help=f"where to write (default {FOLDER})"
    )
    folder = parser.parse_args(argv).folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, html in (
            ("reference", reference_leaflet()),
            ("key_points", key_points_leaflet()),
        ):
            (folder / f"{name}.html").write_text(html, encoding="utf-8", newline="\n")
    except (EvidenceError, OSError) as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"Open the two pages in {folder} in a browser and print them on A4: two sheets each.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
