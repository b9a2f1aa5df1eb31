"""Lesson 06: what a laboratory prints of iron stores, and whom a cut-off calls deficient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import scipy

from helpers.evidence import evidence, load_study
from helpers.lessons.iron.course import iron_story, trial
from helpers.model.iron import (
    ferritin_factor,
    iron_course,
    measured_ferritin,
    transferrin_saturation,
)
from helpers.model.scalp import Array

PEOPLE = {"women": "f", "men": "m"}
SURVEY = "women in the United States"

_SHOWN = {  # published groups on the picture
    ("Kantor 2003", "no hair loss"): "Kantor: no hair loss, estimated",
    ("Kantor 2003", "telogen effluvium"): "Kantor: telogen effluvium, estimated",
    ("Rasheed 2013", "no hair loss"): "Rasheed: no hair loss, estimated",
    ("Rasheed 2013", "chronic telogen effluvium"): "Rasheed: chronic telogen effluvium, estimated",
}


@dataclass(frozen=True)
class Below:
    """The share of a group that a cut-off calls deficient.

    `kind` is "healthy", "survey", "inflamed", "control" or "hair loss"; `percent` was counted
    in the athletes and the surveys, and worked out, from mean and SD, in the published groups.
    """

    name: str
    kind: str
    percent: float


@dataclass(frozen=True)
class IronTest:
    """A ferritin as the laboratory prints it, and a cut-off over people.

    Attributes
    ----------
    ferritin : ndarray
        Ferritin of the healthy athletes, in µg/L.
    groups : tuple of Below
    state, rule : str
        State of inflammation, and who draws the line for the patient.
    values : dict of str to float
    """

    ferritin: Array
    groups: tuple[Below, ...]
    state: str
    rule: str
    values: dict[str, float]

    @property
    def table(self) -> pd.DataFrame:
        """The numbers behind the pictures."""
        value = self.values
        rows = [
            ("Stores (µg/L)", value["stores"]),
            ("Inflammation multiplies by", value["factor"]),
            ("Ferritin printed (µg/L)", value["printed"]),
            ("Transferrin saturation, assumed curve (%)", value["tsat"]),
            ("Cut-off for the patient (µg/L)", value["cutoff"]),
            *(
                (f"Below {self._line_of(group):g}: {group.name} (%)", group.percent)
                for group in self.groups
            ),
        ]
        return pd.DataFrame(rows, columns=["Quantity", "Value"]).round(1)

    def _line_of(self, group: Below) -> float:
        """Return the line that a group is held against."""
        inflamed = self.rule == "who" and group.kind == "inflamed"
        return evidence().value("ferritin_cutoff_inflamed") if inflamed else self.values["line"]


def iron_test(
    stores: float, state: str, cutoff: float, people: str = "women", rule: str = "slider"
) -> IronTest:
    """Run lesson 06: print a ferritin, and lay a cut-off over it and over people.

    Parameters
    ----------
    stores : float
        Stores of the patient, in µg/L.
    state : str
        "none", "crp", "both" or "agp".
    cutoff : float
        In µg/L.
    people : str
        "women" or "men": which athletes are shown.
    rule : str
        "slider" (the cut-off) or "who" (15 in health and 70 in inflammation).

    Examples
    --------
    >>> test = iron_test(stores=30, state="both", cutoff=20)  # printed without decimals
    >>> test.values["printed"], test.values["athletes_percent"]
    (57.0, 4.0)
    """
    line = evidence().value("ferritin_cutoff_healthy") if rule == "who" else cutoff
    when_inflamed = evidence().value("ferritin_cutoff_inflamed")
    own = when_inflamed if rule == "who" and state != "none" else line
    ferritin = athletes(people)
    counted = Below(
        f"{len(ferritin)} healthy {people} athletes", "healthy", share_below(ferritin, line)
    )
    inflamed_line = when_inflamed if rule == "who" else line
    survey, others, inflamed = surveyed_below(line, inflamed_line)
    te_controls, te, *rest = published_below(line)
    groups = (counted, survey, others, inflamed, te_controls, te, *rest)
    printed = float(round(measured_ferritin(stores, state)))
    values = {
        "stores": stores,
        "factor": ferritin_factor(state),
        "printed": printed,
        "tsat": transferrin_saturation(stores, state),
        "cutoff": own,
        "line": line,
        "called_low": float(printed < own),
        "truly_below": float(stores < own),
        "athletes_percent": counted.percent,
        "survey_percent": survey.percent,
        "survey_others_percent": others.percent,
        "survey_inflamed_percent": inflamed.percent,
        "te_percent": te.percent,
        "te_controls_percent": te_controls.percent,
        "number_of_athletes": float(len(ferritin)),
    } | _in_time()
    return IronTest(ferritin, groups, state, rule, values)


@cache
def _in_time() -> dict[str, float]:
    """Return what the lesson's text says of tablets; no setting of the explorer changes it."""
    alone, strong = iron_story(15, 90, 0).values, iron_story(15, 90, 10).values
    return {
        "trial_gain": gain_in_trial(),
        "simple_gain": gain_in_trial(share_stored=False),
        "simple_excess": simple_balance_excess(),
        "per_month": alone["per_month"],
        "goal_months": alone["goal_months"],
        "wave_back": alone["back_days"],
        "tablet_days": alone["tablet_days_when_back"],
        "gained": alone["stores_when_back"] - alone["stores_first_tablet"],
        "fewer_after": strong["fewer_after"],
        "sooner": strong["back_earlier"],
    }


