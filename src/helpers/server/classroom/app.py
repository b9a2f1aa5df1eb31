"""The server of a class: the app for a whole room, and nothing but the app.

Built on Voilà's own program, which has no contents, no terminals and no list of kernels;
the handlers are listed here one by one, so that what is not named is not there.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import shutil
import signal
import socket
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
from jupyter_server.base.handlers import FileFindHandler
from tornado.ioloop import IOLoop
from tornado.web import GZipContentEncoding
from traitlets.config import Config
from voila.app import Voila
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler

from helpers.pictures.drawing_program import drawing_folder
from helpers.server.classroom.ballot import Ballot
from helpers.server.classroom.handlers import (
    ALLOWED_MESSAGES,
    Alive,
    Channel,
    ClassCode,
    Door,
    Farewell,
    SaneHeaders,
    WidgetsOnly,
)
from helpers.server.classroom.join import Join, Short
from helpers.server.classroom.kernels import RoomKernelManager
from helpers.server.classroom.lecture import Lecture
from helpers.server.classroom.leftovers import class_folder, remove_leftovers
from helpers.server.classroom.limits import (
    OF_LESSON,
    OF_SERVER,
    STUDENTS,
    Guard,
    GuardedServer,
    guarded_server,
    places_by_descriptors,
    raise_descriptors,
)
from helpers.server.classroom.log import keep_short
from helpers.server.classroom.pages import RoomPage
from helpers.server.classroom.results import PollsTable, Results, ResultsTable
from helpers.server.classroom.vote import (
    CloseVote,
    Curves,
    OpenVote,
    Present,
    Sheet,
    VotePage,
    Voting,
)
from helpers.server.kernels import provisioner as forked
from helpers.server.local import PAGE_EXTENSIONS, every_language

KERNEL_ID = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
# Plain names, none of which begins with a dot: no way up, nothing hidden.
NAME = r"[0-9A-Za-z_@][0-9A-Za-z_@.+-]*"
FILE = rf"({NAME}(?:/{NAME})*)"
# No letters and digits that look alike on a projector.
LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"

# What a kernel may take for itself before it is stopped, what an ordinary one takes
# (benchmarks/README.md), and the share of the free memory that a class may fill.
MOST_MB = 1024
USUAL_MB = {True: 60, False: 160}
SHARE = 0.7
MOST_MESSAGE = 2 * 2**20
# The server relays everybody's moves, so it comes before any one kernel.
NICE = 5


def class_code() -> str:
    """Return a new code: easy to type, and 40 bits that nobody guesses in a lesson."""
    pick = secrets.choice
    four = ["".join(pick(LETTERS + DIGITS) for _ in range(4)) for _ in range(2)]
    return "-".join(four)


def address_of_this_machine() -> str:
    """Return the address by which the room reaches this machine; no packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def places(memory_mb: float, shared: bool, descriptors: int) -> int:
    """Return how many lessons fit into the free memory and under the limit on open files.

    Examples
    --------
    >>> places(6000, shared=True, descriptors=20000), places(6000, shared=True, descriptors=1024)
    (70, 37)
    """
    by_memory = max(1, int(memory_mb * SHARE / USUAL_MB[shared]))
    return min(by_memory, places_by_descriptors(descriptors))


def course(folder: Path) -> frozenset[str]:
    """Return the names of the lessons; the pages for instructors are not among them."""
    return frozenset(file.name for file in folder.glob("*.ipynb"))


def guides(folder: Path) -> frozenset[str]:
    """Return the names of the pages for instructors, which the presenter alone opens."""
    pages = (folder / "instructor").glob("*.ipynb")
    return frozenset(f"instructor/{file.name}" for file in pages)


