"""Many results that are nearly alike, packed small: what is the same once, curves by a basis."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from helpers.model.scalp import Array

Tree = Any
Path = tuple[str | int, ...]

STEPS = 1000
"""A curve is true to this part of what it spans over all settings: less than half a pixel."""
SHORTEST = 24  # numbers of a list that is worth a basis
FEWEST = 12  # different lists that are worth a basis
MOST_BASIS = 60
DIGITS = 6  # of a number that is kept as it is


def plain(value: Any) -> Tree:
    """Return what JSON can hold: arrays as lists, numbers with the digits that can be seen.

    Examples
    --------
    >>> plain({"x": np.array([0.123456789, np.nan])})
    {'x': [0.123457, None]}
    """
    if isinstance(value, (bool, str)) or value is None:
        return value
    if isinstance(value, float):  # most values are numbers: they are asked for first
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 1e9 else float(f"{value:.6g}")
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    return plain(float(value))


def _text(value: Tree) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _typed(array: npt.NDArray[Any], kind: str) -> str:
    return base64.b64encode(array.astype(kind).tobytes()).decode()


@dataclass
class _Leaf:
    """One place of the tree whose content differs between results."""

    path: Path
    index: list[int] = field(default_factory=list)
    values: list[Tree] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)

    def add(self, value: Tree) -> None:
        text = _text(value)
        if text not in self._known:
            self._known[text] = len(self.values)
            self.values.append(value)
        self.index.append(self._known[text])

    @property
    def curves(self) -> dict[int, list[int]]:
        """The places in `values` that are lists of numbers, by their length."""
        found: dict[int, list[int]] = {}
        for place, value in enumerate(self.values):
            if isinstance(value, list) and len(value) >= SHORTEST and all(map(_is_number, value)):
                found.setdefault(len(value), []).append(place)
        return {n: places for n, places in found.items() if len(places) >= FEWEST}


def _is_number(value: Tree) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _leaves(trees: Sequence[Tree], path: Path) -> tuple[Tree, list[_Leaf]]:
    """Return what all trees share, and the places at which they differ."""
    first = trees[0]
    if all(tree == first and type(tree) is type(first) for tree in trees):
        return first, []
    if all(isinstance(tree, dict) and tree.keys() == first.keys() for tree in trees):
        parts = {name: _leaves([tree[name] for tree in trees], (*path, name)) for name in first}
        return {n: same for n, (same, _) in parts.items()}, [
            leaf for _, found in parts.values() for leaf in found
        ]
    # A list of lists is a list of columns or of parts, each with a story of its own.
    deep = isinstance(first, list) and first and isinstance(first[0], (dict, list))
    if deep and all(isinstance(tree, list) and len(tree) == len(first) for tree in trees):
        rows = [_leaves([tree[k] for tree in trees], (*path, k)) for k in range(len(first))]
        return [same for same, _ in rows], [leaf for _, found in rows for leaf in found]
    leaf = _Leaf(path)
    for tree in trees:
        leaf.add(tree)
    return None, [leaf]


def pack(trees: Sequence[Tree], exact: Collection[str] = ()) -> dict[str, Tree]:
    """Pack trees of JSON that differ in few places.

    Parameters
    ----------
    trees : sequence
        What `plain` returns; at least one.
    exact : collection of str
        Names of branches whose numbers are kept as they are.

    Returns
    -------
    dict
        `same` is the common tree, `parts` the places that differ, `sets` the curves by the
        number of their points. `unpack` and the page's script turn it back.

    Examples
    --------
    >>> packed = pack([{"a": 1, "b": 2}, {"a": 1, "b": 3}])
    >>> unpack(packed, 1)
    {'a': 1, 'b': 3}
    """
    same, leaves = _leaves(trees, ())
    groups: dict[int, list[tuple[_Leaf, list[int]]]] = {}
    for leaf in leaves:
        if not set(exact).isdisjoint(leaf.path):
            continue
        for length, places in leaf.curves.items():
            groups.setdefault(length, []).append((leaf, places))
    sets: list[Any] = []
    rows: dict[Any, Any] = {}
    for length, group in sorted(groups.items()):
        scales = []
        blocks = []
        for leaf, places in group:
            block = np.array([leaf.values[place] for place in places], dtype=float)
            span = float(block.max() - block.min()) or 1.0
            scales += [span / STEPS] * len(places)
            blocks.append(block)
        number = 0
        for leaf, places in group:
            for place in places:
                rows[id(leaf), place] = (len(sets), number)
                number += 1
        sets.append({"points": length, **_squeezed(np.vstack(blocks), np.array(scales))})
    parts = []
    for leaf in leaves:
        values = [
            {"set": rows[id(leaf), place][0], "row": rows[id(leaf), place][1]}
            if (id(leaf), place) in rows
            else {"is": value}
            for place, value in enumerate(leaf.values)
        ]
        parts.append(
            {
                "path": list(leaf.path),
                "index": _typed(np.array(leaf.index), "<u2"),
                "values": values,
            }
        )
    return {"number": len(trees), "same": same, "parts": parts, "sets": sets}


def _squeezed(rows: Array, step: Array) -> dict[str, Tree]:
    """Write rows as sums of a few basis curves, each true to its own step."""
    scaled = rows / step[:, None]
    left, size, basis = np.linalg.svd(scaled, full_matrices=False)
    for number in range(1, min(MOST_BASIS, len(size)) + 1):
        if number < len(size) and size[number] > 40:  # cannot be true yet
            continue
        weights = left[:, :number] * size[:number]
        top = np.abs(weights).max(axis=0)
        top[top == 0] = 1.0
        whole = np.rint(weights / top * 32767)
        high = np.abs(basis[:number]).max(axis=1)
        base = np.rint(basis[:number] / high[:, None] * 32767)
        scale = top * high / 32767**2
        if np.abs((whole * scale) @ base - scaled).max() <= 1:
            return {
                "basis": _typed(base, "<i2"),
                "weights": _typed(whole, "<i2"),
                "scale": [float(f"{one:.8g}") for one in scale],
                "of": number,
                "step": [float(f"{one:.8g}") for one in step],
            }
    # No few curves make up these: each point as its change, in whole steps.
    whole = np.rint(scaled * 1.0).astype(np.int64)
    changes = np.diff(whole, axis=1, prepend=0)
    return {
        "changes": _typed(changes, "<i4"),
        "step": [float(f"{one:.8g}") for one in step],
    }


def _array(text: str, kind: str) -> npt.NDArray[Any]:
    return np.frombuffer(base64.b64decode(text), dtype=kind)


def unpack(packed: Mapping[str, Tree], place: int) -> Tree:
    """Return one tree again, as the page's script does; its curves within their step."""
    tree = json.loads(_text(packed["same"]))
    for part in packed["parts"]:
        value = part["values"][int(_array(part["index"], "<u2")[place])]
        found = value["is"] if "is" in value else _curve(packed["sets"][value["set"]], value["row"])
        if not part["path"]:
            return found
        holder = tree
        for name in part["path"][:-1]:
            holder = holder[name]
        holder[part["path"][-1]] = found
    return tree


def _curve(curves: Mapping[str, Tree], row: int) -> list[float]:
    points, step = curves["points"], curves["step"][row]
    if "changes" in curves:
        changes = _array(curves["changes"], "<i4")[row * points : (row + 1) * points]
        return cast("list[float]", (np.cumsum(changes) * step).tolist())
    number = curves["of"]
    weights = _array(curves["weights"], "<i2")[row * number : (row + 1) * number].astype(float)
    basis = _array(curves["basis"], "<i2").astype(float).reshape(number, points)
    return cast("list[float]", ((weights * curves["scale"]) @ basis * step).tolist())
