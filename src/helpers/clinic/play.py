"""One virtual patient on the page: history, tests, diagnosis, plan, and feedback after each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape

import ipywidgets as widgets

from helpers.clinic.casebook import open_case
from helpers.clinic.choose import PickList, RankList
from helpers.clinic.close_view import case_close, normal_close
from helpers.clinic.judge import Note, judge, record_of, spent
from helpers.clinic.picture import case_chart
from helpers.clinic.sentence import case_sentence
from helpers.evidence import Case, Ordered, catalogue, evidence, in_english, say, say_name
from helpers.page.in_notebook.close_view import CloseUp
from helpers.page.in_notebook.live import Fit, Sentence, Spoken
from helpers.page.in_notebook.stage import close_all
from helpers.page.prose import to_html
from helpers.page.provenance import english, model_card, source_list, traced
from helpers.pictures.close_view import close_view
from helpers.pictures.theme import live

Keep = Callable[[str, Mapping[str, object]], None]
MARKS = {
    "danger": "⚠",
    "made": "✓",
    "missed": "○",
    "trap": "↷",
    "wasted": "–",
    "fits": "·",
    "considered": "·",
}


def told(text: str) -> str:
    """Return a text of a case as HTML."""
    return in_english(to_html(text))


def note_list(notes: Sequence[Note], without: str = "case_without_news") -> str:
    """Return the notes on a step, by kind, each with its reason.

    Parameters
    ----------
    notes : sequence of Note
    without : str
        Row of the words before the choices that did neither good nor harm.
    """
    parts = []
    for kind, mark in MARKS.items():
        own = [note for note in notes if ("danger" if note.danger else note.kind) == kind]
        if not own:
            continue
        items = "".join(
            f"<li><strong>{english(_stopped(note.name))}</strong> {_line(note.text)}"
            f"{_idea(note.misconception)}</li>"
            for note in own
        )
        title = f'<p class="kind"><span aria-hidden="true">{mark}</span> {say(f"case_{kind}")}</p>'
        parts.append(f'<div class="notes {kind}">{title}<ul>{items}</ul></div>')
    free = [english(note.name) for note in notes if note.kind == "free"]
    if free:
        parts.append(f"<p><small>{say(without)}: {'; '.join(free)}</small></p>")
    return "".join(parts)


def _stopped(name: str) -> str:
    return name if name.endswith("?") else f"{name}."


def _line(text: str) -> str:
    return in_english(to_html(text).removeprefix("<p>").removesuffix("</p>"), "span")


def _idea(name: str) -> str:
    if not name:
        return ""
    row = evidence().misconceptions[name]
    think = english(say("case_quoted", idea=row.think))
    sources = source_list(row.sources)
    source = traced(say("question_source"), sources, "") if row.sources else ""
    return (
        f"<details><summary>{say('case_idea')}</summary><p>{think} "
        f"<em>{say('question_better')}</em> {english(row.better)} {source}</p></details>"
    )


class CasePlay(widgets.VBox):
    """A case from the first question to the look back.

    Every step stays closed until the one before is committed; the feedback follows each.

    Parameters
    ----------
    case : Case
    place : str
        Where it stands in the row of cases, in words.
    note : callable
        Called once, at the end, with a key and the record of the played case.
    parameters : sequence of str
        Rows that the model uses, for the card behind the picture.
    today : date, optional
        The day that the record carries.
    farewell : sequence of Widget
        What stands under the look back, such as a button for the next patient.
    """

    def __init__(
        self,
        case: Case,
        place: str,
        note: Keep,
        parameters: Sequence[str] = (),
        today: date | None = None,
        farewell: Sequence[widgets.Widget] = (),
    ) -> None:
        self.case, self.note, self.parameters = case, note, parameters
        self.farewell = tuple(farewell)
        self.book = open_case(case)
        self.today = today or date.today()
        self.chosen: dict[str, list[str]] = {}
        self.record: dict[str, object] | None = None
        self.after: Callable[[], None] | None = None
        self.history = PickList(
            _legend("history"),
            catalogue().offers("history"),
            self._answer,
            say("case_asked"),
            self._ended("history", lambda: self.tests),
            take_focus=True,
        )
        self.tests = PickList(
            _legend("tests"),
            catalogue().offers("tests"),
            self._result,
            say("case_examined"),
            self._ended("tests", lambda: self.differential),
            order=say("case_order"),
            tags=_tags(),
            hint=_bill,
        )
        self.tests.observe(self._look_closely, "replies")
        self.lens: widgets.Box | None = None
        self.differential = RankList(
            _legend("differential"),
            catalogue().offers("differential"),
            say("case_commit"),
            self._ended("differential", lambda: self.plan),
        )
        self.plan = PickList(
            _legend("plan"),
            catalogue().offers("plan"),
            None,
            say("case_commit"),
            self._ended("plan", lambda: None),
        )
        self.aloud = Spoken()
        door = widgets.HTML(self._door(place))
        self.shown: tuple[widgets.Widget, ...] = (door, self.aloud, self.history)
        super().__init__(self.shown)
        self.add_class("hcl-case-play")

    def _door(self, place: str) -> str:
        person = self.case.person
        who = f"{person.name}, {person.age}, {person.work}"
        looks = say("case_looks", skin=say_name(person.skin), hair=say_name(person.hair))
        door = say("case_door", place=place, level=self.case.level)
        return (
            f'<div class="hcl-case"><p><small>{escape(door)}</small></p><h3>{english(who)}</h3>'
            f"{told(self.book.fill(self.case.opening))}<p><small>{escape(looks)}</small></p></div>"
        )

    def close(self) -> None:
        """Close the case with the steps that were never reached."""
        for part in (self.history, self.tests, self.differential, self.plan, *self.farewell):
            close_all(part)
        super().close()

    def _answer(self, name: str) -> str:
        return "".join(told(text) for text in self.book.history(name))

    def _result(self, name: str) -> str:
        result = self.book.result(name)
        mark = f"<strong>{say('case_unusual')}</strong> · " if result.unusual else ""
        return f"<p>{mark}{_line(result.text)}</p>"

    def _look_closely(self, _: object) -> None:
        """Show the scalp under the lens once trichoscopy was done."""
        if self.lens is not None or "trichoscopy" not in self.tests.replies:
            return
        # The visit has a date, not a day of a run.
        self.lens = _beside(CloseUp(**close_view(case_close(self.case), when="")))
        self._show(self.lens)

    def _ended(
        self, step: str, following: Callable[[], widgets.Widget | None]
    ) -> Callable[[PickList | RankList], None]:
        def ended(asked: PickList | RankList) -> None:
            self.chosen[step] = list(asked.chosen)
            after = following()
            more = [after] if after is not None else self._look_back()
            self._show(widgets.HTML(self.feedback(step)), *more)

        return ended

    def _show(self, *more: widgets.Widget) -> None:
        self.shown += more
        self.children = self.shown

    def feedback(self, step: str) -> str:
        """Return the feedback on a committed step."""
        notes = judge(self.case, step, self.chosen[step])
        kinds = [note.kind for note in notes]
        counts = {"made": kinds.count("made"), "keys": len(self.case.keys(step))}
        wasted = kinds.count("wasted") + kinds.count("trap")
        said = (
            self._verdict()
            if step == "differential"
            else say(f"case_said_{step}", wasted=wasted, **counts)
        )
        if any(note.danger for note in notes):
            said = f"{say('case_said_danger')} {said}"
        if step == "tests":
            cost, wait = spent(self.chosen["tests"])
            said += f" {say('case_cost', cost=cost, wait=wait_words(wait))}"
        self.aloud.value = said
        free = "case_harmless" if step == "plan" else "case_without_news"
        return (
            f'<div class="hcl-feedback"><p><strong>{escape(said)}</strong></p>'
            f"{note_list(notes, free)}</div>"
        )

    def _verdict(self) -> str:
        ranked, key = self.chosen.get("differential", []), self.case.keys("differential")
        if ranked[:1] == key:
            return say("case_first")
        name = catalogue().offers("differential")[key[0]].name
        if key[0] in ranked:
            return say("case_not_first", name=name)
        return say("case_not_listed", name=name)

    def _look_back(self) -> list[widgets.Widget]:
        case, book = self.case, self.book
        self.record = self._record()
        self.note(f"clinic_{case.id}", self.record)
        points = "".join(f"<li>{_line(book.fill(p.text))}</li>" for p in case.teaching)
        key = catalogue().offers("differential")[case.keys("differential")[0]]
        head = (
            f'<h3>{escape(say("case_looking_back", title=case.title))}</h3><p class="hcl-done">'
            f"{escape(say('case_explains', name=key.name))}</p><ul>{points}</ul>"
            f"<p><strong>{say('case_two_sentences')}</strong> "
            f"{_line(book.fill(case.answer_model.summary))}</p>"
            f"<p><strong>{say('case_a_plan')}</strong> "
            f"{_line(book.fill(case.answer_model.plan))}</p>"
        )
        if key.lesson:
            head += f'<p><a href="{key.lesson}">{say("case_open_lesson")}</a></p>'
        card = model_card(say("case_this_patient"), tuple(self.parameters))
        picture = widgets.Box([live(case_chart(book))])
        picture.add_class("hcl-pictures")
        origin = traced(say("page_origin"), card, "")
        parts: list[widgets.Widget] = [
            widgets.HTML(head),
            widgets.HTML(
                f"<p><strong>{say('case_computed')}</strong>, {say('case_computed_from')} "
                f"{origin}</p>"
            ),
            picture,
            Fit(),
            Sentence(value=escape(case_sentence(book))),
            _beside(
                CloseUp(**close_view(case_close(case), when=""), mark=say("close_visit")),
                CloseUp(**close_view(normal_close(case), when=""), mark=say("close_normal")),
            ),
            *self.farewell,
        ]
        if self.after:
            self.after()
        return parts

    def _record(self) -> dict[str, object]:
        record = record_of(self.case, self.chosen, self.differential.sure, self.today)
        person, offers = self.case.person, catalogue().offers("differential")
        first = offers[self.chosen["differential"][0]].name
        asked = say("case_question", name=person.name, age=person.age)
        return {"asked": asked, "text": first, **record}


def _beside(*looks: CloseUp) -> widgets.Box:
    """Return close looks side by side, at the same scale."""
    pair = widgets.Box(looks)
    pair.add_class("hcl-pair")
    if len(looks) > 1:
        pair.add_class("hcl-two")
    shown = widgets.Box([pair])
    shown.add_class("hcl-pictures")
    return shown


def _legend(step: str) -> str:
    return f"<strong>{say(f'case_{step}')}</strong> {say(f'case_{step}_task')}"


def wait_words(wait: str) -> str:
    """Return how long a result takes, in the language of the page."""
    return say(f"case_wait_{wait.replace(' ', '_')}")


def _tags() -> dict[str, str]:
    return {
        name: say(
            "case_tag",
            cost=say(f"case_cost_{offer.cost}"),
            wait=wait_words(offer.wait),
            tells=english(offer.tells),
        )
        for name, offer in catalogue().offers("tests").items()
        if isinstance(offer, Ordered)
    }


def _bill(ordered: list[str]) -> str:
    cost, wait = spent(ordered)
    return say("case_bill", number=len(ordered), cost=cost, wait=wait_words(wait))
