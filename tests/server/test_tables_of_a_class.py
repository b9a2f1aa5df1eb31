"""In the files that a class leaves behind each cell stands under its own heading."""

import pytest

from helpers.evidence import LANGUAGES, words
from helpers.server.classroom.results import Counted, Polled, as_table, polls_as_table

COMPUTED = "=+-@"  # what Excel, LibreOffice and Google Sheets take for the beginning of a formula
POLLS = [
    Polled("03_telogen_effluvium", "curve", "How?", 9, [("2", [100, 150, 400])]),
    Polled("03_telogen_effluvium", "words", "Why?", 8, [("stress", [5])]),
]
VOTE = Counted(
    "05_steroids", "Which?", 2, ["a", "b"], [3, 7], [[1, 0, 2, 0], [0, 4, 0, 3]], 1, "", [3, 5]
)


def rows_of(table):
    """Return each row of a file as what stands under each heading."""
    head, *rows = (line.split("\t") for line in table.decode("utf-16").splitlines())
    assert len(set(head)) == len(head)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_phones_sent_stands_under_its_heading(language):
    said = words("results", of=language)

    def under(row, *names):
        return [row[said[f"results_{name}"]] for name in names]

    names = ("question", "phones", "point", "lower", "median", "upper", "times")
    curve, word = rows_of(polls_as_table(POLLS, said))
    assert under(curve, *names) == ["How?", "9", "2", "100", "150", "400", ""]
    assert under(word, *names) == ["Why?", "8", "stress", "", "", "", "5"]
    assert under(curve, "kind", "lesson") == [said["results_curve"], "03_telogen_effluvium"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_votes_stand_under_their_headings(language):
    said = words("results", "sure", of=language)
    for place, row in enumerate(rows_of(as_table(iter([VOTE]), said))):
        names = ("round", "letter", "answer", "votes", "phones")
        shown = [row[said[f"results_{name}"]] for name in names]
        counts = [str(VOTE.counts[place]), str(VOTE.phones[place])]
        assert shown == ["2", "AB"[place], VOTE.options[place], *counts]
        assert (
            row[said["results_best"]] == said["results_yes" if place == VOTE.best else "results_no"]
        )
        sure = [int(row[said[f"sure_{level}"]]) for level in range(1, 5)]
        assert sure == VOTE.sures[place]


@pytest.mark.parametrize("begins", COMPUTED)
@pytest.mark.parametrize("before", ["", " ", "\t", "\r\n"])
def test_no_cell_is_computed_by_a_spreadsheet(begins, before):
    """A class types words and a lesson may begin with a sign; a spreadsheet only shows them."""
    text = f"{before}{begins}SUM(1)"
    said = words("results", "sure", of="en")
    vote = Counted(text, text, 1, [text, "b"], [1, 0], [], -1)
    poll = Polled(text, "words", text, 1, [(text, [1])])
    for table in (as_table(iter([vote]), said), polls_as_table([poll], said)):
        cells = [cell for row in rows_of(table) for cell in row.values()]
        assert sum("SUM" in cell for cell in cells) >= 3
        assert not [cell for cell in cells if cell.lstrip(' "').startswith(tuple(COMPUTED))]
