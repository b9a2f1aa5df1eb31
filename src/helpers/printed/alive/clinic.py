"""The clinic as one file: virtual patients whose replies, notes and courses are computed."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.clinic import judge as judging
from helpers.clinic import telling
from helpers.clinic.casebook import WAITS
from helpers.clinic.choose import PickList, RankList, minutes_of
from helpers.clinic.next_patient import case_order
from helpers.clinic.notes import MARKS
from helpers.clinic.page import ENOUGH, FEWEST
from helpers.clinic.steps import order_list, plan_list, thought_list, timed_list, today_list
from helpers.evidence import STEPS, catalogue, language, load_cases, load_text, say, words
from helpers.page.calibration_chart import calibration_chart
from helpers.page.paper import template
from helpers.page.provenance import model_card
from helpers.page.spec import Clinic, Lesson
from helpers.printed.alive.bundle import HERE, WIDGETS, clean, styles, whole_script, zipped
from helpers.printed.alive.frames import chart, traits
from helpers.printed.alive.pack import Tree
from helpers.printed.alive.page import GROUPS, TOO_LONG, Filed, Stage
from helpers.printed.alive.patients import patient
from helpers.printed.artist import NAME, NoArtist
from helpers.printed.clinic import case_texts
from helpers.printed.page import AnyLesson, relinked, sources, stem, told

_WORDS = ("case", "clinic", "close", "rank", "sure", "review", "static", "said", "figure")
_WIDGETS = ("pick", "rank", "landing")
_WHOLE = 60  # minutes: no list shows a time that is left


def clinic_file(lesson: Clinic, shelf: Sequence[AnyLesson]) -> str:
    """Return the clinic as one HTML file with every patient.

    Parameters
    ----------
    lesson : Clinic
    shelf : sequence of Lesson or Clinic
        All lessons; their files lie beside this one.
    """
    text, sheet = load_text(lesson.key), Filed(NoArtist())
    stems = {stem(other) for other in shelf}
    order = case_order(list(load_cases().values()), lesson.seed)
    levels = [case.level for case in order]
    first, second, third = (levels.count(level) for level in (1, 2, 3))
    with sheet.noting():
        stages = [
            Stage("patients", say("file_clinic_patients"), "", told(text["case"], {})),
            Stage("sure", say("file_review_sure"), "", told(text["sure"], {})),
        ]
        said = [*text.values(), *(part for case in order for part in case_texts(case))]
        ends = sources(sheet, lesson, text, said, (), {})
        origin = sheet.note(
            say("page_origin"), model_card(say("case_this_patient"), lesson.parameters)
        )
        people = {f"data-case-{case.id}": clean(patient(case), stems) for case in order}
        rules = _rules()
    page: dict[str, Tree] = {
        "lesson": lesson.key,
        "file": stem(lesson),
        "clinic": True,
        "language": language(),
        "words": dict(clinic_words()),
        "questions": [],
        "drawings": {},
        "patients": [
            {"id": case.id, "level": case.level, "name": case.person.name, "age": case.person.age}
            for case in order
        ],
        "origin": origin,
        "titles": {stem(one)[3:]: one.title for one in shelf if isinstance(one, Lesson)},
        "lists": _lists(),
        "rules": rules,
        "enough": ENOUGH,
        "fewest": FEWEST,
        "chart": chart(calibration_chart()),
        "cards": list(sheet.cards),
    }
    course = "\n".join(
        (HERE / "js" / f"{name}.js").read_text(encoding="utf-8")
        for name in ("review", "rules", "visit", "clinic")
    )
    blobs = {"data-page": clean(page, stems), **people}
    return template(HERE / "alive.html").render(
        say=say,
        language=language(),
        name=f"{lesson.title} · {NAME}",
        styles=styles(),
        title=lesson.title,
        teaser=say("clinic_levels", total=len(levels), first=first, second=second, third=third),
        minutes=say("table_minutes", number=sum(lesson.minutes.values())),
        how=f"{say('file_clinic_how')} {say('file_clinic_left')}",
        links=True,
        stages=stages,
        ends=relinked(ends, stems),
        blobs={name: zipped(tree) for name, tree in blobs.items()},
        script=whole_script(course, (*WIDGETS, *_WIDGETS)),
    )


def clinic_words() -> dict[str, str]:
    """Return the rows of words that the scripts say; of sentences and figures those on sureness."""
    own = ("said_sure_", "figure_right_of")
    return {
        name: one
        for name, one in words(*GROUPS, *_WORDS).items()
        if len(one) < TOO_LONG
        and (name.startswith(own) or not name.startswith(("said_", "figure_")))
    }


def _rules() -> dict[str, Tree]:
    """Return what the rules of a visit name, as far as it is the same for every patient."""
    offers = {step: catalogue().offers(step) for step in STEPS}
    timed = {**offers["history"], **offers["tests"]}
    return {
        "after": {wait: catalogue().after(wait) for wait in WAITS},
        "waits": list(WAITS),
        "whole": catalogue().minutes,
        "again": catalogue().minutes_again,
        "minutes": {name: minutes_of(offer) for name, offer in timed.items()},
        "names": {step: {n: o.name for n, o in some.items()} for step, some in offers.items()},
        "marks": [list(one) for one in MARKS.items()],
        "chest": sorted(telling.CHEST),
        "prevented": sorted(telling.PREVENTED),
        "plain": {name: list(some) for name, some in judging.PLAIN.items()},
        "sooner": {name: list(some) for name, some in judging.SOONER.items()},
        "too_late": judging.TOO_LATE,
        "emergency": judging.EMERGENCY,
    }  # fmt: skip


def _lists() -> dict[str, Tree]:
    """Return the list of each step as the app shows it, with everything that is ever in it."""
    offers, found = catalogue().offers, {}
    hands = {name: one for name, one in offers("tests").items() if minutes_of(one)}

    def keep(name: str, made: PickList | RankList) -> None:
        found[name] = traits(made)
        made.close()

    keep("history", timed_list("history", offers("history"), _WHOLE, str, print, True))
    keep("look", timed_list("look", hands, _WHOLE, str, print, True))
    keep("tests", order_list(str, lambda _: "", print, True))
    both = {**offers("history"), **hands}
    for days in sorted({catalogue().after(wait) for wait in WAITS} - {0}):
        keep(f"today {days}", today_list(days, print, True))
        for soon in (False, True):
            made = timed_list("again", both, _WHOLE, str, print, True, days, soon)
            keep(f"again {days} {str(soon).lower()}", made)
    for step in ("first_guess", "differential"):
        keep(step, thought_list(step, print, True))
    keep("plan", plan_list([], False, print, True))
    keep("plan_urgent", plan_list([], True, print, True))
    return found
