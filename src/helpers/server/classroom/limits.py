"""How much of a class one address and one student may take, so that nobody stops it alone."""

from __future__ import annotations

import time
from collections import Counter, deque
from contextlib import suppress
from typing import Any

from tornado import web
from tornado.httpserver import HTTPServer

# What one device of a student needs at most: a browser keeps six connections and one channel
# for each open lesson. A second browser and a private window come from the same address.
STUDENTS = 12
CONNECTIONS = 120
LESSONS = 6
OPENINGS = 20
# One browser: openings in a minute, and channels at a time.
OWN_OPENINGS = 10
OWN_CHANNELS = 6
MINUTE = 60.0
# A TLS proxy on this machine brings the whole class from one address.
THIS_MACHINE = frozenset({"127.0.0.1", "::1"})
SHARED = 100

# A half-sent request and a connection without one are closed after so many seconds.
REQUEST_SECONDS = 20.0
MOST_BODY = 64 * 2**10
MOST_HEADER = 32 * 2**10
# A message of a page, and as much again for what came with it.
MOST_BUFFER = 4 * 2**20

# Descriptors: of one lesson, of the browser that shows it, and of the server itself.
OF_LESSON = 14
OF_BROWSER = 10
OF_SERVER = 120
WANTED = 65536


def raise_descriptors(wanted: int = WANTED) -> int:
    """Raise the limit on open files as far as the system allows; return what it is then."""
    try:
        import resource
    except ImportError:  # Windows knows no such limit
        return wanted
    kind = resource.RLIMIT_NOFILE
    soft, hard = resource.getrlimit(kind)
    if soft == resource.RLIM_INFINITY:
        return wanted
    top = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    # Some systems name no limit and still refuse more than 10,240.
    for more in (top, 10240, 4096, 1024):
        if soft < more <= top:
            with suppress(OSError, ValueError):
                resource.setrlimit(kind, (more, hard))
                return more
    return int(soft)


def places_by_descriptors(limit: int) -> int:
    """Return how many lessons fit under a limit on open files.

    Examples
    --------
    >>> places_by_descriptors(256), places_by_descriptors(1024)
    (5, 37)
    """
    return max(1, (limit - OF_SERVER) // (OF_LESSON + OF_BROWSER))


class Rate:
    """Counts events of a minute, and remembers nobody longer."""

    def __init__(self, most: int, seconds: float = MINUTE) -> None:
        self.most, self.seconds = most, seconds
        self._times: dict[str, deque[float]] = {}

    def allows(self, who: str, factor: int = 1) -> bool:
        """Note an event, unless there were too many."""
        now = time.monotonic()
        if len(self._times) > 5000:
            self._times = {n: t for n, t in self._times.items() if now - t[-1] < self.seconds}
        times = self._times.setdefault(who, deque())
        while times and now - times[0] >= self.seconds:
            times.popleft()
        if len(times) >= self.most * factor:
            return False
        times.append(now)
        return True


class Guard:
    """Who holds how much of the class.

    Parameters
    ----------
    connections : int
        Most connections of all together.
    students : int
        Devices that may share one address.

    Examples
    --------
    >>> guard = Guard(connections=100, students=2)
    >>> [guard.new_student("10.0.0.7") for _ in range(3)]
    [True, True, False]
    >>> guard.new_student("10.0.0.8")
    True
    """

    def __init__(self, connections: int, students: int = STUDENTS) -> None:
        self.most, self.share = connections, students / STUDENTS
        self.connections: Counter[str] = Counter()
        self.channels: Counter[str] = Counter()
        self.students: Counter[str] = Counter()
        self._own = Rate(OWN_OPENINGS)
        self._openings = Rate(self.of(OPENINGS))

    def of(self, number: int, address: str = "") -> int:
        """Return a limit of one address."""
        factor = SHARED if address in THIS_MACHINE else 1
        return max(1, round(number * self.share)) * factor

    def enter(self, address: str) -> bool:
        """Note a connection, if it may be."""
        full = self.connections.total() >= self.most
        if full or self.connections[address] >= self.of(CONNECTIONS, address):
            return False
        self.connections[address] += 1
        return True

    def leave(self, address: str) -> None:
        """Note the end of a connection."""
        self.connections[address] -= 1
        if self.connections[address] <= 0:
            del self.connections[address]

    def new_student(self, address: str) -> bool:
        """Note a browser that comes with the code, if its address may bring one more."""
        if self.students[address] >= self.of(STUDENTS, address):
            return False
        self.students[address] += 1
        return True

    def check_opening(self, student: str, address: str, open_now: int) -> None:
        """Refuse a lesson to who has, or asks for, too many.

        Raises
        ------
        tornado.web.HTTPError
            429.
        """
        shared = SHARED if address in THIS_MACHINE else 1
        if open_now >= self.of(LESSONS, address) or not self._own.allows(student):
            raise web.HTTPError(429)
        if not self._openings.allows(address, shared):
            raise web.HTTPError(429)

    def check_channel(self, student: str) -> None:
        """Refuse a channel to who has too many.

        Raises
        ------
        tornado.web.HTTPError
            429.
        """
        if self.channels[student] >= OWN_CHANNELS:
            raise web.HTTPError(429)

    def channel(self, student: str, change: int) -> None:
        """Note that a channel opened or closed."""
        self.channels[student] += change
        if self.channels[student] <= 0:
            del self.channels[student]


class GuardedServer(HTTPServer):
    """An HTTP server that counts its connections by address and closes those above the limit."""

    guard: Guard

    def handle_stream(self, stream: Any, address: Any) -> None:
        """Take a connection, or close it before a byte is read."""
        host = str(address[0])
        if not self.guard.enter(host):
            stream.close()
            return
        close = stream.close_fd

        def close_and_leave() -> None:
            self.guard.leave(host)
            close()

        # Also a connection that has become a channel counts until it is closed.
        stream.close_fd = close_and_leave
        super().handle_stream(stream, address)


def guarded_server(app: web.Application, guard: Guard) -> GuardedServer:
    """Return a server with small limits."""
    server = GuardedServer(
        app,
        max_body_size=MOST_BODY,
        max_buffer_size=MOST_BUFFER,
        max_header_size=MOST_HEADER,
        chunk_size=16 * 2**10,
        idle_connection_timeout=REQUEST_SECONDS,
        body_timeout=REQUEST_SECONDS,
    )
    server.guard = guard
    return server
