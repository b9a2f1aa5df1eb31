"""A virtual patient on the day of the visit: the history with its dates, and every test.

Nothing here is written by hand in a case file: counts come from the modelled scalp by
`examine`, blood values from the models of iron and zinc.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from helpers.clinic.blood import BloodTest, blood_tests, inflammation
from helpers.clinic.events import DAYS, VISIT, exposures_of
from helpers.clinic.found import Found
from helpers.clinic.scalp import ScalpTest, scalp_tests
from helpers.evidence import Case, Event, EvidenceError, Ordered, catalogue
from helpers.model import Course, Scalp, simulate
from helpers.model.calendar import DAYS_A_MONTH, DAYS_A_WEEK, DAYS_A_YEAR
from helpers.readout.landmarks import Timeline, timeline

_UNITS = (("year", DAYS_A_YEAR), ("month", DAYS_A_MONTH), ("week", DAYS_A_WEEK), ("day", 1))
WAITS = ("at once", "same day", "days", "weeks")


@dataclass(frozen=True)
class Result:
    """What a test showed.

    Attributes
    ----------
    test : Ordered
        The test, with its cost band and delay.
    text : str
        The result as a report gives it: values with their reference ranges, and what is seen.
    unusual : bool
        Whether it lies outside the usual.
    numbers : dict of str to float
        What was measured; empty where the result is only described.
    reading : str
        What a value means, in a few words, for after the plan.
    """

    test: Ordered
    text: str
    unusual: bool
    numbers: Mapping[str, float]
    reading: str = ""

    @property
    def read(self) -> str:
        """The result with what it means; not to be shown before the plan is committed."""
        return f"{self.text} Read as: {self.reading}." if self.reading else self.text


def courses(case: Case) -> tuple[Course, Course]:
    """Run a case; return the course of the whole head, and that of its patches.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> head, patch = courses(load_cases()["three_clocks"])
    >>> head.table.equals(patch.table)  # nothing here happens in patches
    True
    """
    rest = simulate(Scalp(), exposures_of(case, "scalp"), days=DAYS)
    share, patch = case.scalp.patches, rest
    if share:
        patch = simulate(Scalp(), exposures_of(case, "patches"), days=DAYS)
    table = rest.table * (1 - share) + patch.table * share
    return replace(rest, table=table), patch


_PLACE = re.compile(r"\{([^\W\d]\w*)\}")  # a name and nothing else: no form, no part of it


class Casebook:
    """One case, run and examined.

    Parameters
    ----------
    case : Case

    Raises
    ------
    ModelInputError
        If something in the case is outside what the model covers.

    Examples
    --------
    >>> from helpers.evidence import load_cases
    >>> book = Casebook(load_cases()["three_clocks"])
    >>> book.result("pull").unusual
    True
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.head, self.patch = courses(case)

    # -- the history

    def when(self, event: Event) -> str:
        """Return the date of an event, and how long before the visit it was.

        Examples
        --------
        >>> from helpers.evidence import load_cases
        >>> book = Casebook(load_cases()["three_clocks"])
        >>> book.when(book.case.event[0])
        '2 March 2026, 15 weeks before this visit'
        """
        date = f"{event.day.day} {event.day:%B %Y}"
        return f"{date}, {self.ago(event)} before this visit"

    def ago(self, event: Event) -> str:
        """Return the time from an event to the visit, in words."""
        days = (self.case.visit - event.day).days
        for unit, size in _UNITS:
            number = days / size
            least = {"year": 3, "month": 6, "week": 2, "day": 0}[unit]
            if number >= least:
                return f"{number:.0f} {unit}{'' if round(number) == 1 else 's'}"
        return "0 days"

    def history(self, question: str) -> list[str]:
        """Return what the patient answers, each dated where it has a date."""
        told = [answer.told for answer in self.case.answer if answer.asked == question]
        events = sorted(
            (event for event in self.case.event if event.asked == question),
            key=lambda event: event.day,
        )
        told += [f"**{self.when(event)}:** {event.told}" for event in events]
        if not told:
            told = [next(q.usual for q in catalogue().question if q.id == question)]
        return [self.fill(text) for text in told]

    # -- examinations and tests

    @property
    def tests(self) -> tuple[str, ...]:
        """The ids of every examination and test that the clinic offers."""
        return tuple(catalogue().offers("tests"))

    def result(self, test: str) -> Result:
        """Examine, or order a test.

        Raises
        ------
        KeyError
            If the clinic does not offer it.
        """
        offered = catalogue().offers("tests")[test]
        if not isinstance(offered, Ordered):
            raise TypeError(f"{test} is not a test of the clinic.")
        shown = [sign for sign in self.case.sign if sign.test == test]
        signs, striking = [sign.text for sign in shown], [s for s in shown if s.unusual]
        measured = self._measured.get(test)
        if measured is None:
            texts = signs or [offered.usual]
            return Result(offered, self.fill(" ".join(texts)), bool(striking), {})
        text = self.fill(" ".join([measured.text, *signs]))
        readings = [measured.reading] if measured.unusual or not striking else []
        readings += [sign.reading for sign in striking]
        return Result(
            offered,
            text,
            measured.unusual or bool(striking),
            measured.numbers,
            ", ".join(filter(None, readings)),
        )

    def is_read(self, test: str) -> bool:
        """Return whether a test is computed and said with what it means."""
        measured = self._measured.get(test)
        return measured is not None and bool(measured.reading)

    @cached_property
    def _measured(self) -> dict[str, Found]:
        scalp: dict[str, ScalpTest] = scalp_tests()
        blood: dict[str, BloodTest] = blood_tests()
        found = {name: test(self.case, self.head, self.patch) for name, test in scalp.items()}
        return found | {name: test(self.case) for name, test in blood.items()}

    @cached_property
    def words(self) -> dict[str, str]:
        """Every computed number that the texts of a case may speak of."""
        numbers: dict[str, Any] = {}
        for found in self._measured.values():
            numbers |= {name: _plain(number) for name, number in found.numbers.items()}
        numbers["inflammation"] = inflammation(self.case)
        return numbers | {f"since_{event.name}": self.ago(event) for event in self.case.event}

    def fill(self, text: str) -> str:
        """Put the computed numbers into a text of the case.

        Raises
        ------
        EvidenceError
            If the text names a number that is not computed, or a brace belongs to no name.
        """
        rest = _PLACE.sub(lambda place: " " * len(place[0]), text)
        if stray := re.search(r"[{}]", rest):
            near = text[max(0, stray.start() - 20) : stray.start() + 30]
            raise EvidenceError(
                f"The text holds a brace that belongs to no placeholder, at “{near.strip()}”; "
                "write a name alone, such as {ferritin}, and no other braces."
            )
        return _PLACE.sub(lambda place: self._word(place[1]), text)

    def _word(self, name: str) -> str:
        if name not in self.words:
            raise EvidenceError(
                f"The text speaks of {{{name}}}, which is not computed; there are "
                f"{', '.join(self.words)}."
            )
        return self.words[name]

    # -- what the model says of the course

    @cached_property
    def facts(self) -> Timeline:
        """When shedding began, peaked and ended, over the whole head."""
        return timeline(self.head)

    @property
    def visit_day(self) -> int:
        """Day of the visit in the run."""
        return VISIT


def _plain(number: float) -> str:
    """Write a number as a report does: whole from a hundred on, else with what is needed."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


@lru_cache(maxsize=64)
def open_case(case: Case) -> Casebook:
    """Return the case, run once."""
    return Casebook(case)
