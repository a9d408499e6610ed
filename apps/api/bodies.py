"""JSON bodies: named fields, each read by a function of its own, and nothing else."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from rest_framework.request import Request

from apps.core.errors import ApiError

Reader = Callable[[str, Any], Any]
"""A field's name and value in, what it means out. Raises ApiError."""

MAX_EMAIL = 254


def read_body(
    request: Request, readers: Mapping[str, Reader], required: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The fields given, read. Raises ApiError for what is missing, unknown or no JSON object."""
    data = request.data
    if not isinstance(data, dict):
        raise ApiError("invalid_request", "The body must be a JSON object.")
    for name in data:
        if name not in readers:
            known = ", ".join(readers) or "none"
            raise ApiError(
                "invalid_request", f"The field {shown(name)} is not known here. Known: {known}."
            )
    for name in required:
        if data.get(name) is None:
            raise ApiError("invalid_request", f"The field {name} is required.")
    return {name: readers[name](name, value) for name, value in data.items()}


def text(most: int, least: int = 1) -> Reader:
    """A reader of text of so many printable characters."""

    def read(name: str, value: Any) -> str:
        short = value.strip() if isinstance(value, str) else ""
        if not (isinstance(value, str) and least <= len(short) <= most and short.isprintable()):
            raise ApiError(
                "invalid_request", f"{name} must be text of {least} to {most} printable characters."
            )
        return short

    return read


def email(name: str, value: Any) -> str:
    """A reader of e-mail addresses, as far as their shape goes."""
    address: str = text(MAX_EMAIL, least=3)(name, value)
    before, _, after = address.rpartition("@")
    whole = before and "@" not in before and "." in after and all(after.split("."))
    if not whole or any(char.isspace() for char in address):
        raise ApiError("invalid_request", f"{name} must be an e-mail address.")
    return address.lower()


def boolean(name: str, value: Any) -> bool:
    """A reader of true and false."""
    if not isinstance(value, bool):
        raise ApiError("invalid_request", f"{name} must be true or false.")
    return value


def whole_number(least: int, most: int) -> Reader:
    """A reader of whole numbers within bounds; 3.0 is one, as JSON Schema has it."""

    def read(name: str, value: Any) -> int:
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not whole or not least <= value <= most:
            raise ApiError(
                "invalid_request", f"{name} must be a whole number from {least} to {most}."
            )
        return int(value)

    return read


def one_of(*known: str) -> Reader:
    """A reader of one word of a list."""

    def read(name: str, value: Any) -> str:
        if value not in known:
            raise ApiError("invalid_request", f"{name} must be one of {', '.join(known)}.")
        return str(value)

    return read


def list_of(reader: Reader, most: int) -> Reader:
    """A reader of lists, each of whose items is read alike."""

    def read(name: str, value: Any) -> list[Any]:
        if not isinstance(value, list) or len(value) > most:
            raise ApiError("invalid_request", f"{name} must be a list of at most {most}.")
        return [reader(name, item) for item in value]

    return read


def moment(name: str, value: Any) -> datetime:
    """A reader of times in ISO 8601 with a time zone."""
    try:
        read = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        read = None
    if read is None or read.tzinfo is None:
        raise ApiError(
            "invalid_request", f"{name} must be a time with its zone, as in 2027-01-31T00:00:00Z."
        )
    return read


def or_null(reader: Reader) -> Reader:
    """A reader that lets null pass."""
    return lambda name, value: None if value is None else reader(name, value)


def shown(name: object) -> str:
    """What a caller typed, short and printable enough to be repeated to it."""
    return "".join(char if char.isprintable() else "?" for char in str(name)[:40])
