"""What a clinician would see of a modelled scalp."""

from helpers.measure.methods import Method, Reading, methods, read_scalp, read_shares
from helpers.measure.patch import Patch, draw_patch
from helpers.measure.steady import Steady, steady_scalp, telogen_days_for

__all__ = [
    "Method",
    "Patch",
    "Reading",
    "Steady",
    "draw_patch",
    "methods",
    "read_scalp",
    "read_shares",
    "steady_scalp",
    "telogen_days_for",
]
