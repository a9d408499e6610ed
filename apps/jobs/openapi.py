"""What the OpenAPI description says of the job routes: shapes, parameters and errors."""

from typing import Any, get_args

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from apps.jobs.forms import MAX_PAGE_RANGE, MAX_TEXT, OPTION_TYPES
from apps.jobs.kinds import FORMATS, KINDS, PARSE, RESUME, Kind
from apps.jobs.states import State

JsonSchema = dict[str, Any]

STRING: JsonSchema = {"type": "string"}
MOMENT: JsonSchema = {"type": ["string", "null"], "format": "date-time"}
REQUEST_ID: JsonSchema = {"type": "string", "pattern": "^req_[0-9A-HJKMNP-TV-Z]{26}$"}
JOB_ID: JsonSchema = {"type": "string", "pattern": "^job_[0-9A-HJKMNP-TV-Z]{26}$"}


def _object(required: dict[str, JsonSchema], **optional: JsonSchema) -> JsonSchema:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
    }


def _ref(name: str) -> JsonSchema:
    return {"$ref": f"#/components/schemas/{name}"}


def _nullable(kind: str) -> JsonSchema:
    return {"type": [kind, "null"]}


def _list(items: JsonSchema) -> JsonSchema:
    return {"type": "array", "items": items}


ERROR_BODY = _object({"code": STRING, "message": STRING, "type": STRING, "request_id": REQUEST_ID})
ERROR = _object({"error": _ref("ErrorBody")})
STATE: JsonSchema = {"type": "string", "enum": [str(state) for state in State]}
QUEUED = _object(
    {
        "job_id": JOB_ID,
        "status": STATE,
        "cost": {"type": "integer"},
        "service": STRING,
        "request_id": REQUEST_ID,
        "links": _object({"status": STRING}),
    }
)
DATES: dict[str, JsonSchema] = dict.fromkeys(
    ("start_date", "end_date", "start_date_iso", "end_date_iso", "location", "description"),
    _nullable("string"),
)
CONFIDENCE = ("name", "contact", "sections", "overall")
RESUME_RESULT = _object(
    {
        "candidate": _object(
            {name: _nullable("string") for name in ("name", "headline", "location")}
        ),
        "contact": _object(
            {
                "emails": _list(STRING),
                "phones": _list(STRING),
                "links": _list(_object({"type": STRING, "url": STRING})),
            }
        ),
        "skills": _list(STRING),
        "experience": _list(
            _object(
                {
                    **dict.fromkeys(("title", "company", "date_range"), _nullable("string")),
                    **DATES,
                    "current": {"type": "boolean"},
                    "bullets": _list(STRING),
                }
            )
        ),
        "education": _list(
            _object(
                {
                    **dict.fromkeys(
                        ("institution", "degree", "field", "graduation_date"), _nullable("string")
                    ),
                    **DATES,
                }
            )
        ),
        "sections": {"type": "object", "additionalProperties": _nullable("string")},
        "ats": _object(
            {
                "keyword_text": STRING,
                "section_coverage": _list(STRING),
                "date_ranges": _list(STRING),
                "confidence": _object({key: {"type": "number"} for key in CONFIDENCE}),
                "warnings": _list(STRING),
            }
        ),
    }
)
EVIDENCE: JsonSchema = {
    "type": "object",
    "description": "JSON Pointer of a field in `resume` to the places it was read from.",
    "additionalProperties": _list(
        _object(
            {
                "page": {"type": "integer"},
                "boundingBox": {
                    "type": "array",
                    "items": {"type": "number"},
                    "minItems": 4,
                    "maxItems": 4,
                },
                "text": STRING,
            }
        )
    ),
}
RESULT = _object(
    {
        "resume": _ref("Resume"),
        "raw": _object({"document": {"type": "object"}}),
        "artifacts": {"type": "object", "additionalProperties": STRING},
        "metadata": {"type": "object"},
        "evidence": EVIDENCE,
    }
)
DOCUMENT_RESULT = _object(
    {
        "artifacts": {"type": "object", "additionalProperties": STRING},
        "metadata": {"type": "object"},
    },
    document={"type": "object"},
)
JOB = _object(
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
        "links": _object({"status": STRING}, download=STRING),
    },
    error=_ref("ErrorBody"),
    result={"anyOf": [_ref("ResumeResult"), _ref("DocumentResult")]},
)
PAGE = _object(
    {
        "data": _list(_ref("Job")),
        "meta": _object(
            {
                "total": {"type": "integer"},
                "page": {"type": "integer"},
                "limit": {"type": "integer"},
                "total_pages": {"type": "integer"},
                "has_next": {"type": "boolean"},
                "has_prev": {"type": "boolean"},
            }
        ),
    }
)


def _answers(good: dict[int, JsonSchema | None], *errors: int) -> dict[int, Any]:
    answers: dict[int, Any] = {
        status: OpenApiResponse(schema, description=DESCRIPTIONS[status])
        for status, schema in good.items()
    }
    for status in (*errors, 401, 500, 503):
        answers[status] = OpenApiResponse(_ref("Error"), description=DESCRIPTIONS[status])
    return answers


