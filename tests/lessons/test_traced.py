"""Every number that a lesson's model reads is listed on its page, with its row one press away."""

import pytest

from helpers.course import lesson_keys
from helpers.course import new_page as lesson
from helpers.evidence import Evidence, evidence


@pytest.fixture
def read(monkeypatch):
    """Record which parameters the model asks for."""
    names = set()
    value = Evidence.value

    def recorded(self, parameter):
        names.add(parameter)
        return value(self, parameter)

    monkeypatch.setattr(Evidence, "value", recorded)
    return names


@pytest.mark.parametrize("key", lesson_keys())
def test_the_page_lists_every_number_its_model_reads(key, read):
    page = lesson(key)
    explores = [page.spec.explore]
    if page.spec.challenge:
        explores.append(page.spec.challenge.explore)
    for explore in explores:
        controls = (*explore.controls(), *explore.more())
        defaults = {control.key: control.default for control in controls}
        explore.run(**defaults)  # what the text repeats of other tests is no part of the figure
        read.clear()
        explore.run(**defaults)
        for control in controls:
            for end in control.ends:
                explore.run(**(defaults | {control.key: end}))
        used_by_controls = {c.parameter for c in controls if getattr(c, "parameter", "")}
        missing = (read | used_by_controls) - set(page.spec.parameters)
        assert missing == set()


@pytest.mark.parametrize("key", lesson_keys())
def test_every_listed_number_opens_a_row_with_source_and_level(key):
    page = lesson(key)
    for name in page.spec.parameters:
        row = evidence().parameters[name]
        assert row.name in page.origin
        assert f"level {row.level}" in page.origin
        for source in row.sources:
            assert evidence().sources[source].citation.split("&")[0][:30] in page.origin


def test_published_values_in_a_picture_are_rows_too():
    page = lesson("hair_growth_cycle")
    for row in evidence().observations.values():
        if row.setup in page.spec.published:
            assert f"{row.value:g} {row.unit}" in page.origin
