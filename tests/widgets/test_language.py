"""Every word around the lessons stands in one table, in every language."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from helpers.evidence import (
    LANGUAGES,
    EvidenceError,
    data_folder,
    language,
    phrases,
    say,
    say_number,
)
from helpers.evidence.tables import read_table
from helpers.evidence.words import VARIABLE, Phrase

SOURCE = Path(__file__).resolve().parents[2] / "src" / "helpers"
TEMPLATES = SOURCE / "app" / "share" / "jupyter" / "nbconvert" / "templates" / "lesson"
# What the other modules of the app print is for the terminal, as what `build.py` prints;
# `database.py` speaks to SQLite, and to readers by the table only.
FOLDERS = ("widgets", "progress", "describe", "figures", "lessons", "app/static")
PYTHON = [
    path
    for folder in FOLDERS
    for path in sorted((SOURCE / folder).glob("*.py"))
    if path.name not in ("build.py", "database.py")
]
SCRIPTS = sorted(
    [
        *(SOURCE / "widgets" / "js").glob("*.js"),
        *TEMPLATES.glob("*.js"),
        *(SOURCE / "app" / "static").glob("*.js"),
    ]
)
PAGES = sorted([TEMPLATES / "index.html.j2", *TEMPLATES.glob("*.html")])

# Texts that no student reads, or that are the same in every language.
ALLOWED = (
    "Hair Cycle Lab",  # the name
    "use strict",
    ", day",  # taken out of a picture's English title
    "option settled",  # a class of the style sheet
    "PDF",
    "font:8px system-ui",
    '<svg role="img" ',
    "Below ([",  # the model's name for a row of a table
    # Names by which pictures find what they draw in a result; `say_name` says them.
    "anagen root",
    "not growing",
    "club root",
    "long hair missing",
    "hairs standing",
    "no iron",
    "all stored",
    "no gap",
    "hair loss",
    "Pooled",
    # To plotly
    "top right",
    "middle right",
    "inside top",
    " domain",
    "Download plot as a PNG",
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial',
)
# Rows that read the same in every language.
ALIKE = {"named_crp", "named_ferritin", "figure_ferritin"}
# Errors for whoever writes a lesson; a page never shows them.
FOR_AUTHORS = {
    "ValueError",
    "TypeError",
    "KeyError",
    "TraitError",
    "EvidenceError",
    "NotImplementedError",
    "OSError",
    "NotAFile",
    "PydanticCustomError",
}
SHOWN = {"description", "placeholder", "tooltip", "label", "legend", "button", "order", "skip"}
SAYING = {"say", "say_number", "say_name", "label"}
HOLE = "\0"  # where a value is filled in


def words_of(text, inside=False):
    """Return the words a reader would see, or nothing if the text is for machines.

    A text is for readers if it holds words between or after tags, two words in a row, or a
    word with a capital. `inside` says that any word counts, such as in a button.
    """
    for known in ALLOWED:
        text = text.replace(known, "")
    bare = re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.S)
    labels = re.findall(r'aria-label="([^"]*)"', bare)
    tagged = bool(re.search(r"</?[a-z][^>]*>", bare))
    bare = re.sub(r"<[^>]*>|&#?\w+;", " ", bare)
    bare = re.sub(r"<[^<>]*$|^[^<>]*>", " ", bare) if tagged else bare
    bare = " ".join([bare, *labels])
    seen = re.findall(r"[^\W\d_]{2,}", bare.replace(HOLE, " "))
    row = re.search(r"[^\W\d_]{2,}[,.:;…”]? (?:[^\W\d_]{2,}|\0)|\0 [^\W\d_]{2,}", bare)
    capital = re.search(r"(?:^|[\s“\"(])[A-Z][a-z]+(?:[\s.!?…]|$)", bare)
    return seen if inside or tagged or row or capital else []


def literals(tree):
    """Return every text of a module as (line, text, whether a reader surely sees it)."""
    skip, found = set(), []
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr):
                skip.add(first.value)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skip.add(node.value)  # the words under a constant
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            name = (
                node.exc.func.attr
                if isinstance(node.exc.func, ast.Attribute)
                else (node.exc.func.id if isinstance(node.exc.func, ast.Name) else "")
            )
            if name in FOR_AUTHORS:
                skip.update(ast.walk(node))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING:
            skip.add(node.args[0])
            skip.update(ast.walk(node.args[0]))
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in (
            "__all__",
            "_STYLE",
        ):
            skip.update(ast.walk(node.value))
        elif isinstance(node, ast.Subscript):  # the name of a type
            skip.update(part for part in ast.walk(node.slice) if isinstance(node.ctx, ast.Load))
        elif isinstance(node, ast.JoinedStr):
            skip.update(part for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.FormattedValue) and node.format_spec:
            skip.update(ast.walk(node.format_spec))
        elif isinstance(node, (ast.AnnAssign, ast.arg)) and node.annotation:
            skip.update(ast.walk(node.annotation))
    sure = {
        word.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg in SHOWN
    }
    for node in ast.walk(tree):
        if node in skip:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(
                part.value if isinstance(part, ast.Constant) else HOLE for part in node.values
            )
            found.append((node.lineno, text, node in sure))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append((node.lineno, node.value, node in sure))
    return found


def untranslated(code):
    """Return the texts of Python code that a student would read and no table holds."""
    return [
        f"line {line}: {text!r}"
        for line, text, sure in literals(ast.parse(code))
        if words_of(text, inside=sure)
    ]


_JS_TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|`(?:[^`\\]|\\.)*`', re.S)
_JS_NAMES = "say|between|get|find|querySelector(?:All)?|closest|createElement"
_JS_SHOWN = re.compile(r"(?:textContent|innerText|placeholder) = |new Option\(|\"aria-label\"")
_JS_CODE = re.compile(r"(?:className|cssText|download) = |\.(?:on|toggle|find|get)\([^()]*$")


def untranslated_script(code):
    """Return the same for a script."""
    code = re.sub(r"(?<![:\"'`\w])//[^\n]*", "", code)
    code = re.sub(rf"\b(?:{_JS_NAMES})\((?:[^()]|\([^()]*\))*\)|=== \"\w*\"", "value", code)
    found = []
    for match in _JS_TEXT.finditer(code):
        before = code[: match.start()]
        statement = re.split(r"[;\n]", before)[-1]
        text = re.sub(r"\$\{(?:[^{}]|\{[^{}]*\})*\}", HOLE, match[0][1:-1])
        shown = bool(_JS_SHOWN.search(statement)) and text != "aria-label"
        if not _JS_CODE.search(statement) and words_of(text, inside=shown):
            found.append(f"line {before.count(chr(10)) + 1}: {text!r}")
    return found


class _Text(HTMLParser):
    """Collects what a reader sees of a template."""

    def __init__(self):
        super().__init__()
        self.seen, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("style", "script")
        self.seen += [v for k, v in attrs if k in ("aria-label", "title", "placeholder") and v]

    def handle_endtag(self, tag):
        self.hidden -= tag in ("style", "script")

    def handle_data(self, data):
        if not self.hidden:
            self.seen.append(data)


def untranslated_page(code):
    """Return the same for a page template."""
    code = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", code, flags=re.S)
    reader = _Text()
    reader.feed(code)
    return [t.strip() for t in reader.seen if words_of(t, inside=True)]


def test_every_row_has_every_language_and_the_same_places():
    assert list(Phrase.model_fields) == ["id", *LANGUAGES]
    assert len(phrases()) > 200  # and reading it has checked each of them


def test_a_row_with_other_places_is_refused_in_a_sentence(tmp_path):
    table = tmp_path / "words.csv"
    table.write_text("id,en,de\nx_y,{number} hairs,{zahl} Haare\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"line 2.*must be the same in every language"):
        read_table(table, Phrase)
    table.write_text("id,en,de\nx_y,Hair,\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="line 2, de"):
        read_table(table, Phrase)


def test_the_table_holds_words_and_no_html():
    for row in phrases().values():
        assert not re.search(r'[<>&"]', row.en + row.de), row.id


def test_what_looks_alike_in_both_languages_is_known():
    # A row of places alone has no word to translate.
    alike = {
        row.id
        for row in phrases().values()
        if row.en == row.de and re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", row.en))
    }
    assert alike == ALIKE


def used_names():
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in [*SOURCE.rglob("*.py"), *SCRIPTS, *TEMPLATES.glob("*.*")]
    )
    return set(re.findall(r"[a-z][a-z0-9_]*_\w+", code)), code


# A control puts these names together itself; tests/lessons asks that each is some control's.
OF_CONTROLS = ("control_", "unit_", "skin_", "cause_", "step_")


def test_every_row_is_used():
    names, code = used_names()
    stems = tuple(re.findall(r"[\"'`]([a-z_]+_)(?:\$?\{)", code))
    unused = [
        name
        for name in phrases()
        if name not in names
        and not name.startswith((*stems, *OF_CONTROLS))
        and re.sub(r"_(one|many)$", "", name) not in names
    ]
    assert unused == []


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.name)
def test_no_text_of_a_widget_bypasses_the_table(path):
    assert untranslated(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_text_of_a_script_bypasses_the_table(path):
    assert untranslated_script(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_text_of_a_page_bypasses_the_table(path):
    assert untranslated_page(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        'widgets.Button(description="Reset all")',
        'widgets.Button(description="again")',
        'x = f"<p>{number} of {total} right</p>"',
        'x = "<summary>why</summary>"',
        'raise BadScenario(f"{code} is cut short")',
        'words = ("Finished", "Begun")',
        'x = f"{n} questions"',
    ],
)
def test_the_search_finds_what_bypasses_the_table(code):
    assert untranslated(code)


@pytest.mark.parametrize(
    "code",
    [
        "el.innerHTML = `<button>Save this picture</button>`;",
        'button.textContent = "reset";',
        'menu.append(new Option("none", ""));',
        'said.replaceChildren("Link copied. The code by itself: ");',
        'el.setAttribute("aria-label", `${name}: month in which it began`);',
    ],
)
def test_the_search_finds_what_bypasses_the_table_in_a_script(code):
    assert untranslated_script(code)


def test_the_language_comes_from_the_address_then_from_the_computer(monkeypatch):
    assert language() == "en"
    monkeypatch.setenv(VARIABLE, "de_AT.UTF-8")
    assert (language(), say("page_show_solution")) == ("de", "Zeig mir eine Lösung")
    monkeypatch.setenv("QUERY_STRING", "scenario=both~22x&lang=en")
    assert language() == "en"
    monkeypatch.setenv("QUERY_STRING", "lang=xx")
    assert language() == "de"


def test_one_and_many(monkeypatch):
    monkeypatch.setenv(VARIABLE, "de")
    assert say_number("general_question", 1) == "1 Frage"
    assert say_number("general_question", 0) == "0 Fragen"


def test_an_unknown_row_is_told_in_a_sentence():
    with pytest.raises(EvidenceError, match=r"words.csv has no row 'no_such_row'"):
        say("no_such_row")
    assert (data_folder() / "words.csv").is_file()
