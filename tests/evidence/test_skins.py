"""The scalps that are drawn: enough tones, and redness that looks right on each."""

from collections.abc import Iterator

from helpers.course import find_lesson, lesson_keys
from helpers.evidence import Skin, skins
from helpers.page.spec import Close, Explore

DARKER = 0.4  # of all shown scalps, at least


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def shown(explore: Explore, settings: dict[str, object]) -> Iterator[str]:
    """Return the colour of every scalp that an explorer draws at some settings."""
    for picture in explore.pictures:
        if isinstance(picture, Close):
            colours = picture.view(explore.run(**settings))["colours"]
            assert isinstance(colours, dict)
            yield str(colours["skin"])


def seen_in_lessons() -> list[str]:
    """Return every scalp that the lessons show at their defaults and at every choice."""
    found = []
    for key in lesson_keys():
        spec = find_lesson(key)
        for explore in filter(None, (spec.explore, spec.challenge and spec.challenge.explore)):
            controls = (*explore.controls(), *explore.more())
            defaults = {control.key: control.default for control in controls}
            found += shown(explore, defaults)
            for control in controls:
                if isinstance(control.default, str):
                    for choice in control.ends[1:]:
                        found += shown(explore, defaults | {control.key: choice})
    return found


def darker(colours: list[str]) -> float:
    dark = {row.lens for row in skins().values() if row.darker}
    return sum(colour in dark for colour in colours) / len(colours)


def test_there_are_six_tones_and_every_curl():
    assert len({row.skin for row in skins().values()}) >= 6
    assert {row.curl for row in skins().values()} == {"straight", "wavy", "curly", "coily"}


def test_at_least_two_of_five_scalps_are_darker():
    assert darker([row.lens for row in skins().values()]) >= DARKER


def test_at_least_two_of_five_scalps_shown_in_the_lessons_are_darker():
    colours = seen_in_lessons()
    assert len(colours) >= 6
    assert darker(colours) >= DARKER


def test_redness_darkens_every_skin_and_a_scar_is_paler():
    for row in skins().values():
        assert luminance(row.inflamed) < luminance(row.lens) < luminance(row.scar), row.id


def test_redness_on_dark_skin_is_not_called_red_or_pink():
    words: list[Skin] = [row for row in skins().values() if row.darker]
    for row in words:
        said = row.redness.replace("rather than red", "").replace("not red", "")
        assert "red" not in said.split()
        assert "pink" not in said
