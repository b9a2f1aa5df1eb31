"""A lesson in one file: what is packed comes back, and the file is whole and always the same."""

import base64
import gzip
import json
import re
from functools import cache

import numpy as np
import pytest

from helpers.course import all_lessons, find_lesson
from helpers.evidence import load_questions, load_text, words
from helpers.model import ModelInputError
from helpers.page.prose import to_html
from helpers.page.spec import Chart, Lesson
from helpers.printed.alive import frames
from helpers.printed.alive.build import index_page, main
from helpers.printed.alive.bundle import HERE, whole_script
from helpers.printed.alive.clinic import clinic_words
from helpers.printed.alive.frames import Pen, carry
from helpers.printed.alive.grid import MOST, Grid, grid_of
from helpers.printed.alive.guides import guided
from helpers.printed.alive.pack import STEPS, pack, plain, unpack
from helpers.printed.alive.page import GROUPS, lesson_file
from helpers.printed.alive.review import review_words
from helpers.printed.multiples import Explored, facts

LESSONS = [lesson for lesson in all_lessons() if isinstance(lesson, Lesson)]
FEW, MANY = 8, 48
"""Settings of an explorer that a file is tried with, or few more; many at night."""
SLOW = 2  # ten causes at once are slow to run: of them so many times fewer
EVERY = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.key)


@cache
def filed(key):
    return lesson_file(find_lesson(key), all_lessons(), 12)


def inside(html, name):
    (text,) = re.findall(rf'<script id="{name}" type="text/plain">([^<]*)<', html)
    return json.loads(gzip.decompress(base64.b64decode(text)))


def test_waves_come_back_true_and_small():
    day = np.arange(365.0)
    rng = np.random.default_rng(1)
    shapes = [np.exp(-(((day - at) / 20) ** 2)) for at in (60, 120, 200)]
    trees = [
        {
            "name": "same",
            "n": k,
            "y": plain(sum(w * s for w, s in zip(rng.random(3), shapes, strict=True))),
        }
        for k in range(300)
    ]
    packed = pack(trees)
    span = max(max(tree["y"]) for tree in trees) - min(min(tree["y"]) for tree in trees)
    for k in (0, 7, 299):
        back = unpack(packed, k)
        assert {**back, "y": 0} == {**trees[k], "y": 0}
        assert np.abs(np.array(back["y"]) - trees[k]["y"]).max() <= span / STEPS * 1.01
    assert packed["sets"][0]["of"] <= 4
    assert len(json.dumps(packed)) < len(json.dumps(trees)) / 20


def test_places_in_a_list_come_back_as_they_were():
    trees = [{"map": {"boxes": [(k * j) % 3 for j in range(400)]}} for k in range(60)]
    packed = pack(trees, exact=("boxes",))
    assert [unpack(packed, k) for k in range(60)] == trees


@pytest.mark.parametrize("key", ["hair_growth_cycle"])
def test_every_mark_of_a_map_is_of_one_kind(key):
    carried = carry(key, find_lesson(key).explore, most=60)
    for place in range(len(carried.grid)):
        for picture in unpack(carried.tree["frames"], place)["pictures"]:
            if "boxes" in picture:
                assert {type(box) for box in picture["boxes"]} == {int}


def test_noise_that_no_basis_holds_comes_back_true_as_well():
    rng = np.random.default_rng(2)
    trees = [{"y": plain(rng.random(200))} for _ in range(150)]
    packed = pack(trees)
    assert "changes" in packed["sets"][0]
    for k in range(0, 150, 13):
        away = np.abs(np.array(unpack(packed, k)["y"]) - trees[k]["y"]).max()
        assert away <= 1 / STEPS


