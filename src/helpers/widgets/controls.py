"""The controls of an explorer: for a number, for a choice, for things to switch on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import anywidget
import traitlets

from helpers.evidence import Kind, evidence, say
from helpers.widgets.worded import Worded

JS = Path(__file__).parent / "js"


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
        Unit shown.
    per_unit : float
        How many of the parameter's units make one of the control's.
    label : str
        Words that replace the parameter's name.
    default : float, optional
        Replaces the parameter's value; needed where there is no parameter.
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

    def __init__(
        self,
        key: str,
        parameter: str,
        low: float,
        high: float,
        step: float,
        unit: str,
        per_unit: float = 1,
        label: str = "",
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
            label, start = label or row.name, shown(row.value) if default is None else default
        if start is None:
            raise ValueError(f"The control {key!r} needs a parameter or a default.")
        self.key, self.parameter = key, parameter
        super().__init__(
            label=label,
            unit=unit,
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
        return say("number_outside", label=self.label, value=f"{value:g}", **self._range)

    @property
    def _range(self) -> dict[str, str]:
        numbers = {"low": self.low, "high": self.high, "now": self.value}
        return {name: f"{value:g}" for name, value in numbers.items()} | {"unit": self.unit}

    def _typed(self, _: object, content: dict, __: object) -> None:  # type: ignore[type-arg]
        self.type_in(content.get("typed", ""))

    def type_in(self, text: str) -> None:
        """Take what was typed into the number box, or say why not."""
        try:
            value = float(text)
        except ValueError:
            self.message = say("number_no_number", **self._range)
        else:
            if self.low <= value <= self.high:
                self.set_trait("message", "")
                self.value = value
            else:
                self.message = self.refusal(value)
        self.send({"show": True})

    def reset(self) -> None:
        """Go back to the default."""
        self.message = ""
        self.value = self.default

    @property
    def ends(self) -> tuple[float, float, float]:
        """Minimum, default and maximum, for tests that drive every control."""
        return self.low, self.default, self.high


class ChoiceControl(anywidget.AnyWidget):
    """A choice among a few named options.

    Parameters
    ----------
    key : str
        Name of the setting that it drives.
    label : str
    options : dict of str to str
        From the value of the setting to the words shown.
    """

    _esm = JS / "choice.js"

    label = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Unicode()).tag(sync=True)
    chosen = traitlets.Int(0).tag(sync=True)
    value = traitlets.Unicode()

    def __init__(self, key: str, label: str, options: dict[str, str]) -> None:
        self.key, self.values, self.default = key, list(options), next(iter(options))
        super().__init__(label=label, options=list(options.values()), value=self.values[0])

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

    def reset(self) -> None:
        """Go back to the first option."""
        self.chosen = 0

    @property
    def ends(self) -> tuple[str, ...]:
        """Every option, for tests that drive every control."""
        return tuple(self.values)


class SwitchesControl(Worded):
    """Things that can each be switched on or off, some with the month in which they began.

    The value is one word, such as "flare1-steroid2" or "none", always in the order of the
    panel, so that it can stand in a link.

    Parameters
    ----------
    key : str
        Name of the setting that it drives.
    label : str
    items : sequence of (key, words, month, on)
        Month None for a thing without a date; `on` is how it starts.
    months : int
        Number of months to choose from, beginning with month 0.
    """

    _esm = JS / "switches.js"
    word_groups = ("switches",)

    label = traitlets.Unicode().tag(sync=True)
    items = traitlets.List(traitlets.Dict()).tag(sync=True)
    months = traitlets.Int(0).tag(sync=True)
    default = traitlets.Unicode().tag(sync=True)
    value = traitlets.Unicode("none").tag(sync=True)

    def __init__(
        self,
        key: str,
        label: str,
        items: Sequence[tuple[str, str, int | None, bool]],
        months: int = 0,
    ) -> None:
        self.key, self.values = key, [item[0] for item in items]
        shown = [
            {"key": key, "words": words, "month": -1 if month is None else month}
            for key, words, month, _ in items
        ]
        self._on = {item["key"]: self._word(item) for item in shown}
        default = "-".join(self._on[key] for key, _, _, on in items if on) or "none"
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
            fits = month.isdecimal() and int(month) < self.months if dated else not month
            if name not in self._on or name in found or not fits:
                raise traitlets.TraitError(f"{self.label}: {word!r} cannot be switched on.")
            found[name] = f"{name}{int(month)}" if dated else name
        return "-".join(found[name] for name in self.values if name in found) or "none"

    def reset(self) -> None:
        """Go back to how it started."""
        self.value = self.default

    @property
    def ends(self) -> tuple[str, str, str]:
        """Nothing, the default and everything, for tests that drive every control."""
        return "none", self.default, "-".join(self._on.values())


Control = NumberControl | ChoiceControl | SwitchesControl
