"""A widget whose script takes its words from the table of words."""

from __future__ import annotations

from typing import ClassVar

import traitlets

from helpers.evidence import words
from helpers.pictures.widget import Widget


class Worded(Widget):
    """A widget that hands its script the words it shows, in the language of the page.

    A subclass names the groups of `data/words.csv` that it needs: the part of a row's name
    before the first underscore.
    """

    word_groups: ClassVar[tuple[str, ...]] = ()

    ui = traitlets.Dict().tag(sync=True)

    @traitlets.default("ui")
    def _words_of_page(self) -> dict[str, str]:
        return words(*self.word_groups)