@cache
def athletes(people: str = "women") -> Array:
    """Return the ferritin of the healthy athletes, in µg/L.

    Examples
    --------
    >>> len(athletes("women")), len(athletes("men"))
    (100, 102)
    """
    table = load_study("athletes_iron")
    return table.loc[table["sex"] == PEOPLE[people], "ferritin_ug_L"].to_numpy(dtype=float)


def share_below(values: Array, line: float) -> float:
    """Return the percentage of values below a line.

    Examples
    --------
    >>> share_below(athletes("women"), 40)
    30.0
    """
    return float(scipy.stats.percentileofscore(values, line, kind="strict"))


def haemoglobin_correlation(people: str) -> float:
    """Return Pearson's r of ferritin and haemoglobin among the athletes.

    Examples
    --------
    >>> round(haemoglobin_correlation("women"), 2)
    -0.04
    """
    table = load_study("athletes_iron")
    own = table[table["sex"] == PEOPLE[people]]
    return float(scipy.stats.pearsonr(own["ferritin_ug_L"], own["haemoglobin_g_dL"]).statistic)


def surveyed_below(line: float, inflamed_line: float | None = None) -> tuple[Below, ...]:
    """Return the share below a line in the groups of two surveys.

    The people with inflammation may have a line of their own.

    The shares were counted at some cut-offs; between two of them they are taken to run in a
    straight line along the logarithm of ferritin, and rounded to whole people.

    Examples
    --------
    >>> [round(group.percent, 1) for group in surveyed_below(15)]
    [15.1, 6.1, 7.3]
    """
    found = []
    for group, rows in load_study("ferritin_shares").groupby("group", sort=False):
        kind, people = str(rows["kind"].iloc[0]), int(rows["people"].iloc[0])
        own = line if kind != "inflamed" else inflamed_line or line
        share = np.interp(np.log(own), np.log(rows["cutoff_ug_L"]), rows["below_pct"])
        whole = 100 * round(share / 100 * people) / people
        found.append(Below(f"{people:,} {group}", kind, float(whole)))
    return tuple(found)


def share_of_lognormal(line: float) -> float:
    """Return the share below a line of a lognormal law with the quartiles of the survey.

    Examples
    --------
    >>> round(share_of_lognormal(40))
    49
    """
    rows = load_study("ferritin_shares").groupby("group", sort=False).get_group(SURVEY)
    quartiles = np.interp([25, 50, 75], rows["below_pct"], np.log(rows["cutoff_ug_L"]))
    spread = (quartiles[2] - quartiles[0]) / (2 * scipy.stats.norm.ppf(0.75))
    return 100 * float(scipy.stats.norm.cdf((np.log(line) - quartiles[1]) / spread))


def published_below(line: float) -> Iterable[Below]:
    """Return the share below a line in published groups.

    The law is lognormal with the published mean and SD: ferritin is skewed, and its
    single values were not published. This shape is an assumption.
    """
    names, kinds, laws = _published_laws()
    for name, kind, share in zip(names, kinds, laws.cdf(line), strict=True):
        yield Below(name, kind, 100 * float(share))


@cache
def _published_laws() -> tuple[list[str], list[str], scipy.stats.rv_frozen]:
    """Return the names and kinds of the groups, and their laws as one frozen array."""
    table = load_study("ferritin_case_control").set_index(["study", "group"])
    rows = table.loc[list(_SHOWN)]
    names = [
        name if np.isnan(n) else f"{name} ({n:.0f})"
        for name, n in zip(_SHOWN.values(), rows["n"], strict=True)
    ]
    mean, sd = rows["mean_ug_L"].to_numpy(), rows["sd_ug_L"].to_numpy()
    log_variance = np.log1p((sd / mean) ** 2)
    median = mean * np.exp(-log_variance / 2)
    return names, list(rows["kind"]), scipy.stats.lognorm(s=np.sqrt(log_variance), scale=median)


def gain_in_trial(share_stored: bool = True) -> float:
    """Return the rise of ferritin in the trial the model is tuned to, in µg/L.

    Parameters
    ----------
    share_stored : bool
        False for the simple balance, in which all the absorbed iron is stored.

    Examples
    --------
    >>> round(gain_in_trial(), 1), round(gain_in_trial(share_stored=False), 1)
    (11.4, 82.7)
    """
    tablets = trial()
    days = round(7 * tablets["weeks"])
    course = iron_course(0, days + 1, tablets["iron_mg_per_day"], loss_mg_per_day=0)
    return float(course["stores" if share_stored else "all_stored"].iloc[-1])


def simple_balance_excess() -> float:
    """Return how many times too high the simple balance comes out for that trial."""
    return gain_in_trial(share_stored=False) / float(trial()["ferritin_gain_ug_L"])
