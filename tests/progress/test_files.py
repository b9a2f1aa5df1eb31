"""The progress file under everything that can happen to a file."""

import errno
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from helpers.progress import NotProgress, Store, from_text, progress_path, to_text
from helpers.progress import files as writing

ALL = {f"q{number}" for number in range(40)}


def answers(store):
    return {entry.key for entry in store.entries if entry.kind == "answer"}


def others(path):
    """Return the files beside the progress file and its copy."""
    return sorted(
        file.name
        for file in path.parent.iterdir()
        if file.name not in (path.name, "progress-copy.json") and not file.name.startswith(".")
    )


def test_it_is_kept_in_the_home_folder_unless_said_otherwise(monkeypatch):
    monkeypatch.delenv("HAIR_CYCLE_LAB_PROGRESS")
    assert progress_path() == Path.home() / "hair-cycle-lab" / "progress.json"
    monkeypatch.setenv("HAIR_CYCLE_LAB_PROGRESS", "off")
    assert progress_path() is None


def test_opening_a_page_writes_nothing(path):
    assert Store(path).entries == []
    assert not path.parent.exists()


def test_what_was_answered_is_there_again(filled):
    again = Store(filled)
    assert answers(again) == ALL
    assert (again.notices, again.trouble) == ([], "")


def test_a_person_can_read_it(filled):
    text = filled.read_text(encoding="utf-8")
    content = json.loads(text)
    assert content["note"].startswith("What you answered in the Hair Cycle Lab")
    assert "Größe ≥ 2" in text
    assert len([line for line in text.splitlines() if line.startswith('  {"at"')]) == 42


def test_it_holds_no_name(filled):
    text = filled.read_text(encoding="utf-8")
    assert os.environ.get("USER", "\0") not in text.replace("root", "\0root")
    assert set(json.loads(text)) == {"format", "version", "note", "entries"}


def test_truncated_anywhere_it_loses_no_answer(filled):
    whole = filled.read_bytes()
    chance = random.Random(7)
    for place in [0, 1, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(200))]:
        filled.write_bytes(whole[:place])
        store = Store(filled)
        assert answers(store) == ALL, place
        # A cut that takes only the last line feed harms nothing.
        if store.notices:
            assert "It is kept, unchanged, as progress-damaged-" in store.notices[0]
            kept = [
                name for name in others(filled) if (filled.parent / name).stat().st_size == place
            ]
            assert kept, place
        store.add("iron", "answer", "new", {"right": False})
        assert answers(Store(filled)) == ALL | {"new"}
        shutil.rmtree(filled.parent)
        filled.parent.mkdir()
        for name in (filled, filled.with_name("progress-copy.json")):
            name.write_bytes(whole)


def test_truncated_while_a_page_is_open_it_loses_no_answer(filled):
    chance = random.Random(8)
    store = Store(filled)
    known = set(ALL)
    for number in range(30):
        size = filled.stat().st_size
        os.truncate(filled, chance.randrange(size))
        os.truncate(filled.with_name("progress-copy.json"), chance.randrange(size))
        store.add("iron", "answer", f"more{number}", {})
        known.add(f"more{number}")
        assert answers(Store(filled)) == known


def test_without_its_copy_every_whole_line_is_rescued(filled):
    whole = filled.read_bytes()
    filled.with_name("progress-copy.json").unlink()
    filled.write_bytes(whole[: len(whole) // 2])
    rescued = answers(Store(filled))
    assert 15 <= len(rescued) < 40


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


def test_a_file_of_a_newer_version_is_kept_aside(path):
    path.parent.mkdir()
    newer = to_text([]).replace('"version": 1', '"version": 2')
    path.write_text(newer, encoding="utf-8")
    store = Store(path)
    store.add("iron", "answer", "q1", {})
    (kept,) = others(path)
    assert (path.parent / kept).read_text(encoding="utf-8") == newer
    assert "newer version" in store.notices[0]
    assert answers(Store(path)) == {"q1"}


def test_a_file_that_was_taken_away_does_not_come_back_by_itself(filled):
    filled.unlink()
    store = Store(filled)
    assert store.entries == []
    (kept,) = others(filled)
    assert kept in store.notices[0]
    said = store.take_in((filled.parent / kept).read_text(encoding="utf-8"))
    assert said.startswith("42 entries were read, 42 of them new.")
    assert answers(Store(filled)) == ALL


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
    write = Store._write

    def slow(store, *args):
        if store is one:
            reached.set()
            assert go_on.wait(20)
        write(store, *args)

    monkeypatch.setattr(Store, "_write", slow)
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
        while not path.exists() and end > 0:
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


def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_told_and_loses_nothing(filled, monkeypatch):
    store = Store(filled)
    whole = filled.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(writing.os, "fsync", full)
        store.add("iron", "answer", "late", {})
        assert "the disk is full. Free some space" in store.trouble
        assert filled.read_bytes() == whole
        assert not [name for name in filled.parent.iterdir() if name.suffix == ".tmp"]
        assert "late" in store.text()
        # A damaged file stays where it is, too, as long as nothing can be written.
        filled.write_bytes(whole[:900])
        store.add("iron", "answer", "later", {})
        assert filled.read_bytes() == whole[:900]
    store.add("iron", "answer", "last", {})
    assert store.trouble == ""
    assert answers(Store(filled)) == ALL | {"late", "later", "last"}


LIMITED = """
import resource, sys; from pathlib import Path; from helpers.progress import Store
path = Path(sys.argv[1]); store = Store(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2,) * 2)
store.add("iron", "answer", "late", {})
print(store.trouble)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit.")
def test_a_file_system_that_really_refuses_is_told_and_loses_nothing(filled):
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(filled)], capture_output=True, text=True
    )
    assert "Your answers are not being saved" in done.stdout, done.stderr
    store = Store(filled)
    assert answers(store) == ALL and store.notices == []


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

    monkeypatch.setattr(writing.tempfile, "mkstemp", refused)
    store = Store(path)
    store.add("iron", "answer", "a", {})
    assert f"the folder {path.parent} cannot be written to" in store.trouble


def test_two_computers_merge_in_any_order(tmp_path):
    one, two = Store(tmp_path / "1" / "p.json"), Store(tmp_path / "2" / "p.json")
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


def test_a_truncated_upload_gives_what_is_whole(filled, tmp_path):
    text = filled.read_text(encoding="utf-8")
    store = Store(tmp_path / "new" / "progress.json")
    store.take_in(text[: len(text) // 2])
    assert 15 <= len(answers(store)) < 40


def test_a_new_file_can_be_begun_and_the_old_one_is_kept(filled):
    store = Store(filled)
    assert "are kept in" in store.begin_anew()
    store.add("iron", "answer", "a", {})
    assert answers(Store(filled)) == {"a"}
    (kept,) = others(filled)
    assert len(from_text((filled.parent / kept).read_text(encoding="utf-8"))) == 42


def test_an_entry_of_another_shape_is_damage(path):
    path.parent.mkdir()
    path.write_text(to_text([]).replace("[\n\n ]", '[{"at": "soon"}]'), encoding="utf-8")
    with pytest.raises(NotProgress, match="damaged"):
        from_text(path.read_text(encoding="utf-8"))
