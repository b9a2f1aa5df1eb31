"""The model's side of what was published on scalp disease and on breakage."""

from __future__ import annotations

from helpers.evidence import evidence
from helpers.lessons.skin_and_breakage.run import SkinStory, skin_story
from helpers.lessons.skin_and_breakage.scalp_series import pooled_share, scalp_shares, series_unlike
from helpers.model import Scalp
from helpers.readout.observed import Setup

_DAY = 133


def _broken() -> SkinStory:
    breaks = evidence().value("breakage_share_per_day") * Scalp().follicles
    return skin_story(breaks=breaks, released_percent=0, day=_DAY)


_EXACT = "Counted from the file of the four series; by construction."
_BREAKS = "A scalp whose hair breaks at the default rate, and nothing else, on day 133; "

SETUPS: dict[str, Setup] = {
    "scalp_series_mexico": Setup(lambda: scalp_shares()[1].percent, _EXACT),
    "scalp_series_davis": Setup(lambda: scalp_shares()[3].percent, _EXACT),
    "scalp_series_pool": Setup(lambda: pooled_share().percent, _EXACT),
    "scalp_series_unlike": Setup(lambda: series_unlike().chi2, _EXACT),
    "breakage_density": Setup(
        lambda: _broken().values["standing_percent"] - 100,
        f"{_BREAKS}by construction: a break changes the length of a hair, not its follicle.",
    ),
    "breakage_pull": Setup(
        lambda: _broken().values["pull"],
        f"{_BREAKS}by construction: a pull takes loose club hairs, and breakage loosens none.",
    ),
}
