"""A real server and a real browser, each started once for all tests of this folder."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, CDPSession, Error, Page, expect, sync_playwright

from helpers.printed.artist import installed_browser

HERE = Path(__file__).parent
TOKEN = "for-the-tests-only"
START_LIMIT = 90.0
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Pages of one site share a process, which then knows the programs of the page.
    "--process-per-site",
    # A page lives for seconds here: to parse what is never called, and to compile for speed what
    # runs a few times, costs more than it brings.
    "--js-flags=--max-lazy --no-turbofan",
]
OURS = {"localhost", "127.0.0.1"}
LAST_LINES, LAST_SIGNS = 40, 3000
PATIENCE = 60_000  # milliseconds: costs nothing when all is well
RUNNING: list["Server"] = []
VISITS: list["Visit"] = []
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items):
    """Begin with the longest file; where nobody watches, give a browser a second try.

    The summary lists each second try. Whoever develops sees every failure at once. A busy machine
    in a data centre now and then starves a browser for a minute, and would refuse a change that
    has nothing to do with it.
    """
    items.sort(key=lambda item: item.path != HERE / "test_lessons.py")
    if os.environ.get("CI") == "true":
        for item in items:
            if item.path.is_relative_to(HERE):
                item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Begin a second try with new servers, since a class that has voted stays voted, and a new
    browser, since the old one may be what failed."""
    if getattr(item, "execution_count", 1) > 1:
        for shared in chain(*item._fixtureinfo.name2fixturedefs.values()):
            if shared.scope == "module":
                shared.finish(item._request)
        SHARED.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Tell with a failure what the servers said and what the pages showed."""
    report = yield
    if report.failed:
        for server in RUNNING:
            report.sections.append((f"Server {server.port}", "".join(server.said[-LAST_LINES:])))
        for visit in VISITS:
            report.sections.append((f"Page {visit.page.url}", visit.told()))
    return report


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Server:
    """The running server of the lessons, and what it said."""

    port: int
    said: list[str] = field(default_factory=list, compare=False)

    def address(self, path: str) -> str:
        return f"http://localhost:{self.port}/{path.lstrip('/')}"

    def app(self, notebook: str) -> str:
        """Return the address of a notebook as an app."""
        return self.address(f"voila/render/{notebook}?token={TOKEN}")

    def lab(self, notebook: str) -> str:
        """Return the address of a notebook in JupyterLab."""
        return self.address(f"lab/tree/{notebook}?token={TOKEN}&reset")


@contextmanager
def run_lessons(folder, progress: str) -> Iterator[Server]:
    """Run the lessons without opening a browser."""
    # JupyterLab would reopen what another run, or the developer, had left open.
    workspaces = str(folder)
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "helpers.server.local", "--no-browser", "--port", str(port)],
        env={
            **os.environ,
            "JUPYTER_TOKEN": TOKEN,
            "PYTHONUTF8": "1",
            "JUPYTERLAB_WORKSPACES_DIR": workspaces,
            "HAIR_CYCLE_LAB_PROGRESS": progress,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    running = Server(port)
    RUNNING.append(running)
    said = running.said
    threading.Thread(target=lambda: said.extend(process.stdout), daemon=True).start()
    end = time.monotonic() + START_LIMIT
    while not any("Leave this window open" in line for line in said):
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            pytest.fail("The server of the lessons did not start:\n" + "".join(said))
        time.sleep(0.05)
    assert any(f"localhost:{port}" in line for line in said), said
    yield running
    RUNNING.remove(running)
    process.terminate()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[Server]:
    """Run the lessons; every page opens as on the first day."""
    with run_lessons(tmp_path_factory.mktemp("workspaces"), "off") as running:
        yield running


@pytest.fixture(scope="module")
def progress_file(tmp_path_factory):
    """Where the keeping server keeps what was answered."""
    return tmp_path_factory.mktemp("home") / "kept" / "progress.sqlite3"


@pytest.fixture(scope="module")
def keeping_server(tmp_path_factory, progress_file) -> Iterator[Server]:
    """Run the lessons so that they remember."""
    folder = tmp_path_factory.mktemp("workspaces")
    with run_lessons(folder, str(progress_file)) as running:
        yield running


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Open Chromium: the one named in CHROMIUM, or the first one found on this machine."""
    program = installed_browser()
    if program is None:
        reason = "No Chromium, Chrome or Edge was found; set CHROMIUM to the program to use."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


class Shared:
    """What the files of this folder share while one comes after the other."""

    def __init__(self) -> None:
        self.open = ExitStack()
        self.browser: Browser | None = None
        self.free: list[Profile] = []

    def close(self) -> None:
        self.browser, self.free = None, []
        self.open.close()


