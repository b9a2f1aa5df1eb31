"""A simulated student: speaks to the server as a page in a browser does, without the browser.

Opens the page over HTTP, fetches its scripts, connects to its kernel, asks for the widgets,
answers the first question, and moves sliders: each move waits for the one before, as the
widgets of a page do.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.websocket import WebSocketClientConnection, websocket_connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"
FIGURES = ("FigureWidget", "FetchedFigure")  # plotly's own, and that of the app
LARGE = 200_000  # bytes; what is larger is a figure's script, and not taken apart
MOST = 2**30
OPEN_LIMIT = 180.0
ANSWER_LIMIT = 60.0
AT_ONCE = 6  # connections of a browser to one server
SLIDERS = ("NumberControl", "FloatSliderModel", "IntSliderModel")


@dataclass
class Diary:
    """What one student saw; times in milliseconds."""

    ready: float | None = None
    answered: float | None = None
    moves: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass
class Waiting:
    """What came back on one message so far."""

    idle: asyncio.Event = field(default_factory=asyncio.Event)
    touched: set[str] = field(default_factory=set)


class Student:
    """One student on one page.

    Parameters
    ----------
    address : str
        The server, such as `http://127.0.0.1:8888`.
    code : str
        Class code.
    lesson : str
        Name of the notebook, without its ending.
    scripts : sequence of str
        Paths that a browser with an empty cache would fetch with the page.
    """

    def __init__(self, address: str, code: str, lesson: str, scripts: Sequence[str] = ()) -> None:
        self.address, self.code, self.lesson, self.scripts = address, code, lesson, scripts
        self.diary = Diary()
        self.client = AsyncHTTPClient(force_instance=True, max_clients=AT_ONCE, max_body_size=MOST)
        assert isinstance(self.client, SimpleAsyncHTTPClient)
        self.cookies: dict[str, str] = {}
        self.widgets: dict[str, dict[str, Any]] = {}
        self.figures: set[str] = set()
        self.roots: list[str] = []
        self.waiting: dict[str, Waiting] = {}
        self.line: WebSocketClientConnection | None = None
        self.reader: asyncio.Task[None] | None = None
        self.kernel = ""

    # --- HTTP

    def _headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())}

    async def fetch(self, path: str, **options: Any) -> HTTPResponse:
        """Fetch a path and keep the cookies."""
        options = {"request_timeout": OPEN_LIMIT, "connect_timeout": OPEN_LIMIT} | options
        answer = await self.client.fetch(
            self.address + path,
            headers=self._headers() | options.pop("headers", {}),
            raise_error=False,
            follow_redirects=False,
            **options,
        )
        for cookie in answer.headers.get_list("Set-Cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    async def open(self) -> None:
        """Open the page until its widgets are known, which is when it can be used."""
        start = time.perf_counter()
        await self.fetch(f"/?token={self.code}")
        page, *_ = await asyncio.gather(
            self.fetch(f"/voila/render/{self.lesson}.ipynb"), *map(self.fetch, self.scripts)
        )
        found = re.search(r'"kernelId": ?"([^"]+)"', page.body.decode())
        if page.code != 200 or not found:
            raise ConnectionError(f"page: {page.code}")
        if b'class="lesson-failed"' in page.body:
            raise ConnectionError("page: a cell failed")
        self.kernel = found[1]
        self.roots = re.findall(r'"model_id": ?"(\w+)"', page.body.decode())
        self.line = await websocket_connect(
            HTTPRequest(
                f"{self.address.replace('http', 'ws', 1)}/api/kernels/{self.kernel}/channels"
                f"?session_id={uuid.uuid4().hex}",
                headers=self._headers() | {"Origin": self.address},
                connect_timeout=OPEN_LIMIT,
                request_timeout=OPEN_LIMIT,
            ),
            subprotocols=[PROTOCOL],
            max_message_size=MOST,
        )
        self.reader = asyncio.create_task(self._read())
        await self.ask("kernel_info_request", {})
        channel = uuid.uuid4().hex
        target = {"comm_id": channel, "target_name": "jupyter.widget.control", "data": {}}
        await self.ask("comm_open", target)
        await self.tell(channel, {"method": "request_states"})
        if not self.widgets:
            raise ConnectionError("no widgets came")
        self.diary.ready = 1000 * (time.perf_counter() - start)

    # --- the line to the kernel

    async def _read(self) -> None:
        assert self.line
        while (message := await self.line.read_message()) is not None:
            channel, parts = deserialize_msg_from_ws_v1(message)
            if channel != "iopub":
                continue
            kind = json.loads(parts[0])["msg_type"]
            asked = self.waiting.get(json.loads(parts[1]).get("msg_id", ""), Waiting())
            if kind == "status":
                if b'"idle"' in parts[3]:
                    asked.idle.set()
            elif kind in {"comm_open", "comm_msg"}:
                self._take(kind, parts[3], asked)
        for one in self.waiting.values():
            one.idle.set()

    def _take(self, kind: str, raw: bytes, asked: Waiting) -> None:
        if len(raw) > LARGE and kind == "comm_open":
            found = re.search(rb'"comm_id": ?"(\w+)"', raw)
            name = found[1].decode() if found else ""
            self.figures.add(name)
        else:
            content = json.loads(raw)
            name, data = content["comm_id"], content["data"]
            if data.get("method") == "update_states":
                for widget, known in data["states"].items():
                    self.widgets[widget] = known["state"]
                    if str(known["state"].get("_anywidget_id")).endswith(FIGURES):
                        self.figures.add(widget)
            elif "state" in data:
                self.widgets.setdefault(name, {}).update(data["state"])
                if str(data["state"].get("_anywidget_id")).endswith(FIGURES):
                    self.figures.add(name)
        asked.touched.add(name)

    async def ask(self, kind: str, content: dict[str, Any], limit: float = ANSWER_LIMIT) -> Waiting:
        """Send a message and wait until the kernel is done with it."""
        assert self.line
        name = uuid.uuid4().hex
        self.waiting[name] = waiting = Waiting()
        message = {
            "header": {
                "msg_id": name,
                "msg_type": kind,
                "session": "student",
                "username": "",
                "date": "2026-01-01T00:00:00Z",
                "version": "5.3",
            },
            "parent_header": {},
            "metadata": {"version": "1.0.0"},
            "content": content,
            "buffers": [],
        }
        packed = serialize_msg_to_ws_v1(message, "shell", pack=lambda o: json.dumps(o).encode())
        await self.line.write_message(packed, binary=True)
        try:
            await asyncio.wait_for(waiting.idle.wait(), limit)
        finally:
            self.waiting.pop(name)
        if self.reader and self.reader.done():
            raise ConnectionError("the line was cut")
        return waiting

    async def tell(self, widget: str, data: dict[str, Any]) -> Waiting:
        """Send something to a widget's other half."""
        return await self.ask("comm_msg", {"comm_id": widget, "data": data})

    async def change(self, widget: str, **state: Any) -> tuple[float, Waiting]:
        """Change a widget as its script does; return milliseconds until the kernel was done."""
        start = time.perf_counter()
        data = {"method": "update", "state": state, "buffer_paths": []}
        waiting = await self.tell(widget, data)
        self.widgets[widget].update(state)
        return 1000 * (time.perf_counter() - start), waiting

    # --- what a student does

    def _of(self, *kinds: str) -> list[str]:
        found = []
        for name, state in self.widgets.items():
            kind = state.get("_anywidget_id") or state.get("_model_name") or ""
            if kind.rpartition(".")[2] in kinds:
                found.append(name)
        return found

    def _shown(self) -> set[str]:
        """Return the widgets on the page; others wait for a part that is still closed."""
        shown: set[str] = set()
        left = list(self.roots)
        while left:
            name = left.pop()
            shown.add(name)
            children = self.widgets.get(name, {}).get("children", [])
            left += [child.removeprefix("IPY_MODEL_") for child in children]
        return shown

    async def answer(self) -> None:
        """Choose the first option, be fairly sure, lock."""
        questions = [w for w in self._of("QuestionWidget") if not self.widgets[w].get("locked")]
        if not questions:
            return
        await self.change(questions[0], chosen=0)
        await self.change(questions[0], sure=2)
        self.diary.answered, _ = await self.change(questions[0], locked=True)
        if not self.figures & self._shown():
            self.diary.errors.append("locked, but no figure came")

    async def drag(self, steps: int) -> None:
        """Move a slider some steps, each when the one before is on the screen."""
        shown = self._shown()
        sliders = [name for name in self._of(*SLIDERS) if name in shown]
        if not sliders:
            raise ConnectionError("there is no slider")
        name = random.choice(sliders)
        state = self.widgets[name]
        low = state.get("low", state.get("min"))
        high = state.get("high", state.get("max"))
        step = state["step"] if state["value"] + steps * state["step"] <= high else -state["step"]
        for _ in range(steps):
            value = round(min(max(state["value"] + step, low), high), 6)
            if value == state["value"]:
                break
            took, waiting = await self.change(name, value=value)
            self.diary.moves.append(took)
            if not waiting.touched & self.figures:
                self.diary.errors.append("moved, but the figure did not")

    async def work(self, seconds: float, pause: float, steps: int) -> None:
        """Move sliders for a while, with pauses to look."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await asyncio.sleep(random.expovariate(1 / pause))
            await self.drag(steps)

    async def close(self) -> None:
        """Close the page, which ends its kernel."""
        if self.kernel:
            token = self.cookies.get("_xsrf", "")
            path = f"/voila/api/shutdown/{self.kernel}?_xsrf={token}"
            await self.fetch(path, method="POST", body="")
        if self.line:
            self.line.close()
        if self.reader:
            await asyncio.wait([self.reader], timeout=10)
        self.client.close()

    async def visit(self, wait: float, seconds: float, pause: float, steps: int) -> Diary:
        """Come in, read, answer, work; whatever goes wrong is noted."""
        await asyncio.sleep(wait)
        try:
            await self.open()
            await asyncio.sleep(random.uniform(0.5, 1.5) * pause)
            await self.answer()
            await self.work(seconds, pause, steps)
        except Exception as trouble:
            self.diary.errors.append(f"{type(trouble).__name__}: {trouble}"[:120])
        return self.diary
