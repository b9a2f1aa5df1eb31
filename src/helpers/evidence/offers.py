"""What the clinic offers to ask, examine, order, think and do: the same in every case."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from helpers.evidence.records import Id, Part, Text

STEPS = ("history", "tests", "differential", "plan")
SHORTEST = 20  # words of feedback on a choice that leads astray


def long_enough(text: str, where: str) -> None:
    """Raise ValueError where feedback on a choice that leads astray is too short to teach."""
    words = len(text.split())
    if words < SHORTEST:
        raise ValueError(
            f"{where} has {words} words; it needs at least {SHORTEST}: why it tempts, why it "
            "fails, where to look"
        )


class Offer(Part):
    """Something a student can choose in every case.

    `idle` is said when nothing in the case called for it; empty where asking is free. `fits` is
    said instead where it is reasonable in every case, or beside one of the choices in `beside`.
    """

    id: Id
    group: Text
    name: Text
    tells: str = ""
    idle: str = ""
    fits: str = ""
    beside: tuple[Id, ...] = ()
    misconception: str = ""
    lesson: str = ""

    @model_validator(mode="after")
    def _teaches(self) -> Self:
        if self.idle:
            long_enough(self.idle, "idle")
        return self


class Asked(Offer):
    """A question of the history; `usual` is the answer where a case has none.

    `minutes` is what it takes of a consultation.
    """

    usual: Text
    minutes: Annotated[int, Field(ge=1, le=5)]


class Ordered(Offer):
    """An examination or test: its cost band (0 none to 3 high) and how long it takes.

    What is seen at once takes `minutes` of the consultation; what is ordered takes none. What is
    `in_notes` was done at the time of diagnosis: unless the case sends it anew, a look into the
    notes costs nothing and needs no waiting.
    """

    cost: Annotated[int, Field(ge=0, le=3)]
    minutes: Annotated[int, Field(ge=0, le=5)] = 0
    wait: Literal["at once", "same day", "days", "weeks"]
    usual: Text
    in_notes: bool = False

    @property
    def ordered(self) -> bool:
        """Whether its result comes later than the consultation."""
        return self.wait != "at once"

    @model_validator(mode="after")
    def _takes_time(self) -> Self:
        if self.ordered == bool(self.minutes):
            raise ValueError("what is seen at once takes minutes; what is ordered takes none")
        return self


class Catalogue(Part):
    """Everything the clinic offers, the same in every case.

    `minutes` is the length of a consultation, `minutes_again` that of the second one, and
    `days` says after how many days a result is there, by its wait. `findings` are the words of
    findings, as patterns: a text that holds one rests on whatever brings that word in a case.
    """

    minutes: Annotated[int, Field(ge=5, le=60)]
    minutes_again: Annotated[int, Field(ge=5, le=60)]
    days: dict[Literal["at once", "same day", "days", "weeks"], Annotated[int, Field(ge=0)]]
    findings: tuple[Text, ...] = ()
    question: tuple[Asked, ...]
    test: tuple[Ordered, ...]
    diagnosis: tuple[Offer, ...]
    action: tuple[Offer, ...]

    def after(self, wait: str) -> int:
        """Return after how many days a result is there."""
        return {str(name): days for name, days in self.days.items()}[wait]

    def offers(self, step: str) -> dict[str, Offer]:
        """Return what can be chosen at a step, by id."""
        parts: dict[str, tuple[Offer, ...]] = {
            "history": self.question,
            "tests": self.test,
            "differential": self.diagnosis,
            "plan": self.action,
        }
        return {offer.id: offer for offer in parts[step]}
