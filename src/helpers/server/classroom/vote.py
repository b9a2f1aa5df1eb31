"""A vote with devices: one question at a time, one answer a browser, and only counts are kept.

Everything is in the memory of the server. Who chose what is known while a vote is open, so
that an answer can be changed and counts once; it is forgotten when the vote closes.
"""

from __future__ import annotations

import hmac
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web
from voila.handler import BaseVoilaHandler

from helpers.server.classroom.limits import STUDENTS
from helpers.server.local import page_words

COOKIE = "presenter"
# More than one room of students; each browser is one voter.
MOST_VOTERS = 2000
MOST_OPTIONS = 8
MOST_QUESTION = 1000
MOST_OPTION = 500
MOST_BODY = 8000


class Refused(Exception):
    """A vote that cannot be taken; `words` is the row of the sentence that says why."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


class Ballot:
    """The vote of the class.

    Attributes
    ----------
    round : int
        Number of the vote; each opening is a new one.
    open : bool
    question : str
    options : list of str
    counts : list of int
        Votes for each option of the last vote that was closed.

    Examples
    --------
    >>> ballot = Ballot()
    >>> ballot.start("How long?", ["Weeks", "Months"])
    >>> ballot.cast("one browser", ballot.round, 0)
    >>> ballot.cast("one browser", ballot.round, 1)
    >>> ballot.close(ballot.round)
    >>> ballot.counts, ballot.chosen("one browser")
    ([0, 1], None)
    """

    def __init__(self) -> None:
        self.round = 0
        self.open = False
        self.question = ""
        self.options: list[str] = []
        self.counts: list[int] = []
        self._chosen: dict[str, int] = {}
        self._addresses: Counter[str] = Counter()

    def start(self, question: object, options: object) -> None:
        """Open a vote; one that is open ends without counts."""
        if not _is_text(question, MOST_QUESTION):
            raise Refused(400, "vote_not_readable")
        if not isinstance(options, list) or not 2 <= len(options) <= MOST_OPTIONS:
            raise Refused(400, "vote_not_readable")
        if not all(_is_text(option, MOST_OPTION) for option in options):
            raise Refused(400, "vote_not_readable")
        self.question, self.options = str(question), [str(option) for option in options]
        self.round += 1
        self.open, self.counts, self._chosen = True, [], {}
        self._addresses.clear()

    def cast(
        self, voter: str, number: object, choice: object, address: str = "", most: int = 0
    ) -> None:
        """Take the answer of a browser, in place of the one it gave before.

        Parameters
        ----------
        voter : str
        number, choice : object
            Round and answer, as they were sent.
        address : str
            Where it comes from.
        most : int
            Most voters of one address; 0 is no limit.

        Raises
        ------
        Refused
            If this vote is closed or another one is open, or the choice is none of its answers.
        """
        if type(number) is not int or type(choice) is not int:
            raise Refused(400, "vote_not_readable")
        if not self.open or number != self.round:
            raise Refused(409, "vote_too_late")
        if not 0 <= choice < len(self.options):
            raise Refused(400, "vote_not_an_answer")
        if voter not in self._chosen and len(self._chosen) >= MOST_VOTERS:
            raise Refused(503, "vote_full")
        if voter not in self._chosen:
            if most and self._addresses[address] >= most:
                raise Refused(429, "vote_address_full")
            self._addresses[address] += 1
        self._chosen[voter] = choice

    def close(self, number: object) -> None:
        """Count, and forget who chose what; closing twice changes nothing."""
        if type(number) is not int:
            raise Refused(400, "vote_not_readable")
        if number != self.round:
            raise Refused(409, "vote_too_late")
        if self.open:
            given = list(self._chosen.values())
            self.counts = [given.count(place) for place in range(len(self.options))]
            self.open, self._chosen = False, {}
            self._addresses.clear()

    def chosen(self, voter: str) -> int | None:
        """Return what a browser chose in the open vote."""
        return self._chosen.get(voter)

    @property
    def voters(self) -> int:
        """How many have voted."""
        return len(self._chosen) if self.open else sum(self.counts)


def _is_text(text: object, most: int) -> bool:
    return isinstance(text, str) and 0 < len(text) <= most


class InRoom(BaseVoilaHandler):
    """A handler that knows the vote, and who teaches."""

    @property
    def ballot(self) -> Ballot:
        """The vote of this class."""
        ballot: Ballot = self.settings["ballot"]
        return ballot

    @property
    def _cookie(self) -> str:
        # Two classes on one machine do not share it.
        return f"{COOKIE}-{self.settings['room'].port}"

    @property
    def vote_address(self) -> str:
        """What students type: as the presenter reached this server, if others can reach it so."""
        room, here = self.settings["room"], self.request
        beyond = here.host_name not in ("localhost", "127.0.0.1", "[::1]", "::1")
        return f"{here.protocol}://{here.host if beyond else f'{room.ip}:{room.port}'}/vote"

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
        said = page_words(self.request.query, "app", "vote")
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
            "question": ballot.question,
            "options": ballot.options,
            "chosen": ballot.chosen(self.current_user.username),
        }
        if self.teaches:
            # How many have voted is for the presenter, so that a vote is no news to the others.
            seen |= {
                "presenter": True,
                "voters": ballot.voters,
                "counts": ballot.counts,
                "address": self.vote_address,
                "code": self.identity_provider.token,
            }
        return seen

    def check_teaches(self) -> None:
        """Refuse everybody but the presenter."""
        if not self.teaches:
            raise Refused(403, "vote_not_presenter")

    @web.authenticated
    def get(self) -> None:
        """Tell what is open, and what this browser chose."""
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
            self.ballot.start(sent.get("question"), sent.get("options"))

        self.attempt(act)


class CloseVote(OpenVote):
    """Closes a vote."""

    @web.authenticated
    def post(self) -> None:
        """Close the vote and tell the presenter the counts."""

        def act(sent: dict[str, Any]) -> None:
            self.check_teaches()
            self.ballot.close(sent.get("round"))

        self.attempt(act)
