"""`/ats/v1/jobs/{id}/candidates/{candidate_id}`: into the pipeline, through it, out of it."""

from typing import Any

import pytest

from tests.ats.caller import Caller, details_of
from tests.ats.positions import asking, made
from tests.servers.tenant import code_of

NOWHERE = "8b212bcd-a0d0-4a08-bc29-ba932b713ec1"


@pytest.fixture
def place(owner: Caller) -> str:
    """The address of a candidate in a pipeline; it is not there yet."""
    job = made(owner, required_skills=asking("Python"))
    return f"/jobs/{job['id']}/candidates/{owner.parsed()['id']}"


def test_goes_through_the_pipeline(owner: Caller, place: str) -> None:
    response = owner.http.post(place, json={"status": "interview"})
    assert response.status_code == 201
    row = response.json()["data"]
    assert place == f"/jobs/{row['job_id']}/candidates/{row['candidate_id']}"
    assert (row["status"], row["match_score"]) == ("interview", 100)
    assert row["linked_at"] == row["moved_at"]
    for status in ("offer", "hired", "rejected", "screening"):
        moved = owner.http.patch(place, json={"status": status}).json()["data"]
        assert (moved["status"], moved["linked_at"]) == (status, row["linked_at"])
        assert moved["moved_at"] > row["moved_at"]
        assert moved["moved_by"]
    gone = owner.http.delete(place)
    assert (gone.status_code, gone.json()["success"]) == (200, True)
    assert code_of(owner.http.delete(place)) == "not_found"
    assert code_of(owner.http.patch(place, json={"status": "offer"})) == "not_found"


def test_begins_with_screening(owner: Caller, place: str) -> None:
    assert owner.http.post(place, json={}).json()["data"]["status"] == "screening"


def test_a_body_may_be_missing(owner: Caller, place: str) -> None:
    assert owner.http.post(place).status_code == 201


def test_nobody_is_there_twice(owner: Caller, place: str) -> None:
    owner.http.post(place, json={})
    again = owner.http.post(place, json={"status": "offer"})
    assert (again.status_code, code_of(again)) == (409, "conflict")
    assert owner.http.patch(place, json={"status": "offer"}).status_code == 200


def test_a_repetition_is_answered_alike(owner: Caller, place: str) -> None:
    headers = {"Idempotency-Key": "link"}
    first = owner.http.post(place, json={}, headers=headers)
    again = owner.http.post(place, json={}, headers=headers)
    assert (again.status_code, again.content) == (201, first.content)


def test_a_candidate_that_is_not_read_yet_has_no_score(owner: Caller) -> None:
    job = made(owner, required_skills=asking("Python"))
    key = owner.parse().json()["candidates"][0]["id"]
    row = owner.http.post(f"/jobs/{job['id']}/candidates/{key}", json={}).json()["data"]
    assert row["match_score"] in {None, 100}
    owner.ended(key)
    [shown] = owner.get(f"/jobs/{job['id']}")["data"]["candidates"]
    assert shown["match_score"] == 100


BAD: tuple[dict[str, Any], ...] = (
    {"status": "open"},
    {"status": 1},
    {"status": None},
    {"stage": "offer", "status": "offer"},
)


@pytest.mark.parametrize("body", BAD, ids=str)
def test_refuses_bad_bodies(owner: Caller, place: str, body: dict[str, Any]) -> None:
    for call in (owner.http.post, owner.http.patch):
        response = call(place, json=body)
        assert code_of(response) == "validation_error"
        assert details_of(response) == [next(iter(body))]
    assert details_of(owner.http.patch(place, json={})) == ["status"]


def test_what_is_not_there(owner: Caller, place: str) -> None:
    _, _, job, _, candidate = place.split("/")
    for path in (
        f"/jobs/{job}/candidates/{NOWHERE}",
        f"/jobs/{NOWHERE}/candidates/{candidate}",
        f"/jobs/{job}/candidates/x",
    ):
        for call in (owner.http.post, owner.http.patch):
            assert code_of(call(path, json={"status": "offer"})) == "not_found"
        assert code_of(owner.http.delete(path)) == "not_found"


def test_nobody_elses(owner: Caller, colleague: Caller, stranger: Caller, place: str) -> None:
    candidate = place.rpartition("/")[2]
    theirs = made(stranger)
    assert code_of(stranger.http.post(place, json={})) == "not_found"
    mixed = f"/jobs/{theirs['id']}/candidates/{candidate}"
    assert code_of(stranger.http.post(mixed, json={})) == "not_found"
    assert code_of(owner.http.post(mixed, json={})) == "not_found"
    assert colleague.http.post(place, json={}).status_code == 201
    assert code_of(stranger.http.patch(place, json={"status": "offer"})) == "not_found"
    assert code_of(stranger.http.delete(place)) == "not_found"
    assert colleague.http.delete(place).status_code == 200
