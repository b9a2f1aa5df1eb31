"""The lesson on dermatomyositis in words: the numbers of the picture, and the next step."""

from __future__ import annotations

from helpers.evidence import say
from helpers.lessons.dermatomyositis.run import Findings


def dm_sentence(found: Findings, before: Findings | None = None) -> str:
    """Say both shares with their bands, whose they are, and what changed.

    Examples
    --------
    >>> from helpers.lessons.dermatomyositis.run import findings
    >>> dm_sentence(findings(antibody="tif1"))[:58]
    'Of 100 adults with anti-TIF1-gamma, 41 have a cancer (rang'
    """
    values = found.values
    cancer = say(f"said_dm_cancer_{found.cancer_group}", **values)
    lung = say(f"said_dm_lung_{found.lung_group}", **values)
    first, second = (lung, cancer) if found.rapid else (cancer, lung)
    text = f"{first} {second} {say(f'said_dm_next_{found.antibody}')}"
    if before is None or all(before.values[key] == values[key] for key in ("lung", "cancer")):
        return text
    row = "said_dm_before_rapid" if before.rapid else "said_dm_before"
    return f"{text} {say(row, **before.values)}"


def dm_summary(found: Findings) -> str:
    """Say it in one line, for a page that has not been started."""
    return say("said_dm_summary", **found.values)
