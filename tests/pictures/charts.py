"""Every chart of every lesson: each control at its ends, after each comparison and prediction."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, partial

from helpers.course import find_lesson, lesson_keys
from helpers.evidence import language
from helpers.model import ModelInputError
from helpers.page.spec import Chart, Explore
from helpers.printed.multiples import Explored

WIDE, PHONE = 700, 350
"""Pixels of a chart on a screen of 1366 by 768, and on a phone."""
COMPARED = ", compared"


@dataclass(frozen=True)
class Drawn:
    """A chart at one setting."""

    lesson: str
    place: str
    text: str
    widths: tuple[int, ...] = (WIDE, PHONE)
    at_night: tuple[int, ...] = ()
    """Widths at which it is drawn only at night; those above, at every change."""


def _settings(spec: Explore) -> Iterator[tuple[str, dict, dict | None]]:
    explored = Explored(spec)
    start = explored.start
    yield "start", start, None
    for control in explored.controls.values():
        for value in dict.fromkeys(control.ends):
            if value != start[control.key]:
                changed = start | {control.key: value}
                yield f"{control.key}={value}", changed, None
                yield f"{control.key}={value}{COMPARED}", changed, start


def _charts(lesson: str, part: str, spec: Explore, chosen) -> Iterator[Drawn]:
    explored, chosen = Explored(spec), list(chosen)
    compared = [
        (words.removesuffix(COMPARED), settings)
        for words, settings, _ in chosen
        if words.endswith(COMPARED)
    ]
    figures = [one.empty() if isinstance(one, Chart) else None for one in spec.pictures]
    for words, settings, beside in chosen:
        try:
            result = explored.result(settings)
            before = None if beside is None else explored.result(beside)
        except ModelInputError:
            continue  # the page says why, and keeps the last picture
        for number, (picture, figure) in enumerate(zip(spec.pictures, figures, strict=True)):
            if figure is not None:  # one for all settings, as on the page
                picture.update(figure, result, before)
                # A control at its end, alone: wide, at night. Compared, which shows nearly all of
                # that and more: on a phone, which is tighter, at every change, and wide at night.
                widths, at_night = (WIDE, PHONE), ()
                if (words, settings) in compared:
                    widths, at_night = (), (WIDE,)
                elif words.endswith(COMPARED):
                    widths, at_night = (PHONE,), (WIDE,)
                place = f"{part} {number}: {words}"
                yield Drawn(lesson, place, figure.to_json(), widths, at_night)


@cache
def charts_of(key: str) -> tuple[Drawn, ...]:
    """Return every chart of a lesson, as the lesson shows it."""
    return tuple(_charts_of(key))


def _charts_of(key: str) -> Iterator[Drawn]:
    assert language() == "en"
    spec = find_lesson(key)
    start = Explored(spec.explore).start
    before, after = start | dict(spec.contrast.before), start | dict(spec.contrast.after)
    contrast = [("compared", after, before)]
    yield from _charts(key, "look", spec.explore, [*_settings(spec.explore), *contrast])
    for option, sketch in enumerate(spec.sketches):
        drawn = replace(spec.explore, run=partial(spec.explore.run, sketch=sketch))
        both = [("start", start, None), *contrast]
        yield from _charts(key, f"prediction {option}", drawn, both)
    if spec.challenge:
        aim = spec.challenge.explore
        begin = Explored(aim).start
        given = None if spec.challenge.given is None else begin | dict(spec.challenge.given)
        ends = [(words, now, given) for words, now, then in _settings(aim) if then is None]
        solved = begin | dict(spec.challenge.solution)
        yield from _charts(key, "challenge", aim, [*ends, ("solved", solved, given)])
    if spec.extra:
        yield Drawn(key, "explained", spec.extra().to_json())


def all_charts() -> list[Drawn]:
    """Return every chart once: settings that change nothing draw the same."""
    found = [drawn for key in lesson_keys() for drawn in charts_of(key)]
    # Of two that are the same, the last one stays: the one that is drawn at more widths.
    found.sort(key=lambda drawn: len(drawn.widths))
    return list({(drawn.lesson, drawn.text): drawn for drawn in found}.values())
