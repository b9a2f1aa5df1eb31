"""The questions of a lesson: one file each, with feedback for every option."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from helpers.evidence.records import Id, Part, Text
from helpers.evidence.tables import EvidenceError, data_folder, read_toml

SHORTEST_FEEDBACK = 20  # words; "incorrect" alone teaches nothing


class Option(Part):
    """An answer to choose, with what to say to whoever chose it.

    `feedback` is the first line; `why` opens on demand. Both are Markdown.
    """

    text: Text
    right: bool = False
    feedback: Text
    why: str = ""
    misconception: str = ""

    @model_validator(mode="after")
    def _teaches(self) -> Self:
        if self.right:
            return self
        words = len(f"{self.feedback} {self.why}".split())
        if words < SHORTEST_FEEDBACK:
            raise ValueError(
                f"feedback and why have {words} words together; a wrong option needs at least "
                f"{SHORTEST_FEEDBACK}: why it tempts, why it fails, where to look"
            )
        if not self.misconception:
            raise ValueError("a wrong option names its row of misconceptions.csv")
        return self


class Question(Part):
    """One question with one right option.

    `tests` names what the question is about: facts to know, signs to see, what to ask, what to
    test, what to do, what to explain to a patient, or how strong the evidence is. `red_flag` marks
    a question about a danger that must not be missed. `picture` names what stands before the stem,
    such as ``hair_end:club``; `helpers.pictures.drawn` has the names.
    """

    id: Id
    stage: Literal["predict", "see", "exit"]
    about: Literal["lesson", "transfer", "earlier"] = "lesson"
    tests: Literal["know", "see", "ask", "test", "do", "explain", "evidence"] = "know"
    red_flag: bool = False
    variant_of: str = ""
    picture: str = ""
    stem: Text
    hint: str = ""
    option: Annotated[tuple[Option, ...], Field(min_length=2, max_length=5)]

    @model_validator(mode="after")
    def _one_right(self) -> Self:
        right = sum(option.right for option in self.option)
        if right != 1:
            raise ValueError(f"exactly one option must be right; {right} are")
        return self

    @property
    def answer(self) -> int:
        """Place of the right option, counted from 0."""
        return next(place for place, option in enumerate(self.option) if option.right)


def shuffled(question: Question, seed: str) -> Question:
    """Return a question with its options in an order of their own for each student.

    Parameters
    ----------
    question : Question
    seed : str
        Whose order; the same seed gives the same order. Empty for the order of the file.

    Examples
    --------
    >>> one = load_questions("steroids")[2]
    >>> shuffled(one, "a") == shuffled(one, "a")
    True
    >>> {option.text for option in shuffled(one, "a").option} == {o.text for o in one.option}
    True
    """
    if not seed:
        return question
    options = list(question.option)
    Random(f"{seed} {question.id}").shuffle(options)
    return question.model_copy(update={"option": tuple(options)})


class _File(Part):
    question: tuple[Question, ...]


def load_questions(lesson: str, folder: Path | None = None) -> tuple[Question, ...]:
    """Read the questions of a lesson, in file order.

    Parameters
    ----------
    lesson : str
        Key of the lesson; the file is `questions/<lesson>.toml`.
    folder : Path, optional
        The data folder.

    Raises
    ------
    EvidenceError
        If the file is missing, is not valid TOML, or a question is incomplete.

    Examples
    --------
    >>> load_questions("hair_growth_cycle")[0].stage
    'predict'
    """
    path = (folder or data_folder()) / "questions" / f"{lesson}.toml"
    questions = read_toml(path, _File).question
    ids = [question.id for question in questions]
    if twice := {name for name in ids if ids.count(name) > 1}:
        raise EvidenceError(f"{path.name}: {', '.join(sorted(twice))} is used twice as an id.")
    return questions
