"""Voting with devices, against the running class: who may, what counts, and what is kept."""

import asyncio
import json
import re
import time

import pytest
from voting import ASKED, Class, post, run, seen

from helpers.evidence import words
from helpers.server.classroom.ballot import MOST_OPTIONS, Ballot, Refused
from helpers.server.classroom.vote import MOST_BODY

SAID = words("vote", of="en")
# --- who may


def test_the_presenters_address_leads_to_class_mode(room):
    async def go():
        async with Class(room) as group:
            student = await group.join()
            student.cookies = {}
            return await student.fetch(f"/present?key={room.key}")

    answer = asyncio.run(go())
    assert answer.code == 302
    assert answer.headers["Location"].startswith("/voila/render/00_start_here.ipynb?class=1")
    given = " ".join(answer.headers.get_list("Set-Cookie")).lower()
    assert "presenter-" in given and "username-" in given
    assert given.count("httponly") == given.count("samesite=lax") == 2


def test_the_key_is_hard_to_guess(room):
    assert re.fullmatch(r"[\w-]{22}", room.key)


@pytest.mark.parametrize("key", ["", "x", "kxmp-4823", "ü", "%00", "a" * 5000])
def test_a_wrong_key_gives_no_right(room, key):
    async def go():
        async with Class(room) as group:
            student = await group.join()
            answer = await student.fetch(f"/present?key={key}")
            return answer, await post(student, "/open", ASKED)

    answer, (status, content) = asyncio.run(go())
    assert answer.code == 302 and answer.headers["Location"] == "/"
    assert not any("presenter" in cookie for cookie in answer.headers.get_list("Set-Cookie"))
    assert status == 403 and content["said"] == SAID["vote_not_presenter"]


def test_no_student_opens_or_closes_a_vote(room):
    async def go(teacher, join):
        student = await join()
        refused = [await post(student, "/open", ASKED)]
        _, opened = await post(teacher, "/open", ASKED)
        refused.append(await post(student, "/close", {"round": opened["round"]}))
        # A cookie of one's own making has no signature.
        student.cookies[f"presenter-{room.port}"] = room.key
        refused.append(await post(student, "/close", {"round": opened["round"]}))
        return refused, await seen(teacher)

    refused, state = run(room, go)
    assert [status for status, _ in refused] == [403, 403, 403]
    assert state["open"]


def test_without_the_code_there_is_no_vote(room):
    async def go(teacher, join):
        await post(teacher, "/open", ASKED)
        student = await join()
        student.cookies = {"_xsrf": student.cookies["_xsrf"]}
        page, state = await student.fetch("/vote"), await student.fetch("/api/vote")
        return page, state, (await post(student, "", {"round": 1, "choice": 0}))[0]

    page, state, status = run(room, go)
    assert (page.code, state.code, status) == (302, 302, 403)
    assert page.headers["Location"] == "/?next=%2Fvote"
    assert b"hair" not in page.body + state.body


def test_the_door_leads_on_to_the_vote(room):
    async def go(_, join):
        student = await join()
        return await student.fetch("/?token=kxmp-4823&next=/vote&lang=de")

    assert run(room, go).headers["Location"] == "/vote?lang=de"


@pytest.mark.parametrize("path", ["", "/open", "/close"])
def test_another_site_cannot_send_for_a_browser(room, path):
    async def go(teacher, _):
        _, opened = await post(teacher, "/open", ASKED)
        content = {"round": opened["round"], "choice": 0, **ASKED}
        refused = await post(teacher, path, content, xsrf=False)
        teacher.cookies["_xsrf"], true = "2|x|y|1", teacher.cookies["_xsrf"]
        forged = await post(teacher, path, content)
        teacher.cookies["_xsrf"] = true
        return refused[0], forged[0], await seen(teacher)

    refused, forged, state = run(room, go)
    assert (refused, forged) == (403, 403)
    assert state["open"] and state["voters"] == 0


# --- what counts


