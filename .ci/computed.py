"""What every lesson computes, says and draws at its start, at both ends of each control, compared.

A line of the model, of a sentence or of a picture that moves by itself is noticed here, whatever
it is. A number is cut to five figures, so that another machine finds the same.
"""

from __future__ import annotations

import os
import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from random import Random
from typing import Any

import numpy as np
import pandas as pd

from helpers.clinic.casebook import courses, open_case
from helpers.clinic.close_view import case_close
from helpers.clinic.debrief import Visit, debrief, reply
from helpers.clinic.ending import best_plan, ending
from helpers.course import find_lesson, lesson_keys
from helpers.evidence import LANGUAGES, STEPS, Case, catalogue, load_cases
from helpers.model import ModelInputError
from helpers.page.spec import Chart, Explore, Settings
from helpers.printed.alive.grid import grid_of
from helpers.printed.multiples import Explored

_LANGUAGE = "HAIR_CYCLE_LAB_LANGUAGE"
_GRID, _BETWEEN = 200, 6
"""Settings between the ends are drawn from a grid of so many, and so many of them."""
_ALONG = 40
"""Points of a line that are compared; a line that moves, moves in one of them."""
_COUNTED = re.compile(r"hcl-row-\d+")
"""The name of a note that opens; a page counts them as it makes them."""
_OFF_TIES = 1 + 3e-9
"""A tie such as 2.5 would be rounded up on one machine and down on another."""
_NOTHING = 1e-6
"""Of what is less, five figures would be the noise of a machine's arithmetic."""


def computed() -> dict[str, str]:
    """Return, for each setting of each picture, its numbers, and a hash of words and drawing."""
    return {
        f"{key}: {name}: {setting}": said
        for key in lesson_keys()
        for name, explore in parts(key)
        for setting, said in settings_of(explore)
    }


def parts(key: str) -> Iterator[tuple[str, Explore]]:
    lesson = find_lesson(key)
    yield "look", lesson.explore
    if lesson.challenge:
        yield "turn", lesson.challenge.explore


def settings_of(explore: Explore) -> Iterator[tuple[str, str]]:
    explored = Explored(explore)
    start = explored.result(explored.start)
    yield "start", _all(explore, start, None)
    ends: list[Settings] = [
        {key: value}
        for key, control in explored.controls.items()
        for value in dict.fromkeys(control.ends)
        if value != explored.start[key]
    ]
    for place in (0, -1):
        ends.append({key: control.ends[place] for key, control in explored.controls.items()})
    between = list(grid_of(explored, most=_GRID).settings())
    ends += Random(1).sample(between, min(_BETWEEN, len(between)))
    for changed in ends:
        name = ", ".join(
            f"{key}={_shown(value)}"
            for key, value in changed.items()
            if value != explored.start[key]
        )
        try:
            yield name, _all(explore, explored.result(explored.start | dict(changed)), start)
        except ModelInputError as refusal:
            yield name, f"refused: {refusal}"


def _all(explore: Explore, result: Any, before: Any) -> str:
    table = "; ".join(_shown(value) for value in result.table.to_numpy().ravel()[:60])
    said = " ".join(_hash(text) for text in _in_each_language(explore, result, before))
    shown = _hash("\n".join(lines(result)))
    return f"{table}; lines {shown}; says {said}; draws {' '.join(_drawn(explore, result, before))}"


def _in_each_language(explore: Explore, result: Any, before: Any) -> list[str]:
    kept = os.environ.get(_LANGUAGE)
    texts = []
    try:
        for name in LANGUAGES:
            os.environ[_LANGUAGE] = name
            texts.append(explore.say(result, before))
    finally:
        os.environ.pop(_LANGUAGE)
        if kept is not None:
            os.environ[_LANGUAGE] = kept
    return texts


def _drawn(explore: Explore, result: Any, before: Any) -> Iterator[str]:
    for picture in explore.pictures:
        if isinstance(picture, Chart):
            figure = picture.empty()
            picture.update(figure, result, before)
            yield _hash("\n".join(lines(figure.to_plotly_json())))
        else:
            yield _hash("\n".join(lines(picture.view(result))))


def lines(thing: Any, path: str = "", deep: int = 0) -> Iterator[str]:
    """Return everything a result or a picture holds, a line each, by its place in it."""
    if isinstance(thing, pd.DataFrame):
        for name in thing.columns:
            yield from lines(thing[name].to_numpy(), f"{path}.{name}", deep)
    elif isinstance(thing, np.ndarray | list | tuple) and len(thing) > _ALONG:
        every = np.linspace(0, len(thing) - 1, _ALONG).astype(int)
        yield f"{path} {len(thing)} {' '.join(_shown(thing[place]) for place in every)}"
    elif isinstance(thing, np.ndarray | list | tuple):
        for place, inner in enumerate(thing):
            yield from lines(inner, f"{path}.{place}", deep)
    elif isinstance(thing, dict) and "bdata" in thing:  # how plotly writes a line of numbers
        numbers = np.frombuffer(b64decode(thing["bdata"]), dtype=thing["dtype"])
        yield from lines(numbers, path, deep)
    elif isinstance(thing, dict):
        for name, inner in thing.items():
            if name not in ("uid", "template"):
                yield from lines(inner, f"{path}.{name}", deep)
    elif is_dataclass(thing):
        if deep < 2:
            for field in fields(thing):
                yield from lines(getattr(thing, field.name), f"{path}.{field.name}", deep + 1)
    elif isinstance(thing, str | int | float | bool | np.generic | None):
        yield f"{path} {_shown(thing)}"


def _shown(value: Any) -> str:
    if isinstance(value, float | np.floating) and np.isfinite(value):
        return f"{value * _OFF_TIES:.5g}" if abs(value) > _NOTHING else "0"
    if isinstance(value, np.ndarray | list | tuple):
        return ",".join(_shown(inner) for inner in value[:4])
    if is_dataclass(value):
        return " ".join(_shown(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, dict):
        return " ".join(f"{name} {_shown(inner)}" for name, inner in value.items())
    return str(value)


def followed() -> dict[str, str]:
    """Return, for each patient, what is found, what the hair does, and what follows from plans."""
    return {
        f"{case.id}: {name}": said for case in load_cases().values() for name, said in _of(case)
    }


def _of(case: Case) -> Iterator[tuple[str, str]]:
    book = open_case(case)
    for name in book.tests:
        result = book.result(name)
        yield (
            f"test {name}",
            f"{'unusual' if result.unusual else 'usual'}; words {_hash(result.text)}",
        )
    for step in ("history", "tests"):
        for name in catalogue().offers(step):
            said = reply(book, name) + reply(book, name, read=True)
            yield f"{step} {name}", f"words {_hash(said)}"
    yield "close view", f"shows {_hash(chr(10).join(lines(case_close(case))))}"
    for where, course in zip(("head", "patch"), courses(case), strict=True):
        yield f"hair on the {where}", f"lines {_hash(chr(10).join(lines(course.table)))}"
    plans: dict[str, Sequence[str]] = {"nothing": (), "the best": best_plan(case)}
    plans |= {name: (name,) for name in catalogue().offers("plan")}
    for name, plan in plans.items():
        end = ending(case, plan)
        dangers = ", ".join(f"{danger.rule or 'no rule'}" for danger in end.dangers) or "none"
        said = debrief(Visit(case, dict.fromkeys(STEPS, ()) | {"plan": plan}, end))
        yield f"plan {name}", f"dangers {dangers}; words {_hash(said)}"


def _hash(text: str) -> str:
    text = _COUNTED.sub("", text)
    return blake2b(text.encode(), digest_size=5).hexdigest()
