"""What the OpenAPI description says of the batch routes."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from apps.api.openapi import DESCRIPTIONS, RETRY_KEY, answers, list_of, query, ref
from apps.jobs.kinds import FORMATS, PARSE, RESUME, Kind
from apps.jobs.openapi import FILE, form

REQUIRED_KEY = OpenApiParameter(
    RETRY_KEY.name,
    RETRY_KEY.type,
    RETRY_KEY.location,
    required=True,
    description=RETRY_KEY.description,
)


def _submit(kind: Kind, operation: str, most: int) -> dict[str, Any]:
    files = {"files": {**list_of(FILE), "minItems": 1, "maxItems": most}}
    return {
        "methods": ["POST"],
        "operation_id": operation,
        "summary": f"Submit 2 to {most} files, or one ZIP that holds them",
        "tags": [kind.service],
        "parameters": [REQUIRED_KEY],
        "request": form(kind, files),
        "responses": answers({202: ref("Batch")}, 400, 402, 409, 413, 415),
    }


SUBMIT_RESUMES = _submit(RESUME, "parseResumeBatch", 100)
SUBMIT_DOCUMENTS = _submit(PARSE, "parsePdfBatch", 10)
GET_BATCH: dict[str, Any] = {
    "summary": "A batch, with the state of each of its files",
    "tags": ["batches"],
    "responses": answers({200: ref("Batch")}, 404),
}
DOWNLOAD_BATCH: dict[str, Any] = {
    "summary": "Everything a batch made, as one ZIP",
    "tags": ["batches"],
    "parameters": [query("format", "Only this format; all unless told.", list(FORMATS))],
    "responses": {
        (200, "application/zip"): OpenApiResponse(
            OpenApiTypes.BINARY, description=DESCRIPTIONS[200]
        ),
        **answers({}, 400, 404, 409, 410),
    },
}