def test_a_round_from_open_to_counts(room):
    async def go(teacher, join):
        one, two, late = await join(), await join(), await join()
        _, opened = await post(teacher, "/open", ASKED)
        number = opened["round"]
        at_first = await seen(one)
        # Twice the same, then another answer: one vote.
        for choice in (0, 0, 1, 1):
            status, now = await post(one, "", {"round": number, "choice": choice})
            assert status == 200 and now["chosen"] == choice
        await post(two, "", {"round": number, "choice": 1})
        counting = await seen(teacher)
        joined = await seen(late)
        await post(late, "", {"round": number, "choice": 2})
        again = await seen(one)  # the page was loaded again
        _, closed = await post(teacher, "/close", {"round": number})
        _, twice = await post(teacher, "/close", {"round": number})
        return at_first, counting, joined, again, closed, twice, await seen(one)

    at_first, counting, joined, again, closed, twice, after = run(room, go)
    assert at_first["open"] and at_first["options"] == ASKED["options"]
    assert at_first["chosen"] is None and joined["chosen"] is None
    assert counting["voters"] == 2 and counting["counts"] == [], "counted when closed"
    assert joined["question"] == ASKED["question"]
    assert again["chosen"] == 1
    assert closed["counts"] == twice["counts"] == [0, 2, 1] and closed["voters"] == 3
    assert not after["open"] and after["chosen"] is None, "who chose what is forgotten"


def test_nobody_but_the_presenter_learns_how_many_or_what(room):
    async def go(teacher, join):
        one, two = await join(), await join()
        _, opened = await post(teacher, "/open", ASKED)
        await post(one, "", {"round": opened["round"], "choice": 1})
        while_open = await seen(two)
        await post(teacher, "/close", {"round": opened["round"]})
        return while_open, await seen(two), await seen(teacher)

    while_open, after, teacher = run(room, go)
    allowed = {
        "round",
        "open",
        "kind",
        "question",
        "options",
        "scale",
        "ask_sure",
        "chosen",
        "sure",
    }
    assert set(while_open) == set(after) == allowed
    only = {"presenter", "voters", "here", "counts", "of", "row", "sheet", "address", "code"}
    assert set(teacher) == allowed | only
    assert teacher["address"] == f"{room.address}/v"


def test_a_vote_for_a_closed_or_an_earlier_round_is_refused_in_words(room):
    async def go(teacher, join):
        student = await join()
        _, first = await post(teacher, "/open", ASKED)
        vote = {"round": first["round"], "choice": 0}
        await post(teacher, "/close", {"round": first["round"]})
        closed = await post(student, "", vote)
        _, second = await post(teacher, "/open", ASKED)
        old = await post(student, "", vote)
        early = await post(student, "", {"round": second["round"] + 1, "choice": 0})
        close_old = await post(teacher, "/close", {"round": first["round"]})
        german = await student.fetch(
            "/api/vote?lang=de",
            method="POST",
            body=json.dumps(vote),
            headers={"X-XSRFToken": student.cookies["_xsrf"]},
        )
        return [closed, old, early, close_old], json.loads(german.body), await seen(teacher)

    refused, german, state = run(room, go)
    assert refused == [(409, {"said": SAID["vote_too_late"]})] * 4
    assert german == {"said": "Diese Abstimmung ist geschlossen."}
    assert state["open"] and state["voters"] == 0


def test_broken_votes_are_refused_and_count_nothing(room):
    async def go(teacher, join):
        student = await join()
        _, opened = await post(teacher, "/open", ASKED)
        number = opened["round"]
        sent = [
            {"round": number, "choice": 3},
            {"round": number, "choice": -1},
            {"round": number, "choice": "1"},
            {"round": number, "choice": True},
            {"round": number, "choice": 1.0},
            {"round": number},
            {"choice": 1},
            [],
            "null",
            "",
            "no json",
            "[" * 7000,
            " " * (MOST_BODY + 1),
        ]
        answers = [await post(student, "", one) for one in sent]
        return answers, await seen(teacher)

    answers, state = run(room, go)
    assert [status for status, _ in answers] == [400] * (len(answers) - 1) + [413]
    assert answers[0][1]["said"] == SAID["vote_not_an_answer"]
    assert all(content["said"] for _, content in answers)
    assert state["voters"] == 0


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"question": "?", "options": []},
        {"question": "?", "options": ["one"]},
        {"question": "?", "options": ["x"] * (MOST_OPTIONS + 1)},
        {"question": "?", "options": ["a", ""]},
        {"question": "?", "options": ["a", 2]},
        {"question": "?", "options": "ab"},
        {"question": "", "options": ["a", "b"]},
        {"question": "x" * 1001, "options": ["a", "b"]},
        {"question": "?", "options": ["a", "x" * 501]},
        {"question": None, "options": ["a", "b"]},
    ],
)
def test_a_question_that_is_none_opens_nothing(room, content):
    async def go(teacher, _):
        before = await seen(teacher)
        return before, await post(teacher, "/open", content), await seen(teacher)

    before, (status, said), after = run(room, go)
    assert status == 400 and said["said"] == SAID["vote_not_readable"]
    assert after["round"] == before["round"]


