"""What each model is for, what it rests on and where it fails: `data/models.toml`.

A card names rows of the other tables and holds no number of its own, so that it cannot say
something else than they do.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from helpers.evidence.records import Id, Kind, Part, Text
from helpers.evidence.tables import Evidence, EvidenceError, data_folder, evidence, read_toml

RULES = 10
FEWEST_LIMITS = 3


class Grade(Part):
    """How well a rule is kept, from 0 (insufficient) to 4 (comprehensive), and why."""

    score: Annotated[int, Field(ge=0, le=4)]
    reason: Text


class Rule(Grade):
    """One of the ten rules, with the grade of all models that have none of their own."""

    id: Id
    name: Text


class ModelCard(Part):
    """One model.

    Attributes
    ----------
    lessons : tuple of str
        Keys of the lessons that use it.
    parameters : tuple of str
        Rows of `parameters.csv` that belong to this model and to no other.
    claims : tuple of str
        Rows of `claims.csv` on which its rules rest.
    topics : tuple of str
        Topics of `observations.csv` that it is checked against.
    tuned : dict of str to tuple of str
        From each tuned parameter to the observations that it was tuned to.
    chosen : tuple of str
        Observations with which in view another number was chosen.
    built_in : tuple of str
        Observations that it meets by construction, whatever is true of hair.
    rules : dict of str to Grade
        Grades of its own.
    """

    id: Id
    title: Text
    purpose: Text
    lessons: tuple[Id, ...] = Field(min_length=1)
    parameters: tuple[Id, ...] = ()
    claims: tuple[Id, ...] = Field(min_length=1)
    topics: tuple[Id, ...] = ()
    limits: tuple[Text, ...] = Field(min_length=FEWEST_LIMITS)
    tuned: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    chosen: tuple[Id, ...] = ()
    built_in: tuple[Id, ...] = ()
    rules: dict[Id, Grade] = Field(default_factory=dict)


class Cards(Part):
    """All cards, and the rules by which the models are graded."""

    rule: tuple[Rule, ...] = Field(min_length=RULES, max_length=RULES)
    model: tuple[ModelCard, ...]

    @model_validator(mode="after")
    def _once(self) -> Self:
        for what, names in (
            ("id", [card.id for card in self.model]),
            ("parameter", [name for card in self.model for name in card.parameters]),
            ("topic", [name for card in self.model for name in card.topics]),
            ("rule", [rule.id for rule in self.rule]),
        ):
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"{what} {', '.join(twice)} is there twice; each belongs once")
        return self

    def grades(self, card: ModelCard) -> list[tuple[Rule, Grade]]:
        """Return the ten rules with the grade of a model."""
        return [(rule, card.rules.get(rule.id, rule)) for rule in self.rule]

    def role(self, observation: str) -> str:
        """Say what an observation proves: `tuned`, `built_in`, or `independent`."""
        for card in self.model:
            if observation in card.chosen or any(observation in ids for ids in card.tuned.values()):
                return "tuned"
            if observation in card.built_in:
                return "built_in"
        return "independent"


def _faults(cards: Cards, tables: Evidence) -> list[str]:
    """Return one sentence for each id that no table has, and each tuned number left out."""
    topics = {row.topic for row in tables.observations.values()}
    rules = {rule.id for rule in cards.rule}
    found = []
    for card in cards.model:
        named = (*(name for ids in card.tuned.values() for name in ids), *card.chosen)
        for what, names, known in (
            ("parameter", card.parameters, tables.parameters),
            ("claim", card.claims, tables.claims),
            ("topic", card.topics, topics),
            ("observation", (*named, *card.built_in), tables.observations),
            ("rule", tuple(card.rules), rules),
        ):
            found += [
                f"models.toml, model {card.id}: there is no {what} {name!r}."
                for name in names
                if name not in known
            ]
        kinds = {n: tables.parameters[n].kind for n in card.parameters if n in tables.parameters}
        tuned = {name for name, kind in kinds.items() if kind == Kind.TUNED}
        found += [
            f"models.toml, model {card.id}: {name} is tuned in parameters.csv; say under [model."
            "tuned] to which observations."
            for name in sorted(tuned - card.tuned.keys())
        ]
        found += [
            f"models.toml, model {card.id}: {name} is no tuned parameter of this model."
            for name in sorted(card.tuned.keys() - tuned)
        ]
    return found


@cache
def model_cards(folder: Path | None = None) -> Cards:
    """Read the cards.

    Parameters
    ----------
    folder : Path, optional
        The data folder; its `models.toml` is read and compared with the collection's tables.

    Raises
    ------
    EvidenceError
        If the file is missing or incomplete, or names a row that does not exist.

    Examples
    --------
    >>> model_cards().role("febrile_return")
    'independent'
    """
    path = (folder or data_folder()) / "models.toml"
    cards = read_toml(path, Cards)
    if faults := _faults(cards, evidence()):
        raise EvidenceError("\n".join(faults))
    return cards
