"""The settings that a file carries: a grid of an explorer's controls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod
from typing import Any

import numpy as np

from helpers.page.in_notebook.controls import Control, NumberControl
from helpers.page.in_notebook.switches import SwitchesControl
from helpers.page.spec import Settings
from helpers.printed.multiples import Explored

MOST = 200
"""Settings of one explorer, about: more make the file larger and its building longer."""
FEWEST = 5
"""Values of a slider, at the very least."""
FINE = 9
"""Values that every slider keeps, or a control that the app folds away is left to the app."""


@dataclass(frozen=True)
class Grid:
    """The controls that a file carries, with the values of each.

    Attributes
    ----------
    values : dict of str to tuple
        By the key of the control, in the order of the page.
    fixed : dict
        Where the controls stand that are left to the app.
    """

    values: dict[str, tuple[Any, ...]]
    fixed: dict[str, Any]

    def __len__(self) -> int:
        return prod(map(len, self.values.values()))

    def settings(self) -> Iterator[dict[str, Any]]:
        """Yield every setting; the last control changes fastest."""
        for point in product(*self.values.values()):
            yield self.fixed | dict(zip(self.values, point, strict=True))

    def place(self, settings: Settings) -> int | None:
        """Return the place of a setting in that order, or None if it lies beside the grid."""
        at = 0
        for key, value in settings.items():
            if key in self.fixed and self.fixed[key] != value:
                return None
        for key, values in self.values.items():
            if settings[key] not in values:
                return None
            at = at * len(values) + values.index(settings[key])
        return at


def grid_of(
    explored: Explored,
    wanted: Iterable[Settings] = (),
    most: int = MOST,
    liked: Iterable[Settings] = (),
) -> Grid:
    """Choose the settings that a file carries.

    Every choice keeps all its options; sliders are made coarser until the grid is small
    enough, and the defaults, the ends and what is `wanted` of each stay on it. Of the controls
    that the app folds away, those are carried that something is wanted of, then as many others
    as there is room for. Beside switches, whose subsets are all there, even a choice in sight
    is left to the app if there is no room for it. What is `liked` is on the grid where its
    controls are carried.
    """
    asked = [dict(one) for one in wanted]
    named = [*asked, *map(dict, liked)]
    musts = {
        control.key: _musts(control, [one[control.key] for one in named if control.key in one])
        for control in (*explored.first, *explored.more)
    }
    carried: list[Control] = _beside_switches(explored.first, musts, asked, most)
    for control in explored.more:
        moved = any(one.get(control.key, control.default) != control.default for one in asked)
        trial = [*carried, control]
        if moved or _room(trial, musts) <= most:
            carried = trial
    while len(carried) > 1 and carried[-1] in explored.more and not _fits(carried, musts, most):
        carried.pop()
    values = _fitted(carried, musts, most)
    return Grid(
        {control.key: values[control.key] for control in carried},
        {key: value for key, value in explored.start.items() if key not in values},
    )


def _beside_switches(
    first: Sequence[Control], musts: dict[str, list[Any]], asked: Sequence[Settings], most: int
) -> list[Control]:
    """Return the controls in sight, without the choices that multiply the subsets of switches."""
    carried = list(first)
    if any(isinstance(control, SwitchesControl) for control in first):
        for control in reversed(first):
            if _room(carried, musts) <= most:
                break
            moved = any(one.get(control.key, control.default) != control.default for one in asked)
            if not isinstance(control, SwitchesControl) and not moved:
                carried.remove(control)
    return carried


def _musts(control: Control, wanted: Sequence[Any]) -> list[Any]:
    if isinstance(control, NumberControl):
        return sorted({control.low, control.default, control.high, *map(float, wanted)})
    if isinstance(control, SwitchesControl):
        words = [control._on[name] for name in control.values]
        subsets = [
            "-".join(chosen) or "none"
            for size in range(len(words) + 1)
            for chosen in combinations(words, size)
        ]
        return list(dict.fromkeys([*subsets, control.default, *wanted]))
    return list(control.values)


def _room(controls: Sequence[Control], musts: dict[str, list[Any]]) -> int:
    """Return how many settings there are at least, with sliders as coarse as may be."""
    return prod(
        max(len(musts[c.key]), min(FINE, _all(c)))
        if isinstance(c, NumberControl)
        else len(musts[c.key])
        for c in controls
    )


def _all(control: NumberControl) -> int:
    return round((control.high - control.low) / control.step) + 1


def _points(control: NumberControl, number: int, musts: list[Any]) -> tuple[float, ...]:
    """Return about `number` values of a slider, evenly spread on its steps, with its musts."""
    last = _all(control) - 1
    steps = np.unique(np.rint(np.linspace(0, last, min(number, last + 1))))
    # A value that is wanted takes the place of its neighbour.
    gap = (control.high - control.low) / max(1, number - 1)
    even = [round(control.low + int(step) * control.step, control.decimals) for step in steps]
    kept = [
        one for one in even if all(abs(one - must) > gap * 0.5 or one == must for must in musts)
    ]
    return tuple(sorted({*map(float, kept), *map(float, musts)}))


def _fits(controls: Sequence[Control], musts: dict[str, list[Any]], most: int) -> bool:
    """Whether the sliders can be coarse enough; without one there is nothing to leave out."""
    sliders = [control for control in controls if isinstance(control, NumberControl)]
    fixed = prod(len(musts[c.key]) for c in controls if not isinstance(c, NumberControl))
    return not sliders or fixed * prod(min(FEWEST, _all(c)) for c in sliders) <= most


def _fitted(
    controls: Sequence[Control], musts: dict[str, list[Any]], most: int
) -> dict[str, tuple[Any, ...]]:
    sliders = [control for control in controls if isinstance(control, NumberControl)]
    fixed = prod(len(musts[c.key]) for c in controls if not isinstance(c, NumberControl))
    found: dict[str, tuple[Any, ...]] = {
        c.key: tuple(musts[c.key]) for c in controls if not isinstance(c, NumberControl)
    }
    numbers = {c.key: _all(c) for c in sliders}
    while True:
        values = {c.key: _points(c, numbers[c.key], musts[c.key]) for c in sliders}
        total = fixed * prod(map(len, values.values()))
        coarser = [key for key in values if numbers[key] > FEWEST]
        if total <= most or not coarser:
            return found | values
        # The finest becomes coarser first.
        key = max(coarser, key=lambda name: len(values[name]))
        numbers[key] = max(FEWEST, min(numbers[key] - 1, int(numbers[key] * 0.9)))


def kind_of(control: Control) -> str:
    """Return the name of the script that draws a control.

    Examples
    --------
    >>> from helpers.page.in_notebook.controls import ChoiceControl
    >>> kind_of(ChoiceControl("what", ["both", "flare"]))
    'choice'
    """
    if isinstance(control, NumberControl):
        return "number"
    return "switches" if isinstance(control, SwitchesControl) else "choice"