def settings(folder: Path, address: str, port: int, code: str) -> Config:
    """Return the settings by their names."""
    config = Config()
    config.Voila = Config(
        root_dir=str(folder),
        ip=address,
        port=port,
        token=code,
        open_browser=False,
        log_level="ERROR",
        config_file_paths=[],
        identity_provider_class=ClassCode,
        kernel_websocket_connection_class=WidgetsOnly,
    )
    config.VoilaConfiguration = Config(
        template="lesson",
        allow_template_override="NO",
        allow_theme_override="NO",
        strip_sources=True,
        show_tracebacks=False,
        extension_allowlist=PAGE_EXTENSIONS,
        multi_kernel_manager_class=RoomKernelManager,
        resources={"room": True},
    )
    config.MappingKernelManager = Config(cull_idle_timeout=900, cull_interval=60)
    # When everybody comes at once, a cell's output may be late; without it, it would be lost.
    config.VoilaExecutor = Config(iopub_timeout=120)
    if forked.can_fork():
        # Files instead of ports: with many kernels at once, two would pick the same port.
        config.KernelManager = Config(transport="ipc")
    # Lax: the cookie comes along when a student follows a link or a QR code to the lesson.
    config.IdentityProvider = Config(cookie_options={"samesite": "Lax"})
    return config


