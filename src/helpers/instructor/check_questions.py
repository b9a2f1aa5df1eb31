"""The author's command for questions: what is missing in a file, and what can be guessed."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from string import ascii_uppercase as LETTERS

from helpers.evidence import (
    EvidenceError,
    Question,
    data_folder,
    evidence,
    load_vignettes,
    read_questions,
)
from helpers.pictures.drawn import PICTURES

LONGEST_SHARE = 0.35
"""Share of a file's questions in which the right option may be the longest."""

FEWEST = 6
"""Questions from which on that share is judged."""

UNEQUAL = 1.5
"""The longest option of a question may be so many times the shortest, in characters."""

A_NAME = 20
"""Options of so few characters are names, and names differ in length."""

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ABSOLUTE = re.compile(r"“?(?:yes|no|none|nothing|never|always|all)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:first|second|third|fourth|last|upper|lower|next|previous) (?:option|answer|choice)s?\b"
    r"|\b(?:option|answer|choice) (?:[A-E]\b|above\b|below\b)"
)
_VAGUE = re.compile(
    r"\bwhat (?:is|was|would be) (?:right|wrong|true|best|missing|it)\b|\bwhat is the right \w+\b"
    r"|\bwhat (?:happened|fits|applies|did you see)\?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\blessons? \d+|\bfrom the start page\b", re.IGNORECASE)


def _plain(text: str) -> str:
    return _LINK.sub(lambda link: link[1] or "number", text)


def _line_of(text: str, name: str) -> int:
    """Return the line of a file on which a question's id stands, from 1."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf'\s*id\s*=\s*"{re.escape(name)}"', line):
            return number
    return 1


def _of_one(question: Question) -> Iterator[str]:
    """Say what can be guessed, or misread, in one question."""
    if question.picture and question.picture not in PICTURES:
        near = get_close_matches(question.picture, PICTURES, 1, 0)
        yield f"there is no picture {question.picture!r}; the nearest name is {near[0]!r}"
    stem = _plain(question.stem)
    if not stem.endswith("?") or _VAGUE.search(stem):
        yield (
            "the stem must end in one clear question, which can be answered with the options "
            "covered: “How do you read this value?” and not “What is right?”"
        )
    if label := _LABEL.search(stem):
        yield f"the stem says “{label[0]}”; lessons are renumbered, and no patient comes from one"
    lengths = [len(_plain(option.text)) for option in question.option]
    if max(lengths) > max(A_NAME, UNEQUAL * min(lengths)):
        yield (
            f"the options have {min(lengths)} to {max(lengths)} characters; make them of one "
            f"length, the longest at most {UNEQUAL:g} times the shortest"
        )
    for option in question.option:
        start = _plain(option.text)[:40]
        if _ABSOLUTE.match(start):
            yield f"the option “{start}…” opens with an absolute word, which is seldom right"
        if _PLACE.search(f"{option.feedback} {option.why}"):
            yield (
                f"the feedback on “{start}…” speaks of the place of an option; the order of "
                "options differs from student to student"
            )
        if option.misconception and option.misconception not in evidence().misconceptions:
            yield (
                f"the option “{start}…” names {option.misconception!r}, which is no row of "
                "misconceptions.csv"
            )


def check_questions(file: Path) -> list[str]:
    """Read a file of questions and say what is missing or can be guessed.

    Parameters
    ----------
    file : Path
        A file as in `data/questions/`.

    Returns
    -------
    list of str
        Sentences with file, line and question; empty if nothing was found.

    Examples
    --------
    >>> check_questions(data_folder() / "questions" / "steroids.toml")
    []
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError:
        return [f"{file}: there is no such file."]
    except UnicodeDecodeError as error:
        return [f"{file.name} is no UTF-8 text: {error}."]
    questions, faults = read_questions(file)
    found = [line for fault in faults for line in fault.splitlines()]
    found += [
        f"{file.name}, line {_line_of(text, question.id)}, {question.id}: {said}."
        for question in questions
        for said in _of_one(question)
    ]
    longest = [q for q in questions if _key_is_longest(q)]
    if len(questions) >= FEWEST and len(longest) > LONGEST_SHARE * len(questions):
        names = ", ".join(question.id for question in longest)
        found.append(
            f"{file.name}: the right option is the longest in {len(longest)} of {len(questions)} "
            f"questions; at most {LONGEST_SHARE:.0%} leaves nothing to guess: {names}."
        )
    return found


def _with_key(number: int, question: Question) -> str:
    """Return a vignette as text, with its key and what is to be said about it."""
    options = [
        f"  {mark} {_plain(o.text)}" for mark, o in zip(LETTERS, question.option, strict=False)
    ]
    best = question.option[question.answer]
    return "\n".join(
        [
            f"{number}. {_plain(question.stem)}",
            *options,
            f"  Key: {LETTERS[question.answer]}. {question.objective}. {_plain(best.feedback)}",
        ]
    )


def _key_is_longest(question: Question) -> bool:
    lengths = [len(_plain(option.text)) for option in question.option]
    return lengths[question.answer] == max(lengths)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check files of questions; return 1 if anything is to be mended.

    Examples
    --------
    >>> main([str(data_folder() / "questions" / "iron.toml"), "--quiet"])
    0
    """
    parser = argparse.ArgumentParser(
        prog="check-questions",
        description="Read a file of questions, and say what is missing in it or can be guessed.",
    )
    parser.add_argument("files", nargs="*", type=Path, help="files; all of them by default")
    parser.add_argument(
        "--key", action="store_true", help="print the vignettes of the examination with their key"
    )
    parser.add_argument("--quiet", action="store_true", help="say only what is to be mended")
    chosen = parser.parse_args(arguments)
    if chosen.key:
        print("\n\n".join(_with_key(number, q) for number, q in enumerate(load_vignettes(), 1)))
        return 0
    files = chosen.files or sorted((data_folder() / "questions").rglob("*.toml"))
    found = 0
    for file in files:
        try:
            said = check_questions(file)
        except EvidenceError as error:
            said = [str(error)]
        found += len(said)
        for sentence in said:
            print(sentence, file=sys.stderr)
        if not said and not chosen.quiet:
            print(f"{file.name}: nothing to mend was found.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
