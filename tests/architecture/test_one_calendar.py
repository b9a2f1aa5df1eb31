"""A week, a month and a year have one length, wherever code turns days into them."""

import re
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "helpers"
OWN = re.compile(r"365(\.25)?\s*/\s*12|\b30\.4|\b_?(DAYS_A_)?(WEEK|MONTH)\s*=\s*(7|[23]\d)\b")


def test_no_other_file_says_how_long_a_month_is():
    found = [
        f"{file.relative_to(SRC)}: {line.strip()}"
        for file in sorted(SRC.rglob("*.py"))
        if file.name != "calendar.py"
        for line in file.read_text(encoding="utf-8").splitlines()
        if OWN.search(line)
    ]
    assert found == [], "take it from helpers.model.calendar"


def test_the_search_finds_what_it_looks_for():
    for line in ("MONTH = 30", "_DAYS_A_MONTH = 365.25 / 12", "day = 30.4 * month", "_WEEK = 7"):
        assert OWN.search(line)