SHARED = Shared()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Close the browser after the last file: no other test can run an event loop beside it."""
    try:
        yield
    finally:
        if nextitem is None or not nextitem.path.is_relative_to(HERE):
            SHARED.close()


@pytest.fixture(scope="module")
def browser() -> Browser:
    """Return the browser, which is opened with the first file that asks for it."""
    if SHARED.browser is None or not SHARED.browser.is_connected():
        SHARED.close()
        SHARED.browser = SHARED.open.enter_context(running_browser())
    return SHARED.browser


@dataclass
class Visit:
    """A page, and everything that went wrong on it."""

    page: Page
    errors: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    leaving: bool = False

    def __post_init__(self) -> None:
        self.page.on("pageerror", self._error)
        self.page.on("console", self._console)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)
        self.page.on("request", self._request)

    def _error(self, error) -> None:
        # A page that is left has given up its kernel; what a control still says goes nowhere.
        if not (self.leaving and str(error) == "Cannot send"):
            self.errors.append(str(error))

    def _console(self, message) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _failed(self, request) -> None:
        # A page that is left drops what it was asking for; that is no failure of the server.
        if not (self.leaving and request.failure == "net::ERR_ABORTED"):
            self.failed.append(request.url)

    def reload(self) -> None:
        """Load the page again, as a person does, whatever it is asking for at that moment."""
        self.leaving = True
        self.page.reload(wait_until="commit", timeout=90_000)
        self.leaving = False

    def _response(self, response) -> None:
        if response.status >= 400:
            self.failed.append(f"{response.status} {response.url}")

    def _request(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in OURS:
            self.foreign.append(request.url)

    def wait_until_open(self, seconds: float = 60) -> None:
        """Wait until a lesson opened as an app shows its content."""
        self.page.wait_for_selector("body[data-lesson=open]", timeout=seconds * 1000)

    def run_all(self, first: str, open_it: Callable[[], None] = lambda: None) -> None:
        """Run a notebook in JupyterLab once its kernel answers; return when `first` is there.

        JupyterLab calls a kernel idle a second before it listens. `open_it` opens the notebook
        where it is not the one that the page was opened with.
        """
        page, limit = self.page, 60_000
        with page.expect_websocket(lambda ws: "/channels" in ws.url, timeout=limit) as opened:
            open_it()
        with opened.value.expect_event(
            "framereceived", lambda frame: b"kernel_info_reply" in bytes(frame), timeout=limit
        ):
            pass
        notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        notebook.locator(".jp-Cell").first.wait_for(timeout=limit)
        notebook.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(
            timeout=limit
        )
        page.get_by_role("menuitem", name=re.compile("^Run$")).click()
        page.get_by_text("Run All Cells", exact=True).click()
        page.wait_for_selector(first, timeout=limit)
        self.unfold()

    def unfold(self) -> None:
        """Open every folded heading, as a student does one by one."""
        folded = self.page.locator(".jp-showHiddenCellsButton:visible")
        while folded.count():
            folded.first.click()

    def told(self) -> str:
        """Return what the page shows and what went wrong on it."""
        try:
            shown = self.page.inner_text("body", timeout=2000)[:LAST_SIGNS]
        except Error as error:
            shown = str(error)
        return f"{shown}\nerrors: {self.errors}\nfailed: {self.failed}"

    def check(self) -> None:
        """Fail on any console error, failed request, or request that left this machine."""
        assert not self.errors, self.errors
        assert not self.failed, self.failed
        assert not self.foreign, self.foreign


class Profile:
    """A profile of the browser in which one page after the other is opened.

    What pages keep is forgotten between them; what the browser has fetched stays, as at home.

    Half of what it costs to open a page is to read its programs, and a process that has read them
    knows them. So a profile is emptied and used again, and holds a blank page of each site, for
    which the process stays.
    """

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context()
        self.context.set_default_timeout(PATIENCE)
        self.seen: set[str] = set()
        self.holds: dict[str, Page] = {}

    def page(self, width: int, height: int) -> Page:
        page = self.context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.on("framenavigated", lambda frame: self.seen.add(frame.url))
        return page

    @cached_property
    def protocol(self) -> CDPSession:
        return self.context.new_cdp_session(next(iter(self.holds.values())))

    def empty(self) -> None:
        """Close its pages, and forget what they kept."""
        opened = [page for page in self.context.pages if page not in self.holds.values()]
        asked = [urlsplit(url) for url in self.seen if url.startswith("http")]
        for site in {f"{url.scheme}://{url.hostname}/" for url in asked} - self.holds.keys():
            self.holds[site] = hold = self.context.new_page()
            hold.route("**", lambda route: route.fulfill(body=""))
            hold.goto(site)
        for page in opened:
            page.close()
        for origin in {f"{url.scheme}://{url.netloc}" for url in asked}:
            kept = {"origin": origin, "storageTypes": "all"}
            self.protocol.send("Storage.clearDataForOrigin", kept)
        self.seen.clear()


@contextmanager
def visits(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Give a function that opens an address in an empty browser profile."""
    used, own = [], []

    def go(address: str, width: int = 1366, height: int = 768, before: str = "") -> Visit:
        profile = SHARED.free.pop() if SHARED.free else Profile(browser)
        used.append(profile)
        opened = Visit(profile.page(width, height))
        if before:  # a script that runs before the page's own
            opened.page.add_init_script(before)
        own.append(opened)
        VISITS.append(opened)
        opened.page.goto(address, wait_until="commit", timeout=90_000)
        return opened

    try:
        yield go
    finally:
        for opened in own:
            VISITS.remove(opened)
        for profile in used:
            try:
                profile.empty()
            except Error:  # its page or the browser is gone, as a test may have said
                profile.context.close()
            else:
                SHARED.free.append(profile)


@pytest.fixture
def visits_anew(browser: Browser) -> Callable[[], AbstractContextManager[Callable[..., Visit]]]:
    """Return a function that begins with free profiles, as each test does."""
    return partial(visits, browser)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Return a function that opens an address for one test."""
    with visits(browser) as go:
        yield go


@pytest.fixture(scope="module")
def visit_for_all(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Return a function that opens an address for all tests of a file."""
    with visits(browser) as go:
        yield go
