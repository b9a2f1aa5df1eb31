"""For instructors: make a data set for a class, with a key."""

from __future__ import annotations

import base64
from html import escape

import ipywidgets as widgets
import pandas as pd

from helpers.figures import stylesheet
from helpers.measure.class_set import MOST, class_patients, class_set
from helpers.widgets.stage import Stage
from helpers.widgets.tables import html_table

_SHOWN = 5
_WORDS = "A class data set: virtual patients with causes of their own, and a key."


class ClassData(widgets.VBox):
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
            value=200, min=1, max=MOST, description="Number of patients", style=wide
        )
        self.seed = widgets.BoundedIntText(
            value=1, min=0, max=10**9, description="Seed", style=wide
        )
        self.make = widgets.Button(description="Make the data set")
        self.bar = widgets.IntProgress(min=0, max=1, description="Patients done", style=wide)
        self.files = widgets.HTML()
        self.make.on_click(lambda _: self.run())
        tools = widgets.Box([self.make]).add_class("hcl-tools")
        super().__init__([self.number, self.seed, tools, self.bar, self.files])

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
        self.files.value = (
            f'<p role="status">{len(seen):,} patients are ready. The same seed makes the same '
            f"patients again.</p><p>{_link(seen, name, 'For the class: what was found')}</p>"
            f"<p>{_link(key, f'{name}_key', 'For you: the key, every cause with its month')}</p>"
            f"{html_table([escape(c) for c in columns], head.itertuples(index=False))}"
        )

    def _progress(self, done: int, total: int) -> None:
        self.bar.max, self.bar.value = total, done


def _link(table: pd.DataFrame, name: str, words: str) -> str:
    data = base64.b64encode(table.to_csv().encode()).decode()
    return (
        f'<a download="{escape(name)}.csv" href="data:text/csv;base64,{data}">'
        f"{escape(words)} (CSV)</a>"
    )


def class_data() -> Stage:
    """Open the page that makes a data set for a class."""

    def build(_: Stage) -> list[widgets.Widget]:
        style = widgets.HTML(f"<style>{stylesheet()}</style>")
        style.layout.display = "none"
        return [style, ClassData()]

    stage = Stage(_WORDS, "", build)
    stage.reveal()
    return stage
