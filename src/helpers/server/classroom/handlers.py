"""What a browser may ask of a class: pages, their own kernel's widgets, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado import web
from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError
from voila.handler import BaseVoilaHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import (
    VoilaKernelWebsocketHandler,
    read_header_from_binary_message,
)

from helpers.server.classroom.kernels import ADDRESS, EACH, MOST_OPEN, OPENED, OWNER
from helpers.server.local import page_words

PROTOCOL = "v1.kernel.websocket.jupyter.org"
# Places of a message's parts: channel, four parts, end; more with every buffer.
FEWEST_PLACES, MOST_PLACES = 6, 64
# What the widgets of a page send. Nothing here can carry code.
ALLOWED_MESSAGES = ("comm_info_request", "comm_msg", "comm_close", "kernel_info_request")
# A page opens one channel: to ask for the widgets that are there already.
ALLOWED_TARGET = "jupyter.widget.control"
# Prints and tracebacks name folders of this machine.
KEPT_BACK = ("error", "execute_input", "stream")
LESSON_ADDRESS = re.compile(r"(/vote|/voila/render/[0-9A-Za-z_]+\.ipynb)(\?[0-9A-Za-z_.=&%-]*)?")

# Widgets come as scripts from blob: addresses, figures are drawn with inline styles, and the
# page's own script stands in the page. Nothing may come from, or go to, another machine.
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws://{host} wss://{host} blob: data:; worker-src 'self' blob:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_HOST = re.compile(r"[0-9A-Za-z.:\[\]-]+")


class SaneHeaders(web.OutputTransform):
    """Puts the headers on every answer, whichever handler gives it."""

    def __init__(self, request: HTTPServerRequest) -> None:
        host = request.host if _HOST.fullmatch(request.host) else "localhost"
        self.headers = {**HEADERS, "Content-Security-Policy": POLICY.format(host=host)}

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Set the headers before the first byte leaves."""
        for name, value in self.headers.items():
            headers[name] = value
        headers.pop("Server", None)
        return status_code, headers, chunk


def tidy(code: str) -> str:
    """Return a class code as people mean it: without capitals, blanks or dashes.

    Examples
    --------
    >>> tidy(" KXMP 4821")
    'kxmp4821'
    """
    return re.sub(r"[\s-]+", "", code).lower()


def with_language(address: str, name: str) -> str:
    """Return the address of a lesson in a language.

    Examples
    --------
    >>> with_language("/voila/render/05_steroids.ipynb?scenario=x&lang=de", "en")
    '/voila/render/05_steroids.ipynb?scenario=x&lang=en'
    """
    path, _, query = address.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("lang=")]
    return f"{path}?{'&'.join([*kept, f'lang={name}'])}"


class ClassCode(IdentityProvider):
    """Lets in whoever knows the code; each browser becomes one student without a name."""

    def get_token(self, handler: web.RequestHandler) -> str | None:
        """Return the code a browser shows, in the spelling of ours if it is ours."""
        if handler.request.method not in {"GET", "HEAD"}:
            # The code opens the door; whoever acts shows the cookie and its page's own token.
            return None
        shown: str | None = super().get_token(handler)
        return self.token if shown and tidy(shown) == tidy(self.token) else shown

    def generate_anonymous_user(self, handler: web.RequestHandler) -> User:
        """Let one more student in, unless too many came from this address."""
        guard = handler.settings["guard"]
        if not guard.new_student(str(handler.request.remote_ip)):
            # The page that says so asks who looks at it: nobody.
            handler.current_user = None
            raise web.HTTPError(429)
        return super().generate_anonymous_user(handler)


class Door(BaseVoilaHandler):
    """The short address: asks for the code, then leads to the lessons."""

    @allow_unauthenticated  # type: ignore[untyped-decorator]
    def get(self) -> None:
        """Show the door, or what is behind it."""
        wanted = self.get_argument("next", "")
        if not LESSON_ADDRESS.fullmatch(wanted):
            wanted = "/voila/render/00_start_here.ipynb"
        said = page_words(self.request.query, "app", "door")
        if self.get_argument("lang", ""):
            wanted = with_language(wanted, said["language"])
        if self.current_user is not None:
            self.redirect(wanted)
            return
        wrong = bool(self.get_argument("token", ""))
        self.set_status(403 if wrong else 200)
        self.finish(self.render_template("door.html", wrong=wrong, next=wanted, **said))


class Lesson(TornadoVoilaHandler):
    """A lesson as an app."""

    gone = False
    """Whether the browser went away before the page was ready."""

    def offers(self, name: str) -> bool:
        """Say whether there is such a page for this browser."""
        return name in self.settings["course"]

    @property
    def most_open(self) -> int:
        """How many pages this browser may have open; the oldest ends for one more."""
        return EACH

    def check_opening(self) -> None:
        """Refuse a page to who has, or asks for, too many."""
        address = str(self.request.remote_ip)
        opened = self.kernel_manager.open_from(address)
        self.settings["guard"].check_opening(self.current_user.username, address, opened)

    @web.authenticated
    async def get(self, name: str) -> None:
        """Open a lesson in a kernel that belongs to this browser only."""
        if not self.offers(name):
            raise web.HTTPError(404)
        manager = self.kernel_manager
        if len(manager.list_kernel_ids()) >= manager.places:
            self.set_status(503)
            said = page_words(self.request.query, "app", "full")
            self.finish(self.render_template("503.html", places=manager.places, **said))
            return
        self.check_opening()
        OWNER.set(self.current_user.username)
        ADDRESS.set(str(self.request.remote_ip))
        MOST_OPEN.set(self.most_open)
        opened: list[str] = []
        OPENED.set(opened)
        # One after the other, each opens fast; all at once, none does.
        async with self.settings["opening"]:
            if self.gone:
                return
            try:
                await super().get(name)
            except StreamClosedError:
                self.gone = True
            finally:
                for kernel_id in opened:
                    manager.page_sent(kernel_id, gone=self.gone)

    def on_connection_close(self) -> None:
        """Note that nobody waits for this page any more."""
        self.gone = True


