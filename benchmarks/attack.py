"""Honest students beside one attacker of each kind, all on this machine.

    uv run python benchmarks/attack.py --students 30 --seconds 15

Opens a class, lets students work in it, and then lets one attacker after the other come from a
second address of this machine (127.0.0.2, so Linux only). Prints the sliders' times in each
part, beside those of the parts without an attacker.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import socket
import statistics
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from student import PROTOCOL, Student

CODE = "kxmp-4823"
FROM = "127.0.0.2"
SERVE = """\
import sys; from helpers.server import local as serve
sys.exit(serve.main(["--class", "--address", "127.0.0.1", "--port", sys.argv[1]]))
"""


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=5, source_address=(FROM, 0))


def ask(port: int, text: str) -> bytes:
    answer = b""
    with suppress(OSError), connect(port) as line:
        line.sendall(text.encode())
        while more := line.recv(65536):
            answer += more
    return answer


def head(method: str, path: str, more: str = "", size: int = -1) -> str:
    length = f"Content-Length: {size}\r\n" if size >= 0 else ""
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{more}{length}\r\n"


def let_in(port: int) -> str:
    found = re.search(rb"Set-Cookie: (username[^;]+)", ask(port, head("GET", f"/?token={CODE}")))
    return f"Cookie: {found[1].decode()}\r\n" if found else ""


def half_sent(port: int, end: float) -> None:
    """Requests that never end, up to 1,100 at a time."""
    lines: list[socket.socket] = []
    while time.time() < end:
        with suppress(OSError):
            line = connect(port)
            line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
            lines.append(line)
        if len(lines) > 1100:
            lines.pop(0).close()
        time.sleep(0.005)


def large_bodies(port: int, end: float) -> None:
    """Bodies of 95 MB, ten at a time."""
    while time.time() < end:
        for _ in range(10):
            with suppress(OSError), connect(port) as line:
                line.sendall(head("POST", "/api/vote", size=95_000_000).encode())
                for _ in range(95):
                    line.sendall(bytes(1_000_000))
        time.sleep(0.1)


def votes(port: int, end: float) -> None:
    """Votes and doors as fast as one after the other goes."""
    body = json.dumps({"round": 1, "choice": 0})
    while time.time() < end:
        ask(port, head("POST", f"/api/vote?token={CODE}", size=len(body)) + body)
        ask(port, head("GET", f"/?token={CODE}"))


def lessons(port: int, end: float) -> None:
    """Lessons opened and left."""
    cookies = [let_in(port) for _ in range(3)]
    while time.time() < end:
        for cookie in cookies:
            with suppress(OSError), connect(port) as line:
                line.sendall(head("GET", "/voila/render/05_steroids.ipynb", cookie).encode())
                time.sleep(0.2)


def huge_counts(port: int, end: float) -> None:
    """Channels whose first message names a huge count."""
    cookie = let_in(port)
    page = ask(port, head("GET", "/voila/render/05_steroids.ipynb", cookie))
    found = re.search(rb'"kernelId": ?"([^"]+)"', page)
    if not found:
        return
    up = (
        f"GET /api/kernels/{found[1].decode()}/channels?session_id=x HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n{cookie}"
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: {PROTOCOL}\r\n\r\n"
    )
    frame = b"\x82\x88\x00\x00\x00\x00" + struct.pack("<Q", 4 * 10**18)
    while time.time() < end:
        with suppress(OSError), connect(port) as line:
            line.sendall(up.encode())
            line.recv(4096)
            line.sendall(frame)
            line.recv(4096)
        time.sleep(0.02)


ATTACKS: dict[str, Callable[[int, float], None]] = {
    "half-sent requests": half_sent,
    "95 MB bodies": large_bodies,
    "votes and doors": votes,
    "lessons opened and left": lessons,
    "huge counts in messages": huge_counts,
}


async def part(group: list[Student], seconds: float) -> list[float]:
    """Let everybody work; return the times of their moves."""
    for student in group:
        student.diary.moves.clear()
    await asyncio.gather(
        *(student.work(seconds, pause=3, steps=4) for student in group), return_exceptions=True
    )
    return sorted(move for student in group for move in student.diary.moves)


async def measure(port: int, number: int, seconds: float) -> None:
    group = [Student(f"http://127.0.0.1:{port}", CODE, "05_steroids") for _ in range(number)]

    async def come(student: Student) -> None:
        await asyncio.sleep(random.uniform(0, number))
        await student.open()
        await student.answer()

    came = await asyncio.gather(*map(come, group), return_exceptions=True)
    group = [one for one, trouble in zip(group, came, strict=True) if trouble is None]
    print(f"{len(group)} of {number} students at work", flush=True)
    print("| attacker | moves | median | 95% | cut off |\n|---|--:|--:|--:|--:|", flush=True)
    for name in ("none", *ATTACKS, "none again"):
        attacker = None
        if name in ATTACKS:
            attacker = subprocess.Popen(
                [sys.executable, __file__, "--attack", name, str(port), str(time.time() + seconds)]
            )
        moves = await part(group, seconds)
        if attacker:
            attacker.kill()
            attacker.wait()
        cut = sum(one.reader is None or one.reader.done() for one in group)
        middle = statistics.median(moves) if moves else 0
        high = moves[int(0.95 * (len(moves) - 1))] if moves else 0
        print(f"| {name} | {len(moves)} | {middle:.0f} | {high:.0f} ms | {cut} |", flush=True)
    await asyncio.gather(*(one.close() for one in group), return_exceptions=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--attack", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.attack:
        name, port, end = asked.attack
        ATTACKS[name](int(port), float(end))
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)],
        env={**os.environ, "JUPYTER_TOKEN": CODE},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout
        for line in server.stdout:
            if "Leave this window open" in line:
                break
        asyncio.run(measure(port, asked.students, asked.seconds))
    finally:
        server.terminate()
        server.wait(timeout=60)


if __name__ == "__main__":
    main()
