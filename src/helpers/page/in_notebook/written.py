"""A task to be written in one's own words, then compared with a model answer."""

from __future__ import annotations

import re

import ipywidgets as widgets

from helpers.evidence import in_english, say
from helpers.page.in_notebook.live import Spoken
from helpers.page.prose import Facts, to_html
from helpers.pictures.widget import HTML, Box, Button, VBox

_FEWEST_WORDS = 20


class WrittenTask(VBox):
    """A place to write, and a model answer that opens only when something is written.

    Parameters
    ----------
    task : str
        Markdown: what to write.
    answer : str
        Markdown: a model answer, then a heading and a list of points to look for.
    facts : dict
        Computed numbers that the text may speak of.

    Attributes
    ----------
    text : Textarea
    compare : Button
    points : list of Checkbox
        What the student ticks, once the answer is open.
    """

    def __init__(self, task: str, answer: str, facts: Facts) -> None:
        self.answer, self.facts = answer, facts
        self.text = widgets.Textarea(
            description=say("written_yours"),
            placeholder=say("written_hint"),
            rows=9,
        )
        self.compare = Button(description=say("written_compare"))
        self.said, self.aloud = HTML(), Spoken()
        self.points: list[widgets.Checkbox] = []
        self.compare.on_click(lambda _: self._open())
        note = f"<p><small>{say('written_stays')}</small></p>"
        self._first = [
            self.aloud,
            HTML(in_english(to_html(task, facts))),
            self.text,
            HTML(note),
            Box([self.compare]).add_class("hcl-tools"),
        ]
        super().__init__([*self._first, self.said])
        self.add_class("hcl-written")

    def _open(self) -> None:
        words = len(self.text.value.split())
        if words < _FEWEST_WORDS:
            self._say(say("written_too_short", words=words, enough=_FEWEST_WORDS))
            return
        self.compare.disabled = True
        model, heading, points = re.split(r"^### (.*)$", self.answer, flags=re.MULTILINE)
        self.points = [
            widgets.Checkbox(description=point.strip(), indent=False)
            for point in re.findall(r"^- (.*)$", points, flags=re.MULTILINE)
        ]
        for point in self.points:
            point.observe(lambda _: self._count(), names="value")
        self.children = (
            *self._first,
            HTML(in_english(to_html(model, self.facts))),
            HTML(in_english(f"<h3>{heading}</h3>")),
            *self.points,
            self.said,
        )
        self._count()

    def _count(self) -> None:
        found = sum(point.value for point in self.points)
        self._say(say("written_points", found=found, total=len(self.points)))

    def _say(self, words: str) -> None:
        self.aloud.value, self.said.value = words, f"<p>{words}</p>"
