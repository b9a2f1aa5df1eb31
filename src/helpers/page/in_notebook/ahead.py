"""What is built before its part of the page opens, so that it is there at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

Choice = TypeVar("Choice")
Built = TypeVar("Built")


class Ahead(Generic[Choice, Built]):
    """One thing, built before it is asked for.

    Parameters
    ----------
    build : callable
        Makes it; takes the choice on which it depends.
    close : callable
        Lets go of one that nobody asked for.

    Examples
    --------
    >>> figures = Ahead(lambda choice: f"figure of {choice}", lambda figure: print(figure, "goes"))
    >>> figures.prepare(1), figures.prepare(2)
    figure of 1 goes
    (None, None)
    >>> figures.take(2)
    'figure of 2'
    """

    def __init__(self, build: Callable[[Choice], Built], close: Callable[[Built], None]) -> None:
        self._build, self._close = build, close
        self._made: tuple[Choice, Built] | None = None

    def prepare(self, choice: Choice) -> None:
        """Build it, unless it is there. A fault is told by whoever takes it, who meets it again."""
        if self._made is not None and self._made[0] == choice:
            return
        self.forget()
        try:
            self._made = choice, self._build(choice)
        except Exception:
            logging.getLogger(__name__).exception("Nothing could be built ahead")

    def take(self, choice: Choice) -> Built:
        """Return what was built for a choice, or build it now."""
        made = self._made
        if made is None or made[0] != choice:
            self.forget()
            return self._build(choice)
        self._made = None
        return made[1]

    def forget(self) -> None:
        """Let go of what nobody asked for."""
        made, self._made = self._made, None
        if made is not None:
            self._close(made[1])
