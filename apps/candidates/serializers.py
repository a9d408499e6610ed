"""The bodies of the candidate routes, letter for letter as the reference shows them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from apps.accounts.models import Organisation
from apps.api.errors import candidates_code
from apps.candidates import projection
from apps.candidates import services as candidates
from apps.candidates.above import Above
from apps.candidates.models import Candidate, Correction, ParsingStatus, Tag
from apps.core.errors import ERRORS
from apps.core.times import iso
from apps.usage import cvs

Body = dict[str, Any]

CUT_SHORT = "The job that reads this file was deleted before it had ended."

PROFILE = (
    *("full_name", "email", "phone", "location", "current_title", "years_of_experience"),
    *("skills", "languages", "work_history", "education", "certifications"),
    *("linkedin_url", "github_url", "portfolio_url", "ai_summary", "original_filename", "source"),
)
"""The columns that the answer shows as they are, in its order."""


def submitted(candidate: Candidate) -> Body:
    """A candidate as the answer to its submit shows it."""
    return {
        "id": str(candidate.id),
        "filename": candidate.original_filename,
        "status": candidate.parsing_status,
    }


def listed(candidate: Candidate, as_of: date | None = None) -> Body:
    """A candidate as it stands in a list."""
    return {
        "id": str(candidate.id),
        **_profile(candidate, as_of),
        "parsing_status": candidate.parsing_status,
        "parsing_confidence": candidate.parsing_confidence,
        "created_at": iso(candidate.created_at),
        "parsed_at": iso(candidate.parsed_at),
    }


def full(candidate: Candidate, above: Above, as_of: date | None = None) -> Body:
    """All that is known of a candidate; what we add to the reference stands at the end."""
    return {
        "id": str(candidate.id),
        **_profile(candidate, as_of),
        "parsing_status": candidate.parsing_status,
        "parsing_confidence": candidate.parsing_confidence,
        "parsing_errors": parsing_errors(candidate),
        "tags": tags(candidate),
        "jobs": above.links_of(candidate),
        "created_at": iso(candidate.created_at),
        "parsed_at": iso(candidate.parsed_at),
        "updated_at": iso(candidate.updated_at),
        "source_url": candidate.source_url,
        "job_id": candidate.job_id,
        "language": candidate.language,
        "engine_version": candidate.engine_version,
        "as_of": _day(as_of or candidate.as_of),
        "extracted": _extracted(candidate),
        "corrections": [correction(row) for row in candidate.corrections.order_by("id")],
    }


def parsing_errors(candidate: Candidate) -> list[Body] | None:
    """Why a candidate could not be read; None where nothing went wrong."""
    if candidate.parsing_status != ParsingStatus.FAILED:
        return None
    code = candidate.job.error_code
    if code is None:
        code, message = "conflict", CUT_SHORT
    else:
        message = ERRORS[code].message
    return [{"code": candidates_code(code), "message": message}]


def duplicate(found: tuple[Candidate, list[str]]) -> Body:
    """A candidate that may be the same person, and why."""
    candidate, reasons = found
    return {**listed(candidate), "reasons": reasons}


def tags(candidate: Candidate) -> list[Body]:
    """The tags of a candidate, by name."""
    rows = candidate.tag_rows.select_related("tag").order_by("tag__key")
    return [tag(row.tag) for row in rows]


def listed_tag(row: Tag) -> Body:
    """A tag as it stands in a list, with how many candidates carry it."""
    return {
        **tag(row),
        "candidate_count": getattr(row, "candidate_count", 0),
        "created_at": iso(row.created_at),
    }


def tag(row: Tag) -> Body:
    """A tag as a candidate carries it."""
    return {"id": str(row.id), "name": row.name, "color": row.color}


def correction(row: Correction) -> Body:
    """What somebody overruled."""
    return {
        "field": row.field,
        "extracted": row.extracted,
        "value": row.value,
        "author": row.author,
        "at": iso(row.at),
    }


def usage(organisation: Organisation, now: datetime) -> Body:
    """The plan and what was used of it."""
    body = cvs.usage(organisation, now)
    return body | {"resets_at": iso(body["resets_at"])}


def number(value: float | None) -> float | int | None:
    """A number without a fraction that says nothing.

    >>> number(7.0), number(7.5)
    (7, 7.5)
    """
    return int(value) if value is not None and value == int(value) else value


def _profile(candidate: Candidate, as_of: date | None) -> Body:
    shown = {name: getattr(candidate, name) for name in PROFILE}
    return shown | {"years_of_experience": number(_years(candidate, as_of))}


def _years(candidate: Candidate, as_of: date | None) -> float | None:
    """The years of experience at a day; what somebody corrected is no calculation of ours."""
    resume: Mapping[str, Any] | None = candidate.resume if as_of else None
    if as_of is None or resume is None or as_of == candidate.as_of:
        return candidate.years_of_experience
    if candidate.years_of_experience != projection.project(resume).years_of_experience:
        return candidate.years_of_experience
    return projection.years_at(resume, as_of)


def _extracted(candidate: Candidate) -> Body | None:
    """The correctable columns as they were read; None before that."""
    if candidate.resume is None:
        return None
    read = candidates.extracted(candidate)
    return {name: read[name] for name in candidates.CORRECTABLE}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
