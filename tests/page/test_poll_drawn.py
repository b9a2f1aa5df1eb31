"""What a class sent is drawn where the axis says: every curve, their quartiles, every number."""

import statistics

import numpy as np
import pytest
from drawing import blank_page

from helpers.evidence import words
from helpers.page.in_notebook.controls import JS
from helpers.server.classroom.ballot import Ballot
from helpers.server.classroom.lecture import Lecture

PLACE = ("03_telogen_effluvium", "any", 0)
POINTS = [*range(0, 24, 2)]
SCALE = {"low": 0, "high": 300, "step": 10}
CURVES = [
    [8] * 12, [0] * 12, [8, 8, 9, 14, 30, 20, 9, 8, 8, 8, 8, 8],
    [*range(2, 14)], [*range(30, 6, -2)],
]  # fmt: skip
NUMBERS = [3, 7, 7, 7, 12, 20, 30]  # places on the scale
MODEL = [[0, 80], [6, 80], [10, 290], [16, 90], [22, 80]]
PAGE = """([script, ui, kept, curves, traits]) => {
  document.body.innerHTML = "<div id=one style='width:900px'></div>";
  const none = () => () => {};
  window.hclSheet = { shared: true, vote: null, ready: Promise.resolve(), get: (key) => kept[key],
    set() {}, listen: none, onVote: none, ask: async () => null, read: async () => ({ curves }) };
  const values = { ...traits, ui }, el = document.getElementById("one");
  Function(`${script}; return render;`)()({ model: { get: (key) => values[key] }, el });
  return new Promise((go) => setTimeout(() => {
    const all = (part) => [...el.querySelectorAll(part)].map((one) => ({
      text: one.textContent,
      ...Object.fromEntries([...one.attributes].map(({ name, value }) => [name, value])) }));
    go({ lines: all("polyline"), half: all("polygon"), bars: all("rect"), marks: all("svg text"),
      across: all("line"), said: el.querySelector("svg").getAttribute("aria-label") });
  }, 50));
}"""


@pytest.fixture(scope="module")
def page():
    with blank_page() as page:
        page.set_content("<!DOCTYPE html><body></body>")
        yield page


def drawn(page, kind, sent, model):
    """Let phones send this, close the vote as the server does, and draw it."""
    ballot, lecture = Ballot(), Lecture()
    scale = SCALE | ({"points": POINTS} if kind == "curve" else {})
    ballot.start("How many?", [], False, PLACE, kind, scale)
    for voter, answer in enumerate(sent):
        ballot.cast(f"phone {voter}", ballot.round, answer)
    ballot.close(ballot.round)
    lecture.counted(ballot)
    entry = lecture.sheet(PLACE[0])["poll:any"]
    kept = {"poll:any": entry, "view:any": {"round": entry["round"], "hidden": False, "shown": []}}
    traits = {"kind": kind, "key": "any", "scale": scale, "with_model": False, "model": model,
              "question": "How many?", "across": "months", "up": "hairs"}  # fmt: skip
    script = (JS / "poll.js").read_text(encoding="utf-8").replace("export default", "void")
    curves = lecture.curves.get(PLACE[:2], [])
    return page.evaluate(PAGE, [script, words("poll", of="en"), kept, curves, traits])


def axis(marks, at, anchor, shift=0.0):
    """Return what turns a place of the picture into the number that its axis has there."""
    named = [mark for mark in marks if mark.get("text-anchor") == anchor]
    places = [float(mark[at]) - shift for mark in named]
    slope, start = np.polyfit(places, [float(mark["text"]) for mark in named], 1)
    return lambda place: start + slope * np.asarray(place)


def heights(found, points):
    up, across = axis(found["marks"], "y", "end", 6), axis(found["marks"], "x", "middle")
    pairs = np.array([[float(n) for n in pair.split(",")] for pair in points.split()])
    return np.column_stack((across(pairs[:, 0]), up(pairs[:, 1])))


def test_curves_their_quartiles_and_the_model_stand_where_the_axis_says(page):
    found = drawn(page, "curve", CURVES, MODEL)
    lines = {name: [one for one in found["lines"] if one["class"] == name] for name in
             ("thin", "middle", "model")}  # fmt: skip
    near = {"abs": 1.0}
    shown = sorted(heights(found, one["points"])[:, 1].round().tolist() for one in lines["thin"])
    sent = sorted([10.0 * n for n in curve] for curve in CURVES)
    assert np.array(shown) == pytest.approx(np.array(sent), **near)
    each = [*zip(*CURVES, strict=True)]
    (middle,), (model,), (half,) = lines["middle"], lines["model"], found["half"]
    expected = [10 * statistics.median(one) for one in each]
    assert heights(found, middle["points"])[:, 0] == pytest.approx(POINTS, abs=0.1)
    assert heights(found, middle["points"])[:, 1] == pytest.approx(expected, **near)
    low, high = (np.percentile(each, q, axis=1, method="linear") * 10 for q in (25, 75))
    ends = heights(found, half["points"])[:, 1]
    assert ends[:12] == pytest.approx(low, **near) and ends[12:][::-1] == pytest.approx(
        high, **near
    )
    assert heights(found, model["points"]) == pytest.approx(np.array(MODEL, float), **near)
    top = max(range(12), key=lambda at: expected[at])
    said = {"number": 5, "point": POINTS[top], "middle": expected[top]}
    assert found["said"] == words("poll", of="en")["poll_chart_curves"].format(**said)


def test_numbers_stand_in_bars_over_their_place_and_as_high_as_their_count(page):
    found = drawn(page, "number", NUMBERS, [[120, 0]])
    across = axis(found["marks"], "x", "middle")
    bars = {
        round(float(across(float(bar["x"]) + float(bar["width"]) / 2))): float(bar["height"])
        for bar in found["bars"]
    }
    assert {at: round(high / bars[30]) for at, high in bars.items()} == {
        10 * place: NUMBERS.count(place) for place in NUMBERS
    }
    (model,) = [one for one in found["across"] if one["class"] == "model"]
    assert float(across(float(model["x1"]))) == pytest.approx(120, abs=1)
    said = {"number": 7, "low": 70, "middle": 70, "high": 160}
    assert found["said"] == words("poll", of="en")["poll_chart"].format(**said)
