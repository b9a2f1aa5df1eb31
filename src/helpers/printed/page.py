"""A lesson as one page of HTML: the same parts in the same order, and nothing outside of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from html import escape, unescape
from pathlib import Path

from helpers.evidence import (
    Question,
    Term,
    evidence,
    in_english,
    language,
    load_cases,
    load_questions,
    load_text,
    say,
)
from helpers.page.prose import Facts, folded, to_html
from helpers.page.spec import Clinic, Drawing, Lesson
from helpers.page.tables import html_table, lesson_sources, parameter_table
from helpers.page.unknowns import which_unknown
from helpers.page.way import course_html
from helpers.pictures.drawn import named
from helpers.pictures.theme import stylesheet
from helpers.printed.artist import NAME, placed
from helpers.printed.clinic import case_texts, patients
from helpers.printed.multiples import facts, goal, multiples
from helpers.printed.questions import ask
from helpers.printed.sheet import Sheet

AnyLesson = Lesson | Clinic
HERE = Path(__file__).parent
EXTRA_WIDTH = 560
_LINK = re.compile(r'<a href="([^"]*?)\.ipynb[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_PAGE = re.compile(r'<a href="[^"#:]*\.(?:html|pdf)"[^>]*>(.*?)</a>', re.DOTALL)


def stem(lesson: AnyLesson) -> str:
    """Return the file name of a lesson's page, without its ending."""
    return lesson.notebook.removesuffix(".ipynb")


def lesson_page(
    lesson: AnyLesson, sheet: Sheet, shelf: Sequence[AnyLesson], pdf: bool = False
) -> str:
    """Return a lesson as a page.

    Parameters
    ----------
    lesson : Lesson or Clinic
    sheet : Sheet
        A fresh one; it says whether the page is for the screen or for paper.
    shelf : sequence of Lesson or Clinic
        All lessons with a page, for links and for the index on the start page.
    pdf : bool
        Whether a PDF stands beside the page.

    Raises
    ------
    EvidenceError
        If the lesson's text or questions are missing or name a row that does not exist.
    """
    text = load_text(lesson.key)
    with sheet.noting():
        if isinstance(lesson, Lesson):
            body = _standard(lesson, sheet, text, shelf)
            how = say("static_how_paper" if sheet.paper else "static_how")
        elif isinstance(lesson, Clinic):
            body, how = _clinic(lesson, sheet, text), say("static_how_clinic")
        else:
            raise TypeError(f"{lesson.key}: there is no printed form of a {type(lesson).__name__}.")
        ends = sheet.ends()
        every = "".join([body, *ends])
        glossary = used_words(every, whole=lesson.key == "start_here")
        notes = sheet.section("notes", sheet.notes())
    minutes = say("static_minutes", number=sum(lesson.minutes.values()))
    head = (
        f'<h1>{escape(lesson.title)}</h1><p class="teaser">{escape(lesson.teaser)} '
        f"<small>{minutes}.</small></p>"
        f"{_not_for_patients()}"
        f'<p class="quiet">{escape(how)}</p>'
    )
    links = f'<a href="{stem(lesson)}.pdf">{say("static_pdf")}</a>' if pdf else ""
    page = document(lesson.title, f"{head}{every}{glossary}{notes}", links)
    page = relinked(page, {stem(other) for other in shelf})
    return _on_paper(page) if sheet.paper else page


def _standard(
    lesson: Lesson, sheet: Sheet, text: dict[str, str], shelf: Sequence[AnyLesson]
) -> str:
    known, questions = facts(lesson), load_questions(lesson.key)

    def said(name: str) -> str:
        return told(text[name], known) if name in text else ""

    def asked(stage: str, again: bool = False) -> str:
        sketches = lesson.sketches if stage == "predict" else ()
        return "".join(
            ask(sheet, one, known, sketches)
            for one in questions
            if one.stage == stage and bool(one.variant_of) == again
        )

    parts = [
        sheet.section(
            "predict", said("case"), drawings(sheet, lesson, "predict"), asked("predict")
        ),
        sheet.section("look", said("look"), multiples(sheet, lesson)),
        sheet.section("seen", asked("see")),
        sheet.section(
            "explain",
            drawings(sheet, lesson, "explain"),
            said("explain"),
            _extra(lesson, sheet),
            deeper(said("deeper")),
            which_unknown(lesson.key),
        ),
    ]
    if "worked" in text:
        parts.append(sheet.section("worked", steps(sheet, text["worked"], known)))
    if lesson.challenge:
        parts.append(
            sheet.section(
                "challenge", said("challenge"), goal(sheet, lesson, said("challenge_done"))
            )
        )
    if check := asked("exit"):
        again = asked("exit", again=True)
        head = f"<h3>{say('head_variants')}</h3>"
        parts.append(sheet.section("check", check, f"{head}{again}" if again else ""))
    if more := asked("more"):
        parts.append(sheet.section("more", more, f"{head}{asked('more', again=True)}"))
    if lesson.key == "start_here":
        parts.append(
            sheet.section("lessons", course_html(shelf, datetime.now(UTC)), head=say("head_course"))
        )
    parts.append(sources(sheet, lesson, text, text.values(), questions, known))
    return "".join(parts)


def _clinic(lesson: Clinic, sheet: Sheet, text: dict[str, str]) -> str:
    cases = load_cases().values()
    said = [*text.values(), *(part for case in cases for part in case_texts(case))]
    return "".join(
        [
            sheet.section("patients", told(text["case"], {}), patients(sheet, lesson)),
            sources(sheet, lesson, text, said, (), {}),
        ]
    )


