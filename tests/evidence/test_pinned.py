"""No figure, no feedback and no mark moves by itself: each is what a person last confirmed."""

import csv
import importlib.util
import re
import shutil
import tomllib
from itertools import islice
from pathlib import Path

import pytest

from helpers.course import lesson_keys
from helpers.evidence import data_folder, evidence, load_questions, load_vignettes, study_names

ROOT = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("pin", ROOT / ".ci" / "pin.py")
pin = importlib.util.module_from_spec(spec)
spec.loader.exec_module(pin)
computing = importlib.import_module("computed")  # beside it


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


@pytest.mark.parametrize("kind", pin.KINDS)
def test_everything_is_as_a_person_confirmed_it(kind):
    found = list(pin.differences(kind, pin.KINDS[kind]()))
    assert not found, "If it is meant, run `uv run .ci/pin.py`:\n" + "\n".join(found[:20])


@pytest.mark.parametrize("key", lesson_keys())
def test_no_number_is_pinned_more_exactly_than_another_machine_computes_it(key, monkeypatch):
    """Of a number 1.2973595971083479e-05, the last figures are those of one kind of processor."""
    hashed = []
    monkeypatch.setattr(computing, "_hash", lambda text: hashed.append(text) or "")
    for _, explore in computing.parts(key):
        list(islice(computing.settings_of(explore), 3))
    numbers = [one for text in hashed for one in re.findall(r"\d+\.\d+", text)]
    assert numbers
    assert [one for one in numbers if len(one.replace(".", "").lstrip("0")) > 5] == []


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("parameters.csv", "high"),
        ("claims.csv", "claim"),
        ("claims.csv", "sources"),
        ("observations.csv", "value"),
        ("sources.csv", "note"),
        ("misconceptions.csv", "think"),
        ("glossary.csv", "meaning"),
        ("studies/ferritin_cutoffs.csv", "below_pct"),
    ],
)
def test_a_cell_that_moves_is_noticed_in_any_row(copy, name, cell):
    path = copy / name
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index(cell)
    for row in rows[1:]:
        row[place] = re.sub(r"\d", "7", row[place]) + "7"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    assert len(list(pin.differences("figures", pin.figures(copy)))) == len(rows) - 1


def test_two_feedbacks_that_change_places_are_noticed(copy):
    path = copy / "questions" / "iron.toml"
    text = path.read_text(encoding="utf-8")
    first, second = re.findall(r'^feedback = "(.*)"$', text, re.MULTILINE)[:2]
    swapped = text.replace(first, "\0").replace(second, first).replace("\0", second)
    path.write_text(swapped, encoding="utf-8")
    assert len(list(pin.differences("answers", pin.answers(copy)))) == 2


