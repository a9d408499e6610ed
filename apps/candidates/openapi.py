"""What the OpenAPI description says of the candidate routes."""

from typing import Any

from apps.api.ats_openapi import CANDIDATE_ID, DAY, TAG_ID, UUID, data, route
from apps.api.openapi import (
    BOOLEAN,
    INTEGER,
    MOMENT,
    PAGING,
    RETRY_KEY,
    STRING,
    JsonSchema,
    answers,
    body,
    list_of,
    nullable,
    numeric,
    or_null,
    page_of,
    prose,
    query,
    record,
    ref,
    text,
)
from apps.candidates.models import ParsingStatus
from apps.candidates.readers import (
    MAX_FILTERS,
    MAX_LANGUAGES,
    MAX_SEARCH,
    MAX_SKILLS,
    MAX_SUMMARY,
    MAX_YEARS,
    MOST_FILES,
    MOST_URLS,
    ORDERS,
    SORTS,
)

STATUS: JsonSchema = {"type": "string", "enum": list(ParsingStatus.values)}
_TEXTS = ("full_name", "email", "phone", "location", "current_title")
_LINKS = ("linkedin_url", "github_url", "portfolio_url", "ai_summary")
WORK = record(
    {
        **dict.fromkeys(
            ("company", "title", "start_date", "end_date", "description"), nullable("string")
        ),
        "is_current": BOOLEAN,
    }
)
SCHOOL = record(
    dict.fromkeys(("institution", "degree", "field", "start_year", "end_year"), nullable("string"))
)
CERTIFICATION = record(dict.fromkeys(("name", "issuer", "date"), nullable("string")))
LISTED: dict[str, JsonSchema] = {
    "id": UUID,
    **dict.fromkeys(_TEXTS, nullable("string")),
    "years_of_experience": nullable("number"),
    "skills": list_of(STRING),
    "languages": list_of(STRING),
    "work_history": list_of(WORK),
    "education": list_of(SCHOOL),
    "certifications": list_of(CERTIFICATION),
    **dict.fromkeys(_LINKS, nullable("string")),
    "original_filename": STRING,
    "source": STRING,
    "parsing_status": STATUS,
    "parsing_confidence": nullable("number"),
    "created_at": MOMENT,
    "parsed_at": MOMENT,
}
TAG = record({"id": UUID, "name": STRING, "color": STRING})
LISTED_TAG = record(
    {"id": UUID, "name": STRING, "color": STRING, "candidate_count": INTEGER, "created_at": MOMENT}
)
SCORES = record(dict.fromkeys(("skills", "experience", "education"), nullable("number")))
LINK = record(
    {
        "job_id": UUID,
        "job_title": STRING,
        "match_score": nullable("number"),
        "status": STRING,
        "score_breakdown": {"anyOf": [SCORES, {"type": "null"}]},
    }
)
CORRECTION = record({"field": STRING, "extracted": {}, "value": {}, "author": STRING, "at": MOMENT})
FAULT = record({"code": STRING, "message": STRING})
FULL = record(
    {
        **LISTED,
        "parsing_errors": {"anyOf": [list_of(FAULT), {"type": "null"}]},
        "tags": list_of(ref("Tag")),
        "jobs": list_of(LINK),
        "updated_at": MOMENT,
        **dict.fromkeys(("source_url", "job_id", "language", "engine_version"), nullable("string")),
        "as_of": DAY,
        "extracted": nullable("object"),
        "corrections": list_of(CORRECTION),
    }
)
SUBMITTED = record({"id": UUID, "filename": STRING, "status": STATUS})
PARSED = record(
    {
        "success": BOOLEAN,
        "candidates": list_of(SUBMITTED),
        "credits_remaining": nullable("integer"),
    },
    errors=list_of(record({"code": STRING, "message": STRING}, filename=STRING)),
)
FETCHED = record(
    {
        "success": BOOLEAN,
        "processed": INTEGER,
        "failed": INTEGER,
        "candidates": list_of(SUBMITTED),
        "errors": list_of(record({"url": STRING, "code": STRING, "message": STRING})),
        "credits_remaining": nullable("integer"),
    }
)
FILE_LINK = record(
    {"url": STRING, "filename": STRING, "content_type": STRING, "expires_at": MOMENT}
)
CV_USAGE = record(
    {
        "plan": STRING,
        "plan_name": STRING,
        "credits_total": nullable("integer"),
        "credits_used": INTEGER,
        "credits_remaining": nullable("integer"),
        "api_calls_this_period": INTEGER,
        "resets_at": MOMENT,
        "overage_price_cents": nullable("integer"),
    }
)
DUPLICATE = record(
    {**LISTED, "reasons": list_of({"type": "string", "enum": ["email", "phone", "file"]})}
)
COMPONENTS: dict[str, JsonSchema] = {
    "Candidate": FULL,
    "ListedCandidate": record(LISTED),
    "CandidatePage": page_of(ref("ListedCandidate")),
    "Duplicate": DUPLICATE,
    "Parsed": PARSED,
    "Fetched": FETCHED,
    "FileLink": FILE_LINK,
    "CvUsage": CV_USAGE,
    "Tag": TAG,
    "ListedTag": LISTED_TAG,
    "TagPage": page_of(ref("ListedTag")),
}
_HOST = r"[\p{L}\p{N}][\p{L}\p{N}.-]*(:[0-9]{1,5})?"
WEB_ADDRESS: JsonSchema = {
    "type": "string",
    "format": "http-url",
    "pattern": f"^https?://{_HOST}([/?#][!-~]*)?$",
    "maxLength": 2048,
}
EMAIL: JsonSchema = {"type": "string", "format": "email", "maxLength": 254}
COLOR: JsonSchema = {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}
CHANGES: dict[str, JsonSchema] = {
    **dict.fromkeys(("full_name", "location", "current_title"), or_null(text(200))),
    "email": or_null(EMAIL),
    "phone": or_null(text(60)),
    "years_of_experience": or_null(numeric(0, MAX_YEARS)),
    "skills": {**list_of(text(100)), "maxItems": MAX_SKILLS},
    "languages": {**list_of(text(60)), "maxItems": MAX_LANGUAGES},
    **dict.fromkeys(("linkedin_url", "github_url", "portfolio_url"), or_null(WEB_ADDRESS)),
    "ai_summary": or_null(prose(MAX_SUMMARY)),
}
_FILE: JsonSchema = {"type": "string", "format": "binary"}
_AS_OF = query("as_of", "Years of experience as of this day.", format="date")

