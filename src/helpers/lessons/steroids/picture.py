"""The picture of lesson 05: two courses, the earlier one named by what it holds."""

from __future__ import annotations

import plotly.graph_objects as go

from helpers.pictures.course_chart import update_story_chart
from helpers.readout.course_story import Story

_STEROID = "steroid starts"


def update_steroid_chart(figure: go.Figure, story: Story, before: Story | None) -> None:
    """Show a course, beside an earlier one, and say when only the earlier one had the steroid.

    Examples
    --------
    >>> from helpers.lessons.steroids.run import steroid_story
    >>> from helpers.pictures.course_chart import story_chart
    >>> figure = story_chart(500, (0, 60), "figure_percent_of_hair")
    >>> both, flare = (steroid_story(what, 10, 50) for what in ("both", "flare"))
    >>> update_steroid_chart(figure, flare, both)
    >>> [note.text for note in figure.layout.annotations if "dashed" in (note.text or "")]
    ['dashed: with the steroid, top 308']
    """
    taken_away = before is not None and _STEROID in before.events and _STEROID not in story.events
    row = "figure_dashed_steroid" if taken_away else "figure_dashed_before"
    update_story_chart(figure, story, before, row)


def update_against_flare(figure: go.Figure, story: Story, flare: Story | None) -> None:
    """Show a course beside the flare alone, which stays."""
    update_story_chart(figure, story, flare, "figure_dashed_flare")