def questions():
    """Return every question of the collection as it stands in its file, vignettes too."""
    return [
        (path.stem, row)
        for path in sorted((data_folder() / "questions").rglob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    ]


def test_each_value_of_a_question_that_moves_alone_is_noticed():
    kept = pin.pinned("answers")
    for file, row in questions():
        before = pin.question(file, row)
        assert before.items() <= kept.items(), row["id"]
        for name in row.keys() - {"option"}:
            assert pin.question(file, row | {name: f"{row[name]}7"}) != before, (row["id"], name)
        for place, option in enumerate(row["option"]):
            for name in option:
                moved = [*row["option"]]
                moved[place] = option | {name: False if name == "right" else f"{option[name]}7"}
                assert pin.question(file, row | {"option": moved}) != before, (row["id"], name)


def test_a_word_that_turns_a_statement_round_is_noticed_in_every_line_and_language(copy):
    changed_lines = 0
    for path in (*copy.glob("guides/*.md"), *copy.glob("reference/*.md")):
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(f"{line} not" for line in lines), encoding="utf-8")
        changed_lines += len(lines)
    assert len(list(pin.differences("directions", pin.directions(copy)))) == changed_lines
    before = pin.directions(copy)
    with (copy / "words.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for language, word in (("en", "never"), ("de", "öfter")):
        with (copy / "words.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(row | {language: f"{row[language]} {word}"} for row in rows)
        after = pin.directions(copy)
        assert sum(before.get(key) != after[key] for key in after) == len(rows)


def test_an_hour_of_the_day_that_changes_is_noticed():
    assert pin.turning("Zinc in the morning") != pin.turning("Zinc in the evening")


CHANGES = (  # of a value in a line of a case: a text, a list, a date, a number, a yes or no
    (r'^(\w+ = ")', r"\1not "),
    (r"^(\w+ = \[)(.+)", r'\1"other", \2'),
    (r"^(\w+ = )\d{4}(-\d\d-\d\d)$", r"\g<1>1999\2"),
    (r"^(\w+ = [\d.]+)$", r"\g<1>7"),
    (r"^(\w+ = )true$", r"\1false"),
    (r"^(\w+ = )false$", r"\1true"),
)


def changed(line):
    """Return a line of a case with another value."""
    for pattern, new in CHANGES:
        if (other := re.sub(pattern, new, line)) != line:
            return other
    raise AssertionError(line)


@pytest.mark.parametrize(
    "path", sorted((data_folder() / "cases").glob("*.toml")), ids=lambda path: path.stem
)
def test_each_value_of_a_case_that_moves_alone_is_noticed(path, tmp_path):
    head, *parts = re.split(r"^(?=\[)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = [head, *(part for part in parts if not part.startswith("[[choice]]"))]
    lines = "".join(lines).splitlines()
    values = [place for place, line in enumerate(lines) if re.match(r"\w+ = ", line)]
    assert len(values) > 40
    before = pin.case(path)
    for place in values:
        moved = [*lines[:place], changed(lines[place]), *lines[place + 1 :]]
        (tmp_path / path.name).write_text("\n".join(moved), encoding="utf-8")
        after = pin.case(tmp_path / path.name)
        assert sum(before[key] != after[key] for key in before) == 1, lines[place]


def test_an_antibody_that_turns_negative_is_noticed(copy):
    path = copy / "cases" / "dry_cough.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Anti-MDA5 positive", "Anti-MDA5 negative"), encoding="utf-8")
    assert len(list(pin.differences("cases", pin.cases(copy)))) == 1  # the sign
    assert len(list(pin.differences("answers", pin.answers(copy)))) == 1  # the feedback


@pytest.mark.parametrize("key", [*lesson_keys(), "clinic"])
def test_the_feedback_of_the_right_option_and_of_no_other_agrees(key):
    path = data_folder() / "questions" / f"{key}.toml"
    assert path.exists()
    wrong = [
        f"{question.id}: {option.text}"
        for question in load_questions(key)
        for option in question.option
        if option.feedback.startswith("Yes") is not option.right
    ]
    assert wrong == []


def test_the_feedback_of_the_right_option_of_a_vignette_and_of_no_other_agrees():
    wrong = [
        f"{question.id}: {option.text}"
        for question in load_vignettes()
        for option in question.option
        if option.feedback.startswith("Yes") is not option.right
    ]
    assert wrong == []


PAIRS = (  # exchanged, a true sentence is a false one
    ("shedding", "breakage"),
    ("bulb", "bulge"),
    ("anagen", "telogen"),
    ("tapered", "club"),
    ("pointed", "blunt"),
    ("kept", "lost"),
    ("ferritin", "saturation"),
    ("lung", "cancer"),
    ("solid", "dashed"),
    ("disease", "drug"),
)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_a_term_that_is_taken_for_another_is_noticed_in_every_line(one, other, monkeypatch):
    texts = {key: pin.load_text(key) for key in (*lesson_keys(), "clinic", "review")}
    lines = [
        line
        for sections in texts.values()
        for text in sections.values()
        for line in text.splitlines()
        if re.search(rf"\b{one}\b", re.sub(r"\]\([^)]*\)", "]", line))
    ]
    assert lines
    swapped = {
        key: {name: re.sub(rf"\b{one}\b", other, text) for name, text in sections.items()}
        for key, sections in texts.items()
    }
    monkeypatch.setattr(pin, "load_text", swapped.__getitem__)
    assert len(list(pin.differences("terms", pin.terms()))) == len(lines)


def named_on_pages():
    """Return every name that pages, questions, cases, guides and code speak of."""
    places = ("notebooks/**/*.ipynb", "data/**/*.toml", "data/**/*.md", "src/**/*.py")
    paths = [path for place in places for path in ROOT.glob(place)]
    tables = [data_folder() / f"{name}.csv" for name in ("words", "misconceptions", "glossary")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*paths, *tables])
    return set(re.findall(r"[a-z0-9_]+", text))


def test_every_claim_and_every_data_set_is_used():
    tests = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    names = named_on_pages()
    checked = set(re.findall(r"[a-z0-9_]+", " ".join(tests)))  # a data set may check a number
    assert [name for name in evidence().claims if name not in names] == []
    assert [name for name in study_names() if name not in names | checked] == []


def test_words_that_name_a_level_in_a_sentence_are_those_of_the_numbers():
    """The pages write "one and a half times" for the level at which shedding is noticed."""
    value = evidence().value
    assert value("shedding_onset_factor") == 1.5
