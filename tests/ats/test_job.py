"""`GET /ats/v1/jobs/{id}`: a position with its pipeline and scores."""

import pytest

from tests.ats.caller import Caller
from tests.ats.positions import FIELDS, PARTS, asking, linked, made
from tests.servers.tenant import code_of


def test_shows_its_candidates_the_best_first(owner: Caller) -> None:
    job = made(owner, required_skills=asking("Python", "Welding"))
    good, poor = owner.parsed(), owner.parsed("Nothing more.")
    owner.http.patch(f"/candidates/{good['id']}", json={"skills": ["Python", "TIG welding"]})
    owner.http.patch(f"/candidates/{poor['id']}", json={"skills": ["Cooking"]})
    linked(owner, job, poor)
    linked(owner, job, good, status="interview")
    body = owner.get(f"/jobs/{job['id']}")["data"]
    assert list(body) == [*FIELDS, "candidates"]
    assert body["candidate_count"] == 2
    first, second = body["candidates"]
    assert (first["id"], second["id"]) == (good["id"], poor["id"])
    assert first["full_name"] == "Ada Example"
    assert (first["match_score"], first["pipeline_status"]) == (95, "interview")
    assert list(first["score_breakdown"]) == PARTS
    assert second["match_score"] == 0
    rules = {one["requirement"]: one["rule"] for one in first["reasons"]}
    assert (rules["Python"], rules["Welding"]) == ("exact", "kind_of")
    assert first["linked_at"] is not None


def test_the_candidate_shows_the_position(owner: Caller) -> None:
    job = made(owner, "Lead Engineer", required_skills=asking("Python"))
    candidate = owner.parsed()
    linked(owner, job, candidate)
    [shown] = owner.candidate(candidate["id"])["jobs"]
    assert list(shown) == ["job_id", "job_title", "match_score", "status", "score_breakdown"]
    assert (shown["job_id"], shown["job_title"]) == (job["id"], "Lead Engineer")
    assert (shown["match_score"], shown["status"]) == (100, "screening")


def test_a_closed_position_still_scores_its_pipeline(owner: Caller) -> None:
    job = made(owner, required_skills=asking("Python"), status="closed")
    linked(owner, job, owner.parsed())
    [shown] = owner.get(f"/jobs/{job['id']}")["data"]["candidates"]
    assert shown["match_score"] == 100


def test_a_position_that_asks_for_nothing_has_no_score(owner: Caller) -> None:
    job = made(owner, "Anything")
    linked(owner, job, owner.parsed())
    [shown] = owner.get(f"/jobs/{job['id']}")["data"]["candidates"]
    assert shown["match_score"] is None
    assert shown["score_breakdown"] == dict.fromkeys(PARTS, 100)


@pytest.mark.parametrize("key", ["1", "8b212bcd-a0d0-4a08-bc29-ba932b713ec1", "x" * 300])
def test_what_is_not_there(owner: Caller, key: str) -> None:
    for answer in (
        owner.http.get(f"/jobs/{key}"),
        owner.http.patch(f"/jobs/{key}", json={}),
        owner.http.delete(f"/jobs/{key}"),
        owner.http.get(f"/jobs/{key}/matches"),
    ):
        assert (answer.status_code, code_of(answer)) == (404, "not_found")


def test_nobody_elses(owner: Caller, colleague: Caller, stranger: Caller) -> None:
    job = made(owner)
    assert colleague.get(f"/jobs/{job['id']}")["data"]["id"] == job["id"]
    assert code_of(stranger.http.get(f"/jobs/{job['id']}")) == "not_found"
