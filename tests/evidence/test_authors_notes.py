"""No note from author to author can reach a student."""

import json
import re

import pytest

from helpers.evidence import data_folder

FOLDER = data_folder()
SHOWN = sorted(
    [
        *FOLDER.parent.glob("notebooks/*.ipynb"),
        *FOLDER.glob("guides/*.md"),
        *FOLDER.glob("questions/*.toml"),
        *FOLDER.glob("cases/*.toml"),
        *FOLDER.glob("studies/*.toml"),
        *(FOLDER / f"{name}.toml" for name in ("clinic", "models")),
        *(
            FOLDER / f"{name}.csv"
            for name in (
                *("claims", "misconceptions", "safety", "glossary", "words", "scalps"),
                *("parameters", "observations", "sources"),
            )
        ),
    ]
)
SOMEBODY = r"(?:a|the|some|any) (?:clinician|doctor|dermatologist|physician|expert|specialist)"
CHECKED = r"(?:check|confirm|verify|approv|decid|reword|rephras|complet|updat|source|cit)\w*"
OF_TEXT = r"(?:word(?:ed|ing)|sentence|phras\w+|paragraph|lesson|question|text|claim|citation)"
NOTES = re.compile(
    "|".join(
        [
            # what somebody is still to do to the text
            rf"\b{SOMEBODY} (?:should|must|has to|needs to|ought to) (?:check|confirm|read|review"
            rf"|approve|verify|sign)\b[^.]*\b(?:how|whether|{OF_TEXT})",
            r"\bask (?:a|the|our) (?:clinician|reviewer)\b",
            rf"\bwe (?:should|must|need to|have to|still) (?:ask|check|find|add|write|{CHECKED})\b",
            rf"\b(?:{OF_TEXT}|number|source|figure)s? (?:is |are |still )*to be {CHECKED}",
            rf"\b(?:is|are|still) to be (?:re)?(?:written|worded|phrased|checked by|{CHECKED} by)",
            rf"\b(?:should|must|needs? to) be (?:re)?(?:worded|phrased|written|{CHECKED} by)",
            r"\b(?:check|mind|improve|soften) (?:the|this|its|how this is) (?:wording|worded)",
            r"\b(?:needs|lacks|missing) (?:a|its) (?:source|citation|reference)\b",
            r"\bnot (?:yet )?(?:verified|checked) by (?:us|me)\b",
            r"\btextbook knowledge, not\b",
            r"\b(?:author|editor)(?:'s|s')? note\b|\bnote to (?:self|the (?:author|editor)s?)\b",
            r"\b(?:placeholder|lorem ipsum|to follow later)\b",
            # marks that writers leave
            r"(?-i:\b(?:TODO|FIXME|XXX|TBD|TBC|HACK|WIP)\b)",
            r"\?\?\?|\[(?:source|citation|ref|check)\??\]|<<|>>>",
        ]
    ),
    re.I,
)


def said(path):
    """Return the words of a file that a page can show."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown"]
    return "\n".join("".join(cell["source"]) for cell in cells)


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.name)
def test_no_note_for_the_authors_is_shown(path):
    text = said(path)
    assert [text[max(0, m.start() - 40) : m.end() + 40] for m in NOTES.finditer(text)] == []


@pytest.mark.parametrize(
    "note",
    [
        "A clinician should check how this is worded.",
        "The doctor must read whether this sentence is safe.",
        "Ask a clinician about the dose.",
        "We should ask a clinician.",
        "We still need it; we must find the source.",
        "The wording is to be checked.",
        "Wording to be checked.",
        "This claim is still to be confirmed.",
        "The dose should be checked by a rheumatologist.",
        "Check the wording.",
        "This needs a source.",
        "Textbook knowledge, not verified by us.",
        "TODO: rewrite",
        "It is 12 percent [citation].",
        "Is it 12 percent???",
    ],
)
def test_a_note_for_the_authors_is_found(note):
    assert NOTES.search(note)


@pytest.mark.parametrize(
    "sentence",
    [
        "A clinician's review is still to come.",
        "No clinician has reviewed these lessons yet.",
        "The prescriber decides; ask the team the same day.",
        "The biopsy is taken where disease is active.",
        "Who sees this should check the blood count.",
        "A clinician should check the lungs today.",
    ],
)
def test_what_a_student_needs_is_no_note(sentence):
    assert not NOTES.search(sentence)
