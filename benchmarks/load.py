"""How many students can one machine serve? A class on this machine, with simulated students.

    uv run python benchmarks/load.py --students 30 --minutes 5
    uv run python benchmarks/load.py --students 40 50 60 80 --minutes 1

The students run on the same machine as the server and take part of its time, so a machine
that only serves does a little better. A plain page of one slider and one figure is measured
in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from page import BARE, NOTEBOOKS, notebook  # noqa: E402
from student import Diary, Student  # noqa: E402

CODE = "for-the-benchmark-only"
LESSON = "05_steroids"
PORT = 8940
MEGABYTE = 2**20
# The class as `lessons --class` opens it, on a folder that also holds the bare page.
SERVE = """\
import sys; from pathlib import Path
from helpers.server.kernels import provisioner as forked
from helpers.server.classroom import app as room
from helpers.server import local as serve
folder, port, own = sys.argv[1:]
serve.notebooks_folder = lambda: Path(folder)
room.places = lambda *_, **__: 10_000
if own == "own": forked.can_fork = lambda: False
sys.exit(serve.main(["--class", "--address", "127.0.0.1", "--port", port]))
"""


@dataclass
class Line:
    """One row of the table."""

    page: str
    students: int
    diaries: list[Diary]
    kernel_mb: float
    server_mb: float
    busy: float

    def cells(self) -> list[str]:
        """Return the row as text."""
        ready = [d.ready for d in self.diaries if d.ready is not None]
        answered = [d.answered for d in self.diaries if d.answered is not None]
        moves = [move for d in self.diaries for move in d.moves]
        errors = sum(len(d.errors) for d in self.diaries)
        return [
            self.page,
            str(self.students),
            both(ready, 1000, "s"),
            both(answered, 1000, "s"),
            both(moves, 1, "ms"),
            f"{len(moves):,}",
            str(errors),
            f"{self.kernel_mb:.0f}",
            f"{self.server_mb:.0f}",
            f"{self.busy:.0%}",
        ]


HEAD = [
    "page",
    "students",
    "ready",
    "lock to figure",
    "slider",
    "moves",
    "errors",
    "MB a student",
    "MB server",
    "machine busy",
]


def both(times: Sequence[float], unit: float, name: str) -> str:
    """Return median and 95th percentile."""
    if len(times) < 2:
        return "-"
    middle, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    digits = 1 if unit > 1 else 0
    return f"{middle / unit:,.{digits}f} / {late / unit:,.{digits}f} {name}"


@contextmanager
def server(port: int, own: bool) -> Iterator[tuple[str, psutil.Process]]:
    """Open a class; yield its address and its process."""
    with tempfile.TemporaryDirectory() as folder:
        for found in NOTEBOOKS.glob("*.ipynb"):
            shutil.copy(found, folder)
        notebook(Path(folder) / "bare.ipynb", BARE)
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, folder, str(port), "own" if own else "split"],
            env={**os.environ, "JUPYTER_TOKEN": CODE, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert process.stdout
        said, address = "", ""
        for line in process.stdout:
            said += line
            if line.strip().startswith("http") and not address:  # the second is the presenter's
                address = line.strip().removesuffix("/v")  # the vote, which the board names
            if "Leave this window open" in line:
                break
        if not address:
            raise SystemExit(f"The server did not start:\n{said}")
        threading.Thread(target=process.stdout.read, daemon=True).start()
        try:
            yield address, psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait(timeout=60)


def scripts() -> list[str]:
    """Return the scripts of the page's own program, as a browser would fetch them first."""
    for base in (Path(sys.prefix) / "share" / "jupyter" / "voila" / "templates").glob("*/static"):
        found = [f"/voila/static/{file.name}" for file in sorted(base.glob("*.voila.js"))]
        if found:
            # A lesson's page takes about 75 of them, with the main one.
            return ["/voila/static/voila.js", *found[:74]]
    return []


def memory(process: psutil.Process) -> tuple[float, float]:
    """Return the megabytes of all kernels, each shared page counted once, and of the server."""
    kernels = 0.0
    for child in process.children(recursive=True):
        try:
            kernels += child.memory_full_info().pss
        except psutil.Error:
            continue
    return kernels / MEGABYTE, process.memory_info().rss / MEGABYTE


async def one_class(
    address: str,
    process: psutil.Process,
    page: str,
    number: int,
    options: argparse.Namespace,
    seconds: float,
) -> Line:
    """Let a class of students work at the same time."""
    files = scripts() if options.scripts else []
    students = [Student(address, CODE, page, files) for _ in range(number)]
    psutil.cpu_percent()
    visits = [
        asyncio.create_task(
            student.visit(place * options.arrive / number, seconds, options.pause, options.steps)
        )
        for place, student in enumerate(students)
    ]
    await asyncio.sleep(options.arrive)
    psutil.cpu_percent()
    most, server_mb = 0.0, 0.0
    while not all(visit.done() for visit in visits):
        await asyncio.wait(visits, timeout=15)
        kernels, now = await asyncio.to_thread(memory, process)
        most, server_mb = max(most, kernels), max(server_mb, now)
    busy = psutil.cpu_percent() / 100
    for student in students:
        try:
            await student.close()
        except Exception as trouble:
            student.diary.errors.append(f"closing: {trouble}")
    diaries = [student.diary for student in students]
    for error, times in Counter(e for d in diaries for e in d.errors).most_common(5):
        print(f"  {page}, {number} students: {times} × {error}", file=sys.stderr)
    return Line(page, number, diaries, most / number, server_mb, busy)


def show(lines: Sequence[Line]) -> None:
    """Print the table."""
    rows = [HEAD, *(line.cells() for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print(" | ".join(c.rjust(w) for c, w in zip(row, widths, strict=True)), flush=True)


async def run(options: argparse.Namespace) -> list[Line]:
    """Serve every class, one after the other."""
    lines: list[Line] = []
    with server(options.port, options.own_process) as (address, process):
        for number in options.students:
            pages = [(options.lesson, 60 * options.minutes)]
            if options.bare:
                pages.append(("bare", 60 * options.bare))
            for page, seconds in pages:
                lines.append(await one_class(address, process, page, number, options, seconds))
                show(lines[-1:])
                await asyncio.sleep(5)
    return lines


def main(argv: Sequence[str] | None = None) -> list[Line]:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, nargs="+", default=[30])
    parser.add_argument("--minutes", type=float, default=5, help="of moving sliders (default 5)")
    parser.add_argument("--bare", type=float, default=1, help="minutes on the bare page; 0: none")
    parser.add_argument("--arrive", type=float, default=30, help="seconds until all have come")
    parser.add_argument("--pause", type=float, default=6, help="mean seconds between two drags")
    parser.add_argument("--steps", type=int, default=4, help="steps of one drag")
    parser.add_argument("--lesson", default=LESSON)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--no-scripts", dest="scripts", action="store_false")
    parser.add_argument(
        "--own-process", action="store_true", help="start each kernel anew, sharing no memory"
    )
    options = parser.parse_args(argv)
    before = os.getloadavg() if hasattr(os, "getloadavg") else (0.0,)
    lines = asyncio.run(run(options))
    print()
    show(lines)
    memory_gb = psutil.virtual_memory().total / 2**30
    print(
        f"\n{os.cpu_count()} cores, {memory_gb:.0f} GB, {platform.machine()}, "
        f"Python {platform.python_version()}; load average before: {before[0]:.1f}. "
        "Two numbers: median / 95th percentile. The students ran on the same machine."
    )
    return lines


if __name__ == "__main__":
    main()
