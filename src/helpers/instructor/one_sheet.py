"""Each plan of a guide on one sheet of A4, both sides, for the desk in a hall."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from html import escape
from pathlib import Path

from markupsafe import Markup

from helpers.evidence import (
    EvidenceError,
    Question,
    cell_text,
    data_folder,
    load_questions,
    notebook_path,
    phrases,
    read_notebook,
    words,
)
from helpers.instructor.guide_links import stated_words
from helpers.instructor.plans import PARTS, plan_text, shown_parts
from helpers.page.paper import template
from helpers.page.prose import Facts, Openers, inline
from helpers.page.provenance import look_up
from helpers.page.spec import Lesson

TEMPLATE = Path(__file__).with_name("one_sheet.html")
PLACE = {"predict": "predict", "look": "look", "see": "seen", "exit": "check"}
_POINT = re.compile(r"^- (\d+:\d\d–\d+:\d\d) (.+)$", re.MULTILINE)
_WRONG = re.compile(r"^- (.+)$", re.MULTILINE)
_ERRORS = re.compile(r" \((?:m\d+(?:, )?)+\)")
NAMED = {
    r"“Predict”|case aloud|^Vote|^First vote|2nd vote|^Case|^The case|'s case|^Bea and Iris"
    r"|^\*\*Next\*\*: the (?:empty|four)": "predict",
    r"“Look”|\*\*Compare: |(?<!Tab: )\[[^]]+\]\(scenario:(?!challenge)": "look",
    r"What did you see": "seen",
    r"“Why”": "explain",
    r"Go deeper": "deeper",
    r"[Ww]orked case": "worked",
    r"“Your turn”": "challenge",
    r"“Check yourself”": "check",
    r"[Rr]ed flags|[Kk]ey points|leaves out": "refer",
}
"""What a step of a plan speaks of, to the part of the lesson that it is in."""
WITHIN = ("look", "deeper", "key_points", "refer", "limits")
"""Parts that are not the first screen of their number: the sheet names them beside it."""
FIRST = "key_points"
"""The one of these that its number opens all the same; Page Down leads on to the others."""


@cache
def titles_of_parts(key: str) -> tuple[str, ...]:
    """Return the titles of a lesson's parts as the wall shows them, in order.

    Examples
    --------
    >>> titles_of_parts("iron")[-1]
    'Limits, sources, referral'
    """
    text = "\n".join(cell_text(cell) for cell in read_notebook(notebook_path(key))["cells"])
    return tuple(re.findall(r"^## (.+)$", text, re.MULTILINE))


@cache
def numbers_of_parts(key: str) -> Mapping[str, int]:
    """Return the number of each part of a lesson: the key that jumps to it in class view.

    Examples
    --------
    >>> numbers_of_parts("iron")["seen"]
    3
    """
    heads = titles_of_parts(key)
    known = {phrases()[row].en: part for part, row in PARTS.items()}
    numbers = {known[head]: place for place, head in enumerate(heads, 1) if head in known}
    numbers["deeper"] = numbers.get("explain", 0)
    return numbers | dict.fromkeys(("key_points", "refer", "limits"), len(heads))


def _set_by_hand(lesson: Lesson, stated: str) -> tuple[str, str]:
    return "", f" ({escape(stated_words(lesson, stated))})"


def _on_paper(lesson: Lesson, facts: Facts) -> Openers:
    """Return links as paper shows them: the words alone, and how a setting is made."""
    plain = dict.fromkeys(("claim", "safety", "case"), lambda _: ("", ""))
    return plain | {
        "scenario": partial(_set_by_hand, lesson),
        "param": lambda name: (look_up("param", name)[0], ""),
        "model": lambda name: (facts[name][0], ""),
    }


def _said(lesson: Lesson, facts: Facts, text: str) -> Markup:
    return Markup(inline(text, facts, _on_paper(lesson, facts)))


def steps(plan: str, numbers: Mapping[str, int]) -> list[tuple[str, str, str]]:
    """Return of each step of a plan the time, the parts of the lesson, and what is done.

    Parameters
    ----------
    plan : str
        The part of a guide.
    numbers : mapping of str to int
        The number of each part of the lesson: the key that leads there.

    Raises
    ------
    EvidenceError
        If a step speaks of no part.

    Examples
    --------
    >>> steps("- 0:00–0:02 Vote on it.", {"predict": 1})
    [('0:00–0:02', '1', 'Vote on it.')]
    """
    made = []
    for time, step in _POINT.findall(plan):
        named = [part for said, part in NAMED.items() if re.search(said, step) and part in numbers]
        if not named:
            raise EvidenceError(f"The step {time} {step[:40]!r} names no screen of the lesson.")
        places: dict[int, list[str]] = {at: [] for at in sorted(numbers[part] for part in named)}
        for part in named:
            if part in WITHIN:
                on = "" if part == FIRST else "Page Down: "
                name = "the picture" if part == "look" else phrases()[PARTS[part]].en
                places[numbers[part]].append(on + name)
        met = [", ".join([str(number), *inside]) for number, inside in places.items()]
        made.append((time, "; ".join(met), step))
    return made


def _key(lesson: Lesson, parts: Sequence[str]) -> list[tuple[str, Question]]:
    """Return the questions that a plan shows, each with the number of its part and its place."""
    numbers, made, exits = numbers_of_parts(lesson.key), [], 0
    for question in load_questions(lesson.key):
        part = PLACE.get(question.stage)
        if part is None or part not in parts or question.variant_of:
            continue
        exits += question.stage == "exit"
        nth = f" ({exits}.)" if question.stage == "exit" else ""
        place = f"{numbers[part]}{nth}"
        made.append((place, question))
    return made


def one_sheet(lesson: Lesson, facts: Facts, minutes: int) -> str:
    """Return a plan of a lesson's guide as a page of HTML for one sheet of A4, both sides.

    Parameters
    ----------
    lesson : Lesson
    facts : Facts
        What the lesson's model computes.
    minutes : int
        15, 25 or 50.

    Raises
    ------
    EvidenceError
        If the lesson has no guide, or its plan names a part that there is not.
    """
    path = data_folder() / "guides" / f"{lesson.key}.md"
    if not path.is_file():
        raise EvidenceError(f"There is no guide {path.name}.")
    guide = path.read_text(encoding="utf-8")
    plan, numbers = plan_text(guide, minutes), numbers_of_parts(lesson.key)
    parts = shown_parts(plan)
    said, titles = partial(_said, lesson, facts), titles_of_parts(lesson.key)
    shown = sorted({numbers[part] for part in parts})
    begins = guide.partition("\n")[2].partition("\n## ")[0].strip()
    before = guide.partition("\n## Before class\n")[2].partition("\n## ")[0]
    wrong = guide.partition("\n## Expected wrong answers\n")[2].partition("\n## ")[0]
    votes = guide.partition("\n## Votes\n")[2].partition("\n## ")[0]
    return template(TEMPLATE).render(
        title=lesson.title,
        number=lesson.number,
        minutes=minutes,
        ui=words("vote", "join", "results", of="en"),
        worked="worked" in parts,
        parts=[(number, titles[number - 1]) for number in shown],
        begins=said(begins),
        before=[said(line) for line in _WRONG.findall(before)],
        steps=[(time, at, said(step)) for time, at, step in steps(plan, numbers)],
        wrong=[said(_ERRORS.sub("", line)) for line in _WRONG.findall(wrong)],
        votes=[said(line) for line in _WRONG.findall(votes)],
        low=said("[](param:vote_teach_below)"),
        high=said("[](param:vote_explain_above)"),
        key=[
            (
                place,
                said(question.stem),
                chr(ord("A") + question.answer),
                said(question.option[question.answer].text),
            )
            for place, question in _key(lesson, parts)
        ],
    )
