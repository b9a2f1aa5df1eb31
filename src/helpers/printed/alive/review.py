"""The review as one file: the questions of all lessons, and the rule by which they come back."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.evidence import Question, language, load_questions, load_text, say, words
from helpers.page.calibration_chart import calibration_chart
from helpers.page.paper import template
from helpers.page.spec import Lesson
from helpers.page.way import exit_items, exit_keys
from helpers.printed.alive.bundle import HERE, clean, styles, whole_script, zipped
from helpers.printed.alive.frames import chart
from helpers.printed.alive.pack import Tree
from helpers.printed.alive.page import GROUPS, Filed, Stage, asked
from helpers.printed.artist import NAME, NoArtist
from helpers.printed.multiples import facts
from helpers.printed.page import AnyLesson, relinked, stem, told
from helpers.progress.schedule import MOST, SLACK, WAITS

KEY, FILE = "review", "13_review"
_WORDS = ("review_", "said_sure_", "figure_right_of")
"""Rows of `data/words.csv` that the script says beside those of every file."""
MINUTES = 10
"""How long a sitting takes, about."""


def review_file(shelf: Sequence[AnyLesson]) -> str:
    """Return the review as one HTML file.

    It chooses by the same rule as the app, reads the same progress, and hands out the days on
    which questions come back as a calendar file. It leaves nothing to the app but the summary
    for a portfolio.

    Parameters
    ----------
    shelf : sequence of Lesson or Clinic
        All lessons; their files lie beside this one.
    """
    text, sheet = load_text(KEY), Filed(NoArtist())
    stems = {stem(other) for other in shelf if isinstance(other, Lesson)}
    with sheet.noting():
        stages = [
            Stage("today", say("file_review_today"), "", told(text["case"], {})),
            Stage("sure", say("file_review_sure"), "", told(text["sure"], {})),
        ]
        limits = told(text["limits"], {})
        questions = _questions(shelf)
    said = words(*GROUPS) | review_words()
    page: dict[str, Tree] = {
        "lesson": KEY,
        "file": FILE,
        "review": True,
        "language": language(),
        "words": said,
        "questions": questions,
        "drawings": {},
        "items": [[one.lesson, list(one.versions)] for one in exit_items(shelf)],
        "lessons": {
            one.key: {"title": one.title, "file": f"{stem(one)}.html"}
            for one in shelf
            if isinstance(one, Lesson)
        },
        "rule": {
            "waits": [wait.total_seconds() * 1000 for wait in WAITS],
            "slack": SLACK.total_seconds() * 1000,
            "most": MOST,
        },
        "chart": chart(calibration_chart()),
        "cards": list(sheet.cards),
    }
    return template(HERE / "alive.html").render(
        say=say,
        language=language(),
        name=f"{say('title_review')} · {NAME}",
        styles=styles(),
        title=say("title_review"),
        teaser=say("file_review_teaser"),
        minutes=say("table_minutes", number=MINUTES),
        how=say("file_review_how"),
        links=True,
        stages=stages,
        ends=relinked(sheet.section("sources", limits, head=say("file_review_rule")), stems),
        blobs={"data-page": zipped(clean(page, stems))},
        script=whole_script((HERE / "js" / "review.js").read_text(encoding="utf-8")),
    )


def review_words() -> dict[str, str]:
    """Return the rows of words that the script says beside those of every file."""
    more = words("review", "said", "figure")
    return {name: one for name, one in more.items() if name.startswith(_WORDS)}


def _questions(shelf: Sequence[AnyLesson]) -> list[dict[str, Tree]]:
    wanted = {name for item in exit_items(shelf) for name in item.versions}
    lessons = {one.key: one for one in shelf if isinstance(one, Lesson)}
    found: list[dict[str, Tree]] = []
    for key in exit_keys(shelf):
        known = facts(lessons[key])
        mine: list[Question] = [one for one in load_questions(key) if one.id in wanted]
        found += [asked(one, known, number=len(found) + n) for n, one in enumerate(mine, 1)]
    return found
