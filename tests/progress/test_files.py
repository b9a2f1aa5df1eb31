"""The progress file under everything that can happen to a file."""

import errno
import json
import os
import random
import re
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from helpers.progress import (
    LARGEST,
    Entry,
    LessonProgress,
    Store,
    database,
    from_text,
    progress_path,
    to_text,
)

DAMAGED = 120
ALL = {f"q{number}" for number in range(40)}


def answers(store):
    return {entry.key for entry in store.entries if entry.kind == "answer"}


def others(path):
    """Return the files beside the progress file and its copy."""
    return sorted(
        file.name
        for file in path.parent.iterdir()
        if file not in (path, copy_of(path)) and not file.name.startswith(".")
    )


def copy_of(path):
    return path.with_name("progress-copy.sqlite3")


def keep(path):
    """Return what brings the file and its copy back to what they are now."""
    whole = {file: file.read_bytes() for file in (path, copy_of(path))}

    def back():
        for file in path.parent.iterdir():
            file.unlink()
        for file, data in whole.items():
            file.write_bytes(data)

    return back


def test_it_is_kept_in_the_home_folder_unless_said_otherwise(monkeypatch):
    monkeypatch.delenv("HAIR_CYCLE_LAB_PROGRESS")
    assert progress_path() == Path.home() / "hair-cycle-lab" / "progress.sqlite3"
    monkeypatch.setenv("HAIR_CYCLE_LAB_PROGRESS", "off")
    assert progress_path() is None


def test_opening_a_page_writes_nothing(path):
    assert Store(path).entries == []
    assert not path.parent.exists()


def test_what_was_answered_is_there_again(filled):
    again = Store(filled)
    assert answers(again) == ALL
    assert (again.notices, again.trouble) == ([], "")


def test_what_is_taken_along_can_be_read_by_a_person(export):
    content = json.loads(export)
    assert content["note"].startswith("What you answered in the Hair Cycle Lab")
    assert "Größe ≥ 2" in export
    assert len([line for line in export.splitlines() if line.startswith('  {"at"')]) == 42


