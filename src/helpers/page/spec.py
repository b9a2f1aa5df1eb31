"""What a lesson is made of. A lesson fills these in; it draws and computes nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

import pandas as pd
import plotly.graph_objects as go

from helpers.evidence import in_class, language, say
from helpers.page.in_notebook.controls import Control
from helpers.pictures.drawn import Picture, picture
from helpers.pictures.widget import unseen

Settings = Mapping[str, Any]
LEFT_OUT = ("worked", "challenge")
"""Stages that the short route through the course leaves out."""


class Result(Protocol):
    """What a lesson's model returns."""

    @property
    def values(self) -> Mapping[str, float]:
        """The numbers that sentences and challenges speak of."""

    @property
    def table(self) -> pd.DataFrame:
        """The numbers behind the pictures."""


@dataclass(frozen=True)
class Chart:
    """A plotly picture: built once, then updated in place.

    `update` takes the figure, the result and an earlier result to compare with, or None.
    A `wide` chart has no other picture beside it. `moved_by`, here and in the other pictures,
    names the controls that change this picture and not the one that answers: while one of them
    is used, this picture stays in view instead.
    """

    build: Callable[[], go.Figure]
    update: Callable[[go.Figure, Any, Any], None]
    wide: bool = False
    moved_by: tuple[str, ...] = ()

    def empty(self) -> go.Figure:
        """Return the chart before it shows a result: a copy, made in a fifth of the time."""
        return go.Figure(_built(self, language(), in_class()))


@lru_cache(maxsize=64)
def _built(chart: Chart, _language: str, _in_class: bool) -> go.Figure:
    return chart.build()


@dataclass(frozen=True)
class Map:
    """A patch of scalp; `view` turns a result into what the map shows."""

    view: Callable[[Any], Mapping[str, object]]
    moved_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Close:
    """A close look at a scalp; `view` turns a result into the traits of `CloseUp`.

    `named` says in a few words what a scalp is, and `when` on which day one looks, for two side
    by side.
    """

    view: Callable[[Any], Mapping[str, object]]
    moved_by: tuple[str, ...] = ()
    named: Callable[[Any], str] | None = None
    when: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class Words:
    """A picture made of words, such as a table of findings; `view` returns its HTML.

    A `narrow` one leaves room for another picture beside it.
    """

    view: Callable[[Any], str]
    narrow: bool = False
    moved_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Idle:
    """Controls that do nothing while another stands at a value; the row `words` says so."""

    key: str
    value: Any
    controls: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Explore:
    """Controls, the model they drive, and the pictures of its result.

    `controls` makes a fresh set on each call, `more` those that are folded away at first;
    `pictures` stand beside them; `say` puts a result, and the one before it, into a sentence.
    `idle` names controls that sometimes do nothing. `longest` is how many letters the longest
    of its sentences has; the page keeps a place for it.
    """

    controls: Callable[[], tuple[Control, ...]]
    run: Callable[..., Any]
    pictures: tuple[Chart | Map | Close | Words, ...]
    say: Callable[[Any, Any], str]
    more: Callable[[], tuple[Control, ...]] = tuple
    idle: tuple[Idle, ...] = ()
    longest: int = 0

    @property
    def answers(self) -> int:
        """The place of the picture that answers: it stays in view on a phone.

        The first chart; without one, the first picture that is neither a scalp nor across.
        """
        narrow = [
            place
            for place, picture in enumerate(self.pictures)
            if not isinstance(picture, (Map, Close)) and not getattr(picture, "wide", False)
        ]
        charts = [place for place in narrow if isinstance(self.pictures[place], Chart)]
        return (charts + narrow + [0])[0]

    def moves(self, key: str) -> int | None:
        """Return the place of the picture that a control moves, if not the one that answers."""
        own = (place for place, one in enumerate(self.pictures) if key in one.moved_by)
        return next(own, None)

    def known(self) -> tuple[Control, ...]:
        """Return its controls to be asked what they allow; none is for a page."""
        with unseen():
            return (*self.controls(), *self.more())

    def resting(self, settings: Settings) -> dict[str, str]:
        """Return the controls that do nothing at some settings, each with the words for it."""
        return {
            key: say(idle.words)
            for idle in self.idle
            if settings.get(idle.key) == idle.value
            for key in idle.controls
        }


@dataclass(frozen=True)
class Sketch:
    """What a drawing shows at some settings: its pictures, and a sentence that says the same."""

    pictures: tuple[Picture, ...]
    said: str


