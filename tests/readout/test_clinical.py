"""Clinical exposures, judged by the courses that they make."""

from __future__ import annotations

import pytest

from helpers.evidence import evidence
from helpers.model import ModelInputError, Scalp, clinical, simulate
from helpers.model import exposures as ex
from helpers.readout.landmarks import timeline

SCALP = Scalp()


def table(*exposures, days=400):
    return simulate(SCALP, exposures, days=days).table


def pushed(*exposures, days=400):
    return timeline(simulate(SCALP, exposures, days=days), exposures).pushed_hairs


@pytest.mark.parametrize(
    ("build", "release", "over"),
    [
        (clinical.illness, "illness_release", "illness_release_days"),
        (clinical.weight_loss, "weight_loss_release", "weight_loss_days"),
        (clinical.stress_event, "stress_release", "stress_release_days"),
    ],
)
def test_defaults_come_from_the_parameters(build, release, over):
    value = evidence().value
    same = ex.anagen_release(20, value(release), value(over))
    assert build(20).effects == same.effects
    other = ex.anagen_release(20, 0.3, 9)
    assert build(20, released=0.3, over_days=9).effects == other.effects


def test_the_dose_changes_nothing():
    arrows = {"catagen_induction": 0.15, "entry_block": 0.5}
    none = clinical.steroid_course(10, 60, 30, **arrows)
    for dose in (5, 60, 1000):
        course = clinical.steroid_course(10, 60, 30, dose_mg_per_day=dose, **arrows)
        assert course.effects == none.effects
        assert course.dose_mg_per_day == dose
        assert f"{dose} mg a day" in course.prescribed
        assert "changes nothing" in course.prescribed
        assert table(course).equals(table(none))


def test_by_default_a_steroid_does_nothing_to_hair():
    course = clinical.steroid_course(10, 180, 60, dose_mg_per_day=40)
    assert course.effects == ()
    assert table(course).equals(table())


def test_ranges_of_the_direct_arrows_include_zero():
    for name in ("steroid_catagen_induction", "steroid_entry_block", "stress_release"):
        assert evidence().parameters[name].low == 0
    assert evidence().value("steroid_catagen_induction") == 0
    assert evidence().value("steroid_entry_block") == 0


def test_a_longer_course_induces_more_up_to_the_induction_time():
    days = round(evidence().value("steroid_induction_days"))
    found = [
        pushed(clinical.steroid_course(0, length, catagen_induction=0.15))
        for length in (2, 30, days, 200)
    ]
    assert found[0] < found[1] < found[2] == pytest.approx(found[3])
    assert found[0] < 0.005 * SCALP.follicles
    assert found[2] == pytest.approx(0.15 * 0.906 * SCALP.follicles, rel=0.02)


def test_blocked_entry_alone_sheds_nothing_more_and_ends_with_the_course():
    run = table(clinical.steroid_course(0, 60, entry_block=1), days=800)
    assert run["shed"][:100].max() <= SCALP.shed_per_day * 1.001
    assert run["kenogen"].idxmax() in range(58, 63)
    assert run["kenogen"][120] < 0.3 * run["kenogen"].max()


def test_a_taper_fades_the_block_in_between():
    sudden = table(clinical.steroid_course(0, 60, entry_block=1))["kenogen"]
    taper = table(clinical.steroid_course(0, 60, 60, entry_block=1))["kenogen"]
    longer = table(clinical.steroid_course(0, 120, entry_block=1))["kenogen"]
    assert (taper >= sudden - 0.01).all()
    assert sudden[110] < taper[110] < longer[110]
    assert taper.max() < longer.max()
    late = clinical.steroid_course(0, 30, 60, catagen_induction=0.1)
    assert pushed(clinical.steroid_course(0, 30, catagen_induction=0.1)) < pushed(late)
    assert pushed(late) < pushed(clinical.steroid_course(0, 90, catagen_induction=0.1))


