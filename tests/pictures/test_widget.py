"""Parts of a page share one layout and one style, which nobody can change by mistake."""

import ipywidgets
import pytest

from helpers.course import new_page
from helpers.pictures.widget import HTML, Button, VBox, close_all, shared


def test_parts_have_layout_and_style_in_common_unless_they_are_given_their_own():
    one, other = HTML("one"), HTML("other")
    assert one.layout is other.layout is Button().layout is shared(ipywidgets.Layout)
    assert one.style is other.style is not Button().style
    hidden = HTML("hidden", layout={"display": "none"})
    assert hidden.layout.display == "none" and one.layout.display is None


@pytest.mark.parametrize(("part", "kind"), [("layout", "Layout"), ("style", "HTMLStyle")])
def test_what_all_parts_share_cannot_be_changed(part, kind):
    name = {"layout": "display", "style": "background"}[part]
    with pytest.raises(AttributeError, match=f"Give the part a {kind} of its own"):
        setattr(getattr(HTML("words"), part), name, "none")
    shared(type(getattr(HTML(), part))).close()  # the spoilt one; the next part has a new one
    assert getattr(getattr(HTML("words"), part), name) is None


def test_closing_a_part_leaves_what_the_others_use():
    stays, goes = HTML("stays"), VBox([HTML("goes", layout={"width": "auto"})])
    own = goes.children[0].layout
    close_all(goes)
    assert own.comm is None
    assert stays.layout.comm is not None and stays.style.comm is not None


def test_a_page_sends_no_layout_twice(monkeypatch):
    made = []
    opened = ipywidgets.Layout.open
    monkeypatch.setattr(ipywidgets.Layout, "open", lambda self: (made.append(self), opened(self)))
    page = new_page("steroids")
    page.predict()
    page.look()
    page.prediction.pass_over()
    page.stages[0].finish()
    empty = [one for one in made if one.display is None and one.width is None]
    assert len(empty) <= 4  # the common one, plotly's chart, and marks outside of the parts
