"""A plan on one sheet: its steps, the keys to press, the wrong answers, the key; on one page."""

import re
import shutil
import subprocess

import pytest

from helpers.course import find_lesson, lesson_keys, new_page
from helpers.evidence import EvidenceError, data_folder, load_questions
from helpers.instructor.one_sheet import NAMED, numbers_of_parts, one_sheet
from helpers.instructor.plans import PARTS, PLANS, plan_text, plans_of, shown_parts
from helpers.printed.guide_sheets import main

CHROMIUM = shutil.which("chromium")
FULL = [key for key in lesson_keys() if find_lesson(key).challenge]


@pytest.mark.parametrize("key", FULL)
def test_every_plan_names_the_parts_that_it_shows(key):
    plans = plans_of(key)
    assert tuple(plans) == PLANS
    for minutes, parts in plans.items():
        assert {"predict", "look", "seen", "key_points", "refer"} <= set(parts) <= set(PARTS)
        assert set(parts) <= set(numbers_of_parts(key)), minutes
    assert len(plans[15]) < len(plans[50])


@pytest.mark.parametrize("key", FULL)
def test_the_screens_of_a_plan_are_those_that_its_steps_speak_of(key):
    guide = (data_folder() / "guides" / f"{key}.md").read_text(encoding="utf-8")
    for minutes in PLANS:
        plan = plan_text(guide, minutes)
        named = {part for said, part in NAMED.items() if re.search(said, plan)}
        shown = set(shown_parts(plan))
        assert named - shown == set(), f"{minutes}: named, and on no screen"
        if minutes < 50:
            may = {"deeper", "worked", "challenge", "check"}
            assert (shown & may) - named == set(), f"{minutes}: on a screen, and in no step"


def test_a_part_that_is_not_there_is_refused_in_a_sentence():
    with pytest.raises(EvidenceError, match="No part of a lesson is called 'Looks'"):
        shown_parts("Screens: Predict; Looks.")


@pytest.mark.parametrize("key", FULL)
def test_a_sheet_holds_its_plan_and_its_key(key):
    facts = new_page(key).facts
    guide = (data_folder() / "guides" / f"{key}.md").read_text(encoding="utf-8")
    for minutes in PLANS:
        sheet = one_sheet(find_lesson(key), facts, minutes)
        times = re.findall(r"^- (\d+:\d\d–\d+:\d\d)", plan_text(guide, minutes), re.MULTILINE)
        assert re.findall(r"<tr><td>(\d+:\d\d–\d+:\d\d)</td><td>[1-9]", sheet) == times
        asked = [q for q in load_questions(key) if q.stage == "predict"]
        assert f'class="letter">{chr(ord("A") + asked[0].answer)}</td>' in sheet
        assert "(m" not in sheet


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to print with")
@pytest.mark.parametrize("key", FULL)
def test_each_prints_on_one_page(tmp_path, key):
    assert main([key, "--folder", str(tmp_path)]) == 0
    for file in sorted(tmp_path.glob("*.html")):
        paper = file.with_suffix(".pdf")
        subprocess.run(
            [
                str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
                f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer",
                f"--print-to-pdf={paper}", file.as_uri(),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        assert paper.read_bytes().count(b"/Type /Page\n") == 1, file.name