@pytest.mark.parametrize("taper", [1, 12, 45, 300])
@pytest.mark.parametrize(
    ("arrow", "target"),
    [("entry_block", "entry_hold"), ("catagen_induction", "anagen_release")],
)
def test_a_taper_falls_in_a_straight_line_from_the_full_dose_to_nothing(taper, arrow, target):
    start, days = 10, 30
    last = start + evidence().value("steroid_induction_days")
    (full,) = clinical.steroid_course(start, days, **{arrow: 0.4}).effects
    first, *steps = clinical.steroid_course(start, days, taper, **{arrow: 0.4}).effects
    assert first == full and full.target == target
    assert steps[0].start == full.end
    end = start + days + taper
    for step in steps:
        middle = (step.start + min(end, step.start + taper / len(steps))) / 2
        if arrow == "catagen_induction" and end > last:
            middle = None  # what comes after the time of induction is cut off
        if middle is not None:
            assert step.amount / full.amount == pytest.approx((end - middle) / taper)
    if arrow == "entry_block":
        worth = sum((step.end - step.start) * step.amount for step in steps)
        assert worth == pytest.approx(full.amount * taper / 2)
        assert steps[-1].end == pytest.approx(end)


@pytest.mark.parametrize("benefit", [0, 0.3, 0.9, 1])
def test_treatment_from_the_first_day_prevents_its_share_of_the_release(benefit):
    flare = clinical.illness(20, 0.4)
    treated = clinical.treated(flare, from_day=20, benefit=benefit)
    assert pushed(treated) == pytest.approx((1 - benefit) * pushed(flare), rel=0.02, abs=1e-6)


def test_treatment_cannot_call_back_what_was_released():
    flare = clinical.illness(20, 0.25, 14)
    after = clinical.treated(flare, from_day=34, benefit=0.9)
    assert table(after).equals(table(flare))
    middle = pushed(clinical.treated(flare, from_day=27, benefit=1))
    assert 0.4 * pushed(flare) < middle < 0.6 * pushed(flare)


def test_remove_the_drug_and_the_wave_is_still_there():
    flare, drug = clinical.illness(30), clinical.steroid_course(30, 90, dose_mg_per_day=60)
    assert table(flare, drug).equals(table(flare))
    helped = clinical.treated(flare, from_day=30)
    assert table(helped, drug)["shed"].max() < table(flare)["shed"].max()


def test_treatment_leaves_other_effects_alone():
    stress = clinical.stress_event(10, telogen_hold=0.3, entry_block=0.2)
    treated = clinical.treated(stress, from_day=10, benefit=0.5)
    assert treated.effects[1:] == stress.effects[1:]
    assert treated.name == "psychological stress, treated"


def test_a_longer_rest_holds_hair_now_and_sheds_it_afterwards():
    run = table(clinical.stress_event(0, released=0, over_days=60, telogen_hold=0.5))
    assert run["shed"][:60].mean() == pytest.approx(0.5 * SCALP.shed_per_day, rel=0.02)
    assert run["shed"][60:90].max() > 1.2 * SCALP.shed_per_day


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: clinical.illness(-1), "Day"),
        (lambda: clinical.illness(0, 1.5), "Released"),
        (lambda: clinical.weight_loss(0, over_days=0), "Over"),
        (lambda: clinical.stress_event(0, telogen_hold=2), "Telogen hold"),
        (lambda: clinical.stress_event(0, over_days="long"), "Over"),
        (lambda: clinical.steroid_course(0, 0), "Days"),
        (lambda: clinical.steroid_course(0, 10, -1), "Taper"),
        (lambda: clinical.steroid_course(0, 10, dose_mg_per_day=-5), "Dose"),
        (lambda: clinical.steroid_course(0, 10, catagen_induction=-0.1), "Catagen induction"),
        (lambda: clinical.steroid_course(0, 10, entry_block=1.1), "Entry block"),
        (lambda: clinical.treated(clinical.illness(0), 0, 1.2), "Benefit"),
    ],
)
def test_impossible_input_is_refused_in_a_sentence(call, word):
    with pytest.raises(ModelInputError, match=word) as refusal:
        call()
    assert str(refusal.value).endswith(".")
