"""Progress from anywhere: whatever a file holds, its good entries live and no page fails."""

import json
import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.course import all_lessons, review
from helpers.course import new_page as lesson
from helpers.page.in_notebook.records import CourseList, Records
from helpers.page.summary import summary
from helpers.progress import Entry, Store, from_text, merged, sure_rows, to_text
from helpers.progress.json_file import LARGEST, read_bytes, read_text

GOOD = {
    "at": "2026-03-01T12:00:00.000000Z",
    "lesson": "hair_clinic",
    "kind": "answer",
    "key": "dry_cough",
    "value": {"text": "yes", "sure": 3, "right": True},
}
CASE = {"case": "dry_cough", "on": "2026-03-01", "sure": 3, "right": True}


def file_with(*entries):
    """Return a file of entries as they are, between two good ones."""
    good = [GOOD | {"key": "first"}, *entries, GOOD | {"key": "last"}]
    content = {"format": "hair-cycle-lab-progress", "version": 1, "entries": good}
    return json.dumps(content)


BAD = {
    "no time": {"at": "soon"},
    "a time without a zone": {"at": "2026-03-01T12:00:00"},
    "year one": {"at": "0001-01-01T00:00:00+14:00"},
    "year 9999": {"at": "9999-12-31T23:59:59.999999-14:00"},
    "next century": {"at": "2100-01-01T00:00:00Z"},
    "a list as time": {"at": []},
    "a number as lesson": {"lesson": 7},
    "null as lesson": {"lesson": None},
    "half a character": {"key": "\ud800"},
    "half a character in the value": {"value": {"text": "\udfff"}},
    "half a character in a name": {"value": {"\udfff": 1}},
    "a kind of tomorrow": {"kind": "dream"},
    "a text as value": {"value": "yes"},
    "null as value": {"value": None},
    "one field more": {"more": 1},
    "sure as list": {"value": {"sure": [3]}},
    "sure as text": {"value": {"sure": "3"}},
    "sure as null": {"value": {"sure": None}},
    "sure as half": {"value": {"sure": 2.5}},
    "right as list": {"value": {"right": []}},
    "right as text": {"value": {"right": "no"}},
    "right as null": {"value": {"right": None}},
    "text as list": {"value": {"text": ["yes"]}},
    "a month of a turned bit": {"value": CASE | {"on": "2026m01-01"}},
    "on as list": {"value": CASE | {"on": ["2026-03-01"]}},
    "on as null": {"value": CASE | {"on": None}},
    "on at the end": {"value": CASE | {"on": "9999-12-31"}},
    "on missing": {"value": {"case": "dry_cough", "sure": 3, "right": True}},
    "sure missing": {"value": {"case": "dry_cough", "on": "2026-03-01", "right": True}},
    "case as number": {"value": CASE | {"case": 5}},
    "beyond float": {"value": {"x": 10**400}},
    "not a number": {"value": {"x": float("nan")}},
    "infinite": {"value": {"x": float("-inf")}},
    "too long": {"value": {"text": "x" * 30_000}},
    "too deep": {"value": {"x": json.loads("[" * 50 + "]" * 50)}},
}


@pytest.mark.parametrize("change", BAD.values(), ids=BAD)
def test_one_bad_entry_is_named_and_all_others_live(path, change):
    store = Store(path)
    said = store.take_in(file_with(GOOD | change))
    assert said.startswith("2 entries were read, 2 of them new. 1 entry cannot be used")
    assert "left out: number 2" in said
    said.encode("utf-8")
    store.add("iron", "answer", "next", {})
    assert store.trouble == ""
    assert {entry.key for entry in Store(path).entries} == {"first", "last", "next"}


@pytest.mark.parametrize("change", BAD.values(), ids=BAD)
def test_one_bad_entry_of_the_old_file_is_named_on_the_page(path, change):
    path.parent.mkdir()
    old = path.with_suffix(".json")
    old.write_text(file_with(GOOD | change), encoding="utf-8")
    store = Store(path)
    assert "1 entry cannot be used and was left out: number 2" in store.notices[0]
    assert [entry.key for entry in store.entries] == ["first", "last"]


def raw(text):
    """Return a file whose second entry is a text that may be no JSON."""
    return file_with({"here": 1}).replace('{"here": 1}', text)


LINE = json.dumps(GOOD)


@pytest.mark.parametrize(
    "text",
    [
        LINE.replace("3", "[" * 5000 + "]" * 5000),
        LINE.replace('"yes"', '{"a":' * 5000 + "1" + "}" * 5000),
        LINE.replace("3", "9" * 5000),
        LINE.replace("3", "1e999"),
        LINE.replace("3", ""),
        LINE[:-1],
        "[" * 5000,
        "",
    ],
    ids=["lists", "objects", "digits", "1e999", "gap", "open", "open lists", "nothing"],
)
def test_of_a_file_that_is_no_json_every_whole_entry_is_found(text):
    assert [entry.key for entry in read_text(raw(text)).entries if entry.key != "dry_cough"] == [
        "first",
        "last",
    ]