def sources(
    sheet: Sheet,
    lesson: AnyLesson,
    text: dict[str, str],
    said: Iterable[str],
    questions: Sequence[Question],
    known: Facts,
) -> str:
    """Return the last part: key points, referral, limits, every number, every source."""
    return sheet.section(
        "sources",
        _boxed(told(text.get("key_points", ""), known)),
        told(text.get("refer", ""), known),
        told(text.get("limits", ""), known),
        parameter_table(lesson.parameters),
        f"<h3>{say('static_sources')}</h3>{lesson_sources(said, questions, lesson.parameters)}",
        told(text.get("next", ""), known),
    )


def deeper(inside: str) -> str:
    """Return, folded, what a reader may skip."""
    return folded(say("head_deeper"), inside) if inside else ""


def _boxed(inside: str) -> str:
    return f'<div class="hcl-key-points">{inside}</div>' if inside else ""


def told(text: str, known: Facts) -> str:
    """Return a part of a lesson's text as HTML."""
    return in_english(to_html(text, known))


def _extra(lesson: Lesson, sheet: Sheet) -> str:
    if lesson.extra is None:
        return ""
    sheet.pictures += 1
    chart = placed(sheet.artist.chart(lesson.extra(), EXTRA_WIDTH), sheet.pictures)
    return f'<figure class="extra"><div class="chart">{chart}</div></figure>'


def drawings(sheet: Sheet, lesson: Lesson, stage: str) -> str:
    """Return the drawings of a stage with names, at the settings that paper shows."""
    return "".join(_drawing(sheet, one) for one in lesson.drawings.get(stage, ()))


def _drawing(sheet: Sheet, drawing: Drawing) -> str:
    figures = []
    for settings in drawing.printed:
        sketch = drawing.draw(names=drawing.names, **settings)
        for one in sketch.pictures:
            sheet.pictures += 1
            words = escape(one.caption or sketch.said)
            svg = placed(named(one), sheet.pictures)
            figures.append(f"<figure>{svg}<figcaption>{words}</figcaption></figure>")
    head = f"<h3>{escape(drawing.title)}</h3><p><small>{escape(drawing.note)}</small></p>"
    return f'<div class="drawn">{head}<div class="sheet">{"".join(figures)}</div></div>'


def steps(sheet: Sheet, text: str, known: Facts) -> str:
    """Return a part of the text whose ``### `` headings open one by one."""
    head, *parts = re.split(r"^### ", text, flags=re.MULTILINE)
    made = []
    for part in parts:
        title, _, body = part.partition("\n")
        made.append(sheet.step(in_english(escape(title), "span"), told(body, known)))
    return told(head, known) + "".join(made)


def used_words(html: str, whole: bool) -> str:
    """Return the glossary rows that a page uses."""
    used = unescape(re.sub(r"<[^>]+>", " ", html)).lower()

    def speaks_of(row: Term) -> bool:
        names = re.split(r" \(|\)|, | or ", row.term.lower())
        return any(re.search(rf"\b{re.escape(name)}", used) for name in names if name)

    terms = sorted(evidence().glossary.values(), key=lambda row: row.term.lower())
    rows = [[escape(row.term), escape(row.meaning)] for row in terms if whole or speaks_of(row)]
    head = f"<h2>{say('head_glossary')}</h2>"
    return (
        f'<section class="part-glossary">{head}{in_english(html_table((), rows))}</section>'
        if rows
        else ""
    )


def relinked(html: str, pages: Collection[str]) -> str:
    """Point links between notebooks to the pages beside this one; drop those to none."""

    def other(link: re.Match[str]) -> str:
        return f'<a href="{link[1]}.html">{link[2]}</a>' if link[1] in pages else link[2]

    return _LINK.sub(other, html)


def _on_paper(html: str) -> str:
    """Open everything, and drop links to other files: a sheet of paper has none beside it."""
    return _PAGE.sub(r"\1", html).replace("<details>", "<details open>")


def document(title: str, body: str, links: str = "") -> str:
    """Return a whole page that needs no other file."""
    styles = stylesheet() + (HERE / "page.css").read_text(encoding="utf-8")
    script = (HERE / "page.js").read_text(encoding="utf-8")
    name = title if NAME in title else f"{title} · {NAME}"
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(name)}</title>"
        f'<link rel="icon" href="data:,"><style>{styles}</style></head>\n'
        f'<body><a class="skip" href="#lesson">{say("static_skip")}</a>'
        f'<header><nav aria-label="{say("static_pages")}">{_to_index()}'
        f'{links}</nav></header>\n<main id="lesson" class="hcl">{body}</main>\n'
        f"<script>{script}</script></body></html>\n"
    )


def _to_index() -> str:
    return f'<a href="index.html">{say("app_all_lessons")}</a>'


def _not_for_patients() -> str:
    said = escape(say("general_not_for_patients"))
    return f'<p class="hcl-notice" role="note"><strong>{said}</strong></p>'


def index_page(shelf: Sequence[AnyLesson], pictures: bool, pdf: bool) -> str:
    """Return the contents: every page, with its PDF if there is one."""

    def item(lesson: AnyLesson) -> str:
        minutes = say("static_minutes", number=sum(lesson.minutes.values()))
        paper = f' · <a href="{stem(lesson)}.pdf">PDF</a>' if pdf else ""
        return (
            f'<li><a href="{stem(lesson)}.html">{escape(lesson.title)}</a>{paper}'
            f"<br>{escape(lesson.teaser)} <small>({minutes})</small></li>"
        )

    missing = "" if pictures else f'<p class="hcl-notice">{say("static_no_browser")}</p>'
    title = say("static_index_title")
    return document(
        title,
        f"<h1>{escape(title)}</h1>{to_html(say('static_index'))}"
        f"{_not_for_patients()}"
        f'{missing}<ul class="contents">{"".join(map(item, shelf))}</ul>',
    ).replace(_to_index(), "")
