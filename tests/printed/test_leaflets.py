"""The reference and the key points: every word has its row, and each prints on two sheets."""

import re

import pytest
from drawing import blank_page, sheets

from helpers import reference
from helpers.course import all_lessons
from helpers.evidence import data_folder, evidence, load_text
from helpers.printed.leaflets import key_points_leaflet, main, reference_leaflet

TEXT = (data_folder() / "reference" / "hair_loss.md").read_text(encoding="utf-8")
LINK = re.compile(r"\[([^\]]*)\]\((\w+):([a-z0-9_]+)\)")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def test_every_number_of_the_reference_stands_in_its_claim():
    said = LINK.sub("", TEXT).replace("COVID-19", "")
    loose = [line for line in said.splitlines() if NUMBER.search(line)]
    assert loose == []
    for words, kind, name in LINK.findall(TEXT):
        if kind == "claim":
            row = evidence().claims[name]
            assert set(NUMBER.findall(words)) <= set(NUMBER.findall(row.claim)), name


def test_a_danger_is_said_in_its_own_words():
    said = {name: words for words, kind, name in LINK.findall(TEXT) if kind == "safety"}
    assert said == {name: evidence().safety[name].sentence for name in said}
    assert {"scarring", "marrow_count", "lung", "pregnancy"} <= set(said)


@pytest.mark.parametrize(
    "kind",
    ["Telogen effluvium", "Anagen effluvium", "Pattern hair loss", "Alopecia areata", "Tinea",
     "Syphilis", "Thyroid", "Lupus", "Dermatomyositis", "Traction", "Breakage", "Lichen"],
)  # fmt: skip
def test_each_kind_stands_in_a_table_with_all_its_cells(kind):
    (row, *_) = [line for line in TEXT.splitlines() if line.startswith(f"| {kind}")]
    assert len(row.strip("|").split("|")) == 6


def test_the_page_shows_the_reference_and_all_key_points():
    page = "".join(str(part.value) for part in reference().children)
    assert "exclamation-mark hairs" in page
    for lesson in all_lessons():
        if "key_points" in load_text(lesson.key):
            assert lesson.title in page
    assert page.count("<strong>Never:</strong>") == 11


def test_the_command_writes_both(tmp_path, capsys):
    assert main([str(tmp_path / "new")]) == 0
    for name, html in (("reference", reference_leaflet()), ("key_points", key_points_leaflet())):
        same = (tmp_path / "new" / f"{name}.html").read_text(encoding="utf-8") == html
        assert same, name  # two whole pages are never explained side by side
        assert "<sup>1</sup>" in html or "<sup>1," in html
    assert str(tmp_path) in capsys.readouterr().out
    (tmp_path / "file").write_text("")
    assert main([str(tmp_path / "file" / "below")]) == 1


@pytest.fixture(scope="module")
def page():
    with blank_page() as page:
        yield page


@pytest.mark.parametrize("name", ["reference", "key_points"])
def test_it_prints_on_two_sheets(tmp_path, page, name):
    main([str(tmp_path)])
    assert sheets(page, tmp_path / f"{name}.html") == 2
