"""The instructor's pages: one guide a lesson, and the model beside what was observed."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from functools import partial
from html import escape

import ipywidgets as widgets
import pandas as pd

from helpers.clinic.casebook import open_case as open_casebook
from helpers.clinic.sentence import ending_sentence
from helpers.clinic.students import STUDENTS, play_as
from helpers.evidence import (
    Check,
    EvidenceError,
    Question,
    catalogue,
    data_folder,
    describe_study,
    evidence,
    how_checked,
    in_english,
    load_cases,
    load_questions,
    say,
    study_names,
)
from helpers.instructor.against_observations import ROLES, check_all, counts
from helpers.instructor.blueprint import blueprint_table
from helpers.instructor.guide_links import lesson_links, open_case, open_setting
from helpers.page.in_notebook.page import Stage
from helpers.page.prose import Facts, inline, to_html
from helpers.page.provenance import english
from helpers.page.spec import Clinic, Lesson
from helpers.page.tables import html_table, numbers_table
from helpers.pictures.theme import stylesheet
from helpers.pictures.widget import HTML

ROUND = (
    "hands_1_question_and_timer",
    "hands_2_first_vote_with_advice",
    "hands_3_second_vote_with_advice",
    "hands_4_answer_and_both_votes",
    "devices_1_student_waits",
    "devices_2_first_vote_open",
    "devices_3_student_has_voted",
    "devices_6_answer_and_both_votes",
)
TOMORROW, SCREEN = "teach_tomorrow", "on_the_screen"
_ERROR = re.compile(r"\bm\d+\b")


def instructor_page(text: str, *parts: str) -> Stage:
    """Return a page of HTML parts; `text` stands for it in a notebook that was not run."""

    def build(_: Stage) -> list[widgets.Widget]:
        style = HTML(f"<style>{stylesheet()}</style>", layout={"display": "none"})
        return [style, *map(HTML, parts)]

    stage = Stage(text, "", build)
    stage.add_class("hcl-guide")
    stage.reveal()
    return stage


def _read(name: str) -> str:
    """Return a text of the folder `guides` without its heading, which the notebook has."""
    path = data_folder() / "guides" / f"{name}.md"
    if not path.is_file():
        raise EvidenceError(f"{path.name} is missing from {path.parent}. Write it, then try again.")
    return path.read_text(encoding="utf-8").split("\n", 1)[1]


def guide(lesson: Lesson, facts: Facts) -> Stage:
    """Return the guide of a lesson, with the key made from its questions.

    Raises
    ------
    EvidenceError
        If the lesson has no guide yet, or the guide opens a setting that does not exist.
    """
    text = _read(lesson.key)
    openers = {"scenario": partial(open_setting, lesson), "case": partial(open_case, lesson)}
    return instructor_page(
        say("teaching_guide", title=lesson.title),
        lesson_links(lesson),
        _sheet(lesson),
        in_english(to_html(text, facts, openers)),
        f"<h2>{say('teaching_screen')}</h2>{in_english(to_html(_read(SCREEN)))}",
        f"<h2>{say('teaching_answer_key')}</h2>{answer_key(lesson, facts)}",
        f"<h2>{say('teaching_errors')}</h2>{_errors(text)}",
    )


def _sheet(lesson: Lesson | Clinic) -> str:
    """Return how to print the plans of a lesson; the clinic has none."""
    if isinstance(lesson, Clinic):
        return ""
    return f"<p>{say('teaching_sheet', name=lesson.notebook.partition('.')[0])}</p>"


def answer_key(lesson: Lesson | Clinic, facts: Facts) -> str:
    """Return the right answers, from the lesson's questions or the clinic's cases.

    Examples
    --------
    >>> from helpers.course import lesson
    >>> page = lesson("telogen_effluvium")
    >>> "Curve B" in answer_key(page.spec, page.facts)
    True
    """
    if isinstance(lesson, Clinic):
        return _cases_key()
    rows = []
    for place, question in _placed(lesson.key):
        cells = (question.stem, question.option[question.answer].text)
        rows.append([place, *(in_english(inline(cell, facts), "span") for cell in cells)])
    return html_table([say("teaching_place"), say("summary_question"), say("summary_best")], rows)


def _placed(lesson: str) -> Iterator[tuple[str, Question]]:
    """Return the questions of a lesson with where on the page they stand."""
    questions = load_questions(lesson)
    firsts = {
        stage: [q.id for q in questions if q.stage == stage and not q.variant_of]
        for stage in ("exit", "more")
    }
    for question in questions:
        if question.stage not in firsts:
            yield say(f"teaching_place_{question.stage}"), question
            continue
        again = "_again" if question.variant_of else ""
        number = firsts[question.stage].index(question.variant_of or question.id) + 1
        yield say(f"teaching_place_{question.stage}{again}", number=number), question


def _cases_key() -> str:
    level = partial(say, "origin_level")
    diagnoses, actions = catalogue().offers("differential"), catalogue().offers("plan")
    rows = [
        [
            f"{english(f'{case.person.name}, {case.person.age}')} ({level(level=case.level)})",
            english("; ".join(diagnoses[name].name for name in case.keys("differential"))),
            english("; ".join(actions[name].name for name in case.keys("plan"))),
        ]
        for case in sorted(load_cases().values(), key=lambda case: case.level)
    ]
    head = [say("teaching_patient"), say("summary_best"), say("teaching_to_plan")]
    return html_table(head, rows) + _three_students()


def _three_students() -> str:
    """Return how each case ends for a careful, a hasty and a dangerous student."""
    parts = []
    for case in sorted(load_cases().values(), key=lambda case: case.level):
        book, rows = open_casebook(case), []
        for student in STUDENTS:
            played = play_as(case, student)
            told = [f"{ending_sentence(case, played.ending)}"]
            told += [book.fill(danger.next) for danger in played.ending.dangers]
            rows.append([say(f"teaching_student_{student}"), english(" ".join(told))])
        head = [say("teaching_student"), say("teaching_ending")]
        name = english(f"{case.person.name}, {case.person.age}")
        parts.append(f"<details><summary>{name}</summary>{html_table(head, rows)}</details>")
    return f"<h3>{say('teaching_students')}</h3>{''.join(parts)}"


def _errors(text: str) -> str:
    named = set(_ERROR.findall(text))
    rows = [
        [row.id, english(row.think), english(row.better)]
        for row in evidence().misconceptions.values()
        if row.id in named
    ]
    return html_table([say(f"teaching_{name}") for name in ("error", "think", "better")], rows)


def tomorrow() -> Stage:
    """Return the one page for whoever teaches a lesson for the first time."""
    html = to_html(_read(TOMORROW))
    return instructor_page(f"{say('teaching_tomorrow')}.", in_english(html))


def teaching(lessons: list[Lesson]) -> Stage:
    """Return the instructor's first page: the guides, and model against observation."""
    links = "".join(
        f'<li><a href="{lesson.notebook}">{lesson.number} {escape(lesson.title)}</a></li>'
        for lesson in lessons
        if (data_folder() / "guides" / f"{lesson.key}.md").is_file()
    )
    said = say("card_all_met", **counts(check_all()))
    return instructor_page(
        said,
        _linked("teach_tomorrow.ipynb", "tomorrow"),
        f"<h3>{say('teaching_guides')}</h3><ul>{links}</ul>",
        _linked("class_data.ipynb", "class_data") + _linked("model_cards.ipynb", "cards"),
        _linked("got_wrong.ipynb", "wrong") + _linked("which_unknown.ipynb", "unknown"),
        _round(),
        f"<h3>{say('blueprint_title')}</h3><p>{say('blueprint_said')}</p>",
        blueprint_table({lesson.key: escape(lesson.title) for lesson in _asking(lessons)}),
        f"<h3>{said}</h3>",
        _observations(),
        f"<h3>{say('teaching_checked')}</h3>",
        _checked(),
    )


