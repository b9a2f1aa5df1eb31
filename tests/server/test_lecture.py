"""What the screens of a class know after a reload, and what two of them share."""

import csv
import json
import re
from io import StringIO

import pytest
from voting import ASKED, post, run, seen

from helpers.evidence import words
from helpers.server.classroom.ballot import Ballot, Refused
from helpers.server.classroom.lecture import MOST_ENTRIES, MOST_VALUE, Lecture
from helpers.server.classroom.results import as_table, counted

HERE = "?lesson=05_steroids"
OF = {**ASKED, "key": "steroids_see_1"}


async def sheet(browser):
    return json.loads((await browser.fetch(f"/api/vote{HERE}")).body)["sheet"]


def test_what_one_screen_keeps_the_other_finds(room):
    async def go(teacher, join):
        second, student = await join(), await join()
        assert (await second.fetch(f"/present?key={room.key}")).code == 302
        status, _ = await post(teacher, f"/sheet{HERE}", {"set": {"place": 7}})
        await post(second, f"/sheet{HERE}", {"set": {"stage:look": True}})
        refused, _ = await post(student, f"/sheet{HERE}", {"set": {"place": 1}})
        found = await sheet(teacher), await sheet(second), await seen(student)
        await post(teacher, "/sheet", {"forget": True})
        return status, refused, *found, await sheet(second)

    status, refused, first, second, student, after = run(room, go)
    assert (status, refused) == (200, 403)
    assert first == second and first["place"] == 7 and first["stage:look"] is True
    assert "sheet" not in student and after == {}


def test_counts_of_phones_are_on_the_sheet_also_if_the_screen_is_gone(room):
    async def go(teacher, join):
        one = await join()
        for row, choice in ((0, 0), (1, 2)):
            _, opened = await post(teacher, f"/open{HERE}", {**OF, "row": row})
            await post(one, "", {"round": opened["round"], "choice": choice})
            await post(teacher, "/close", {"round": opened["round"]})
        found = await sheet(teacher)
        await post(teacher, "/sheet", {"forget": True})
        return found["vote:steroids_see_1"]

    entry = run(room, go)
    assert entry["counts"] == [[1, 0, 0], [0, 0, 1]] and entry["hidden"]
    assert entry["options"] == ASKED["options"]
    assert entry["phones"] == entry["counts"], "so that hands added to them can be told apart"


def test_a_vote_that_nobody_reached_leaves_the_hands(room):
    async def go(teacher, _):
        hands = {"options": ASKED["options"], "counts": [[3, 4, 5], [0, 0, 0]], "round": 0}
        await post(teacher, f"/sheet{HERE}", {"set": {"vote:steroids_see_1": hands}})
        _, opened = await post(teacher, f"/open{HERE}", {**OF, "row": 0})
        _, closed = await post(teacher, "/close", {"round": opened["round"]})
        found = await sheet(teacher)
        await post(teacher, "/sheet", {"forget": True})
        return hands, closed, found["vote:steroids_see_1"]

    hands, closed, found = run(room, go)
    assert closed["counts"] == [0, 0, 0] and found == hands


async def closed_with(teacher, one, row=0, **how):
    """Return the entry of a vote on which one phone has voted, closed in this way."""
    status, opened = await post(teacher, f"/open{HERE}", {**OF, "row": row})
    assert status == 200 and opened["row"] == row, "the screen says which vote is open"
    await post(one, "", {"round": opened["round"], "choice": 0})
    await post(teacher, "/close", {"round": opened["round"], **how})
    return (await sheet(teacher)).get("vote:steroids_see_1")


def test_after_the_first_vote_the_second_is_chosen(room):
    async def go(teacher, join):
        one = await join()
        first = await closed_with(teacher, one)
        second = await closed_with(teacher, one, row=first["round"])
        await post(teacher, "/sheet", {"forget": True})
        by_hand = await closed_with(teacher, one, hands=True)
        await post(teacher, "/sheet", {"forget": True})
        return first, second, by_hand

    first, second, by_hand = run(room, go)
    assert first["round"] == 1 and second["counts"] == [[1, 0, 0], [1, 0, 0]]
    assert by_hand["round"] == 0, "hands are added to the same round"


