"""Rows in, what the engine matches out: a position's requirements, a candidate's facts."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from apps.engine import matching
from apps.engine.matching import Facts, Level, Record, Requirements, SkillWish, Weights
from apps.positions.models import Position


class Matchable(Protocol):
    """A candidate, or the row of one, with the columns that matching reads."""

    @property
    def id(self) -> UUID: ...
    @property
    def revision(self) -> int: ...
    @property
    def as_of(self) -> date | None: ...
    @property
    def skills(self) -> list[str]: ...
    @property
    def languages(self) -> list[str]: ...
    @property
    def current_title(self) -> str | None: ...
    @property
    def location(self) -> str | None: ...
    @property
    def years_of_experience(self) -> float | None: ...
    @property
    def resume(self) -> Any: ...


MATCHED_COLUMNS = (
    *("id", "revision", "as_of", "skills", "languages", "current_title", "location"),
    *("years_of_experience", "resume"),
)
"""The columns of a candidate that matching reads. A name is not among them."""

DEFAULT_WEIGHTS = Weights()


def weights_of(position: Position) -> dict[str, float]:
    """What each part counts, the usual where the position says nothing."""
    given: Mapping[str, float] = position.weights
    usual = {
        "skills": DEFAULT_WEIGHTS.skills,
        "experience": DEFAULT_WEIGHTS.experience,
        "education": DEFAULT_WEIGHTS.education,
    }
    return {name: given.get(name, value) for name, value in usual.items()}


def requirements_of(position: Position) -> Requirements:
    """What a position asks for."""
    return Requirements(
        title=position.title,
        required_skills=_wishes(position.required_skills),
        nice_to_have_skills=_wishes(position.nice_to_have_skills),
        min_experience_years=position.min_experience_years,
        max_experience_years=position.max_experience_years,
        education_level=Level(position.education_level),
        preferred_locations=tuple(position.preferred_locations),
        weights=Weights(**weights_of(position)),
    )


def facts_of(candidate: Matchable) -> Facts:
    """What matching may know of a candidate whose CV was read."""
    assert candidate.as_of is not None
    record = Record(
        as_of=candidate.as_of,
        skills=tuple(candidate.skills),
        languages=tuple(candidate.languages),
        current_title=candidate.current_title or "",
        location=candidate.location or "",
        years_of_experience=candidate.years_of_experience,
    )
    return matching.read_facts(candidate.resume or {}, record)


def _wishes(skills: list[dict[str, Any]]) -> tuple[SkillWish, ...]:
    return tuple(SkillWish(one["skill"], one["weight"]) for one in skills)
