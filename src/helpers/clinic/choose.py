"""Two ways to choose from the clinic's offers: a list to tick, and a ranking with confidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import traitlets

from helpers.evidence import Asked, Offer, Ordered, say
from helpers.page.in_notebook.controls import JS
from helpers.page.in_notebook.worded import Worded
from helpers.pictures.widget import Widget
from helpers.progress import sure_words

PLACES = 3


def minutes_of(offer: Offer) -> int:
    """Return how many minutes of a consultation something takes; 0 for what is ordered."""
    return offer.minutes if isinstance(offer, (Asked, Ordered)) else 0


def grouped(offers: Mapping[str, Offer], tags: Mapping[str, str]) -> list[dict[str, object]]:
    """Return the offers by group, in file order, as the page shows them."""
    groups: dict[str, list[dict[str, object]]] = {}
    for name, offer in offers.items():
        item: dict[str, object] = {"id": name, "name": offer.name, "tag": tags.get(name, "")}
        item["minutes"] = minutes_of(offer)
        groups.setdefault(offer.group, []).append(item)
    return [{"title": title, "items": items} for title, items in groups.items()]


class PickList(Widget):
    """Things to ask, order or do; what each one brings appears below it.

    Without `order` a reply comes with the tick; with it, only when the button is pressed.
    What has been answered stays ticked. What takes more minutes than are left cannot be ticked.

    Parameters
    ----------
    legend : str
        The task, in HTML.
    offers : mapping of str to Offer
    reply : callable, optional
        From an id to what it brought, in HTML; without it nothing is shown before the lock.
    tags : mapping of str to str
        Small words beside an offer, such as its cost, in HTML.
    order : str
        Words of the button that asks for the replies; empty for replies at once.
    button : str
        Words of the button that ends the step.
    on_locked : callable
        Called once, with this list, when the step is ended.
    hint : callable, optional
        From the ids answered so far to a few words beside the buttons.
    minutes : int, optional
        Minutes that are left of the consultation; None where time does not count.
    needed : bool
        Whether the step can only be ended with something chosen.
    take_focus : bool
        Move the keyboard here when the list appears.
    """

    _esm = JS / "pick.js"

    legend = traitlets.Unicode().tag(sync=True)
    groups = traitlets.List(traitlets.Dict()).tag(sync=True)
    chosen = traitlets.List(traitlets.Unicode()).tag(sync=True)
    replies = traitlets.Dict().tag(sync=True)
    order = traitlets.Unicode().tag(sync=True)
    button = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    needed = traitlets.Bool(True).tag(sync=True)
    left = traitlets.Int(None, allow_none=True).tag(sync=True)
    locked = traitlets.Bool(False).tag(sync=True)
    take_focus = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        legend: str,
        offers: Mapping[str, Offer],
        reply: Callable[[str], str] | None,
        button: str,
        on_locked: Callable[[PickList], None],
        order: str = "",
        tags: Mapping[str, str] | None = None,
        hint: Callable[[list[str]], str] | None = None,
        minutes: int | None = None,
        needed: bool = True,
        take_focus: bool = False,
    ) -> None:
        self.whole = minutes
        self.offers, self.reply, self.on_locked, self.say = offers, reply, on_locked, hint
        super().__init__(
            legend=legend,
            groups=grouped(offers, tags or {}),
            order=order,
            button=button,
            needed=needed,
            left=minutes,
            take_focus=take_focus,
        )
        self.on_msg(self._message)

    @property
    def ready(self) -> bool:
        """Whether the step can be ended."""
        waiting = self.order and [name for name in self.chosen if name not in self.replies]
        return not waiting and (bool(self.chosen) or not self.needed)

    @property
    def used(self) -> int:
        """Minutes that what was chosen takes."""
        return sum(minutes_of(self.offers[name]) for name in self.chosen)

    @traitlets.validate("chosen")
    def _known(self, proposal: dict) -> list[str]:  # type: ignore[type-arg]
        if self.locked:
            return list(self.chosen)
        wanted = list(dict.fromkeys(proposal["value"]))
        if unknown := [name for name in wanted if name not in self.offers]:
            raise traitlets.TraitError(f"{unknown[0]!r} is not offered here.")
        # What has been asked cannot be unasked.
        taken: list[str] = list(self.replies)
        for name in wanted:
            if name not in taken and self._in_time([*taken, name]):
                taken.append(name)
        return taken

    def _in_time(self, names: list[str]) -> bool:
        if self.whole is None:
            return True
        return sum(minutes_of(self.offers[name]) for name in names) <= self.whole

    @traitlets.validate("locked")
    def _may_lock(self, proposal: dict) -> bool:  # type: ignore[type-arg]
        return self.locked or (bool(proposal["value"]) and self.ready)

    @traitlets.observe("chosen")
    def _chosen(self, _: dict) -> None:  # type: ignore[type-arg]
        if self.whole is not None:
            self.left = self.whole - self.used
        if self.reply and not self.order:
            self.ask()

    @traitlets.observe("locked")
    def _end(self, _: dict) -> None:  # type: ignore[type-arg]
        self.on_locked(self)

    def ask(self) -> None:
        """Show what the ticked ones bring."""
        if self.reply is None or self.locked:
            return
        new = {name: self.reply(name) for name in self.chosen if name not in self.replies}
        if new:
            self.replies = {**self.replies, **new}
        if self.say:
            self.hint = self.say(list(self.replies))

    def _message(self, _: object, content: dict, __: object) -> None:  # type: ignore[type-arg]
        if content.get("order"):
            self.ask()


class RankList(Worded):
    """A ranking of up to three, with the confidence in the first.

    Parameters
    ----------
    legend : str
    offers : mapping of str to Offer
    button : str
    on_locked : callable
        Called once, with this ranking, when it is locked.
    number : int
        How many places there are.
    take_focus : bool
        Move the keyboard here when the ranking appears.
    """

    _esm = JS / "rank.js"
    word_groups = ("rank",)  # of one place alone, each row ends in "_one"

    legend = traitlets.Unicode().tag(sync=True)
    words = traitlets.List(traitlets.Unicode()).tag(sync=True)
    places = traitlets.List(traitlets.Unicode()).tag(sync=True)
    groups = traitlets.List(traitlets.Dict()).tag(sync=True)
    ranked = traitlets.List(traitlets.Unicode(), [""] * PLACES).tag(sync=True)
    sure = traitlets.Int(0).tag(sync=True)
    button = traitlets.Unicode().tag(sync=True)
    locked = traitlets.Bool(False).tag(sync=True)
    take_focus = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        legend: str,
        offers: Mapping[str, Offer],
        button: str,
        on_locked: Callable[[RankList], None],
        number: int = PLACES,
        take_focus: bool = False,
    ) -> None:
        self.offers, self.on_locked = offers, on_locked
        super().__init__(
            legend=legend,
            groups=grouped(offers, {}),
            places=[say(f"rank_place_{place}") for place in range(1, number + 1)]
            if number > 1
            else [say("rank_place_one")],
            words=sure_words(),
            button=button,
            take_focus=take_focus,
        )

    @property
    def chosen(self) -> list[str]:
        """The diagnoses by rank, without gaps."""
        return [name for name in self.ranked if name]

    @traitlets.validate("ranked")
    def _known(self, proposal: dict) -> list[str]:  # type: ignore[type-arg]
        if self.locked:
            return list(self.ranked)
        wanted = [str(name) for name in proposal["value"]][: len(self.places)]
        named = [name for name in wanted if name]
        if unknown := [name for name in named if name not in self.offers]:
            raise traitlets.TraitError(f"{unknown[0]!r} is not offered here.")
        if len(set(named)) < len(named):
            raise traitlets.TraitError("A diagnosis can be ranked only once.")
        return wanted + [""] * (PLACES - len(wanted))

    @traitlets.validate("sure")
    def _word(self, proposal: dict) -> int:  # type: ignore[type-arg]
        if self.locked:
            return int(self.sure)
        if not 0 <= int(proposal["value"]) <= len(self.words):
            raise traitlets.TraitError("There is no such word of confidence.")
        return int(proposal["value"])

    @traitlets.validate("locked")
    def _may_lock(self, proposal: dict) -> bool:  # type: ignore[type-arg]
        ready = bool(self.ranked[0]) and self.sure > 0
        return self.locked or (bool(proposal["value"]) and ready)

    @traitlets.observe("locked")
    def _end(self, _: dict) -> None:  # type: ignore[type-arg]
        self.on_locked(self)
