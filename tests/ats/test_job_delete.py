"""`DELETE /ats/v1/jobs/{id}`: gone with its pipeline; the candidates stay."""

from tests.ats.caller import Caller
from tests.ats.positions import linked, made
from tests.servers.tenant import code_of


def test_deletes_a_position_and_its_pipeline(owner: Caller) -> None:
    job, candidate = made(owner), owner.parsed()
    linked(owner, job, candidate)
    response = owner.http.delete(f"/jobs/{job['id']}")
    assert (response.status_code, response.json()) == (
        200,
        {"success": True, "message": "Job deleted successfully"},
    )
    assert code_of(owner.http.get(f"/jobs/{job['id']}")) == "not_found"
    assert code_of(owner.http.delete(f"/jobs/{job['id']}")) == "not_found"
    assert owner.candidate(candidate["id"])["jobs"] == []


def test_a_deleted_candidate_leaves_the_pipeline(owner: Caller) -> None:
    job, candidate = made(owner), owner.parsed()
    linked(owner, job, candidate)
    owner.http.delete(f"/candidates/{candidate['id']}")
    body = owner.get(f"/jobs/{job['id']}")["data"]
    assert (body["candidate_count"], body["candidates"]) == (0, [])
    assert owner.get(f"/jobs/{job['id']}/matches")["data"] == []


def test_nobody_elses(owner: Caller, colleague: Caller, stranger: Caller) -> None:
    job = made(owner)
    assert code_of(stranger.http.delete(f"/jobs/{job['id']}")) == "not_found"
    assert colleague.http.delete(f"/jobs/{job['id']}").status_code == 200
