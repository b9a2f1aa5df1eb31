"""What is known, how well, and from where: typed access to `data/`."""

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

__all__ = [
    "Claim",
    "Evidence",
    "EvidenceError",
    "HowRead",
    "Kind",
    "Misconception",
    "Observation",
    "Parameter",
    "Source",
    "Species",
    "Term",
    "data_folder",
    "evidence",
    "explain",
]