def test_hands_counted_while_the_network_was_away_stand_against_the_phones(room):
    async def go(teacher, join):
        one = await join()
        hands = {"options": ASKED["options"], "counts": [[30, 60, 30], [0, 0, 0]], "round": 0}
        await post(teacher, f"/sheet{HERE}", {"set": {"vote:steroids_see_1": hands}})
        found = await closed_with(teacher, one, hands=True, drop=True)
        await post(teacher, "/sheet", {"forget": True})
        return hands, found, await seen(one)

    hands, found, phone = run(room, go)
    assert found == hands and not phone["open"]


def test_counts_are_not_forgotten_unasked(room):
    async def go(teacher, _):
        return (await teacher.fetch("/results")).body.decode()

    page = run(room, go)
    asks, forgets = page.index("confirm("), page.index("forget: true")
    assert asks < forgets and words("results", of="en")["results_forget_ask"] in page


def test_opening_another_counts_the_one_before(room):
    async def go(teacher, join):
        one = await join()
        _, opened = await post(teacher, f"/open{HERE}", {**OF, "row": 0})
        await post(one, "", {"round": opened["round"], "choice": 1})
        await post(teacher, f"/open{HERE}", {**OF, "key": "another", "row": 0})
        found = await sheet(teacher)
        await post(teacher, "/sheet", {"forget": True})
        return found

    assert run(room, go)["vote:steroids_see_1"]["counts"][0] == [0, 1, 0]


def test_nothing_is_readable_before_closing_and_nothing_taken_after(room):
    """Also not by the presenter's page when it is loaded again, and not from the sheet."""

    async def go(teacher, join):
        one = await join()
        _, opened = await post(teacher, f"/open{HERE}", {**OF, "row": 0, "ask_sure": True})
        vote = {"round": opened["round"], "choice": 1, "sure": 3}
        await post(one, "", vote)
        reloaded = await seen(teacher)
        on_sheet = await sheet(teacher)
        results = (await teacher.fetch("/results.csv")).body
        assert results.startswith(b"\xff\xfe")
        await post(teacher, "/close", {"round": opened["round"]})
        again = await seen(teacher)
        late = await post(one, "", {**vote, "choice": 2})
        after = await seen(teacher)
        await post(teacher, "/sheet", {"forget": True})
        return reloaded, on_sheet, results, again, late, after

    reloaded, on_sheet, results, again, late, after = run(room, go)
    assert reloaded["open"] and reloaded["voters"] == 1
    assert reloaded["counts"] == [] and on_sheet == {}
    assert ASKED["question"].encode("utf-16-le") not in results
    assert late[0] == 409 and again["counts"] == after["counts"] == [0, 1, 0]


def test_phones_may_say_how_sure_they_are(room):
    async def go(teacher, join):
        one, two = await join(), await join()
        _, opened = await post(teacher, f"/open{HERE}", {**OF, "row": 0, "ask_sure": True})
        number = opened["round"]
        await post(one, "", {"round": number, "choice": 1, "sure": 4})
        _, changed = await post(one, "", {"round": number, "choice": 0})
        bad = [await post(two, "", {"round": number, "choice": 0, "sure": s}) for s in (0, 5, "1")]
        await post(two, "", {"round": number, "choice": 1})
        await post(teacher, "/close", {"round": number})
        found = await sheet(teacher)
        await post(teacher, "/sheet", {"forget": True})
        return changed, bad, found["vote:steroids_see_1"]

    changed, bad, entry = run(room, go)
    assert (changed["chosen"], changed["sure"]) == (0, 4)
    assert [status for status, _ in bad] == [400] * 3
    assert entry["sures"][0] == [[0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]]


