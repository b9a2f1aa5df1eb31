"""What one address, one browser and one killed class can do to the others: little, and nothing."""

import asyncio
import contextlib
import importlib
import json
import logging
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time

import pytest
from voting import until

from helpers.server.classroom import leftovers as room_leftovers
from helpers.server.classroom import limits as room_limits
from helpers.server.classroom.app import places
from helpers.server.classroom.kernels import RoomKernelManager
from helpers.server.classroom.limits import CONNECTIONS, STUDENTS, Guard, Rate
from helpers.server.classroom.log import OneWord
from helpers.server.classroom.vote import Ballot, Refused
from helpers.server.kernels import provisioner as forked

texts = importlib.import_module("helpers.evidence.words")
CODE = "kxmp-4823"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only there is 127.0.0.2 this machine")
PAGE = "/voila/render/05_steroids.ipynb"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def line_from(room, host="127.0.0.2"):
    """Connect from an address that is not the one a proxy on this machine has."""
    line = socket.create_connection(("127.0.0.1", room.port), timeout=30, source_address=(host, 0))
    line.settimeout(30)
    return line


def send(room, text, host="127.0.0.2"):
    """Send a request as it is; return status and answer."""
    with line_from(room, host) as line:
        line.sendall(text)
        answer = b""
        while more := line.recv(65536):
            answer += more
    found = re.match(rb"HTTP/1.1 (\d+)", answer)
    return int(found[1]) if found else 0, answer


def request(method, path, headers="", body=""):
    size = f"Content-Length: {len(body)}\r\n" if method == "POST" else ""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{headers}{size}"
    return f"{head}\r\n{body}".encode()


def serves(room):
    """Say whether the class answers somebody else, and soon."""
    start = time.perf_counter()
    status, _ = send(room, request("GET", "/"), "127.0.0.1")
    return status == 200 and time.perf_counter() - start < 5


# --- descriptors and places


@pytest.mark.skipif(not forked.can_fork(), reason="kernels are split off on Linux only")
def test_a_process_is_watched_also_above_descriptor_1023():
    import fcntl
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    if before[1] != resource.RLIM_INFINITY and before[1] < 1200:
        pytest.skip("this system allows no such descriptor")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(before[0], 1200), before[1]))
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    process = forked.Forked(child.pid)
    low, high = process._descriptor, None
    try:
        high = process._descriptor = fcntl.fcntl(low, fcntl.F_DUPFD, 1100)
        assert high >= 1100 and process.poll() is None
        child.communicate(b"\n")
        assert process.poll() == 0
    finally:
        for one in {low, high} - {None}:
            os.close(one)
        child.kill()
        child.wait()
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_without_poll_a_descriptor_is_still_watched(monkeypatch):
    monkeypatch.delattr(select, "poll", raising=False)
    out, into = os.pipe()
    try:
        assert not forked.readable(out)
        os.write(into, b"x")
        assert forked.readable(out)
    finally:
        os.close(out)
        os.close(into)


def test_places_follow_whichever_ends_first():
    assert places(100_000, shared=True, descriptors=1024) == 37
    assert places(6000, shared=True, descriptors=65536) == 70
    for limit in (256, 1024, 4096):
        most = places(10**6, shared=True, descriptors=limit)
        assert most * (room_limits.OF_LESSON + room_limits.OF_BROWSER) + 100 < limit