def _asking(lessons: list[Lesson]) -> list[Lesson]:
    """Return the lessons that end with an exit check; the others ask too little to be counted."""
    return [lesson for lesson in lessons if lesson.challenge]


def _linked(notebook: str, name: str) -> str:
    link = f'<a href="{notebook}">{say(f"teaching_{name}")}</a>'
    return f"<p>{link}: {say(f'teaching_{name}_said')}</p>"


def _round() -> str:
    """Return a recorded round of voting, by hands and by devices, picture by picture."""
    folder, shown = data_folder() / "pictures", ""
    for name in ROUND:
        for path in sorted(folder.glob(f"{name.replace('_', '-')}-*.png")):
            picture = b64encode(path.read_bytes()).decode()
            shown += (
                f'<figure><img src="data:image/png;base64,{picture}" alt="" '
                f'class="{"phone" if path.stem.endswith("phone") else "screen"}">'
                f"<figcaption>{say(f'round_{name}')}</figcaption></figure>"
            )
    said = say("teaching_round")
    return f'<details class="hcl-round"><summary>{said}</summary>{shown}</details>'


def _checked() -> str:
    """Return in what claims, numbers and data sets were last compared with their sources."""
    tables = evidence()
    groups = {
        "claims": [row.checked for row in tables.claims.values()],
        "parameters": [row.checked for row in tables.parameters.values() if row.sources],
        "studies": [
            study.checked.get(source, "")
            for study in map(describe_study, study_names())
            for source in study.sources
        ],
    }
    numbers = {name: Counter(map(how_checked, cells)) for name, cells in groups.items()}
    kinds = [how for how in (*Check, None) if any(number[how] for number in numbers.values())]
    rows: list[list[str | float]] = [
        [
            say(f"checked_{how.name.lower() if how else 'not_yet'}"),
            *(number[how] for number in numbers.values()),
        ]
        for how in kinds
    ]
    rows.append([say("checked_all"), *map(len, groups.values())])
    head = [say("checked_how"), *(say(f"checked_{name}") for name in groups)]
    return f"<p>{say('teaching_checked_said')}</p>{html_table(head, rows)}"


def _observations() -> str:
    table = check_all()
    groups = "".join(_group(table, role) for role in ROLES)
    numbers = numbers_table(table, "model_against_observation")
    return f"<p>{say('teaching_each_row')}</p>{groups}{numbers}"


def _group(table: pd.DataFrame, role: str) -> str:
    """Return the observations that show one thing, with how many of them are met."""
    met = table.loc[table["role"] == role, "passed"].sum()
    rows = [
        [
            english(str(row.meaning)),
            english(str(row.unit)),
            f"{row.published:g}",
            say("general_between", low=f"{row.low:g}", high=f"{row.high:g}"),
            f"{row.model:.3g}",
            say("teaching_met") if row.passed else f"<strong>{say('teaching_missed')}</strong>",
            english(str(row.note)),
        ]
        for row in table[table["role"] == role].itertuples()
    ]
    names = ("observed", "unit", "published", "accepted", "model", "", "note")
    head = [say(f"teaching_{name}") if name else "" for name in names]
    number = say("teaching_role_number", met=int(met), total=len(rows))
    return f"<h4>{say(f'card_role_{role}')}: {number}</h4>{html_table(head, rows)}"
