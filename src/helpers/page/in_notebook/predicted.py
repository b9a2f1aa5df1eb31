"""What was predicted, said again beside the model, and judged once the model is understood."""

from __future__ import annotations

import re
from html import escape

from helpers.evidence import in_class, in_english, say
from helpers.page.in_notebook.question import QuestionWidget
from helpers.pictures.widget import HTML


def predicted(asked: QuestionWidget) -> HTML:
    """Return what was predicted, without a verdict.

    Parameters
    ----------
    asked : QuestionWidget
        Locked.
    """
    return HTML(f'<p class="hcl-notice">{_option("page_you_predicted", asked)}</p>')


def judged(asked: QuestionWidget) -> list[HTML]:
    """Return what was predicted, the best answer where it was another, and what is said of it.

    Parameters
    ----------
    asked : QuestionWidget
        Locked.
    """
    best = asked.question.answer
    if not in_class():
        other = "" if asked.right else f"<p>{_option('page_best_answer', asked, best)}</p>"
        return [_box("page_you_predicted", asked, f"{other}{asked.verdict()}")]
    most = [] if asked.chosen == best else [_box("page_class_chose", asked, asked.verdict())]
    return [*most, _box("page_class_predicted", asked, _to_all(asked.verdict(best)), best)]


def _box(name: str, asked: QuestionWidget, verdict: str, place: int | None = None) -> HTML:
    said = f"<p>{_option(name, asked, place)}</p>{verdict}"
    return HTML(f'<div class="hcl-notice">{said}</div>')


def _option(name: str, asked: QuestionWidget, place: int | None = None) -> str:
    option = asked.question.option[asked.chosen if place is None else place]
    return f"<strong>{say(name)}</strong> {in_english(escape(option.text), 'span')}"


def _to_all(verdict: str) -> str:
    """Return what is said of the best option without the "Yes" that is for whoever chose it.

    Examples
    --------
    >>> _to_all("<p>Yes. <em>it</em> sheds few hairs. Yes.</p>")
    '<p><em>It</em> sheds few hairs. Yes.</p>'
    """
    yes = re.compile(r"^((?:<[^>]*>\s*)*)Yes[.:,]\s+((?:<[^>]*>)*)(\w)")
    return yes.sub(lambda found: f"{found[1]}{found[2]}{found[3].upper()}", verdict)