def test_it_holds_no_name(export):
    assert os.environ.get("USER", "\0") not in export.replace("root", "\0root")
    assert set(json.loads(export)) == {"format", "version", "note", "entries"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights.")
def test_only_its_owner_can_read_it(filled):
    assert {stat.S_IMODE(f.stat().st_mode) for f in (filled, copy_of(filled))} == {0o600}


def spoil(data, chance):
    """Return data that was cut, overwritten, or of which some bits have turned."""
    made = bytearray(data)
    match chance.randrange(4):
        case 0:
            del made[chance.randrange(len(made) + 1) :]
        case 1:
            for _ in range(chance.choice([1, 3, 30])):
                made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
        case 2:
            at, size = chance.randrange(len(made)), chance.choice([16, 512, 4096])
            made[at : at + size] = bytes(len(made[at : at + size]))
        case 3:
            at = chance.randrange(len(made))
            made[at : at + 200] = chance.randbytes(chance.randrange(200))
    return bytes(made)


def same(store):
    """Return the answers that are as they were given."""
    given = {"text": "Größe ≥ 2 “so”", "right": True}
    return {entry.key for entry in store.entries if entry.value == given}


def test_damaged_anywhere_it_loses_no_answer(filled):
    whole, back = filled.read_bytes(), keep(filled)
    chance = random.Random(7)
    for number in range(DAMAGED):
        bad = spoil(whole, chance)
        filled.write_bytes(bad)
        store = Store(filled)
        # A turned bit in a text is a text, too: nothing can tell.
        assert same(store) == ALL or changed(filled), number
        if store.notices:
            assert "It is kept, unchanged, as progress-" in store.notices[0]
            kept = [(filled.parent / name).read_bytes() for name in others(filled)]
            assert bad in kept, number
        store.add("iron", "answer", "new", {"right": False})
        assert store.trouble == ""
        again = Store(filled)
        assert "new" in answers(again) and len(answers(again)) >= 41, number
        back()


def changed(path):
    """Return whether every row can still be read."""
    with closing(sqlite3.connect(path)) as base:
        return len(base.execute("SELECT * FROM entries").fetchall()) >= 42


def test_truncated_while_a_page_is_open_it_loses_no_answer(filled):
    chance = random.Random(8)
    store = Store(filled)
    known = set(ALL)
    for number in range(20):
        for file in (filled, copy_of(filled)):
            os.truncate(file, chance.randrange(file.stat().st_size))
        store.add("iron", "answer", f"more{number}", {})
        known.add(f"more{number}")
        assert answers(Store(filled)) == known


def test_of_both_files_damaged_every_whole_row_is_rescued(filled):
    whole = filled.read_bytes()
    # The head, the table's root and the list of free pages are gone.
    for file in (filled, copy_of(filled)):
        file.write_bytes(bytes(5000) + whole[5000:])
    store = Store(filled)
    assert answers(store) == ALL
    # The name of the kept file has a time in it, where any two figures can stand.
    (notice,) = store.notices
    assert not re.search(r"\b42\b", notice) and " 40 answers are at hand" in notice


@pytest.mark.parametrize(
    "content",
    [
        b"{}", b"[1, 2]", b"null", b'{"nbformat": 4}', b"Dear diary", b"\xff\xfe\x00 not text",
        b'{"format": "something-else", "version": 1, "entries": []}',
    ],
)  # fmt: skip
def test_a_foreign_file_is_kept_aside_and_named(filled, content):
    filled.write_bytes(content)
    store = Store(filled)
    assert answers(store) == ALL
    (kept,) = others(filled)
    assert kept.startswith("progress-foreign-")
    assert (filled.parent / kept).read_bytes() == content
    assert kept in store.notices[0] and "belongs to something else" in store.notices[0]


def test_a_database_of_another_program_is_kept_aside(path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("CREATE TABLE books (title)")
    store = Store(path)
    assert "belongs to something else" in store.notices[0]
    store.add("iron", "answer", "q1", {})
    assert answers(Store(path)) == {"q1"}


def test_a_file_of_a_newer_version_is_kept_aside(filled):
    for file in (filled, copy_of(filled)):
        with closing(sqlite3.connect(file)) as base:
            base.execute("PRAGMA user_version=2")
    newer = filled.read_bytes()
    store = Store(filled)
    store.add("iron", "answer", "q1", {})
    (kept,) = others(filled)
    assert (filled.parent / kept).read_bytes() == newer
    assert "newer version" in store.notices[0]
    assert "q1" in answers(Store(filled))


def test_a_file_that_was_taken_away_does_not_come_back_by_itself(filled):
    filled.unlink()
    store = Store(filled)
    assert store.entries == []
    (kept,) = others(filled)
    assert kept in store.notices[0]
    said = store.take_in((filled.parent / kept).read_text(encoding="utf-8"))
    assert said.startswith("42 entries were read, 42 of them new.")
    assert answers(Store(filled)) == ALL


def test_taken_away_under_an_open_page_its_answers_stay_with_the_page(filled):
    store = Store(filled)
    filled.unlink()
    store.add("iron", "answer", "late", {})
    assert answers(Store(filled)) == answers(store) == ALL | {"late"}


def test_several_files_kept_aside_in_one_second_keep_their_names_apart(filled):
    for number in range(3):
        filled.write_text(f"not ours {number}", encoding="utf-8")
        Store(filled)
    assert len(others(filled)) == 3


def test_two_tabs_see_each_others_answers(path):
    one, two = Store(path), Store(path)
    one.add("iron", "answer", "a", {})
    two.add("stress", "answer", "b", {})
    one.add("iron", "answer", "c", {})
    assert answers(Store(path)) == answers(one) == {"a", "b", "c"}


def test_a_tab_waits_while_another_writes(path, monkeypatch):
    one, two = Store(path), Store(path)
    reached, go_on = threading.Event(), threading.Event()
    stamped = Store._stamped

    def slow(store, known):
        if store is one:
            reached.set()
            assert go_on.wait(20)
        return stamped(store, known)

    monkeypatch.setattr(Store, "_stamped", slow)
    tabs = [threading.Thread(target=tab.add, args=("iron", "answer", key, {}))
            for tab, key in ((one, "a"), (two, "b"))]  # fmt: skip
    tabs[0].start()
    assert reached.wait(20)  # it has read the file, and not yet written
    tabs[1].start()
    tabs[1].join(0.5)
    go_on.set()
    for tab in tabs:
        tab.join(20)
    assert answers(Store(path)) == {"a", "b"}


WRITER = """
import sys; from pathlib import Path; from helpers.progress import Store
store = Store(Path(sys.argv[1]))
for number in range(40):
    store.add("iron", "answer", f"{sys.argv[2]}{number}", {})
print(store.trouble)
"""


def test_two_processes_at_once_lose_nothing(path):
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name], stdout=subprocess.PIPE, text=True
        )
        for name in "abc"
    ]
    assert [process.communicate(timeout=120)[0].strip() for process in running] == [""] * 3
    store = Store(path)
    assert answers(store) == {f"{name}{number}" for name in "abc" for number in range(40)}
    assert store.notices == []


