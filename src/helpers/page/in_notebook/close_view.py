"""The widget that draws a close look at a scalp."""

from __future__ import annotations

import traitlets

from helpers.page.in_notebook.controls import JS
from helpers.page.in_notebook.worded import Worded


class CloseUp(Worded):
    """A close look at a scalp; `helpers.pictures.close_view` makes its traits.

    Follicles travel as bytes: `places` two 16-bit numbers each, `looks` and `lengths` one
    byte each. What has not changed is not sent again.
    """

    _esm = JS / "closeup.js"
    word_groups = ("picture",)

    places = traitlets.Bytes().tag(sync=True)
    looks = traitlets.Bytes().tag(sync=True)
    lengths = traitlets.Bytes().tag(sync=True)
    side = traitlets.Float().tag(sync=True)
    field = traitlets.Float().tag(sync=True)
    centre = traitlets.List(traitlets.Float()).tag(sync=True)
    discs = traitlets.List(traitlets.List(traitlets.Float())).tag(sync=True)
    signs = traitlets.Dict().tag(sync=True)
    colours = traitlets.Dict().tag(sync=True)
    seed = traitlets.Int().tag(sync=True)
    reveal = traitlets.Bool().tag(sync=True)
    words = traitlets.List(traitlets.Unicode()).tag(sync=True)
    titles = traitlets.List(traitlets.Unicode()).tag(sync=True)
    descriptions = traitlets.List(traitlets.Unicode()).tag(sync=True)
    signs_said = traitlets.Unicode().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)

    def __init__(self, **shown: object) -> None:
        super().__init__(**shown)
        self.add_class("hcl-close")
