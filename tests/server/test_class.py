"""A class is open to a room of strangers: each test tries, against the running server, what
a curious student might."""

import asyncio
import http.client
import json
import re
import stat
import struct
import sys
import time
import uuid
from contextlib import AsyncExitStack

import pytest
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect
from voting import until

from helpers.server import local as serve
from helpers.server.classroom import app as app
from helpers.server.classroom.handlers import HEADERS
from helpers.server.classroom.kernels import EACH

CODE = "kxmp-4823"
PAGE = "/voila/render/05_steroids.ipynb"
NOBODY = "00000000-0000-4000-8000-000000000000"
PROTOCOL = "v1.kernel.websocket.jupyter.org"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def ask(room, path, method="GET", cookies="", body=None):
    """Ask for a path exactly as it is written; no client tidies it up."""
    line = http.client.HTTPConnection("127.0.0.1", room.port, timeout=60)
    line.putrequest(method, path, skip_accept_encoding=True)
    if cookies:
        line.putheader("Cookie", cookies)
    if body is not None:
        line.putheader("Content-Length", str(len(body)))
    line.endheaders(body)
    answer = line.getresponse()
    content = answer.read()
    line.close()
    return answer.status, dict(answer.getheaders()), content


@pytest.fixture(scope="module")
def cookies(room):
    """Cookies of a student who has typed the code."""
    status, headers, _ = ask(room, f"/?token={CODE}")
    assert status == 302 and headers["Location"] == "/voila/render/00_start_here.ipynb"

    async def let_in():
        async with room.student() as student:
            return "; ".join(f"{name}={value}" for name, value in student.cookies.items())

    return asyncio.run(let_in())


# --- the door


@pytest.mark.parametrize("path", [PAGE, f"/api/kernels/{NOBODY}", "/voila/render/x.ipynb"])
def test_without_the_code_everything_leads_to_the_door(room, path):
    status, headers, _ = ask(room, path)
    assert status == 302 and headers["Location"].startswith("/?next=")


def test_a_wrong_code_is_told_and_lets_nobody_in(room):
    status, headers, content = ask(room, "/?token=kxmp-4824")
    assert status == 403 and b"not the code of this class" in content
    assert "username" not in headers.get("Set-Cookie", "")
    status, _, _ = ask(room, f"{PAGE}?token=wrong")
    assert status == 302


def test_the_code_may_be_typed_as_people_type(room):
    assert ask(room, "/?token=%20KXMP4823")[0] == 302


@pytest.mark.parametrize(
    "wanted", ["//evil.example/", "https:%2F%2Fevil.example", "/voila/static/voila.js", "/\\evil"]
)
def test_the_door_leads_nowhere_but_to_lessons(room, wanted):
    _, headers, _ = ask(room, f"/?token={CODE}&next={wanted}")
    assert headers["Location"] == "/voila/render/00_start_here.ipynb"


def test_a_code_is_easy_to_type_and_hard_to_guess():
    codes = {app.class_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch(r"[a-hj-km-np-z2-9]{4}-[a-hj-km-np-z2-9]{4}", one) for one in codes)


# --- what is not there


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/kernels",
        "/api/kernelspecs",
        "/api/sessions",
        "/api/contents",
        "/api/contents/05_steroids.ipynb",
        "/api/terminals",
        "/api/config/notebook",
        "/api/me",
        "/api/status",
        "/api/spec.yaml",
        "/terminals/websocket/1",
        "/lab",
        "/lab/tree/05_steroids.ipynb",
        "/tree",
        "/notebooks/05_steroids.ipynb",
        "/files/05_steroids.ipynb",
        "/nbconvert/html/05_steroids.ipynb",
        "/view/05_steroids.ipynb",
        "/metrics",
        "/login",
        "/voila",
        "/voila/tree",
        "/voila/files/05_steroids.ipynb",
        "/voila/files/picture.png",
        "/voila/api/contents",
        "/voila/api/contents/instructor",
        f"/voila/execution/{NOBODY}",
        f"/voila/query/{NOBODY}",
        "/progress",
    ],
)
def test_no_listing_no_files_no_terminals_no_kernel_starter(room, cookies, path):
    answers = {
        method: ask(room, path, method, cookies, None if method == "GET" else b"{}")[0]
        for method in ("GET", "POST", "PUT", "DELETE")
    }
    assert set(answers.values()) == {404}, answers


