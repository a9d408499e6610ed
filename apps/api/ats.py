"""The conventions of the candidates face: UUIDs, and fields read all at once."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from rest_framework.request import Request

from apps.api.bodies import Reader, shown
from apps.api.views import ApiView
from apps.core.errors import ApiError
from apps.core.ids import read_uuid

Row = TypeVar("Row", bound=Model)

MAX_DETAILS = 50
"""Of a body full of unknown fields; nobody reads more."""


class AtsView(ApiView):
    """A route of the candidates face."""


def own(rows: "QuerySet[Row]", given: str, what: str) -> Row:
    """The one of the caller's rows with this UUID. Raises ApiError `not_found` for any other."""
    key = read_uuid(given)
    found = rows.filter(pk=key).first() if key else None
    if found is None:
        raise ApiError("not_found", f"No {what} with this id exists.")
    return found


def read_fields(
    request: Request,
    readers: Mapping[str, Reader],
    required: tuple[str, ...] = (),
    fixed: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """The fields of a JSON object, read; `fixed` are known ones that nobody may set.

    Raises ApiError `validation_error` that names every field that is wrong, and why.
    """
    data = request.data
    if not isinstance(data, dict):
        raise ApiError("validation_error", "The body must be a JSON object.")
    wrong = [_problem(name, "This field is required.") for name in required if name not in data]
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name not in readers:
            reason = "cannot be modified" if name in fixed else "is not known here"
            wrong.append(_problem(name, f"This field {reason}."))
            continue
        try:
            values[name] = readers[name](name, value)
        except ApiError as error:
            wrong.append(_problem(name, error.message))
    if wrong:
        raise invalid(wrong)
    return values


def invalid(details: list[dict[str, str]]) -> ApiError:
    """The refusal of a body whose fields are wrong in these ways."""
    return ApiError("validation_error", details=details[:MAX_DETAILS])


def _problem(field: object, message: str) -> dict[str, str]:
    return {"field": shown(field), "message": message}
