"""One rule for each danger: its words are the same wherever they stand, and stand nowhere else."""

import re
import tomllib

import pytest

from helpers.evidence import Urgency, data_folder, evidence, load_text

FOLDER = data_folder()
FILES = sorted(
    [
        *FOLDER.parent.glob("notebooks/[0-9][0-9]_*.ipynb"),
        *FOLDER.glob("guides/*.md"),
        *FOLDER.glob("questions/**/*.toml"),
        *FOLDER.glob("cases/*.toml"),
        FOLDER / "clinic.toml",
    ]
)


def read(path):
    """Return the text of a file; of a notebook, the text of its lesson with named sections."""
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8")
    text = load_text(path.stem[3:], path.parent)
    return "\n".join(f"## {name}\n{said}" for name, said in text.items())


LINK = re.compile(r"\[([^\]]*)\]\(safety:([^)]*)\)")
ANY_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
SENTENCE = re.compile(r"(?<=[.!?|])\s+|\n")
SOON = r"\bnow\b|\btoday\b|same day\b|at once|\burgent|emergency|this week|\bsoon\b|within days"
# What a sentence speaks of, and what makes it an instruction. Both in one sentence without the
# rule beside them: a second rule, which can come to differ from the first.
STRAY = {
    "fever_marrow": (r"\bfevers?\b|shiver|rigor", rf"{SOON}|antibiotic"),
    "marrow_count": (r"blood count", r"\btoday\b|same day|at once|\burgent"),
    "lung": (r"\blungs?\b|\bcough|breathless", SOON),
    "ulcers": (r"ulcers of the skin|skin ulcers|growing weakness|papules of the palms", SOON),
    "new_dm": (r"dermatology or rheumatology|suspected dermatomyositis", SOON),
    "drug_rash": (r"\brash\b.*\bdrug\b|sore eyes", SOON),
    "swallowing": (r"swallow|\bchok|wet voice|windpipe", SOON),
    "weight_loss": (
        r"weight (?:loss|falls)|los(?:es|ing) weight|loss of weight|falling weight",
        SOON,
    ),
    "steroid_stop": (
        r"steroid|prednis|cortisone|long treatment",
        r"never (?:be )?stop|nobody stops|not (?:be )?(?:stop|end)\w* (?:alone|suddenly)"
        r"|must not (?:be stopped|end|stop)|more steroid",
    ),
    "adrenal_crisis": (r"adrenal (?:crisis|insufficiency)|hydrocortisone", SOON),
    "cancer_search": (
        r"\bcancer|tumour",
        r"ask (?:the|who)|look for|search(?:ed)? for a|reason to|this week|examined for",
    ),
    "gut_bleeding": (r"tarry|black stool|vomit\w* blood", SOON),
    "iron_cause": (r"endoscop|coeliac|\bbowel\b", r"\brefer|examin|is tested|are tested"),
    "crp": (r"\bCRP\b", r"(?:look|search|looked|searched) (?:today )?for (?:an )?infection"),
    "methotrexate_daily": (
        r"(?:every day|daily) by mistake|by mistake (?:every day|daily)"
        r"|methotrexate (?:every day|daily)",
        rf"{SOON}|stop the bone marrow|blood count",
    ),
    "thiopurine": (
        r"TPMT|NUDT15|allopurinol",
        r"(?:tested|known|asked for|measured) before|before \w+ is begun|stop the bone marrow",
    ),
    "drug_stop": (
        r"immunosuppressant",
        r"(?:do not|never|nobody|no one)\b.*\bstop|\bno immunosuppressant|not (?:be )?stopped",
    ),
    "scarring": (
        r"opening|\bscar",
        r"\brefer\b|refer (?:prompt|within)|prompt referral|within days",
    ),
    "pregnancy": (r"pregnan|unborn", r"avoid|must not|do not|not be taken|call the"),
    "biotin": (r"biotin", r"chest pain.*emergency|emergency.*chest pain"),
    "distress": (r"suicid|self-harm", rf"{SOON}|not left alone|ask about"),
}
# A rule that says the other as well.
SAYS_TOO = {
    "marrow_count": {"fever_marrow", "methotrexate_daily"},
    "fever_marrow": {"marrow_count", "methotrexate_daily", "steroid_stop", "crp", "adrenal_crisis"},
    "weight_loss": {"swallowing"},
    "swallowing": {"weight_loss"},
    "adrenal_crisis": {"steroid_stop"},
    "steroid_stop": {"adrenal_crisis"},
    "iron_cause": {"weight_loss"},
    "cancer_search": {"weight_loss", "crp", "iron_cause"},
    "lung": {"crp", "swallowing"},
    "methotrexate_daily": {"fever_marrow", "marrow_count"},
}
# Said to no patient and of no patient: names and questions, wrong answers, what somebody tells.
SILENT = {
    "id", "name", "group", "tells", "usual", "stem", "hint", "told", "opening", "title", "worth",
    "wait", "misconception", "lesson", "step", "choice", "asked", "test", "safety", "about",
}  # fmt: skip


