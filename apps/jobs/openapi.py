"""What the OpenAPI description says of the job routes: shapes, parameters and errors."""

from typing import Any, get_args

from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse

from apps.api.openapi import (
    BOOLEAN,
    DESCRIPTIONS,
    INTEGER,
    MOMENT,
    PAGING,
    REQUEST_ID,
    RETRY_KEY,
    STRING,
    JsonSchema,
    answers,
    id_of,
    list_of,
    nullable,
    number,
    page_of,
    query,
    record,
    ref,
    whole,
)
from apps.engine.options import MARKDOWN_FAMILY, SHOWS_SOURCE
from apps.engine.recognition import LANGUAGES, installed_languages
from apps.jobs.batch_states import BatchState
from apps.jobs.forms import LEAST_RETENTION, MAX_PAGE_RANGE, MAX_TEXT, OPTION_TYPES, PAGE_RANGE
from apps.jobs.kinds import ACCEPTED, FORMATS, KINDS, MEDIA_TYPES, PARSE, RESUME, Kind
from apps.jobs.states import State
from apps.webhooks.events import SUBSCRIBABLE
from apps.webhooks.openapi import SECRET, URL

JOB_ID = id_of("job")
STATE: JsonSchema = {"type": "string", "enum": [str(state) for state in State]}
QUEUED = record(
    {
        "job_id": JOB_ID,
        "status": STATE,
        "cost": {"type": "integer"},
        "service": STRING,
        "request_id": REQUEST_ID,
        "links": record({"status": STRING}),
    }
)
DATES: dict[str, JsonSchema] = dict.fromkeys(
    ("start_date", "end_date", "start_date_iso", "end_date_iso", "location", "description"),
    nullable("string"),
)
CONFIDENCE = ("name", "contact", "sections", "overall")
RESUME_RESULT = record(
    {
        "candidate": record(
            {name: nullable("string") for name in ("name", "headline", "location")}
        ),
        "contact": record(
            {
                "emails": list_of(STRING),
                "phones": list_of(STRING),
                "links": list_of(record({"type": STRING, "url": STRING})),
            }
        ),
        "skills": list_of(STRING),
        "experience": list_of(
            record(
                {
                    **dict.fromkeys(("title", "company", "date_range"), nullable("string")),
                    **DATES,
                    "current": {"type": "boolean"},
                    "bullets": list_of(STRING),
                }
            )
        ),
        "education": list_of(
            record(
                {
                    **dict.fromkeys(
                        ("institution", "degree", "field", "graduation_date"), nullable("string")
                    ),
                    **DATES,
                }
            )
        ),
        "sections": {"type": "object", "additionalProperties": nullable("string")},
        "ats": record(
            {
                "keyword_text": STRING,
                "section_coverage": list_of(STRING),
                "date_ranges": list_of(STRING),
                "confidence": record({key: {"type": "number"} for key in CONFIDENCE}),
                "warnings": list_of(STRING),
            }
        ),
    }
)
BOX: JsonSchema = {
    "type": ["array", "null"],
    "description": "Left, bottom, right, top in points; null in a document without pages.",
    "items": {"type": "number"},
    "minItems": 4,
    "maxItems": 4,
}
EVIDENCE: JsonSchema = {
    "type": "object",
    "description": "JSON Pointer of a field in `resume` to the places it was read from.",
    "additionalProperties": list_of(
        record(
            {
                "page": {"type": "integer"},
                "boundingBox": ref("BoundingBox"),
                "text": STRING,
            }
        )
    ),
}
RESULT = record(
    {
        "resume": ref("Resume"),
        "raw": record({"document": {"type": "object"}}),
        "artifacts": {"type": "object", "additionalProperties": STRING},
        "metadata": {"type": "object"},
        "evidence": EVIDENCE,
    }
)
DOCUMENT_RESULT = record(
    {
        "artifacts": {"type": "object", "additionalProperties": STRING},
        "metadata": {"type": "object"},
    },
    document={"type": "object"},
)
JOB = record(
    {
        "job_id": JOB_ID,
        "status": STATE,
        "service": STRING,
        "request_id": REQUEST_ID,
        "cost": {"type": "integer"},
        "created_at": MOMENT,
        "started_at": MOMENT,
        "finished_at": MOMENT,
        "expires_at": MOMENT,
        "links": record({"status": STRING}, download=STRING),
    },
    error=ref("ErrorBody"),
    result={"anyOf": [ref("ResumeResult"), ref("DocumentResult")]},
)
FILE_STATE = record(
    {
        "index": INTEGER,
        "file_name": nullable("string"),
        "job_id": nullable("string"),
        "status": STATE,
        "cost": INTEGER,
        "links": record({}, status=STRING, download=STRING),
    },
    error=ref("ErrorBody"),
)
COUNTS = ("total", *(str(state) for state in State))
BATCH = record(
    {
        "batch_id": id_of("batch"),
        "status": {"type": "string", "enum": list(BatchState)},
        "service": STRING,
        "request_id": REQUEST_ID,
        "created_at": MOMENT,
        "finished_at": MOMENT,
        "counts": record(dict.fromkeys(COUNTS, INTEGER)),
        "files": list_of(FILE_STATE),
        "links": record({"status": STRING}, download=STRING),
    }
)
COMPONENTS: dict[str, JsonSchema] = {
    "BoundingBox": BOX,
    "Queued": QUEUED,
    "Batch": BATCH,
    "Job": JOB,
    "JobPage": page_of(ref("Job")),
    "Resume": RESUME_RESULT,
    "ResumeResult": RESULT,
    "DocumentResult": DOCUMENT_RESULT,
}


