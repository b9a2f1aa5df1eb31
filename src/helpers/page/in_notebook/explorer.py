"""The explorer: controls beside pictures, a live sentence, the table, comparison and save."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from html import escape
from typing import Any

import ipywidgets as widgets

from helpers.evidence import in_class, say
from helpers.model import ModelInputError
from helpers.page.in_notebook.controls import Control, NumberControl
from helpers.page.in_notebook.live import Fit, Sentence
from helpers.page.in_notebook.views import ChartView, CloseView, view_of
from helpers.page.results import run_once
from helpers.page.scenario import ShareSetting
from helpers.page.spec import Explore, Settings
from helpers.page.tables import numbers_table
from helpers.pictures.widget import HTML, Box, Button, VBox, close_all


def row(*buttons: widgets.Widget) -> Box:
    """Return buttons side by side, no wider than their words."""
    box = Box(list(buttons))
    box.add_class("hcl-tools")
    return box


class Explorer(VBox):
    """An interactive model.

    Parameters
    ----------
    spec : Explore
    name : str
        File name for saved data.
    origin : str
        HTML that says where the numbers come from.
    on_result : callable, optional
        Called with every new result.
    given : mapping, optional
        Settings whose result stands beside every other from the start.
    notebook : str
        File name of the lesson, for links to a setting; empty for no such link.
    start : mapping, optional
        Settings to begin with instead of the defaults.
    compared : mapping, optional
        Settings of the result to compare with from the start; others stand at their defaults.
    first_of_all : sequence of Widget, optional
        What stands above the controls, such as the button of a guided comparison.
    told : sequence of Widget, optional
        What stands under the sentence, such as whether a goal is reached.
    told_letters : int
        Letters of the longest of it.

    Attributes
    ----------
    controls : dict of str to Control
    result : object
        The latest result.
    result_settings : dict
        What the controls stood at for it.
    before : object or None
        The result kept for comparison.
    before_settings : dict or None
        What the controls stood at for that, unless it was given.
    """

    def __init__(
        self,
        spec: Explore,
        name: str,
        origin: str = "",
        on_result: Callable[[Any], None] | None = None,
        given: Settings | None = None,
        notebook: str = "",
        start: Settings | None = None,
        compared: Settings | None = None,
        first_of_all: Sequence[widgets.Widget] = (),
        told: Sequence[widgets.Widget] = (),
        told_letters: int = 0,
    ) -> None:
        self.spec, self.name, self.on_result = spec, name, on_result
        first, more = spec.controls(), spec.more()
        self.controls = {control.key: control for control in (*first, *more)}
        # What a page begins with its texts have often run already, so it is asked for once.
        self.given = None if given is None else run_once(spec, self.settings | dict(given))
        # A figure forgets what changes before it is drawn, so the start comes first.
        for key, value in (start or {}).items():
            self.controls[key].value = value
        try:
            self.result, self.result_settings = run_once(spec, self.settings), self.settings
            self.before, self.before_settings = self._earlier(compared)
        except Exception:
            for control in self.controls.values():
                close_all(control)
            raise
        self.views = [
            view_of(picture, self.result, self.before, self.given) for picture in spec.pictures
        ]
        self.sentence = Sentence()
        self.numbers = HTML()
        self.keep = Button(description=say("explorer_keep"))
        self.forget = Button(description=say("explorer_forget"), disabled=True)
        self.reset_all = Button(description=say("explorer_reset"))
        self.keep.on_click(lambda _: self.compare())
        self.forget.on_click(lambda _: self.clear())
        self.reset_all.on_click(lambda _: self.reset())
        for control in self.controls.values():
            control.observe(lambda _: self.refresh(), names="value")
        self._paused = False
        self._rest()
        self._say()
        self._answer()
        self._tabulate()
        self.views[spec.answers].widget.add_class("hcl-lead")
        self._tie()
        pictures = Box([view.widget for view in self.views])
        pictures.add_class("hcl-pictures")
        compare = () if given else (self.keep, self.forget)
        share = (ShareSetting(self, notebook),) if notebook else ()
        rest = [HTML(origin), self.numbers]
        opens, folded = self._folded(more)
        panel = [*first_of_all, *first]
        says: widgets.Widget = self.sentence
        if not in_class():
            says = self.sentence_box = VBox([self.sentence, *told])
            says.add_class("hcl-told")
            self._mark_compared()
        if in_class():  # the picture needs the height
            shown = [pictures, Fit(), says, *told]
            again = row(self.reset_all, *compare)
            again.add_class("hcl-again")
            panel += [*([row(*opens)] if opens else []), *folded, again, *rest]
        else:
            # Under the pictures, or under the first of them: the style sheet says which.
            pictures.children = (*pictures.children, says)
            letters = [number for number in (spec.longest, told_letters) if number]
            shown = [pictures, Fit(letters=letters, below=say("explorer_below"))]
            panel += [row(*opens, self.reset_all), *folded]
            shown += [row(*compare, *share), *rest]
        frame = Box([VBox(panel), VBox(shown)])
        frame.add_class("hcl-explorer")
        frame.children[0].add_class("hcl-panel")
        frame.children[1].add_class("hcl-shown")
        super().__init__([frame])

    def _earlier(self, compared: Settings | None) -> tuple[Any, dict[str, Any] | None]:
        """Return what to compare with, and its settings; what the model refuses now is left out."""
        if compared is not None:
            settings = self.defaults | dict(compared)
            with suppress(ModelInputError):
                return run_once(self.spec, settings), settings
        return self.given, None

    def _tie(self) -> None:
        """Tell the page which picture a control moves, where it is not the one that answers."""
        for key, control in self.controls.items():
            place = self.spec.moves(key)
            if place is not None:
                control.add_class(f"hcl-moves-{place}")

    def _folded(
        self, more: tuple[Control, ...]
    ) -> tuple[list[widgets.Widget], list[widgets.Widget]]:
        """Fold the controls that are not needed at first behind a button."""
        if not more:
            return [], []
        inside = VBox(list(more), layout={"display": "none"})
        button = Button(description=say("explorer_more"))
        moved = HTML()

        def tell(_: object = None) -> None:
            """Say which controls out of sight do not stand where they began."""
            away = [control for control in more if control.value != control.default]
            words = "; ".join(control.said(control.value) for control in away)
            hidden = inside.layout.display == "none"
            told = say("explorer_moved_out_of_sight", settings=words) if hidden and away else ""
            moved.value = f"<p><small>{escape(told)}</small></p>" if told else ""

        def turn(_: object) -> None:
            hidden = inside.layout.display == "none"
            inside.layout.display = "" if hidden else "none"
            button.description = say("explorer_fewer" if hidden else "explorer_more")
            tell()

        button.on_click(turn)
        for control in more:
            control.observe(tell, names="value")
        tell()
        self.moved_out_of_sight = moved
        return [button], [moved, inside]

    @property
    def settings(self) -> dict[str, Any]:
        """What every control stands at."""
        return {key: control.value for key, control in self.controls.items()}

    def set(self, settings: Settings) -> None:
        """Move several controls and compute once."""
        self._paused = True
        try:
            for key, value in settings.items():
                self.controls[key].value = value
            for control in self.controls.values():
                if isinstance(control, NumberControl):
                    control.message = ""  # it spoke of what was typed before
        finally:
            self._paused = False
        self.refresh()

    def reset(self) -> None:
        """Put every control back to its default and clear the comparison."""
        self.before, self.before_settings = self.given, None
        self.set(self.defaults)

    def compare(self) -> None:
        """Keep the latest result to compare with."""
        self.before, self.before_settings = self.result, self.result_settings
        self.refresh()

    def clear(self) -> None:
        """Compare with nothing."""
        self.before = self.before_settings = None
        self.refresh()

    @property
    def defaults(self) -> dict[str, Any]:
        """What every control stands at when the page opens."""
        return {key: control.default for key, control in self.controls.items()}

    def contrast(self, before: Settings, after: Settings) -> bool:
        """Show one setting beside another, all else as the text describes it.

        Returns whether both could be computed.
        """
        first = self.defaults | dict(before)
        kept = self._tried(first)
        if kept is None:
            return False
        self.before, self.before_settings = kept, first
        self.set(self.defaults | dict(after))
        return True

    def refresh(self) -> None:
        """Run the model and show its result everywhere."""
        if self._paused:
            return
        settings = self.settings
        result = self._tried(settings)
        if result is None:
            self._answer()  # the sentence says that the picture is the one before
            return
        self.result, self.result_settings = result, settings
        self._rest()
        self._mark_compared()
        self._say()  # words first: the page shows them in the frame of the charts, not after it
        close = [view for view in self.views if isinstance(view, CloseView)]
        with ExitStack() as together:
            # Charts are sent when all but the close looks is computed, the first of them first:
            # what comes at once the page draws in one frame, if it can.
            for view in reversed(self.views):
                if isinstance(view, ChartView):
                    together.enter_context(view.widget.batch_update())
            for view in self.views:
                if view not in close:
                    view.show(self.result, self.before)
        for view in close:  # computed while the page draws the chart
            view.show(self.result, self.before)
        self._answer()
        if self.on_result:  # the verdict belongs to the picture; the table is folded
            self.on_result(self.result)
        self._tabulate()

    def _mark_compared(self) -> None:
        """Tell the page whether the end of the sentence speaks of another setting."""
        if in_class():
            return
        compared = self.before is not None and self.before is not self.given
        mark = self.sentence_box.add_class if compared else self.sentence_box.remove_class
        mark("hcl-compared")

    def _tried(self, settings: dict[str, Any]) -> Any:
        """Return the result at some settings; None if there is none, and the page says why."""
        try:
            return self._run(settings)
        except ModelInputError as refusal:
            said = str(refusal)
        except Exception:
            # A fault of ours. The student reads a sentence, the log the whole of it.
            logging.getLogger(__name__).exception("The model failed at %s", settings)
            said = say("explorer_failed")
        self.sentence.value = f"{escape(said)} {say('explorer_last_result')}"
        return None

    def _run(self, settings: Settings) -> Any:
        self.sentence.computing = True
        try:
            return self.spec.run(**settings)
        finally:
            self.sentence.computing = False

    def _rest(self) -> None:
        """Tell the controls that do nothing at these settings; they cannot be moved meanwhile."""
        if not self.spec.idle:
            return
        resting = self.spec.resting(self.settings)
        for key, control in self.controls.items():
            if isinstance(control, NumberControl):
                control.idle = resting.get(key, "")

    def _say(self) -> None:
        self.sentence.value = escape(self.spec.say(self.result, self.before))

    def _answer(self) -> None:
        """Tell the page for which state of the controls it shows a result."""
        self.sentence.answered = [
            getattr(control, "chosen", control.value) for control in self.controls.values()
        ]

    def _tabulate(self) -> None:
        self.numbers.value = numbers_table(self.result.table, self.name)
        self.forget.disabled = self.before is None
