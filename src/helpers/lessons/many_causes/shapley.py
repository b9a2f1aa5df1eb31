"""How much each cause accounts for: exact Shapley shares, and what its removal would change.

A share says how a *model* divides a difference among its own causes. It is a rule of fair
division and no diagnosis: a cause that the model lacks gets nothing, and what the model is
unsure of shows only if the shares are computed for the whole range of its numbers.
"""

from __future__ import annotations

from functools import cache
from math import factorial

import numpy as np

from helpers.model import ModelInputError
from helpers.model.cohort.subsets import all_subsets
from helpers.model.scalp import Array


def shapley_shares(outcome: Array) -> Array:
    """Divide what all causes do together among them.

    A cause gets what it adds when it joins the others, averaged over all orders in which
    they could join (Shapley 1953). Causes that do the same get the same, a cause that
    changes nothing gets nothing, and the shares add up to the whole difference.

    Parameters
    ----------
    outcome : array
        The outcome of every subset, in the order of `all_subsets`, along the last axis.

    Returns
    -------
    ndarray
        Shares along the last axis, one a cause. They add up to the outcome with all causes
        less the outcome with none.

    Raises
    ------
    ModelInputError
        If the number of outcomes is not a power of two.

    Examples
    --------
    Two causes of 10 each that do only 12 together share them out evenly:

    >>> shapley_shares([0, 10, 10, 12]).tolist()
    [6.0, 6.0]
    """
    values = np.asarray(outcome, dtype=float)
    return values @ _weights(_causes(values)).T


def alone_removed(outcome: Array) -> Array:
    """Return how much less there would be without each cause, if all others stayed.

    Examples
    --------
    >>> alone_removed([0, 10, 10, 12]).tolist()
    [2.0, 2.0]
    """
    values = np.asarray(outcome, dtype=float)
    last = values.shape[-1] - 1
    without = [last - 2**cause for cause in range(_causes(values))]
    return values[..., [last]] - values[..., without]


def _causes(values: Array) -> int:
    number = values.shape[-1].bit_length() - 1 if values.ndim else 0
    if not values.ndim or values.shape[-1] != 2**number:
        raise ModelInputError(
            "Shares need the outcome of every subset: 2, 4, 8, 16 … numbers, in the order of "
            "all_subsets."
        )
    return number


@cache
def _weights(number: int) -> Array:
    """Return by how much the outcome of each subset counts for each cause."""
    inside = all_subsets(number).T
    size = inside.sum(axis=0)
    orders = np.array([factorial(k) * factorial(number - k - 1) for k in range(number)])
    # A subset with the cause counts by what came before it; without it, by what comes after.
    before = np.append(orders, 0)[np.where(inside, size - 1, size)]
    return np.where(inside, before, -before) / factorial(number)
