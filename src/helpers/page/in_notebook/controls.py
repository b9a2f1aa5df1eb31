"""The controls of an explorer: for a number and for a choice.

A control names rows of `data/words.csv`; it says them when it is made, in the language of
the page.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import traitlets

from helpers.evidence import Kind, evidence, say
from helpers.page.in_notebook.switches import SwitchesControl
from helpers.page.in_notebook.worded import Worded
from helpers.pictures.widget import Widget

JS = Path(__file__).parent / "js"
SIGNS = ("", "%", "µg/L", "µg/dL", "mg/L")
"""Units that are the same in every language; the others have rows, such as `unit_days_many`."""
CONTROL = "control_{}"
"""The row of a control's label, unless the control names another."""


def unit_words(unit: str, number: float = 0) -> str:
    """Return a unit in the language of the page, as it stands after a number.

    Examples
    --------
    >>> unit_words("days", 1), unit_words("%")
    ('day', '%')
    """
    form = "one" if number == 1 else "many"
    return unit if unit in SIGNS else say(f"unit_{unit.replace(' ', '_')}_{form}")


def read_number(text: str) -> float:
    """Read a number as people type it: with a point or a comma, and any minus sign.

    Raises
    ------
    ValueError
        If it is no number.

    Examples
    --------
    >>> read_number("12,5"), read_number(" −3 "), read_number("1e3")
    (12.5, -3.0, 1000.0)
    """
    plain = text.strip().replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    value = float(plain)
    if not math.isfinite(value):
        raise ValueError("A number must be finite.")
    return value


def written(value: float) -> str:
    """Return a number as people write it, also a large one that was typed.

    Examples
    --------
    >>> written(1e9), written(-5), written(0.25), written(1e40)
    ('1,000,000,000', '-5', '0.25', '1e+40')
    """
    if abs(value) >= 1e15:
        return f"{value:g}"
    whole, _, part = f"{value:,.6f}".partition(".")
    return f"{whole}.{part}".rstrip("0").rstrip(".") if part.strip("0") else whole


def without_gaps(said: str) -> str:
    """Return a sentence without the gap that a unit left, of a number that has none.

    Examples
    --------
    >>> without_gaps("It covers 0 to 360 . The slider was left at 133 (of 360 ).")
    'It covers 0 to 360. The slider was left at 133 (of 360).'
    """
    return re.sub(r"\s+(?=[.,;)])", "", " ".join(said.split()))


