"""`which-unknown`: compute which unknown decides, and write `data/sensitivity.json`.

Needs SALib: `uv run --group author which-unknown`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd

from helpers.evidence import data_folder
from helpers.evidence.sensitivity import Index, Spread, version_of
from helpers.instructor.outcomes import OUTCOMES, Outcome
from helpers.model.cohort.patients import patients_at
from helpers.model.scalp import Array

DRAWS, SEED = 1024, 22
_RESAMPLES = 200
_EDGES = (5, 50, 95)


def indices(
    groups: Mapping[str, tuple[str, ...]],
    compute: Callable[[Array], Mapping[str, Array]],
    draws: int,
    seed: int,
) -> tuple[dict[str, list[Index]], dict[str, Array]]:
    """Return Sobol's first and total indices of each result, and the results.

    Parameters
    ----------
    groups : dict of str to tuple of str
        Numbers that vary together.
    compute : callable
        From draws by numbers, each evenly spread over 0 to 1, to each result.
    draws : int
        A power of two; the runs are so many times the groups and two more.
    seed : int
        The same seed gives the same indices.
    """
    from SALib.analyze import sobol as analyse
    from SALib.sample import sobol as sample

    names = [name for members in groups.values() for name in members]
    if len(groups) == 1:  # nothing to divide
        chance = np.random.default_rng(seed).random((draws, len(names)))
        found = {name: np.asarray(values, dtype=float) for name, values in compute(chance).items()}
        (group,) = groups
        whole = Index(
            group=group, parameters=tuple(names), first=1, first_interval=0, total=1,
            total_interval=0,
        )  # fmt: skip
        return {name: [whole] for name in found}, found
    problem = {
        "num_vars": len(names),
        "names": names,
        "groups": [group for group, members in groups.items() for _ in members],
        "bounds": [[0.0, 1.0]] * len(names),
    }
    chance = sample.sample(problem, draws, calc_second_order=False, seed=seed)
    found = {name: np.asarray(values, dtype=float) for name, values in compute(chance).items()}
    return {
        name: _ranked(problem, groups, analyse, values, seed) for name, values in found.items()
    }, found


def _ranked(
    problem: dict[str, Any],
    groups: Mapping[str, tuple[str, ...]],
    analyse: Any,
    values: Array,
    seed: int,
) -> list[Index]:
    if not np.isfinite(values).all():
        raise ValueError("A result is no number for some draws; its spread cannot be divided.")
    got = analyse.analyze(
        problem, values, calc_second_order=False, num_resamples=_RESAMPLES, seed=seed
    )
    rows = [
        Index(
            group=group,
            parameters=groups[group],
            first=round(float(got["S1"][place]), 4),
            first_interval=round(float(got["S1_conf"][place]), 4),
            total=round(float(got["ST"][place]), 4),
            total_interval=round(float(got["ST_conf"][place]), 4),
        )
        for place, group in enumerate(groups)
    ]
    return sorted(rows, key=lambda row: -row.first)


def spreads(outcome: Outcome, draws: int = DRAWS, seed: int = SEED) -> list[Spread]:
    """Take the results of one lesson apart."""

    def compute(chance: Array) -> Mapping[str, Array]:
        by_name = dict(zip(outcome.parameters, chance.T, strict=True))
        return outcome.compute(pd.DataFrame(patients_at(by_name, len(chance))))

    usual = compute(np.full((2, len(outcome.parameters)), 0.5))
    ranked, found = indices(outcome.groups, compute, max(32, draws // outcome.share), seed)
    made = []
    for name, rows in ranked.items():
        low, middle, high = np.percentile(found[name], _EDGES).tolist()
        made.append(
            Spread(
                lesson=outcome.lesson,
                outcome=name,
                at_middle=round(float(usual[name][0]), 6),
                middle=round(middle, 4),
                low=round(low, 4),
                high=round(high, 4),
                runs=len(found[name]),
                version=version_of(outcome.parameters),
                indices=tuple(rows),
            )
        )
    return made


def main() -> None:
    """Compute all lessons, or those named, and write the file anew."""
    path = data_folder() / "sensitivity.json"
    named = sys.argv[1:]
    if unknown := [name for name in named if name not in OUTCOMES]:
        sys.exit(f"There is no lesson {', '.join(unknown)}. There are: {', '.join(OUTCOMES)}.")
    kept: dict[str, list[dict[str, Any]]] = {}
    if named and path.is_file():
        for row in json.loads(path.read_text(encoding="utf-8"))["spread"]:
            kept.setdefault(row["lesson"], []).append(row)
    rows: list[dict[str, Any]] = []
    for key, outcome in OUTCOMES.items():
        if named and key not in named and key in kept:
            rows += kept[key]
            continue
        begun = perf_counter()
        made = spreads(outcome)
        rows += [row.model_dump(mode="json") for row in made]
        print(f"{key}: {made[0].runs:,} runs, {perf_counter() - begun:.0f} s", flush=True)
    text = json.dumps({"seed": SEED, "spread": rows}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
