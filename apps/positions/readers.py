"""What a caller may say of positions: the fields of a body and of a query, read one by one."""

from collections.abc import Callable, Mapping
from typing import Any

from rest_framework.request import Request

from apps.api import bodies
from apps.api.ats import invalid, read_fields
from apps.api.bodies import Reader
from apps.candidates.readers import choice, prose, years
from apps.core.errors import ApiError
from apps.engine.matching import Level
from apps.positions.models import Position, PositionQuerySet, PositionStatus, Stage
from apps.positions.services import title_key

MAX_DESCRIPTION = 20_000
MAX_SKILLS = 50
"""Skills of one kind: nobody meets more, and each costs time with every candidate."""
MAX_LOCATIONS = 50
MAX_SALARY = 1_000_000_000_000
MAX_SEARCH = 200
PARTS = ("skills", "experience", "education")


def number(least: float, most: float) -> Reader:
    """A reader of numbers within bounds."""

    def read(name: str, value: Any) -> float:
        plain = not isinstance(value, bool) and isinstance(value, int | float)
        if not (plain and least <= value <= most):
            raise ApiError("invalid_request", f"{name} must be a number from {least} to {most}.")
        return float(value)

    return read


def _description(name: str, value: Any) -> str | None:
    empty = isinstance(value, str) and len(value) <= MAX_DESCRIPTION and not value.strip()
    read: str | None = None if empty else prose(MAX_DESCRIPTION)(name, value)
    return read


def _skill(name: str, value: Any) -> dict[str, Any]:
    """A reader of `{"skill": "Python", "weight": 0.8}`; a weight that is not given is 1."""
    if not isinstance(value, dict) or not set(value) <= {"skill", "weight"}:
        raise ApiError("invalid_request", f"{name} must be an object of skill and weight.")
    weight = value.get("weight")
    return {
        "skill": bodies.text(100)(f"{name}.skill", value.get("skill")),
        "weight": 1.0 if weight is None else number(0, 1)(f"{name}.weight", weight),
    }


def skills(name: str, value: Any) -> list[dict[str, Any]]:
    """A reader of skills; one that is named twice is asked for once, as the heavier of the two."""
    if not isinstance(value, list) or len(value) > MAX_SKILLS:
        raise ApiError("invalid_request", f"{name} must be a list of at most {MAX_SKILLS}.")
    read = [_skill(f"{name}[{index}]", one) for index, one in enumerate(value)]
    once: dict[str, dict[str, Any]] = {}
    for one in read:
        key = one["skill"].casefold()
        if key not in once or once[key]["weight"] < one["weight"]:
            once[key] = one
    return list(once.values())


def weights(name: str, value: Any) -> dict[str, float]:
    """A reader of what each part counts; parts that are not given count as usual."""
    if not isinstance(value, dict) or not set(value) <= set(PARTS):
        raise ApiError("invalid_request", f"{name} must be an object of {', '.join(PARTS)}.")
    return {part: number(0, 1)(f"{name}.{part}", one) for part, one in value.items()}


def _or_empty(reader: Reader, empty: Any) -> Reader:
    """A reader that takes null for nothing asked."""
    return lambda name, value: empty if value is None else reader(name, value)


FIELDS: Mapping[str, Reader] = {
    "title": bodies.text(200),
    "description": bodies.or_null(_description),
    "required_skills": _or_empty(skills, []),
    "nice_to_have_skills": _or_empty(skills, []),
    "min_experience_years": bodies.or_null(years),
    "max_experience_years": bodies.or_null(years),
    "education_level": _or_empty(bodies.one_of(*(one.value for one in Level)), Level.ANY.value),
    "preferred_locations": _or_empty(bodies.list_of(bodies.text(200), MAX_LOCATIONS), []),
    "salary_min": bodies.or_null(number(0, MAX_SALARY)),
    "salary_max": bodies.or_null(number(0, MAX_SALARY)),
    "status": bodies.one_of(*PositionStatus.values),
    "weights": _or_empty(weights, {}),
}
"""The fields of a position; null says that nothing is asked."""

SYSTEM = frozenset({"id", "candidate_count", "candidates", "created_at", "updated_at"})
"""The fields of a position that nobody sets."""

RANGES = (("min_experience_years", "max_experience_years"), ("salary_min", "salary_max"))


def position(request: Request, present: Position | None = None) -> dict[str, Any]:
    """The fields of a position that are given. Raises ApiError that names all that is wrong."""
    required = ("title",) if present is None else ()
    values = read_fields(request, FIELDS, required, SYSTEM)
    wrong = [
        {"field": most, "message": f"{most} must not be less than {least}."}
        for least, most in RANGES
        if {least, most} & values.keys() and _crossed(values, present, least, most)
    ]
    if wrong:
        raise invalid(wrong)
    return values


def _crossed(values: Mapping[str, Any], present: Position | None, least: str, most: str) -> bool:
    low = values.get(least, getattr(present, least, None))
    high = values.get(most, getattr(present, most, None))
    return low is not None and high is not None and low > high


STAGE: Mapping[str, Reader] = {"status": bodies.one_of(*Stage.values)}
"""The field of a place in a pipeline."""

SORTS: Mapping[str, str] = {
    "created_at": "created_at",
    "updated_at": "updated_at",
    "title": "title_key",
    "status": "status",
    "candidate_count": "linked",
}
ORDERS = ("desc", "asc")


def filtered(request: Request, rows: PositionQuerySet) -> PositionQuerySet:
    """The rows that a query asks for, in its order. Raises ApiError."""
    for name, narrow in FILTERS.items():
        if (value := request.query_params.get(name)) is not None:
            rows = narrow(rows, value)
    sort = SORTS[choice(request, "sort", tuple(SORTS))]
    sign = "-" if choice(request, "order", ORDERS) == "desc" else ""
    return rows.order_by(f"{sign}{sort}", f"{sign}id")


def _by_status(rows: PositionQuerySet, value: str) -> PositionQuerySet:
    if value not in PositionStatus.values:
        raise ApiError("invalid_request", f"status must be one of {', '.join(PositionStatus)}.")
    return rows.filter(status=value)


def _by_title(rows: PositionQuerySet, value: str) -> PositionQuerySet:
    if len(value) > MAX_SEARCH:
        raise ApiError("invalid_request", f"search must be at most {MAX_SEARCH} characters long.")
    if not value.isprintable():  # no title holds it, and PostgreSQL takes no NUL
        return rows.none()
    return rows.filter(title_key__contains=title_key(value.strip()))


FILTERS: Mapping[str, Callable[[PositionQuerySet, str], PositionQuerySet]] = {
    "status": _by_status,
    "search": _by_title,
}


def min_score(request: Request) -> int | None:
    """The least score in the query. Raises ApiError."""
    text = request.query_params.get("min_score")
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= len("100") and int(text) <= 100):
        raise ApiError("invalid_request", "min_score must be a whole number from 0 to 100.")
    return int(text)
