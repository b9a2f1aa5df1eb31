"""How fast is the follicle engine? One job, five engines, in one run.

    uv run --group bench python benchmarks/engine.py

The job: 100,000 follicles, 1,096 days, daily counts by phase and daily shedding, through a
steroid course, a stress pulse, a course of inflammation and low iron. Every engine uses
the same laws and rates, and its counts must agree with ours before its time is printed.
The rivals do the cycle alone; ours also reports the shaft layer.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import time
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace

import mesa
import numpy as np

from helpers.model import PHASES, Scalp, simulate
from helpers.model import exposures as ex
from helpers.model.rates import Rates

DAYS = 1_096
FOLLICLES = 100_000
CYCLE = [
    # A steroid course: some catagen induction, then slow starts while it lasts.
    ex.anagen_release(day=60, fraction=0.10, over_days=28),
    ex.blocked_anagen_entry(start=60, end=240, block=0.4),
    # A stress pulse.
    ex.anagen_release(day=300, fraction=0.25),
    # A course of inflammation.
    ex.slowed_growth(start=400, end=580, factor=0.6),
    ex.destruction(start=420, end=580, per_day=0.0004),
    # Low iron.
    ex.short_anagen(scale=0.9, start=100),
]
SHAFTS = [
    ex.shaft_fracture(day=420, fraction=0.3),
    ex.breakage(start=400, end=700, per_day=0.003),
]
COUNTS = [*PHASES, "scarred", "shed"]
Table = dict[str, np.ndarray]


@dataclass
class Job:
    """What every engine is given: the scalp, and the rates of each day."""

    scalp: Scalp
    rates: Rates

    @classmethod
    def of(cls, follicles: int) -> Job:
        scalp = replace(Scalp(), follicles=follicles)
        return cls(scalp, Rates(scalp, CYCLE, DAYS))

    @property
    def speed(self) -> np.ndarray:
        return self.rates.speed["anagen"]

    @property
    def block(self):
        (hold,) = self.rates.holds["kenogen"]
        return hold


def stepped_cohort(job: Job) -> Table:
    """Expected values, age by age, one day after the other."""
    scalp, rates, block = job.scalp, job.rates, job.block
    entry = scalp.shed_per_day
    table = {name: np.zeros(DAYS) for name in COUNTS}

    def lasting(name: str) -> np.ndarray:
        survival = scalp.law(name).survival
        return survival[survival > 1e-9]  # the rest is less than one follicle in a billion

    # Anagen ages by its own clock, so its cohorts keep their age; the others sit on a grid.
    survival = np.append(lasting("anagen"), [0, 0])
    slope = np.diff(survival, append=0)
    past = len(survival) - 2
    age, still = np.zeros((2, past + DAYS + 1))
    number = np.zeros(past + DAYS + 1)
    age[:past] = np.arange(past)[::-1]
    still[:past] = survival[past - 1 :: -1]
    number[:past] = entry * still[:past]
    first, last = 0, past
    laws = {name: np.append(lasting(name), 0) for name in PHASES[1:]}
    share = {"catagen": 1.0, "telogen": 1.0, "kenogen": scalp.kenogen_share}
    kept = {name: law[1:] / law[:-1] for name, law in laws.items()}
    ages = {name: entry * share[name] * law[:-1] for name, law in laws.items()}
    waiting = scarred = 0.0
    living = np.exp(-rates.destroyed)
    spared = np.exp(-rates.release["anagen"])
    for day in range(DAYS):
        alive = living[day]
        here = slice(first, last)
        present = number[here].sum()
        counts = {name: ages[name].sum() for name in ages}
        counts["kenogen"] += waiting
        table["anagen"][day], table["scarred"][day] = present, scarred
        for name, count in counts.items():
            table[name][day] = count
        scarred += (present + sum(counts.values())) * (1 - alive)

        age[here] += job.speed[day]
        whole = np.minimum(age[here].astype(np.int64), past)
        now = survival[whole] + (age[here] - whole) * slope[whole]
        now = np.maximum(now, 0)
        number[here] *= now / still[here] * (alive * spared[day])
        still[here] = now
        while first < last and still[first] == 0:
            first += 1
        moving = present * alive - number[here].sum()
        for name in ("catagen", "telogen", "kenogen"):
            skip = moving * (1 - share[name])
            left = ages[name] * kept[name]
            leaving = (ages[name].sum() - left.sum()) * alive
            ages[name][1:] = left[:-1] * alive
            ages[name][0] = moving * share[name]
            moving = leaving + skip
            if name == "telogen":
                table["shed"][day] = moving
        late = waiting * alive * (1 - block.stays[day])
        waiting = waiting * alive - late + moving * block.share[day]
        number[last] = moving * (1 - block.share[day]) + late
        still[last] = 1.0
        last += 1
    return table


def stepped_follicles(job: Job, seed: int = 1) -> Table:
    """Every follicle a place in an array, every day a pass over all of them."""
    scalp, rates, block = job.scalp, job.rates, job.block
    rng, number = np.random.default_rng(seed), round(scalp.follicles)
    laws = [scalp.law(name) for name in PHASES]
    chances = np.array([scalp.shares[name] for name in PHASES])
    phase = rng.choice(4, number, p=chances / chances.sum()).astype(np.int8)
    left = np.zeros(number)  # days of the phase's own clock to go

    def duration(which: int, count: int) -> np.ndarray:
        drawn = laws[which].draw(count, rng).astype(float)
        return drawn - rng.random(count) if which == 0 else drawn

    for which, law in enumerate(laws):
        group = np.flatnonzero(phase == which)
        drawn = law.draw_met(len(group), rng)
        left[group] = drawn - np.floor(rng.random(len(group)) * drawn)
        if which == 0:
            left[group] -= rng.random(len(group))
    table = {name: np.zeros(DAYS) for name in COUNTS}
    speeds = np.ones(5)
    for day in range(DAYS):
        for name, count in zip(COUNTS, np.bincount(phase, minlength=5), strict=False):
            table[name][day] = count
        if rates.destroyed[day]:
            struck = rng.random(number) < -np.expm1(-rates.destroyed[day])
            phase[struck] = 4
        speeds[0] = job.speed[day]
        left -= speeds[phase]
        over = (left <= 1e-9) & (phase < 4)
        if rates.release["anagen"][day]:
            early = rng.random(number) < -np.expm1(-rates.release["anagen"][day])
            over |= early & (phase == 0)
        ended = [np.flatnonzero(over & (phase == which)) for which in range(4)]
        table["shed"][day] = len(ended[2])
        empty = rng.random(len(ended[2])) < scalp.kenogen_share
        arrivals = [None, ended[0], ended[1], ended[2][empty]]
        starting = np.concatenate((ended[3], ended[2][~empty]))
        # Those who waited have waited already; the block does not catch them twice.
        waited = left[starting] < -1e8
        caught = (rng.random(len(starting)) < block.share[day]) & ~waited
        for which in (1, 2, 3):
            phase[arrivals[which]] = which
            left[arrivals[which]] = duration(which, len(arrivals[which]))
        wait, go = starting[caught], starting[~caught]
        phase[wait], phase[go] = 3, 0
        left[wait] = block.first - day + rng.integers(0, block.window, len(wait))
        left[go] = duration(0, len(go))
    return table


class Follicle(mesa.Agent):
    """One follicle that looks at its clock every day."""

    def __init__(self, model: Head, phase: int, left: float) -> None:
        super().__init__(model)
        self.phase, self.left = phase, left
        model.count[phase] += 1

    def move(self, phase: int, left: float) -> None:
        self.model.count[self.phase] -= 1
        self.model.count[phase] += 1
        self.phase, self.left = phase, left

    def step(self) -> None:
        model = self.model
        if model.destroyed and model.random.random() < model.destroyed:
            self.move(4, 0.0)
            self.remove()
            return
        if self.phase == 0:
            self.left -= model.speed
            if self.left <= 0 or (model.released and model.random.random() < model.released):
                self.move(1, model.duration(1))
            return
        self.left -= 1
        if self.left > 0:
            return
        if self.phase == 1:
            self.move(2, model.duration(2))
        elif self.phase == 2:
            model.shed += 1
            if model.random.random() < model.kenogen_share:
                self.move(3, model.duration(3))
            else:
                self.start()
        else:
            self.start()

    def start(self) -> None:
        """Begin to grow, or wait until the block is over."""
        model = self.model
        if model.blocked and model.random.random() < model.blocked:
            self.move(3, model.block_over - model.day + model.random.randrange(model.window))
        else:
            self.move(0, model.duration(0) - model.random.random())


class Head(mesa.Model):
    """A head of follicles that are stepped every day."""

    def __init__(self, job: Job, seed: int = 2) -> None:
        super().__init__(seed=seed)
        scalp, rates = job.scalp, job.rates
        self.job, self.day, self.shed, self.count = job, 0, 0, [0] * 5
        self.ends = [np.cumsum(-np.diff(scalp.law(name).survival)).tolist() for name in PHASES]
        self.kenogen_share = scalp.kenogen_share
        self.block_over, self.window = job.block.first, job.block.window
        self.today = list(
            zip(
                (-np.expm1(-rates.destroyed)).tolist(),
                (-np.expm1(-rates.release["anagen"])).tolist(),
                job.speed.tolist(),
                job.block.share.tolist(),
                strict=True,
            )
        )
        rng = np.random.default_rng(seed)
        chances = np.array([scalp.shares[name] for name in PHASES])
        groups = rng.multinomial(round(scalp.follicles), chances / chances.sum())
        for phase, size in enumerate(groups):
            met = scalp.law(PHASES[phase]).draw_met(size, rng)
            left = met - np.floor(rng.random(size) * met)
            left -= rng.random(size) if phase == 0 else 0
            for value in left.tolist():
                Follicle(self, phase, value)
        reporters = {name: lambda m, k=k: m.count[k] for k, name in enumerate(COUNTS[:5])}
        self.datacollector = mesa.DataCollector(model_reporters=reporters)
        self.shed_by_day: list[int] = []

    def duration(self, phase: int) -> int:
        ends = self.ends[phase]
        return min(bisect_left(ends, self.random.random()), len(ends) - 1) + 1

    def step(self) -> None:
        self.destroyed, self.released, self.speed, self.blocked = self.today[self.day]
        self.datacollector.collect(self)
        self.shed = 0
        self.agents.do("step")
        self.shed_by_day.append(self.shed)
        self.day += 1


def mesa_agents(job: Job) -> Table:
    head = Head(job)
    for _ in range(DAYS):
        head.step()
    table = head.datacollector.get_model_vars_dataframe()
    return {name: table[name].to_numpy(float) for name in COUNTS[:5]} | {
        "shed": np.array(head.shed_by_day, float)
    }


def agree(name: str, table: Table, expected: Table, follicles: int, exact: bool) -> None:
    """Stop if an engine did another job than ours."""
    for column in COUNTS:
        want, got = np.asarray(expected[column]), np.asarray(table[column])
        if exact:
            apart = np.abs(got - want).max()
            assert apart < 1e-5 * follicles, f"{name}: {column} is {apart:.2g} follicles off"
            continue
        chance = want / FOLLICLES
        spread = np.sqrt(follicles * chance * (1 - chance))
        clear = follicles * chance > 5
        z = ((got - follicles * chance) / np.where(clear, spread, 1))[clear]
        worst = np.abs(z).max(initial=0)
        assert worst < 5.5, f"{name}: {column} is {worst:.1f} standard errors off"
    hairs = follicles / FOLLICLES * np.sum(expected["shed"])
    total = np.sum(table["shed"])
    allowed = max(5 * np.sqrt(hairs), 1e-5 * follicles)
    assert abs(total - hairs) < allowed, f"{name}: {total:.0f} hairs shed, {hairs:.0f} expected"


def median_time(run: Callable[[], object], runs: int) -> float:
    run()  # tables are made once and kept
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def readable(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def main() -> None:
    """Run every engine, check its answer, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=41, help="runs of our own engine")
    parser.add_argument("--mesa-follicles", type=int, default=1_000)
    chosen = parser.parse_args()
    scalp, job, few = Scalp(follicles=FOLLICLES), Job.of(FOLLICLES), Job.of(chosen.mesa_follicles)
    expected = simulate(scalp, CYCLE, DAYS).table
    runs, some = chosen.runs, max(3, chosen.runs // 4)
    every = CYCLE + SHAFTS

    def sampled(exposures) -> object:
        return simulate(scalp, exposures, DAYS, FOLLICLES, seed=1).table

    # Name, the run, follicles, how often, whether its counts are expected values.
    engines = [
        ("ours, expected", lambda: simulate(scalp, CYCLE, DAYS).table, FOLLICLES, runs, True),
        ("ours, expected + shaft events", lambda: simulate(scalp, every, DAYS).table,
         FOLLICLES, runs, True),
        ("ours, sampled", lambda: sampled(CYCLE), FOLLICLES, some, False),
        ("ours, sampled + shaft events", lambda: sampled(every), FOLLICLES, some, False),
        ("NumPy cohorts by day", lambda: stepped_cohort(job), FOLLICLES, 5, True),
        ("NumPy follicles by day", lambda: stepped_follicles(job), FOLLICLES, 1, False),
        ("Mesa agents", lambda: mesa_agents(few), chosen.mesa_follicles, 1, False),
    ]  # fmt: skip
    took: dict[str, float] = {}
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
          f"NumPy {np.__version__}, Mesa {mesa.__version__}; {DAYS} days\n")  # fmt: skip
    head = ("engine", "follicles", "median", "follicle-year", "× expected", "× sampled")
    print(f"{head[0]:<31}{head[1]:>10}{head[2]:>10}{head[3]:>15}{head[4]:>12}{head[5]:>11}")
    for name, run, follicles, times, exact in engines:
        agree(name, run(), expected, follicles, exact)
        median = median_time(run, times)
        took[name] = median / (follicles * DAYS / 365.25)
        ratios = took[name] / took["ours, expected"], took[name] / took.get("ours, sampled", np.nan)
        print(f"{name:<31}{follicles:>10,}{readable(median):>10}{readable(took[name]):>15}"
              f"{ratios[0]:>12,.3g}{ratios[1]:>11,.3g}", flush=True)  # fmt: skip

    year = FOLLICLES * DAYS / 365.25
    shafts = took["ours, expected + shaft events"]
    targets = [
        ("expected values with shaft events, ms", shafts * year * 1e3, 6.0, "at most"),
        ("sampled, ms", took["ours, sampled"] * year * 1e3, 80.0, "at most"),
        ("faster than Mesa per follicle-year", took["Mesa agents"] / shafts, 5_000, "at least"),
    ]
    print()
    for what, value, target, sense in targets:
        met = value <= target if sense == "at most" else value >= target
        print(f"{what:<40}{value:>12,.4g}   {sense} {target:,.4g}: {'met' if met else 'MISSED'}")


if __name__ == "__main__":
    main()