def test_opening_another_ends_the_one_before(room):
    async def go(teacher, join):
        student = await join()
        _, first = await post(teacher, "/open", ASKED)
        await post(student, "", {"round": first["round"], "choice": 1})
        _, second = await post(teacher, "/open", ASKED)
        return first, second, await seen(student)

    first, second, state = run(room, go)
    assert second["round"] == first["round"] + 1 and second["voters"] == 0
    assert state["chosen"] is None


# --- what is kept, and what it costs


def test_nothing_of_a_vote_is_on_the_disk(room):
    before = {path: path.stat().st_mtime_ns for path in room.temporary.rglob("*")}
    secret = "A question that no file may hold"

    async def go(teacher, join):
        student = await join()
        _, opened = await post(teacher, "/open", {**ASKED, "question": secret})
        await post(student, "", {"round": opened["round"], "choice": 1})
        await post(teacher, "/close", {"round": opened["round"]})

    run(room, go)
    new = [path for path in room.temporary.rglob("*") if path not in before and path.is_file()]
    assert new == []
    for path in room.temporary.rglob("*"):
        if path.is_file():
            assert secret.encode() not in path.read_bytes()


def test_who_asks_again_is_told_that_nothing_is_new(room):
    async def go(_, join):
        student = await join()
        first = await student.fetch("/api/vote")
        mark = {"If-None-Match": first.headers["Etag"]}
        return first, await student.fetch("/api/vote", headers=mark)

    first, second = run(room, go)
    assert (first.code, second.code, second.body) == (200, 304, b"")
    assert first.headers["Cache-Control"] == "private, no-cache"


def test_a_room_of_three_hundred_may_ask_every_two_seconds(room):
    """150 questions a second; the test asks for a quarter of that speed on a busy machine."""

    async def go(_, join):
        student = await join()
        start = time.perf_counter()
        for _ in range(20):
            await asyncio.gather(*(student.fetch("/api/vote") for _ in range(20)))
        return 400 / (time.perf_counter() - start)

    speed = run(room, go)
    print(f"{speed:.0f} questions a second")
    assert speed > 40


@pytest.mark.parametrize("path", ["/api/vote/open", "/api/vote/close"])
def test_opening_and_closing_is_not_a_link(room, path):
    async def go(teacher, _):
        return (await teacher.fetch(path)).code

    assert run(room, go) == 405


def test_the_page_of_students_needs_nothing_from_elsewhere(room):
    async def go(_, join):
        student = await join()
        return (await student.fetch("/vote?lang=de")).body.decode()

    page = run(room, go)
    assert '<html lang="de">' in page and "Nur die Antwort wird gezählt" in page
    assert not re.findall(r"(?:src|href)=[\"'](?:https?:)?//", page)
    assert "innerHTML" not in page


# --- the count itself


def test_a_ballot_that_is_full_takes_changes_but_nobody_new(monkeypatch):
    monkeypatch.setattr("helpers.server.classroom.ballot.MOST_VOTERS", 2)
    ballot = Ballot()
    ballot.start("?", ["a", "b"])
    ballot.cast("one", 1, 0)
    ballot.cast("two", 1, 0)
    ballot.cast("two", 1, 1)
    with pytest.raises(Refused) as refused:
        ballot.cast("three", 1, 0)
    assert (refused.value.status, refused.value.words) == (503, "vote_full")
    ballot.close(1)
    assert ballot.counts == [1, 1] and ballot.voters == 2