def test_a_process_that_dies_in_the_middle_leaves_no_lock_and_whole_files(path):
    code = WRITER.replace("range(40)", "range(100000)")
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", code, str(path), "x"])
        end = 60
        while not (path.exists() and answers(Store(path))) and end > 0:
            end -= 0.1
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
        try:
            process.wait(0.4)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        store = Store(path)
        assert store.notices == [] and answers(store)


LIMITED = """
import resource, sys; from pathlib import Path; from helpers.progress import Store
path = Path(sys.argv[1]); store = Store(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2,) * 2)
for number in range(40):
    store.add("iron", "answer", f"late{number}", {"text": "x" * 900})
print(store.trouble)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit.")
def test_a_file_system_that_really_refuses_is_told_and_loses_nothing(filled):
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(filled)], capture_output=True, text=True
    )
    assert "Your answers are not being saved" in done.stdout, done.stderr
    store = Store(filled)
    assert answers(store) >= ALL and store.notices == []


class FullDisk:
    """A connection that finds no room for a row."""

    def __init__(self, base):
        self.base = base

    def executemany(self, *_):
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    def __getattr__(self, name):
        return getattr(self.base, name)


def test_a_full_disk_is_told_and_loses_nothing(filled, monkeypatch):
    store, whole = Store(filled), filled.read_bytes()
    connect = sqlite3.connect
    with monkeypatch.context() as patch:
        patch.setattr(database.sqlite3, "connect", lambda *a, **k: FullDisk(connect(*a, **k)))
        store.add("iron", "answer", "late", {})
        assert "the disk is full. Free some space" in store.trouble
        assert filled.read_bytes() == whole
        assert "late" in store.text()
        # A damaged file stays where it is, too, as long as nothing can be written.
        filled.write_bytes(whole[:900])
        store.add("iron", "answer", "later", {})
        assert "disk is full" in store.trouble
        assert filled.read_bytes() == whole[:900]
    store.add("iron", "answer", "last", {})
    assert store.trouble == ""
    assert answers(Store(filled)) == ALL | {"late", "later", "last"}
    assert not [file for file in filled.parent.iterdir() if file.suffix in (".tmp", ".new")]


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path):
    if os.name == "nt" or os.geteuid() == 0:
        blocker = tmp_path / "kept"
        blocker.write_text("a file where the folder should be", encoding="utf-8")
        store = Store(blocker / "progress.json")
    else:
        tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
        store = Store(tmp_path / "kept" / "progress.json")
    store.add("iron", "answer", "a", {})
    assert store.trouble.startswith("Your answers are not being saved")
    assert answers(store) == {"a"}
    tmp_path.chmod(stat.S_IRWXU)


def test_a_folder_without_rights_is_told(path, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(database.os, "open", refused)
    store = Store(path)
    store.add("iron", "answer", "a", {})
    assert f"the folder {path.parent} cannot be written to" in store.trouble


def test_a_page_that_holds_the_file_is_told_and_waited_for(filled, monkeypatch):
    monkeypatch.setattr(database, "WAIT", 0.05)
    store = Store(filled)
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        store.add("iron", "answer", "late", {})
        assert "another page has held the file" in store.trouble
    store.add("iron", "answer", "last", {})
    assert store.trouble == ""
    assert answers(Store(filled)) == ALL | {"late", "last"}


def test_while_another_page_takes_too_long_one_can_still_read(filled, monkeypatch):
    monkeypatch.setattr(database, "WAIT", 0.05)
    with closing(sqlite3.connect(filled.with_name(".progress.lock"))) as other:
        other.execute("BEGIN EXCLUSIVE")
        store = Store(filled)
        assert answers(store) == ALL and store.trouble == ""
        store.add("iron", "answer", "late", {})
        assert "another page has held the file" in store.trouble
    store.add("iron", "answer", "last", {})
    assert answers(Store(filled)) == ALL | {"late", "last"}


SAID = """
import sys; from pathlib import Path; from helpers.progress import Store
store = Store(Path(sys.argv[1]))
for number in range(100_000):
    store.add("iron", "answer", f"{sys.argv[2]}{number}", {})
    print(store.trouble or f"{sys.argv[2]}{number}", flush=True)
