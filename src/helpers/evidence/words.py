"""The words around the lessons: every button, notice and caption, in each language.

They stand in `data/words.csv`, one row each with one column a language. The lessons' own
texts are English only.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from string import Formatter
from typing import Self
from urllib.parse import parse_qs

from pydantic import model_validator

from helpers.evidence.records import Record, Text
from helpers.evidence.tables import EvidenceError, data_folder, read_table

LANGUAGES = ("en", "de")
"""The columns of the table, the first being that of the lessons' texts."""
VARIABLE = "HAIR_CYCLE_LAB_LANGUAGE"
"""Environment variable: the language where the address of the page names none."""


class Phrase(Record):
    """One text in every language, with places to fill such as `{number}` or `{peak:.0f}`."""

    en: Text
    de: Text

    @model_validator(mode="after")
    def _same_places(self) -> Self:
        places = {name: _places(getattr(self, name)) for name in LANGUAGES}
        if len({tuple(sorted(found.items())) for found in places.values()}) > 1:
            said = "; ".join(f"{name} {sorted(found)}" for name, found in places.items())
            raise ValueError(f"the places to fill must be the same in every language ({said})")
        return self


def _places(text: str) -> Counter[str]:
    """Return the places of a text, each with the form of its number, such as `peak:.0f`."""
    parts = Formatter().parse(text)
    return Counter(f"{name}:{form}".rstrip(":") for _, name, form, _ in parts if name is not None)


@cache
def phrases() -> Mapping[str, Phrase]:
    """Return the table, read once a session.

    Raises
    ------
    EvidenceError
        If a row lacks a language or its places to fill differ; the message names the line.

    Examples
    --------
    >>> phrases()["page_show_solution"].de
    'Zeig mir eine Lösung'
    """
    return read_table(data_folder() / "words.csv", Phrase)


# A server is asked with any text there is: the cache keeps the last ones, and no long one.
_LONGEST_QUERY = 2000


@lru_cache(maxsize=256)
def _chosen(query: str, default: str) -> str:
    asked = parse_qs(query).get("lang", [""])[0]
    names = (asked, default.strip().lower()[:2])
    return next((name for name in names if name in LANGUAGES), LANGUAGES[0])


def language(query: str | None = None) -> str:
    """Return the language of the page: the one in its address, then the computer's, then English.

    Parameters
    ----------
    query : str, optional
        The part of the address after the question mark. Voilà hands it to the kernel, so a
        lesson need not name it.

    Examples
    --------
    >>> language("scenario=x&lang=de")
    'de'
    """
    query = os.environ.get("QUERY_STRING", "") if query is None else query
    return _chosen(query[:_LONGEST_QUERY], os.environ.get(VARIABLE, ""))


def in_class(query: str | None = None) -> bool:
    """Return whether the page is shown to a class: its address says `class=1`.

    Parameters
    ----------
    query : str, optional
        The part of the address after the question mark; that of the page by default.

    Examples
    --------
    >>> in_class("lang=de&class=1"), in_class("lang=de")
    (True, False)
    """
    query = os.environ.get("QUERY_STRING", "") if query is None else query
    return parse_qs(query).get("class", [""])[0] == "1"


def in_app() -> bool:
    """Return whether the page is served as an app: Voilà names itself to its kernels."""
    return os.environ.get("SERVER_SOFTWARE", "").startswith("voila")


def say(name: str, /, **values: object) -> str:
    """Return a text of the table in the language of the page, with its places filled.

    Raises
    ------
    EvidenceError
        If the table has no such row, or a place is left empty.

    Examples
    --------
    >>> say("exit_place", number=1, total=5)
    'Question 1 of 5'
    """
    try:
        return str(getattr(phrases()[name], language())).format(**values)
    except KeyError as error:
        raise EvidenceError(
            f"words.csv has no row {name!r}, or nothing was given for its {error}. Add it there."
        ) from None


def say_number(name: str, number: int, /, **values: object) -> str:
    """Return the form of a text for one thing (`name_one`) or for several (`name_many`).

    Examples
    --------
    >>> say_number("general_question", 1), say_number("general_question", 3)
    ('1 question', '3 questions')
    """
    return say(f"{name}_{'one' if number == 1 else 'many'}", **{"number": number} | values)


@cache
def row_of(name: str) -> str:
    """Return the part of a row's name that stands for a name of the model.

    Examples
    --------
    >>> row_of("hairs standing")
    'hairs_standing'
    """
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def say_name(name: str) -> str:
    """Return what is called so in English in the language of the page.

    The model's own names, such as those of its lines and events, are English; a row
    `named_...` of the table holds each of them.

    Examples
    --------
    >>> say_name("hairs standing")
    'hairs standing'
    """
    return say(f"named_{row_of(name)}")


def say_day(when: datetime) -> str:
    """Return a date.

    Examples
    --------
    >>> say_day(datetime(2026, 11, 2))
    '2 November 2026'
    """
    month = say("general_months").split()[when.month - 1]
    return say("general_day", day=when.day, month=month, year=when.year)


def words(*groups: str, of: str | None = None) -> dict[str, str]:
    """Return all rows whose names begin with one of the groups, with their places unfilled.

    Scripts and page templates get their words this way; they hold none themselves.

    Parameters
    ----------
    *groups : str
    of : str, optional
        The language; that of the page by default.

    Examples
    --------
    >>> words("number")["number_reset"]
    'Reset'
    """
    return dict(_of_groups(groups, of or language()))


@lru_cache(maxsize=256)
def _of_groups(groups: tuple[str, ...], language_: str) -> dict[str, str]:
    return {
        name: str(getattr(row, language_))
        for name, row in phrases().items()
        if name.split("_")[0] in groups
    }


def in_english(html: str, tag: str = "div") -> str:
    """Mark HTML of the lessons as English, on a page of another language.

    Examples
    --------
    >>> in_english("<p>Hair</p>")
    '<p>Hair</p>'
    """
    if language() == LANGUAGES[0]:
        return html
    return f'<{tag} lang="{LANGUAGES[0]}">{html}</{tag}>'
