"""`?page=&limit=`: the same lists, with the same `meta`, on both faces."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from rest_framework.request import Request

from apps.core.errors import ApiError

MAX_LIMIT = 100
MAX_PAGE = 1_000_000
MAX_DIGITS = 9  # a longer number is past every limit

Row = TypeVar("Row", bound=Model)


def page_of(
    request: Request,
    rows: "QuerySet[Row]",
    render: Callable[[Row], dict[str, Any]],
    default_limit: int = 20,
) -> dict[str, Any]:
    """One page of `rows` as the answer body. Raises ApiError for a bad page or limit."""
    page = _number(request, "page", 1, MAX_PAGE)
    limit = _number(request, "limit", default_limit, MAX_LIMIT)
    total = rows.count()
    pages = -(-total // limit)
    start = (page - 1) * limit
    return {
        "data": [render(row) for row in rows[start : start + limit]],
        "meta": {
            "total": total,
            "page": page,
            "limit": limit,
            "total_pages": pages,
            "has_next": page < pages,
            "has_prev": page > 1,
        },
    }


def is_number(text: str) -> bool:
    """Whether `text` is a whole number of at most nine plain digits."""
    return text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS


def _number(request: Request, name: str, default: int, most: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return default
    if not (is_number(text) and 1 <= int(text) <= most):
        raise ApiError("invalid_request", f"{name} must be a whole number from 1 to {most}.")
    return int(text)
