"""The sign-off sheet holds every rule, is not yet signed, and lets nothing through as HTML."""

import re
from html import escape, unescape

from drawing import blank_page, sheets

from helpers.evidence import evidence
from helpers.instructor.safety_sheet import main, mark, safety_sheet

RULES, SOURCES = evidence().safety, evidence().sources


def test_every_rule_stands_on_the_sheet_with_urgency_box_and_sources():
    page = safety_sheet(RULES, SOURCES)
    for row in RULES.values():
        assert str(escape(row.sentence, quote=False)) in page.replace("&#39;", "'")
        assert f'<td class="soon">{row.urgency.value}</td>' in page
    for name in {name for row in RULES.values() for name in row.sources}:
        assert SOURCES[name].citation.split(".")[0].split("'")[0].split("&")[0] in page
    assert page.count('class="box"') == len(RULES)
    assert "not yet signed" in page and "Date" in page and "Name" in page


def test_each_number_beside_a_rule_is_that_of_its_source_in_the_list():
    page = unescape(safety_sheet(RULES, SOURCES))
    listed = re.findall(r"<li>(.*?)</li>", page.split("<ol", 1)[1], re.DOTALL)
    for row in RULES.values():
        (numbers,) = re.findall(
            re.escape(row.sentence) + r'.*?<td class="from">([\d, ]*);', page, re.DOTALL
        )
        named = [listed[int(number) - 1] for number in numbers.split(", ")]
        assert len(named) == len(row.sources)
        for text, name in zip(named, row.sources, strict=True):
            assert text.startswith(SOURCES[name].citation), row.id


def test_the_most_urgent_come_first():
    page = safety_sheet(RULES, SOURCES)
    places = [page.index(f'class="soon">{word}<') for word in ("now", "today", "this week")]
    assert places == sorted(places)


def test_markup_in_a_row_is_shown_and_not_obeyed():
    row = next(iter(RULES.values()))
    odd = row.model_copy(update={"sentence": "<script>alert(1)</script> & now."})
    page = safety_sheet({row.id: odd}, SOURCES)
    assert "<script>" not in page and "&lt;script&gt;" in page and "&amp; now." in page


def test_another_word_is_another_version():
    row = RULES["lung"]
    other = row.model_copy(update={"sentence": row.sentence.replace("today", "soon")})
    assert mark(RULES) != mark({**RULES, "lung": other})
    assert mark(RULES) in safety_sheet(RULES, SOURCES)


def test_the_command_writes_it(tmp_path, capsys):
    path = tmp_path / "new" / "sheet.html"
    assert main([str(path)]) == 0
    assert path.read_text(encoding="utf-8") == safety_sheet(RULES, SOURCES)
    assert str(path) in capsys.readouterr().out
    assert main([str(path / "below a file")]) == 1


def test_it_prints_on_two_pages(tmp_path):
    file = tmp_path / "sheet.html"
    main([str(file)])
    with blank_page() as page:
        assert sheets(page, file) == 2
