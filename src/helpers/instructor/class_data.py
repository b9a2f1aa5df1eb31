"""For instructors: make a data set for a class, with a key."""

from __future__ import annotations

import base64
from html import escape

import ipywidgets as widgets
import pandas as pd

from helpers.evidence import say
from helpers.instructor.class_set import MOST, class_patients, class_set
from helpers.page.in_notebook.live import Spoken
from helpers.page.in_notebook.stage import Stage
from helpers.page.provenance import english
from helpers.page.tables import html_table
from helpers.pictures.theme import stylesheet
from helpers.pictures.widget import HTML, Box, Button, VBox

_SHOWN = 5


class ClassData(VBox):
    """How many patients, which seed, a button, and two files.

    Attributes
    ----------
    number, seed : BoundedIntText
    make : Button
    bar : IntProgress
    """

    def __init__(self) -> None:
        wide = {"description_width": "initial"}
        self.number = widgets.BoundedIntText(
            value=200, min=1, max=MOST, description=say("class_number"), style=wide
        )
        self.seed = widgets.BoundedIntText(
            value=1, min=0, max=10**9, description=say("class_seed"), style=wide
        )
        self.make = Button(description=say("class_make"))
        self.bar = widgets.IntProgress(min=0, max=1, description=say("class_done"), style=wide)
        self.files, self.aloud = HTML(), Spoken()
        self.make.on_click(lambda _: self.run())
        tools = Box([self.make]).add_class("hcl-tools")
        super().__init__([self.number, self.seed, tools, self.bar, self.files, self.aloud])

    def run(self) -> None:
        """Make the data set and offer it."""
        self.make.disabled = True
        try:
            patients = class_patients(self.number.value, self.seed.value)
            seen, key = class_set(patients, progress=self._progress)
        finally:
            self.make.disabled = False
        name = f"class_{self.seed.value}_{self.number.value}"
        head = seen.head(_SHOWN).reset_index()
        columns = [str(column).replace("_", " ") for column in head.columns]
        self.aloud.value = say("class_ready", number=f"{len(seen):,}")
        self.files.value = (
            f"<p>{self.aloud.value}</p>"
            f"<p>{_link(seen, name, say('class_found'))}</p>"
            f"<p>{_link(key, f'{name}_key', say('class_key'))}</p>"
            f"{html_table([english(c) for c in columns], head.itertuples(index=False))}"
        )

    def _progress(self, done: int, total: int) -> None:
        self.bar.max, self.bar.value = total, done


def _link(table: pd.DataFrame, name: str, words: str) -> str:
    data = base64.b64encode(table.to_csv().encode()).decode()
    return (
        f'<a download="{escape(name)}.csv" href="data:text/csv;base64,{data}">'
        f"{escape(say('class_csv', words=words))}</a>"
    )


def class_data() -> Stage:
    """Open the page that makes a data set for a class."""

    def build(_: Stage) -> list[widgets.Widget]:
        style = HTML(f"<style>{stylesheet()}</style>", layout={"display": "none"})
        return [style, ClassData()]

    stage = Stage(say("class_title"), "", build)
    stage.reveal()
    return stage
