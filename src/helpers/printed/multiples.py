"""An interactive picture as a row of still ones: which settings, and what stands under each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from helpers.evidence import say
from helpers.model import ModelInputError
from helpers.page.in_notebook.controls import Control
from helpers.page.provenance import model_card
from helpers.page.results import run_once
from helpers.page.spec import (
    Chart,
    Close,
    Contrast,
    Explore,
    Lesson,
    Map,
    Settings,
    Words,
)
from helpers.page.tables import html_table
from helpers.pictures.widget import unseen
from helpers.printed.artist import placed
from helpers.printed.sheet import Sheet

_CAPTION = re.compile(r'<p class="origin".*?</p>', re.DOTALL)


@dataclass(frozen=True)
class Panel:
    """One setting to show, and the settings of what stands beside it, if anything."""

    title: str
    settings: Mapping[str, Any]
    beside: Mapping[str, Any] | None = None
    numbers: bool = True


class Explored:
    """An explorer, run at single settings instead of moved."""

    def __init__(self, spec: Explore) -> None:
        self.spec = spec
        with unseen():
            self.first, self.more = spec.controls(), spec.more()
        self.controls: dict[str, Control] = {c.key: c for c in (*self.first, *self.more)}
        self.start = {key: control.default for key, control in self.controls.items()}
        self._known: dict[str, Any] = {}

    def result(self, settings: Settings) -> Any:
        """Return the model's result, computed once a setting."""
        key = repr(sorted(settings.items()))
        if key not in self._known:
            self._known[key] = run_once(self.spec, settings)
        return self._known[key]

    def said(self, changed: Settings) -> str:
        """Say which controls stand elsewhere than at the start."""
        return self._all({k: v for k, v in changed.items() if self.start[k] != v})

    # -- which settings to show

    def ends(self, control: Control) -> list[Panel]:
        """Return the ends of a control, each beside the start."""
        ends: tuple[Any, ...] = control.ends
        return [
            Panel(control.said(value), self.start | {control.key: value}, self.start, False)
            for value in dict.fromkeys(ends)
            if value != self.start[control.key]
        ]

    def contrast(self, contrast: Contrast) -> list[Panel]:
        """Return the two halves of the guided comparison; the first only if it is not the start."""
        before, after = self.start | dict(contrast.before), self.start | dict(contrast.after)
        second = Panel(say("static_then", settings=self._all(contrast.after)), after, before)
        if before == self.start:
            return [
                replace(second, title=say("static_then_start", settings=self._all(contrast.after)))
            ]
        return [Panel(say("static_first", settings=self._all(contrast.before)), before), second]

    def _all(self, settings: Settings) -> str:
        return "; ".join(self.controls[name].said(value) for name, value in settings.items())


def panels(sheet: Sheet, explored: Explored, shown: Sequence[Panel], name: str) -> str:
    """Return still pictures side by side, each with its sentence and its numbers."""
    return (
        f'<div class="panels">{"".join(_panel(sheet, explored, one, name) for one in shown)}</div>'
    )


def _panel(sheet: Sheet, explored: Explored, panel: Panel, name: str) -> str:
    spec = explored.spec
    title = f'<figcaption class="setting">{escape(panel.title)}</figcaption>'
    try:
        result = explored.result(panel.settings)
        before = None if panel.beside is None else explored.result(panel.beside)
    except ModelInputError as refusal:
        return f'<figure class="panel">{title}<p>{escape(str(refusal))}</p></figure>'
    start = explored.result(explored.start)
    drawn = "".join(
        _picture(
            sheet, picture, result, before, start if panel.settings != explored.start else None
        )
        for picture in spec.pictures
    )
    sheet.pictures += 1
    table = ""
    if panel.numbers or not sheet.paper:
        table = sheet.table(result.table, panel.title, f"{name}_{sheet.pictures}")
    return (
        f'<figure class="panel">{title}{drawn}'
        f'<p class="say">{escape(spec.say(result, before))}</p>{table}</figure>'
    )


