"""What is known, how well, and from where: typed access to `data/`."""

from helpers.evidence.questions import Option, Question, load_questions
from helpers.evidence.records import (
    Claim,
    HowRead,
    Kind,
    Misconception,
    Observation,
    Parameter,
    Source,
    Species,
    Term,
)
from helpers.evidence.tables import Evidence, EvidenceError, data_folder, evidence, explain
from helpers.evidence.texts import load_text

__all__ = [
    "Claim",
    "Evidence",
    "EvidenceError",
    "HowRead",
    "Kind",
    "Misconception",
    "Observation",
    "Option",
    "Parameter",
    "Question",
    "Source",
    "Species",
    "Term",
    "data_folder",
    "evidence",
    "explain",
    "load_questions",
    "load_text",
]
