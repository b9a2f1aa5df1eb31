"""The clinic as a page: virtual patients one after the other, and one's own calibration."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from html import escape

import ipywidgets as widgets

from helpers.clinic.again import Again
from helpers.clinic.handout import handout_link
from helpers.clinic.judge import rule
from helpers.clinic.next_patient import case_order, next_patient
from helpers.clinic.play import CasePlay
from helpers.evidence import Case, load_cases, load_text, say, say_number
from helpers.page.calibration_chart import calibration_chart, update_calibration_chart
from helpers.page.calibration_sentence import calibration_sentence
from helpers.page.in_notebook.explorer import row
from helpers.page.in_notebook.live import Fit, Sentence, Spoken
from helpers.page.in_notebook.progress_bar import Keeper
from helpers.page.in_notebook.restore import language_notice, notice
from helpers.page.in_notebook.stage import Stage, prose
from helpers.page.prose import Facts
from helpers.page.scenario import asked_scenario, bad_link
from helpers.page.spec import Clinic, Lesson
from helpers.page.tables import html_table, lesson_sources, parameter_table
from helpers.pictures.theme import live, stylesheet
from helpers.pictures.widget import HTML, Box, Button, VBox, close_all
from helpers.progress import LessonProgress, Store, count_sure, due_cases, progress_path

ENOUGH = 3  # patients seen that finish the lesson; the others come later, interleaved
FEWEST = 5  # answers from which on the calibration is drawn


class ClinicPage:
    """The clinic on the screen; a notebook calls its parts in order.

    Parameters
    ----------
    spec : Clinic
    shelf : callable
        Returns all lessons.
    today : callable, optional
        The calendar; tests set it.

    Attributes
    ----------
    play : CasePlay or None
        The patient who is in the room.
    """

    def __init__(
        self,
        spec: Clinic,
        shelf: Callable[[], Sequence[Lesson | Clinic]] = list,
        today: Callable[[], date] = date.today,
    ) -> None:
        self.spec, self.shelf, self.today = spec, shelf, today
        self.text = load_text(spec.key)
        self.store = Store(progress_path())
        self.progress = LessonProgress(self.store, spec.key)
        self.order = case_order(list(load_cases().values()), spec.seed)
        self.played: CasePlay | None = None
        self.room = VBox([])
        self.resumed = HTML()
        self.desk, self.people, self.aloud = HTML(), HTML(), Spoken()

    @cached_property
    def facts(self) -> Facts:
        """Computed numbers of the text; the clinic's are in its cases."""
        return {}

    @property
    def records(self) -> list[Mapping[str, object]]:
        """Every played case, oldest first."""
        return [value for _, value in self.progress.answers if "case" in value]

    def __repr__(self) -> str:
        return f"{self.spec.title}. Its parts, in order: .see(), .sure(), .sources()"

    # -- the parts of the page

    def see(self) -> Stage:
        """See patients, one after the other."""

        def build(_: Stage) -> list[widgets.Widget]:
            style = HTML(f"<style>{stylesheet()}</style>", layout={"display": "none"})
            self.menu = widgets.Dropdown(
                options=self._options(),
                description=say("clinic_or_choose"),
                style={"description_width": "initial"},
                layout={"width": "auto", "max_width": "100%"},
            )
            self.call = Button(description=say("clinic_call"))
            self.call.on_click(lambda _: self.open(self.menu.value))
            self.next = self._next_button()
            asked = asked_scenario("case")
            known = asked in {case.id for case in self.order}
            left = self._left_open()
            if known or left:
                self.open(asked if known else left)
            self._say()
            keeper = Keeper(self.store, self.shelf, alarm=True)  # type: ignore[arg-type]
            words = self._prose("case")
            return [
                style,
                keeper,
                *language_notice(),
                *([HTML(bad_link(asked))] if asked and not known else []),
                words,
                self.resumed,
                self.desk,
                self.people,
                self.aloud,
                row(self.next, self.menu, self.call),
                self.room,
            ]

        return self._stage(build, self._summary())

    def sure(self) -> Stage:
        """Show confidence beside correctness, over all patients seen."""

        def build(_: Stage) -> list[widgets.Widget]:
            self.figure, self.sentence = live(calibration_chart()), Sentence()
            self.table = HTML()
            self.picture = Box([])
            self.picture.add_class("hcl-pictures")
            self._show_sure()
            explained = self._prose("sure")
            return [explained, self.picture, Fit(), self.sentence, self.table]

        return self._stage(build)

    def sources(self) -> Stage:
        """Say what is left out, where the numbers come from, and when to refer."""

        def build(_: Stage) -> list[widgets.Widget]:
            said = [*self.text.values(), *self._said_in_cases()]
            return [
                notice(say("general_not_for_patients")),
                self._prose("limits"),
                HTML(_folded(parameter_table(self.spec.parameters))),
                HTML(lesson_sources(said, (), self.spec.parameters)),
                self._prose("refer"),
                self._prose("next"),
                Keeper(self.store, self.shelf, ("summary",), self.spec.key),  # type: ignore[arg-type]
            ]

        return self._stage(build)

    def _prose(self, section: str) -> HTML:
        return prose(self.text[section])

    # -- the row of patients

    @property
    def upcoming(self) -> Case:
        """The patient to see next, as `next_patient` says."""
        return next_patient(self.order, self.records, self.today())

    def open(self, name: str, afresh: bool = False) -> CasePlay:
        """Call a patient in; one who was left in mid-case is gone on with."""
        place = next(at for at, case in enumerate(self.order, 1) if case.id == name)
        state = None if afresh else self._kept(name)
        again = Again(self.order[place - 1].person.name, lambda: self.open(name, afresh=True))
        play = CasePlay(
            self.order[place - 1],
            say("clinic_place", number=place, total=len(self.order)),
            self._note,
            self.spec.parameters,
            self.today(),
            [row(self._next_button(), again.button), again],
            self._keep,
            state,
        )
        play.after = self._say
        self.played = play
        gone = self.room.children
        links = HTML(
            f'<p id="hcl-room"><small><a href="?case={name}">{say("case_share")}</a> · '
            f"{handout_link(play.case)}</small></p>"
        )
        self.resumed.value = (
            f'<p class="hcl-notice">{say("case_resumed")} '
            f'<a href="#hcl-room">{say("case_go_on")}</a></p>'
            if state
            else ""
        )
        self.room.children = (links, play)
        for child in gone:
            close_all(child)
        self.progress.setting("room", {"case": name})
        return play

    def _keep(self, state: Mapping[str, object]) -> None:
        name = f"case_{state['case']}"
        self.progress.setting(name, state)

    def _kept(self, name: str) -> Mapping[str, object] | None:
        """Return the state of a case that was begun and not ended."""
        state = self.progress.settings.get(f"case_{name}")
        if not state or _ended(state) or not _begun(state):
            return None
        return state

    def _left_open(self) -> str:
        """Return the patient who was in the room when the page was left, in mid-case."""
        name = str(self.progress.settings.get("room", {}).get("case", ""))
        known = name in {case.id for case in self.order}
        return name if known and self._kept(name) else ""

    def _next_button(self) -> Button:
        button = Button(description=say("clinic_next"))
        button.on_click(lambda _: self.open(self.upcoming.id))
        return button

    def _note(self, key: str, record: Mapping[str, object]) -> None:
        self.progress.answer(key, record)
        self.progress.answers.append((key, dict(record)))
        if len({record["case"] for record in self.records}) >= ENOUGH:
            self.progress.stage("seen")
        self._show_sure()

    def _named(self, case: Case) -> str:
        person = case.person
        number = self.order.index(case) + 1
        return say(
            "clinic_named", number=number, name=person.name, age=person.age, level=case.level
        )

    def _options(self) -> list[tuple[str, str]]:
        return [(f"{self._named(case)}: {self._went(case)}", case.id) for case in self.order]

    def _went(self, case: Case) -> str:
        """Say whether a patient was seen, how it went, and whether they are due."""
        if self._kept(case.id):
            return say("clinic_went_open")
        own = [record for record in self.records if record["case"] == case.id]
        if not own:
            return say("clinic_went_new")
        last = own[-1]
        how = "right" if last["right"] else "other" if last.get("ranked") else "sent"
        said = [say(f"clinic_went_{how}")]
        if last.get("dangers"):
            said.append(f"⚠ {say('clinic_went_harm')}")
        if case.id in due_cases([dict(record) for record in self.records], self.today()):
            said.append(say("clinic_went_due"))
        return ", ".join(said)

    def _say(self) -> None:
        seen = {str(record["case"]) for record in self.records}
        due = due_cases([dict(record) for record in self.records], self.today())
        words = say("clinic_seen", seen=len(seen), total=len(self.order))
        if due:
            words += f" {say_number('clinic_due', len(due))}"
        if len(seen) >= ENOUGH:
            words += f" {say('clinic_finished')}"
        self.aloud.value, self.desk.value = words, f"<p>{escape(words)}</p>"
        table = html_table(
            (say("clinic_list_patient"), say("clinic_list_went")),
            [[self._named(case), self._went(case)] for case in self.order],
        )
        title = say("clinic_list")
        self.people.value = f"<details><summary>{title}</summary>{table}</details>"
        if hasattr(self, "menu"):
            chosen = self.menu.value
            self.menu.options = self._options()
            self.menu.value = chosen

    def _summary(self) -> str:
        levels = [case.level for case in self.order]
        first, second, third = (levels.count(level) for level in (1, 2, 3))
        return say("clinic_levels", total=len(levels), first=first, second=second, third=third)

    def _said_in_cases(self) -> list[str]:
        return [
            text
            for case in self.order
            for text in (
                *(choice.feedback for choice in case.choice),
                *(rule(danger.rule) for danger in case.danger),
                *(point.text for point in case.teaching),
            )
        ]

    def _show_sure(self) -> None:
        if not hasattr(self, "figure"):
            return
        rows = count_sure((record.get("sure"), record.get("right")) for record in self.records)
        answered = sum(one.number for one in rows)
        enough = answered >= FEWEST
        self.picture.children = (self.figure,) if enough else ()
        if not enough:
            self.table.value = ""
            self.sentence.value = say("clinic_too_few", answered=answered, enough=FEWEST)
            return
        with self.figure.batch_update():
            update_calibration_chart(self.figure, rows)
        self.sentence.value = escape(calibration_sentence(rows))
        table = html_table(
            (say("review_sure"), say("clinic_patients"), say("clinic_first_right")),
            [[one.word, one.number, one.right] for one in rows],
        )
        self.table.value = f"<details><summary>{say('general_table')}</summary>{table}</details>"

    def _stage(self, build: Callable[[Stage], list[widgets.Widget]], text: str = "") -> Stage:
        stage = Stage(text or self.spec.title + ".", "", build)
        stage.reveal()
        return stage


def _ended(state: Mapping[str, object]) -> bool:
    plan = state.get("plan")
    return isinstance(plan, Mapping) and plan.get("locked") is True


def _begun(state: Mapping[str, object]) -> bool:
    history = state.get("history")
    asked = isinstance(history, Mapping) and bool(history.get("chosen"))
    return asked or state.get("rushed") is True


def _folded(html: str) -> str:
    """Fold a long table away; it holds the numbers of all patients together."""
    return f"<details><summary>{say('clinic_every_number')}</summary>{html}</details>"