@pytest.mark.parametrize(
    "path",
    [
        "/voila/render/instructor/05_steroids.ipynb",
        "/voila/render/instructor%2F04_steroids.ipynb",
        "/voila/render/../pyproject.toml",
        "/voila/render/%2e%2e%2fpyproject.toml",
        "/voila/render/..%2f..%2fetc%2fpasswd",
        "/voila/render//etc/passwd",
        "/voila/render/05_steroids.ipynb/../../pyproject.toml",
        "/voila/render/unknown.ipynb",
        "/voila/static/../../../../../../../../etc/passwd",
        "/voila/static/..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/voila/static//etc/passwd",
        "/voila/static/",
        "/voila/templates/lesson/static/../../../../../../../../etc/passwd",
        "/voila/templates/lesson/static/..%2f..%2fpage.css",
        "/voila/templates/lesson/static//etc/passwd",
        "/voila/templates/../static/x",
        "/voila/labextensions/../../../../../../../../etc/passwd",
        "/voila/labextensions/..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/voila/labextensions//etc/passwd",
        "/voila/labextensions/",
    ],
)
def test_no_path_leads_out_of_the_course(room, cookies, path):
    status, _, content = ask(room, path, cookies=cookies)
    assert status in {400, 403, 404}
    assert b"root:" not in content and b"[project]" not in content


def test_the_page_names_its_drawing_program_and_the_class_serves_it(room, cookies):
    status, _, content = ask(room, PAGE, cookies=cookies)
    (path,) = re.findall(rb'data-drawing="([^"]+)"', content)
    assert (status, path) == (200, b"/voila/static/widgetbundle.js")
    assert b'"anywidget"' in content and b"jupyterlab-plotly" not in content
    status, _, program = ask(room, path.decode(), cookies=cookies)
    assert status == 200 and b"Plotly" in program


def test_the_page_shows_no_code_and_no_folder(room):
    async def look():
        async with room.student(page=True) as student:
            return (await student.fetch(f"/api/kernels/{student.kernel}")).body

    model = json.loads(asyncio.run(look()))
    assert set(model) <= {"id", "name", "last_activity", "execution_state", "connections", "reason"}


# --- no code


