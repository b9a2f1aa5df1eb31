"""What all our widgets have in common: they are made quickly, and leave nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, ClassVar

import anywidget
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


class Widget(OneClass, anywidget.AnyWidget):
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