COMPONENTS: dict[str, JsonSchema] = {
    "ErrorBody": ERROR_BODY,
    "Error": ERROR,
    "Queued": QUEUED,
    "Job": JOB,
    "JobPage": PAGE,
    "Resume": RESUME_RESULT,
    "ResumeResult": RESULT,
    "DocumentResult": DOCUMENT_RESULT,
}


def add_components(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """A hook of the generator: put the named shapes where the references look for them."""
    result["components"].setdefault("schemas", {}).update(COMPONENTS)
    return result


DESCRIPTIONS = {
    200: "Here it is.",
    202: "The job is queued.",
    204: "It is gone.",
    206: "Part of the artifact.",
    304: "The caller has it already.",
    400: "The request or the file cannot be accepted.",
    401: "The API key is missing, revoked or expired.",
    402: "Not enough credits.",
    403: "The plan does not include this.",
    404: "There is no such job or artifact.",
    409: "It conflicts with another request or with the state of the job.",
    410: "The files were erased.",
    413: "The file is larger than the plan allows.",
    415: "The body is not multipart/form-data.",
    416: "The artifact has no such range.",
    500: "A fault of the service.",
    503: "Temporarily not available.",
}


def _query(name: str, description: str, enum: list[str] | None = None) -> OpenApiParameter:
    return OpenApiParameter(
        name, OpenApiTypes.STR, OpenApiParameter.QUERY, description=description, enum=enum
    )


def _number(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.INT, OpenApiParameter.QUERY, description=description)


RETRY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[\\x20-\\x7e]+$"},
    OpenApiParameter.HEADER,
    description="Retry safely: the same key and form give the same job.",
)


def _option(name: str) -> JsonSchema:
    """The form field of an engine option, by its type."""
    if name == "page_range":
        return {"type": "string", "maxLength": MAX_PAGE_RANGE, "examples": ["1-2", "1,3,5-7"]}
    if OPTION_TYPES[name] is bool:
        return {"type": "boolean"}
    if OPTION_TYPES[name] is str:
        return {"type": "string", "maxLength": MAX_TEXT}
    return {"type": "string", "enum": list(get_args(OPTION_TYPES[name]))}


def _form(kind: Kind) -> JsonSchema:
    """The multipart form of a submit route."""
    formats = list(dict.fromkeys((*kind.always, *kind.optional)))
    fields = _object(
        {"file": {"type": "string", "format": "binary"}},
        file_name=STRING,
        formats=_list({"type": "string", "enum": formats}),
        **{name: _option(name) for name in kind.settable},
    )
    return {"multipart/form-data": {**fields, "additionalProperties": False}}


def _submit(kind: Kind, operation: str, summary: str) -> dict[str, Any]:
    return {
        "methods": ["POST"],
        "operation_id": operation,
        "summary": summary,
        "tags": [kind.service],
        "parameters": [RETRY_KEY],
        "request": _form(kind),
        "responses": _answers({202: _ref("Queued")}, 400, 402, 403, 409, 413, 415),
    }


SUBMIT_RESUME = _submit(RESUME, "parseResume", "Submit a resume PDF for parsing")
SUBMIT_PARSE = _submit(PARSE, "parsePdf", "Submit any PDF for parsing, with your own settings")
LIST_JOBS: dict[str, Any] = {
    "operation_id": "listJobs",
    "summary": "List your jobs, newest first",
    "tags": ["jobs"],
    "parameters": [
        _query("status", "Only jobs in this state.", [str(state) for state in State]),
        _query("service", "Only jobs of this service.", list(KINDS)),
        _number("page", "Page number, from 1."),
        _number("limit", "Jobs per page, 1 to 100; 20 unless told."),
    ],
    "responses": _answers({200: _ref("JobPage")}, 400),
}
GET_JOB: dict[str, Any] = {
    "operation_id": "getJob",
    "summary": "Status of a job, with its result once done",
    "tags": ["jobs"],
    "parameters": [_number("wait", "Hold the answer until the job ends, 0 to 60 seconds.")],
    "responses": _answers({200: _ref("Job")}, 400, 404),
}
DELETE_JOB: dict[str, Any] = {
    "operation_id": "deleteJob",
    "summary": "Cancel a job if it waits, and erase its files",
    "tags": ["jobs"],
    "responses": _answers({204: None}, 404, 409),
}
DOWNLOAD: dict[str, Any] = {
    "operation_id": "downloadArtifact",
    "summary": "Download an artifact",
    "tags": ["jobs"],
    "parameters": [_query("format", "json unless told.", list(FORMATS))],
    "responses": {
        (200, "*/*"): OpenApiResponse(OpenApiTypes.BINARY, description=DESCRIPTIONS[200]),
        **_answers({206: None, 304: None, 416: None}, 400, 404, 409, 410),
    },
}
