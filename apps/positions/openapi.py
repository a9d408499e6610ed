"""What the OpenAPI description says of the position routes."""

from apps.api.ats_openapi import CANDIDATE_ID, JOB_ID, UUID, data, route
from apps.api.openapi import (
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
    number,
    numeric,
    or_null,
    page_of,
    paging,
    query,
    record,
    ref,
    text,
)
from apps.candidates.openapi import LISTED, SCORES
from apps.candidates.readers import MAX_YEARS
from apps.engine.matching import Level
from apps.positions.models import PositionStatus, Stage
from apps.positions.readers import (
    MAX_DESCRIPTION,
    MAX_LOCATIONS,
    MAX_SALARY,
    MAX_SEARCH,
    MAX_SKILLS,
    ORDERS,
    PARTS,
    SORTS,
)

STATUS: JsonSchema = {"type": "string", "enum": list(PositionStatus.values)}
STAGE: JsonSchema = {"type": "string", "enum": list(Stage.values)}
LEVEL: JsonSchema = {"type": "string", "enum": [one.value for one in Level]}
NUMBER: JsonSchema = {"type": "number"}
WISH = record({"skill": STRING, "weight": NUMBER})
WEIGHTS = record(dict.fromkeys(PARTS, NUMBER))
JOB: dict[str, JsonSchema] = {
    "id": UUID,
    "title": STRING,
    "description": nullable("string"),
    "required_skills": list_of(WISH),
    "nice_to_have_skills": list_of(WISH),
    "min_experience_years": nullable("number"),
    "max_experience_years": nullable("number"),
    "education_level": LEVEL,
    "preferred_locations": list_of(STRING),
    "salary_min": nullable("number"),
    "salary_max": nullable("number"),
    "status": STATUS,
    "candidate_count": INTEGER,
    "created_at": MOMENT,
    "updated_at": MOMENT,
    "weights": WEIGHTS,
}
SCORE: dict[str, JsonSchema] = {
    "match_score": nullable("integer"),
    "score_breakdown": {"anyOf": [SCORES, {"type": "null"}]},
}
MOVED: dict[str, JsonSchema] = dict.fromkeys(("linked_at", "moved_at"), MOMENT) | {
    "moved_by": STRING
}
REASON = record(
    {
        "part": STRING,
        "kind": nullable("string"),
        "requirement": nullable("string"),
        "status": STRING,
        "rule": STRING,
        "points": nullable("number"),
        "of": nullable("number"),
        "text": STRING,
        "evidence": list_of(record({"text": STRING, "in": STRING, "pointer": nullable("string")})),
    }
)
REASONS: dict[str, JsonSchema] = {"reasons": list_of(ref("Reason"))}
MAYBE_STAGE = or_null(STAGE)
RANKED = record({**LISTED, **SCORE, "pipeline_status": MAYBE_STAGE})
RANKING = page_of(ref("RankedCandidate"))
RANKING["properties"]["meta"]["properties"]["pending"] = INTEGER
COMPONENTS: dict[str, JsonSchema] = {
    "Job": record(JOB),
    "JobPage": page_of(ref("Job")),
    "JobWithCandidates": record({**JOB, "candidates": list_of(ref("LinkedCandidate"))}),
    "LinkedCandidate": record({**LISTED, **SCORE, "pipeline_status": STAGE, **REASONS, **MOVED}),
    "Application": record(
        {"job_id": UUID, "candidate_id": UUID, "status": STAGE, **SCORE, **MOVED}
    ),
    "RankedCandidate": RANKED,
    "Ranking": RANKING,
    "Reason": REASON,
    "Match": record(
        {
            "job_id": UUID,
            "candidate_id": UUID,
            **SCORE,
            "weights": WEIGHTS,
            "pipeline_status": MAYBE_STAGE,
            **REASONS,
        }
    ),
}