@EVERY
def test_everything_the_lesson_asks_for_is_on_the_grid(lesson):
    explored, links = Explored(lesson.explore), guided(lesson)
    both = [lesson.contrast.before, lesson.contrast.after]
    grid = grid_of(explored, both, MOST, links["look"])
    for asked in ({}, lesson.contrast.before, {**lesson.contrast.before, **lesson.contrast.after}):
        assert grid.place(explored.start | asked) is not None, asked
    for link in links["look"]:
        carried = {key: value for key, value in link.items() if key in grid.values}
        assert grid.place(explored.start | carried) is not None, link
    for control in explored.first:
        if lesson.key == "many_causes" and control.key in ("share", "ranges"):
            assert control.key in grid.fixed
            continue
        assert {control.ends[0], control.ends[-1]} <= set(grid.values[control.key])
    assert len(grid) <= MOST or lesson.key == "many_causes"
    settings = list(grid.settings())
    assert [grid.place(settings[k]) for k in (0, len(grid) // 2, -1)] == [
        0, len(grid) // 2, len(grid) - 1,
    ]  # fmt: skip
    if lesson.challenge:
        aim, explored = lesson.challenge, Explored(lesson.challenge.explore)
        asked = [aim.solution, *([aim.given] if aim.given else [])]
        grid = grid_of(explored, asked, MOST)
        assert all(grid.place(explored.start | dict(one)) is not None for one in asked)


def thinned(lesson, grid, wanted, enough):
    """Return the grid with fewer of its values: all of them together would take minutes."""
    enough, values = enough // (SLOW if lesson.key == "many_causes" else 1), dict(grid.values)
    asked = {key: {repr(one[key]) for one in wanted if key in one} for key in values}
    rng = np.random.default_rng(3)
    while True:
        free = {key: [one for one in those if repr(one) not in asked[key]]
                for key, those in values.items()}  # fmt: skip
        key = max(free, key=lambda one: len(free[one]))
        rest = len(values[key]) - 1
        if not free[key] or len(Grid(values, {})) // len(values[key]) * rest < enough:
            return Grid(values, grid.fixed)
        gone = free[key][rng.integers(len(free[key]))]
        values[key] = tuple(one for one in values[key] if one != gone)


def small_grid(lesson, enough):
    explored, both = Explored(lesson.explore), [lesson.contrast.before, lesson.contrast.after]
    return thinned(lesson, grid_of(explored, both, 7), [explored.start, *both], enough)


@EVERY
@pytest.mark.parametrize("enough", [FEW, pytest.param(MANY, marks=pytest.mark.nightly)])
def test_a_file_says_what_python_says_at_random_settings(lesson, enough, monkeypatch):
    """At night 500 settings over all lessons: sentences word for word, curves within half a pixel.

    What is unpacked, as the page's script does it, is compared with a run of its own and with a
    figure that comes to each setting from the other side: what one setting leaves for the next
    would differ.
    """
    grid = small_grid(lesson, enough)
    monkeypatch.setattr(frames, "grid_of", lambda *_: grid)
    carried = carry(lesson.key, lesson.explore, contrast=lesson.contrast, most=7)
    pens = [Pen(picture) for picture in lesson.explore.pictures]
    for place, settings in reversed([*enumerate(grid.settings())]):
        frame = unpack(carried.tree["frames"], place)
        try:
            result = lesson.explore.run(**settings)
        except ModelInputError as refusal:
            assert frame["refused"] == str(refusal)
            continue
        assert frame["say"] == lesson.explore.say(result, None)
        for pen, drawn in zip(pens, frame["pictures"], strict=True):
            drawn_anew, is_chart = pen.draw(result), isinstance(pen.picture, Chart)
            # A curve is judged by what is seen of it: rounding alone may be all that one line is.
            same(drawn, drawn_anew, part=np.inf if is_chart else 1 / 500)
            assert not is_chart or furthest(drawn, drawn_anew) < 0.5, settings


def test_the_random_settings_are_five_hundred():
    assert sum(len(small_grid(lesson, MANY)) for lesson in LESSONS) >= 500


def furthest(drawn, fresh):
    """How many pixels a curve of the file lies beside the one of a fresh figure, at most."""
    layout = fresh["layout"]
    margin = {"t": 100, "b": 80, **layout.get("margin", {})}
    sizes = {"x": 1000, "y": layout.get("height", 400) - margin["t"] - margin["b"]}
    gaps = [0.0]
    for one, other in zip(drawn["data"], fresh["data"], strict=True):
        for side, size in sizes.items():
            axis = layout.get(f"{side}axis{other.get(f'{side}axis', side)[1:]}", {})
            pairs = [
                (a, b)
                for a, b in zip(one.get(side) or [], other.get(side) or [], strict=True)
                if isinstance(b, (int, float))
            ]
            if not pairs:
                continue
            a, b = np.array(pairs, dtype=float).T
            if axis.get("type") == "log":
                a, b = np.log10(np.maximum(a, 1e-12)), np.log10(np.maximum(b, 1e-12))
            low, high = sorted(axis.get("range") or (b.min(), b.max()))
            first, last = axis.get("domain", (0, 1))
            # What lies outside of the picture is not seen.
            gap = np.abs(np.clip(a, low, high) - np.clip(b, low, high)).max()
            gaps.append(float(gap / ((high - low) or 1) * size * (last - first)))
    return max(gaps)


def same(one, other, path="", part=1 / 500):
    if isinstance(other, dict) and one.get("text", None) == other.get("text", None) == "":
        return  # a label that is not shown
    if isinstance(other, dict):
        assert one.keys() == other.keys(), path
        for name in other:
            same(one[name], other[name], f"{path}.{name}", part)
    elif isinstance(other, list) and len(other) > 20 and isinstance(other[0], (int, float)):
        assert len(one) == len(other), path
        pairs = [(a, b) for a, b in zip(one, other, strict=True) if b is not None]
        span = max(abs(b) for _, b in pairs) or 1
        assert all(abs(a - b) <= span * part for a, b in pairs), path
    elif isinstance(other, list):
        assert len(one) == len(other), path
        for k, value in enumerate(other):
            same(one[k], value, f"{path}[{k}]", part)
    else:
        assert one == other, path


def test_a_file_is_the_same_every_time_and_needs_no_other():
    html = filed("dermatomyositis").html
    assert lesson_file(find_lesson("dermatomyositis"), all_lessons(), 12).html == html
    assert len(html.encode()) < 1_000_000
    body = html.split("</style>", 1)[1]
    assert not re.findall(r'<(?:script|img|link|iframe)[^>]+(?:src|href)="(?!data:)', html)
    assert "url(" not in html.split("</style>")[0] and "@import" not in html
    assert 'lang="en"' in html and "import(" not in body


def test_every_question_has_its_id_its_key_and_its_feedback_in_the_file():
    page = inside(filed("dermatomyositis").html, "data-page")
    questions = load_questions("dermatomyositis")
    assert [one["id"] for one in page["questions"]] == [one.id for one in questions]
    for one, question in zip(page["questions"], questions, strict=True):
        assert one["answer"] == question.answer
        for said, option in zip(one["verdicts"], question.option, strict=True):
            start = option.feedback.split("[", 1)[0].replace("*", "").strip()
            assert re.sub(r"<[^>]+>", "", to_html(start)) in re.sub(r"<[^>]+>", "", said)


def test_every_origin_opens_its_card():
    html = filed("dermatomyositis").html
    page = inside(html, "data-page")
    used = {int(number) for number in re.findall(r'data-card=\\?"(\d+)', html + json.dumps(page))}
    assert used == set(range(len(page["cards"])))
    assert (
        "comes for thinning hair" in load_text("dermatomyositis")["case"]
        and "comes for thinning hair" in html
    )


def test_the_contents_name_every_file(tmp_path):
    files = []
    for lesson in LESSONS:
        files.append(tmp_path / lesson.notebook.replace(".ipynb", ".html"))
        files[-1].write_text("x" * 2000)
    files.append(tmp_path / "13_review.html")
    files[-1].write_text("x")
    files.append(tmp_path / "12_clinic.html")
    files[-1].write_text("x")
    page = index_page([one for one in all_lessons() if hasattr(one, "notebook")], files)
    assert all(f'href="{file.name}"' in page for file in files)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (("store", "chart", "explorer", "lesson"), {}),
        (("review",), review_words()),
        (("review", "rules", "visit", "clinic"), clinic_words()),
    ],
)
def test_a_script_says_no_words_that_its_file_leaves_out(files, said):
    code = "".join((HERE / "js" / f"{name}.js").read_text(encoding="utf-8") for name in files)
    asked = set(re.findall(r'say\("([a-z_0-9]+)"', code))
    asked |= set(re.findall(r'[?:] "([a-z]+_[a-z_0-9]+)"', code)) - {"first_guess", "plan_urgent"}
    assert asked - set(words(*GROUPS) | said) == set() and len(asked) > 10


def test_a_lesson_that_is_not_there_is_named(tmp_path, capsys):
    assert main([str(tmp_path), "--only", "99_nothing"]) == 1
    assert "There is no lesson '99_nothing'" in capsys.readouterr().err


def test_the_script_holds_the_widgets_of_the_app():
    code = whole_script()
    assert "export default" not in code
    assert "question: (() => {" in code and facts.__module__ == "helpers.printed.multiples"