@pytest.mark.parametrize(
    "save",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-be"),
        lambda text: json.dumps(json.loads(text), indent=4).encode(),
        lambda text: json.dumps(json.loads(text), separators=(",", ":")).encode(),
    ],
    ids=["mark", "CRLF", "both", "UTF-16", "UTF-16 without mark", "laid out", "on one line"],
)
def test_saved_by_an_editor_it_is_read(export, save):
    data = save(export)
    assert len(read_bytes(data).entries) == 42
    # And cut in the middle as far as it goes.
    assert 15 <= len(read_bytes(data[: len(data) // 2]).entries) < 42


def test_a_hundred_megabytes_are_refused_at_once(path):
    path.parent.mkdir()
    old = path.with_suffix(".json")
    with old.open("wb") as file:
        file.truncate(100_000_000)
    store = Store(path)
    assert "is larger than any file of these lessons" in store.notices[0]
    store.add("iron", "answer", "a", {})
    assert store.trouble == ""
    assert "larger than any file" in store.take_in("x" * (LARGEST + 1))


def test_a_newer_file_is_not_read(path):
    newer = to_text([Entry(**GOOD)]).replace('"version": 1', '"version": 2')
    assert "newer version" in Store(path).take_in(newer)


def test_no_page_fails_after_it(path):
    """Whatever passes the reading is shown on every page that reads it."""
    odd = [
        GOOD | {"value": CASE},
        GOOD | {"value": CASE | {"case": "nobody", "on": "2099-12-31", "ranked": 5}},
        GOOD | {"value": {}},
        GOOD | {"at": "2099-12-31T23:59:59.999999Z", "lesson": "iron", "key": "iron_exit_1"},
        GOOD | {"lesson": "iron", "kind": "setting", "key": "look", "value": {"ferritin": [1]}},
        GOOD | {"lesson": "many_causes", "kind": "setting", "key": "look",
                "value": {"what": "illness" + "9" * 5000, "on": {"a": None}}},
        GOOD | {"lesson": "", "kind": "stage", "key": ""},
        GOOD | {"lesson": "<b>", "kind": "fresh"},
        *(GOOD | change for change in BAD.values()),
    ]  # fmt: skip
    Store(path).take_in(file_with(*odd))
    for key in ("iron", "steroids", "many_causes"):
        page = lesson(key)
        page.predict()
        page.look()
    start = lesson("start_here")
    start.course()
    start.own_work()
    Records(start.store, lambda: [])
    CourseList(start.store, all_lessons)
    page = review()
    page.ask()
    page.sure()
    clinic = lesson("clinic")
    clinic.see()
    clinic.sure()
    assert clinic.upcoming
    assert summary(start.store.entries, [])
    assert sure_rows(start.store.entries)


def test_one_bad_row_of_the_database_takes_no_other_with_it(path, filled):
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE entries SET at = 'soon' WHERE key = 'q7'")
    store = Store(path)
    assert "could not be read to its end. It is kept, unchanged, as" in store.notices[0]
    store.add("iron", "answer", "next", {})
    assert len([entry for entry in Store(path).entries if entry.kind == "answer"]) == 41


# -- merging

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(datetime(2000, 1, 2), datetime(2099, 12, 30), timezones=ZONES) | st.just(
    datetime(2026, 3, 1, 12, tzinfo=UTC)
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2)
    | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
ENTRIES = st.builds(
    Entry,
    at=TIMES,
    lesson=st.sampled_from(["iron", "ü"]),
    kind=st.sampled_from(["answer", "stage", "fresh"]) | st.just("setting"),
    key=st.sampled_from(["", "a"]),
    value=st.dictionaries(st.sampled_from(["a", "b"]), JSON, max_size=2),
)
FILES = st.lists(ENTRIES, max_size=4)


@settings(max_examples=100, deadline=None)
@given(FILES, FILES, FILES)
def test_merging_is_free_of_order_grouping_and_repetition(one, two, three):
    text = to_text(merged(one, two))
    assert to_text(merged(two, one)) == text
    assert to_text(merged(merged(one, two), one, two)) == text
    assert to_text(merged(merged(one, two), three)) == to_text(merged(one, merged(two, three)))
    assert to_text(from_text(text)) == text


@settings(max_examples=10, deadline=None)
@given(FILES, FILES)
def test_the_database_merges_as_the_files_do(tmp_path_factory, one, two):
    folder = tmp_path_factory.mktemp("merged")
    text = to_text(merged(one, two))
    for order in ((one, two), (two, one, two)):
        file = folder / f"{len(order)}.sqlite3"
        for part in order:
            Store(file).take_in(to_text(part))
        assert Store(file).text() == text


# -- damage


def damaged(data, chance):
    """Return a file that something has happened to, and where."""
    made = bytearray(data)
    at = chance.randrange(len(made))
    match chance.randrange(5):
        case 0:
            del made[at:]
        case 1:
            places = [chance.randrange(len(made)) for _ in range(chance.choice([1, 2, 5]))]
            for place in places:
                made[place] ^= 1 << chance.randrange(8)
        case 2:
            made[at : at + chance.randrange(400)] = b""
        case 3:
            made[at:at] = chance.randbytes(chance.randrange(60))
        case 4:
            size = chance.randrange(400)
            made[at : at + size] = bytes(len(made[at : at + size]))
    return bytes(made)


def test_of_a_thousand_damaged_files_every_whole_entry_is_read(export):
    lines = [line.strip().rstrip(",") for line in export.splitlines() if '{"at"' in line]
    data, chance = export.encode(), random.Random(23)
    lost = []
    for number in range(1000):
        bad = damaged(data, chance)
        found = read_bytes(bad)
        if found.why == "newer":  # the digit of the version itself has turned
            continue
        have = {entry.line() for entry in found.entries}
        whole = bad.decode("utf-8", errors="replace")
        lost += [(number, line) for line in lines if line in whole and line not in have]
    assert lost == []
