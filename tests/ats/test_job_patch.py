"""`PATCH /ats/v1/jobs/{id}`: fields changed, scores computed anew."""

from typing import Any

import pytest

from tests.ats.caller import Caller, details_of
from tests.ats.positions import FIELDS, SAMPLE, asking, linked, made
from tests.servers.tenant import code_of


def test_changes_what_is_given(owner: Caller) -> None:
    job = owner.http.post("/jobs", json=SAMPLE).json()["data"]
    response = owner.http.patch(f"/jobs/{job['id']}", json={"status": "closed"})
    assert response.status_code == 200
    changed = response.json()["data"]
    assert list(changed) == FIELDS
    assert changed == {**job, "status": "closed", "updated_at": changed["updated_at"]}
    assert changed["updated_at"] > job["updated_at"]
    emptied: dict[str, Any] = {
        "max_experience_years": None,
        "required_skills": [],
        "description": "",
    }
    body = owner.http.patch(f"/jobs/{job['id']}", json=emptied).json()["data"]
    assert body.items() >= {**emptied, "description": None}.items()
    assert owner.get("/jobs", search="backend")["meta"]["total"] == 1


def test_a_change_changes_the_scores(owner: Caller) -> None:
    job = made(owner, required_skills=asking("Welding"))
    candidate = owner.parsed()
    linked(owner, job, candidate)
    assert owner.candidate(candidate["id"])["jobs"][0]["match_score"] == 0
    path = f"/jobs/{job['id']}"
    owner.http.patch(path, json={"required_skills": asking("Python")})
    assert owner.candidate(candidate["id"])["jobs"][0]["match_score"] == 100
    [ranked] = owner.get(f"{path}/matches")["data"]
    assert ranked["match_score"] == 100


BAD: tuple[tuple[dict[str, Any], list[str]], ...] = (
    ({"title": None}, ["title"]),
    ({"status": "open"}, ["status"]),
    ({"candidates": []}, ["candidates"]),
    ({"max_experience_years": 2}, ["max_experience_years"]),
    ({"salary_min": 130_000}, ["salary_max"]),
)


@pytest.mark.parametrize(("body", "wrong"), BAD, ids=str)
def test_refuses_bad_bodies(owner: Caller, body: dict[str, Any], wrong: list[str]) -> None:
    job = owner.http.post("/jobs", json=SAMPLE).json()["data"]
    response = owner.http.patch(f"/jobs/{job['id']}", json=body)
    assert (response.status_code, code_of(response)) == (400, "validation_error")
    assert details_of(response) == wrong
    shown = owner.get(f"/jobs/{job['id']}")["data"]
    assert {name: shown[name] for name in FIELDS} == job


def test_nothing_given_changes_nothing(owner: Caller) -> None:
    job = made(owner)
    assert owner.http.patch(f"/jobs/{job['id']}", json={}).json()["data"] == job


def test_nobody_elses(owner: Caller, colleague: Caller, stranger: Caller) -> None:
    job = made(owner)
    path = f"/jobs/{job['id']}"
    assert code_of(stranger.http.patch(path, json={"title": "Mine"})) == "not_found"
    assert colleague.http.patch(path, json={"title": "Ours"}).json()["data"]["title"] == "Ours"
