"""What browsers ask about a vote: the page of students, and the right to open and close."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web
from voila.handler import BaseVoilaHandler

from helpers.server.classroom.asked import KINDS
from helpers.server.classroom.ballot import Ballot, Refused
from helpers.server.classroom.lecture import MOST_KEY, Lecture
from helpers.server.classroom.limits import STUDENTS
from helpers.server.local import page_words

COOKIE = "presenter"
MOST_BODY = 8000


class InRoom(BaseVoilaHandler):
    """A handler that knows the vote, and who teaches."""

    @property
    def ballot(self) -> Ballot:
        """The vote of this class."""
        ballot: Ballot = self.settings["ballot"]
        return ballot

    @property
    def lecture(self) -> Lecture:
        """What the screens of this class show."""
        lecture: Lecture = self.settings["lecture"]
        return lecture

    @property
    def _cookie(self) -> str:
        # Two classes on one machine do not share it.
        return f"{COOKIE}-{self.settings['room'].port}"

    @property
    def vote_address(self) -> str:
        """What students type: as the presenter reached this server, if others can reach it so."""
        room, here = self.settings["room"], self.request
        beyond = here.host_name not in ("localhost", "127.0.0.1", "[::1]", "::1")
        return f"{here.protocol}://{here.host if beyond else f'{room.ip}:{room.port}'}/v"

    def is_key(self, shown: str) -> bool:
        """Say whether this is the key from the terminal."""
        return hmac.compare_digest(shown.encode(), self.settings["room"].presenter_key.encode())

    @property
    def teaches(self) -> bool:
        """Whether this browser opened the presenter's address."""
        shown = self.get_signed_cookie(self._cookie)
        return shown is not None and self.is_key(shown.decode(errors="replace"))


class Present(InRoom):
    """The presenter's address: gives the right to open votes, and leads to class mode."""

    @allow_unauthenticated  # type: ignore[untyped-decorator]
    def get(self) -> None:
        """Let in whoever holds the key from the terminal."""
        if not self.is_key(self.get_argument("key", "")):
            self.redirect("/")
            return
        if self.current_user is None:
            provider = self.identity_provider
            provider.set_login_cookie(self, provider.generate_anonymous_user(self))
        self.set_signed_cookie(
            self._cookie,
            self.settings["room"].presenter_key,
            expires_days=None,
            httponly=True,
            samesite="Lax",
            secure=self.request.protocol == "https",
        )
        language = page_words(self.request.query)["language"]
        self.redirect(f"/voila/render/00_start_here.ipynb?class=1&lang={language}")


class VotePage(InRoom):
    """The page on which students vote."""

    @web.authenticated
    def get(self) -> None:
        """Show it; what is open comes by `Voting`."""
        self.xsrf_token  # noqa: B018  (reading it sets the cookie)
        said = page_words(self.request.query, "app", "vote", "question", "sure")
        self.finish(self.render_template("vote.html", **said))


