"""A resume as the engine read it in, the columns of a candidate out. Pure; nothing is guessed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import phonenumbers

from apps.candidates.summary import Facts
from apps.engine import resume as resumes

Json = Any
"""Of our own making, but stored: a row may be older than the engine that reads it."""

PRESENT = "present"
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
MAX_KEY = 120
"""Characters of a name that count when it is looked up."""

UNSTORABLE = "\x00"
"""PostgreSQL keeps it neither in texts nor in JSON."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What a candidate shows, by the names of its columns."""

    full_name: str | None
    email: str | None
    phone: str | None
    location: str | None
    current_title: str | None
    years_of_experience: float | None
    skills: list[str]
    languages: list[str]
    work_history: list[dict[str, Json]]
    education: list[dict[str, Json]]
    certifications: list[dict[str, Json]]
    linkedin_url: str | None
    github_url: str | None
    portfolio_url: str | None
    parsing_confidence: float | None

    def by_name(self) -> dict[str, Json]:
        """Each column with its value."""
        return {name: getattr(self, name) for name in column_names()}


def column_names() -> tuple[str, ...]:
    """The columns that a resume fills."""
    return tuple(field.name for field in fields(Columns))


def project(resume: Mapping[str, Json]) -> Columns:
    """The columns that a resume fills."""
    contact, experience = resume.get("contact") or {}, resume.get("experience") or []
    candidate, ats = resume.get("candidate") or {}, resume.get("ats") or {}
    return Columns(
        full_name=candidate.get("name"),
        email=_first(contact.get("emails")),
        phone=_first(contact.get("phones")),
        location=candidate.get("location"),
        current_title=_current_title(experience) or candidate.get("headline"),
        years_of_experience=ats.get("years_of_experience"),
        skills=list(resume.get("skills") or []),
        languages=[one["name"] for one in resume.get("languages") or [] if one.get("name")],
        work_history=[_position(one) for one in experience],
        education=[_study(one) for one in resume.get("education") or []],
        certifications=[_certificate(one) for one in resume.get("certifications") or []],
        linkedin_url=_link(contact, "linkedin"),
        github_url=_link(contact, "github"),
        portfolio_url=_link(contact, "portfolio"),
        parsing_confidence=(ats.get("confidence") or {}).get("overall"),
    )


def facts_of(columns: Columns) -> Facts:
    """What the summary of a candidate may speak of: what goes on, and the first study."""
    now = [one for one in columns.work_history if one["is_current"] and one["title"]]
    study = next(iter(columns.education), {})
    return Facts(
        name=columns.full_name,
        title=columns.current_title,
        company=now[0]["company"] if now else None,
        years=columns.years_of_experience,
        skills=tuple(columns.skills),
        degree=study.get("degree"),
        institution=study.get("institution"),
        languages=tuple(columns.languages),
    )


def years_at(resume: Mapping[str, Json], as_of: date) -> float | None:
    """The years of experience of a resume, open periods running to `as_of`."""
    return resumes.years_as_of(resume.get("experience") or [], as_of)


def storable(value: Json) -> Json:
    """The same value without what a database cannot keep."""
    if isinstance(value, str):
        return value.replace(UNSTORABLE, "")
    if isinstance(value, dict):
        return {storable(name): storable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [storable(one) for one in value]
    return value


def email_key(email: str | None) -> str:
    """What two spellings of one address share; empty where there is none."""
    return (email or "").strip().casefold()[:320]


def phone_key(phone: str | None) -> str:
    """A number in E.164, where it says its country; else empty: a guess would join strangers.

    >>> phone_key("+1 (415) 555-0123"), phone_key("415-555-0123"), phone_key(None)
    ('+14155550123', '', '')
    """
    try:
        number = phonenumbers.parse(phone or "", None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def name_key(name: str) -> str:
    """A name as it is looked up: folded, its blanks alike."""
    return " ".join(storable(name).casefold().split())[:MAX_KEY]


def skill_keys(skills: Iterable[str]) -> list[str]:
    """The skills as lists are filtered by them, each once."""
    return [key for key in dict.fromkeys(map(name_key, skills)) if key]


def _first(values: list[str] | None) -> str | None:
    return values[0] if values else None


def _current_title(experience: list[dict[str, Json]]) -> str | None:
    """What the person is now, as the first position that goes on says."""
    return next((one["title"] for one in experience if one.get("current") and one["title"]), None)


def _position(one: Mapping[str, Json]) -> dict[str, Json]:
    current = bool(one.get("current"))
    return {
        "company": one.get("company"),
        "title": one.get("title"),
        "start_date": one.get("start_date_iso") or one.get("start_date"),
        "end_date": PRESENT if current else one.get("end_date_iso") or one.get("end_date"),
        "is_current": current,
        "description": "\n".join(
            [one.get("description") or "", *(one.get("bullets") or [])]
        ).strip()
        or None,
    }


def _study(one: Mapping[str, Json]) -> dict[str, Json]:
    end = one.get("end_date_iso") or one.get("graduation_date")
    return {
        "institution": one.get("institution"),
        "degree": one.get("degree"),
        "field": one.get("field"),
        "start_year": _year(one.get("start_date_iso")),
        "end_year": _year(end),
    }


def _certificate(one: Mapping[str, Json]) -> dict[str, Json]:
    return {name: one.get(name) for name in ("name", "issuer", "date")}


def _year(text: str | None) -> str | None:
    """The last year in a text: of "June 2015 (exams 2016)" the one it ended in.

    >>> _year("May 2017"), _year("2013-09"), _year("'09")
    ('2017', '2013', None)
    """
    found = YEAR.findall(text or "")
    return found[-1] if found else None


def _link(contact: Mapping[str, Json], kind: str) -> str | None:
    links = contact.get("links") or []
    return next((link["url"] for link in links if link["type"] == kind), None)