class NumberControl(Worded):
    """A slider with its number box, usual range, default and reset.

    Parameters
    ----------
    key : str
        Name of the setting that it drives.
    parameter : str
        Row of `parameters.csv` that gives label, usual range and default; empty for a
        setting that is no statement about the world, such as a date.
    low, high, step : float
        Ends and grain of the slider, in the control's unit.
    unit : str
        One of `SIGNS`, or the English name of a unit that has rows.
    per_unit : float
        How many of the parameter's units make one of the control's.
    words : str
        Row of its label; `control_<key>` by default.
    default : float, optional
        Replaces the parameter's value; needed where there is no parameter.

    Examples
    --------
    >>> slider = NumberControl("telogen_days", "telogen_mean", 20, 180, 1, "days")
    >>> slider.said(100)
    'Telogen duration: 100 days'
    """

    _esm = JS / "number.js"
    word_groups = ("number",)

    label = traitlets.Unicode().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    value = traitlets.Float().tag(sync=True)
    low = traitlets.Float().tag(sync=True)
    high = traitlets.Float().tag(sync=True)
    step = traitlets.Float().tag(sync=True)
    decimals = traitlets.Int().tag(sync=True)
    default = traitlets.Float().tag(sync=True)
    usual_low = traitlets.Float().tag(sync=True)
    usual_high = traitlets.Float().tag(sync=True)
    usual_word = traitlets.Unicode().tag(sync=True)
    message = traitlets.Unicode().tag(sync=True)
    idle = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        key: str,
        parameter: str,
        low: float,
        high: float,
        step: float,
        unit: str,
        per_unit: float = 1,
        words: str = "",
        default: float | None = None,
    ) -> None:
        decimals = max(0, len(f"{step:g}".partition(".")[2]))

        def shown(value: float) -> float:
            return round(round(value / per_unit / step) * step, decimals)

        usual, start, word = (low, low), default, ""
        if parameter:
            row = evidence().parameters[parameter]
            usual = max(low, shown(row.low)), min(high, shown(row.high))
            word = say("number_considered" if row.kind == Kind.ASSUMED else "number_usual")
            start = shown(row.value) if default is None else default
        if start is None:
            raise ValueError(f"The control {key!r} needs a parameter or a default.")
        self.key, self.parameter, self.unit_name = key, parameter, unit
        super().__init__(
            label=say(words or CONTROL.format(key)),
            unit=unit_words(unit),
            low=low,
            high=high,
            step=step,
            decimals=decimals,
            default=start,
            usual_low=usual[0],
            usual_high=usual[1],
            usual_word=word,
            value=start,
        )
        self.on_msg(self._typed)

    @traitlets.validate("value")
    def _inside(self, proposal: dict) -> float:  # type: ignore[type-arg]
        value = float(proposal["value"])
        if self.high > self.low and not self.low <= value <= self.high:
            raise traitlets.TraitError(self.refusal(value))
        return value

    def refusal(self, value: float) -> str:
        """Say why a number cannot be used, and what happened instead."""
        said = say("number_outside", label=self.label, value=written(value), **self._range)
        return without_gaps(said)

    @property
    def _range(self) -> dict[str, str]:
        numbers = {"low": self.low, "high": self.high, "now": self.value}
        return {name: f"{value:g}" for name, value in numbers.items()} | {"unit": self.unit}

    def _typed(self, _: object, content: dict, __: object) -> None:  # type: ignore[type-arg]
        self.type_in(content.get("typed", ""))

    def type_in(self, text: str) -> None:
        """Take what was typed into the number box, or say why not."""
        try:
            value = read_number(text)
        except ValueError:
            self.message = without_gaps(say("number_no_number", **self._range))
        else:
            if self.low <= value <= self.high:
                # Half a step goes up, whatever the slider begins with: 12.5 is 13 in steps of 1.
                steps = math.floor((value - self.low) / self.step + 0.5 + 1e-9)
                self.value = min(self.high, round(self.low + steps * self.step, self.decimals))
                rounded = abs(self.value - value) > 1e-9
                now = f"{self.value:.{self.decimals}f}"
                step = f"{self.step:g}"
                self.message = say("number_rounded", now=now, step=step) if rounded else ""
            else:
                self.message = self.refusal(value)
        self.send({"show": True})

    @traitlets.observe("value")
    def _moved(self, _: dict) -> None:  # type: ignore[type-arg]
        self.message = ""  # what it said was of the value before

    def said(self, value: Any) -> str:
        """Say where the control stands at a value."""
        return f"{self.label}: {value:g} {unit_words(self.unit_name, value)}".strip()

    def reset(self) -> None:
        """Go back to the default."""
        self.message = ""
        self.value = self.default

    @property
    def ends(self) -> tuple[float, float, float]:
        """Minimum, default and maximum, for tests that drive every control."""
        return self.low, self.default, self.high


class ChoiceControl(Widget):
    """A choice among a few named options.

    Parameters
    ----------
    key : str
        Name of the setting that it drives.
    options : sequence of str
        The values of the setting; each has a row, such as `control_what_both`.
    words : str
        Row of its label; `control_<key>` by default.
    options_words : str
        What the rows of the options begin with, before the value; `words` by default.

    Examples
    --------
    >>> ChoiceControl("what", ["both", "flare"]).said("flare")
    'What happens: flare only'
    """

    _esm = JS / "choice.js"

    label = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Unicode()).tag(sync=True)
    chosen = traitlets.Int(0).tag(sync=True)
    value = traitlets.Unicode()

    def __init__(
        self, key: str, options: Sequence[str], words: str = "", options_words: str = ""
    ) -> None:
        words = words or CONTROL.format(key)
        self.key, self.values, self.default = key, list(options), options[0]
        super().__init__(
            label=say(words),
            options=[say(f"{options_words or words}_{option}") for option in options],
            value=self.values[0],
        )

    @traitlets.validate("chosen")
    def _known(self, proposal: dict) -> int:  # type: ignore[type-arg]
        if not 0 <= proposal["value"] < len(self.values):
            raise traitlets.TraitError(f"{self.label}: choose one of {', '.join(self.options)}.")
        return int(proposal["value"])

    @traitlets.validate("value")
    def _named(self, proposal: dict) -> str:  # type: ignore[type-arg]
        if proposal["value"] not in self.values:
            raise traitlets.TraitError(f"{self.label}: choose one of {', '.join(self.values)}.")
        return str(proposal["value"])

    @traitlets.observe("chosen")
    def _picked(self, change: dict) -> None:  # type: ignore[type-arg]
        self.value = self.values[change["new"]]

    @traitlets.observe("value")
    def _set(self, change: dict) -> None:  # type: ignore[type-arg]
        self.chosen = self.values.index(change["new"])

    def said(self, value: Any) -> str:
        """Say where the control stands at a value."""
        return f"{self.label}: {self.options[self.values.index(value)]}"

    def reset(self) -> None:
        """Go back to the first option."""
        self.chosen = 0

    @property
    def ends(self) -> tuple[str, ...]:
        """Every option, for tests that drive every control."""
        return tuple(self.values)


Control = NumberControl | ChoiceControl | SwitchesControl
