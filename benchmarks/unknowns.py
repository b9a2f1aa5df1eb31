"""How fast are many draws of the model's numbers, and is a cluster's answer the same?

    uv run python benchmarks/unknowns.py

20,000 draws of a two-year course with an illness, in batches on two threads and on a local
Dask cluster; a run on either must give identical peaks. Beside it the published automaton,
which must agree with ours before its time is printed, and the floor: the FFTs alone.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
from distributed import Client, LocalCluster

from helpers.instructor.automaton import Automaton, agreement
from helpers.model import Exposure, Scalp, draw_patients, simulate, simulate_cohort
from helpers.model import exposures as ex

DAYS, CORES, SECONDS = 730, 2, 10.0
FOLLICLES = 100_000


def illness(patient: dict[str, float]) -> list[Exposure]:
    return [ex.anagen_release(day=30, fraction=patient["illness_release"])]


def timed(run: Callable[[], object]) -> tuple[float, float, object]:
    """Return the seconds that passed, those of the processor, and the answer."""
    begun, busy = time.perf_counter(), time.process_time()
    answer = run()
    return time.perf_counter() - begun, time.process_time() - busy, answer


def median(run: Callable[[], object], times: int = 21) -> float:
    run()
    return sorted(timed(run)[0] for _ in range(times))[times // 2]


def floor() -> None:
    """Do the FFTs of one expected run and nothing else: four phases, five sweeps."""
    line = np.ones(2_048)
    for _ in range(20):
        np.fft.irfft(np.fft.rfft(line) * np.fft.rfft(line))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=20_000)
    draws = parser.parse_args().draws
    people = draw_patients(draws, seed=22, also=["illness_release"])
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load}, NumPy {np.__version__}\n")

    def run(executor: object) -> pd.DataFrame:
        return simulate_cohort(people, illness, DAYS, executor=executor, keep=()).summary

    with ThreadPoolExecutor(CORES) as threads:
        passed, busy, here = timed(lambda: run(threads))
    print(f"{draws:,} draws, {CORES} threads: {passed:.1f} s passed, {busy:.1f} s of processor; "
          f"within {SECONDS:g} s: {'met' if passed <= SECONDS else 'MISSED'}")  # fmt: skip
    here_cluster = LocalCluster(n_workers=CORES, threads_per_worker=1, dashboard_address=None)
    with here_cluster as cluster, Client(cluster) as client:
        passed, _, there = timed(lambda: run(client.get_executor()))
    same = here.equals(there)
    print(f"{draws:,} draws, local Dask cluster: {passed:.1f} s; identical: {same}")
    if not same:
        raise SystemExit("The cluster gave another answer.")

    scalp, signal = Scalp(), [ex.anagen_release(30, 0.25), ex.breakage(100, 400, 0.001)]
    rows = [
        ("the FFTs of an expected run alone", median(floor)),
        ("ours, expected, with shafts", median(lambda: simulate(scalp, signal, DAYS).table)),
        ("ours, 100,000 sampled follicles",
         median(lambda: simulate(scalp, signal[:1], DAYS, FOLLICLES, seed=1).table, 5)),
    ]  # fmt: skip
    table = agreement(FOLLICLES, seed=1)
    apart = abs(table.loc["days from the signal to it", "automaton"]
                - table.loc["days from the signal to it", "ours"])  # fmt: skip
    if apart > 7:
        raise SystemExit(f"The automaton's peak lies {apart:.0f} days from ours.")
    theirs = Automaton.like(scalp)
    rows.append(
        ("the automaton, 100,000 follicles", timed(lambda: theirs.run(FOLLICLES, DAYS, 1))[0])
    )
    for name, seconds in rows:
        print(f"{name:<36}{1000 * seconds:>10,.2f} ms")


if __name__ == "__main__":
    main()
