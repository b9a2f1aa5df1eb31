"""Helpers of the Hair Cycle Lab; a notebook needs only what is named here."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.course import (
        class_data,
        guide,
        lesson,
        model_cards,
        teach_tomorrow,
        teaching,
    )

__all__ = [
    "class_data",
    "guide",
    "lesson",
    "model_cards",
    "teach_tomorrow",
    "teaching",
]


def __getattr__(name: str) -> object:
    # Found only when asked for, so that the model can be used without any widget library.
    if name in __all__:
        from helpers import course

        return getattr(course, name)
    raise AttributeError(f"module 'helpers' has no attribute {name!r}")