PARSE = route(
    "parsing",
    "parseCvs",
    "Upload CVs; each becomes a candidate",
    parameters=[RETRY_KEY],
    request={
        "multipart/form-data": {
            **record({"files": {**list_of(_FILE), "minItems": 1, "maxItems": MOST_FILES}}),
            "additionalProperties": False,
        }
    },
    responses=answers({201: ref("Parsed")}, 400, 402, 409, 413, 415),
)
PARSE_URL = route(
    "parsing",
    "parseCvUrls",
    "Fetch CVs from public addresses; each becomes a candidate",
    parameters=[RETRY_KEY],
    request=body(
        {
            "urls": {
                **list_of({"type": "string", "pattern": r"[^\s]"}),
                "minItems": 1,
                "maxItems": MOST_URLS,
            }
        }
    ),
    responses=answers({201: ref("Fetched"), 200: ref("Fetched")}, 400, 402, 409, 413, 415),
)
LIST_CANDIDATES = route(
    "candidates",
    "listCandidates",
    "List, filter and search candidates",
    parameters=[
        *PAGING,
        query("status", "Only candidates in this state.", list(ParsingStatus.values)),
        query(
            "skills",
            "Skills, separated by commas: a candidate has all of them.",
            pattern=f"^[^,]*(,[^,]*){{0,{MAX_FILTERS - 1}}}$",
        ),
        query("search", "Words: a candidate has all of them.", maxLength=MAX_SEARCH),
        query("tag", "The id or the name of a tag."),
        query("sort", f"{SORTS[0]} unless told.", list(SORTS)),
        query("order", f"{ORDERS[0]} unless told.", list(ORDERS)),
        _AS_OF,
    ],
    responses=answers({200: ref("CandidatePage")}, 400),
)
GET_CANDIDATE = route(
    "candidates",
    "getCandidate",
    "One candidate",
    parameters=[CANDIDATE_ID, _AS_OF],
    responses=answers({200: data(ref("Candidate"))}, 400, 404),
)
CORRECT = route(
    "candidates",
    "updateCandidate",
    "Correct what was read of a candidate",
    parameters=[CANDIDATE_ID],
    request=body({}, **CHANGES),
    responses=answers({200: data(ref("Candidate"))}, 400, 404, 409, 413, 415),
)
DELETE = route(
    "candidates",
    "deleteCandidate",
    "Delete a candidate and the file",
    parameters=[CANDIDATE_ID],
    responses=answers({200: ref("Done")}, 404, 409),
)
FILE = route(
    "candidates",
    "getCandidateFile",
    "A link to the original file, good for an hour",
    parameters=[
        CANDIDATE_ID,
        query("download", "true leads there at once.", ["false", "true"]),
    ],
    responses=answers({200: data(ref("FileLink")), 302: None}, 400, 404),
)
DUPLICATES = route(
    "candidates",
    "listDuplicates",
    "Candidates that may be the same person",
    parameters=[CANDIDATE_ID],
    responses=answers({200: data(list_of(ref("Duplicate")))}, 404),
)
MERGE = route(
    "candidates",
    "mergeCandidates",
    "Merge another candidate into this one",
    parameters=[CANDIDATE_ID, RETRY_KEY],
    request=body({"with": UUID}),
    responses=answers({200: data(ref("Candidate"))}, 400, 404, 409, 413, 415),
)
USAGE = route(
    "usage",
    "getCvUsage",
    "Your plan, and what is left of it",
    responses=answers({200: ref("CvUsage")}),
)
LIST_TAGS = route(
    "tags",
    "listTags",
    "The tags of the organisation",
    parameters=PAGING,
    responses=answers({200: ref("TagPage")}, 400),
)
CREATE_TAG = route(
    "tags",
    "createTag",
    "Make a tag",
    parameters=[RETRY_KEY],
    request=body({"name": text(60)}, color=COLOR),
    responses=answers({201: data(ref("Tag"))}, 400, 409, 413, 415),
)
GET_TAG = route(
    "tags",
    "getTag",
    "One tag",
    parameters=[TAG_ID],
    responses=answers({200: data(ref("ListedTag"))}, 404),
)
CHANGE_TAG = route(
    "tags",
    "updateTag",
    "Give a tag another name or color",
    parameters=[TAG_ID],
    request=body({}, name=text(60), color=COLOR),
    responses=answers({200: data(ref("ListedTag"))}, 400, 404, 409, 413, 415),
)
DELETE_TAG = route(
    "tags",
    "deleteTag",
    "Delete a tag; it leaves every candidate",
    parameters=[TAG_ID],
    responses=answers({200: ref("Done")}, 404),
)
LIST_TAGS_OF = route(
    "tags",
    "listCandidateTags",
    "The tags of a candidate",
    parameters=[CANDIDATE_ID],
    responses=answers({200: data(list_of(ref("Tag")))}, 404),
)
_BY_ID_OR_NAME: dict[str, Any] = {"oneOf": [{"required": ["tag_id"]}, {"required": ["name"]}]}
PUT_ON = route(
    "tags",
    "tagCandidate",
    "Put a tag on a candidate, by its id or by a name that may be new",
    parameters=[CANDIDATE_ID, RETRY_KEY],
    request={
        "application/json": {
            **body({}, tag_id=UUID, name=text(60), color=COLOR)["application/json"],
            **_BY_ID_OR_NAME,
        }
    },
    responses=answers({201: data(list_of(ref("Tag")))}, 400, 404, 409, 413, 415),
)
TAKE_OFF = route(
    "tags",
    "untagCandidate",
    "Take a tag off a candidate",
    parameters=[CANDIDATE_ID, TAG_ID],
    responses=answers({200: ref("Done")}, 404),
)