def _only(properties: dict[str, JsonSchema], *required: str) -> JsonSchema:
    """An object with these keys and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


_SHARE = numeric(0, 1)
_SKILLS: JsonSchema = {
    "type": ["array", "null"],
    "items": _only({"skill": text(100), "weight": or_null(_SHARE)}, "skill"),
    "maxItems": MAX_SKILLS,
}
_PROSE = r"^[\p{L}\p{M}\p{N}\p{P}\p{S} \n\r\t]*$"  # or nothing
_PLACES: JsonSchema = {**list_of(text(200)), "maxItems": MAX_LOCATIONS}
_ALL_NOTHING: JsonSchema = {
    "type": "object",
    "required": list(PARTS),
    "properties": {part: {"const": 0} for part in PARTS},
}
FIELDS: dict[str, JsonSchema] = {
    "title": text(200),
    "description": or_null({"type": "string", "maxLength": MAX_DESCRIPTION, "pattern": _PROSE}),
    **dict.fromkeys(("required_skills", "nice_to_have_skills"), _SKILLS),
    **dict.fromkeys(
        ("min_experience_years", "max_experience_years"), or_null(numeric(0, MAX_YEARS))
    ),
    "education_level": or_null(LEVEL),
    "preferred_locations": or_null(_PLACES),
    **dict.fromkeys(("salary_min", "salary_max"), or_null(numeric(0, MAX_SALARY))),
    "status": STATUS,
    "weights": {**or_null(_only(dict.fromkeys(PARTS, _SHARE))), "not": _ALL_NOTHING},
}
_OPTIONAL = {name: schema for name, schema in FIELDS.items() if name != "title"}
_PAIR = [JOB_ID, CANDIDATE_ID]

LIST_JOBS = route(
    "jobs",
    "listJobs",
    "List positions",
    parameters=[
        *paging(50),
        query("status", "Only positions in this state.", list(PositionStatus.values)),
        query("search", "A part of the title, whatever its case.", maxLength=MAX_SEARCH),
        query("sort", "created_at unless told.", list(SORTS)),
        query("order", f"{ORDERS[0]} unless told.", list(ORDERS)),
    ],
    responses=answers({200: ref("JobPage")}, 400),
)
CREATE_JOB = route(
    "jobs",
    "createJob",
    "Create a position",
    parameters=[RETRY_KEY],
    request=body({"title": FIELDS["title"]}, **_OPTIONAL),
    responses=answers({201: data(ref("Job"))}, 400, 409, 413, 415),
)
GET_JOB = route(
    "jobs",
    "getJob",
    "One position with its pipeline and the scores in it",
    parameters=[JOB_ID],
    responses=answers({200: data(ref("JobWithCandidates"))}, 404),
)
CHANGE_JOB = route(
    "jobs",
    "updateJob",
    "Change a position",
    parameters=[JOB_ID],
    request=body({}, **FIELDS),
    responses=answers({200: data(ref("Job"))}, 400, 404, 413, 415),
)
DELETE_JOB = route(
    "jobs",
    "deleteJob",
    "Delete a position and its pipeline",
    parameters=[JOB_ID],
    responses=answers({200: ref("Done")}, 404),
)
LINK = route(
    "jobs",
    "addJobCandidate",
    "Put a candidate into the pipeline",
    parameters=[*_PAIR, RETRY_KEY],
    request=body({}, status=STAGE),
    responses=answers({201: data(ref("Application"))}, 400, 404, 409, 413, 415),
)
MOVE = route(
    "jobs",
    "moveJobCandidate",
    "Move a candidate within the pipeline",
    parameters=_PAIR,
    request=body({"status": STAGE}),
    responses=answers({200: data(ref("Application"))}, 400, 404, 413, 415),
)
UNLINK = route(
    "jobs",
    "removeJobCandidate",
    "Take a candidate out of the pipeline",
    parameters=_PAIR,
    responses=answers({200: ref("Done")}, 404),
)
LIST_MATCHES = route(
    "jobs",
    "listMatches",
    "All candidates by their score for a position",
    parameters=[JOB_ID, *PAGING, number("min_score", "Only scores from this one.", 0, 100)],
    responses=answers({200: ref("Ranking")}, 400, 404),
)
GET_MATCH = route(
    "jobs",
    "getMatch",
    "The score of one candidate with all reasons",
    parameters=_PAIR,
    responses=answers({200: data(ref("Match"))}, 404, 409),
)
