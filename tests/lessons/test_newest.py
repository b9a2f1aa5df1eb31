"""What a page shows is the newest result, in every picture, table and sentence.

Which line of a picture draws which line of a result is learnt from two settings without a
comparison; after a third setting with a comparison, each must show the third.
"""

from dataclasses import fields, is_dataclass
from functools import cache
from html import escape

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from helpers.course import find_lesson, lesson_keys
from helpers.page.in_notebook.controls import NumberControl
from helpers.page.in_notebook.explorer import Explorer
from helpers.page.spec import Chart, Close, Map, Words
from helpers.page.tables import numbers_table
from helpers.printed.multiples import Explored


def parts(key):
    lesson = find_lesson(key)
    yield lesson.explore
    if lesson.challenge:
        yield lesson.challenge.explore


EXPLORES = [(key, part) for key in lesson_keys() for part in range(len(list(parts(key))))]
each_explore = pytest.mark.parametrize(("key", "part"), EXPLORES)


def settings_of(explored):
    """Return the start, and every control at its last end."""
    ends = {key: control.ends[-1] for key, control in explored.controls.items()}
    slow = {key: explored.start[key] for key, end in ends.items() if end == "yes"}
    return explored.start, ends | slow


def numbers_in(thing, path=""):
    """Return every line and every number of a result, by its path."""
    if isinstance(thing, np.ndarray):
        if thing.ndim == 1 and thing.dtype.kind in "fi":
            yield path, thing.astype(float)
    elif isinstance(thing, bool) or thing is None:
        return
    elif isinstance(thing, (int, float, np.floating)):
        yield path, np.array([float(thing)])
    elif hasattr(thing, "columns"):
        for name in thing.columns:
            if thing[name].dtype.kind in "fi":
                yield f"{path}.{name}", thing[name].to_numpy(dtype=float)
    elif isinstance(thing, dict):
        for name, inner in thing.items():
            yield from numbers_in(inner, f"{path}.{name}")
    elif isinstance(thing, (tuple, list)):
        for place, inner in enumerate(thing):
            yield from numbers_in(inner, f"{path}[{place}]")
    elif is_dataclass(thing) and len(path) < 60:
        for one in fields(thing):
            if one.name not in ("scalp", "attack", "table", "patch", "world"):
                yield from numbers_in(getattr(thing, one.name), f"{path}.{one.name}")


def drawn(figure):
    """Return every drawn line of a figure, by trace and axis."""
    for place, trace in enumerate(figure.data):
        for axis in ("x", "y"):
            points = getattr(trace, axis, None)
            if points is None or not len(points):
                continue
            try:
                yield (place, axis), np.array(points, dtype=float)
            except (TypeError, ValueError):
                continue


def same(line, other):
    """Whether a line is drawn as it is: whole or a part of it, or a number all along."""
    if len(other) == 1:
        return len(line) <= 2 and bool(np.all(line == other[0]))
    if len(line) > len(other) or len(line) < 10:
        return False
    part, whole = np.nan_to_num(line), np.nan_to_num(other)
    pieces = sliding_window_view(whole, len(part))
    pieces = pieces[pieces[:, 0] == part[0]]
    return bool((pieces == part).all(axis=1).any())


def matches(figure, result):
    numbers = dict(numbers_in(result))
    return {
        (spot, path)
        for spot, line in drawn(figure)
        for path, number in numbers.items()
        if same(line, number)
    }


def differ(path, one, two):
    a, b = dict(numbers_in(one)).get(path), dict(numbers_in(two)).get(path)
    return a is not None and b is not None and not same(a, b)


@cache
def results_of(key, part):
    explored = Explored(list(parts(key))[part])
    return tuple(map(explored.result, settings_of(explored)))


def rounded(points):
    """Return points as they are seen: numbers to six digits, gaps as gaps."""
    if points is None:
        return None
    return [
        float(f"{p:.6g}") if isinstance(p, (int, float, np.number)) else p
        for p in np.asarray(points, dtype=object).ravel().tolist()
    ]


def seen(figure):
    """Return what a figure shows; what is empty shows nothing, whatever else it keeps."""
    shown = []
    for trace in figure.data:
        points = [rounded(getattr(trace, axis, None)) for axis in ("x", "y", "text", "customdata")]
        if points[0] and points[1]:
            marker, line = getattr(trace, "marker", None), getattr(trace, "line", None)
            marked = marker and (marker.color, marker.symbol if "symbol" in marker else None)
            shown.append([*points, marked, line and (line.color, line.dash, line.width)])
    places = ("text", "x", "y", "xanchor", "xshift", "yshift", "align")
    notes = [
        rounded([getattr(n, place) for place in places])
        for n in figure.layout.annotations
        if n.text
    ]
    return repr((shown, notes, [(s.x0, s.x1, s.y0, s.y1) for s in figure.layout.shapes]))


