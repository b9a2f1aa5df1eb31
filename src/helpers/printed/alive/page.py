"""A lesson as one file: its texts and questions as everywhere, its model run beforehand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from helpers.evidence import Question, language, load_questions, load_text, say, words
from helpers.page.in_notebook.goal import longest_message
from helpers.page.in_notebook.question import QuestionWidget, plain
from helpers.page.paper import template
from helpers.page.prose import Facts, task_of
from helpers.page.spec import Drawing, Explore, Lesson
from helpers.page.tables import curve
from helpers.page.way import course_html
from helpers.pictures.drawn import named
from helpers.printed.alive.bundle import HERE, clean, styles, whole_script, zipped
from helpers.printed.alive.frames import Carried, carry, chart, traits
from helpers.printed.alive.grid import MOST, grid_of, kind_of
from helpers.printed.alive.guides import guided
from helpers.printed.alive.pack import Tree, pack
from helpers.printed.alive.pack import plain as as_json
from helpers.printed.artist import NAME, NoArtist
from helpers.printed.multiples import Explored, facts, origin
from helpers.printed.page import AnyLesson, deeper, relinked, sources, stem, steps, told
from helpers.printed.sheet import Sheet

GROUPS = (
    "explorer", "page", "question", "sure", "exit", "practice", "number", "switches", "sentence",
    "picture", "drawn", "written", "file", "keeper", "goal", "general", "store",
)  # fmt: skip
"""Groups of `data/words.csv` that the scripts say."""
DRAWN_MOST = 11  # settings of a drawing, each with names and without
TOO_LONG = 600  # letters of a row of words that no script says
_FINE = re.compile(r"-?\d+\.\d{2,}")
_UNIQUE = re.compile(r"drawn\d+-")


@dataclass
class Filed(Sheet):
    """A page whose origins open in one box when they are pressed."""

    cards: dict[str, int] = field(default_factory=dict)

    def note(self, text: str, card: str, label: str = "") -> str:
        """Tie a text to its card; each card is in the file once."""
        number = self.cards.setdefault(card, len(self.cards))
        return f'<a href="#" role="button" data-card="{number}">{text}</a>'


@dataclass(frozen=True)
class Stage:
    """One part of the page: what stands in it before and after what the script puts there."""

    name: str
    head: str
    waits: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Filing:
    """A lesson, ready to be written.

    Attributes
    ----------
    html : str
    look, challenge : Carried
        What was run; None for a lesson without a challenge.
    """

    html: str
    look: Carried
    challenge: Carried | None


def lesson_file(
    lesson: Lesson, shelf: Sequence[AnyLesson], most: int = MOST, course: str = ""
) -> Filing:
    """Return a lesson as one file.

    Parameters
    ----------
    lesson : Lesson
    shelf : sequence of Lesson or Clinic
        All lessons, for links.
    most : int
        About how many settings of each explorer to carry.
    course : str
        A further script, for a platform that the file is put into.
    """
    text, sheet = load_text(lesson.key), Filed(NoArtist())
    with sheet.noting():
        known = facts(lesson)
        questions = load_questions(lesson.key)
        stages = _stages(lesson, sheet, text, known, questions)
        ends = sources(sheet, lesson, text, text.values(), questions, known)
        if lesson.key == "start_here":
            table = course_html(shelf, datetime.now(UTC))
            ends = sheet.section("lessons", table, head=say("head_course")) + ends
        page = _page(lesson, sheet, text, known, questions)
    page["cards"] = list(sheet.cards)
    look, challenge = _carried(lesson, most)
    page["challenge"] = challenge is not None
    stems = {stem(other) for other in shelf if isinstance(other, Lesson)}
    blobs = {"data-page": page, "data-look": look.tree}
    if challenge:
        blobs["data-challenge"] = challenge.tree
    html = template(HERE / "alive.html").render(
        say=say,
        language=language(),
        name=lesson.title if NAME in lesson.title else f"{lesson.title} · {NAME}",
        styles=styles(),
        title=lesson.title,
        teaser=lesson.teaser,
        minutes=say("table_minutes", number=sum(lesson.minutes.values())),
        how=say("file_how"),
        links=bool(shelf),
        stages=[_relinked(stage, stems) for stage in stages],
        ends=relinked(ends, stems),
        blobs={name: zipped(clean(tree, stems)) for name, tree in blobs.items()},
        script=whole_script(course),
    )
    return Filing(html, look, challenge)


def _relinked(stage: Stage, stems: set[str]) -> Stage:
    return Stage(
        stage.name,
        stage.head,
        stage.waits,
        relinked(stage.before, stems),
        relinked(stage.after, stems),
    )


def _stages(
    lesson: Lesson,
    sheet: Sheet,
    text: Mapping[str, str],
    known: Facts,
    questions: Sequence[Question],
) -> list[Stage]:
    def said(name: str) -> str:
        return told(text[name], known) if name in text else ""

    def head(name: str) -> str:
        return say(f"head_{name}")

    words, task, more = task_of(text["look"])
    asked = f'<div class="hcl-task">{told(task, known)}</div>' if task else ""
    whence = f"<p>{sheet.note(say('page_origin'), origin(lesson))}</p>"
    saw = say("page_opens_saw")
    stages = [
        Stage("predict", head("predict"), "", said("case")),
        Stage(
            "look",
            head("look"),
            say("page_opens_predicted"),
            told(words, known) + asked,
            (told(more, known) if more else "") + whence,
        ),
        Stage("seen", head("seen"), say("page_opens_tried")),
        Stage("explain", head("explain"), saw, "", said("explain") + deeper(said("deeper"))),
    ]
    if "worked" in text:
        stages.append(Stage("worked", head("worked"), saw, steps(sheet, text["worked"], known)))
    if lesson.challenge:
        stages.append(Stage("challenge", head("challenge"), saw, said("challenge"), whence))
    if any(question.stage == "exit" for question in questions):
        stages.append(Stage("check", head("check"), say("page_opens_goal")))
    return stages


def _page(
    lesson: Lesson,
    sheet: Sheet,
    text: Mapping[str, str],
    known: Facts,
    questions: Sequence[Question],
) -> dict[str, Tree]:
    said = words(*GROUPS)
    page: dict[str, Tree] = {
        "lesson": lesson.key,
        "file": stem(lesson),
        "words": {name: one for name, one in said.items() if len(one) < TOO_LONG},
        "questions": [
            asked(question, known, lesson.sketches, number)
            for number, question in enumerate(questions, 1)
        ],
        "drawings": {
            name: [_drawing(one) for one in drawings] for name, drawings in lesson.drawings.items()
        },
    }
    if lesson.challenge:
        page["challenge_done"] = told(text["challenge_done"], known)
    if lesson.extra:
        page["extra"] = chart(lesson.extra())
    if "written" in text:
        model, heading, points = re.split(r"^### (.*)$", text["written_answer"], flags=re.MULTILINE)
        page["written"] = {
            "task": told(text["written"], known),
            "model": told(model, known),
            "heading": heading,
            "points": [one.strip() for one in re.findall(r"^- (.*)$", points, flags=re.MULTILINE)],
        }
    return page


def asked(
    question: Question,
    known: Facts,
    sketches: Sequence[Sequence[tuple[float, float]]] = (),
    number: int = 0,
) -> dict[str, Tree]:
    """Return a question as the app's widget shows it, with what it says to each answer."""
    marks = tuple(map(curve, sketches)) if question.stage == "predict" else ()
    widget = QuestionWidget(question, known, marks=marks)
    verdicts = []
    for place in range(len(question.option)):
        widget.chosen = place
        verdicts.append(widget.verdict())
    found = {
        "id": question.id,
        "stage": question.stage,
        "variant_of": question.variant_of,
        "red_flag": question.red_flag,
        "stem": widget.stem,
        "options": list(widget.options),
        "answer": question.answer,
        "verdicts": verdicts,
        "asked": plain(question.stem, known),
        "plain": [plain(option.text, known) for option in question.option],
    }
    widget.close()
    # Pages come out the same each time: what is drawn is numbered by its question.
    return {
        name: _UNIQUE.sub(f"asked{number}-", one) if isinstance(one, str) else one
        for name, one in found.items()
    }


