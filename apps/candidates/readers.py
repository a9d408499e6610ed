"""What a caller may say of candidates: the fields of a body and of a query, read one by one."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.db.models import F
from django.db.models.functions import Lower
from rest_framework.request import Request

from apps.api import bodies
from apps.api.bodies import Reader
from apps.candidates import search
from apps.candidates.models import CandidateQuerySet, ParsingStatus
from apps.candidates.projection import name_key, skill_keys
from apps.candidates.serializers import PROFILE
from apps.candidates.services import CORRECTABLE
from apps.core.errors import ApiError
from apps.core.ids import read_uuid
from apps.core.outbound import MAX_URL

MOST_FILES = MOST_URLS = 50
"""In one request."""

MAX_SUMMARY = 4000
MAX_YEARS = 80
MAX_SKILLS = 200
MAX_LANGUAGES = 50
MAX_SEARCH = 200


def years(name: str, value: Any) -> float:
    """A reader of years of experience."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MAX_YEARS:
        raise ApiError("invalid_request", f"{name} must be a number from 0 to {MAX_YEARS}.")
    return float(value)


def web_address(name: str, value: Any) -> str:
    """A reader of addresses of pages. They are shown, never asked for."""
    text: str = bodies.text(MAX_URL)(name, value)
    try:
        parts = urlsplit(text)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or " " in text:
        raise ApiError("invalid_request", f"{name} must be an address such as https://example.com.")
    return text


def uuid_text(name: str, value: Any) -> str:
    """A reader of ids."""
    if not isinstance(value, str) or read_uuid(value) is None:
        raise ApiError("invalid_request", f"{name} must be a UUID.")
    return value


def prose(most: int) -> Reader:
    """A reader of text of several lines."""

    def read(name: str, value: Any) -> str:
        text = value.strip() if isinstance(value, str) else ""
        plain = text.replace("\n", "").replace("\t", "").replace("\r", "")
        if not text or len(text) > most or not plain.isprintable():
            raise ApiError("invalid_request", f"{name} must be text of 1 to {most} characters.")
        return text

    return read


FIELDS: Mapping[str, Reader] = {
    "full_name": bodies.or_null(bodies.text(200)),
    "email": bodies.or_null(bodies.email),
    "phone": bodies.or_null(bodies.text(60)),
    "location": bodies.or_null(bodies.text(200)),
    "current_title": bodies.or_null(bodies.text(200)),
    "years_of_experience": bodies.or_null(years),
    "skills": bodies.list_of(bodies.text(100), MAX_SKILLS),
    "languages": bodies.list_of(bodies.text(60), MAX_LANGUAGES),
    "linkedin_url": bodies.or_null(web_address),
    "github_url": bodies.or_null(web_address),
    "portfolio_url": bodies.or_null(web_address),
    "ai_summary": bodies.or_null(prose(MAX_SUMMARY)),
}
"""The fields of a candidate that may be corrected; null says that there is none."""

SYSTEM = frozenset(
    {
        *(name for name in PROFILE if name not in CORRECTABLE),
        *("id", "parsing_status", "parsing_confidence", "parsing_errors", "tags", "jobs"),
        *("created_at", "parsed_at", "updated_at", "source_url", "job_id", "language"),
        *("engine_version", "as_of", "extracted", "corrections"),
    }
)
"""The fields of a candidate that nobody sets."""

SORTS = ("created_at", "updated_at", "parsed_at", "full_name", "years_of_experience")
ALWAYS_THERE = frozenset({"created_at", "updated_at"})
ORDERS = ("desc", "asc")


def filtered(request: Request, rows: CandidateQuerySet) -> CandidateQuerySet:
    """The candidates that a query asks for, in its order. Raises ApiError."""
    for name, narrow in FILTERS.items():
        value = request.query_params.get(name)
        if value is not None:
            rows = narrow(rows, value)
    return _ordered(rows, choice(request, "sort", SORTS), choice(request, "order", ORDERS))


def _ordered(rows: CandidateQuerySet, field: str, order: str) -> CandidateQuerySet:
    """What has no value comes last, whatever the order and the database."""
    sign = "-" if order == "desc" else ""
    if field in ALWAYS_THERE:
        return rows.order_by(f"{sign}{field}", f"{sign}id")
    value = Lower(field) if field == "full_name" else F(field)
    way = value.desc(nulls_last=True) if sign else value.asc(nulls_last=True)
    return rows.order_by(way, f"{sign}id")


def _by_status(rows: CandidateQuerySet, value: str) -> CandidateQuerySet:
    if value not in ParsingStatus.values:
        raise ApiError("invalid_request", f"status must be one of {', '.join(ParsingStatus)}.")
    return rows.parsing(ParsingStatus(value))


def _by_skills(rows: CandidateQuerySet, value: str) -> CandidateQuerySet:
    keys = skill_keys(value.split(","))
    if len(keys) > MAX_FILTERS:
        raise ApiError("invalid_request", f"skills may name at most {MAX_FILTERS}.")
    return rows.with_skills(keys)


MAX_FILTERS = 20
"""Skills asked for at once: each is a join."""


def _by_words(rows: CandidateQuerySet, value: str) -> CandidateQuerySet:
    if len(value) > MAX_SEARCH:
        raise ApiError("invalid_request", f"search must be at most {MAX_SEARCH} characters long.")
    return search.having(rows, value)


def _by_tag(rows: CandidateQuerySet, value: str) -> CandidateQuerySet:
    """By the id of a tag or its name."""
    if key := read_uuid(value):
        return rows.filter(tag_rows__tag_id=key)
    return rows.filter(tag_rows__tag__key=name_key(value))


FILTERS: Mapping[str, Callable[[CandidateQuerySet, str], CandidateQuerySet]] = {
    "status": _by_status,
    "skills": _by_skills,
    "search": _by_words,
    "tag": _by_tag,
}


def choice(request: Request, name: str, known: tuple[str, ...]) -> str:
    """One of the known values; the first where nothing is said. Raises ApiError."""
    value: str = request.query_params.get(name, known[0])
    if value not in known:
        raise ApiError("invalid_request", f"{name} must be one of {', '.join(known)}.")
    return value


def flag(request: Request, name: str) -> bool:
    """A switch in the query; off unless told. Raises ApiError."""
    return choice(request, name, ("false", "true")) == "true"


def day(request: Request, name: str) -> date | None:
    """A day in the query. Raises ApiError."""
    text = request.query_params.get(name)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ApiError("invalid_request", f"{name} must be a day such as 2026-03-14.") from None
