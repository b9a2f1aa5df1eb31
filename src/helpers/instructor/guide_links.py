"""Links of a guide: a lesson at a stated setting, a patient of the clinic."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import traitlets

from helpers.evidence import EvidenceError, load_cases, say
from helpers.instructor.plans import PLANS
from helpers.page.in_notebook.controls import Control, NumberControl
from helpers.page.scenario import scenario_code
from helpers.page.spec import Clinic, Explore, Lesson

_CHALLENGE = "challenge,"


def stated_code(lesson: Lesson, stated: str) -> str:
    """Return the code of a setting that a guide states by name.

    Parameters
    ----------
    lesson : Lesson
    stated : str
        ``control=value`` with commas between; what is not named stands at its default.
        ``challenge,`` in front means the picture of the challenge.

    Raises
    ------
    EvidenceError
        If there is no such picture or control, or the control cannot take the value.

    Examples
    --------
    >>> from helpers.course import find_lesson
    >>> stated_code(find_lesson("telogen_effluvium"), "day=84").split("~")[0]
    '84'
    """
    name, explore, settings = _pictured(lesson, stated)
    return scenario_code(name, _set(explore, settings))


def stated_words(lesson: Lesson, stated: str) -> str:
    """Return a setting that a guide states by name as what one does in class view.

    Raises
    ------
    EvidenceError
        As `stated_code`.

    Examples
    --------
    >>> from helpers.course import find_lesson
    >>> stated_words(find_lesson("telogen_effluvium"), "day=84")
    'Reset all; Day of the trigger: 84'
    """
    _, explore, settings = _pictured(lesson, stated)
    folded = {control.key for control in explore.more()}
    named = [part.partition("=")[0] for part in settings.split(",")]
    controls = {control.key: control for control in _set(explore, settings)}
    told = [controls[key].said(controls[key].value) for key in named if key not in folded]
    hidden = [controls[key].said(controls[key].value) for key in named if key in folded]
    if hidden:
        told.append(f"{say('explorer_more')}, {hidden[0]}")
    return "; ".join([say("explorer_reset"), *told, *hidden[1:]])


def _pictured(lesson: Lesson, stated: str) -> tuple[str, Explore, str]:
    """Return the name of the picture that a guide speaks of, the picture, and the settings."""
    if not stated.startswith(_CHALLENGE):
        return lesson.key, lesson.explore, stated
    if lesson.challenge is None:
        raise EvidenceError(f"The lesson {lesson.key!r} has no challenge to open.")
    settings = stated.removeprefix(_CHALLENGE)
    return f"{lesson.key}_challenge", lesson.challenge.explore, settings


def _set(explore: Explore, stated: str) -> Sequence[Control]:
    controls = {control.key: control for control in explore.known()}
    for part in stated.split(","):
        key, equals, word = part.partition("=")
        if not equals:
            raise EvidenceError(f"{part!r} is no setting: write the control, =, and its value.")
        if key not in controls:
            known = ", ".join(controls)
            raise EvidenceError(f"There is no control {key!r} in this picture; it has {known}.")
        control = controls[key]
        try:
            control.value = float(word) if isinstance(control, NumberControl) else word
        except traitlets.TraitError as refusal:
            raise EvidenceError(str(refusal)) from None
        except ValueError:
            raise EvidenceError(f"{key} needs a number; found {word!r}.") from None
    return list(controls.values())


def lesson_links(lesson: Lesson | Clinic) -> str:
    """Return the line of a guide that leads to its lesson, and to all guides.

    Examples
    --------
    >>> from helpers.course import find_lesson
    >>> "?class=1&amp;plan=15" in lesson_links(find_lesson("iron"))
    True
    """
    page = f"../{lesson.notebook}"
    shown = [
        (f"{page}?class=1&plan={minutes}", say("teaching_open_plan", minutes=minutes))
        for minutes in PLANS
        if isinstance(lesson, Lesson)
    ]
    opened = [(page, say("teaching_open_lesson"))]
    opened += [(f"{page}?class=1", say("teaching_open_class")), *shown]
    links = [f"{_opens(address)}{escape(words)}</a>" for address, words in opened]
    links.append(f'<a href="00_teaching.ipynb">{escape(say("teaching_all_guides"))}</a>')
    return f"<p>{' · '.join(links)}</p>"


def open_setting(lesson: Lesson, stated: str) -> tuple[str, str]:
    """Return the HTML before and after the words of a link to a setting.

    The code follows the link: it can be typed into a lesson that is open already.
    """
    code = stated_code(lesson, stated)
    said = escape(say("teaching_code", code=code))
    return _opens(f"../{lesson.notebook}?scenario={code}&class=1"), f"</a> <small>{said}</small>"


def open_case(lesson: Lesson, case: str) -> tuple[str, str]:
    """Return the HTML before and after the words of a link to a patient of the clinic."""
    if case not in load_cases():
        raise EvidenceError(f"There is no patient {case!r} in cases/.")
    return _opens(f"../{lesson.notebook}?case={case}&class=1"), "</a>"


def _opens(address: str) -> str:
    return f'<a href="{escape(address)}" target="_blank" rel="noopener">'
