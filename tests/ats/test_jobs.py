"""`GET /ats/v1/jobs`: listed, filtered, searched, sorted, paged."""

from typing import Any

import pytest

from tests.ats.caller import Caller
from tests.ats.positions import FIELDS, linked, made
from tests.servers.tenant import code_of


def titles(caller: Caller, **params: Any) -> list[str]:
    return [row["title"] for row in caller.get("/jobs", **params)["data"]]


@pytest.fixture
def three(owner: Caller) -> list[dict[str, Any]]:
    return [
        made(owner, "Welder", status="paused"),
        made(owner, "Engineer of Ärolines", status="closed"),
        made(owner, "backend engineer"),
    ]


def test_lists_the_newest_first(owner: Caller, three: list[dict[str, Any]]) -> None:
    body = owner.get("/jobs")
    assert list(body) == ["data", "meta"]
    assert [row["id"] for row in body["data"]] == [job["id"] for job in reversed(three)]
    assert list(body["data"][0]) == FIELDS
    assert body["meta"] == {
        "total": 3,
        "page": 1,
        "limit": 50,
        "total_pages": 1,
        "has_next": False,
        "has_prev": False,
    }


def test_filters_and_searches(owner: Caller, three: list[dict[str, Any]]) -> None:
    assert titles(owner, status="active") == ["backend engineer"]
    assert titles(owner, status="paused") == ["Welder"]
    assert titles(owner, search="ENGINEER") == ["backend engineer", "Engineer of Ärolines"]
    assert titles(owner, search="äRO") == ["Engineer of Ärolines"]
    assert (
        titles(owner, search="100%")
        == titles(owner, search="_elder")
        == titles(owner, search="e\x00")
        == []
    )
    assert titles(owner, status="closed", search="engineer") == ["Engineer of Ärolines"]


def test_sorts(owner: Caller, three: list[dict[str, Any]]) -> None:
    candidate = owner.parse().json()["candidates"][0]
    linked(owner, three[1], candidate)
    owner.http.patch(f"/jobs/{three[0]['id']}", json={"description": "Changed last."})
    by = {
        name: titles(owner, sort=name, order="asc")
        for name in ("title", "status", "candidate_count", "created_at", "updated_at")
    }
    assert by["title"] == ["backend engineer", "Engineer of Ärolines", "Welder"]
    assert by["status"] == ["backend engineer", "Engineer of Ärolines", "Welder"]
    assert by["candidate_count"][-1] == "Engineer of Ärolines"
    assert by["created_at"] == ["Welder", "Engineer of Ärolines", "backend engineer"]
    assert by["updated_at"][-1] == "Welder"
    for name, found in by.items():
        assert titles(owner, sort=name, order="desc") == found[::-1]
    counts = {row["title"]: row["candidate_count"] for row in owner.get("/jobs")["data"]}
    assert counts == {"Welder": 0, "Engineer of Ärolines": 1, "backend engineer": 0}


def test_pages(owner: Caller, three: list[dict[str, Any]]) -> None:
    body = owner.get("/jobs", page=2, limit=2)
    assert [row["title"] for row in body["data"]] == ["Welder"]
    assert (body["meta"]["total_pages"], body["meta"]["has_prev"]) == (2, True)


BAD = (
    {"limit": 101},
    {"limit": 0},
    {"page": "x"},
    {"status": "open"},
    {"sort": "salary_min"},
    {"order": "up"},
    {"search": "x" * 201},
)


@pytest.mark.parametrize("params", BAD, ids=str)
def test_refuses_bad_queries(owner: Caller, params: dict[str, Any]) -> None:
    assert code_of(owner.http.get("/jobs", params=params)) == "validation_error"


def test_nobody_elses(owner: Caller, colleague: Caller, stranger: Caller) -> None:
    made(owner, "Welder")
    assert titles(colleague) == ["Welder"]
    assert titles(stranger) == []


def test_without_a_key_and_with_another_method(owner: Caller) -> None:
    answer = owner.http.get("/jobs", headers={"X-API-Key": "ts_nothing"})
    assert (answer.status_code, code_of(answer)) == (401, "invalid_api_key")
    assert code_of(owner.http.put("/jobs", json={})) == "method_not_allowed"
