"""Small widgets that follow the model: the sentence, the scalp patch, what is said aloud."""

from __future__ import annotations

import traitlets

from helpers.page.in_notebook.controls import JS
from helpers.page.in_notebook.worded import Worded
from helpers.pictures.widget import Widget


class Sentence(Worded):
    """The live sentence under a picture; announced politely once the slider rests.

    `answered` is what each control stood at for the result that is shown. While the controls
    stand elsewhere, and while `computing`, the page says so after half a second.
    """

    _esm = JS / "sentence.js"
    word_groups = ("sentence",)

    value = traitlets.Unicode().tag(sync=True)
    computing = traitlets.Bool(default_value=False).tag(sync=True)
    answered = traitlets.List(traitlets.Any()).tag(sync=True)


class Spoken(Widget):
    """Words that a screen reader says when they change; nothing is seen of them.

    It has to be on the page before it has something to say.
    """

    _esm = JS / "spoken.js"

    value = traitlets.Unicode().tag(sync=True)


class PatchMap(Worded):
    """A patch of scalp, one mark a follicle.

    `kinds` names each box with its colour and shape; `boxes` holds the place in `kinds`
    of every follicle.
    """

    _esm = JS / "patch.js"
    word_groups = ("picture",)

    title = traitlets.Unicode().tag(sync=True)
    description = traitlets.Unicode().tag(sync=True)
    kinds = traitlets.List(traitlets.Dict()).tag(sync=True)
    boxes = traitlets.List(traitlets.Int()).tag(sync=True)

    def __init__(self, **shown: object) -> None:
        super().__init__(**shown)
        self.add_class("hcl-patch")


class Fit(Widget):
    """An invisible line under the charts that keeps them as wide and high as the page allows.

    `letters` are those of the longest sentence, and of the longest message under it: the charts
    leave them their place from the start. `below` says that the column of controls goes on.
    """

    _esm = JS / "fit.js"

    letters = traitlets.List(traitlets.Int()).tag(sync=True)
    below = traitlets.Unicode().tag(sync=True)


class Landing(Widget):
    """A part of the page, in HTML, that takes the keyboard when it appears."""

    _esm = JS / "landing.js"

    value = traitlets.Unicode().tag(sync=True)
    take_focus = traitlets.Bool(False).tag(sync=True)


class Arrival(Widget):
    """An invisible mark that brings the figure of its part of the page into view.

    `at_once` does so when it appears, and takes the keyboard there; each change of `calls` does
    so again, for a button that changes the figure from below.
    """

    _esm = JS / "arrival.js"

    at_once = traitlets.Bool(default_value=True).tag(sync=True)
    calls = traitlets.Int(0).tag(sync=True)