def test_the_screen_learns_how_many_phones_wait(room):
    async def go(teacher, join):
        before = (await seen(teacher))["here"]
        for _ in range(3):
            await seen(await join())
        return before, (await seen(teacher))["here"]

    before, after = run(room, go)
    assert after == before + 3


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"set": []},
        {"set": {"x" * 101: 1}},
        {"set": {"x": "y" * MOST_VALUE}},
    ],
)
def test_what_is_no_sheet_is_refused(room, content):
    async def go(teacher, _):
        return await post(teacher, f"/sheet{HERE}", content), await sheet(teacher)

    (status, _), kept = run(room, go)
    assert status in (400, 413) and kept == {}


def test_only_lessons_have_a_sheet(room):
    async def go(teacher, _):
        return await post(teacher, "/sheet?lesson=../x", {"set": {"place": 1}})

    assert run(room, go)[0] == 400


def test_a_sheet_does_not_grow_without_end():
    lecture = Lecture()
    lecture.keep("a", {str(number): 1 for number in range(MOST_ENTRIES)})
    with pytest.raises(Refused):
        lecture.keep("a", {"one more": 1})


def test_a_vote_from_a_page_without_lesson_has_no_sheet():
    ballot, lecture = Ballot(), Lecture()
    ballot.start("?", ["a", "b"])
    ballot.cast("one", 1, 0)
    ballot.close(1)
    lecture.counted(ballot)
    assert lecture.sheets == {}


# --- after the class


def test_the_counts_are_a_table_and_a_page_for_the_presenter_alone(room):
    async def go(teacher, join):
        one = await join()
        _, opened = await post(teacher, f"/open{HERE}", {**OF, "row": 1, "ask_sure": True})
        await post(one, "", {"round": opened["round"], "choice": 1, "sure": 2})
        await post(teacher, "/close", {"round": opened["round"]})
        table, page = await teacher.fetch("/results.csv"), await teacher.fetch("/results")
        german = await teacher.fetch("/results.csv?lang=de")
        refused = [(await one.fetch(path)).code for path in ("/results", "/results.csv")]
        one.cookies = {}
        stranger = [(await one.fetch(path)).code for path in ("/results", "/results.csv")]
        await post(teacher, "/sheet", {"forget": True})
        return table, page, german, refused, stranger, (await teacher.fetch("/results")).body

    table, page, german, refused, stranger, empty = run(room, go)
    assert refused == [403, 403] and stranger == [302, 302]
    rows = list(csv.reader(StringIO(table.body.decode("utf-16")), delimiter="\t"))
    assert rows[0][:8] == ["lesson", "question", "vote", "letter", "answer", "best answer",
                           "votes", "phones"]  # fmt: skip
    assert [row[3] for row in rows[1:]] == ["A", "B", "C"]
    assert rows[2] == ["05_steroids", ASKED["question"], "2", "B", ASKED["options"][1], "",
                       "1", "1", "0", "1", "0", "0"]  # fmt: skip
    # No sign that two spreadsheets read in two ways: no point or comma in a number.
    assert all(cell.isdecimal() for row in rows[1:] for cell in (row[2], *row[6:]))
    assert table.headers["Content-Disposition"] == 'attachment; filename="class-counts.csv"'
    assert "Frage" in german.body.decode("utf-16")
    assert ASKED["question"] in page.body.decode() and ASKED["question"] not in empty.decode()


