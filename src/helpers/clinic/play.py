"""One virtual patient on the page: ask, examine, think, order, decide; what came of it after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape

import ipywidgets as widgets

from helpers.clinic.bill import spent
from helpers.clinic.casebook import open_case
from helpers.clinic.choose import PickList, RankList, minutes_of
from helpers.clinic.close_view import caption_of, case_close
from helpers.clinic.debrief import Thought, Visit, named_reply, not_yet, reply
from helpers.clinic.end_view import beside, end_view, record_of_visit
from helpers.clinic.ending import Ending, ending, too_late
from helpers.clinic.kept import put_back, state_of
from helpers.clinic.notes import told, wait_words
from helpers.clinic.steps import order_list, plan_list, thought_list, timed_list, today_list
from helpers.clinic.urgency import acts_today
from helpers.evidence import Case, Offer, catalogue, say, say_name
from helpers.page.in_notebook.close_view import CloseUp
from helpers.page.in_notebook.explorer import row
from helpers.page.in_notebook.live import Spoken
from helpers.page.provenance import english
from helpers.pictures.close_view import close_view
from helpers.pictures.widget import HTML, Box, Button, VBox, close_all

HERE = "hcl-here"  # the page finds the step where somebody stands by it, after a reload
RESTORED = ("history", "look", "first_guess", "tests", "today", "again", "differential", "plan")
Keep = Callable[[str, Mapping[str, object]], None]


class CasePlay(VBox):
    """A case from the first question to what came of the plan.

    Each step opens when the one before is ended, and nothing comments on a choice before the
    plan is committed. At any time the patient can be sent to the emergency department.

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
        What stands under the end, such as a button for the next patient.
    keep : callable, optional
        Called with the state after each choice, so that the case can be gone on with.
    state : mapping, optional
        A state that was kept; the case goes on from there.
    """

    def __init__(
        self,
        case: Case,
        place: str,
        note: Keep,
        parameters: Sequence[str] = (),
        today: date | None = None,
        farewell: Sequence[widgets.Widget] = (),
        keep: Callable[[Mapping[str, object]], None] | None = None,
        state: Mapping[str, object] | None = None,
    ) -> None:
        self.case, self.note, self.parameters = case, note, parameters
        self.farewell, self.keep = tuple(farewell), keep
        self.book = open_case(case)
        self.today = today or date.today()
        self.rushed, self._restoring = False, bool(state)
        self._restored: Mapping[str, object] = state or {}
        self.record: dict[str, object] | None = None
        self.end: Ending | None = None
        self.after: Callable[[], None] | None = None
        self.lens: Box | None = None
        self.parts: dict[str, PickList | RankList] = {}
        self.aloud = Spoken()
        self.urgent = Button(description=say("case_urgent"), layout={"width": "auto"})
        self.urgent.on_click(lambda _: self.rush())
        self._urgent_row = row(self.urgent)
        self._urgent_row.add_class("hcl-urgent")
        self.shown: tuple[widgets.Widget, ...] = (HTML(self._door(place)), self.aloud)
        super().__init__(self.shown)
        self.add_class("hcl-case-play")
        self._open("history")
        if state:
            self._restore(state)
            self._restoring = False

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
        """Close the case with everything in it."""
        for part in (*self.parts.values(), self._urgent_row, *self.farewell):
            close_all(part)
        super().close()

    # -- the steps

    def _open(self, step: str) -> None:
        """Show a step; the keyboard goes along, unless an earlier visit is being restored."""
        part = self._make(step, not self._restoring)
        self.parts[step] = part
        for name in ("chosen", "replies", "ranked", "sure"):
            if part.has_trait(name):
                part.observe(self._changed, name)
        self._stand(step)
        self._show(part)

    def _stand(self, step: str) -> None:
        """Mark the step where the student is; at the end there is none."""
        for name, part in self.parts.items():
            (part.add_class if name == step else part.remove_class)(HERE)

    def _make(self, step: str, focus: bool) -> PickList | RankList:
        """Return the list of a step, as far as the steps before it decide what is in it."""

        def ended(_: PickList | RankList) -> None:
            self._ended(step)

        if step in ("history", "look", "again"):
            offers, left = self._seen_offers(step)
            days = catalogue().after(self.wait_again) if step == "again" else 0
            soon = step == "again" and self.wait_again != self.wait
            part = timed_list(step, offers, left, self._reply, ended, focus, days, soon)
            if step != "history":
                part.observe(self._look_closely, "replies")
            return part
        if step in ("first_guess", "differential"):
            return thought_list(step, ended, focus)
        if step == "tests":
            return order_list(self._ordered, self._bill, ended, focus)
        if step == "today":
            return today_list(catalogue().after(self.wait), ended, focus)
        return plan_list(self.done_today, self.rushed, ended, focus)

    def _seen_offers(self, step: str) -> tuple[dict[str, Offer], int]:
        """Return what can be asked or examined at a step, and the minutes that are left."""
        asked, seen = self._offers("history"), self._offers("tests")
        if step == "history":
            return asked, catalogue().minutes
        hands = {name: offer for name, offer in seen.items() if minutes_of(offer)}
        if step == "look":
            return hands, catalogue().minutes - self._list("history").used
        done = {*self._list("history").chosen, *self._list("look").chosen}
        left = {name: offer for name, offer in {**asked, **hands}.items() if name not in done}
        return left, catalogue().minutes_again

    @staticmethod
    def _offers(step: str) -> dict[str, Offer]:
        return catalogue().offers(step)

    def _list(self, step: str) -> PickList:
        part = self.parts[step]
        assert isinstance(part, PickList)
        return part

    def _rank(self, step: str) -> RankList | None:
        part = self.parts.get(step)
        return part if isinstance(part, RankList) and part.locked else None

    def _ended(self, step: str) -> None:
        following = {
            "history": "look",
            "look": "first_guess",
            "first_guess": "tests",
            "tests": "today" if catalogue().after(self.wait) else "differential",
            "today": "again",
            "again": "differential",
            "differential": "plan",
        }
        if step == "plan":
            self._changed()  # kept as over, before anybody is told that it is
            self._finish()
        elif step == "today" and not self.rushed and self.stranded:
            self._strand()
        elif not self.rushed and self._goes_on(following[step]):
            if step == "today":
                self._show(HTML(self._results()))
            self._open(following[step])
        self._changed()

    def _goes_on(self, step: str) -> bool:
        """Whether a step follows; of a patient who was sent on, it does not in the state."""
        return not (self._restored.get("rushed") is True and step not in self._restored)

    def _strand(self) -> None:
        """End here: something happens to the patient before the second visit."""
        part = plan_list(self.done_today, self.rushed, lambda _: self._ended("plan"), focus=False)
        part.needed = False
        self.parts["plan"] = part
        part.locked = True

    def rush(self) -> None:
        """Stop here, and send the patient to the emergency department."""
        if self.rushed or "plan" in self.parts:
            return
        self.rushed = True
        for part in self.parts.values():
            part.locked = True
            if not part.locked:  # nothing was chosen yet; it stays empty
                part.layout = {"display": "none"}
        if "tests" in self.parts and "again" not in self.parts:
            tests, after = self._list("tests"), f"<p>{say('case_comes_after')}</p>"
            tests.replies = {
                name: after if self._takes_days(name) else text
                for name, text in tests.replies.items()
            }
        said = say("case_urgent_said")
        self.aloud.value = said
        self._show(HTML(f"<p><strong>{escape(said)}</strong></p>"))
        self._open("plan")
        self._changed()

    # -- what was chosen

    @property
    def chosen(self) -> dict[str, list[str]]:
        """What was asked, examined and ordered, thought and planned, by step of the case."""
        asked = [name for step in ("history", "again") for name in self._answered(step)]
        done = [name for step in ("look", "again", "tests") for name in self._answered(step)]
        last = self._rank("differential") or self._rank("first_guess")
        return {
            "history": [name for name in asked if name in self._offers("history")],
            "tests": [name for name in done if name in self._offers("tests")],
            "differential": last.chosen if last else [],
            "plan": list(self._list("plan").chosen) if "plan" in self.parts else [],
        }

    def _answered(self, step: str) -> list[str]:
        return list(self._list(step).replies) if step in self.parts else []

    @property
    def wait(self) -> str:
        """The longest wait for a result that was ordered."""
        return spent(self._answered("tests"), self.case)[1]

    @property
    def wait_again(self) -> str:
        """How long after the first visit the second one is, as a wait for a result.

        Who needed something today is seen again within days, whatever result takes weeks.
        """
        urgent = acts_today(self.case).intersection(self.done_today)
        return "days" if urgent and self.wait == "weeks" else self.wait

    @property
    def waited(self) -> str:
        """The wait that went by before the plan was made; none for who was sent on before it."""
        if self.stranded:
            return self.wait
        return self.wait_again if "again" in self.parts else "at once"

    @property
    def done_today(self) -> list[str]:
        """What was done before the results that take days."""
        return list(self._list("today").chosen) if "today" in self.parts else []

    @property
    def stranded(self) -> bool:
        """Whether the patient came to harm before the second visit, which then fell out."""
        over = "today" in self.parts and self.parts["today"].locked and "again" not in self.parts
        sent = self.rushed or self._restored.get("rushed") is True
        return over and not sent and bool(too_late(self.case, self.done_today, self.wait))

    @property
    def state(self) -> dict[str, object]:
        """What an earlier visit needs, to go on from here."""
        return state_of(self.case.id, self.rushed, self.parts)

    def _changed(self, _: object = None) -> None:
        if self.keep and not self._restoring:
            self.keep(self.state)

    def _restore(self, state: Mapping[str, object]) -> None:
        """Go through the steps as they were gone through; what is not offered is left out."""
        for step in RESTORED:
            if step == "plan" and state.get("rushed") is True:
                self.rush()
            was, part = state.get(step), self.parts.get(step)
            if isinstance(was, Mapping) and part is not None:
                put_back(part, was)

    def _bill(self, ordered: list[str]) -> str:
        cost, wait = spent(ordered, self.case)
        return say("case_bill", number=len(ordered), cost=cost, wait=wait_words(wait))

    # -- what is found

    def _reply(self, name: str) -> str:
        return reply(self.book, name)

    def _takes_days(self, name: str) -> bool:
        return catalogue().after(spent([name], self.case)[1]) > 0

    def _ordered(self, name: str) -> str:
        """Return what an order brings at once: a result that takes days comes at the next visit."""
        return f"<p>{say('case_comes_later')}</p>" if self._takes_days(name) else self._reply(name)

    def _in_time(self, name: str) -> bool:
        """Whether a result comes by the second visit, on the day of it at the latest."""
        wait = catalogue().after(spent([name], self.case)[1])
        return wait <= catalogue().after(self.wait_again)

    def _is_there(self, name: str) -> bool:
        """Whether a result was read at a visit; some come only after the last one."""
        return not self._takes_days(name) or ("again" in self.parts and self._in_time(name))

    def _results(self) -> str:
        """Return the results that had to be waited for, each with the name of its test."""
        found = "".join(
            f"<li>{named_reply(self.book, name) if self._in_time(name) else not_yet(name)}</li>"
            for name in self._answered("tests")
            if self._takes_days(name)
        )
        return f"<h4>{say('case_results')}</h4><ul>{found}</ul>"

    def _afterwards(self) -> str:
        """Return the results that came after the last visit: nothing that was ordered is lost."""
        late = [name for name in self._answered("tests") if not self._is_there(name)]
        found = "".join(f"<li>{named_reply(self.book, name, read=True)}</li>" for name in late)
        heading = escape(say("case_results_after", name=self.case.person.name))
        return f"<h4>{heading}</h4><ul>{found}</ul>" if found else ""

    def _look_closely(self, _: object) -> None:
        """Show the scalp under the lens once trichoscopy was done."""
        done = {*self._answered("look"), *self._answered("again")}
        if self.lens is not None or "trichoscopy" not in done:
            return
        # The visit has a date, not a day of a run.
        caption = caption_of(self.case)
        seen = close_view(case_close(self.case), caption, when="", named=False)
        self.lens = beside(CloseUp(**seen))
        self._show(self.lens)

    def _show(self, *more: widgets.Widget) -> None:
        self.shown += more
        urgent = () if "plan" in self.parts else (self._urgent_row,)
        self.children = (*self.shown, *urgent)

    # -- what came of it

    def _finish(self) -> None:
        chosen = self.chosen
        self.end = ending(self.case, chosen["plan"], self.waited, self.done_today)
        self.record = record_of_visit(self.visit, self.today)
        if not self._restoring:
            self.note(f"clinic_{self.case.id}", self.record)
        visit = self.visit
        harmed = any(danger.rule for danger in self.end.dangers)
        told = "case_harm_told" if self.end.dangers else "case_harm_none"
        self.aloud.value = say("case_harm" if harmed else told)
        self._stand("")
        late = [HTML(text) for text in [self._afterwards()] if text]
        shown = end_view(visit, self.parameters, not self._restoring)
        self._show(*shown, *late, *self.farewell)
        if self.after and not self._restoring:
            self.after()

    @property
    def visit(self) -> Visit:
        """The visit, once it is over."""
        assert self.end is not None
        first, last = (self._thought(step) for step in ("first_guess", "differential"))
        found = [name for name in self._answered("tests") if self._is_there(name)]
        found += self._answered("again")
        return Visit(self.case, self.chosen, self.end, first, last, found, self.stranded)

    def _thought(self, step: str) -> Thought | None:
        rank = self._rank(step)
        return Thought(rank.chosen[0], rank.sure) if rank else None
