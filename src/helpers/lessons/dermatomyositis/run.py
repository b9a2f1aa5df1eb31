"""The lesson on dermatomyositis: which of a hundred people have lung disease, or a cancer."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.evidence import evidence
from helpers.model import ModelInputError

SIGNS = ("knuckles", "eyelids", "chest", "nails", "palms", "scalp", "muscles")
FORMS = ("classic", "amyopathic")
ANTIBODIES = ("unknown", "tif1", "no_tif1", "mda5")

_LUNG_BY_FORM = {"classic": "dm_lung_share", "amyopathic": "dm_lung_amyopathic"}
_LUNG_BY_ANTIBODY = {"mda5": "dm_lung_mda5"}
_CANCER_BY_ANTIBODY = {"tif1": "dm_cancer_tif1", "no_tif1": "dm_cancer_no_tif1"}
_CANCER = "dm_cancer_share"


@dataclass(frozen=True)
class Findings:
    """What was found in an adult with new dermatomyositis, and what published series say of it.

    Nothing is multiplied: each share is that of one published group, the narrowest we know of.

    Attributes
    ----------
    sign : str
        The place that is looked at; one of `SIGNS`.
    form : str
        One of `FORMS`.
    antibody : str
        One of `ANTIBODIES`.
    values : dict of str to float
        `lung` and `cancer`, people of a hundred, each with `_low` and `_high`, the ends of its
        band; `palms`, `amyopathic` and `mda5`, 1 where that was chosen, else 0.
    """

    sign: str
    form: str
    antibody: str
    values: dict[str, float]

    @property
    def lung_group(self) -> str:
        """Whose share of lung disease is shown: that of the antibody, or of the form."""
        return self.antibody if self.antibody in _LUNG_BY_ANTIBODY else self.form

    @property
    def cancer_group(self) -> str:
        """Whose share of cancer is shown: that of the antibody, or "all"."""
        return self.antibody if self.antibody in _CANCER_BY_ANTIBODY else "all"

    @property
    def rapid(self) -> bool:
        """Whether the lung disease that is counted is the one that gets worse within weeks."""
        return self.lung_group == "mda5"

    @property
    def table(self) -> pd.DataFrame:
        """One row for each of the two dangers, people of a hundred."""
        lung = "Interstitial lung disease" + (", rapid" if self.rapid else "")
        rows = [
            (name, *(self.values[f"{key}{end}"] for end in ("", "_low", "_high")))
            for name, key in ((lung, "lung"), ("Cancer", "cancer"))
        ]
        return pd.DataFrame(rows, columns=["Of a hundred people", "Share", "Low", "High"])


def _share(row: str, key: str) -> dict[str, float]:
    number = evidence().parameters[row]
    ends = {f"{key}_low": number.low, f"{key}_high": number.high}
    return {key: evidence().value(row)} | ends


def findings(sign: str = "knuckles", form: str = "classic", antibody: str = "unknown") -> Findings:
    """Look up what published series say of an adult with these findings.

    Parameters
    ----------
    sign : str
        The place that is looked at; no share depends on it.
    form : str
        "classic" (skin and weak muscles) or "amyopathic" (skin alone).
    antibody : str
        "unknown", "tif1" (anti-TIF1-gamma), "no_tif1" (tested, not found) or "mda5" (anti-MDA5).

    Returns
    -------
    Findings

    Raises
    ------
    ModelInputError
        If a sign, form or antibody is not one of those above.

    Notes
    -----
    The shares are the rows `dm_lung_*` and `dm_cancer_*` of `parameters.csv`.

    Examples
    --------
    >>> found = findings(antibody="tif1")
    >>> found.values["cancer"], found.values["cancer_low"], found.values["cancer_high"]
    (41.0, 36.0, 45.0)
    """
    for chosen, known in ((sign, SIGNS), (form, FORMS), (antibody, ANTIBODIES)):
        if chosen not in known:
            raise ModelInputError(f"'{chosen}' is unknown; choose one of {', '.join(known)}.")
    lung = _LUNG_BY_ANTIBODY.get(antibody, _LUNG_BY_FORM[form])
    cancer = _CANCER_BY_ANTIBODY.get(antibody, _CANCER)
    values = _share(lung, "lung") | _share(cancer, "cancer")
    chosen_ones = {"palms": sign, "amyopathic": form, "mda5": antibody}
    values |= {name: float(chosen == name) for name, chosen in chosen_ones.items()}
    return Findings(sign, form, antibody, values)