class OwnKernel:
    """For handlers of one kernel: whose kernel it is not, for them it is not there."""

    current_user: Any
    kernel_manager: Any

    def check_owner(self, kernel_id: str) -> None:
        """Refuse everybody but the owner.

        Raises
        ------
        tornado.web.HTTPError
            404, the same as for a kernel that does not exist.
        """
        user = self.current_user
        if user is None or not self.kernel_manager.is_owner(kernel_id, user.username):
            raise web.HTTPError(404)


class Alive(OwnKernel, BaseVoilaHandler):
    """Says whether the kernel of a page is still there."""

    @web.authenticated
    def get(self, kernel_id: str) -> None:
        """Answer with the little that the page's own program insists on."""
        self.check_owner(kernel_id)
        model = self.kernel_manager.kernel_model(kernel_id)
        self.finish(json.dumps(model, default=str))


class Farewell(OwnKernel, BaseVoilaHandler):
    """A page that is closed ends its kernel."""

    @web.authenticated
    async def post(self, kernel_id: str) -> None:
        """End the kernel."""
        self.check_owner(kernel_id)
        await self.kernel_manager.shutdown_kernel(kernel_id)
        self.set_status(204)


class Channel(OwnKernel, VoilaKernelWebsocketHandler):
    """The line between a page and its kernel."""

    student = ""

    async def get(self, kernel_id: str) -> None:
        """Open the line for the owner, in the one protocol that is looked through."""
        if self.current_user is None:
            raise web.HTTPError(403)
        self.check_owner(kernel_id)
        offered = self.request.headers.get("Sec-WebSocket-Protocol", "")
        if PROTOCOL not in map(str.strip, offered.split(",")):
            raise web.HTTPError(400)
        self.settings["guard"].check_channel(self.current_user.username)
        await super().get(kernel_id=kernel_id)

    def select_subprotocol(self, subprotocols: list[str]) -> str:
        """Choose the one protocol there is, also for a page that was left meanwhile."""
        return PROTOCOL

    async def open(self, kernel_id: str) -> None:
        """Begin, unless the page was left already."""
        self.student = self.current_user.username
        self.settings["guard"].channel(self.student, +1)
        if getattr(self, "connection", None) is not None:
            with suppress(WebSocketClosedError, StreamClosedError):
                await super().open(kernel_id)

    def on_message(self, message: Any) -> None:
        """Pass a message on; one that is none ends this channel."""
        if getattr(self, "connection", None) is None:
            return
        if not is_framed(message):
            self.close(1003)
            return
        super().on_message(message)

    def on_close(self) -> None:
        """Let go of the kernel, if it was ever held."""
        if self.student:
            self.settings["guard"].channel(self.student, -1)
            self.student = ""
        if getattr(self, "connection", None) is not None:
            super().on_close()

    def write_message(self, message: Any, binary: bool = False) -> Any:
        """Pass on what the kernel says to the widgets; its troubles stay here."""
        header = read_header_from_binary_message(message) if isinstance(message, bytes) else None
        if header and header.get("msg_type") in KEPT_BACK:
            return None
        return super().write_message(message, binary)


def is_framed(message: object) -> bool:
    """Say whether a message can be taken apart: it begins with as many places as it says.

    Examples
    --------
    >>> is_framed((10**18).to_bytes(8, "little")), is_framed("text")
    (False, False)
    """
    if not isinstance(message, bytes) or len(message) < 8:
        return False
    number = int.from_bytes(message[:8], "little")
    return FEWEST_PLACES <= number <= MOST_PLACES and 8 * (number + 1) <= len(message)


def may_pass(channel: str, header: Mapping[str, Any], content: Mapping[str, Any]) -> bool:
    """Say whether a message from a browser may reach a kernel.

    Examples
    --------
    >>> may_pass("shell", {"msg_type": "comm_msg"}, {})
    True
    >>> may_pass("shell", {"msg_type": "execute_request"}, {"code": "1"})
    False
    """
    if channel != "shell":
        return False
    kind = header.get("msg_type")
    if kind == "comm_open":
        return content.get("target_name") == ALLOWED_TARGET
    return kind in ALLOWED_MESSAGES


class WidgetsOnly(ZMQChannelsWebsocketConnection):
    """Lets through what the widgets of a page say, and drops everything else."""

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Look at a message before it goes on."""
        if not is_framed(incoming_msg):
            return
        try:
            channel, parts = deserialize_msg_from_ws_v1(incoming_msg)
            header, content = json.loads(parts[0]), json.loads(parts[3])
            passes = may_pass(channel, header, content)
        except (AttributeError, IndexError, RecursionError, TypeError, ValueError):
            passes = False
        if passes:
            super().handle_incoming_message(incoming_msg)
