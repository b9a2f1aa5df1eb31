"""The control for things to switch on, some with the month in which they began."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import traitlets

from helpers.evidence import say
from helpers.page.in_notebook.worded import Worded


class SwitchesControl(Worded):
    """Things that can each be switched on or off, some with the month in which they began.

    The value is one word, such as "flare1-steroid2" or "none", always in the order of the
    panel, so that it can stand in a link.

    Parameters
    ----------
    key : str
        Name of the setting that it drives.
    items_words : str
        What the rows of the things begin with, before their key.
    items : sequence of (key, month, on)
        Month None for a thing without a date; `on` is how it starts.
    months : int
        Number of months to choose from, beginning with month 0.

    Examples
    --------
    >>> items = [("flare", 1, True), ("drug", 7, False)]
    >>> panel = SwitchesControl("causes", "cause", items, months=18)
    >>> panel.said("flare1-drug7")
    'What happened, and from which month on: as it starts, with methotrexate (month 7)'
    """

    _esm = Path(__file__).parent / "js" / "switches.js"
    word_groups = ("switches",)

    label = traitlets.Unicode().tag(sync=True)
    items = traitlets.List(traitlets.Dict()).tag(sync=True)
    months = traitlets.Int(0).tag(sync=True)
    default = traitlets.Unicode().tag(sync=True)
    value = traitlets.Unicode("none").tag(sync=True)

    def __init__(
        self,
        key: str,
        items_words: str,
        items: Sequence[tuple[str, int | None, bool]],
        months: int = 0,
    ) -> None:
        self.key, self.values = key, [item[0] for item in items]
        label = say(f"control_{key}")
        shown = [
            {
                "key": name,
                "words": say(f"{items_words}_{name}"),
                "month": -1 if month is None else month,
            }
            for name, month, _ in items
        ]
        self._on = {item["key"]: self._word(item) for item in shown}
        default = "-".join(self._on[name] for name, _, on in items if on) or "none"
        super().__init__(label=label, items=shown, months=months, default=default, value=default)

    @staticmethod
    def _word(item: dict[str, object]) -> str:
        return f"{item['key']}{'' if item['month'] == -1 else item['month']}"

    @traitlets.validate("value")
    def _allowed(self, proposal: dict) -> str:  # type: ignore[type-arg]
        return self.checked(proposal["value"])

    def checked(self, value: object) -> str:
        """Return a value in the order of the panel.

        Raises
        ------
        TraitError
            If something in it is unknown, named twice, or in no month of the panel.
        """
        found: dict[str, str] = {}
        for word in [] if value == "none" else str(value).split("-"):
            name = word.rstrip("0123456789")
            month, dated = word[len(name) :], any(c.isdigit() for c in self._on.get(name, ""))
            short = month.isdecimal() and len(month) < 4
            fits = short and int(month) < self.months if dated else not month
            if name not in self._on or name in found or not fits:
                raise traitlets.TraitError(f"{self.label}: {word!r} cannot be switched on.")
            found[name] = f"{name}{int(month)}" if dated else name
        return "-".join(found[name] for name in self.values if name in found) or "none"

    def said(self, value: Any) -> str:
        """Say what is on at a value, as its difference from the start."""
        on, start = self._said_items(value), self._said_items(self.default)
        if not on:
            return f"{self.label}: {say('switches_nothing')}"
        parts = [
            say(f"switches_{name}", items=", ".join(found))
            for name, found in (
                ("start", start),
                ("without", [one for one in start if one not in on]),
                ("with", [one for one in on if one not in start]),
            )
            if found
        ]
        return f"{self.label}: {', '.join(parts)}"

    def _said_items(self, value: str) -> list[str]:
        """Return what is switched on, with its month, in words."""
        words = {str(item["key"]): str(item["words"]) for item in self.items}
        found = []
        for one in [] if value == "none" else value.split("-"):
            key = one.rstrip("0123456789")
            month = one[len(key) :]
            found.append(
                words[key] + (f" ({say('switches_month', number=month)})" if month else "")
            )
        return found

    def reset(self) -> None:
        """Go back to how it started."""
        self.value = self.default

    @property
    def ends(self) -> tuple[str, str, str]:
        """Nothing, the default and everything, for tests that drive every control."""
        return "none", self.default, "-".join(self._on.values())
