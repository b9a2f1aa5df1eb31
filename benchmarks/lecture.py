"""A lecture played to the end: phones that vote, a presenter, and everything that goes wrong.

    uv run python benchmarks/lecture.py --phones 120

The plan of 50 minutes of lesson 02: phones guess a number, come in late, change their minds, load
the page anew, stay away, lose the network for 20 seconds, vote again and draw curves; the presenter
counts hands, is loaded anew, and saves the counts. Every tap is timed. With `--pictures FOLDER` two
browsers and a phone look on. All share this machine, so one that only serves does a little better.
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
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import StringIO

from student import Student

from helpers.evidence import load_questions

HERE = "?lesson=02_hair_growth_cycle"
DELAY = "?lesson=03_telogen_effluvium"
SCALE = {"low": 0, "high": 300, "step": 10}
YEAR = {"low": 0, "high": 600, "step": 25, "points": [*range(13)]}
CODE = "kxmp-4823"
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

    async def tap(self, report: Report, choice: object, sure: int | None = None) -> int:
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


def vote_on(stage: str) -> tuple[dict, int]:
    """Return a vote on a question of lesson 02, as its screen opens it, and the best answer."""
    asked = next(one for one in load_questions("hair_growth_cycle") if one.stage == stage)
    options = [option.text for option in asked.option]
    named = {"question": asked.stem, "options": options, "key": asked.id}
    return named | {"ask_sure": stage == "predict"}, asked.answer


Shoot = Callable[[str], Awaitable[None]]


async def _nothing(_: str) -> None:
    pass


async def play(
    address: str, code: str, key: str, phones: int, cut: float = 20, shoot: Shoot = _nothing
) -> Report:
    """Play the plan of 50 minutes of lesson 02, and the drawn curves of lesson 03.

    Parameters
    ----------
    address, code, key : str
        Of the class that is open, on this machine.
    phones : int
    cut : float
        Seconds without network.
    shoot : callable
        Called at each point of the lecture with its name, to look at the screens.
    """
    report = Report()
    line = Line(int(address.rpartition(":")[2]))
    room = await line.start()
    spread = 10 * phones / 120  # seconds in which a room taps
    everybody = [Phone(room, code, "") for _ in range(phones)]
    teacher = Phone(address, code, "")
    await teacher.present(key)
    predict, best = vote_on("predict")
    seen, _ = vote_on("see")

    def expect(name: str, found: object, wanted: object) -> None:
        report.rounds.append(f"{name}: {found}")
        if found != wanted:
            report.lost.append(f"{name}: {found}, not {wanted}")

    async def tap_all(some: list[Phone], number: int, answers: list, sure: bool = False) -> None:
        async def one(phone: Phone, answer: object) -> None:
            await phone.until("round", number)
            await asyncio.sleep(random.uniform(0, spread))
            level = 1 + answer % 4 if sure and isinstance(answer, int) else None
            status = await phone.tap(report, answer, level)
            if status != 200:
                report.lost.append(f"tap: {status}")

        await asyncio.gather(*map(one, some, answers))

    async def sheet(where: str = HERE) -> dict:
        return json.loads((await teacher.fetch(f"/api/vote{where}")).body)

    def count(answers: list[int], places: int) -> list[int]:
        return [answers.count(place) for place in range(places)]

    async def open_vote(content: dict, row: int = 0, where: str = HERE) -> int:
        return int((await teacher.send(f"/open{where}", {**content, "row": row}))["round"])

    async def close(number: int, where: str = HERE) -> dict:
        return await teacher.send(f"/close{where}", {"round": number})

    async def reload() -> None:
        nonlocal teacher
        await teacher.close()
        teacher = Phone(address, code, "")
        await teacher.present(key)

    try:
        # Nine in ten are there and wait; they guess a number before anybody sees the options.
        early, late = everybody[: phones * 9 // 10], everybody[phones * 9 // 10 :]
        await asyncio.gather(*(phone.begin() for phone in early))
        await asyncio.gather(*(phone.until("open", False) for phone in early))
        expect("all phones wait", (await sheet())["here"] >= len(early), True)
        await shoot("1-waiting")
        poll = {"question": "How many hairs a day?", "kind": "number", "scale": SCALE}
        number = await open_vote({**poll, "key": "hairs"})
        guesses = [random.randrange(31) for _ in early]
        await tap_all(early, number, guesses)
        await close(number)
        expect("numbers", (await sheet())["sheet"]["poll:hairs"]["counts"], count(guesses, 31))

        # The first vote: late ones come in, some change their minds, everybody loads the page anew.
        number = await open_vote(predict)
        places = len(predict["options"])
        first = [random.choice((0, 1, 1, 2)) for _ in everybody]
        voting = asyncio.create_task(tap_all(early, number, first[: len(early)], sure=True))
        await asyncio.gather(*(phone.begin() for phone in late))
        await tap_all(late, number, first[len(early) :], sure=True)
        await voting
        await shoot("2-first-vote")
        changed = random.sample(range(phones), phones // 4)
        for place in changed:
            first[place] = 3

        async def load(phone: Phone) -> None:
            for path in ("/vote", "/api/vote", "/api/vote"):
                await asyncio.sleep(random.uniform(0, spread / 3))
                await phone.fetch(path)

        again = tap_all([everybody[place] for place in changed], number, [3] * len(changed))
        await asyncio.gather(again, *map(load, everybody))
        expect("voters", (await sheet())["voters"], phones)
        expect("counts while it is open", (await sheet())["counts"], [])
        closed = await close(number)
        expect("first vote", closed["counts"], count(first, places))
        expect("a tap after closing", await everybody[0].tap(Report(), 1), 409)

        # A vote that nobody reaches, then hands; the laptop is loaded anew.
        number = await open_vote(seen)
        closed = await close(number)
        expect("nobody voted", closed["counts"], [0] * len(seen["options"]))
        empty = [0] * len(seen["options"])
        hands = {"question": seen["question"], "options": seen["options"], "round": 0}
        hands["counts"] = [[3, 9, 4, 5][: len(empty)], empty]
        await teacher.send(f"/sheet{HERE}", {"set": {f"vote:{seen['key']}": hands, "place": 7}})
        await reload()
        kept = (await sheet())["sheet"]
        expect("hands after a reload", kept[f"vote:{seen['key']}"]["counts"], hands["counts"])
        expect("place after a reload", kept["place"], 7)

        # The second vote: in its middle the network is gone, and the laptop is loaded anew.
        number = await open_vote(predict, row=1)
        # Somebody is always wrong, or no objective would be missed.
        wrong = next(place for place in range(places) if place != best)
        second = [wrong, *(random.choice((0, 1, 1, 1, 1)) for _ in everybody[1:])]
        half = phones // 2
        await tap_all(everybody[:half], number, second[:half], sure=True)
        line.set_cut(True)
        await asyncio.sleep(cut)
        line.set_cut(False)
        back = [
            phone.until("chosen", one) for phone, one in zip(everybody[:half], second, strict=False)
        ]
        await asyncio.gather(*back)
        await tap_all(everybody[half:], number, second[half:], sure=True)
        await reload()
        expect("voters after a reload", (await sheet())["voters"], phones)
        closed = await close(number)
        expect("second vote", closed["counts"], count(second, places))
        entry = (await sheet())["sheet"][f"vote:{predict['key']}"]
        both = [count(first, places), count(second, places)]
        expect("both votes on the screen", entry["counts"], both)
        shown = {**entry, "best": best, "answer": [best, 1], "hidden": False}
        await teacher.send(f"/sheet{HERE}", {"set": {f"vote:{predict['key']}": shown}})
        await shoot("3-second-vote")

        # Everybody draws the year after an illness.
        year = {"question": "Draw the year.", "kind": "curve", "scale": YEAR, "key": "delay"}
        number = await open_vote(year, where=DELAY)
        drawn = [_year(random.uniform(1, 5), random.randrange(8, 23)) for _ in everybody]
        await tap_all(everybody, number, drawn)
        answer = await teacher.fetch(f"/api/vote/curves{DELAY}&key=delay")
        expect("curves while it is open", json.loads(answer.body)["curves"], [])
        await close(number, DELAY)
        answer = await teacher.fetch(f"/api/vote/curves{DELAY}&key=delay")
        expect("curves", sorted(json.loads(answer.body)["curves"]) == sorted(drawn), True)
        view = {"round": number, "hidden": False, "shown": []}
        await teacher.send(f"/sheet{DELAY}", {"set": {"view:delay": view}})
        await shoot("4-curves")

        # After class.
        table = (await teacher.fetch("/results.csv")).body.decode("utf-16")
        report.table = list(csv.reader(StringIO(table), delimiter="\t"))
        counts = {}
        for row in report.table[1:]:
            counts.setdefault((row[1], row[2]), []).append(int(row[6]))
        wanted = {(predict["question"], "1"): both[0], (predict["question"], "2"): both[1]}
        wanted[seen["question"], "1"] = hands["counts"][0]
        expect("the table", counts, {(" ".join(q.split()), n): c for (q, n), c in wanted.items()})
        table = (await teacher.fetch("/results-polls.csv")).body.decode("utf-16")
        rows = list(csv.reader(StringIO(table), delimiter="\t"))[1:]
        expect("rows of numbers and curves", len(rows), 1 + len(YEAR["points"]))
        missed = b"Most missed" in (await teacher.fetch("/results")).body
        expect("most missed objective", missed, True)
        await shoot("5-results")
        await teacher.send("/sheet", {"forget": True})
    finally:
        await asyncio.gather(*(phone.stop() for phone in everybody))
        await teacher.close()
        await line.stop()
    return report


def _year(top: float, height: int) -> list[int]:
    """Return a wave as somebody might draw it: places on the scale, one a month."""
    return [round(4 + (height - 4) * max(0.0, 1 - abs(month - top) / 3)) for month in range(13)]


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
    parser.add_argument("--pictures", help="folder for what two browsers and a phone show")
    asked = parser.parse_args()
    with running_class() as (address, code, key):

        async def go() -> Report:
            if not asked.pictures:
                return await play(address, code, key, asked.phones, asked.cut)
            from cameras import Cameras

            async with Cameras(address, code, key, asked.pictures) as cameras:
                return await play(address, code, key, asked.phones, asked.cut, cameras.shoot)

        report = asyncio.run(go())
    print("\n".join(report.rounds))
    print(f"{len(report.taps)} taps: median {report.p(50):.0f} ms, p95 {report.p(95):.0f} ms")
    print("nothing lost" if not report.lost else "\n".join(["LOST", *report.lost]))


if __name__ == "__main__":
    main()
