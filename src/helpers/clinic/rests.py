"""What a text about a patient rests on: the findings it names, and whether anybody looked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from helpers.clinic.casebook import open_case
from helpers.evidence import Case, catalogue

_LINK = re.compile(r"\[[^\]]*\]\(\w+:[a-z0-9_]+\)")
_PLACE = re.compile(r"\{(\w+)\}")


def rests_on(case: Case, text: str, looked: Collection[str]) -> tuple[str, ...]:
    """Return the questions and tests whose finding a text names, though nobody looked for it.

    A word of a finding (`findings` of the clinic) belongs to every question and test that brings
    it in this case; one of them is enough. What the opening tells is known to everybody.

    Parameters
    ----------
    case : Case
    text : str
        As it stands in the case, with its placeholders.
    looked : collection of str
        Ids of what was asked, examined and ordered.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> case = load_cases()["dry_cough"]
    >>> rests_on(case, "Crackles, and a ferritin of {ferritin}.", ["ferritin"])
    ('muscles_chest',)
    >>> rests_on(case, "He coughs.", [])
    ()
    """
    found = [sources[0] for sources in sources_of(case, text) if not set(sources) & set(looked)]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def sources_of(case: Case, text: str) -> tuple[list[str], ...]:
    """Return, for each finding that a text names, the questions and tests that bring it."""
    return tuple(filter(None, (*_measured(case, text), *_worded(case, text))))


def _measured(case: Case, text: str) -> Iterator[list[str]]:
    """Yield where each placeholder of a text comes from."""
    numbers = _tests(case)
    dates = {f"since_{event.name}": event for event in case.event}
    for name in _PLACE.findall(text):
        if name in numbers:
            yield [numbers[name]]
        elif name in dates and not dates[name].known:
            yield [dates[name].asked]


def _worded(case: Case, text: str) -> Iterator[list[str]]:
    """Yield what brings each finding that a text names in words."""
    said = _PLACE.sub("", _LINK.sub("", text))
    for words in catalogue().findings:
        pattern = _pattern(words)
        if pattern.search(said) and not pattern.search(case.opening):
            yield [name for name, told in _told(case).items() if pattern.search(told)]


@lru_cache(maxsize=256)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})", re.IGNORECASE)


@lru_cache(maxsize=64)
def _tests(case: Case) -> Mapping[str, str]:
    """Return which test each number of a case comes from."""
    book = open_case(case)
    return {
        number: test for test in catalogue().offers("tests") for number in book.result(test).numbers
    }


@lru_cache(maxsize=64)
def _told(case: Case) -> Mapping[str, str]:
    """Return what each question and test is called, and what it brings."""
    book, offers = open_case(case), catalogue().offers
    told = {
        name: f"{offer.name} {' '.join(book.history(name))}"
        for name, offer in offers("history").items()
    }
    tests = offers("tests").items()
    return told | {name: f"{offer.name} {book.result(name).text}" for name, offer in tests}
