"""Virtual patients: a table of scalps, drawn from the ranges of the parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import numpy as np
import pandas as pd

from helpers.evidence import evidence
from helpers.model.checks import ModelInputError, whole
from helpers.model.scalp import Array, Scalp

SCALP = tuple(item.name for item in fields(Scalp))
MOST_PATIENTS = 1_000_000
_HIGHEST_SEED = 2**53  # up to here a whole number survives any slider or file


class Patient(dict[Any, Any]):
    """A row of the table of patients: ``patient["telogen_mean"]`` or ``patient.telogen_mean``."""

    def __missing__(self, name: str) -> Any:
        raise ModelInputError(
            f"The table of patients has no column {name!r}. It has: {', '.join(map(str, self))}."
        )

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]


def draw_patients(
    number: int,
    seed: int = 0,
    varied: Iterable[str] | None = None,
    also: Iterable[str] = (),
    first: int = 0,
) -> pd.DataFrame:
    """Draw virtual patients from the ranges of `data/parameters.csv`.

    Each parameter follows a triangular law from `low` to `high` with its tip at `value`.
    That law is our choice: the sources give ranges, not distributions, and nobody has
    measured how the parameters go together. So each is drawn by itself, but for the
    spread (SD) of a phase: it is drawn, then scaled with the phase's drawn mean, because
    a phase that lasts longer varies more, and kept inside its own range.

    Every patient and parameter has its own random number. Neither the number of patients
    nor the other parameters drawn change it.

    Parameters
    ----------
    number : int
        How many patients.
    seed : int
        The same seed gives the same patients.
    varied : iterable of str, optional
        Ids of the parameters to draw; all fields of `Scalp` by default. Fields that are
        not drawn stay at their value.
    also : iterable of str
        Further parameters to draw, such as the size of an effect: "illness_release".
    first : int
        Number of the first patient, to draw a later part of the same population.

    Returns
    -------
    DataFrame
        One row a patient, indexed by `patient`: the fields of `Scalp`, the other
        parameters drawn, and a `seed` of the patient's own for sampling its tests.

    Raises
    ------
    ModelInputError
        If a parameter is not in the table, or a number makes no sense.

    Examples
    --------
    >>> patients = draw_patients(3, seed=1, also=["illness_release"])
    >>> bool(patients["illness_release"].between(0.05, 0.45).all())
    True
    >>> draw_patients(1, seed=1, first=2)["telogen_mean"].equals(patients["telogen_mean"][2:])
    True
    """
    number = whole("Number of patients", number, 1, MOST_PATIENTS)
    first = whole("First patient", first, 0, _HIGHEST_SEED)
    seed = whole("Seed", seed, 0, _HIGHEST_SEED)
    if isinstance(varied, str) or isinstance(also, str):
        raise ModelInputError("Parameters to draw must be a list of names, not one name.")
    drawn = [*dict.fromkeys([*(SCALP if varied is None else varied), *also])]
    known = evidence().parameters
    for name in drawn:
        if name not in known:
            raise ModelInputError(f"{name!r} is not a parameter; parameters.csv has no such row.")

    def uniform(name: str) -> Array:
        # A stream for each parameter, and a place in it for each patient.
        stream = np.random.PCG64(np.random.SeedSequence([seed, *name.encode()]))
        return np.random.Generator(stream.advance(first)).random(number)

    columns: dict[str, Any] = dict(patients_at({name: uniform(name) for name in drawn}, number))
    columns["seed"] = (uniform("seed") * _HIGHEST_SEED).astype(np.int64)
    return pd.DataFrame(columns, index=pd.RangeIndex(first, first + number, name="patient"))


def patients_at(chance: Mapping[str, Array], number: int) -> dict[str, Array]:
    """Return virtual patients by how far up its range each parameter lies.

    Parameters
    ----------
    chance : dict of str to ndarray
        For each parameter to vary, a share (0 to 1) a patient: the quantile of its law.
    number : int
        How many patients.

    Returns
    -------
    dict of str to ndarray
        The fields of `Scalp`, then the other parameters; see `draw_patients` for the law.

    Examples
    --------
    >>> float(patients_at({"telogen_mean": np.array([0.0])}, 1)["telogen_mean"][0])
    60.0
    """
    known = evidence().parameters
    columns: dict[str, Array] = {}
    for name in [*SCALP, *(name for name in chance if name not in SCALP)]:
        row = known[name]
        if name not in chance:
            columns[name] = np.full(number, row.value)
            continue
        columns[name] = _triangular(chance[name], row.low, row.value, row.high)
        mean = name.replace("_sd", "_mean")
        if mean != name and mean in chance:
            scaled = columns[name] * columns[mean] / known[mean].value
            columns[name] = np.clip(scaled, row.low, row.high)
    return columns


def _triangular(chance: Array, low: float, tip: float, high: float) -> Array:
    """Return the quantiles of a triangular law."""
    rising = low + np.sqrt(chance * (high - low) * (tip - low))
    falling = high - np.sqrt((1 - chance) * (high - low) * (high - tip))
    return np.where(chance * (high - low) < tip - low, rising, falling)


def checked_patients(patients: pd.DataFrame) -> pd.DataFrame:
    """Return the table with every field of a scalp, or say which patient has a bad one."""
    if not isinstance(patients, pd.DataFrame):
        raise ModelInputError(
            f"Patients must be a table (DataFrame), not {type(patients).__name__}. "
            "draw_patients makes one."
        )
    if patients.empty:
        raise ModelInputError("The table of patients is empty. draw_patients makes one.")
    usual = vars(Scalp())
    table = patients.assign(**{name: usual[name] for name in SCALP if name not in patients})
    given = {name: table[name].to_numpy() for name in SCALP}
    scalps = {
        name: np.asarray(pd.to_numeric(values, errors="coerce"), dtype=np.float64)
        for name, values in given.items()
    }
    ratios = [scalps[n] / scalps[n.replace("_sd", "_mean")] for n in SCALP if "_sd" in n]
    # All limits are intervals of a field, or of a spread over its mean: if the extremes
    # keep them, everyone does.
    extremes = np.array([*scalps.values(), *ratios])
    for place in {*extremes.argmin(axis=1).tolist(), *extremes.argmax(axis=1).tolist()}:
        try:
            Scalp(**{name: values[place] for name, values in given.items()})
        except ModelInputError as error:
            raise ModelInputError(f"Patient {table.index[place]}: {error}") from None
    return table