def differing(name, text):
    """Return each link whose words are not those of its row, with file, line, old and new words."""
    wrong = []
    for number, line in enumerate(text.splitlines(), 1):
        for words, key in LINK.findall(line):
            row = evidence().safety.get(key)
            if row is None:
                wrong.append(f"{name}, line {number}: safety.csv has no row {key!r}.")
            elif words != row.sentence:
                wrong.append(
                    f"{name}, line {number}: the words of safety:{key} differ.\n"
                    f"  there: {words}\n  table: {row.sentence}"
                )
    return wrong


def strays(text, linked=()):
    """Return the dangers of which a text gives an instruction without the rule beside it."""
    known = {key for _, key in LINK.findall(text)} | set(linked)
    found = []
    for sentence in SENTENCE.split(ANY_LINK.sub(r"\1", LINK.sub("", text))):
        for danger, (subject, instruction) in STRAY.items():
            said = known & ({danger} | SAYS_TOO.get(danger, set()))
            if said or not re.search(subject, sentence, re.IGNORECASE):
                continue
            if re.search(instruction, sentence, re.IGNORECASE):
                found.append(f"{danger}: {sentence.strip()}")
    return found


def spoken(part, name=""):
    """Return every text in a part of a TOML file that the product says itself."""
    if isinstance(part, dict):
        return [text for key, value in part.items() for text in spoken(value, key)]
    if isinstance(part, list):
        return [text for value in part for text in spoken(value, name)]
    return [part] if isinstance(part, str) and name not in SILENT else []


