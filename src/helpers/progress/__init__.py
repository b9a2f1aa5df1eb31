"""What a student has done: one file, theirs, that survives a reload and a dead kernel."""

from helpers.progress.confidence import SureRow, sure_rows, sure_words
from helpers.progress.entries import Entry, NotProgress, from_text, merged, to_text
from helpers.progress.of_lesson import LessonProgress, since_fresh
from helpers.progress.schedule import Due, Item, draw, due_items, next_due
from helpers.progress.store import Store, progress_path

__all__ = [
    "Due",
    "Entry",
    "Item",
    "LessonProgress",
    "NotProgress",
    "Store",
    "SureRow",
    "draw",
    "due_items",
    "from_text",
    "merged",
    "next_due",
    "progress_path",
    "since_fresh",
    "sure_rows",
    "sure_words",
    "to_text",
]
