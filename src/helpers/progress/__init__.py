"""What a student has done: one file, theirs, that survives a reload and a dead kernel."""

from helpers.progress.confidence import SureRow, count_sure, sure_rows, sure_words
from helpers.progress.entries import Entry, merged
from helpers.progress.json_file import LARGEST, NotProgress, from_text, to_text
from helpers.progress.of_lesson import LessonProgress, since_fresh
from helpers.progress.schedule import Due, Item, draw, due_cases, due_items, next_due
from helpers.progress.store import Store, progress_path

__all__ = [
    "LARGEST",
    "Due",
    "Entry",
    "Item",
    "LessonProgress",
    "NotProgress",
    "Store",
    "SureRow",
    "count_sure",
    "draw",
    "due_cases",
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
