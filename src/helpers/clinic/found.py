"""What an examination or a test finds: what is reported, and how it is read afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Found(NamedTuple):
    """A result.

    Attributes
    ----------
    text : str
        What a report says before anybody reads it: the value, its unit and its reference range,
        or what is seen. It holds no word such as "low" or "raised".
    unusual : bool
        Whether it is unusual.
    numbers : mapping of str to float
        What was measured.
    reading : str
        What the value means, in a few words; shown once the plan is committed. Empty where the
        text says all.
    """

    text: str
    unusual: bool
    numbers: Mapping[str, float]
    reading: str = ""


def place_of(value: float, low: float, high: float) -> str:
    """Return where a value lies, as a reading.

    Examples
    --------
    >>> place_of(3, 4, 11), place_of(4, 4, 11), place_of(12, 4, 11)
    ('low', 'normal', 'raised')
    """
    return "low" if value < low else "raised" if value > high else "normal"