@dataclass(frozen=True)
class Drawing:
    """A drawing for teaching that a reader changes; no model moves it.

    Its words are the rows `drawn_title_<key>` and `drawn_note_<key>`. `draw` takes the settings
    of the controls, and whether names stand in the picture. `printed` are the settings that
    paper shows, `still` the pictures by name that stand in the notebook. `longest` is the row of
    the longest sentence, which has its place from the start.
    """

    key: str
    draw: Callable[..., Sketch]
    still: tuple[str, ...]
    controls: Callable[[], tuple[Control, ...]] = tuple
    printed: tuple[Settings, ...] = ({},)
    names: bool = True
    longest: str = ""

    @property
    def room(self) -> str:
        """The words that take most room under it; empty where they never change."""
        return say(self.longest) if self.longest else ""

    @property
    def title(self) -> str:
        """What it shows, in the language of the page."""
        return say(f"drawn_title_{self.key}")

    @property
    def note(self) -> str:
        """What is to be kept in mind, in the language of the page."""
        return say(f"drawn_note_{self.key}")

    @property
    def said(self) -> str:
        """What its still shows, in a line."""
        return f"{self.title}. {'; '.join(picture(name).caption for name in self.still)}"


@dataclass(frozen=True)
class Contrast:
    """One guided comparison: the row of the button's words, the settings before and after."""

    words: str
    before: Settings
    after: Settings

    @property
    def button(self) -> str:
        """Words of the button, in the language of the page."""
        return say(self.words)


@dataclass(frozen=True)
class Challenge:
    """A goal: every named value of the result must lie in its range.

    A value's name on the page is a row of `words.csv`, such as `goal_anagen_percent`.

    `solution` holds settings that reach it; `given`, if any, settings whose result stands
    beside the student's own from the start.
    """

    explore: Explore
    goal: Mapping[str, tuple[float, float]]
    solution: Settings
    given: Settings | None = None


@dataclass(frozen=True)
class Poll:
    """What the phones of a class are asked for before the prediction.

    Its words are the rows `poll_<key>_question`, `poll_<key>_up` and, of a curve,
    `poll_<key>_across`. `kind` is "number", "curve" or "words"; `low`, `high` and `step` are the
    scale, `points` where a curve has a height; `truth` returns the model's answer: the points of
    its curve, or one with its number.
    """

    key: str
    kind: str
    low: int = 0
    high: int = 100
    step: int = 1
    points: tuple[int, ...] = ()
    truth: Callable[[], Sequence[tuple[float, ...]]] = tuple

    @property
    def question(self) -> str:
        """What is asked, in the language of the page."""
        return say(f"poll_{self.key}_question")


@dataclass(frozen=True)
class Fact:
    """A number of the text that the model computes: which value, at which settings."""

    value: str
    form: str
    settings: Settings = field(default_factory=dict)


class Titled:
    """What has a title and a teaser in `words.csv`, under its key, and a notebook."""

    key: str
    notebook: str

    @property
    def number(self) -> int:
        """Its number in the course; the start page is 0."""
        return int(self.notebook[:2])

    @property
    def title(self) -> str:
        """Its title, in the language of the page."""
        return say(f"title_{self.key}")

    @property
    def teaser(self) -> str:
        """The question that it answers, in the language of the page."""
        return say(f"teaser_{self.key}")


@dataclass(frozen=True)
class Lesson(Titled):
    """One lesson. Its prose and questions are in `data/`, under the same key.

    `minutes` are by stage; `summary` puts the result
    at the defaults into one line; `parameters` are the rows that its model uses, `published`
    the set-ups of `observations.csv` whose values its pictures show. `sketches` are the
    curves of the prediction's options: (days after the event, multiple of normal); the
    chosen one is drawn over the result. `extra` is a picture for the explanation, `drawings`
    are what is drawn in a stage, by its name: "predict" or "explain". `poll` is what phones are
    asked for in class. `core` puts the lesson on the short route through the course.
    """

    key: str
    notebook: str
    minutes: Mapping[str, int]
    explore: Explore
    contrast: Contrast
    summary: Callable[[Any], str]
    parameters: tuple[str, ...]
    challenge: Challenge | None = None
    published: tuple[str, ...] = ()
    sketches: tuple[tuple[tuple[float, float], ...], ...] = ()
    extra: Callable[[], go.Figure] | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    drawings: Mapping[str, tuple[Drawing, ...]] = field(default_factory=dict)
    poll: Poll | None = None
    core: bool = False

    @property
    def core_minutes(self) -> int:
        """Minutes on the short route: without the worked case and the challenge."""
        return sum(self.minutes[stage] for stage in self.minutes if stage not in LEFT_OUT)


@dataclass(frozen=True)
class Clinic(Titled):
    """A lesson of another form: virtual patients from `data/cases/` instead of one model.

    `seed` shuffles their order; `parameters` are the rows that their scalps and blood use.
    """

    key: str
    notebook: str
    minutes: Mapping[str, int]
    parameters: tuple[str, ...]
    seed: int = 1
    challenge: None = None
    core: bool = False

    @property
    def core_minutes(self) -> int:
        """Minutes on the short route: two of three patients."""
        return round(self.minutes["patients"] * 2 / 3)
