"""The shapes of matching, frozen: what is asked, what a record says, what was found."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class Level(StrEnum):
    """The ladder of education, as the contract names its steps. `ANY` asks for none."""

    ANY = "any"
    HIGH_SCHOOL = "high_school"
    ASSOCIATE = "associate"
    BACHELORS = "bachelors"
    MASTERS = "masters"
    PHD = "phd"


LADDER = tuple(Level)
"""From the lowest step to the highest."""


@dataclass(frozen=True, slots=True)
class SkillWish:
    """A skill that is asked for, and how much it weighs among the others (0 to 1)."""

    skill: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part counts in the total; only their proportion matters."""

    skills: float = 0.5
    experience: float = 0.4
    education: float = 0.1


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a position asks for. Nothing about who a person is can be asked here."""

    title: str = ""
    required_skills: tuple[SkillWish, ...] = ()
    nice_to_have_skills: tuple[SkillWish, ...] = ()
    min_experience_years: float | None = None
    max_experience_years: float | None = None
    education_level: Level = Level.ANY
    preferred_locations: tuple[str, ...] = ()
    weights: Weights = Weights()


class Place(StrEnum):
    """Where in a record a statement stands."""

    SKILLS = "skills"
    TITLE = "title"
    WORK = "work"
    PROJECT = "project"
    CERTIFICATION = "certification"
    EDUCATION = "education"
    SUMMARY = "summary"


class Statement(NamedTuple):
    """A text of the record, and where it stands: a JSON Pointer into the resume, if known."""

    text: str
    place: Place
    pointer: str = ""
    work: int | None = None  # the entry of the work history it belongs to


class Spoken(NamedTuple):
    """A language, and how well it is spoken, both as printed."""

    name: str
    proficiency: str = ""
    pointer: str = ""


class Work(NamedTuple):
    """One entry of the work history. Times are `YYYY` or `YYYY-MM`; None when unknown."""

    title: str
    start: str | None
    end: str | None
    current: bool = False
    pointer: str = ""


class Study(NamedTuple):
    """One course of study. `end` is when it ended or will, `YYYY` or `YYYY-MM`."""

    degree: str
    end: str | None = None
    current: bool = False
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that matching may know of a candidate.

    There is no field for a name, an age, a gender, a nationality, a marital status or a photo:
    what cannot be passed in cannot count.
    """

    as_of: date
    statements: tuple[Statement, ...] = ()
    languages: tuple[Spoken, ...] = ()
    work: tuple[Work, ...] = ()
    studies: tuple[Study, ...] = ()
    years_of_experience: float | None = None
    location: str = ""
    location_pointer: str = ""  # empty where the resume does not say so


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that met a requirement, and where they stand."""

    text: str
    place: str
    pointer: str = ""

    def as_json(self) -> dict[str, Json]:
        """For the API; a pointer that is not known is null."""
        return {"text": self.text, "in": self.place, "pointer": self.pointer or None}


class Status(StrEnum):
    """What became of a requirement."""

    MET = "met"
    PARTLY = "partly"
    MISSING = "missing"
    UNKNOWN = "unknown"  # the record does not say
    NOT_ASKED = "not_asked"
    SUM = "sum"  # no requirement: the arithmetic of a part, or of the whole


@dataclass(frozen=True, slots=True)
class Reason:
    """One requirement and what became of it, or one sum."""

    part: str
    requirement: str
    status: Status
    rule: str
    text: str
    points: float | None = None
    of: float | None = None
    kind: str = ""
    evidence: tuple[Evidence, ...] = field(default=())

    def as_json(self) -> dict[str, Json]:
        """For the API."""
        return {
            "part": self.part,
            "kind": self.kind or None,
            "requirement": self.requirement or None,
            "status": self.status.value,
            "rule": self.rule,
            "points": self.points,
            "of": self.of,
            "text": self.text,
            "evidence": [one.as_json() for one in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Match:
    """How well a record meets a position: whole numbers from 0 to 100, and why.

    `score` is None when the position asks for nothing that counts.
    """

    score: int | None
    skills: int
    experience: int
    education: int
    reasons: tuple[Reason, ...] = ()

    @property
    def breakdown(self) -> dict[str, int]:
        """The parts as the contract names them."""
        return {
            "skills": self.skills,
            "experience": self.experience,
            "education": self.education,
        }
