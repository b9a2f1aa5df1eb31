"""The program of the page builds what the lessons draw, and nothing else."""

import re
from pathlib import Path

import plotly
import plotly.graph_objects as go
import pytest

from helpers.pictures.drawing_program import (
    FILE,
    KINDS,
    drawing_folder,
    with_few_kinds,
    without_reports,
)
from helpers.pictures.theme import blank_figure, live

WHOLE = Path(plotly.__file__).parent / "package_data" / FILE


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    return tmp_path / "runtime"


def test_of_the_plotly_installed_here_only_the_kinds_of_the_lessons_are_built(place):
    whole = without_reports(WHOLE.read_text(encoding="utf-8"))
    few = (drawing_folder() / FILE).read_text(encoding="utf-8")
    (gone,) = re.findall(r"\.register\(\[([^]]{100,})\]\)", whole)
    before, after = whole.split(gone)
    assert few.startswith(before) and few.endswith(after)
    kept = few.removeprefix(before).removesuffix(after)
    builders = [re.escape(call.removesuffix("()")) for call in kept.split(",")]
    named = [re.search(rf'[,; ]{name}=[\w$]+\({{"lib/(\w+)', whole)[1] for name in builders]
    assert sorted(named) == sorted(KINDS)


def test_of_the_plotly_installed_here_nothing_is_reported_to_the_kernel(place):
    made = (drawing_folder() / FILE).read_text(encoding="utf-8")
    for name in ("_sendTraceDeltas", "_sendLayoutDelta"):
        (begins,) = re.findall(rf"(?<![\w$.]){name}\([\w$]+\)\{{(.{{7}})", made)
        assert begins == "return;"
        assert f".{name}(" in made  # what calls it is still there


def test_the_program_is_made_once(place):
    folder = drawing_folder()
    (folder / FILE).write_text("made before", encoding="utf-8")
    assert drawing_folder() == folder and (folder / FILE).read_text() == "made before"
    assert [file.name for file in folder.iterdir()] == [FILE]


def test_where_it_cannot_be_written_the_whole_program_does(place):
    place.write_text("a file where the folder should be", encoding="utf-8")
    assert drawing_folder() == WHOLE.parent


def test_a_write_that_fails_leaves_nothing_behind(place, monkeypatch):
    def full(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert drawing_folder() == WHOLE.parent
    assert [file for file in place.rglob("*") if file.is_file()] == []


def test_a_program_without_the_list_stays_whole():
    assert with_few_kinds("let Plotly = {};") == "let Plotly = {};"


def test_a_kind_that_the_page_does_not_draw_is_named():
    figure = blank_figure(300)
    figure.add_trace(go.Heatmap(z=[[1, 2]]))
    with pytest.raises(ValueError, match="does not draw heatmap: add it to KINDS"):
        live(figure)
