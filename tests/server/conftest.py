"""A class on this machine, opened once for the tests of this folder that need one."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from student import Student

CODE = "kxmp-4823"
PLACES = 6
LESSON = "05_steroids"
# Seconds a request may take to arrive; a test waits them out.
REQUEST_SECONDS = 6.0
# As `lessons --class`, with few places, so that a test can fill them.
SERVE = f"""\
import sys
from helpers.server.classroom import limits
limits.REQUEST_SECONDS = {REQUEST_SECONDS}
from helpers.server import local as serve
from helpers.server.classroom import app as room
room.places = lambda *_, **__: {PLACES}
sys.exit(serve.main(["--class", "--address", "127.0.0.1", "--port", sys.argv[1]]))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Room:
    """The running class."""

    address: str
    port: int
    temporary: Path
    process: subprocess.Popen
    key: str
    """What the presenter's address ends in."""
    request_seconds: float = REQUEST_SECONDS

    @property
    def progress(self) -> Path:
        """The folder of the students' progress."""
        (folder,) = self.temporary.glob("hair-cycle-lab-class-*")
        return folder

    @asynccontextmanager
    async def student(self, page: bool = False, code: str = CODE) -> AsyncIterator[Student]:
        """Let a student in, and on request let them open a lesson."""
        student = Student(self.address, code, LESSON)
        try:
            if page:
                await student.open()
            else:
                await student.fetch(f"/?token={code}")
            yield student
        finally:
            await student.close()

    def stop(self) -> None:
        """End the class as Ctrl+C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)


@pytest.fixture(scope="session")
def room() -> Iterator[Room]:
    """Open a class."""
    with tempfile.TemporaryDirectory() as temporary:
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(port)],
            env={**os.environ, "JUPYTER_TOKEN": CODE, "PYTHONUTF8": "1", "TMPDIR": temporary},
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
        else:
            pytest.fail(f"The class did not open:\n{said}")
        assert CODE in said and f"127.0.0.1:{port}" in said
        threading.Thread(target=process.stdout.read, daemon=True).start()
        key = re.search(r"/present\?key=(\S+)", said)[1]
        opened = Room(f"http://127.0.0.1:{port}", port, Path(temporary), process, key)
        yield opened
        opened.stop()
        left = [path.name for path in Path(temporary).glob("hair-cycle-lab-class-*")]
        assert not left, "What students did is forgotten when the class ends."