class Voting(InRoom):
    """What the page of a student, and the presenter's, ask about the vote."""

    def reply(self, content: dict[str, Any]) -> None:
        """Answer in JSON; a browser asks again each time, and is told if nothing is new."""
        self.set_header("Content-Type", "application/json; charset=UTF-8")
        self.set_header("Cache-Control", "private, no-cache")
        self.finish(json.dumps(content, ensure_ascii=False))

    def attempt(self, act: Callable[[dict[str, Any]], None]) -> None:
        """Read what was sent and act on it, or say in words why not."""
        try:
            if len(self.request.body) > MOST_BODY:
                raise Refused(413, "vote_not_readable")
            try:
                sent = json.loads(self.request.body)
            except (ValueError, RecursionError):
                raise Refused(400, "vote_not_readable") from None
            if not isinstance(sent, dict):
                raise Refused(400, "vote_not_readable")
            act(sent)
        except Refused as refused:
            self.set_status(refused.status)
            words = page_words(self.request.query, "vote")["ui"]
            self.reply({"said": words[refused.words]})
        else:
            self.reply(self.state())

    def state(self) -> dict[str, Any]:
        """Return the vote as this browser may see it."""
        ballot = self.ballot
        seen: dict[str, Any] = {
            "round": ballot.round,
            "open": ballot.open,
            "kind": ballot.kind,
            "question": ballot.question,
            "options": ballot.options,
            "scale": ballot.scale.as_dict() if ballot.scale else None,
            "ask_sure": ballot.ask_sure,
            "chosen": ballot.chosen(self.current_user.username),
            "sure": ballot.sure(self.current_user.username),
        }
        if self.teaches:
            # How many have voted is for the presenter, so that a vote is no news to the others.
            seen |= {
                "presenter": True,
                "voters": ballot.voters,
                "here": ballot.here,
                "counts": ballot.counts,
                "of": ballot.place[:2],
                "row": ballot.place[2],
                "sheet": self.lecture.sheet(self.lesson),
                "address": self.vote_address,
                "code": self.identity_provider.token,
            }
        return seen

    @property
    def lesson(self) -> str:
        """The lesson on the screen that asks; empty for none."""
        named = self.get_argument("lesson", "")
        return named if f"{named}.ipynb" in self.settings["course"] else ""

    def close_vote(self, number: object, hands: bool = False, drop: bool = False) -> None:
        """Close a vote, and put its counts where the screens find them.

        With `hands` the round goes on by hand; with `drop` it was counted by hand already, and
        what the phones said is left out.
        """
        was_open = self.ballot.open
        self.ballot.close(number)
        if was_open and not drop:
            self.lecture.counted(self.ballot, done=not hands)

    def check_teaches(self) -> None:
        """Refuse everybody but the presenter."""
        if not self.teaches:
            raise Refused(403, "vote_not_presenter")

    @web.authenticated
    def get(self) -> None:
        """Tell what is open, and what this browser chose."""
        if not self.teaches:
            self.ballot.saw(self.current_user.username)
        self.reply(self.state())

    @web.authenticated
    def post(self) -> None:
        """Take a vote; `ClassCode` and the server's check have seen its cookie and its token."""
        address = str(self.request.remote_ip)
        most = self.settings["guard"].of(STUDENTS, address)
        self.attempt(
            lambda sent: self.ballot.cast(
                self.current_user.username,
                sent.get("round"),
                sent.get("choice"),
                sent.get("sure"),
                address=address,
                most=most,
            )
        )


class OpenVote(Voting):
    """Opens a vote."""

    def get(self) -> None:
        """There is nothing to read here."""
        raise web.HTTPError(405)

    @web.authenticated
    def post(self) -> None:
        """Open a vote with the question and the options that the presenter's page sends."""

        def act(sent: dict[str, Any]) -> None:
            self.check_teaches()
            row = sent.get("row")
            place = (self.lesson, str(sent.get("key", ""))[:MOST_KEY], int(row is True or row == 1))
            if self.ballot.open:
                self.close_vote(self.ballot.round)
            self.ballot.start(
                sent.get("question"),
                sent.get("options"),
                sent.get("ask_sure"),
                place,
                sent.get("kind", KINDS[0]),
                sent.get("scale"),
            )

        self.attempt(act)


class CloseVote(OpenVote):
    """Closes a vote."""

    @web.authenticated
    def post(self) -> None:
        """Close the vote and tell the presenter the counts."""

        def act(sent: dict[str, Any]) -> None:
            self.check_teaches()
            hands, drop = sent.get("hands") is True, sent.get("drop") is True
            self.close_vote(sent.get("round"), hands, drop)

        self.attempt(act)


class Curves(Voting):
    """Gives the curves of a closed vote to a screen."""

    @web.authenticated
    def get(self) -> None:
        """Give them to the presenter."""
        if not self.teaches:
            raise web.HTTPError(403)
        key = self.get_argument("key", "")[:MOST_KEY]
        self.reply({"curves": self.lecture.curves.get((self.lesson, key), [])})

    def post(self) -> None:
        """There is nothing to send here."""
        raise web.HTTPError(405)


class Sheet(OpenVote):
    """Keeps what a screen shows, for a reload and for a second screen."""

    @web.authenticated
    def post(self) -> None:
        """Take what changed on the screen of a lesson, or forget everything."""

        def act(sent: dict[str, Any]) -> None:
            self.check_teaches()
            if sent.get("forget") is True:
                self.lecture.forget()
            else:
                self.lecture.keep(self.lesson, sent.get("set"))

        self.attempt(act)
