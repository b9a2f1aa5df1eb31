"""What a virtual patient holds.

A case says what happened to an invented person, and when. It holds no result of a test
that the model can compute: `helpers.clinic` examines the modelled scalp and blood, so
that story and numbers cannot disagree.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from helpers.evidence.offers import SHORTEST, long_enough
from helpers.evidence.records import Id, Part, Text

Step = Literal["history", "tests", "differential", "plan"]
Measure = Literal["hair", "long", "shedding", "breaking", "patches", "scars"]
"""What a case is about, and what its months after are shown as."""


class Person(Part):
    """Whom the student meets; invented."""

    name: Text
    age: Annotated[int, Field(ge=4, le=95)]
    sex: Literal["woman", "man", "girl", "boy"]
    work: Text
    skin: Literal["light", "tan", "brown", "dark brown"]
    hair: Literal["straight", "wavy", "curly", "tightly curled"]


class Lab(Part):
    """The state of the body that blood tests read.

    `iron_stores` is the ferritin (µg/L) that the stores would show without inflammation,
    `zinc_status` the morning zinc (µg/dL) without inflammation. `activity` is that of
    the disease; `crp` follows from it unless it is given. What is left out is usual.
    """

    activity: Literal["quiet", "skin", "systemic"] = "quiet"
    iron_stores: Annotated[float, Field(ge=0, le=2000)]
    crp: Annotated[float | None, Field(ge=0.1, le=600)] = None
    crp_normal_because: str = ""
    agp_raised: bool = False
    lung_alarm: bool = False
    zinc_status: Annotated[float | None, Field(ge=0, le=400)] = None
    drawn: Literal["morning", "afternoon", "evening"] = "morning"
    albumin: Annotated[float | None, Field(ge=10, le=60)] = None
    haemoglobin: Annotated[float | None, Field(ge=3, le=22)] = None
    white_cells: Annotated[float | None, Field(ge=0.1, le=60)] = None
    neutrophils: Annotated[float | None, Field(ge=0, le=40)] = None
    platelets: Annotated[float | None, Field(ge=1, le=1500)] = None
    creatine_kinase: Annotated[float | None, Field(ge=10, le=50_000)] = None
    tsh: Annotated[float | None, Field(ge=0.01, le=150)] = None
    vitamin_d: Annotated[float | None, Field(ge=5, le=300)] = None
    selenium: Annotated[float | None, Field(ge=20, le=3000)] = None
    alt: Annotated[float | None, Field(ge=3, le=5000)] = None
    creatinine: Annotated[float | None, Field(ge=10, le=1500)] = None
    potassium: Annotated[float | None, Field(ge=1.5, le=8)] = None
    phosphate: Annotated[float | None, Field(ge=0.1, le=4)] = None


class ScalpState(Part):
    """What an eye close to the scalp sees beside the follicles that the model counts.

    `patches` is the share of the scalp in patches, 0 for an even loss; `spots` is their number.
    """

    skin: Literal["calm", "dermatomyositis", "plaques"] = "calm"
    patches: Annotated[float, Field(ge=0, le=0.9)] = 0
    spots: Annotated[int, Field(ge=1, le=3)] = 1
    uneven_shafts: bool = False
    tapered_stubs: bool = False


class Event(Part):
    """Something that happened on a day; `told` is the patient's account of it.

    `what` names an exposure of the model; a "note" changes no hair. `amount` is its size
    where the default is not meant, `treated` the day from which treatment works. Of what is
    `known` the opening tells already.
    """

    id: str = ""
    what: Text
    day: date
    until: date | None = None
    amount: float | None = None
    treated: date | None = None
    where: Literal["scalp", "patches"] = "scalp"
    asked: Id
    told: Text
    known: bool = False

    @property
    def name(self) -> str:
        """How placeholders of the text call it."""
        return self.id or self.what


class Answer(Part):
    """What the patient answers to a question."""

    asked: Id
    told: Text


class Sign(Part):
    """What an examination or test shows that the model does not compute.

    A test that was `sent` is not in the notes yet. `reading` says what it means, beside a
    computed result that is read.
    """

    test: Id
    text: Text
    reading: str = ""
    unusual: bool = True
    sent: bool = False


class Choice(Part):
    """What a choice is worth in this case.

    "key": it should be made; "fits": it may be; "trap": it leads astray. Where a choice is
    dangerous, a `Danger` of the case says so.
    """

    step: Step
    id: Id
    worth: Literal["key", "fits", "trap"]
    feedback: str = ""
    misconception: str = ""

    @model_validator(mode="after")
    def _teaches(self) -> Self:
        if self.worth == "trap":
            long_enough(self.feedback, "feedback of a trap")
            if not self.misconception:
                raise ValueError("a trap names its row of misconceptions.csv")
        if self.worth == "key" and not self.feedback:
            raise ValueError("a key choice says in feedback what it brings")
        return self


class Danger(Part):
    """What happens next to a patient that no model of hair computes.

    `rule` names the row of safety.csv that the plan breaks; it is empty for a harm that no rule
    speaks of. It happens `unless` one of these steps is planned, or `when` one of them is, or when
    the plan is made only after results that take days (`waits`). `next` tells it; `averted` tells
    what happens instead to somebody who is kept from it by one of the steps in `unless`. Harms are
    told by `after_days`, counted from the visit; what a `hospital` would have prevented after it
    brought the patient in does not happen any more.
    """

    rule: str = ""
    unless: tuple[Id, ...] = ()
    when: tuple[Id, ...] = ()
    waits: bool = False
    after_days: int = Field(ge=0)
    hospital: bool = False
    next: Text
    averted: str = ""

    def follows(self, plan: Collection[str], days: int) -> bool:
        """Return whether it happens after a plan that was made some days later."""
        if self.waits:
            return days > 0
        if self.when:
            return not set(self.when).isdisjoint(plan)
        return set(self.unless).isdisjoint(plan)

    @model_validator(mode="after")
    def _one_trigger(self) -> Self:
        if sum(map(bool, (self.unless, self.when, self.waits))) != 1:
            raise ValueError("a danger has one trigger: unless, when, or waits")
        if self.averted and not self.unless:
            raise ValueError("only what a step keeps away is averted: name the steps in unless")
        if len(self.next.split()) < SHORTEST // 2:
            raise ValueError("a danger tells in a sentence or two what happens next")
        return self


class Effect(Part):
    """What a plan changes in the model, where one of the steps `of` it was planned.

    With `left_out` it happens where none was. "treats" lets the treatment of an `event` work,
    "ends" ends it, "adds" lets something new (`what`, `amount`) happen; each `after` so many
    days from the plan on.
    """

    of: Annotated[tuple[Id, ...], Field(min_length=1)]
    left_out: bool = False
    does: Literal["treats", "ends", "adds"]
    event: str = ""
    what: str = ""
    amount: float | None = None
    where: Literal["scalp", "patches"] = "scalp"
    after: Annotated[int, Field(ge=0, le=400)]

    def happens(self, plan: Collection[str]) -> bool:
        """Return whether it follows from a plan."""
        return set(self.of).isdisjoint(plan) == self.left_out

    @model_validator(mode="after")
    def _names(self) -> Self:
        if (self.does == "adds") != bool(self.what) or bool(self.what) == bool(self.event):
            raise ValueError("treats and ends name an event of the case; adds names what happens")
        return self


class Point(Part):
    """What the case teaches, and the choice whose feedback reaches it."""

    text: Text
    step: Step
    choice: Id


class Expected(Part):
    """Tests whose computed result must be unusual, or usual, for the story to hold."""

    unusual: tuple[Id, ...] = ()
    usual: tuple[Id, ...] = ()


class Model(Part):
    """An expert's words to compare with."""

    summary: Text
    plan: Text


