"""Numbers, curves and words from phones: the rules of a vote hold for them as well."""

import csv
import json
from io import StringIO

import pytest
from voting import ASKED, post, run, seen

from helpers.evidence import words
from helpers.server.classroom.ballot import MOST_CURVES, Ballot, Refused
from helpers.server.classroom.lecture import Lecture
from helpers.server.classroom.results import Counted, most_missed

HERE = "?lesson=03_telogen_effluvium"
MONTHS = [*range(13)]
CURVE = {
    "question": "Draw the year.",
    "kind": "curve",
    "key": "delay",
    "scale": {"low": 0, "high": 600, "step": 25, "points": MONTHS},
}
NUMBER = {
    "question": "How many a day?",
    "kind": "number",
    "key": "hairs",
    "scale": {"low": 0, "high": 300, "step": 10},
}
WORDS = {"question": "One word?", "kind": "words", "key": "word"}
FLAT = [4] * 13


async def sheet(teacher):
    return json.loads((await teacher.fetch(f"/api/vote{HERE}")).body)["sheet"]


async def curves(browser, key="delay"):
    answer = await browser.fetch(f"/api/vote/curves{HERE}&key={key}")
    return json.loads(answer.body)["curves"] if answer.code == 200 else answer.code


def play(room, asked, answers, change=None):
    """Open a vote, let one phone after the other answer, look everywhere, close, look again."""

    async def go(teacher, join):
        phones = [await join() for _ in answers]
        _, opened = await post(teacher, f"/open{HERE}", asked)
        number = opened["round"]
        for phone, answer in zip(phones, answers, strict=True):
            status, _ = await post(phone, "", {"round": number, "choice": answer})
            assert status == 200
        if change is not None:
            await post(phones[0], "", {"round": number, "choice": change})
        during = {
            "teacher": await seen(teacher),
            "phone": await seen(phones[0]),  # as after a reload
            "other": await seen(await join()),
            "sheet": await sheet(teacher),
            "curves": await curves(teacher, asked["key"]),
            "table": (await teacher.fetch("/results-polls.csv")).body.decode("utf-16"),
        }
        await post(teacher, f"/close{HERE}", {"round": number})
        late = await post(phones[0], "", {"round": number, "choice": answers[-1]})
        again = await seen(phones[0])
        closed = {
            "sheet": await sheet(teacher),
            "curves": await curves(teacher, asked["key"]),
            "student": await curves(phones[0], asked["key"]),
            "table": (await teacher.fetch("/results-polls.csv")).body.decode("utf-16"),
            "page": (await teacher.fetch("/results")).body.decode(),
            "refused": (await phones[0].fetch("/results-polls.csv")).code,
        }
        await post(teacher, "/sheet", {"forget": True})
        closed["forgotten"] = await curves(teacher, asked["key"])
        return during, late, again, closed

    return run(room, go)


def check_secret(during, late, again, own):
    assert during["phone"]["chosen"] == own and during["other"]["chosen"] is None
    assert during["teacher"]["voters"] and during["teacher"]["counts"] == []
    assert during["sheet"] == {} and during["curves"] == []
    assert len(during["table"].splitlines()) == 1
    assert late == (409, {"said": words("vote", of="en")["vote_too_late"]})
    assert again["chosen"] is None and not again["open"]


def table_of(closed):
    return list(csv.reader(StringIO(closed["table"]), delimiter="\t"))[1:]


def test_curves_from_open_to_quartiles(room):
    drawn = [[place, *FLAT[1:]] for place in (0, 2, 4, 6, 24)]
    during, late, again, closed = play(room, CURVE, drawn, change=[8, *FLAT[1:]])
    check_secret(during, late, again, [8, *FLAT[1:]])
    entry = closed["sheet"]["poll:delay"]
    assert entry["phones"] == 5 and entry["scale"]["points"] == MONTHS
    assert entry["quartiles"][0] == [100, 150, 200] and entry["quartiles"][1] == [100] * 3
    assert sorted(closed["curves"]) == sorted([[8, *FLAT[1:]], *drawn[1:]])
    assert closed["student"] == 403 and closed["refused"] == 403 and closed["forgotten"] == []
    rows = table_of(closed)
    assert rows[0] == ["03_telogen_effluvium", "Draw the year.", "curve", "5", "0",
                       "100", "150", "200", ""]  # fmt: skip
    assert len(rows) == 13 and "Draw the year." in closed["page"]


def test_numbers_from_open_to_quartiles(room):
    during, late, again, closed = play(room, NUMBER, [3, 8, 10, 30], change=5)
    check_secret(during, late, again, 5)
    entry = closed["sheet"]["poll:hairs"]
    assert sum(entry["counts"]) == entry["phones"] == 4
    assert entry["quartiles"] == [[72, 90, 150]]
    assert [row[2:8] for row in table_of(closed)] == [["number", "4", "", "72", "90", "150"]]


