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
from helpers.evidence.words import (
    LANGUAGES,
    in_class,
    in_english,
    language,
    phrases,
    row_of,
    say,
    say_day,
    say_name,
    say_number,
    words,
)

__all__ = [
    "LANGUAGES",
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
    "in_class",
    "in_english",
    "language",
    "load_case",
    "load_cases",
    "load_questions",
    "load_study",
    "load_text",
    "phrases",
    "row_of",
    "say",
    "say_day",
    "say_name",
    "say_number",
    "skins",
    "study_names",
    "words",
]
