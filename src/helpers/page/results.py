"""A lesson's model, run once a setting for all that speaks of its result."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from helpers.page.spec import Explore, Settings


def run_once(explore: Explore, settings: Settings) -> Any:
    """Return the result at some settings; of the latest 128, each is run once for all that ask.

    Equal settings are one: 84 and 84.0 give the same result.
    """
    return _run(explore, tuple(settings.items()))


@lru_cache(maxsize=128)
def _run(explore: Explore, settings: tuple[tuple[str, Any], ...]) -> Any:
    return explore.run(**dict(settings))
