"""How much time a step of a plan needs: its votes, and the words on the screens that it names."""

import re

from helpers.evidence import cell_text, notebook_path, read_notebook
from helpers.instructor.one_sheet import numbers_of_parts, titles_of_parts

MINUTES_A_VOTE = 1.5
"""To read a question, to vote, to count: less is no vote."""
EXIT_QUESTIONS = 5
WORDS_A_MINUTE = 130
SCREEN = re.compile(r" Screen “([^”]+)”: (.*)\.$", re.MULTILINE)
LEAD = re.compile(r"“([^”]+)”")


def votes_of(step):
    """Return how many times a step of a plan lets the class answer."""
    votes = bool(re.search(r"\b[Vv]ote\b(?!\*)|\*\*Start timer\*\*", step.replace("2nd vote", "")))
    votes += "**2nd vote**" in step
    votes += "**Let the phones draw**" in step
    if "“Check yourself”" not in step:
        return votes + ("**Show the answer**" in step)
    if "the first question" in step:
        return votes + 1
    return votes + (2 if "the first two questions" in step else EXIT_QUESTIONS)


def text_of_parts(key):
    """Return the words of each part as the wall has them, by the number that jumps there.

    A part of the class view is a heading and what follows it, as in screens.js.
    """
    made = [""]
    for cell in read_notebook(notebook_path(key))["cells"]:
        text = cell_text(cell)
        if text.startswith("## "):
            made.append("")
        made[-1] += text + "\n"
    return dict(enumerate(made))


def words_aloud(text):
    """Return how many words a text of a notebook has when it is read aloud."""
    text = re.sub(r"^# ▶.*\n.*", "", re.sub(r"\]\([^)]*\)", "", text), flags=re.MULTILINE)
    return len(re.findall(r"\w[\w’'.,-]*", text))


def headed(text, lead):
    """Return what stands under a heading, or after a line that begins in bold."""
    blocks = re.split(r"^(?=\*\*|### )", text, flags=re.MULTILINE)
    return next(block for block in blocks if lead in block.partition("\n")[0])


def screens_of(key, step):
    """Return the texts of the screens that a step names."""
    numbers, parts = numbers_of_parts(key), text_of_parts(key)
    why = parts[numbers["explain"]]
    for part, leads in SCREEN.findall(step):
        text = why if part == "Go deeper" else parts[titles_of_parts(key).index(part) + 1]
        yield from (headed(text, lead) for lead in LEAD.findall(leads))
    if re.search("“Why”, screen by screen|through “Why”", step):
        yield why.partition("\n### Go deeper")[0]
    if re.search("[Ww]orked case", step):
        yield parts[numbers["worked"]]
    if re.search("[Rr]ed flags", step):
        after = parts[numbers["refer"]].partition("### When to refer")[2]
        yield after.partition("\n### ")[0]


def needed(key, step):
    """Return the minutes that a step of a plan needs at least."""
    aloud = sum(map(words_aloud, screens_of(key, step)))
    return MINUTES_A_VOTE * votes_of(step) + aloud / WORDS_A_MINUTE
