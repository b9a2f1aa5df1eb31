"""A lecture played to the end: phones that vote, a presenter, and everything that goes wrong.

    uv run python benchmarks/lecture.py --phones 120

The phones come in late, change their minds, stay away, lose the network for 20 seconds; the
presenter counts hands, is reloaded, and saves the counts. Every tap is timed. Phones, presenter
and server share this machine, so a machine that only serves does a little better.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import StringIO

from student import Student

QUESTION = {
    "question": "When does the hair fall?",
    "options": ["At once", "Months later", "Never", "In autumn"],
    "key": "hall",
    "ask_sure": True,
}
CODE = "kxmp-4823"
HERE = "?lesson=05_steroids"
EVERY = 1.5
"""Seconds between two questions of a phone; up to half as long again, as its page does."""


class Line:
    """The network of the room: passes bytes on, and can be cut."""

    def __init__(self, port: int) -> None:
        self.port, self.cut = port, False
        self.open: set[asyncio.StreamWriter] = set()

    async def start(self) -> str:
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=512)
        return f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.cut:
            writer.close()
            return
        with suppress(OSError):
            back, forth = await asyncio.open_connection("127.0.0.1", self.port)
            self.open |= {writer, forth}
            await asyncio.gather(self._pass(reader, forth), self._pass(back, writer))
        self.open.discard(writer)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        self.open.discard(writer)
        writer.close()

    def set_cut(self, cut: bool) -> None:
        self.cut = cut
        for writer in list(self.open) if cut else []:
            writer.transport.abort()

    async def stop(self) -> None:
        self.server.close()


@dataclass
class Report:
    """What the lecture showed; times in milliseconds."""

    taps: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    rounds: list[str] = field(default_factory=list)
    table: list[list[str]] = field(default_factory=list)

    def p(self, percent: int) -> float:
        """Return a percentile of the taps."""
        return statistics.quantiles(self.taps, n=100)[percent - 1]


class Phone(Student):
    """A phone on the vote's page."""

    async def begin(self) -> None:
        self.state: dict = {}
        self.asking: asyncio.Task[None] | None = None
        code = self.code.replace("-", "")
        answer = await self.fetch(f"/v/{code}")
        await self.fetch(answer.headers["Location"])
        self.asking = asyncio.create_task(self._ask())

    async def _ask(self) -> None:
        while True:
            with suppress(Exception):
                answer = await self.fetch("/api/vote", request_timeout=5, connect_timeout=5)
                if answer.code == 200:
                    self.state = json.loads(answer.body)
            await asyncio.sleep(EVERY * (1 + random.random() / 2))

    async def until(self, key: str, value: object, limit: float = 60) -> None:
        """Wait until the phone shows a state."""
        end = time.monotonic() + limit
        while self.state.get(key) != value:
            if time.monotonic() > end:
                raise TimeoutError(f"{key} is {self.state.get(key)}, not {value}")
            await asyncio.sleep(0.05)

    async def tap(self, report: Report, choice: int, sure: int | None = None) -> int:
        """Choose an answer; return the status."""
        body = json.dumps({"round": self.state["round"], "choice": choice, "sure": sure})
        start = time.perf_counter()
        answer = await self.fetch("/api/vote", method="POST", body=body, headers=self._mark())
        report.taps.append(1000 * (time.perf_counter() - start))
        return answer.code

    def _mark(self) -> dict[str, str]:
        return {"X-XSRFToken": self.cookies["_xsrf"]}

    async def send(self, path: str, content: dict) -> dict:
        """Send as the presenter's page does."""
        body = json.dumps(content)
        where = f"/api/vote{path}"
        answer = await self.fetch(where, method="POST", body=body, headers=self._mark())
        assert answer.code == 200, (path, answer.code)
        return json.loads(answer.body)

    async def present(self, key: str) -> None:
        """Come in by the presenter's address."""
        await self.fetch(f"/present?key={key}")
        await self.fetch("/vote")

    async def stop(self) -> None:
        if getattr(self, "asking", None):
            self.asking.cancel()
        await self.close()


