"""What grows on a page has its place from the start: sentences, and messages under them."""

import pytest

from helpers.course import find_lesson, lesson_keys
from helpers.model import ModelInputError
from helpers.printed.multiples import Explored


def _sentences(explore, pairs):
    explored = Explored(explore)
    start = explored.start
    ends = [
        start | {control.key: value}
        for control in explored.controls.values()
        for value in dict.fromkeys(control.ends)
    ]
    for now, before in [*((one, None) for one in ends), *((one, start) for one in ends), *pairs]:
        try:
            result = explored.result(start | dict(now))
            kept = None if before is None else explored.result(start | dict(before))
        except ModelInputError:
            continue
        yield explore.say(result, kept)


@pytest.mark.parametrize("key", lesson_keys())
def test_the_longest_sentence_has_its_place(key):
    spec = find_lesson(key)
    parts = [(spec.explore, [(spec.contrast.after, spec.contrast.before)])]
    if spec.challenge:
        aim = spec.challenge
        parts.append((aim.explore, [(aim.solution, aim.given)]))
    for explore, pairs in parts:
        longest = max(len(said) for said in _sentences(explore, pairs))
        assert longest <= explore.longest <= 1.25 * longest + 10, (longest, explore.longest)