def test_the_limit_on_open_files_is_raised():
    resource = pytest.importorskip("resource")
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    code = (
        "import resource as r; from helpers.server.classroom.limits import raise_descriptors as up;"
        f"r.setrlimit(r.RLIMIT_NOFILE, (256, {hard}));"
        "print(up(1024), r.getrlimit(r.RLIMIT_NOFILE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == ["1024", "1024"]


# --- from outside, without the code


@LINUX
def test_one_address_has_so_many_connections_and_others_are_served(room):
    lines = [line_from(room) for _ in range(CONNECTIONS + 40)]
    try:
        for line in lines:
            with contextlib.suppress(OSError):
                line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        assert serves(room)

        def closed(line):
            line.settimeout(0.01)
            try:
                return line.recv(1) == b""
            except TimeoutError:
                return False
            except OSError:
                return True

        assert asyncio.run(until(lambda: sum(map(closed, lines)) >= 40))
    finally:
        for line in lines:
            line.close()
    # Who has let go may come again.
    assert asyncio.run(until(lambda: send(room, request("GET", "/"))[0] == 200))


HALF = [
    b"",
    b"GET / HTTP/1.1\r\nHost: x\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx",
]


@LINUX
def test_half_sent_requests_are_closed(room):
    assert room_limits.REQUEST_SECONDS <= 30  # of this class it is less
    start = time.monotonic()
    lines = [line_from(room) for _ in HALF]  # all at once: each waits out the same time
    for line, sent in zip(lines, HALF, strict=True):
        line.sendall(sent)
    for line in lines:
        with line:
            line.settimeout(room.request_seconds + 60)
            while line.recv(4096):
                pass
        assert time.monotonic() - start < room.request_seconds + 20


@LINUX
def test_a_large_body_is_refused_before_it_is_read(room):
    head = b"POST /api/vote HTTP/1.1\r\nHost: x\r\nContent-Length: 95000000\r\n\r\n"
    status, _ = send(room, head)
    assert status in {400, 413}
    assert serves(room)


# --- votes


@LINUX
def test_a_vote_without_a_cookie_or_a_token_is_none(room):
    body = json.dumps({"round": 1, "choice": 0})
    statuses = {
        "the code alone": f"/api/vote?token={CODE}",
        "nothing": "/api/vote",
    }
    told = {n: send(room, request("POST", path, body=body))[0] for n, path in statuses.items()}
    bearer = request("POST", "/api/vote", f"Authorization: token {CODE}\r\n", body)
    told["the code as a header"] = send(room, bearer)[0]
    _, answer = send(room, request("GET", f"/?token={CODE}"))
    cookie = re.search(rb"Set-Cookie: (username[^;]+)", answer)[1].decode()
    told["no token"] = send(room, request("POST", "/api/vote", f"Cookie: {cookie}\r\n", body))[0]
    assert set(told.values()) == {403}, told


@LINUX
def test_a_script_is_a_few_students_and_not_two_thousand(room):
    door = request("GET", f"/?token={CODE}")
    told = [send(room, door, "127.0.0.3")[0] for _ in range(STUDENTS + 5)]
    assert told == [302] * STUDENTS + [429] * 5
    assert b"Hair Cycle Lab" in send(room, door, "127.0.0.3")[1], "It is refused on a page."
    assert send(room, door, "127.0.0.4")[0] == 302


def test_one_address_has_so_many_voters():
    ballot = Ballot()
    ballot.start("?", ["a", "b"])
    for number in range(STUDENTS):
        ballot.cast(f"{number}", 1, 0, address="10.0.0.9", most=STUDENTS)
    with pytest.raises(Refused) as refused:
        ballot.cast("one more", 1, 0, address="10.0.0.9", most=STUDENTS)
    assert (refused.value.status, refused.value.words) == (429, "vote_address_full")
    ballot.cast("0", 1, 1, address="10.0.0.9", most=STUDENTS)  # a change is no new vote
    ballot.cast("neighbour", 1, 1, address="10.0.0.8", most=STUDENTS)
    assert ballot.voters == STUDENTS + 1
    ballot.start("?", ["a", "b"])
    ballot.cast("one more", 2, 0, address="10.0.0.9", most=STUDENTS)


# --- lessons and channels


def test_one_browser_opens_so_many_lessons_a_minute(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr("helpers.server.classroom.limits.time.monotonic", lambda: clock[0])
    rate = Rate(3, seconds=60)
    assert [rate.allows("one") for _ in range(4)] == [True, True, True, False]
    assert rate.allows("other")
    clock[0] += 59.9
    assert not rate.allows("one")
    clock[0] += 0.1
    assert rate.allows("one")


def test_one_address_opens_so_many_lessons():
    from tornado.web import HTTPError

    guard = Guard(connections=100)
    guard.check_opening("a", "10.0.0.9", room_limits.LESSONS - 1)
    with pytest.raises(HTTPError):
        guard.check_opening("a", "10.0.0.9", room_limits.LESSONS)
    guard.check_opening("a", "127.0.0.1", room_limits.LESSONS)
    # A class behind one router needs more, and gets it by `--devices-per-address`.
    Guard(100, students=120).check_opening("a", "10.0.0.9", room_limits.LESSONS)


def test_one_browser_has_so_many_channels(room):
    async def open_many():
        from tornado.httpclient import HTTPClientError, HTTPRequest
        from tornado.websocket import websocket_connect

        async with room.student(page=True) as student:
            lines, refused = [], []
            cookies = student._headers()["Cookie"]

            async def one_more(number):
                path = f"/api/kernels/{student.kernel}/channels?session_id={number}"
                asked = HTTPRequest(
                    f"ws://127.0.0.1:{room.port}{path}",
                    headers={"Cookie": cookies, "Origin": room.address},
                )
                protocol = ["v1.kernel.websocket.jupyter.org"]
                try:
                    lines.append(await websocket_connect(asked, subprotocols=protocol))
                except HTTPClientError as error:
                    refused.append(error.code)

            for number in range(room_limits.OWN_CHANNELS + 4):
                await one_more(number)
            held, too_many = len(lines), list(refused)
            for line in lines:
                line.close()
            for _ in range(300):  # the server hears of it when it can
                await one_more("again")
                if len(lines) > held:
                    break
                await asyncio.sleep(0.2)
            lines[-1].close()
            return held, too_many, len(lines) - held

    # The page has one already.
    held, refused, again = asyncio.run(open_many())
    assert (held, refused, again) == (room_limits.OWN_CHANNELS - 1, [429] * 5, 1)


def test_the_kernel_of_a_page_that_nobody_waits_for_ends(monkeypatch):
    monkeypatch.setattr("helpers.server.classroom.kernels.UNCLAIMED", 0.1)
    ended = []

    class Manager(RoomKernelManager):
        def __contains__(self, kernel_id):
            return kernel_id not in ended

        async def shutdown_kernel(self, kernel_id, **_):
            ended.append(kernel_id)

    async def go():
        manager = Manager()
        manager.page_sent("left early", gone=True)
        await until(lambda: ended)
        first = list(ended)
        manager.page_sent("at work", gone=False)
        manager.notify_connect("at work")
        manager.page_sent("silent", gone=False)  # its time is over later than that of the other
        await until(lambda: len(ended) > 1)
        return first

    assert asyncio.run(go()) == ["left early"]
    assert ended == ["left early", "silent"]


@LINUX
def test_a_page_left_early_leaves_no_kernel(room):
    _, answer = send(room, request("GET", f"/?token={CODE}"), "127.0.0.1")
    cookie = re.search(rb"Set-Cookie: (username[^;]+)", answer)[1].decode()

    def kernels():
        import psutil

        return len(psutil.Process(room.process.pid).children(recursive=True))

    before = kernels()
    for _ in range(2):
        with line_from(room, "127.0.0.1") as line:
            line.sendall(request("GET", PAGE, f"Cookie: {cookie}\r\n"))
            time.sleep(0.4)
    end = time.monotonic() + 30
    while kernels() > before and time.monotonic() < end:
        time.sleep(0.5)
    assert kernels() <= before


# --- what is left


def class_of_its_own(temporary):
    code = (
        "import sys; from helpers.server import local as serve;"
        "sys.exit(serve.main(['--class', '--address', '127.0.0.1', '--port', sys.argv[1]]))"
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(port)],
        env={**os.environ, "PYTHONUTF8": "1", "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        text=True,
    )
    for line in process.stdout:
        if "Leave this window open" in line:
            return process
    raise AssertionError("The class did not open.")


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no such signal")
def test_a_closed_window_and_a_kill_leave_nothing(tmp_path):
    killed = class_of_its_own(tmp_path)
    killed.kill()
    killed.wait()
    left = list(tmp_path.glob("hair-cycle-lab-class-*"))
    assert len(left) == 1
    closed = class_of_its_own(tmp_path)
    now = list(tmp_path.glob("hair-cycle-lab-class-*"))
    assert len(now) == 1 and now != left, "A later start removes what a kill left."
    closed.send_signal(signal.SIGHUP)
    closed.wait(timeout=30)
    assert not list(tmp_path.glob("hair-cycle-lab-class-*"))


def test_only_folders_of_dead_classes_are_removed(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    child.wait()
    mine = room_leftovers.class_folder()
    prefix = room_leftovers.PREFIX
    dead, of_parent = tmp_path / f"{prefix}{child.pid}-a1", tmp_path / f"{prefix}{os.getppid()}-b2"
    other, link = tmp_path / f"{prefix}letters", tmp_path / f"{prefix}{child.pid}-c3"
    for folder in (dead, of_parent, other):
        folder.mkdir()
    (dead / "x.json").write_text("{}")
    link.symlink_to(other)
    assert room_leftovers.remove_leftovers() == [dead.name]
    assert not dead.exists()
    assert all(one.exists() for one in (mine, of_parent, other, link))


# --- the log, and a cache


def test_a_traceback_becomes_a_word_said_once_a_minute():
    short = OneWord()

    def record():
        try:
            raise ValueError("a folder of this machine")
        except ValueError:
            return logging.LogRecord("x", logging.ERROR, "", 1, "Uncaught", (), sys.exc_info())

    first = record()
    assert short.filter(first)
    said = logging.Formatter().format(first)
    assert "ValueError" in said and "\n" not in said and "folder" not in said
    assert not any(short.filter(record()) for _ in range(1000))


def test_queries_of_strangers_do_not_fill_the_memory():
    for number in range(3000):
        texts.language(f"x={number}")
    assert texts._chosen.cache_info().currsize <= 256
    assert texts.language("lang=de") == "de"
