"""Helpers of the Hair Cycle Lab; a notebook needs only `lesson`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.widgets import Page

__all__ = ["lesson"]


def lesson(key: str) -> "Page":
    """Open a lesson by its name; see `helpers.lessons.lesson`."""
    # Imported here so that the model alone can be used without any widget library.
    from helpers.lessons import lesson as open_lesson

    return open_lesson(key)
