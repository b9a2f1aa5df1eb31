"""A word in the terminal of whoever teaches, in place of a traceback for each request."""

from __future__ import annotations

import logging
import time
import traceback
from pathlib import Path

EVERY = 60.0
_MOST = 200
# Where a server of this kind writes its troubles.
LOGGERS = ("tornado.application", "tornado.general", "tornado.access", "asyncio")


class OneWord(logging.Filter):
    r"""Turns a traceback into its kind, and says each only once a minute.

    Examples
    --------
    >>> short = OneWord()
    >>> record = logging.LogRecord("x", logging.ERROR, "", 1, "Bad\nlines", (), None)
    >>> short.filter(record), record.getMessage(), short.filter(record)
    (True, 'Bad', False)
    """

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten a record; refuse one that was said a moment ago."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            where = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
            text = f"A request failed ({type(error).__name__}{where}); the class goes on."
        else:
            text = record.getMessage().strip().partition("\n")[0][:200]
        record.msg, record.args = text, ()
        record.exc_info = record.exc_text = record.stack_info = None
        now = time.monotonic()
        if now - self._said.get(text, -EVERY) < EVERY:
            return False
        if len(self._said) >= _MOST:
            self._said.clear()
        self._said[text] = now
        return True


def keep_short(*more: logging.Logger | logging.LoggerAdapter[logging.Logger]) -> None:
    """Let the loggers of the server say a word instead of a traceback."""
    short = OneWord()
    for logger in (*map(logging.getLogger, LOGGERS), *more):
        plain = logger.logger if isinstance(logger, logging.LoggerAdapter) else logger
        plain.addFilter(short)
