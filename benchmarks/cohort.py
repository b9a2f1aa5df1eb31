"""How fast are many patients at once? Checked against single patients before it is timed.

uv run python benchmarks/cohort.py
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from helpers.model import Exposure, Scalp, draw_patients, simulate, simulate_cohort
from helpers.model import exposures as ex

CHECKED = 5  # patients that are also run one by one
AGREES = 0.015  # of the follicles, or of the highest shedding: what weekly steps may blur


def pulse(patient: dict[str, float]) -> list[Exposure]:
    return [ex.anagen_release(day=30, fraction=patient["illness_release"])]


def everything(patient: dict[str, float]) -> list[Exposure]:
    return [
        ex.anagen_release(day=60, fraction=patient["illness_release"], over_days=28),
        ex.blocked_anagen_entry(start=60, end=240, block=0.4),
        ex.short_anagen(scale=0.9, start=100),
        ex.telogen_release(start=250, end=300, speed=2),
        ex.delayed_anagen_release(start=320, end=420, hold=0.5, over_days=28),
        ex.destruction(start=420, end=580, per_day=0.0004),
        ex.shaft_fracture(day=600, fraction=0.3),
    ]


@dataclass(frozen=True)
class Job:
    name: str
    patients: int
    days: int
    exposures: Callable[[dict[str, float]], list[Exposure]]
    seconds: float  # target

    def drawn(self) -> pd.DataFrame:
        return draw_patients(self.patients, seed=1, also=["illness_release"])

    def run(self, patients: pd.DataFrame, executor: ProcessPoolExecutor | None = None) -> None:
        simulate_cohort(patients, self.exposures, self.days, executor=executor, keep=())

    def check(self) -> None:
        """Stop if weekly steps do not give what single patients give."""
        patients = self.drawn().head(CHECKED)
        cohort = simulate_cohort(patients, self.exposures, self.days)
        for place, row in enumerate(patients.to_dict("records")):
            scalp = Scalp(**{item.name: row[item.name] for item in fields(Scalp)})
            table = simulate(scalp, self.exposures(row), self.days).table
            whole = self.days // cohort.step
            daily = table["shed"].to_numpy()[: whole * cohort.step].reshape(whole, -1).mean(axis=1)
            counted = table["visible"].to_numpy()[:: cohort.step]
            off = np.abs(cohort.path("shed")[place, :whole] - daily).max() / daily.max()
            blur = np.abs(cohort.path("visible")[place] - counted).max() / scalp.follicles
            if max(off, blur) > AGREES:
                raise SystemExit(f"{self.name}: patient {place} is off by {max(off, blur):.1%}.")


JOBS = [
    Job("one pulse, a slider's ensemble", 1_000, 730, pulse, 0.15),
    Job("one pulse", 10_000, 1_096, pulse, 4.0),
    Job("seven exposures", 1_000, 730, everything, 2.0),
    Job("seven exposures", 10_000, 1_096, everything, 4.0),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5)
    repeats = parser.parse_args().repeats
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {os.cpu_count()} cores")
    print(f"{'job':<32}{'patients':>9}{'days':>6}{'median s':>10}{'fastest':>9}{'target':>8}")
    for job in JOBS:
        job.check()
        patients, times = job.drawn(), []
        for _ in range(repeats):
            started = time.perf_counter()
            job.run(patients)
            times.append(time.perf_counter() - started)
        print(
            f"{job.name:<32}{job.patients:>9,}{job.days:>6}"
            f"{statistics.median(times):>10.3f}{min(times):>9.3f}{job.seconds:>8}"
        )
    with ProcessPoolExecutor(2) as executor:
        JOBS[0].run(JOBS[0].drawn(), executor)  # starts the processes
        started = time.perf_counter()
        JOBS[-1].run(JOBS[-1].drawn(), executor)
        print(f"the last job with two processes: {time.perf_counter() - started:.3f} s")


if __name__ == "__main__":
    main()
