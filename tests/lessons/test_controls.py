"""Every control of every lesson, to both ends and back, without a browser."""

import plotly.graph_objects as go
import pytest
import traitlets
from ipywidgets import Box

from helpers.course import find_lesson, lesson_keys
from helpers.page.in_notebook.controls import NumberControl
from helpers.page.spec import Close
from helpers.pictures.close_view import marks
from helpers.printed.multiples import Explored


@pytest.fixture(scope="module", params=lesson_keys())
def opened(request, opens):
    """The explorers of a lesson, opened once for all tests of this file."""
    walk = opens(request.param)
    walk.predict()
    found = [walk.page.explorer]
    if walk.page.spec.challenge:
        walk.look()
        walk.see()
        found.append(walk.page.challenger)
    return found


@pytest.fixture
def explorers(opened):
    """The same as a student finds them: every control at its start, nothing compared."""
    for explorer in opened:
        if explorer.settings != explorer.defaults or explorer.before is not explorer.given:
            explorer.reset_all.click()
    return opened


def figures(explorer):
    return [view.widget for view in explorer.views if isinstance(view.widget, go.FigureWidget)]


def _children(widget):
    return getattr(widget, "children", ())


def shown(widget):
    """Everything that one picture shows, as data."""
    if isinstance(widget, go.FigureWidget):
        figure = widget.to_plotly_json()
        for trace in figure["data"]:
            trace.pop("uid", None)
        return str(figure)
    drawn = ("boxes", "looks", "lengths", "discs", "signs", "colours", "descriptions", "value")
    # A close look stands in a box, in which there is room for a second one.
    parts = (widget, *_children(widget))
    return str([[getattr(part, key, None) for key in drawn] for part in parts])


def picture(explorer):
    """Everything the pictures show, as data."""
    pictures = [shown(view.widget) for view in explorer.views]
    return str((pictures, explorer.sentence.value, explorer.numbers.value))


def test_every_end_of_every_control_gives_a_picture_and_a_sentence(explorers):
    for explorer in explorers:
        answers = explorer.views.index(
            next(v for v in explorer.views if "hcl-lead" in v.widget._dom_classes)
        )
        for control in explorer.controls.values():
            seen, each = set(), []
            for value in control.ends:
                control.value = value
                assert explorer.settings[control.key] == value
                assert explorer.sentence.value
                assert "nan" not in explorer.sentence.value.lower()
                each.append([shown(view.widget) for view in explorer.views])
                seen.add(str((each[-1], explorer.sentence.value, explorer.numbers.value)))
            assert len(seen) == len(set(control.ends)), control.label
            # While a control is used, a picture that it moves stays in view.
            moved = [len(set(looks)) > 1 for looks in zip(*each, strict=True)]
            tied = [name for name in control._dom_classes if name.startswith("hcl-moves-")]
            expected = [] if moved[answers] else [f"hcl-moves-{moved.index(True)}"]
            assert tied == expected, control.label
            control.reset()


def test_all_ends_together(explorers):
    for explorer in explorers:
        for place in (0, -1):
            explorer.set({key: control.ends[place] for key, control in explorer.controls.items()})
            assert "nan" not in explorer.sentence.value.lower()


def test_reset_all_restores_every_value_and_picture(explorers):
    for explorer in explorers:
        before = picture(explorer)
        explorer.compare()
        for control in explorer.controls.values():
            control.value = control.ends[0]
        explorer.reset_all.click()
        assert picture(explorer) == before


def test_comparison_is_kept_until_cleared(explorers):
    explorer = explorers[0]
    explorer.keep.click()
    kept = explorer.before
    control = next(iter(explorer.controls.values()))
    control.value = control.ends[0]
    assert explorer.before is kept
    assert not explorer.forget.disabled
    explorer.forget.click()
    assert explorer.before is None


def test_the_page_is_told_while_the_model_computes(explorers):
    for explorer in explorers:
        told = []
        explorer.sentence.observe(lambda change, told=told: told.append(change["new"]), "computing")
        explorer.refresh()
        assert told == [True, False]
        explorer.contrast({}, {})
        assert told == 3 * [True, False]


def test_the_page_is_told_which_controls_a_picture_is_of(explorers):
    for explorer in explorers:
        for place, control in enumerate(explorer.controls.values()):
            control.value = (
                control.ends[-1] if control.value != control.ends[-1] else control.ends[0]
            )
            stands = getattr(control, "chosen", control.value)
            assert explorer.sentence.answered[place] == stands


def test_a_number_out_of_range_is_refused_in_a_sentence(explorers):
    for explorer in explorers:
        for control in explorer.controls.values():
            if not isinstance(control, NumberControl):
                continue
            before = control.value
            for typed in (f"{control.high * 2 + 1}", "-1000", "many", "", "nan"):
                control.type_in(typed)
                assert control.value == before
                assert f"left at {before:g}" in control.message
            control.type_in(f"{control.low}")
            assert (control.value, control.message) == (control.low, "")
            with pytest.raises(traitlets.TraitError, match="outside what this model covers"):
                control.value = control.high * 2 + 1
            control.reset()


def test_few_controls_at_first(explorers):
    for explorer in explorers:
        assert len(explorer.spec.controls()) <= 3
        assert len(explorer.controls) <= 6


def test_the_table_holds_the_numbers_of_the_sentence(explorers):
    for explorer in explorers:
        assert "<table>" in explorer.numbers.value
        assert "data:text/csv;base64," in explorer.numbers.value


def test_two_scalps_of_the_comparison_are_named_by_what_differs():
    """Words of time would be read as one scalp that changes."""
    said = {}
    for key in lesson_keys():
        spec = find_lesson(key)
        explored = Explored(spec.explore)
        for picture in spec.explore.pictures:
            if isinstance(picture, Close):
                before = explored.start | dict(spec.contrast.before)
                both = [explored.result(one) for one in (before, before | spec.contrast.after)]
                said[key] = marks(picture.named, *both)
    assert said == {
        "inflammation_and_scarring": ("Attack on the bulb", "Attack on the bulge"),
        "skin_and_breakage": ("Shed", "Broken"),
    }


def test_a_close_look_stands_beside_the_one_it_is_compared_with(explorers):
    for explorer in explorers:
        for view in explorer.views:
            if not isinstance(view.widget, Box) or explorer.given is not None:
                continue
            assert len(view.widget.children) == 1
            explorer.compare()
            then, now = view.widget.children
            when = (view.spec.when and f", {view.spec.when(explorer.result)}") or ""
            assert (then.mark, now.mark) == (f"First setting{when}", f"This setting{when}")
            assert (then.looks, then.side, then.field) == (now.looks, now.side, now.field)
            explorer.reset_all.click()
            assert len(view.widget.children) == 1
            assert view.widget.children[0].mark == ""
