"""A resume as a page of text, so that eyes can check it and a diff can show what changed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from apps.engine.resume import Extraction

NOTHING = "–"
NOW = "now"
SHOWN_SECTIONS = ("summary", "other")
"""The other sections are shown by their fields."""


def outline(found: Extraction) -> str:
    """What was read, field by field; a dash where nothing was found."""
    resume: Mapping[str, Any] = found.resume
    parts = [_person(resume)]
    for name, write in _ENTRIES.items():
        between = "\n\n" if write in _SPACIOUS else "\n"
        entries = between.join("\n".join(write(entry)) for entry in resume[name])
        parts += [f"## {name.capitalize()}\n\n{entries}"] if entries else []
    for name in SHOWN_SECTIONS:
        text = resume["sections"][name]
        parts += [f"## {name.capitalize()}\n\n{text}"] if text else []
    lost = [f"- {line['text']}" for line in _lines(found.metadata["unassigned"])]
    parts += ["## Not assigned\n\n" + "\n".join(lost)] if lost else []
    return "\n\n".join(parts) + "\n"


def _person(resume: Mapping[str, Any]) -> str:
    candidate, contact, ats = resume["candidate"], resume["contact"], resume["ats"]
    rows = {
        "headline": candidate["headline"],
        "location": candidate["location"],
        "emails": ", ".join(contact["emails"]),
        "phones": ", ".join(contact["phones"]),
        "links": ", ".join(f"{link['type']} {link['url']}" for link in contact["links"]),
        "skills": ", ".join(resume["skills"]),
        "sections": ", ".join(name for name, text in resume["sections"].items() if text),
        "years": ats["years_of_experience"],
        "warnings": ", ".join(ats["warnings"]),
    }
    lines = [f"{label}: {value or NOTHING}" for label, value in rows.items()]
    return f"# {candidate['name'] or NOTHING}\n\n" + "\n".join(lines)


def _position(one: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {_row(one['title'], one['company'], one['location'])}"
    yield from _dates(one)
    yield from _body(one)


def _study(one: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {_row(one['degree'], one['field'], one['institution'], one['location'])}"
    if one["graduation_date"]:
        yield f"graduated {one['graduation_date']}"
    yield from _dates(one)
    yield from _body(one)


def _project(one: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {_row(one['name'])}"
    yield from _dates(one)
    yield from _body(one)


def _award(one: Mapping[str, Any]) -> Iterator[str]:
    yield f"- {_row(one['name'], one['issuer'], one['date'])}"


def _language(one: Mapping[str, Any]) -> Iterator[str]:
    yield f"- {_row(one['name'], one['proficiency'])}"


def _dates(one: Mapping[str, Any]) -> Iterator[str]:
    start, end = one["start_date_iso"], one["end_date_iso"]
    if one.get("current"):
        end = NOW
    if start or end:
        yield f"{start or NOTHING} to {end or NOTHING}"


def _body(one: Mapping[str, Any]) -> Iterator[str]:
    if one["description"]:
        yield from (f"> {line}" for line in one["description"].split("\n"))
    yield from (f"- {bullet}" for bullet in one.get("bullets", ()))


def _row(*values: str | None) -> str:
    return " | ".join(value or NOTHING for value in values)


def _lines(value: object) -> Sequence[Mapping[str, Any]]:
    assert isinstance(value, list)
    return value


_SPACIOUS = (_position, _study, _project)
_ENTRIES = {
    "experience": _position,
    "education": _study,
    "projects": _project,
    "certifications": _award,
    "languages": _language,
    "awards": _award,
    "publications": _award,
    "volunteering": _position,
}