"""


def acknowledged(file):
    """Return the answers of which a process has said, in a whole line, that they are saved."""
    lines = file.read_text(encoding="utf-8").split("\n")[:-1] if file.is_file() else []
    return {line for line in lines if re.fullmatch(r"[ab]\d-\d+", line)}


def test_what_was_saved_when_two_processes_were_killed_is_there(path, tmp_path):
    chance, said = random.Random(9), set()
    for turn in range(3):
        files = [tmp_path / f"{name}{turn}.said" for name in "ab"]
        running = []
        for file in files:
            with file.open("wb") as out:
                code = [sys.executable, "-c", SAID, str(path), f"{file.stem}-"]
                running.append(subprocess.Popen(code, stdout=out))
        end = time.monotonic() + 60
        while not all(map(acknowledged, files)) and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(chance.random() / 5)
        for process in running:
            process.kill()
            process.wait(timeout=60)
        for file in files:
            assert acknowledged(file), "it saved nothing in a minute"
            said |= acknowledged(file)
    store = Store(path)
    assert said <= answers(store)
    # A journal, of the file or of its copy, stays until the next answer; nothing else may.
    journals = {f"{file.name}-journal" for file in (path, copy_of(path))}
    assert store.notices == [] and set(others(path)) <= journals
    store.add("iron", "answer", "last", {})
    assert others(path) == []
    assert said | {"last"} <= answers(Store(path))


CUT = """
import os, sqlite3, sys
base = sqlite3.connect(sys.argv[1], isolation_level=None)
base.execute("PRAGMA cache_size=1")
base.execute("BEGIN IMMEDIATE")
base.execute("UPDATE entries SET value = value || ' '")
os._exit(9)
"""


def leave_journal(file, cut):
    """Leave what a process leaves that is killed before, or while, it changes a file."""
    left = file.with_name(f"{file.name}-journal")
    if cut == "empty":
        left.touch()
    else:
        subprocess.run([sys.executable, "-c", CUT, str(file)], timeout=60)
        assert b"q7" in left.read_bytes()


@pytest.mark.parametrize("cut", ["empty", "begun"])
@pytest.mark.parametrize("of", ["file", "copy"])
def test_a_journal_left_by_a_killed_process_is_gone_with_the_next_answer(filled, of, cut):
    file = filled if of == "file" else copy_of(filled)
    left = file.with_name(f"{file.name}-journal")
    leave_journal(file, cut)
    store = Store(filled)
    assert answers(store) == ALL and store.notices == []
    store.add("iron", "answer", "late", {})
    assert answers(Store(filled)) == ALL | {"late"}
    assert not left.exists() and others(filled) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files.")
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_what_is_no_file_is_refused_and_left_alone(path, make):
    path.parent.mkdir()
    make(path)
    store = Store(path)
    store.add("iron", "answer", "a", {})
    assert f"{path} is a folder or a device, not a file" in store.trouble
    assert answers(store) == {"a"}
    assert not path.is_file() and others(path) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files.")
def test_a_device_is_refused():
    store = Store(Path("/dev/null"))
    store.add("iron", "answer", "a", {})
    assert "/dev/null is a folder or a device" in store.trouble
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


@pytest.mark.skipif(os.name == "nt", reason="Links need a right there.")
@pytest.mark.parametrize("suffix", [".sqlite3", ".json"])
def test_a_symbolic_link_is_followed_and_stays(tmp_path, export, suffix):
    cloud = tmp_path / "cloud"
    cloud.mkdir()
    link = tmp_path / f"progress{suffix}"
    link.symlink_to(cloud / f"mine{suffix}")
    if suffix == ".json":
        (cloud / "mine.json").write_text(export, encoding="utf-8")
    store = Store(link)
    store.add("iron", "answer", "a", {})
    assert store.trouble == "" and link.is_symlink()
    assert "a" in answers(Store(cloud / "mine.sqlite3"))
    assert answers(Store(link)) == answers(store)


def test_two_computers_merge_in_any_order(tmp_path):
    one, two = Store(tmp_path / "1" / "p.sqlite3"), Store(tmp_path / "2" / "p.sqlite3")
    one.add("iron", "answer", "a", {})
    two.add("iron", "answer", "b", {})
    one.add_later("iron", "setting", "look", {"x": 1.0})
    two.add_later("iron", "setting", "look", {"x": 2.0})
    first, second = one.text(), two.text()
    assert "1 of them new" in two.take_in(first)
    one.take_in(second)
    assert one.text() == two.text()
    assert "none of them new" in one.take_in(second)
    (setting,) = [entry for entry in one.entries if entry.kind == "setting"]
    assert setting.value == {"x": 2.0}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("holiday.jpg", "belongs to something else"),
        ("", "could not be read to its end"),
        (to_text([]).replace('"version": 1', '"version": 9'), "newer version"),
    ],
)
def test_a_wrong_upload_changes_nothing(filled, text, says):
    store, whole = Store(filled), filled.read_bytes()
    assert says in store.take_in(text)
    assert filled.read_bytes() == whole


def test_a_truncated_upload_gives_what_is_whole(export, tmp_path):
    store = Store(tmp_path / "new" / "progress.sqlite3")
    store.take_in(export[: len(export) // 2])
    assert 15 <= len(answers(store)) < 40


def test_an_upload_has_a_largest_size(filled):
    store, whole = Store(filled), filled.read_bytes()
    assert "is larger than any file" in store.take_in(to_text(store.entries) + " " * LARGEST)
    # Many small ones do not fill the disk either.
    said = ""
    for part in range(40):
        other = Store(None)
        for number in range(10):
            other.add("iron", "answer", f"{part} {number}", {"text": "x" * 15_000})
        said = store.take_in(other.text())
    assert "holds more than these lessons can keep" in said
    assert whole and filled.stat().st_size < 4 * LARGEST


def test_a_new_file_can_be_begun_and_the_old_one_is_kept(filled):
    store, other = Store(filled), Store(filled)
    assert "are kept in" in store.begin_anew()
    store.add("iron", "answer", "a", {})
    assert answers(Store(filled)) == {"a"}
    (kept,) = others(filled)
    assert len(from_text((filled.parent / kept).read_text(encoding="utf-8"))) == 42
    # Nor does a page that was open bring them back.
    other.add("iron", "answer", "b", {})
    assert answers(other) == answers(Store(filled)) == {"a", "b"}
    assert "q7" not in copy_of(filled).read_bytes().decode("latin-1")


# -- files of an earlier version


def test_a_file_of_json_is_taken_over_once_and_stays(path, export):
    old = path.with_suffix(".json")
    path.unlink()
    copy_of(path).unlink()
    old.write_text(export, encoding="utf-8")
    assert answers(Store(path)) == ALL
    assert not path.exists()  # opening a page writes nothing
    store = Store(path)
    store.add("iron", "answer", "new", {})
    assert answers(Store(path)) == ALL | {"new"}
    assert old.read_text(encoding="utf-8") == export
    store.begin_anew()
    assert answers(Store(path)) == set()  # once


def test_of_a_damaged_file_of_json_its_copy_gives_the_rest(path, export):
    path.unlink()
    copy_of(path).unlink()
    old = path.with_suffix(".json")
    old.write_text(export[:900], encoding="utf-8")
    old.with_name("progress-copy.json").write_text(export, encoding="utf-8")
    store = Store(old)
    assert answers(store) == ALL
    assert store.notices == [
        "progress.json could not be read to its end. It stays as it is. 40 answers are at hand."
    ]
    store.add("iron", "answer", "new", {})
    assert answers(Store(old)) == ALL | {"new"}
    assert old.read_text(encoding="utf-8") == export[:900]


def test_the_variable_may_name_a_file_of_json(monkeypatch, tmp_path):
    monkeypatch.setenv("HAIR_CYCLE_LAB_PROGRESS", str(tmp_path / "mine.json"))
    assert progress_path() == tmp_path / "mine.sqlite3"


def test_a_file_of_json_under_the_name_of_the_database_is_read(path, export):
    path.unlink()
    copy_of(path).unlink()
    path.write_text(export, encoding="utf-8")
    store = Store(path)
    store.add("iron", "answer", "new", {})
    assert answers(Store(path)) == ALL | {"new"}
    (kept,) = others(path)
    assert (path.parent / kept).read_text(encoding="utf-8") == export


# -- a browser has no SQLite


def test_in_a_browser_it_is_one_file_of_json(path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    file = path.with_suffix(".json")
    assert progress_path() == file
    store = Store(file)
    store.add("iron", "answer", "a", {})
    assert answers(Store(file)) == {"a"}
    assert from_text(file.read_text(encoding="utf-8"))[0].key == "a"
    file.write_bytes(file.read_bytes()[:-9])
    again = Store(file)
    assert answers(again) == {"a"} and "could not be read to its end" in again.notices[0]
    assert "are kept in" in again.begin_anew()
    again.add("iron", "answer", "b", {})
    assert answers(Store(file)) == {"b"}
    assert not path.exists()


# -- a clock that is wrong


def test_a_clock_that_was_ahead_hides_no_later_answer(path, monkeypatch):
    class Ahead(datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime.now(zone) + timedelta(days=366)

    with monkeypatch.context() as patch:
        patch.setattr("helpers.progress.store.datetime", Ahead)
        before = Store(path)
        before.add("iron", "answer", "q1", {"text": "old"})
        before.add("iron", "fresh")
    # Another page, that was open all the time, and one that is opened now.
    for number in range(2):
        LessonProgress(Store(path), "iron").answer("q1", {"text": f"new {number}"})
        assert LessonProgress(Store(path), "iron").last("q1") == {"text": f"new {number}"}


def test_a_page_that_was_open_all_the_time_comes_after_what_others_wrote(path, monkeypatch):
    open_page = Store(path)
    ahead = Entry(
        at=datetime.now(UTC) + timedelta(days=366), lesson="iron", kind="fresh", key="", value={}
    )
    Store(path).take_in(to_text([ahead]))
    open_page.add("iron", "answer", "q1", {"text": "new"})
    assert [entry.kind for entry in Store(path).entries] == ["fresh", "answer"]
    assert LessonProgress(Store(path), "iron").last("q1") == {"text": "new"}


def test_at_the_end_of_the_calendar_answers_are_still_saved(path):
    store = Store(path)
    store.take_in(to_text([Entry(at="2099-12-31T23:59:59.999999Z", lesson="x", kind="stage")]))
    store.add("iron", "answer", "q1", {})
    store.add("iron", "answer", "q2", {})
    assert answers(Store(path)) == {"q1", "q2"}


def test_an_answer_writes_one_row_however_many_there_are(path):
    store = Store(None)
    for number in range(2000):
        store.add("iron", "answer", f"q{number}", {"text": "x" * 100, "right": True})
    kept = Store(path)
    kept.take_in(store.text())
    kept.add("iron", "answer", "first", {})
    size = copy_of(path).stat().st_size
    with closing(sqlite3.connect(path)) as base:
        (before,) = base.execute("SELECT max(number) FROM entries").fetchone()
        kept.add("iron", "answer", "one more", {})
        (after,) = base.execute("SELECT max(number) FROM entries").fetchone()
    assert after == before + 1
    assert copy_of(path).stat().st_size - size < 20_000
