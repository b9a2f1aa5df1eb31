"""What all our widgets have in common: they are made quickly, and leave nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, ClassVar, cast

import anywidget
import ipywidgets
import traitlets

Fixed = list[tuple[str, str]]
_UNSEEN: ContextVar[bool] = ContextVar("_UNSEEN", default=False)


@contextmanager
def unseen() -> Iterator[None]:
    """Make widgets that are only asked what they allow: no page hears of them."""
    before = _UNSEEN.set(True)
    try:
        yield
    finally:
        _UNSEEN.reset(before)


_SHARED: dict[type[ipywidgets.Widget], ipywidgets.Widget] = {}


def shared(kind: type[ipywidgets.Widget]) -> ipywidgets.Widget:
    """Return the one layout or style, as it is at first, that parts of a page have in common.

    To change it is an error, since it would change in every part of the page.

    Examples
    --------
    >>> shared(ipywidgets.Layout) is shared(ipywidgets.Layout)
    True
    """
    one = _SHARED.get(kind)
    if one is None or one.comm is None:
        one = _SHARED[kind] = kind()
        one.observe(_refuse, [name for name in one.keys if not name.startswith("_")])
    return one


def _refuse(change: dict[str, Any]) -> None:
    kind = type(change["owner"]).__name__
    raise AttributeError(
        f"This {kind} belongs to all parts of the page. Give the part a {kind} of its own, "
        f"such as layout={{'width': 'auto'}}, when it is made."
    )


class Plain:
    """A widget with the page's common layout and style, unless it is given its own.

    By default ipywidgets makes both anew for each widget: more than half of all that a page
    would be told of, and empty.
    """

    def __init__(self, *args: Any, **own: Any) -> None:
        kinds = {name: getattr(type(self), name, None) for name in ("layout", "style")}
        common = {
            name: shared(cast(type[ipywidgets.Widget], trait.klass))
            for name, trait in kinds.items()
            if isinstance(trait, traitlets.Instance) and name not in own
        }
        super().__init__(*args, **common, **own)


class HTML(Plain, ipywidgets.HTML):
    """Words of a page."""


class Button(Plain, ipywidgets.Button):
    """A button."""


class Box(Plain, ipywidgets.Box):
    """Parts beside each other."""


class VBox(Plain, ipywidgets.VBox):
    """Parts below each other."""


def close_all(widget: ipywidgets.Widget) -> None:
    """Close a widget and everything in it: what left the page is not kept by the kernel."""
    for child in getattr(widget, "children", ()):
        close_all(child)
    for part in ("layout", "style"):
        inner = getattr(widget, part, None)
        if isinstance(inner, ipywidgets.Widget) and inner not in _SHARED.values():
            inner.close()
    widget.close()


class OneClass:
    """A widget of anywidget that shares its finished class with the others of its kind.

    anywidget hands script and id to each widget by a class that it makes for this one. To make
    the class takes longer than all the rest, and no such class is freed soon.
    """

    _finished: ClassVar[dict[type, tuple[Fixed, type]]] = {}

    def add_traits(self, **traits: Any) -> None:
        """Add traits to this widget; the same ones as before come with the class from before."""
        own = type(self)
        fixed = [(name, str(trait.default_value)) for name, trait in traits.items()]
        simple = all(type(trait) is traitlets.Unicode for trait in traits.values())
        known = self._finished.get(own)
        if simple and known is not None and known[0] == fixed:
            self.__class__ = known[1]
            return
        super().add_traits(**traits)  # type: ignore[misc]
        if simple:
            self._finished[own] = fixed, type(self)


class Widget(OneClass, Plain, anywidget.AnyWidget):
    """A widget with a script of ours.

    The script is read when the class is made. Of a path, anywidget would tell every widget
    when the file changes, and so keep them all.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Read the files that the class names."""
        for name in ("_esm", "_css"):
            file = cls.__dict__.get(name)
            if isinstance(file, Path):
                setattr(cls, name, file.read_text(encoding="utf-8"))
        super().__init_subclass__(**kwargs)

    def open(self) -> None:
        """Tell the page of the widget."""
        if not _UNSEEN.get():
            super().open()
