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
from helpers.evidence.studies import Study, describe_study, load_study, study_names
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
    "Study",
    "Term",
    "data_folder",
    "describe_study",
    "evidence",
    "explain",
    "load_questions",
    "load_study",
    "load_text",
    "study_names",
]