def test_the_page_of_counts_says_what_the_file_says(room):
    """Which vote it was, each letter with its answer, the best one, the counts, how sure."""
    told = {"question": "Which?", "options": ["a", "b", "c"], "best": 1,
            "counts": [[2, 5, 1], [0, 6, 2]],
            "sures": [[[1, 1, 0, 0], [0, 2, 2, 1], [1, 0, 0, 0]],
                      [[0, 0, 0, 0], [0, 1, 2, 3], [0, 0, 1, 1]]]}  # fmt: skip

    async def go(teacher, _):
        await post(teacher, f"/sheet{HERE}", {"set": {"vote:x": told}})
        found = [(await teacher.fetch(f"/results{end}")).body for end in ("", ".csv")]
        await post(teacher, "/sheet", {"forget": True})
        return found

    page, table = run(room, go)
    head, *file = csv.reader(StringIO(table.decode("utf-16")), delimiter="\t")
    phones = head.index("phones")  # only the file tells phones from hands
    file = [row[:phones] + row[phones + 1 :] for row in file]
    said, rows = words("results", "vote", of="en"), []
    for section in re.findall(r"<section>(.*?)</section>", page.decode(), re.DOTALL):
        cells = re.findall(r"<tr[^>]*><td>(.*?)</tr>", section.partition("<tbody>")[2], re.DOTALL)
        if not cells or said["results_votes"] not in section:
            continue
        number = "1" if f" · {said['vote_first']} · " in section else "2"
        assert f" · {said['vote_first' if number == '1' else 'vote_second']} · " in section
        total = sum(told["counts"][int(number) - 1])
        assert f"{said['results_votes']}: {total}" in section
        for row in cells:
            letter, answer, votes, share, *sure = (
                re.sub(r"<[^>]*>", "", cell).strip() for cell in row.split("</td>")[:-1]
            )
            best = said["vote_best"] in answer
            answer = answer.replace(said["vote_best"], "").strip()
            assert share == f"{round(100 * int(votes) / total)}%"
            kept = said["results_yes" if best else "results_no"]
            rows.append(["05_steroids", "Which?", number, letter, answer, kept, votes, *sure])
    assert rows == file and len(rows) == 6


def test_a_round_of_hands_has_no_confidence():
    lecture = Lecture()
    entry = {"question": "=1+1", "options": ["a", "b"], "counts": [[2, 5], [0, 0]], "best": 1}
    lecture.keep("05_steroids", {"vote:x": entry, "place": 3})
    table = as_table(counted(lecture), words("results", "sure", of="en")).decode("utf-16")
    rows = list(csv.reader(StringIO(table), delimiter="\t"))
    assert rows[1:] == [
        ["05_steroids", "'=1+1", "1", "A", "a", "no", "2", "0", "", "", "", ""],
        ["05_steroids", "'=1+1", "1", "B", "b", "yes", "5", "0", "", "", "", ""],
    ]


# --- the short way to the vote


def test_the_address_on_the_board_is_the_vote(room):
    async def go(teacher, join):
        student = await join()
        known = await student.fetch("/v")
        student.cookies = {}
        door, camera = await student.fetch("/v"), await student.fetch("/v/kxmp4823?lang=de")
        inside = await student.fetch(camera.headers["Location"])
        student.cookies = {}
        wrong = await student.fetch((await student.fetch("/v/aaaa9999")).headers["Location"])
        shown = json.loads((await teacher.fetch("/api/vote/join")).body)
        refused = (await (await join()).fetch("/api/vote/join")).code
        return known, door, camera, inside, wrong, shown, refused

    known, door, camera, inside, wrong, shown, refused = run(room, go)
    assert known.headers["Location"] == "/vote"
    assert door.code == 200 and b'name="next" value="/vote"' in door.body
    assert camera.headers["Location"] == "/vote?token=kxmp4823&lang=de"
    assert inside.code == 200 and b'id="ballot"' in inside.body
    assert wrong.code == 302 and wrong.headers["Location"].startswith("/?next=")
    assert shown["address"] == f"127.0.0.1:{room.port}/v" and shown["code"] == "kxmp-4823"
    assert shown["picture"].startswith("data:image/svg+xml") and refused == 403


def test_the_page_of_counts_shows_a_text_as_text(room):
    async def go(teacher, _):
        asked = {"question": "<b>x</b>", "options": ["a<1", "b"], "counts": [[1, 0], [0, 0]]}
        await post(teacher, f"/sheet{HERE}", {"set": {"vote:x": asked}})
        page = (await teacher.fetch("/results")).body.decode()
        await post(teacher, "/sheet", {"forget": True})
        return page

    page = run(room, go)
    assert "<b>x</b>" not in page and "a&lt;1" in page
