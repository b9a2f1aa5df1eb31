"""What came of a visit, told once the plan is committed: harm first, then three lines, then all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from helpers.clinic.bill import spent
from helpers.clinic.casebook import Casebook, open_case
from helpers.clinic.ending import Ending
from helpers.clinic.judge import EMERGENCY, judge, rule
from helpers.clinic.notes import line, note_list, told, wait_words
from helpers.clinic.telling import in_order
from helpers.evidence import STEPS, Case, catalogue, say
from helpers.page.provenance import english
from helpers.progress import sure_words


@dataclass(frozen=True)
class Thought:
    """A diagnosis, and how sure (from 1 to 4) somebody was of it."""

    diagnosis: str
    sure: int


@dataclass(frozen=True)
class Visit:
    """A visit that is over.

    Attributes
    ----------
    case : Case
    chosen : mapping of str to sequence of str
        What was asked, examined and ordered, thought and planned, by step of the case.
    end : Ending
    first, last : Thought or None
        The diagnosis before the tests, and after them.
    between : sequence of str
        What was found between the two.
    stranded : bool
        Whether something happened before the second visit, which then fell out.
    """

    case: Case
    chosen: Mapping[str, Sequence[str]]
    end: Ending
    first: Thought | None = None
    last: Thought | None = None
    between: Sequence[str] = ()
    stranded: bool = False

    @property
    def book(self) -> Casebook:
        """The patient on the day of the visit."""
        return open_case(self.case)


def reply(book: Casebook, name: str, read: bool = False) -> str:
    """Return what a question or a test brought, as HTML; `read` with what it means.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> book = open_case(load_cases()["three_clocks"])
    >>> reply(book, "crp"), reply(book, "crp", read=True)[-21:]
    ('<p>CRP 26 mg/L (reference: up to 5).</p>', ' Read as: raised.</p>')
    """
    if name in catalogue().offers("history"):
        return "".join(told(text) for text in book.history(name))
    result = book.result(name)
    return f"<p>{line(result.read if read else result.text)}</p>"


def named_reply(book: Casebook, name: str, read: bool = False) -> str:
    """Return a reply that says which question or test it belongs to, where its words do not.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> book = open_case(load_cases()["school_photo"])
    >>> named_reply(book, "swallow_test")[:45]
    '<p><strong>Swallowing study.</strong></p><p>F'
    >>> named_reply(book, "crp")
    '<p>CRP 4 mg/L (reference: up to 5).</p>'
    """
    said = reply(book, name, read)
    if name in catalogue().offers("tests") and book.result(name).numbers:
        return said
    return f"{_title(name)}{said}"


def not_yet(name: str) -> str:
    """Say that the result of a test is not there yet.

    Examples
    --------
    >>> not_yet("biopsy").endswith("<p>Not there yet.</p>")
    True
    """
    return f"{_title(name)}<p>{say('case_not_yet')}</p>"


def _title(name: str) -> str:
    offers = {**catalogue().offers("history"), **catalogue().offers("tests")}
    words = offers[name].name
    stop = "" if words.endswith("?") else "."
    return f"<p><strong>{english(words + stop)}</strong></p>"


def harm(visit: Visit) -> str:
    """Tell what happens next that no model of hair computes.

    Examples
    --------
    >>> from helpers.clinic.ending import best_plan, ending
    >>> from helpers.evidence import load_cases
    >>> case = load_cases()["dry_cough"]
    >>> harm(Visit(case, {}, ending(case, best_plan(case))))[-58:]
    '<p class="hcl-done">Nobody comes to harm by this plan.</p>'
    """
    seen = _emergency(visit)
    kept = "".join(f"<p>{line(visit.book.fill(text))}</p>" for text in visit.end.averted)
    if not visit.end.dangers:
        return f'{seen}{kept}<p class="hcl-done">{say("case_harm_none")}</p>'
    broken, rest = f"<p>{say('case_stranded')}</p>" if visit.stranded else "", ""
    any_rule = any(danger.rule for danger in visit.end.dangers)
    for danger, happens in in_order(visit.end.dangers):
        story = visit.book.fill(danger.next) if happens else say("case_harm_prevented")
        said = f"<p>{line(story)}</p>"
        if any_rule and not danger.rule and danger.unless and danger.hospital:
            broken += said
        elif danger.rule:
            broken += f"{said}<p><strong>{say('case_rule')}</strong> {line(rule(danger.rule))}</p>"
        else:
            rest += said
    if broken:
        broken = f'<div class="hcl-harm"><h4>⚠ {say("case_harm")}</h4>{broken}</div>'
    return seen + broken + rest + kept


def _emergency(visit: Visit) -> str:
    """Say what the emergency department did with somebody who was sent there."""
    if EMERGENCY not in visit.chosen.get("plan", ()):
        return ""
    own = visit.case.at("plan").get(EMERGENCY)
    called_for = own is not None and own.worth != "trap"
    said = say("case_seen_urgent" if called_for else "case_sent_home", name=visit.case.person.name)
    return f"<p>{escape(said)}</p>"


def debrief(visit: Visit) -> str:
    """Say in three lines what it is, what to keep, and what to reread."""
    offers, key = catalogue().offers("differential"), visit.case.keys("differential")[0]
    last = visit.last or visit.first
    you = (
        say(
            "case_debrief_you",
            name=offers[last.diagnosis].name,
            sure=sure_words()[last.sure - 1],
        )
        if last
        else say("case_debrief_sent")
    )
    lines = [
        f"{escape(say('case_debrief_is', name=offers[key].name))} {escape(you)}",
        line(visit.book.fill(_point(visit))),
    ]
    if offers[key].lesson:
        name = say(f"title_{offers[key].lesson[3:].removesuffix('.ipynb')}")
        lines.append(
            f'{say("case_debrief_lesson")} <a href="{offers[key].lesson}">{escape(name)}</a>'
        )
    items = "".join(f"<li>{one}</li>" for one in lines)
    return f"<h4>{say('case_debrief')}</h4><ul>{items}</ul>"


def _point(visit: Visit) -> str:
    """Return the teaching point that this student needs most: a step that went amiss."""
    kinds = {
        (step, note.id): note.kind
        for step in STEPS
        for note in judge(visit.case, step, visit.chosen[step])
    }
    amiss = [
        one.text
        for one in visit.case.teaching
        if kinds.get((one.step, one.choice)) in ("missed", "trap")
    ]
    return (amiss or [one.text for one in visit.case.teaching])[0]


def moved(visit: Visit) -> str:
    """Show the two diagnoses, and what was found between them."""
    first, last = visit.first, visit.last
    if first is None or last is None:
        return ""
    offers, words = catalogue().offers("differential"), sure_words()
    same = first.diagnosis == last.diagnosis
    said = say(
        f"case_moved_{'same' if same else 'other'}",
        first=offers[first.diagnosis].name,
        sure_first=words[first.sure - 1],
        last=offers[last.diagnosis].name,
        sure=words[last.sure - 1],
    )
    items = "".join(
        f"<li>{named_reply(visit.book, name, read=True)}</li>" for name in visit.between
    )
    between = (
        f"<p>{say('case_moved_between')}</p><ul>{items}</ul>"
        if items
        else f"<p>{say('case_moved_nothing')}</p>"
    )
    return f"<h4>{say('case_moved')}</h4><p>{escape(said)}</p>{between}"


def in_detail(visit: Visit) -> str:
    """Return the notes on each step, what the case teaches, and an expert's words."""
    parts = "".join(
        f"<details><summary>{say(f'static_step_{step}')}</summary>"
        f'<div class="hcl-feedback">{feedback(visit, step)}</div></details>'
        for step in STEPS
        if visit.chosen[step] or step == "plan"
    )
    points = "".join(f"<li>{line(visit.book.fill(p.text))}</li>" for p in visit.case.teaching)
    model = visit.case.answer_model
    return (
        f"<h4>{say('case_in_detail')}</h4>{parts}"
        f"<details><summary>{english(visit.case.title)}</summary><ul>{points}</ul>"
        f"<p><strong>{say('case_two_sentences')}</strong> "
        f"{line(visit.book.fill(model.summary))}</p>"
        f"<p><strong>{say('case_a_plan')}</strong> {line(visit.book.fill(model.plan))}</p>"
        "</details>"
    )


def feedback(visit: Visit, step: str) -> str:
    """Return the notes on a step; they are shown when the plan is committed.

    Examples
    --------
    >>> from helpers.clinic.ending import ending
    >>> from helpers.evidence import load_cases
    >>> case, chosen = load_cases()["dry_cough"], {step: [] for step in STEPS}
    >>> "⚠" in feedback(Visit(case, chosen, ending(case, [])), "plan")
    True
    """
    looked = {*visit.chosen["history"], *visit.chosen["tests"]}
    notes = judge(visit.case, step, visit.chosen[step], looked, visit.chosen["plan"])
    free = "case_harmless" if step == "plan" else "case_without_news"
    said = ""
    if step == "tests":
        cost, wait = spent(visit.chosen["tests"], visit.case)
        said = f"<p>{escape(say('case_cost', cost=cost, wait=wait_words(wait)))}</p>"
    return f"{said}{note_list(notes, free)}"
