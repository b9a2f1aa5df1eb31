"""The widget that draws a close look at a scalp."""

from __future__ import annotations

import traitlets

from helpers.page.in_notebook.controls import JS
from helpers.page.in_notebook.worded import Worded


def script(name: str) -> str:
    """Return the code of a widget: one file, or the files of its folder in their order.

    Examples
    --------
    >>> script("patch").startswith("// A patch of scalp")
    True
    """
    room = JS / name
    files = sorted(room.glob("*.js")) if room.is_dir() else [room.with_suffix(".js")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


class CloseUp(Worded):
    """A close look at a scalp; `helpers.pictures.close_view` makes its traits.

    Follicles travel as bytes: `places` two 16-bit numbers each, `looks`, `lengths` and
    `widths` one byte each; what has not changed is not sent again. `mark` says which of two
    scalps it is where two stand side by side.
    """

    _esm = script("closeup")
    word_groups = ("picture",)

    places = traitlets.Bytes().tag(sync=True)
    looks = traitlets.Bytes().tag(sync=True)
    lengths = traitlets.Bytes().tag(sync=True)
    widths = traitlets.Bytes().tag(sync=True)
    longest = traitlets.Float().tag(sync=True)
    side = traitlets.Float().tag(sync=True)
    field = traitlets.Float().tag(sync=True)
    centre = traitlets.List(traitlets.Float()).tag(sync=True)
    discs = traitlets.List(traitlets.List(traitlets.Float())).tag(sync=True)
    signs = traitlets.Dict().tag(sync=True)
    colours = traitlets.Dict().tag(sync=True)
    seed = traitlets.Int().tag(sync=True)
    words = traitlets.List(traitlets.Unicode()).tag(sync=True)
    sign_words = traitlets.Dict().tag(sync=True)
    photographs = traitlets.List(traitlets.List(traitlets.Unicode())).tag(sync=True)
    titles = traitlets.List(traitlets.Unicode()).tag(sync=True)
    descriptions = traitlets.List(traitlets.Unicode()).tag(sync=True)
    mark = traitlets.Unicode().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)

    def __init__(self, **shown: object) -> None:
        super().__init__(**shown)
        self.add_class("hcl-close")
