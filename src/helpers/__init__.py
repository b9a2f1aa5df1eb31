"""The Hair Cycle Lab from Python.

Open a lesson in a notebook, one part a cell:

    from helpers import lesson
    lesson("steroids").predict()

Run the model without any page:

    from helpers.model import Scalp, simulate, exposures
    course = simulate(Scalp(), [exposures.anagen_release(day=30, fraction=0.2)], days=365)
    course.table

The page of reference is `reference()`.

For instructors: `guide("steroids")`, `teaching()`, `teach_tomorrow()`, `model_cards()`,
`class_data()`, `unknowns()` and `got_wrong()`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.course import (
        class_data,
        got_wrong,
        guide,
        lesson,
        model_cards,
        reference,
        teach_tomorrow,
        teaching,
        unknowns,
    )

__all__ = [
    "class_data",
    "got_wrong",
    "guide",
    "lesson",
    "model_cards",
    "reference",
    "teach_tomorrow",
    "teaching",
    "unknowns",
]


def __getattr__(name: str) -> object:
    # Found only when asked for, so that the model can be used without any widget library.
    if name in __all__:
        from helpers import course

        return getattr(course, name)
    raise AttributeError(f"module 'helpers' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "model"]
