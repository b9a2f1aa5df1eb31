"""Refuse impossible input in a sentence that says what would be possible."""

from __future__ import annotations

import math


class ModelInputError(ValueError):
    """A value that the model does not cover; the message says what it covers."""


def within(name: str, value: float, low: float, high: float, unit: str = "") -> float:
    """Return `value` as a float, or say in a sentence why it cannot be used.

    Parameters
    ----------
    name : str
        What a reader calls the quantity.
    value : float
        The value to check.
    low, high : float
        Both ends are allowed; `high` may be infinite.
    unit : str, optional
        Written behind the numbers.

    Raises
    ------
    ModelInputError
        If `value` is not a number from `low` to `high`.

    Examples
    --------
    >>> within("Telogen duration", 100, 20, 365, "days")
    100.0
    >>> within("Fraction", 1.5, 0, 1)
    Traceback (most recent call last):
    helpers.model.checks.ModelInputError: Fraction 1.5 is outside what this model covers (0 to 1).
    """
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        ends = _ends(low, high, unit)
        raise ModelInputError(f"{name} must be a number ({ends}); {value!r} is not one.") from None
    if low <= number <= high:
        return number
    # The words are put together only now: a cohort asks this a hundred thousand times.
    found = f"{_plain(number)} {unit}".rstrip()
    raise ModelInputError(
        f"{name} {found} is outside what this model covers ({_ends(low, high, unit)})."
    )


def whole(name: str, value: float, low: int, high: int, unit: str = "") -> int:
    """Return `value` as an int, or say in a sentence why it cannot be used.

    Examples
    --------
    >>> whole("Days", 1.5, 1, 7305)
    Traceback (most recent call last):
    helpers.model.checks.ModelInputError: Days must be a whole number; 1.5 is not.
    """
    number = within(name, value, low, high, unit)
    if number != int(number):
        raise ModelInputError(f"{name} must be a whole number; {value} is not.")
    return int(number)


def _ends(low: float, high: float, unit: str) -> str:
    """Write what is covered, with its unit."""
    ends = f"{_plain(low)} to {_plain(high)}" if high < math.inf else f"{_plain(low)} or more"
    return f"{ends} {unit}".rstrip()


def _plain(number: float) -> str:
    """Write a number the way a reader would: without a power of ten wherever possible."""
    return f"{number:,.10g}" if 1e-4 <= abs(number) < 1e10 else f"{number:g}"
