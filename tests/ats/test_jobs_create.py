"""`POST /ats/v1/jobs`: a position as the reference sends it, and what is refused."""

import json
from typing import Any

import pytest

from tests.ats.caller import Caller, details_of
from tests.ats.positions import FIELDS, SAMPLE, asking, made
from tests.servers.tenant import code_of

USUAL = {"skills": 0.5, "experience": 0.4, "education": 0.1}


def test_takes_the_sample(owner: Caller) -> None:
    response = owner.http.post("/jobs", json=SAMPLE)
    assert response.status_code == 201
    assert list(response.json()) == ["data"]
    job = response.json()["data"]
    assert list(job) == FIELDS
    assert {name: job[name] for name in SAMPLE} == SAMPLE
    assert (job["status"], job["candidate_count"], job["weights"]) == ("active", 0, USUAL)
    assert job["created_at"] == job["updated_at"]


def test_a_title_is_enough(owner: Caller) -> None:
    job = made(owner, "  Welder ")
    assert job["title"] == "Welder"
    assert (job["required_skills"], job["preferred_locations"]) == ([], [])
    assert (job["education_level"], job["salary_min"]) == ("any", None)


def test_letters_that_grow_when_they_are_folded(owner: Caller) -> None:
    title = "ΐ" * 200
    job = made(owner, title)
    assert owner.get("/jobs", search="ΐΐ")["data"][0]["id"] == job["id"]
    assert owner.http.patch(f"/jobs/{job['id']}", json={"title": title}).status_code == 200


def test_null_asks_for_nothing_and_a_weight_may_be_left_out(owner: Caller) -> None:
    nothing: dict[str, Any] = dict.fromkeys((*SAMPLE, "weights"))
    del nothing["title"]
    assert made(owner, "Welder", **nothing)["required_skills"] == []
    job = made(owner, required_skills=[{"skill": "TIG"}], weights={"education": 0})
    assert job["required_skills"] == [{"skill": "TIG", "weight": 1.0}]
    assert job["weights"] == {"skills": 0.5, "experience": 0.4, "education": 0}


def test_a_skill_named_twice_is_asked_for_once(owner: Caller) -> None:
    skills = [{"skill": name, "weight": weight} for name, weight in WEIGHED]
    job = made(owner, required_skills=skills)
    assert job["required_skills"] == [skills[1], skills[2]]


WEIGHED = (("Python", 0.5), ("PYTHON", 0.8), ("Go", 0.4), ("go", 0.1))

BAD: tuple[tuple[Any, list[str]], ...] = (
    ({}, ["title"]),
    ({"title": ""}, ["title"]),
    ({"title": None}, ["title"]),
    ({"title": "x" * 201}, ["title"]),
    ({"title": "a\x00b"}, ["title"]),
    ({"title": "a\ud800"}, ["title"]),
    ({"title": "x", "description": "y" * 20_001}, ["description"]),
    ({"title": "x", "required_skills": "Python"}, ["required_skills"]),
    ({"title": "x", "required_skills": ["Python"]}, ["required_skills"]),
    ({"title": "x", "required_skills": [{"weight": 1}]}, ["required_skills"]),
    ({"title": "x", "required_skills": [{"skill": "P", "weight": 1.1}]}, ["required_skills"]),
    ({"title": "x", "required_skills": [{"skill": "P", "weight": -0.1}]}, ["required_skills"]),
    ({"title": "x", "required_skills": [{"skill": "P", "weight": "1"}]}, ["required_skills"]),
    ({"title": "x", "required_skills": [{"skill": "P", "weight": True}]}, ["required_skills"]),
    ({"title": "x", "required_skills": [{"skill": "P", "level": 3}]}, ["required_skills"]),
    ({"title": "x", "nice_to_have_skills": asking(*"abcdefgh") * 7}, ["nice_to_have_skills"]),
    ({"title": "x", "min_experience_years": -1}, ["min_experience_years"]),
    ({"title": "x", "max_experience_years": 81}, ["max_experience_years"]),
    (
        {"title": "x", "min_experience_years": 5, "max_experience_years": 3},
        ["max_experience_years"],
    ),
    ({"title": "x", "education_level": "doctorate"}, ["education_level"]),
    ({"title": "x", "preferred_locations": "Remote"}, ["preferred_locations"]),
    ({"title": "x", "preferred_locations": [""]}, ["preferred_locations"]),
    ({"title": "x", "salary_min": "80k"}, ["salary_min"]),
    ({"title": "x", "salary_min": 2, "salary_max": 1}, ["salary_max"]),
    ({"title": "x", "status": "open"}, ["status"]),
    ({"title": "x", "status": None}, ["status"]),
    ({"title": "x", "weights": {"skills": 2}}, ["weights"]),
    ({"title": "x", "weights": {"age": 1}}, ["weights"]),
    ({"title": "x", "id": "1", "candidate_count": 2}, ["id", "candidate_count"]),
    ({"title": "x", "max_age": 40}, ["max_age"]),
    (
        {"title": 1, "status": "x", "salary_min": -1, "nope": 0},
        ["title", "status", "salary_min", "nope"],
    ),
)


@pytest.mark.parametrize(("body", "wrong"), BAD, ids=lambda one: str(one)[:60])
def test_names_every_field_that_is_wrong(owner: Caller, body: Any, wrong: list[str]) -> None:
    response = owner.http.post(
        "/jobs", content=json.dumps(body), headers={"Content-Type": "application/json"}
    )
    assert (response.status_code, code_of(response)) == (400, "validation_error")
    assert details_of(response) == wrong
    assert owner.get("/jobs")["meta"]["total"] == 0


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"x"', b"\xff"])
def test_refuses_what_is_no_object(owner: Caller, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    assert owner.http.post("/jobs", content=content, headers=headers).status_code == 400


def test_refuses_another_content_type(owner: Caller) -> None:
    response = owner.http.post("/jobs", data={"title": "Welder"})
    assert (response.status_code, code_of(response)) == (415, "unsupported_media_type")


def test_a_repetition_makes_nothing_new(owner: Caller) -> None:
    headers = {"Idempotency-Key": "welder"}
    first = owner.http.post("/jobs", json={"title": "Welder"}, headers=headers)
    again = owner.http.post("/jobs", json={"title": "Welder"}, headers=headers)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert owner.get("/jobs")["meta"]["total"] == 1
    other = owner.http.post("/jobs", json={"title": "Cook"}, headers=headers)
    assert (other.status_code, code_of(other)) == (409, "idempotency_key_reused")


def test_a_refusal_does_not_burn_the_key(owner: Caller) -> None:
    headers = {"Idempotency-Key": "welder"}
    assert owner.http.post("/jobs", json={}, headers=headers).status_code == 400
    assert owner.http.post("/jobs", json={"title": "W"}, headers=headers).status_code == 201
