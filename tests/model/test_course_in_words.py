"""What Python prints of a course says what happened in it, and nothing that did not."""

from helpers.model import Scalp, exposures, simulate


def said(days, *effects):
    return repr(simulate(Scalp(), effects, days=days))


def test_a_healthy_scalp_has_no_day_of_most_shedding():
    assert said(1) == (
        "Course of 1 day (expected values): 79 hairs shed on the first day. "
        "All numbers by day: .table"
    )
    assert "most" not in said(400)


def test_a_wave_breakage_and_scars_are_each_named():
    wave = said(300, exposures.anagen_release(day=30, fraction=0.2, over_days=14))
    assert "most (287) on day 133" in wave and "broken" not in wave and "scarred" not in wave
    assert "hairs broken in all" in said(90, exposures.breakage(10, 60, 0.02))
    assert "follicles scarred at the end" in said(90, exposures.destruction(10, 60, 0.02))
