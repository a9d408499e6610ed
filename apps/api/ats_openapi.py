"""What the descriptions of the candidates face are made of: its errors, ids and short answers."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter

from apps.api.openapi import (
    BOOLEAN,
    INTEGER,
    STRING,
    JsonSchema,
    list_of,
    nullable,
    record,
)

UUID: JsonSchema = {"type": "string", "format": "uuid"}
DAY: JsonSchema = {"type": ["string", "null"], "format": "date"}
DONE = record({"success": {"const": True}, "message": STRING})
"""What a route says that leaves nothing to show."""

PROBLEM = record({"message": STRING}, field=STRING, filename=STRING, url=STRING, code=STRING)
ERROR = record(
    {"code": STRING, "message": STRING, "details": list_of(PROBLEM)},
    hard_limit=BOOLEAN,
    overages_available=BOOLEAN,
    credits_required=INTEGER,
    credits_remaining=INTEGER,
    resets_at=nullable("string"),
    upgrade_url=nullable("string"),
)
COMPONENTS: dict[str, JsonSchema] = {
    "Done": DONE,
    "Problem": PROBLEM,
    "Error": record({"error": ERROR}),
}


def data(schema: JsonSchema) -> JsonSchema:
    """An answer that holds one thing."""
    return record({"data": schema})


def route(tag: str, operation: str, summary: str, **more: Any) -> dict[str, Any]:
    """What is said of one operation."""
    return {"operation_id": operation, "summary": summary, "tags": [tag], **more}


def place(name: str, what: str) -> OpenApiParameter:
    """An id in the path."""
    return OpenApiParameter(name, STRING, OpenApiParameter.PATH, description=f"The UUID of {what}.")


CANDIDATE_ID = place("candidate_id", "a candidate")
JOB_ID = place("job_id", "a position")
TAG_ID = place("tag_id", "a tag")