def pieces(path):
    """Return the pieces of a file, each with the rules that stand near enough to count."""
    text = read(path)
    if path.suffix in (".md", ".ipynb"):
        # The model answer of a task is a list of steps: its reasons stand in the same lesson.
        for place, section in enumerate(re.split(r"^## ", text, flags=re.MULTILINE)):
            whole = section.startswith("written")
            rules = {key for _, key in LINK.findall(text)} if whole else set()
            for line in section.splitlines():
                yield f"section {place}", line, rules
        return
    content = tomllib.loads(text)
    rules = {key for _, key in LINK.findall(text)}
    for kind, parts in content.items():
        for part in parts if isinstance(parts, list) else [parts]:
            if not isinstance(part, dict):
                continue
            where = f"{kind} {part.get('id', '')}"
            if path.parent.name == "questions":
                # A wrong option is wrong on purpose; its feedback may lean on the right one.
                right = [o for o in part.get("option", []) if o.get("right")]
                beside = {key for _, key in LINK.findall(" ".join(spoken(right)))}
                said = [t for o in part.get("option", []) for t in spoken(o) if t != o.get("text")]
                yield where, "\n".join(said), beside
            elif path.parent.name == "cases":
                # One patient is read to the end; what an examination shows is no instruction.
                named = {d.get("rule") for d in content.get("danger", [])} - {None}
                if kind != "sign":
                    yield where, "\n".join(spoken(part)), rules | named
            else:
                yield where, "\n".join(spoken(part)), set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_rule_has_the_same_words_wherever_it_stands(path):
    assert differing(path.name, read(path)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_second_rule_stands_outside_the_table(path):
    found = [
        f"{path.name}, {where}: {stray}"
        for where, text, linked in pieces(path)
        for stray in strays(text, linked)
    ]
    assert found == []


def test_every_rule_is_used():
    texts = [read(path) for path in FILES]
    used = {key for text in texts for _, key in LINK.findall(text)}
    assert used == set(evidence().safety)


@pytest.mark.parametrize("name", evidence().safety)
def test_a_rule_says_how_soon(name):
    row = evidence().safety[name]
    words = {
        Urgency.NOW: r"\bnow\b",
        Urgency.TODAY: r"\btoday\b|the same day",
        Urgency.THIS_WEEK: r"this week",
    }
    assert re.search(words[row.urgency], row.sentence)
    if row.urgency is not Urgency.NOW:
        later = [u for u in Urgency if list(Urgency).index(u) > list(Urgency).index(row.urgency)]
        assert not any(re.search(words[u], row.sentence) for u in later)


@pytest.mark.parametrize("name", evidence().safety)
def test_a_rule_is_short_enough_to_be_read_once(name):
    row = evidence().safety[name]
    assert len(row.sentence.split()) <= 55
    assert max(len(part.split()) for part in re.split(r"[.;:] ", row.sentence)) <= 30


# What makes a lack of steroid an emergency, in a text that speaks of its signs.
CRISIS = re.compile(r"low blood pressure|vomit|faint|confusion|great weakness", re.IGNORECASE)


def milder(text):
    """Return each sentence that lists a sign of the crisis among the signs that are none."""
    lines = [line for line in text.splitlines() if "(claim:adrenal_signs)" in line]
    said = [ANY_LINK.sub(r"\1", LINK.sub("", line)) for line in lines]
    parts = [part.strip() for line in said for part in SENTENCE.split(line)]
    return [part for part in parts if CRISIS.search(part) and "emergency" not in part.lower()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sign_of_an_adrenal_crisis_stands_under_the_emergency_alone(path):
    assert milder(read(path)) == []


# -- the tests themselves can fail


def test_a_sign_of_a_crisis_in_the_milder_list_is_found():
    signs = "[tiredness, low blood pressure or weight loss](claim:adrenal_signs)"
    assert milder(f"{signs}. Call the team today; in a crisis, emergency department now.")
    assert not milder("[tiredness](claim:adrenal_signs). Low blood pressure: emergency now.")


def test_every_rule_is_searched_for():
    assert set(STRAY) == set(evidence().safety)


@pytest.mark.parametrize("name", evidence().safety)
def test_a_rule_in_its_own_words_is_found_where_its_link_is_missing(name):
    row = evidence().safety[name]
    assert any(found.startswith(f"{name}:") for found in strays(row.sentence))
    assert strays(f"[{row.sentence}](safety:{name})") == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fever_marrow", "With a fever on azathioprine she should see a doctor this week."),
        ("marrow_count", "A blood count the same day is enough."),
        ("lung", "Cough in dermatomyositis: the lungs at once."),
        ("swallowing", "Trouble with swallowing belongs to the team soon."),
        ("steroid_stop", "Steroids are never stopped in a day."),
        ("cancer_search", "A new diagnosis is a reason to look for a tumour."),
        ("scarring", "Lost openings: refer within days."),
        ("distress", "Thoughts of self-harm deserve help today."),
    ],
)
def test_other_words_for_a_rule_are_found(name, said):
    assert any(found.startswith(f"{name}:") for found in strays(said))


@pytest.mark.parametrize(
    "said",
    [
        "A fever in January pushed the follicles.",
        "The lungs were clear.",
        "Her openings are kept.",
        "Iron is absorbed in the bowel.",
    ],
)
def test_what_is_no_rule_is_left_alone(said):
    assert strays(said) == []


def test_changed_words_are_named_with_file_line_old_and_new():
    sentence = evidence().safety["lung"].sentence
    changed = sentence.replace("today", "soon")
    (said,) = differing("iron.md", f"One line.\n- [{changed}](safety:lung)")
    for part in ("iron.md, line 2", changed, sentence):
        assert part in said
    assert differing("iron.md", f"[{sentence}](safety:lung)") == []
    assert "no row 'lungs'" in differing("iron.md", f"[{sentence}](safety:lungs)")[0]
