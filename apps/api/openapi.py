"""What every room's part of the OpenAPI description is made of."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from apps.api.pagination import MAX_LIMIT, MAX_PAGE

JsonSchema = dict[str, Any]

STRING: JsonSchema = {"type": "string"}
INTEGER: JsonSchema = {"type": "integer"}
BOOLEAN: JsonSchema = {"type": "boolean"}
MOMENT: JsonSchema = {"type": ["string", "null"], "format": "date-time"}
_VISIBLE = r"\p{L}\p{M}\p{N}\p{P}\p{S}"


def id_of(prefix: str) -> JsonSchema:
    """An id with this prefix."""
    return {"type": "string", "pattern": f"^{prefix}_[0-9A-HJKMNP-TV-Z]{{26}}$"}


REQUEST_ID = id_of("req")


def text(most: int, least: int = 1) -> JsonSchema:
    """Text of so many printable characters, of which blanks alone are none."""
    some = f"[{_VISIBLE}]" if least else ""
    pattern = f"^[{_VISIBLE} ]*{some}[{_VISIBLE} ]*$" if some else f"^[{_VISIBLE} ]*$"
    return {"type": "string", "minLength": least, "maxLength": most, "pattern": pattern}


def prose(most: int) -> JsonSchema:
    """Text of several lines."""
    kind = rf"[{_VISIBLE} \n\r\t]"
    pattern = f"^{kind}*[{_VISIBLE}]{kind}*$"
    return {"type": "string", "minLength": 1, "maxLength": most, "pattern": pattern}


def numeric(least: float, most: float) -> JsonSchema:
    """A number within bounds."""
    return {"type": "number", "minimum": least, "maximum": most}


def whole(least: int, most: int) -> JsonSchema:
    """A whole number within bounds."""
    return {"type": "integer", "minimum": least, "maximum": most}


def record(required: Mapping[str, JsonSchema], **optional: JsonSchema) -> JsonSchema:
    """An object with these keys, to which others may be added."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
    }


def body(required: Mapping[str, JsonSchema], **optional: JsonSchema) -> dict[str, JsonSchema]:
    """A JSON request body with these keys and no others."""
    return {"application/json": {**record(required, **optional), "additionalProperties": False}}


def ref(name: str) -> JsonSchema:
    """A named shape."""
    return {"$ref": f"#/components/schemas/{name}"}


def nullable(kind: str) -> JsonSchema:
    """A value of a type, or null."""
    return {"type": [kind, "null"]}


def or_null(schema: JsonSchema) -> JsonSchema:
    """The same, or null."""
    kinds = {"type": [schema["type"], "null"]}
    return {**schema, **kinds, **({"enum": [*schema["enum"], None]} if "enum" in schema else {})}


def list_of(items: JsonSchema) -> JsonSchema:
    """A list of such items."""
    return {"type": "array", "items": items}


def page_of(items: JsonSchema) -> JsonSchema:
    """One page of a list."""
    numbers = ("total", "page", "limit", "total_pages")
    flags = ("has_next", "has_prev")
    meta = {**dict.fromkeys(numbers, INTEGER), **dict.fromkeys(flags, BOOLEAN)}
    return record({"data": list_of(items), "meta": record(meta)})


COMPONENTS: dict[str, JsonSchema] = {
    "ErrorBody": record(
        {"code": STRING, "message": STRING, "type": STRING, "request_id": REQUEST_ID}
    ),
    "Error": record({"error": ref("ErrorBody")}),
}

DESCRIPTIONS = {
    200: "Here it is.",
    201: "It is made.",
    202: "It is accepted, and will be done soon.",
    204: "It is gone.",
    206: "Part of it.",
    302: "It is elsewhere.",
    304: "The caller has it already.",
    400: "The request or the file cannot be accepted.",
    401: "The API key is missing, revoked or expired.",
    402: "Not enough credits.",
    403: "The plan or the key does not include this.",
    404: "There is no such thing.",
    409: "It conflicts with another request or with the present state.",
    410: "The files were erased.",
    413: "The file is larger than the plan allows, or the fields are larger than 1 MB together.",
    415: "The body is not of the content type that the route takes.",
    416: "There is no such range.",
    429: "Too many requests; Retry-After says when to ask again.",
    500: "A fault of the service.",
    503: "Temporarily not available.",
}
ALWAYS = (401, 403, 429, 500, 503)


def answers(good: Mapping[int, JsonSchema | None], *errors: int) -> dict[Any, Any]:
    """The answers of a route: these, and the errors that every route may give.

    What an error looks like, each face says under the name `Error`.
    """
    found: dict[Any, Any] = {
        status: OpenApiResponse(schema, description=DESCRIPTIONS[status])
        for status, schema in good.items()
    }
    for status in sorted({*errors, *ALWAYS}):
        found[status] = OpenApiResponse(ref("Error"), description=DESCRIPTIONS[status])
    return found


def query(
    name: str, description: str, enum: list[str] | None = None, **more: object
) -> OpenApiParameter:
    """A text parameter in the query; `more` are keywords of its schema."""
    schema: JsonSchema = {**STRING, **more}
    return OpenApiParameter(
        name, schema, OpenApiParameter.QUERY, description=description, enum=enum
    )


def number(name: str, description: str, least: int, most: int) -> OpenApiParameter:
    """A whole number in the query."""
    schema = whole(least, most)
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=description)


def paging(default_limit: int) -> list[OpenApiParameter]:
    """The two parameters of every list."""
    told = f"Rows per page, 1 to {MAX_LIMIT}; {default_limit} unless told."
    return [
        number("page", "Page number, from 1.", 1, MAX_PAGE),
        number("limit", told, 1, MAX_LIMIT),
    ]


PAGING = paging(20)
RETRY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[\\x20-\\x7e]+$"},
    OpenApiParameter.HEADER,
    description="Retry safely: the same key and body give the same answer.",
)
