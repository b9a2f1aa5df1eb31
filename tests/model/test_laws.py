"""How long phases last: the tables, and draws from them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import lognorm

from helpers.model import PHASES, Scalp

SPREADS = [(1150, 345), (100, 40), (17.5, 3.5), (60, 20), (900, 900)]


@pytest.mark.parametrize(("mean", "sd"), SPREADS)
def test_a_table_keeps_the_mean_and_the_spread(mean, sd):
    law = Scalp(anagen_mean=mean, anagen_sd=sd).law("anagen") if mean >= 30 else None
    law = law or Scalp(catagen_mean=mean, catagen_sd=sd).law("catagen")
    days = np.arange(1, len(law.survival))
    chance = -np.diff(law.survival)
    assert law.survival[0] == 1
    assert (np.diff(law.survival) <= 0).all()
    assert law.mean == pytest.approx(mean, rel=1e-4)
    assert chance @ days == pytest.approx(mean, rel=1e-4)
    # Rounding to whole days adds the variance of one even day, 1/12.
    assert chance @ (days - mean) ** 2 == pytest.approx(sd**2 + 1 / 12, rel=1e-3)
    spread = np.sqrt(np.log1p((sd / mean) ** 2))
    law_of_time = lognorm(spread, scale=mean * np.exp(-(spread**2) / 2))
    assert law.survival[1:400] == pytest.approx(law_of_time.sf(days[:399] + 0.5), abs=1e-12)


def test_steady_shares_are_mean_durations_over_the_cycle():
    scalp = Scalp(kenogen_share=0.25)
    means = [getattr(scalp, f"{phase}_mean") for phase in PHASES]
    means[3] *= 0.25
    shares = np.array(means) / sum(means)
    assert list(scalp.shares.values()) == pytest.approx(shares, rel=1e-4)
    assert scalp.shed_per_day == pytest.approx(scalp.follicles / sum(means), rel=1e-4)


@pytest.mark.parametrize("phase", PHASES)
def test_draws_follow_the_table(phase):
    law, number = Scalp().law(phase), 200_000
    chance = -np.diff(law.survival)
    met = chance * np.arange(1, len(law.survival)) / law.mean
    for draw, weights in ((law.draw, chance), (law.draw_met, met)):
        drawn = draw(number, np.random.default_rng(4))
        assert drawn.min() >= 1
        for share in (0.05, 0.3, 0.5, 0.9, 0.999):
            day = int(np.searchsorted(np.cumsum(weights), share)) + 1
            below, wanted = (drawn <= day).mean(), weights[:day].sum()
            assert abs(below - wanted) < 4.5 * np.sqrt(wanted * (1 - wanted) / number)