async def play(address: str, code: str, key: str, phones: int, cut: float = 20) -> Report:
    """Play the lecture.

    Parameters
    ----------
    address, code, key : str
        Of the class that is open, on this machine.
    phones : int
    cut : float
        Seconds without network.
    """
    report = Report()
    line = Line(int(address.rpartition(":")[2]))
    room = await line.start()
    spread = 10 * phones / 120  # seconds in which a room taps
    everybody = [Phone(room, code, "") for _ in range(phones)]
    teacher = Phone(address, code, "")
    await teacher.present(key)

    def expect(name: str, found: object, wanted: object) -> None:
        report.rounds.append(f"{name}: {found}")
        if found != wanted:
            report.lost.append(f"{name}: {found}, not {wanted}")

    async def tap_all(
        some: list[Phone], number: int, choices: list[int], sure: bool = True
    ) -> None:
        async def one(phone: Phone, choice: int) -> None:
            await phone.until("round", number)
            await asyncio.sleep(random.uniform(0, spread))
            status = await phone.tap(report, choice, 1 + choice % 4)
            if status != 200:
                report.lost.append(f"tap: {status}")

        await asyncio.gather(*map(one, some, choices))

    async def sheet() -> dict:
        return json.loads((await teacher.fetch(f"/api/vote{HERE}")).body)

    def count(choices: list[int]) -> list[int]:
        return [choices.count(place) for place in range(len(QUESTION["options"]))]

    async def open_vote(row: int) -> int:
        return int((await teacher.send(f"/open{HERE}", {**QUESTION, "row": row}))["round"])

    try:
        # Nine in ten are there and wait before the question opens; the others come late.
        early, late = everybody[: phones * 9 // 10], everybody[phones * 9 // 10 :]
        await asyncio.gather(*(phone.begin() for phone in early))
        await asyncio.gather(*(phone.until("open", False) for phone in early))
        expect("phones that wait", (await sheet())["here"], len(early))

        # A vote that nobody reaches, then hands; the laptop is reloaded.
        number = await open_vote(0)
        closed = await teacher.send("/close", {"round": number})
        expect("nobody voted", closed["counts"], [0, 0, 0, 0])
        hands = {"question": QUESTION["question"], "options": QUESTION["options"], "round": 0}
        hands["counts"] = [[3, 9, 4, 5], [0, 0, 0, 0]]
        await teacher.send(f"/sheet{HERE}", {"set": {"vote:hall": hands, "place": 7}})
        await teacher.close()
        teacher = Phone(address, code, "")
        await teacher.present(key)
        kept = (await sheet())["sheet"]
        expect("hands after a reload", kept["vote:hall"]["counts"][0], hands["counts"][0])
        expect("place after a reload", kept["place"], 7)

        # And back to phones: late ones come in, some change their minds, the network is cut.
        number = await open_vote(0)
        first = [random.choice((0, 1, 1, 2)) for _ in everybody]
        voting = asyncio.create_task(tap_all(early, number, first[: len(early)]))
        await asyncio.gather(*(phone.begin() for phone in late))
        await tap_all(late, number, first[len(early) :])
        await voting
        changed = random.sample(range(phones), phones // 4)
        for place in changed:
            first[place] = 3
        await tap_all([everybody[place] for place in changed], number, [3] * len(changed))
        expect("voters", (await sheet())["voters"], phones)
        expect("counts while it is open", (await sheet())["counts"], [])
        line.set_cut(True)
        await asyncio.sleep(cut)
        line.set_cut(False)
        back = [phone.until("chosen", one) for phone, one in zip(everybody, first, strict=True)]
        await asyncio.gather(*back)
        closed = await teacher.send(f"/close{HERE}", {"round": number})
        expect("first vote", closed["counts"], count(first))
        expect("a tap after closing", await everybody[0].tap(Report(), 1), 409)

        # The second vote; the laptop is reloaded while it is open.
        number = await open_vote(1)
        second = [random.choice((0, 1, 1, 1, 1)) for _ in everybody]
        await tap_all(everybody, number, second)
        await teacher.close()
        teacher = Phone(address, code, "")
        await teacher.present(key)
        expect("voters after a reload", (await sheet())["voters"], phones)
        closed = await teacher.send(f"/close{HERE}", {"round": number})
        expect("second vote", closed["counts"], count(second))
        on_sheet = (await sheet())["sheet"]["vote:hall"]["counts"]
        expect("both votes on the screen", on_sheet, [count(first), count(second)])

        # After class.
        table = (await teacher.fetch("/results.csv")).body.decode("utf-16")
        report.table = list(csv.reader(StringIO(table), delimiter="\t"))
        saved = [int(row[6]) for row in report.table[1:]]
        expect("the table", saved, [*count(first), *count(second)])
        await teacher.send("/sheet", {"forget": True})
    finally:
        await asyncio.gather(*(phone.stop() for phone in everybody))
        await teacher.close()
        await line.stop()
    return report


@contextmanager
def running_class() -> Iterator[tuple[str, str, str]]:
    """Open a class; yield its address, its code, and the presenter's key."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["--class", "--address", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-m", "helpers.server.local", *command],
        env={**os.environ, "JUPYTER_TOKEN": CODE, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if "Leave this window open" in line:
            break
    found = re.search(r"/present\?key=(\S+)", said)
    if not found:
        raise SystemExit(f"The server did not start:\n{said}")
    try:
        yield f"http://127.0.0.1:{port}", CODE, found[1]
    finally:
        process.terminate()
        process.wait(timeout=60)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=120)
    parser.add_argument("--cut", type=float, default=20)
    asked = parser.parse_args()
    with running_class() as (address, code, key):
        report = asyncio.run(play(address, code, key, asked.phones, asked.cut))
    print("\n".join(report.rounds))
    print(f"{len(report.taps)} taps: median {report.p(50):.0f} ms, p95 {report.p(95):.0f} ms")
    print("nothing lost" if not report.lost else "\n".join(["LOST", *report.lost]))


if __name__ == "__main__":
    main()