@each_explore
def test_lines_show_the_newest_run_and_nothing_of_the_one_before(key, part):
    first, second = results_of(key, part)
    charts = [p for p in list(parts(key))[part].pictures if isinstance(p, Chart)]
    told = 0
    for chart in charts:
        figure = chart.empty()  # one figure for all that follows, as on the page
        chart.update(figure, first, None)
        alone = {pair for pair in matches(figure, first) if differ(pair[1], first, second)}
        chart.update(figure, second, None)
        learnt = alone & matches(figure, second)
        told += len(learnt)
        for now, earlier in ((second, first), (first, second)):
            chart.update(figure, now, earlier)
            stale = learnt - matches(figure, now)
            assert stale == set(), f"of the run before: {stale}"
        chart.update(figure, second, None)
        other = chart.empty()
        chart.update(other, second, None)
        assert seen(figure) == seen(other), "something of an earlier result is left"
    counted = key == "dermatomyositis"  # its pictures are people, not lines
    assert told or not charts or counted, "no line of the result was found in a picture"


def lines_of(figure):
    """Return the curves of a figure by axis and place: their width, and their points."""
    return {
        (trace.yaxis or "y", place): (trace.line.width or 0, rounded(trace.x), rounded(trace.y))
        for place, trace in enumerate(figure.data)
        if getattr(trace, "mode", "") == "lines" and trace.x is not None and len(trace.x) >= 10
    }


@each_explore
def test_the_line_of_before_is_the_main_line_of_the_result_before(key, part):
    first, second = results_of(key, part)
    charts = [p for p in list(parts(key))[part].pictures if isinstance(p, Chart)]

    def shown(chart, result, earlier=None):
        figure = chart.empty()
        chart.update(figure, result, earlier)
        return lines_of(figure)

    pairs = []
    for chart in charts:
        one, two = shown(chart, first), shown(chart, second)
        pairs.append((one, two, shown(chart, second, first)))
        pairs.append((two, one, shown(chart, first, second)))
    for old, alone, both in pairs:
        for axis in {axis for axis, _ in both}:
            added = [both[at][1:] for at in sorted(both) if at[0] == axis and at not in alone]
            # The thickest curve of an axis is the one that the lesson is about.
            main = sorted((old[at] for at in sorted(old) if at[0] == axis), key=lambda c: -c[0])
            for before, (_, *points) in zip(added, main, strict=False):
                assert list(before) == points, axis


@each_explore
def test_every_part_of_the_explorer_shows_the_newest_result(key, part):
    spec = list(parts(key))[part]
    explorer = Explorer(spec, "try")
    first = explorer.result
    explorer.compare()
    explorer.set(settings_of(Explored(spec))[1])
    result = explorer.result
    assert result is not first
    assert explorer.sentence.value == escape(spec.say(result, first))
    assert explorer.numbers.value == numbers_table(result.table, "try")
    for view, picture in zip(explorer.views, spec.pictures, strict=True):
        if isinstance(picture, Chart):
            other = picture.empty()
            picture.update(other, result, first)
            assert seen(view.widget) == seen(other)
        elif isinstance(picture, (Map, Close)):
            drawn = view.now if isinstance(picture, Close) else view.widget
            for name, value in picture.view(result).items():
                assert getattr(drawn, name) == value, name
        elif isinstance(picture, Words):
            assert view.widget.value == picture.view(result)
    explorer.clear()
    assert explorer.sentence.value == escape(spec.say(result, None))


@each_explore
def test_a_control_moves_in_the_steps_that_it_names(key, part):
    lesson = find_lesson(key)
    chosen = [lesson.contrast.before, lesson.contrast.after]
    chosen += [fact.settings for fact in lesson.facts.values()]
    if lesson.challenge:
        chosen = chosen if part == 0 else [lesson.challenge.solution, lesson.challenge.given or {}]
    explored = Explored(list(parts(key))[part])
    for control in explored.controls.values():
        if not isinstance(control, NumberControl):
            continue
        used = [s[control.key] for s in chosen if control.key in s] + [*control.ends]
        for value in used:
            steps = (value - control.low) / control.step
            assert abs(steps - round(steps)) < 1e-6, f"{control.key} cannot stand at {value}"
            control.type_in(f"{value}")
            assert (control.value, control.message) == (value, "")
        beside = control.low + control.step
        control.type_in(f"{beside:.6f}")
        assert control.value == pytest.approx(beside)
        assert control.decimals == len(f"{control.step:g}".partition(".")[2])
