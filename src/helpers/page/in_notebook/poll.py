"""What the phones of a class are asked for before the model answers: a number, a curve, a word.

Shown in class mode alone. The model's own answer goes to the browser only with the part that
shows the model.
"""

from __future__ import annotations

import traitlets

from helpers.evidence import in_class, say
from helpers.page.in_notebook.controls import JS
from helpers.page.in_notebook.worded import Worded
from helpers.page.spec import Poll


class PollWidget(Worded):
    """A chart with room for what the phones send.

    Parameters
    ----------
    poll : Poll
    with_model : bool
        Show what was sent beside the model; else ask for it.
    """

    _esm = JS / "poll.js"
    _css = JS / "poll.css"
    word_groups = ("poll",)

    key = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    scale = traitlets.Dict().tag(sync=True)
    up = traitlets.Unicode().tag(sync=True)
    across = traitlets.Unicode().tag(sync=True)
    with_model = traitlets.Bool(False).tag(sync=True)
    model = traitlets.List(traitlets.List(traitlets.Float())).tag(sync=True)

    def __init__(self, poll: Poll, with_model: bool = False) -> None:
        scale = {"low": poll.low, "high": poll.high, "step": poll.step, "points": [*poll.points]}
        super().__init__(
            key=poll.key,
            kind=poll.kind,
            question=poll.question,
            scale=scale if poll.kind != "words" else {},
            up=say(f"poll_{poll.key}_up") if poll.kind != "words" else "",
            across=say(f"poll_{poll.key}_across") if poll.kind == "curve" else "",
            with_model=with_model,
            model=[list(map(float, one)) for one in poll.truth()] if with_model else [],
        )


def poll_for(poll: Poll | None, with_model: bool = False) -> list[PollWidget]:
    """Return what asks the phones: one in class where the lesson has it, none elsewhere."""
    return [PollWidget(poll, with_model)] if poll and in_class() else []