def packed(kind, content, channel="shell", twice=""):
    """Return a message as a page sends it; `twice`: another kind, named before the true one."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "s", "username": ""}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}

    def pack(part):
        text = json.dumps(part)
        if twice and part is header:
            text = text.replace("{", f'{{"msg_type": "{twice}", ', 1)
        return text.encode()

    return serialize_msg_to_ws_v1(message | {"buffers": []}, channel, pack=pack)


def attacks(code):
    """Messages that would run code, look into a kernel, or end it."""
    run = {"code": code, "silent": False, "store_history": False, "user_expressions": {"x": code}}
    for channel in ("shell", "control", "stdin", "iopub", "hb"):
        yield packed("execute_request", run, channel)
    yield packed("complete_request", {"code": "open(", "cursor_pos": 5})
    yield packed("inspect_request", {"code": "open", "cursor_pos": 2, "detail_level": 1})
    yield packed("is_complete_request", {"code": code})
    yield packed("history_request", {"hist_access_type": "tail", "n": 10, "raw": True})
    yield packed("debug_request", {"type": "request", "command": "initialize"}, "control")
    yield packed("create_subshell_request", {}, "control")
    yield packed("usage_request", {}, "control")
    yield packed("interrupt_request", {}, "control")
    for channel in ("shell", "control"):
        yield packed("shutdown_request", {"restart": False}, channel)
    yield packed("comm_open", {"comm_id": "a", "target_name": "jupyter.widget", "data": {}})
    yield packed("execute_request", run, twice="comm_msg")


def test_nothing_a_browser_sends_runs_code(room, tmp_path):
    trace = tmp_path / "ran"
    code = f"open({str(trace)!r}, 'w')"

    async def attack():
        async with room.student(page=True) as student:
            for message in attacks(code):
                await student.line.write_message(message, binary=isinstance(message, bytes))
            # The kernel lives, and answers what a page asks.
            await student.ask("kernel_info_request", {})
            await student.answer()
            await student.drag(2)
            return student.diary

    diary = asyncio.run(attack())
    assert not diary.errors and diary.moves
    assert not trace.exists()


BROKEN = {
    "a huge count": struct.pack("<Q", 4 * 10**18),
    "a large count": struct.pack("<Q", 10**6) + bytes(800),
    "more places than bytes": struct.pack("<Q", 60) + bytes(200),
    "no places": bytes(40),
    "too few places": struct.pack("<Q", 5) + bytes(80),
    "nothing": b"",
    "seven bytes": bytes(7),
    "text": json.dumps({"channel": "shell", "header": {"msg_type": "execute_request"}}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_message_with_a_broken_head_closes_its_own_channel_only(room, name):
    async def attack():
        async with room.student(page=True) as student:
            await student.line.write_message(BROKEN[name], binary=isinstance(BROKEN[name], bytes))
            await asyncio.wait_for(asyncio.wait([student.reader]), 10)
            start = time.perf_counter()
            answer = await student.fetch("/vote")
            return answer.code, time.perf_counter() - start

    status, took = asyncio.run(attack())
    assert status == 200 and took < 5


def test_the_attack_is_a_real_one(tmp_path):
    """The same message, sent to a kernel past the server, does run: the test above can fail."""
    from jupyter_client.manager import start_new_kernel

    trace = tmp_path / "ran"
    manager, client = start_new_kernel()
    try:
        client.execute_interactive(f"open({str(trace)!r}, 'w')", timeout=60)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert trace.exists()


async def connect(room, kernel, cookies, origin=None, protocols=(PROTOCOL,)):
    request = HTTPRequest(
        f"ws://127.0.0.1:{room.port}/api/kernels/{kernel}/channels?session_id=x",
        headers={"Cookie": cookies, "Origin": origin or room.address},
    )
    try:
        line = await websocket_connect(request, subprotocols=list(protocols) or None)
    except HTTPClientError as refused:
        return refused.code
    line.close()
    return 101


def test_a_kernel_answers_its_own_page_only(room):
    async def try_all():
        async with room.student(page=True) as one, room.student() as other:
            mine = one._headers()["Cookie"]
            theirs = other._headers()["Cookie"]
            codes = {
                "own": await connect(room, one.kernel, mine),
                "no code": await connect(room, one.kernel, ""),
                "another student": await connect(room, one.kernel, theirs),
                "another site": await connect(room, one.kernel, mine, "http://evil.example"),
                "old protocol": await connect(room, one.kernel, mine, protocols=()),
                "no such kernel": await connect(room, NOBODY, mine),
            }
            path = f"/api/kernels/{one.kernel}"
            codes["look"] = (await other.fetch(path)).code
            own_xsrf = f"?_xsrf={one.cookies['_xsrf']}"
            codes["delete"] = (await one.fetch(path + own_xsrf, method="DELETE")).code
            farewell = f"/voila/api/shutdown/{one.kernel}"
            xsrf = f"?_xsrf={other.cookies['_xsrf']}"
            post = {"method": "POST", "body": ""}
            codes["end another's"] = (await other.fetch(farewell + xsrf, **post)).code
            codes["end, other site"] = (await one.fetch(farewell, **post)).code
            codes["alive"] = (await one.fetch(path)).code
            return codes

    assert asyncio.run(try_all()) == {
        "own": 101,
        "no code": 403,
        "another student": 404,
        "another site": 403,
        "old protocol": 400,
        "no such kernel": 404,
        "look": 404,
        "delete": 405,
        "end another's": 404,
        "end, other site": 403,
        "alive": 200,
    }


# --- each student's own


def test_each_student_keeps_progress_that_nobody_else_sees(room):
    async def answer_twice():
        before = set(room.progress.glob("*.sqlite3"))
        async with room.student(page=True) as one, room.student(page=True) as other:
            await one.answer()
            await until(lambda: set(room.progress.glob("*.sqlite3")) - before)
            first = set(room.progress.glob("*.sqlite3")) - before
            await one.fetch(f"{PAGE}")  # the same browser again
            await other.answer()
            await until(lambda: len(set(room.progress.glob("*.sqlite3")) - before) > 1)
            locked = [w for w in one.widgets.values() if w.get("locked")]
            return first, set(room.progress.glob("*.sqlite3")) - before, locked

    first, both, locked = asyncio.run(answer_twice())
    assert locked
    # A file may have a copy beside it.
    stems = {file.stem.removesuffix("-copy") for file in both}
    assert len(stems) == 2 and {f.stem.removesuffix("-copy") for f in first} < stems
    assert stat.S_IMODE(room.progress.stat().st_mode) == 0o700


def test_nobody_fills_the_room_alone(room):
    async def open_many():
        async with room.student() as student:
            kernels = []
            for _ in range(EACH + 2):
                page = (await student.fetch(PAGE)).body.decode()
                kernels.append(re.search(r'"kernelId": ?"([^"]+)"', page)[1])
            alive = [(await student.fetch(f"/api/kernels/{one}")).code for one in kernels]
            for student.kernel in kernels[2:]:
                xsrf = student.cookies["_xsrf"]
                path = f"/voila/api/shutdown/{student.kernel}?_xsrf={xsrf}"
                await student.fetch(path, method="POST", body="")
            student.kernel = ""
            return alive

    assert asyncio.run(open_many()) == [404, 404] + [200] * EACH


def test_a_full_room_says_so(room):
    async def fill():
        async with AsyncExitStack() as stack:
            for _ in range(12):
                student = await stack.enter_async_context(room.student())
                student.kernel = ""
                answer = await student.fetch(PAGE)
                if answer.code != 200:
                    return answer
                found = re.search(r'"kernelId": ?"([^"]+)"', answer.body.decode())
                student.kernel = found[1]
        return answer

    answer = asyncio.run(fill())
    assert answer.code == 503 and b"Every place is taken" in answer.body


# --- headers


@pytest.mark.parametrize(
    "path", ["/", PAGE, "/voila/static/voila.js", "/lab", "/voila/render/unknown.ipynb", "/%ff"]
)
def test_every_answer_has_sane_headers(room, cookies, path):
    _, headers, _ = ask(room, path, cookies=cookies)
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    given = headers["Content-Security-Policy"]
    policy = dict(part.strip().split(" ", 1) for part in given.split(";"))
    assert policy["default-src"] == policy["object-src"] == policy["frame-ancestors"] == "'none'"
    ours = f"://127.0.0.1:{room.port}"
    assert "*" not in given and given.count("://") == given.count(ours) == 2
    assert "Access-Control-Allow-Origin" not in headers and "Server" not in headers


def test_the_cookie_is_for_the_server_only(room):
    _, headers, _ = ask(room, f"/?token={CODE}")
    assert "httponly" in headers["Set-Cookie"].lower()
    assert "samesite=lax" in headers["Set-Cookie"].lower()


# --- the command


def test_class_is_a_word_of_the_command():
    arguments = serve.read_arguments(["--class", "--address", "10.0.0.5"])
    assert arguments.room and arguments.address == "10.0.0.5"
    assert not serve.read_arguments([]).room


def test_the_guides_are_not_part_of_the_course():
    names = app.course(serve.notebooks_folder())
    assert "05_steroids.ipynb" in names
    assert not any("/" in name for name in names)


def test_the_guides_are_there_for_the_presenter_alone(room):
    guide = "/voila/render/instructor/05_steroids.ipynb"

    async def go():
        async with room.student() as teacher, room.student() as student:
            await teacher.fetch(f"/present?key={room.key}")
            start = "/voila/render/00_start_here.ipynb"
            pages = [(await one.fetch(start)).body for one in (teacher, student)]
            return (await teacher.fetch(guide)), (await student.fetch(guide)), pages

    shown, refused, (first, other) = asyncio.run(go())
    assert shown.code == 200 and refused.code == 404
    assert b"instructor/00_teaching.ipynb" in shown.body
    link = b'href="/voila/render/instructor/00_teaching.ipynb"'
    assert link in first and link not in other


@pytest.mark.skipif(sys.platform != "linux", reason="an address is found everywhere else too")
def test_an_address_is_found():
    assert re.fullmatch(r"\d+(\.\d+){3}", app.address_of_this_machine())
