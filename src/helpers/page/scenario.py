"""The code of a setting: short enough to read out, sure enough to notice a slip."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from html import escape
from typing import Any
from urllib.parse import parse_qs
from zlib import crc32

import traitlets

from helpers.evidence import say
from helpers.page.in_notebook.controls import JS, ChoiceControl, Control, NumberControl
from helpers.page.in_notebook.switches import SwitchesControl
from helpers.page.in_notebook.worded import Worded

_SIGNS = "23456789bcdfghjkmnpqrstvwxz"  # nothing that is misread for something else
_BETWEEN = "~"  # stands in no value, and needs no quoting in a link
_LONGEST = 80


class BadScenario(Exception):
    """A code cannot be used; the message says why, in a sentence."""


def _mark(name: str, controls: Sequence[Control], body: str) -> str:
    """Return three signs that fit this code at this explorer, and hardly any other."""
    scale = [
        f"{c.key}:{c.low:g}:{c.high:g}:{c.unit_name}"
        if isinstance(c, NumberControl)
        else f"{c.key}:{'|'.join(c.values)}"
        for c in controls
    ]
    number = crc32("\n".join([name, *scale, body]).encode())
    signs = ""
    for _ in range(3):
        number, place = divmod(number, len(_SIGNS))
        signs += _SIGNS[place]
    return signs


def scenario_code(name: str, controls: Sequence[Control]) -> str:
    """Return the code of where the controls stand.

    Parameters
    ----------
    name : str
        The explorer; a code opens only where it was made.
    controls : sequence of Control
        In the order of the page.

    Examples
    --------
    >>> choice = ChoiceControl("what", ["both", "flare"])
    >>> scenario_code("steroids", [choice]).split("~")[0]
    'both'
    """
    values = [
        f"{round(c.value, 6):.10g}" if isinstance(c, NumberControl) else c.value for c in controls
    ]
    body = _BETWEEN.join(values)
    return _BETWEEN.join([body, _mark(name, controls, body)])


def read_scenario(code: str, name: str, controls: Sequence[Control]) -> dict[str, Any]:
    """Return the settings that a code stands for.

    Raises
    ------
    BadScenario
        If the code is incomplete, was made elsewhere, or leaves the range of a control.
    """
    code = code.strip()
    shown = _shown(code)
    body, _, mark = code.rpartition(_BETWEEN)
    settings: dict[str, Any] = {}
    # The mark can be made by whoever reads this file; the values behind it are then any text.
    with suppress(ValueError):
        if body and mark == _mark(name, controls, body):
            pairs = zip(controls, body.split(_BETWEEN), strict=True)
            settings = usable(
                {c.key: float(word) if isinstance(c, NumberControl) else word for c, word in pairs},
                controls,
            )
    if not settings or len(settings) < len(controls):
        raise BadScenario(say("share_no_code", code=shown))
    return settings


def usable(settings: Mapping[str, Any], controls: Sequence[Control]) -> dict[str, Any]:
    """Return those of some saved settings that the controls, as they are now, can take."""
    taken: dict[str, Any] = {}
    for control in controls:
        value = settings.get(control.key)
        if isinstance(control, ChoiceControl):
            if value in control.values:
                taken[control.key] = value
        elif isinstance(control, SwitchesControl):
            try:
                taken[control.key] = control.checked(value)
            except (traitlets.TraitError, ValueError):
                continue
        elif isinstance(value, (int, float)) and control.low <= value <= control.high:
            taken[control.key] = float(value)
    return taken


def asked_scenario(name: str = "scenario") -> str:
    """Return the code in the address of the page, or nothing.

    Voilà hands the query of the address to the kernel; JupyterLab has none. The clinic asks
    for its patient in the same way, by the name `case`.
    """
    return parse_qs(os.environ.get("QUERY_STRING", "")).get(name, [""])[0]


def bad_link(code: str) -> str:
    """Return the notice for a link whose code cannot be used."""
    said = escape(say("share_bad_link", code=_shown(code)))
    return f'<p class="hcl-notice">{said}</p>'


def _shown(code: str) -> str:
    return say("share_quoted", code=code if len(code) <= _LONGEST else code[:_LONGEST] + "…")


class ShareSetting(Worded):
    """A button that copies a link to the setting shown, and a place to open a code.

    The code is made when it is asked for, so that moving a slider costs nothing.
    """

    _esm = JS / "share.js"
    word_groups = ("share",)

    notebook = traitlets.Unicode().tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)
    message = traitlets.Unicode().tag(sync=True)
    asked = traitlets.Int(0).tag(sync=True)

    def __init__(self, explorer: Any, notebook: str = "") -> None:
        self.explorer = explorer
        super().__init__(notebook=notebook)
        self.on_msg(self._message)

    def _message(self, _: object, content: dict, __: object) -> None:  # type: ignore[type-arg]
        if content.get("copy"):
            with self.hold_sync():
                self.code = scenario_code(self.explorer.name, self._controls)
                self.message = ""
                self.asked += 1
        elif "open" in content:
            self.show_code(str(content["open"]))

    @property
    def _controls(self) -> list[Control]:
        return list(self.explorer.controls.values())

    def show_code(self, code: str) -> None:
        """Set the explorer to a code, or say why not."""
        # A student may paste the whole link.
        code = parse_qs(code.partition("?")[2]).get("scenario", [code])[0]
        try:
            self.explorer.set(read_scenario(code, self.explorer.name, self._controls))
        except BadScenario as reason:
            self.message = f"{reason} {say('share_left')}"
        else:
            self.message = say("share_shown")