def _picture(
    sheet: Sheet, picture: Chart | Map | Close | Words, result: Any, before: Any, start: Any
) -> str:
    if isinstance(picture, Chart):
        figure = picture.empty()
        picture.update(figure, result, before)
        sheet.pictures += 1
        return f'<div class="chart">{placed(sheet.artist.chart(figure), sheet.pictures)}</div>'
    view = picture.view(result)
    if start is not None and view == picture.view(start):
        return ""  # nothing to see that the first picture does not show
    if isinstance(view, str):
        return f'<div class="hcl-words">{view}</div>'
    kind = "closeup" if isinstance(picture, Close) else "patch"
    drawn = _CAPTION.sub(lambda found: sheet.once(found[0]), sheet.artist.canvas(kind, view))
    return f'<div class="canvas">{drawn}</div>'


def multiples(sheet: Sheet, lesson: Lesson) -> str:
    """Return the lesson's model at the start, in the comparison, and at every slider's ends."""
    explored = Explored(lesson.explore)
    both = explored.contrast(lesson.contrast)
    parts = [
        f"<h3>{escape(lesson.contrast.button)}</h3>",
        panels(sheet, explored, [Panel(say("static_start"), explored.start), *both], lesson.key),
        f"<p>{sheet.note(say('page_origin'), origin(lesson))}</p>",
    ]
    shown = [panel.settings for panel in both]
    rows = {
        say("static_control", name=control.label): [
            panel for panel in explored.ends(control) if panel.settings not in shown
        ]
        for control in explored.first
    }
    if sheet.paper:  # no gaps between the rows
        rows = {say("static_controls"): [panel for row in rows.values() for panel in row]}
    for title, ends in rows.items():
        if ends:
            parts.append(f"<h3>{escape(title)}</h3>{panels(sheet, explored, ends, lesson.key)}")
    return "".join(parts) + _more(sheet, explored, lesson.key)


def origin(lesson: Lesson) -> str:
    """Say what the pictures rest on: the model's numbers, and the published values beside them."""
    # Of the app's card only what follows its list of parameters: the page has them in a table.
    published = model_card("", (), lesson.published).partition("</ul>")[2]
    return f"{_computed(say('static_as_shown'))}{published}"


def _computed(settings: str) -> str:
    how = f"<strong>{say('origin_computed')}</strong>"
    rests = say("static_rests", name=say("head_sources"))
    said = say("static_computed", how=how, settings=escape(settings), rests=escape(rests))
    return f"<p>{said}</p>"


def _more(sheet: Sheet, explored: Explored, name: str) -> str:
    """Return the ends of the controls that the app folds away; on paper in words."""
    if not explored.more:
        return ""
    if not sheet.paper:
        rows = "".join(
            f"<h4>{escape(say('static_control', name=control.label))}</h4>"
            f"{panels(sheet, explored, explored.ends(control), name)}"
            for control in explored.more
        )
        return sheet.step(say("explorer_more"), rows)
    said = [
        [escape(end.title), escape(_say(explored, end))]
        for control in explored.more
        for end in explored.ends(control)
    ]
    return sheet.step(
        say("explorer_more"), html_table((say("static_setting"), say("static_says")), said)
    )


def _say(explored: Explored, panel: Panel) -> str:
    try:
        before = None if panel.beside is None else explored.result(panel.beside)
        return explored.spec.say(explored.result(panel.settings), before)
    except ModelInputError as refusal:
        return str(refusal)


def goal(sheet: Sheet, lesson: Lesson, done: str) -> str:
    """Return the challenge as it starts, and its solution with what is said about it."""
    if lesson.challenge is None:
        return ""
    challenge, name = lesson.challenge, f"{lesson.key}_challenge"
    explored = Explored(challenge.explore)
    given = None if challenge.given is None else explored.start | dict(challenge.given)
    solved = explored.start | dict(challenge.solution)
    said = say("static_solution", settings=explored.said(challenge.solution))
    solution = panels(sheet, explored, [Panel(said, solved, given)], name)
    return panels(
        sheet, explored, [Panel(say("static_goal_start"), explored.start, given)], name
    ) + sheet.answer(say("head_challenge"), say("static_show_solution"), solution + done)


def facts(lesson: Lesson) -> dict[str, tuple[str, str]]:
    """Return every computed number of the text, with a short note of how."""
    explored = Explored(lesson.explore)
    found = {}
    for name, fact in lesson.facts.items():
        result = explored.result(explored.start | dict(fact.settings))
        changed = explored.said(fact.settings)
        how = say("static_except", settings=changed) if changed else say("static_as_start")
        card = _computed(how)
        found[name] = (fact.form.format(result.values[fact.value]), card)
    return found