class Case(Part):
    """A virtual patient; `measure` is what the months after the visit are shown as.

    `opening_tells` names the questions that the opening answers: nobody is blamed for not asking.
    """

    id: Id
    title: Text
    level: Annotated[int, Field(ge=1, le=3)]
    seed: Annotated[int, Field(ge=0, le=10_000)]
    visit: date
    opening: Text
    person: Person
    lab: Lab
    scalp: ScalpState = ScalpState()
    event: Annotated[tuple[Event, ...], Field(min_length=1)]
    opening_tells: tuple[Id, ...] = ()
    answer: tuple[Answer, ...] = ()
    sign: tuple[Sign, ...] = ()
    choice: Annotated[tuple[Choice, ...], Field(min_length=4)]
    expect: Expected = Expected()
    teaching: Annotated[tuple[Point, ...], Field(min_length=1)]
    answer_model: Model
    danger: tuple[Danger, ...] = ()
    effect: tuple[Effect, ...] = ()
    measure: Measure

    # Many answers about a case are kept by it, so it is compared again and again; part by part
    # that took an eighth of all the time in which the clinic judges.
    @cached_property
    def content(self) -> str:
        """Everything that the case holds, in one text."""
        return self.model_dump_json()

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Case) and self.content == other.content)

    def __hash__(self) -> int:
        return hash(self.content)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, which has a content of its own."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("content", None)
        return copied

    def at(self, step: str) -> dict[str, Choice]:
        """Return the choices of a step that this case speaks of, by id."""
        return {choice.id: choice for choice in self.choice if choice.step == step}

    def keys(self, step: str) -> list[str]:
        """Return the choices of a step that should be made."""
        return [name for name, choice in self.at(step).items() if choice.worth == "key"]

    @model_validator(mode="after")
    def _once(self) -> Self:
        named = [(choice.step, choice.id) for choice in self.choice]
        for step, name in named:
            if named.count((step, name)) > 1:
                raise ValueError(f"{name!r} is judged twice at the step {step}; keep one")
        return self
