"""A lecture from the first phone to the saved table, as benchmarks/lecture.py plays it."""

import asyncio

from lecture import play

PHONES = 10


def test_nothing_is_lost_in_a_lecture(room):
    report = asyncio.run(play(room.address, "kxmp-4823", room.key, PHONES, cut=3))
    assert report.lost == []
    assert len(report.taps) >= 2 * PHONES
    print(f"p95 of a tap: {report.p(95):.0f} ms")
    assert report.p(95) < 2000, "on a busy machine; benchmarks/README.md has the figure of a room"
    assert len(report.table) == 13