class Room(Voila):
    """The program behind `lessons --class`.

    Attributes
    ----------
    presenter_key : str
        What the address of whoever teaches ends in; new for each class.
    students : int
        How many students may come from one address.
    """

    def __init__(self, students: int = STUDENTS, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.students = students
        self.presenter_key = secrets.token_urlsafe(16)

    def init_settings(self) -> dict[str, Any]:
        """Add what Voilà leaves open."""
        values: dict[str, Any] = super().init_settings()
        manager = self.kernel_manager
        manager.allowed_message_types = [*ALLOWED_MESSAGES, "comm_open"]
        remove_leftovers()
        manager.progress = class_folder()
        free = psutil.virtual_memory().available / 2**20
        descriptors = raise_descriptors()
        manager.places = places(free, shared=forked.can_fork(), descriptors=descriptors)
        left = descriptors - OF_SERVER - OF_LESSON * manager.places
        self.guard = Guard(connections=max(descriptors // 4, left), students=self.students)
        return values | {
            "course": course(Path(self.root_dir)),
            "guides": guides(Path(self.root_dir)),
            "opening": asyncio.Semaphore(2 * (os.cpu_count() or 1)),
            "login_url": "/",
            "ballot": Ballot(),
            "lecture": Lecture(),
            "guard": self.guard,
            "room": self,
            # One look for every error, whichever handler meets it.
            "jinja2_env": values["voila_jinja2_env"],
            "jinja_template_vars": {"every_language": every_language},
            "xsrf_cookies": True,
            "transforms": [SaneHeaders, GZipContentEncoding],
            "websocket_max_message_size": MOST_MESSAGE,
        }

    def init_handlers(self) -> list[Any]:
        """List everything a browser can reach."""
        voila = {"voila_configuration": self.voila_configuration}
        lesson = {**voila, "config": self.config, "template_paths": self.template_paths}
        static = [*self.static_paths, str(drawing_folder())]
        extensions = {"path": self.labextensions_path, "no_cache_paths": ["/"]}
        return [
            (r"/", Door, voila),
            (r"/present", Present, voila),
            (r"/vote", VotePage, voila),
            (r"/v(?:/([0-9A-Za-z-]{1,40}))?", Short, voila),
            (r"/results", Results, voila),
            (r"/results\.csv", ResultsTable, voila),
            (r"/results-polls\.csv", PollsTable, voila),
            (r"/api/vote", Voting, voila),
            (r"/api/vote/open", OpenVote, voila),
            (r"/api/vote/close", CloseVote, voila),
            (r"/api/vote/sheet", Sheet, voila),
            (r"/api/vote/curves", Curves, voila),
            (r"/api/vote/join", Join, voila),
            (r"/voila/render/((?:instructor/)?[0-9A-Za-z_]+\.ipynb)", RoomPage, lesson),
            (rf"/api/kernels/{KERNEL_ID}", Alive, voila),
            (rf"/api/kernels/{KERNEL_ID}/channels", Channel),
            (rf"/voila/api/shutdown/{KERNEL_ID}", Farewell, voila),
            # Scripts and styles of the server packages, the same on every machine.
            (rf"/voila/templates/(lesson/static/{NAME})", TemplateStaticFileHandler),
            (rf"/voila/static/{FILE}", MultiStaticFileHandler, {"paths": static}),
            (rf"/voila/labextensions/{FILE}", FileFindHandler, extensions),
        ]

    def listen(self) -> None:
        """Listen with limits on what one address and one request may take."""

        def limited(port: int, address: str) -> GuardedServer:
            server = guarded_server(self.app, self.guard)
            server.listen(port, address)
            return server

        self.app.listen = limited
        super().listen()

    def init_signals(self) -> None:
        """Let a terminal window that is closed end the class as Ctrl+C does."""
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, self._handle_signal_stop)

    def stop(self) -> None:
        """Stop the kernels and forget what the class did."""
        folder = self.kernel_manager.progress
        try:
            super().stop()
        finally:
            if forked.ForkedProvisioner.zygote is not None:
                forked.ForkedProvisioner.zygote.stop()
            shutil.rmtree(folder, ignore_errors=True)


def greeting(address: str, port: int, code: str, most: int, key: str) -> str:
    """Say what to write on the board: the address of the join screen, which is the vote.

    Examples
    --------
    >>> print(greeting("10.0.0.5", 8888, "kxmp-4823", 70, "q2Vx"))
    The class is open. Write this on the board:
    <BLANKLINE>
        http://10.0.0.5:8888/v
        Class code: kxmp-4823
    <BLANKLINE>
    Yours alone, for the large screen and for votes; show it to nobody:
    <BLANKLINE>
        http://10.0.0.5:8888/present?key=q2Vx
    <BLANKLINE>
    There is room for about 70 open lessons. Answers are forgotten when the class ends.
    The connection is not encrypted: use a network that you trust.
    Leave this window open while you teach. To stop, press Ctrl+C here.
    """
    return (
        "The class is open. Write this on the board:\n\n"
        f"    http://{address}:{port}/v\n    Class code: {code}\n\n"
        "Yours alone, for the large screen and for votes; show it to nobody:\n\n"
        f"    http://{address}:{port}/present?key={key}\n\n"
        f"There is room for about {most} open lessons. "
        "Answers are forgotten when the class ends.\n"
        "The connection is not encrypted: use a network that you trust.\n"
        "Leave this window open while you teach. To stop, press Ctrl+C here."
    )


def open_room(folder: Path, address: str | None, port: int, students: int = STUDENTS) -> None:
    """Serve the lessons to a room until stopped."""
    code = os.environ.pop("JUPYTER_TOKEN", "") or class_code()
    forked.use_forked_kernels(memory_mb=MOST_MB, nice=NICE)
    from helpers.server.local import prepare_page

    # Who typed a wrong address or closed a laptop is no news for the instructor.
    for name in ("tornado.access", "tornado.general"):
        logging.getLogger(name).setLevel(logging.ERROR)
    config = settings(folder, address or address_of_this_machine(), port, code)
    room = Room(students=students, config=config)
    room.initialize(argv=[])
    room.init_signals()
    keep_short(room.log)
    room.voila_configuration.prelaunch_hook = prepare_page

    async def opened() -> None:
        if forked.can_fork():
            forked.ForkedProvisioner.zygote = forked.Zygote()
            try:
                await forked.ForkedProvisioner.zygote.prepare()
            except (TimeoutError, OSError):
                room.log.exception("Kernels cannot be split off; they are started as usual.")
        most, key = room.kernel_manager.places, room.presenter_key
        print(greeting(room.ip, room.port, code, most, key), flush=True)

    IOLoop.current().add_callback(opened)
    room.start()