def test_words_from_open_to_list(room):
    during, late, again, closed = play(room, WORDS, ["Club", " club ", "resting"])
    check_secret(during, late, again, "club")
    assert closed["sheet"]["poll:word"]["words"] == [["club", 2], ["resting", 1]]
    assert [row[4:] for row in table_of(closed)] == [
        ["club", "", "", "", "2"],
        ["resting", "", "", "", "1"],
    ]


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        (CURVE, [FLAT[1:], [*FLAT, 4], [25, *FLAT[1:]], [-1, *FLAT[1:]], 4, None, [True, *FLAT[1:]],
                 [4.0, *FLAT[1:]], ["4", *FLAT[1:]], {"0": 4}]),
        (NUMBER, [31, -1, "3", 3.0, True, None, [3]]),
        (WORDS, ["", "two words", "<b>", "x" * 31, "=1", 3, None, ["a"]]),
    ],
)  # fmt: skip
def test_what_is_no_answer_counts_nothing(room, asked, sent):
    async def go(teacher, join):
        phone = await join()
        _, opened = await post(teacher, f"/open{HERE}", asked)
        answers = [
            (await post(phone, "", {"round": opened["round"], "choice": one}))[0] for one in sent
        ]
        voters = (await seen(teacher))["voters"]
        await post(teacher, f"/close{HERE}", {"round": opened["round"]})
        return answers, voters, await sheet(teacher)

    answers, voters, kept = run(room, go)
    assert answers == [400] * len(sent) and voters == 0 and kept == {}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "essay"},
        {"kind": ["curve"]},
        {"scale": None},
        {"scale": {"low": 0, "high": 600, "step": 25}},
        {"scale": {**CURVE["scale"], "points": [*range(11)]}},
        {"scale": {**CURVE["scale"], "points": [*range(25)]}},
        {"scale": {**CURVE["scale"], "points": [0, *range(12)]}},
        {"scale": {**CURVE["scale"], "step": 0}},
        {"scale": {**CURVE["scale"], "step": 1}},
        {"scale": {**CURVE["scale"], "low": 600}},
        {"scale": {**CURVE["scale"], "high": 10**9}},
    ],
)
def test_what_asks_for_no_curve_opens_nothing(room, change):
    async def go(teacher, _):
        before = await seen(teacher)
        status, _ = await post(teacher, f"/open{HERE}", {**CURVE, **change})
        return status, before["round"], (await seen(teacher))["round"]

    status, before, after = run(room, go)
    assert status == 400 and before == after


def test_a_choice_after_a_curve_is_a_choice(room):
    async def go(teacher, join):
        phone = await join()
        await post(teacher, f"/open{HERE}", CURVE)
        _, opened = await post(teacher, f"/open{HERE}", ASKED)
        await post(phone, "", {"round": opened["round"], "choice": 2})
        _, closed = await post(teacher, f"/close{HERE}", {"round": opened["round"]})
        return closed

    closed = run(room, go)
    assert closed["counts"] == [0, 0, 1] and closed["scale"] is None


def test_a_large_room_of_curves_stays_small():
    ballot, lecture = Ballot(), Lecture()
    ballot.start("?", None, place=("a", "b", 0), kind="curve", scale=CURVE["scale"])
    for voter in range(MOST_CURVES + 100):
        ballot.cast(str(voter), 1, [voter % 25] * 13)
    ballot.close(1)
    lecture.counted(ballot)
    assert len(lecture.curves["a", "b"]) == MOST_CURVES
    assert lecture.sheet("a")["poll:b"]["quartiles"][0] == [150, 300, 450]
    assert len(json.dumps(lecture.sheet("a"))) < 2000


def test_curves_keep_the_limit_of_an_address():
    ballot = Ballot()
    ballot.start("?", None, kind="curve", scale=CURVE["scale"])
    ballot.cast("one", 1, FLAT, address="x", most=1)
    ballot.cast("one", 1, FLAT[::-1], address="x", most=1)
    with pytest.raises(Refused):
        ballot.cast("two", 1, FLAT, address="x", most=1)


def test_the_most_missed_objective_comes_first():
    def vote(key, counts, number=1, best=0):
        return Counted("03_telogen_effluvium", "?", number, ["a", "b"], counts, [], best, key)

    votes = [
        vote("te_predict_curve", [1, 9]),
        vote("te_predict_curve", [9, 1], number=2),
        vote("te_see_size", [5, 5]),
        vote("te_predict_curve", [0, 9], best=-1),
    ]
    votes.append(Counted("05_steroids", "?", 1, ["a", "b"], [3, 0], [], 0, "steroids_see_1"))
    found = most_missed(votes)
    assert all(one.wrong for one in found), "what nobody missed is not among them"
    assert [one.percent for one in found] in ([50, 10], [10])
