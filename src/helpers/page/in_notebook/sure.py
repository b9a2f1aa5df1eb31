"""A button that asks before it throws something away."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from helpers.evidence import say
from helpers.page.in_notebook.explorer import row
from helpers.page.in_notebook.live import Landing
from helpers.pictures.widget import Button, VBox, close_all


class AskFirst(VBox):
    """A button; pressed, it asks, and acts only when told so once more.

    Parameters
    ----------
    words : str
        Row of the button's words; `<words>_ask`, `<words>_yes` and `<words>_no` hold the
        question and its two answers.
    act : callable
    """

    def __init__(self, words: str, act: Callable[[], None]) -> None:
        self.words, self.act = words, act
        self.button = Button(description=say(words))
        self.button.on_click(lambda _: self._ask())
        self.first = row(self.button)
        super().__init__([self.first])

    def _ask(self) -> None:
        self.button.disabled = True
        asked = Landing(value=f"<p>{escape(say(f'{self.words}_ask'))}</p>", take_focus=True)
        self.yes = Button(description=say(f"{self.words}_yes"))
        self.no = Button(description=say(f"{self.words}_no"))
        self.yes.on_click(lambda _: self._answer(True))
        self.no.on_click(lambda _: self._answer(False))
        self.asked = (asked, row(self.yes, self.no))
        self.children = [self.first, *self.asked]

    def _answer(self, yes: bool) -> None:
        self.children = [self.first]
        for child in self.asked:
            close_all(child)
        self.button.disabled = False
        if yes:
            self.act()
        else:
            self.button.focus()
