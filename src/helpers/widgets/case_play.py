"""One virtual patient on the page: history, tests, diagnosis, plan, and feedback after each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape

import ipywidgets as widgets

from helpers.describe import case_sentence
from helpers.evidence import Case, Ordered, catalogue, evidence
from helpers.figures import case_chart, close_view, live
from helpers.measure import COSTS, Note, case_close, judge, open_case, record_of, spent
from helpers.widgets.closeup import CloseUp
from helpers.widgets.live import Fit, Sentence
from helpers.widgets.pick import PickList, RankList
from helpers.widgets.prose import to_html
from helpers.widgets.provenance import model_card, source_list, traced

WITHOUT_NEWS, HARMLESS = "Without news, and without cost", "Harmless, and of little use here"
Keep = Callable[[str, Mapping[str, object]], None]
HEADS = {
    "made": ("✓", "What this brought"),
    "missed": ("○", "Missed"),
    "trap": ("↷", "This leads astray"),
    "wasted": ("–", "Nothing called for it"),
    "fits": ("·", "Reasonable"),
    "considered": ("·", "Also considered"),
}
SAID = {
    "history": "{made} of {keys} key questions asked.",
    "tests": "{made} of {keys} key examinations and tests made; {wasted} better left out.",
    "differential": "{verdict}",
    "plan": "{made} of {keys} key steps planned; {wasted} better left out.",
}


def told(text: str) -> str:
    """Return a text of a case as HTML."""
    return to_html(text)


def note_list(notes: Sequence[Note], without: str = WITHOUT_NEWS) -> str:
    """Return the notes on a step, by kind, each with its reason.

    Parameters
    ----------
    notes : sequence of Note
    without : str
        Words before the choices that did neither good nor harm.
    """
    parts = []
    for kind, (mark, head) in HEADS.items():
        own = [note for note in notes if note.kind == kind]
        if not own:
            continue
        items = "".join(
            f"<li><strong>{escape(_stopped(note.name))}</strong> {_bare(told(note.text))}"
            f"{_idea(note.misconception)}</li>"
            for note in own
        )
        title = f'<p class="kind"><span aria-hidden="true">{mark}</span> {head}</p>'
        parts.append(f'<div class="notes {kind}">{title}<ul>{items}</ul></div>')
    free = [escape(note.name) for note in notes if note.kind == "free"]
    if free:
        parts.append(f"<p><small>{without}: {'; '.join(free)}</small></p>")
    return "".join(parts)


def _stopped(name: str) -> str:
    return name if name.endswith("?") else f"{name}."


def _bare(html: str) -> str:
    return html.removeprefix("<p>").removesuffix("</p>")


def _idea(name: str) -> str:
    if not name:
        return ""
    row = evidence().misconceptions[name]
    source = traced("source", source_list(row.sources)) if row.sources else ""
    return (
        f"<details><summary>A common idea behind it</summary><p>“{escape(row.think)}” "
        f"<em>Better supported:</em> {escape(row.better)} {source}</p></details>"
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
    """

    def __init__(
        self,
        case: Case,
        place: str,
        note: Keep,
        parameters: Sequence[str] = (),
        today: date | None = None,
    ) -> None:
        self.case, self.note, self.parameters = case, note, parameters
        self.book = open_case(case)
        self.today = today or date.today()
        self.chosen: dict[str, list[str]] = {}
        self.record: dict[str, object] | None = None
        self.after: Callable[[], None] | None = None
        self.history = PickList(
            "<strong>1. History.</strong> Whatever you tick is asked. Ask for dates.",
            catalogue().offers("history"),
            self._answer,
            "Enough asked",
            self._ended("history", lambda: self.tests),
        )
        self.tests = PickList(
            "<strong>2. Examination and tests.</strong> Order what changes what you do next.",
            catalogue().offers("tests"),
            self._result,
            "Enough examined",
            self._ended("tests", lambda: self.differential),
            order="Examine and order",
            tags=_tags(),
            hint=_bill,
        )
        self.tests.observe(self._look_closely, "replies")
        self.lens: widgets.Box | None = None
        self.differential = RankList(
            "<strong>3. What is it?</strong> Rank what explains the hair best.",
            catalogue().offers("differential"),
            "Commit",
            self._ended("differential", lambda: self.plan),
        )
        self.plan = PickList(
            "<strong>4. What do you do?</strong> Tick everything you would do or say.",
            catalogue().offers("plan"),
            None,
            "Commit",
            self._ended("plan", lambda: None),
        )
        self.shown: tuple[widgets.Widget, ...] = (widgets.HTML(self._door(place)), self.history)
        super().__init__(self.shown)
        self.add_class("hcl-case-play")

    def _door(self, place: str) -> str:
        person = self.case.person
        who = f"{person.name}, {person.age}, {person.work}"
        looks = f"{person.skin} skin, {person.hair} hair"
        return (
            f'<div class="hcl-case"><p><small>{escape(place)} · level {self.case.level} of 3 · '
            f"an invented patient</small></p><h3>{escape(who)}</h3>"
            f"{told(self.book.fill(self.case.opening))}<p><small>{escape(looks)}</small></p></div>"
        )

    def _answer(self, name: str) -> str:
        return "".join(told(text) for text in self.book.history(name))

    def _result(self, name: str) -> str:
        result = self.book.result(name)
        mark = "<strong>unusual</strong> · " if result.unusual else ""
        return f"<p>{mark}{_bare(told(result.text))}</p>"

    def _look_closely(self, _: object) -> None:
        """Show the scalp under the lens once trichoscopy was done."""
        if self.lens is not None or "trichoscopy" not in self.tests.replies:
            return
        view = case_close(self.case)
        drawn = close_view(view)
        for name in ("titles", "descriptions"):  # the visit has a date, not a day of a run
            words = drawn[name]
            assert isinstance(words, list)
            drawn[name] = [text.replace(f", day {view.day}", "") for text in words]
        self.lens = widgets.Box([CloseUp(**drawn)])
        self.lens.add_class("hcl-pictures")
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
        said = SAID[step].format(
            made=kinds.count("made"),
            keys=len(self.case.keys(step)),
            wasted=kinds.count("wasted") + kinds.count("trap"),
            verdict=self._verdict(),
        )
        if step == "tests":
            cost, wait = spent(self.chosen["tests"])
            said += f" Cost {cost} points; the longest wait: {wait}."
        return (
            f'<div class="hcl-feedback"><p role="status"><strong>{escape(said)}</strong></p>'
            f"{note_list(notes, HARMLESS if step == 'plan' else WITHOUT_NEWS)}</div>"
        )

    def _verdict(self) -> str:
        ranked, key = self.chosen.get("differential", []), self.case.keys("differential")
        if ranked[:1] == key:
            return "The first of your list explains the hair best."
        name = catalogue().offers("differential")[key[0]].name
        if key[0] in ranked:
            return f"On your list, but not first: {name}."
        return f"Not on your list: {name}."

    def _look_back(self) -> list[widgets.Widget]:
        case, book = self.case, self.book
        self.record = self._record()
        self.note(f"clinic_{case.id}", self.record)
        points = "".join(f"<li>{_bare(told(book.fill(p.text)))}</li>" for p in case.teaching)
        key = catalogue().offers("differential")[case.keys("differential")[0]]
        head = (
            f'<h3>5. Looking back: {escape(case.title)}</h3><p class="hcl-done">'
            f"Explains the hair best: {escape(key.name)}.</p><ul>{points}</ul>"
            "<p><strong>In two sentences.</strong> "
            f"{_bare(told(book.fill(case.answer_model.summary)))}</p>"
            f"<p><strong>A plan.</strong> {_bare(told(book.fill(case.answer_model.plan)))}</p>"
        )
        if key.lesson:
            head += f'<p><a href="{key.lesson}">Open the lesson behind it</a></p>'
        card = model_card("this patient", tuple(self.parameters))
        picture = widgets.Box([live(case_chart(book))])
        picture.add_class("hcl-pictures")
        origin = traced("Where these numbers come from", card)
        parts: list[widgets.Widget] = [
            widgets.HTML(head),
            widgets.HTML(
                "<p><strong>What the model computed for this patient</strong>, from the same "
                f"events that the history told you. {origin}</p>"
            ),
            picture,
            Fit(),
            Sentence(value=escape(case_sentence(book))),
        ]
        if self.after:
            self.after()
        return parts

    def _record(self) -> dict[str, object]:
        record = record_of(self.case, self.chosen, self.differential.sure, self.today)
        person, offers = self.case.person, catalogue().offers("differential")
        first = offers[self.chosen["differential"][0]].name
        asked = f"What explains the hair of {person.name}, {person.age}, best?"
        return {"asked": asked, "text": first, **record}


def _tags() -> dict[str, str]:
    return {
        name: f"{COSTS[offer.cost]}, {offer.wait}: {offer.tells}"
        for name, offer in catalogue().offers("tests").items()
        if isinstance(offer, Ordered)
    }


def _bill(ordered: list[str]) -> str:
    cost, wait = spent(ordered)
    return f"So far {len(ordered)} ordered, cost {cost} points, longest wait: {wait}."
