"""Every generic exposure, alone and together, on scalps that cycle fast enough to test."""

from __future__ import annotations

from dataclasses import dataclass, field

from helpers.model import Exposure, Scalp
from helpers.model import exposures as ex

DAYS = 400
BRISK = {"anagen_mean": 260, "anagen_sd": 90, "telogen_mean": 60, "telogen_sd": 24}


@dataclass(frozen=True)
class Case:
    """One scalp with one list of exposures."""

    name: str
    exposures: tuple[Exposure, ...] = ()
    days: int = DAYS
    changes: dict[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name

    def scalp(self, **more: float) -> Scalp:
        return Scalp(**(BRISK | self.changes | more))

    @property
    def targets(self) -> set[str]:
        return {effect.target for exposure in self.exposures for effect in exposure.effects}

    @property
    def runs_by_calendar(self) -> bool:
        return not any(target.endswith("speed") for target in self.targets)


CASES = [
    Case("nothing"),
    Case("anagen release", (ex.anagen_release(30, 0.3),)),
    Case("anagen release at a fraction of a day", (ex.anagen_release(20.3, 0.6, 7.5),)),
    Case("delayed anagen release", (ex.delayed_anagen_release(40, 160, 0.8, 30),)),
    Case("short anagen", (ex.short_anagen(0.6, start=25.4),)),
    Case("long anagen", (ex.short_anagen(1.7),), changes={"kenogen_share": 0.3}),
    Case("telogen release", (ex.telogen_release(60.5, 100, 3.2),)),
    Case("telogen stopped", (ex.telogen_release(50, 120, 0),)),
    Case("delayed telogen release", (ex.delayed_telogen_release(30.6, 130.2, 0.7, 21),)),
    Case(
        "blocked anagen entry",
        (ex.blocked_anagen_entry(20, 200, 0.9),),
        changes={"kenogen_share": 0.3},
    ),
    Case(
        "full block, no kenogen",
        (ex.blocked_anagen_entry(20, 120, 1.0, 40),),
        changes={"kenogen_share": 0.0},
    ),
    Case("destruction", (ex.destruction(35.5, 120, 0.008),)),
    Case("shaft fracture", (ex.shaft_fracture(50, 0.7),)),
    Case("breakage", (ex.breakage(30, 200, 0.01),), changes={"break_keeps": 0.3}),
    Case("slowed growth", (ex.slowed_growth(20.5, 300, 0.2),)),
    Case(
        "two holds on one phase",
        (
            ex.delayed_anagen_release(20, 140, 0.6, 30),
            ex.delayed_anagen_release(80, 200, 0.7, 10),
            ex.delayed_telogen_release(100, 500, 0.5, 10),
            ex.breakage(0, 400, 0.004),
        ),
    ),
    Case(
        "release and fracture during a hold",
        (
            ex.delayed_anagen_release(20, 200, 0.9, 25),
            ex.anagen_release(150, 0.4, 10),
            ex.shaft_fracture(180, 0.5, 30),
            ex.slowed_growth(120, 260, 0.1),
        ),
    ),
    Case(
        "everything at once",
        (
            ex.anagen_release(30, 0.2),
            ex.delayed_anagen_release(60, 150, 0.5, 20),
            ex.short_anagen(0.8, start=10),
            ex.telogen_release(200, 230, 2.5),
            ex.delayed_telogen_release(90, 170, 0.6, 14),
            ex.blocked_anagen_entry(50, 180, 0.7),
            ex.destruction(40, 220, 0.003),
            ex.shaft_fracture(120, 0.4, 20),
            ex.breakage(20, 300, 0.005),
            ex.slowed_growth(100, 250, 0.5),
        ),
        changes={"kenogen_share": 0.3},
    ),
    # The hazards add up to 33 in anagen: exp(33) would leave a scaled sum no digits.
    Case(
        "hazards beyond exp(14)",
        (
            ex.anagen_release(20, 0.99999999, 60),
            ex.anagen_release(140, 0.99, 1),
            ex.destruction(100, 200, 0.1),
            ex.shaft_fracture(60, 0.9, 3),
        ),
    ),
]
