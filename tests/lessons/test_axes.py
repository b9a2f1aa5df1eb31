"""The curve of a lesson stays in its chart, wherever the sliders stand."""

from itertools import product

from helpers.course import new_page


def test_the_standing_hairs_of_the_stress_lesson_stay_on_their_axis():
    explore = new_page("stress").spec.explore
    figure = explore.pictures[0].build()
    low, high = figure.layout.yaxis2.range
    controls = explore.controls()
    for settings in product(*((c.low, c.high) for c in controls)):
        story = explore.run(**{c.key: value for c, value in zip(controls, settings, strict=True)})
        for line in story.lower.values():
            assert low < line.min() and line.max() < high, settings
