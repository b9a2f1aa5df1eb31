"""The short way to the vote: an address that is typed, and one that a camera reads."""

from __future__ import annotations

from functools import lru_cache

import segno
from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web

from helpers.server.classroom.handlers import Door, tidy
from helpers.server.classroom.vote import Voting
from helpers.server.local import page_words

QUIET = 4
"""White squares around the code, without which a camera does not find it."""


@lru_cache(maxsize=8)
def picture_of(address: str) -> str:
    """Return the QR code of an address as an image for a page.

    Examples
    --------
    >>> picture_of("http://10.0.0.5:8888/v/kxmp4823").partition(",")[0]
    'data:image/svg+xml;charset=utf-8'
    """
    made = segno.make(address, error="m", micro=False)
    return made.svg_data_uri(border=QUIET, light="#fff", omitsize=True)


class Short(Door):
    """The address on the board: it is the vote, and asks for the code first."""

    @allow_unauthenticated  # type: ignore[untyped-decorator]
    def get(self, code: str = "") -> None:
        """Lead to the vote, with the code of a camera or after the code was typed."""
        said = page_words(self.request.query, "app", "door")
        language = said["language"] if self.get_argument("lang", "") else ""
        more = [f"token={code}"] if code else []
        more += [f"lang={language}"] if language else []
        wanted = f"/vote?{'&'.join(more)}" if more else "/vote"
        if self.current_user is not None or code:
            self.redirect(wanted)
            return
        self.finish(self.render_template("door.html", wrong=False, next=wanted, **said))


class Join(Voting):
    """What the join screen shows."""

    @web.authenticated
    def get(self) -> None:
        """Give the presenter's screen the address, the code and the picture of both."""
        if not self.teaches:
            raise web.HTTPError(403)
        code = self.identity_provider.token
        address = self.vote_address
        self.reply(
            {
                "address": address.partition("://")[2],
                "code": code,
                "picture": picture_of(f"{address}/{tidy(code)}"),
                "here": self.ballot.here,
            }
        )

    def post(self) -> None:
        """There is nothing to send here."""
        raise web.HTTPError(405)
