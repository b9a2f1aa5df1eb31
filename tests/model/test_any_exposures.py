"""Whatever happens to a scalp: nobody is lost, nothing is negative, scars stay."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.model import PHASES, Scalp, simulate
from helpers.model import exposures as ex

DAY = st.floats(0, 150)
SHARE = st.floats(0, 1)
LASTS = st.floats(0.1, 200)
OVER = st.floats(1, 60)


def lasting(builder, *rest):
    """Build an exposure with a start and an end."""
    return st.builds(
        lambda start, lasts, *others: builder(start, start + lasts, *others), DAY, LASTS, *rest
    )


EXPOSURE = st.one_of(
    st.builds(ex.anagen_release, DAY, SHARE, OVER),
    lasting(ex.delayed_anagen_release, SHARE, OVER),
    st.builds(ex.short_anagen, st.floats(0.2, 3), DAY),
    lasting(ex.telogen_release, st.floats(0, 5)),
    lasting(ex.delayed_telogen_release, SHARE, OVER),
    lasting(ex.blocked_anagen_entry, SHARE, OVER),
    lasting(ex.destruction, st.floats(0, 0.5)),
    st.builds(ex.shaft_fracture, DAY, SHARE, OVER),
    lasting(ex.breakage, st.floats(0, 0.5)),
    lasting(ex.slowed_growth, st.floats(0, 2)),
)
SCALP = st.builds(
    Scalp,
    anagen_mean=st.floats(150, 1500),
    telogen_mean=st.floats(40, 200),
    kenogen_share=SHARE,
    break_keeps=st.floats(0.1, 1),
    # A spread lies between 2% and 150% of its mean.
    anagen_sd=st.floats(30, 200),
    telogen_sd=st.floats(10, 55),
)


# The same examples on every run: a failure that comes and goes teaches nothing.
@settings(max_examples=120, deadline=None, derandomize=True)
@given(scalp=SCALP, exposures=st.lists(EXPOSURE, max_size=6), days=st.integers(1, 250))
def test_expected_values_stay_possible(scalp, exposures, days):
    table = simulate(scalp, exposures, days).table
    follicles = scalp.follicles
    assert np.isfinite(table.to_numpy()).all()
    assert np.allclose(table[[*PHASES, "scarred"]].sum(axis=1), follicles, rtol=1e-9)
    assert table.to_numpy().min() > -1e-6
    assert (np.diff(table["scarred"]) >= 0).all()
    assert (table["visible"] <= table[list(PHASES[:3])].sum(axis=1) + 1e-6).all()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    scalp=SCALP,
    exposures=st.lists(EXPOSURE, max_size=6),
    days=st.integers(1, 250),
    seed=st.integers(0, 2**32),
)
def test_sampled_follicles_stay_possible(scalp, exposures, days, seed):
    course = simulate(scalp, exposures, days, follicles=300, seed=seed)
    table = course.table
    assert (table[[*PHASES, "scarred"]].sum(axis=1) == 300).all()
    assert table.to_numpy().min() > -1e-6
    assert (np.diff(table["scarred"]) >= 0).all()
    assert (table["visible"] <= table[list(PHASES[:3])].sum(axis=1)).all()
    assert len(course.intervals.on(days - 1)) == 300