def _short(svg: str) -> str:
    """Return a drawing with a tenth of its units: more is not seen."""
    return _FINE.sub(lambda found: f"{float(found[0]):.1f}", svg)


def _drawing(drawing: Drawing) -> dict[str, Tree]:
    explored = Explored(Explore(drawing.controls, lambda **_: None, (), lambda *_: ""))
    grid = grid_of(explored, drawing.printed, DRAWN_MOST)
    # Much of a drawing stays as it is while a slider moves: each piece is in the file once.
    pieces: dict[str, int] = {}
    frames = []
    for names in (False, True) if drawing.names else (False,):
        for settings in grid.settings():
            sketch = drawing.draw(names=names, **settings)
            pictures = [
                {
                    "svg": [
                        pieces.setdefault(piece, len(pieces))
                        for piece in _short(named(one)).split("<")[1:]
                    ],
                    "caption": one.caption,
                }
                for one in sketch.pictures
            ]
            frames.append({"pictures": pictures, "said": sketch.said})
    return {
        "head": f"<h3>{drawing.title}</h3><p><small>{drawing.note}</small></p>",
        "names": drawing.names,
        "room": drawing.room,
        "controls": [
            {"kind": kind_of(control), "grid": as_json(grid.values[key]), "traits": traits(control)}
            for key, control in explored.controls.items()
        ],
        "pieces": list(pieces),
        "frames": pack(frames),
    }


def _carried(lesson: Lesson, most: int) -> tuple[Carried, Carried | None]:
    links = guided(lesson)
    look = carry(
        lesson.key, lesson.explore, contrast=lesson.contrast, liked=links["look"], most=most
    )
    if lesson.challenge is None:
        return look, None
    aim = lesson.challenge
    challenge = carry(
        f"{lesson.key}_challenge",
        aim.explore,
        goal=aim.goal,
        given=aim.given,
        wanted=[aim.solution],
        liked=links["challenge"],
        most=most,
    )
    explored = Explored(aim.explore)
    solved: dict[str, Any] = explored.start | dict(aim.solution)
    challenge.tree["solution"] = challenge.grid.place(solved)
    challenge.tree["solved"] = explored.said(aim.solution)
    challenge.tree["given"] = aim.given is not None
    letters: list[int] = challenge.tree["letters"]
    challenge.tree["letters"] = [*letters, longest_message(aim)]
    return look, challenge
