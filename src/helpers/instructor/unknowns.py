"""What should be measured next: the unknowns of the whole course, ranked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from html import escape

from helpers.evidence import say
from helpers.evidence.sensitivity import Index, Spread, sensitivity
from helpers.instructor.guides import instructor_page
from helpers.page.in_notebook.page import Stage
from helpers.page.provenance import kind_words
from helpers.page.spec import Clinic, Lesson
from helpers.page.tables import html_table
from helpers.page.unknowns import bar, group_words, kind_of, percent, sentence, table


def first_results() -> list[Spread]:
    """Return the first result of each lesson, the one that its text speaks of."""
    found: dict[str, Spread] = {}
    for spread in sensitivity().spread:
        found.setdefault(spread.lesson, spread)
    return list(found.values())


def ranked() -> list[tuple[Index, float, str]]:
    """Return each group of numbers with its shares added up, and where it is largest.

    Examples
    --------
    >>> sums = [total for _, total, _ in ranked()]
    >>> sums == sorted(sums, reverse=True)
    True
    """
    sums: dict[str, float] = defaultdict(float)
    largest: dict[str, tuple[Index, str]] = {}
    for spread in first_results():
        for row in spread.indices:
            sums[row.group] += max(0.0, row.first)
            if row.group not in largest or row.first > largest[row.group][0].first:
                largest[row.group] = (row, spread.lesson)
    order = sorted(sums, key=lambda group: -sums[group])
    return [(largest[group][0], sums[group], largest[group][1]) for group in order]


def unknowns_page(lessons: Sequence[Lesson | Clinic]) -> Stage:
    """Return the page that ranks the unknowns, and all indices below.

    Parameters
    ----------
    lessons : sequence of Lesson or Clinic
        All lessons, for their titles.
    """
    titles = {lesson.key: lesson.title for lesson in lessons}
    rows: list[list[str | float]] = [
        [escape(group_words(row)), percent(total), escape(titles[where]), kind_words(kind_of(row))]
        for row, total, where in ranked()
    ]
    head = [say(f"unknown_head_{name}") for name in ("group", "sum", "where", "kind")]
    parts = [f"<p>{say('unknown_ranks')}</p>{html_table(head, rows)}"]
    parts += [
        f"<h2>{escape(titles[spread.lesson])}</h2><p>{escape(sentence(spread))}</p>"
        f"{bar(spread)}{table(spread)}"
        for spread in sensitivity().spread
    ]
    first = group_words(ranked()[0][0])
    said = say(
        "unknown_page_said", first=first[:1].upper() + first[1:], lessons=len(first_results())
    )
    return instructor_page(said, *parts)
