"""What is known, how well, and from where: typed access to `data/`."""

from helpers.evidence.case_files import catalogue, load_case, load_cases
from helpers.evidence.cases import STEPS, Case, Catalogue, Choice, Event, Offer, Ordered
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
from helpers.evidence.skins import Skin, skins
from helpers.evidence.studies import Study, describe_study, load_study, study_names
from helpers.evidence.tables import Evidence, EvidenceError, data_folder, evidence, explain
from helpers.evidence.texts import load_text

__all__ = [
    "STEPS",
    "Case",
    "Catalogue",
    "Choice",
    "Claim",
    "Event",
    "Evidence",
    "EvidenceError",
    "HowRead",
    "Kind",
    "Misconception",
    "Observation",
    "Offer",
    "Option",
    "Ordered",
    "Parameter",
    "Question",
    "Skin",
    "Source",
    "Species",
    "Study",
    "Term",
    "catalogue",
    "data_folder",
    "describe_study",
    "evidence",
    "explain",
    "load_case",
    "load_cases",
    "load_questions",
    "load_study",
    "load_text",
    "skins",
    "study_names",
]
