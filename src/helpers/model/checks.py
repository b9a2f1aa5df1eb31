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
        Both ends are allowed.
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
    >>> within("Telogen duration", 400, 20, 365, "days")
    Traceback (most recent call last):
    helpers.model.checks.ModelInputError: Telogen duration 400 days is outside what this model covers (20 to 365 days).
    """
    unit = f" {unit}" if unit else ""
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ModelInputError(
            f"{name} must be a number from {low:g} to {high:g}{unit}; {value!r} is not a number."
        ) from None
    if math.isnan(number) or not low <= number <= high:
        raise ModelInputError(
            f"{name} {number:g}{unit} is outside what this model covers ({low:g} to {high:g}{unit})."
        )
    return number
