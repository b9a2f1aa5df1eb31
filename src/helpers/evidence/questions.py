"""The questions of a lesson: one file each, with feedback for every option.

A mistake in one question leaves that question out, and its second form with it; the others live.
`read_questions` says what was left out and why.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from helpers.evidence.records import Id, Part, Text
from helpers.evidence.spreadsheets import BadFile, read_utf8
from helpers.evidence.tables import EvidenceError, data_folder, explain

SHORTEST_FEEDBACK = 20  # words; "incorrect" alone teaches nothing


class Option(Part):
    """An answer to choose, with what to say to whoever chose it.

    `feedback` is the first line; `why` opens on demand. Both are Markdown. A wrong option names in
    `misconception` the row of misconceptions.csv that says what somebody thinks who chooses it.
    """

    text: Text
    right: bool = False
    feedback: Text
    why: str = ""
    misconception: str = ""

    @model_validator(mode="after")
    def _teaches(self) -> Self:
        words = len(f"{self.feedback} {self.why}".split())
        if words < SHORTEST_FEEDBACK:
            raise ValueError(
                f"feedback and why have {words} words together; an option needs at least "
                f"{SHORTEST_FEEDBACK}: why it tempts, why it fails or holds, where to look"
            )
        if not self.right and not self.misconception:
            raise ValueError("a wrong option names its row of misconceptions.csv")
        return self


class Question(Part):
    """One question with one right option.

    `tests` names what the question is about: facts to know, signs to see, what to ask, what to
    test, what to do, what to explain to a patient, or how strong the evidence is. `objective` says
    what somebody can do who answers it, `outcome` to which outcome of the curriculum that belongs.
    `red_flag` marks a question about a danger that must not be missed. `variant_of` makes it the
    second form of another question: the same objective on another surface. `picture` names what
    stands before the stem, such as ``hair_end:club``; `helpers.pictures.drawn` has the names.

    The `exit` questions make the check of a lesson, the `more` questions its practice; `exam`
    questions belong to the instructor, and no lesson shows them.
    """

    id: Id
    stage: Literal["predict", "see", "exit", "more", "exam"]
    about: Literal["lesson", "transfer", "earlier"] = "lesson"
    tests: Literal["know", "see", "ask", "test", "do", "explain", "evidence"]
    objective: Text
    difficulty: Literal["easy", "medium", "hard"]
    outcome: Literal[
        "science", "diagnosis", "management", "prescribing", "safety", "communication", "evidence"
    ]
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


_HEAD = "[[question]]"


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield each question's part of a file with the line it begins on; first what stands before."""
    start, lines = 1, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() == _HEAD:
            yield start, "\n".join(lines)
            start, lines = number, []
        lines.append(line)
    yield start, "\n".join(lines)


def _one(block: str, where: str) -> Question:
    """Read one question; what stands before the first question holds none."""
    name = re.search(r'^id\s*=\s*"(\w*)"', block, re.MULTILINE)
    where = f"{where}, {name[1]}" if name else where
    try:
        (data,) = tomllib.loads(block)["question"]
        return Question.model_validate(data)
    except ValidationError as error:
        lines = explain(error, where).splitlines()
        # An option with a fault is also missing from the count of options: say it once.
        own = [line for line in lines if "after validation" not in line]
        raise EvidenceError("\n".join(own or lines)) from None
    except (ValueError, OverflowError, RecursionError) as error:
        raise EvidenceError(f"{where}: the question cannot be read as TOML: {error}.") from None


def _misfits(question: Question, kept: dict[str, Question]) -> str:
    """Say why a question cannot stand beside those before it; empty if it can."""
    if question.id in kept:
        return f"{question.id!r} is used twice as an id"
    if not question.variant_of:
        return ""
    first = kept.get(question.variant_of)
    if first is None:
        return (
            f"variant_of names {question.variant_of!r}, which stands nowhere before it or was "
            "left out"
        )
    if (first.stage, first.objective, first.red_flag) != (
        question.stage,
        question.objective,
        question.red_flag,
    ):
        return f"stage, objective and red_flag must be those of {first.id!r}, whose form it is"
    return ""


def read_questions(path: Path) -> tuple[tuple[Question, ...], tuple[str, ...]]:
    """Read a file of questions: those that can be used, and why the others cannot.

    Parameters
    ----------
    path : Path

    Returns
    -------
    tuple
        The questions in file order, and one sentence for each fault, with file, line and id.

    Raises
    ------
    EvidenceError
        If the file is missing or is no UTF-8 text.
    """
    if not path.is_file():
        raise EvidenceError(f"{path.name} is missing from {path.parent}. Restore it and try again.")
    try:
        text = read_utf8(path)
    except BadFile as error:
        raise EvidenceError(str(error)) from None
    return _read(text, path.name)


@lru_cache(maxsize=32)
def _read(text: str, name: str) -> tuple[tuple[Question, ...], tuple[str, ...]]:
    kept: dict[str, Question] = {}
    faults = []
    (_, head), *blocks = _blocks(text)
    try:
        tomllib.loads(head)
    except ValueError as error:
        faults.append(f"{name}, line 1: it cannot be read as TOML: {error}.")
    for line, block in blocks:
        where = f"{name}, line {line}"
        try:
            question = _one(block, where)
        except EvidenceError as error:
            faults.append(str(error))
            continue
        if misfit := _misfits(question, kept):
            faults.append(f"{where}, {question.id}: {misfit}.")
        else:
            kept[question.id] = question
    return tuple(kept.values()), tuple(faults)


def questions_file(lesson: str, folder: Path | None = None) -> Path:
    """Return the file that holds the questions of a lesson."""
    return (folder or data_folder()) / "questions" / f"{lesson}.toml"


def load_questions(lesson: str, folder: Path | None = None) -> tuple[Question, ...]:
    """Read the questions of a lesson, in file order; a faulty one is left out.

    Parameters
    ----------
    lesson : str
        Key of the lesson; the file is `questions/<lesson>.toml`.
    folder : Path, optional
        The data folder.

    Raises
    ------
    EvidenceError
        If the file is missing or is no UTF-8 text.

    Examples
    --------
    >>> load_questions("hair_growth_cycle")[0].stage
    'predict'
    """
    return read_questions(questions_file(lesson, folder))[0]


def load_vignettes(folder: Path | None = None) -> tuple[Question, ...]:
    """Read the vignettes of the instructor's examination, which no lesson shows.

    Examples
    --------
    >>> {question.stage for question in load_vignettes()}
    {'exam'}
    """
    return read_questions(questions_file("exam/vignettes", folder))[0]