LONGEST_RETENTION = int(max(plan.retention for plan in settings.PLANS.values()).total_seconds())
"""Of any plan; a caller's own may be shorter."""


def _option(name: str) -> JsonSchema:
    """The form field of an engine option, by its type."""
    if name == "page_range":
        return {
            "type": "string",
            "maxLength": MAX_PAGE_RANGE,
            "pattern": f"^({PAGE_RANGE.pattern})?$",
            "examples": ["1-2", "1,3,5-7"],
        }
    if name == "ocr_languages":
        return {"type": "string", "pattern": _languages(), "examples": ["eng", "eng+deu"]}
    if OPTION_TYPES[name] is bool:
        return {"type": "boolean"}
    if OPTION_TYPES[name] is str:
        return {"type": "string", "maxLength": MAX_TEXT}
    return {"type": "string", "enum": list(get_args(OPTION_TYPES[name]))}


def _languages() -> str:
    """The names that will do: those installed, where that is known."""
    one = "|".join(installed_languages())
    return rf"^({one})(\+({one})){{0,7}}$" if one else f"^({LANGUAGES.pattern})$"


def _consistent(kind: Kind) -> JsonSchema:
    """What options and formats may not say together, as `refuse_contradictions` has it."""
    if "sanitize" not in kind.settable:
        return {}
    shown = {"not": {"enum": list(SHOWS_SOURCE)}}
    return {
        "allOf": [
            _where("output_mode", "document", formats={"items": {"const": "json"}}),
            _where("sanitize", True, formats={"items": shown}, image_output={"const": "off"}),
        ]
    }


_ONE_MARKDOWN: JsonSchema = {
    "contains": {"enum": list(MARKDOWN_FAMILY)},
    "minContains": 0,
    "maxContains": 1,
}


def _where(name: str, value: object, **others: JsonSchema) -> JsonSchema:
    """Where a field has this value, others are bound."""
    condition = {"properties": {name: {"const": value}}, "required": [name]}
    return {"if": condition, "then": {"properties": others}}


def form(kind: Kind, files: dict[str, JsonSchema], **more: JsonSchema) -> JsonSchema:
    """The multipart form of a submit route."""
    formats = list(dict.fromkeys((*kind.always, *kind.optional)))
    fields = record(
        files,
        **more,
        formats={**list_of({"type": "string", "enum": formats}), **_ONE_MARKDOWN},
        accept_formats={"type": "string", "enum": list(ACCEPTED)},
        retention_seconds=whole(LEAST_RETENTION, LONGEST_RETENTION),
        delete_after_download=BOOLEAN,
        webhook_url=URL,
        webhook_secret=SECRET,
        webhook_events=list_of({"type": "string", "enum": list(SUBSCRIBABLE)}),
        **{name: _option(name) for name in kind.settable},
    )
    wishes = {name: ["webhook_url"] for name in ("webhook_secret", "webhook_events")}
    closed = {"additionalProperties": False, "dependentRequired": wishes, **_consistent(kind)}
    return {"multipart/form-data": {**fields, **closed}}


FILE: JsonSchema = {"type": "string", "format": "binary"}


def _submit(kind: Kind, operation: str, summary: str) -> dict[str, Any]:
    return {
        "methods": ["POST"],
        "operation_id": operation,
        "summary": summary,
        "tags": [kind.service],
        "parameters": [RETRY_KEY],
        "request": form(kind, {"file": FILE}, file_name=STRING),
        "responses": answers({202: ref("Queued")}, 400, 402, 403, 409, 413, 415),
    }


SUBMIT_RESUME = _submit(RESUME, "parseResume", "Submit a resume PDF for parsing")
SUBMIT_PARSE = _submit(PARSE, "parsePdf", "Submit any PDF for parsing, with your own settings")
LIST_JOBS: dict[str, Any] = {
    "operation_id": "listJobs",
    "summary": "List your jobs, newest first",
    "tags": ["jobs"],
    "parameters": [
        query("status", "Only jobs in this state.", [str(state) for state in State]),
        query("service", "Only jobs of this service.", list(KINDS)),
        *PAGING,
    ],
    "responses": answers({200: ref("JobPage")}, 400),
}
GET_JOB: dict[str, Any] = {
    "operation_id": "getJob",
    "summary": "Status of a job, with its result once done",
    "tags": ["jobs"],
    "parameters": [number("wait", "Hold the answer until the job ends, 0 to 60 seconds.", 0, 60)],
    "responses": answers({200: ref("Job")}, 400, 404),
}
DELETE_JOB: dict[str, Any] = {
    "operation_id": "deleteJob",
    "summary": "Cancel a job if it waits, and erase its files",
    "tags": ["jobs"],
    "responses": answers({204: None}, 404, 409),
}
DOWNLOAD: dict[str, Any] = {
    "operation_id": "downloadArtifact",
    "summary": "Download an artifact",
    "tags": ["jobs"],
    "parameters": [query("format", "json unless told.", list(FORMATS))],
    "responses": {
        (200, "application/json"): OpenApiResponse(
            {"type": "object"}, description=DESCRIPTIONS[200]
        ),
        **{
            (200, kind.partition(";")[0]): OpenApiResponse(
                OpenApiTypes.BINARY, description=DESCRIPTIONS[200]
            )
            for kind in sorted({*MEDIA_TYPES.values()} - {"application/json"})
        },
        **answers({206: None, 304: None, 416: None}, 400, 404, 409, 410),
    },
}
