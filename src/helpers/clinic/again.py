"""The button that begins a patient again: it asks once more before it empties the case."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from helpers.evidence import say
from helpers.page.in_notebook.explorer import row
from helpers.page.in_notebook.live import Spoken
from helpers.pictures.widget import HTML, Button, VBox


class Again(VBox):
    """The question that the button `button` opens, and closes when it is pressed again.

    A second press of the same key therefore empties nothing: the answer is another button.

    Parameters
    ----------
    name : str
        Who would begin again.
    begin : callable
        Called once the question was answered with yes.

    Examples
    --------
    >>> again = Again("Omar", lambda: print("afresh"))
    >>> again.button.click()
    >>> again.question.layout.display
    ''
    >>> again.yes.click()
    afresh
    """

    def __init__(self, name: str, begin: Callable[[], object]) -> None:
        self.said = say("case_begin_again_sure", name=name)
        self.button, self.yes, self.no = (
            Button(description=say(f"case_begin_again{answer}"), layout={"width": "auto"})
            for answer in ("", "_yes", "_no")
        )
        self.aloud = Spoken()
        words = HTML(f"<p>{escape(self.said)}</p>")
        self.question = VBox([words, row(self.yes, self.no)], layout={"display": "none"})
        self._show(False)
        self.button.on_click(lambda _: self._show(self.question.layout.display == "none"))
        self.no.on_click(lambda _: self._show(False))
        self.yes.on_click(lambda _: begin())
        super().__init__([self.aloud, self.question])

    def _show(self, asked: bool) -> None:
        self.question.layout.display = "" if asked else "none"
        self.aloud.value = self.said if asked else ""
