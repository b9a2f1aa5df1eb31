"""The calendar of the review names the days of the reader's own clock, wherever that is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from drawing import blank_page

import helpers.printed.alive

SCRIPT = Path(helpers.printed.alive.__file__).parent / "js" / "review.js"
# Hours of a day and of a year on which a day begins, ends, or is an hour longer or shorter.
TIMES = [
    datetime(2026, month, day, hour, 30, tzinfo=UTC)
    for month, day in ((3, 28), (3, 29), (10, 25), (12, 31))
    for hour in (0, 1, 10, 11, 13, 22, 23)
]


@pytest.fixture(scope="module")
def browser():
    with blank_page() as page:
        yield page.context.browser


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Pacific/Auckland", "Pacific/Honolulu"])
def test_each_whole_day_is_that_of_the_reader(browser, zone):
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    due = [{"at": time.timestamp() * 1000} for time in TIMES]
    made = page.evaluate("(due) => Due.calendar(due, (n) => `${n} due`, '20260101T000000Z')", due)
    context.close()
    days = [time.astimezone(ZoneInfo(zone)).date() for time in TIMES]
    expected = []
    for day in sorted(set(days)):
        expected += [f"DTSTART;VALUE=DATE:{day:%Y%m%d}"]
        expected += [f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}"]
        expected += [f"SUMMARY:{days.count(day)} due"]
    parts = ("DTSTART", "DTEND", "SUMMARY")
    assert [line for line in made.split("\r\n") if line.startswith(parts)] == expected
