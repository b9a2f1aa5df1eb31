"""Who may do what in a class: each cell of the table in deploy/README.md, against the server."""

import asyncio
import json
import re
import stat
import time
from pathlib import Path

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

README = Path(__file__).resolve().parents[2] / "deploy" / "README.md"
PAGE = "/voila/render/05_steroids.ipynb"
ASKED = {"question": "How long?", "options": ["Weeks", "Months"]}
ROLES = ("student", "presenter", "stranger", "other program on this machine")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def table():
    """Return {deed: {who: allowed}} as the README says it."""
    lines = README.read_text(encoding="utf-8").partition("### Who may do what")[2].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:13]]
    assert tuple(rows[0][1:]) == ROLES
    said = {"yes": True, "no": False}
    return {
        row[0]: dict(zip(ROLES, (said[cell] for cell in row[1:]), strict=True))
        for row in rows[2:]
        if len(row) == len(ROLES) + 1
    }


async def post(one, path, content):
    headers = {"X-XSRFToken": one.cookies.get("_xsrf", "")}
    answer = await one.fetch(path, method="POST", body=json.dumps(content), headers=headers)
    return answer.code, answer.body


async def channel(room, one, kernel):
    """Say whether a channel to a kernel opens."""
    asked = HTTPRequest(
        f"ws://127.0.0.1:{room.port}/api/kernels/{kernel}/channels?session_id=x",
        headers=one._headers() | {"Origin": room.address},
    )
    try:
        line = await websocket_connect(asked, subprotocols=["v1.kernel.websocket.jupyter.org"])
    except HTTPClientError:
        return False
    line.close()
    return True


async def see_the_door(room, one, other, teacher):
    return (await one.fetch("/?lang=en")).code in {200, 302}


async def opens(one, path):
    """Say whether a page opens, and leave its place to the next visit."""
    page = await one.fetch(path)
    if page.code == 503:
        raise ConnectionError("the room is full")
    if kernel := re.search(rb'"kernelId": ?"([^"]+)"', page.body):
        token = one.cookies.get("_xsrf", "")
        end = f"/voila/api/shutdown/{kernel[1].decode()}?_xsrf={token}"
        await one.fetch(end, method="POST", body="")
    return page.code == 200


async def open_a_lesson(room, one, other, teacher):
    return await opens(one, PAGE)


async def open_a_guide(room, one, other, teacher):
    return await opens(one, "/voila/render/instructor/05_steroids.ipynb")


async def speak_to_own(room, one, other, teacher):
    # Whoever was not let in has no page: the address of any kernel stands for it.
    return await channel(room, one, one.kernel or other.kernel)


async def speak_to_others(room, one, other, teacher):
    return await channel(room, one, other.kernel)


async def run_code(room, one, other, teacher):
    if one.line is None:
        return await channel(room, one, other.kernel)
    try:
        await one.ask("execute_request", {"code": "1", "silent": False}, limit=1.5)
    except TimeoutError:
        return False
    return True


async def vote(room, one, other, teacher):
    _, opened = await post(teacher, "/api/vote/open", ASKED)
    sent = {"round": json.loads(opened)["round"], "choice": 1}
    return (await post(one, "/api/vote", sent))[0] == 200


async def hold_a_vote(room, one, other, teacher):
    code, _ = await post(one, "/api/vote/open", ASKED)
    seen = await one.fetch("/api/vote")
    return code == 200 or b'"counts"' in seen.body


async def read_files(room, one, other, teacher):
    paths = ("/api/contents", "/files/05_steroids.ipynb", "/api/terminals", "/lab", "/api/kernels")
    return 200 in [(await one.fetch(path)).code for path in paths]


DEEDS = {
    "see the door": see_the_door,
    "open a lesson": open_a_lesson,
    "open a guide": open_a_guide,
    "speak to the widgets of an own page": speak_to_own,
    "speak to the kernel of another's page": speak_to_others,
    "run code": run_code,
    "vote": vote,
    "open and close a vote, see the counts": hold_a_vote,
    "list or read files, open a terminal": read_files,
}


def test_the_table_has_a_test_for_each_row():
    assert set(table()) == set(DEEDS)


def when_there_is_room(go):
    """Run a visit; on a busy machine the places of the one before may take a while to be free."""
    for left in reversed(range(90)):
        try:
            return asyncio.run(go())
        except ConnectionError:
            if not left:
                raise
            time.sleep(1)


@pytest.mark.parametrize("who", ROLES)
def test_each_may_do_what_the_table_says(room, who):
    async def go():
        async with (
            room.student(page=who in {"student", "presenter"}) as one,
            room.student(page=True) as other,
            room.student() as teacher,
        ):
            for_votes = (teacher, one) if who == "presenter" else (teacher,)
            for person in for_votes:
                await person.fetch(f"/present?key={room.key}")
            for person in (teacher, one):
                await person.fetch("/vote")
            if who not in {"student", "presenter"}:
                # A program may well send a token of its own making.
                one.cookies = {"_xsrf": "2|made|up|1"} if who != "stranger" else {}
            done = {}
            for deed, attempt in DEEDS.items():
                done[deed] = await attempt(room, one, other, teacher)
            return done

    may = {deed: who_may[who] for deed, who_may in table().items()}
    assert when_there_is_room(go) == may


def test_programs_of_other_accounts_cannot_read_the_answers(room):
    assert stat.S_IMODE(room.progress.stat().st_mode) == 0o700
