"""Pin every figure, every answer with its feedback, every case, and what the models make of them.

A test compares the tables and texts, and what is computed, said and drawn from them, with what a
person last confirmed (`.ci/pinned/`), so that a number, an option, a feedback, a word such as
"not" or a line of a model that moves by itself is noticed. After a change that is meant,

    uv run .ci/pin.py

prints what differs, old and new, to be compared with the source, and writes it when you agree;
`--yes` writes without asking, `--check` only says what differs.
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from computed import computed, followed

from helpers.clinic.judge import judge
from helpers.course import lesson_keys
from helpers.evidence import STEPS, catalogue, data_folder, load_cases, load_text, phrases

PINNED = Path(__file__).with_name("pinned")
DATA = data_folder()
_NUMBER = re.compile(r"[−-]?\d+(?:[.,]\d+)*")
_CELLS = {  # of these tables every figure is a cell; the words beside it are hashed
    "parameters.csv": ("value", "low", "high", "unit", "kind", "species", "level", "sources"),
    "observations.csv": ("value", "low", "high", "unit", "setup", "sources"),
    "safety.csv": ("sentence", "urgency", "sources"),
    "scalps.csv": ("monk", "skin", "hair", "redness"),
}
_TEXTS = {  # of these, figures stand in sentences
    "claims.csv": ("claim", "counter"),
    "misconceptions.csv": ("think", "better"),
    "glossary.csv": ("term", "meaning"),
    "sources.csv": ("citation", "note"),
}

Pins = dict[str, str]


def short(*texts: object) -> str:
    """Return a few letters that change when a text does."""
    return blake2b("\0".join(map(str, texts)).encode(), digest_size=5).hexdigest()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def figures(folder: Path = DATA) -> Pins:
    """Return the figures of every row of every table, and a hash of its words."""
    found: Pins = {}
    for name, cells in _CELLS.items():
        for row in _rows(folder / name):
            said = "; ".join(f"{cell} {row[cell]}" for cell in cells)
            found[f"{name}: {row['id']}"] = f"{said}; words {short(*row.values())}"
    for name, cells in _TEXTS.items():
        for row in _rows(folder / name):
            numbers = " ".join(n for cell in cells for n in _NUMBER.findall(row[cell])) or "none"
            kept = "; ".join(f"{c} {row[c]}" for c in ("sources", "species", "level") if c in row)
            words = short(*(row[cell] for cell in cells))
            found[f"{name}: {row['id']}"] = f"figures {numbers}; {kept}; words {words}"
    for path in sorted((folder / "studies").glob("*.csv")):
        for line, row in enumerate(_rows(path), 2):
            found[f"studies/{path.name}: line {line}"] = " | ".join(row.values())
    for path in sorted((folder / "studies").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        found[f"studies/{path.name}"] = f"words {short(text)}"
    return found


def answers(folder: Path = DATA) -> Pins:
    """Return what a question is for, and what belongs to each option: right, feedback, idea."""
    found: Pins = {}
    for path in sorted((folder / "questions").rglob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["question"]:
            found |= question(path.stem, row)
    for path in sorted((folder / "cases").glob("*.toml")):
        for choice in tomllib.loads(path.read_text(encoding="utf-8"))["choice"]:
            key = f"case {path.stem}: {choice['step']}: {choice['id']}"
            kept = {name: text for name, text in choice.items() if name not in ("step", "id")}
            words = short(kept.pop("feedback", ""))
            said = "; ".join(f"{name} {text}" for name, text in kept.items())
            found[key] = f"{said}; feedback {words}"
    offers = tomllib.loads((folder / "clinic.toml").read_text(encoding="utf-8"))
    for part, rows in offers.items():
        if not (isinstance(rows, list) and isinstance(rows[0], dict)):  # such as the minutes
            found[f"clinic: {part}"] = str(rows)
            continue
        for row in rows:
            words = short(*map(str, row.values()))
            found[f"clinic: {part}: {row['id']}"] = f"words {words}"
    return found


def question(file: str, row: Mapping[str, Any]) -> Pins:
    """Return every value of a question: a line for what it is for, and one for each option."""
    rest = {name: value for name, value in row.items() if name not in ("id", "option", "stem")}
    hint = short(rest.pop("hint", ""))
    said = "; ".join(f"{name} {value}" for name, value in rest.items())
    found = {f"{file}: {row['id']}": f"{said}; hint {hint}"}
    for option in row["option"]:
        key = f"{file}: {row['id']}: {option['text']}"
        right = "right" if option.get("right") else "wrong"
        words = short(row["stem"], option["feedback"], option.get("why", ""))
        found[key] = f"{right}; {option.get('misconception', '-')}; feedback {words}"
    return found


def cases(folder: Path = DATA) -> Pins:
    """Return what else each case holds: who comes, what is found, what takes hair, what follows."""
    paths = sorted((folder / "cases").glob("*.toml"))
    return {key: value for path in paths for key, value in case(path).items()}


def case(path: Path) -> Pins:
    """Return every value of a case but those of its choices, a line for each of its parts."""
    found: Pins = {}
    for part, value in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if part == "choice":  # is among the answers
            continue
        rows = value if isinstance(value, list) else [value]
        for number, row in enumerate(rows, 1):
            cells = row if isinstance(row, dict) else {"is": row}
            said = "; ".join(f"{name} {_said(one)}" for name, one in cells.items())
            found[f"{path.stem}: {part} {number}"] = said
    return found


def _said(value: object) -> str:
    """Return a value as it is, or a hash of a sentence."""
    text = ", ".join(value) if isinstance(value, list) else str(value)
    sentence = isinstance(value, str) and " " in value
    return f"words {short(text)}" if sentence else text


def marks() -> Pins:
    """Return how each case marks each choice, taken alone, and what it misses without any."""
    found: Pins = {}
    for case in load_cases().values():
        for step in STEPS:
            by_kind: dict[str, list[str]] = {}
            for name in catalogue().offers(step):
                note = next(note for note in judge(case, step, [name]) if note.id == name)
                danger = " (danger)" if note.danger else ""
                by_kind.setdefault(note.kind + danger, []).append(name)
            for note in judge(case, step, []):
                danger = " (danger)" if note.danger else ""
                by_kind.setdefault(f"without any: {note.kind}{danger}", []).append(note.id)
            for kind, names in sorted(by_kind.items()):
                found[f"{case.id}: {step}: {kind}"] = ", ".join(names)
    return found


def reordered() -> Pins:
    """Return the rows of words.csv whose places stand in another order in German."""
    place = re.compile(r"\{(\w+)")
    orders = {row.id: (place.findall(row.en), place.findall(row.de)) for row in phrases().values()}
    return {name: " ".join(de) for name, (en, de) in orders.items() if en != de}


_DIRECTIONS = re.compile(
    r"\b(not?|never|none|nobody|nothing|without|unless|cannot|only|always|often|seldom|rarely|"
    r"more|less|fewer|higher|lower|longer|shorter|above|below|over|under|before|after|later|"
    r"earlier|first|last|both|neither|all|half|twice|double|(?:in|de)creas\w*|r[aio]se[sn]?|"
    r"morning|noon|afternoon|evening|night|"
    r"enough|little|much|many|few|most|least|same|"
    r"raised|fall[s]?|fell|up|down|left|right|now|today|emergency|stop\w*|start\w*|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|twelve|hundred|thousand|"
    r"(?:hour|day|week|month|year|percent|point)s?)\b|%",
    re.IGNORECASE,
)


_RICHTUNGEN = re.compile(
    r"\b(nicht|kein\w*|nie|niemand\w*|nichts|ohne|außer|nur|immer|oft|öfter|selten\w*|"
    r"mehr|weniger|höher\w*|niedriger\w*|länger\w*|kürzer\w*|über|unter|vor|vorher|nach|danach|"
    r"später|früher|erst\w*|letzt\w*|beide\w*|weder|alle\w*|hälfte|halb\w*|doppelt|zweimal|"
    r"genug|wenig\w*|viel\w*|meist\w*|gleich\w*|steig\w*|fäll\w*|sink\w*|erhöht\w*|"
    r"oben|unten|links|rechts|richtig\w*|falsch\w*|jetzt|sofort\w*|heute|notaufnahme|"
    r"abgesetzt|absetz\w*|beginn\w*|morgens|mittags|nachmittag\w*|abend\w*|nacht\w*|"
    r"zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|hundert|tausend|"
    r"(?:stunde|tag|woche|monat|jahr|prozent|punkt)\w*)\b|%",
    re.IGNORECASE,
)


def directions(folder: Path = DATA) -> Pins:
    """Return, in the order of the text, the words that turn a statement round when they change.

    Units of time, "not", "more", "before": what no figure in a table holds.
    """
    found: Pins = {}
    for key in (*lesson_keys(), "clinic", "review"):
        for section, text in load_text(key).items():
            for number, line in enumerate(filter(None, text.splitlines()), 1):
                found[f"{key}: {section}: line {number}"] = turning(line)
    for path in sorted([*folder.glob("guides/*.md"), *folder.glob("reference/*.md")]):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found[f"{path.parent.name}/{path.name}: line {number}"] = turning(line)
    for row in _rows(folder / "words.csv"):
        english, german = turning(row["en"]), turning(row["de"], _RICHTUNGEN)
        found[f"words.csv: {row['id']}"] = f"{english} | {german}" if english or german else ""
    return {key: words for key, words in found.items() if words}


def turning(line: str, words: re.Pattern[str] = _DIRECTIONS) -> str:
    shown = re.sub(r"\]\([^)]*\)", "]", line)
    return " ".join(match[0].lower() for match in words.finditer(shown))


_TERMS = re.compile(
    r"\b(shed\w*|brok\w*|break\w*|breakage|bulbs?|bulges?|anagen|catagen|telogen|kenogen|"
    r"clubs?|tapered|pointed|blunt|openings?|scar\w*|kept|lost|hold\w*|held|push\w*|"
    r"pull\w*|tug\w*|wash|biops\w*|phototrichograms?|trichograms?|ferritin|saturation|CRP|zinc|"
    r"iron|lungs?|cancers?|swallowing|marrow|circles?|squares?|solid|dashed|dotted|"
    r"flares?|steroids?|drugs?|disease|measured|assumed|tuned|mice|people)\b",
    re.IGNORECASE,
)


def terms() -> Pins:
    """Return, in the order of the text, the words that are easily taken for each other.

    "Only shedding raises the pull test" and "only breakage raises it" hold the same figures and
    the same directions.
    """
    texts = {
        f"{key}: {section}": [line for line in text.splitlines() if line]
        for key in (*lesson_keys(), "clinic", "review")
        for section, text in load_text(key).items()
    }
    for path in sorted([*DATA.glob("guides/*.md"), *DATA.glob("reference/*.md")]):
        texts[f"{path.parent.name}/{path.name}"] = path.read_text(encoding="utf-8").splitlines()
    found: Pins = {}
    for place, lines in texts.items():
        for number, line in enumerate(lines, 1):
            shown = re.sub(r"\]\([^)]*\)", "]", line)
            if words := " ".join(match[0].lower() for match in _TERMS.finditer(shown)):
                found[f"{place}: line {number}"] = words
    return found


KINDS = {
    "figures": figures,
    "answers": answers,
    "cases": cases,
    "marks": marks,
    "reordered": reordered,
    "directions": directions,
    "terms": terms,
    "computed": computed,
    "followed": followed,
}


def pinned(kind: str) -> Pins:
    """Return what was last confirmed."""
    path = PINNED / f"{kind}.tsv"
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)  # type: ignore[misc]


def write(kind: str, found: Mapping[str, str]) -> None:
    """Keep what was confirmed, one line each."""
    PINNED.mkdir(exist_ok=True)
    text = "".join(f"{key}\t{value}\n" for key, value in sorted(found.items()))
    (PINNED / f"{kind}.tsv").write_text(text, encoding="utf-8")


def differences(kind: str, found: Mapping[str, str]) -> Iterator[str]:
    """Say what differs from what was confirmed, one sentence each."""
    before = pinned(kind)
    for key in sorted(before.keys() | found.keys()):
        old, new = before.get(key), found.get(key)
        if old != new:
            yield f"{key}\n    was {old or 'not there'}\n    now {new or 'not there'}"


def main() -> int:
    """Print what differs and write it when a person agrees."""
    now = {kind: read() for kind, read in KINDS.items()}
    said = [f"[{kind}] {line}" for kind, found in now.items() for line in differences(kind, found)]
    print("\n".join([*said, f"{len(said)} differences from what was confirmed."]))
    if not said or "--check" in sys.argv[1:]:
        return 1 if said else 0
    if "--yes" not in sys.argv[1:]:
        print("Compare each with its source, and each feedback with its option.")
        if input("Is all of it meant? [y/N] ").strip().lower() != "y":
            return 1
    for kind, found in now.items():
        write(kind, found)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
