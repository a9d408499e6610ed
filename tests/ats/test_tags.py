"""The tag routes: made, changed, deleted, put on candidates and taken off."""

from typing import Any

import pytest

from tests.ats.caller import Caller, details_of
from tests.servers.tenant import code_of


def _made(caller: Caller, name: str, **more: str) -> dict[str, Any]:
    response = caller.http.post("/tags", json={"name": name, **more})
    assert response.status_code == 201, response.text
    data: dict[str, Any] = response.json()["data"]
    return data


def test_made_listed_changed_and_deleted(owner: Caller) -> None:
    tag = _made(owner, "Senior Level", color="#d97706")
    assert list(tag) == ["id", "name", "color"]
    assert (tag["name"], tag["color"]) == ("Senior Level", "#D97706")
    _made(owner, "Abroad")
    body = owner.get("/tags")
    assert [row["name"] for row in body["data"]] == ["Abroad", "Senior Level"]
    assert body["meta"]["total"] == 2
    path = f"/tags/{tag['id']}"
    assert owner.get(path)["data"]["candidate_count"] == 0
    changed = owner.http.patch(path, json={"name": "Lead"}).json()["data"]
    assert (changed["name"], changed["color"]) == ("Lead", "#D97706")
    assert owner.http.delete(path).json() == {
        "success": True,
        "message": "Tag deleted successfully",
    }
    assert code_of(owner.http.get(path)) == "not_found"


def test_a_name_stands_once_whatever_its_case(owner: Caller, stranger: Caller) -> None:
    _made(owner, "Senior")
    other = _made(owner, "Junior")
    again = owner.http.post("/tags", json={"name": "SENIOR"})
    assert (again.status_code, code_of(again)) == (409, "conflict")
    renamed = owner.http.patch(f"/tags/{other['id']}", json={"name": " senior "})
    assert (renamed.status_code, code_of(renamed)) == (409, "conflict")
    assert _made(stranger, "Senior")["id"] != other["id"]


BAD: tuple[tuple[dict[str, Any], list[str]], ...] = (
    ({}, ["name"]),
    ({"name": ""}, ["name"]),
    ({"name": "x" * 61}, ["name"]),
    ({"name": "x", "color": "red"}, ["color"]),
    ({"name": "x", "color": "#12345"}, ["color"]),
    ({"name": 1, "size": 2}, ["name", "size"]),
)


@pytest.mark.parametrize(("body", "wrong"), BAD, ids=str)
def test_a_bad_body(owner: Caller, body: dict[str, Any], wrong: list[str]) -> None:
    response = owner.http.post("/tags", json=body)
    assert (response.status_code, code_of(response)) == (400, "validation_error")
    assert details_of(response) == wrong


def test_put_on_and_taken_off(owner: Caller) -> None:
    key = owner.parse().json()["candidates"][0]["id"]
    tag = _made(owner, "Senior")
    place = f"/candidates/{key}/tags"
    put = owner.http.post(place, json={"tag_id": tag["id"]})
    assert (put.status_code, put.json()) == (201, {"data": [tag]})
    by_name = owner.http.post(place, json={"name": "Abroad", "color": "#000000"})
    assert [one["name"] for one in by_name.json()["data"]] == ["Abroad", "Senior"]
    again = owner.http.post(place, json={"name": "senior"})
    assert len(again.json()["data"]) == 2
    assert owner.candidate(key)["tags"] == owner.get(place)["data"] == again.json()["data"]
    assert owner.ids(tag=tag["id"]) == owner.ids(tag="SENIOR") == [key]
    assert owner.ids(tag="nothing") == []
    assert owner.get(f"/tags/{tag['id']}")["data"]["candidate_count"] == 1
    off = owner.http.delete(f"{place}/{tag['id']}")
    assert off.json() == {"success": True, "message": "Tag removed successfully"}
    assert code_of(owner.http.delete(f"{place}/{tag['id']}")) == "not_found"
    assert [one["name"] for one in owner.candidate(key)["tags"]] == ["Abroad"]


def test_either_an_id_or_a_name(owner: Caller) -> None:
    key = owner.parse().json()["candidates"][0]["id"]
    tag = _made(owner, "Senior")
    for body in ({}, {"tag_id": tag["id"], "name": "x"}, {"tag_id": "1"}):
        response = owner.http.post(f"/candidates/{key}/tags", json=body)
        assert code_of(response) == "validation_error", body


def test_a_tag_that_is_deleted_leaves_its_candidates(owner: Caller) -> None:
    key = owner.parse().json()["candidates"][0]["id"]
    owner.http.post(f"/candidates/{key}/tags", json={"name": "Senior"})
    [tag] = owner.candidate(key)["tags"]
    owner.http.delete(f"/tags/{tag['id']}")
    assert owner.candidate(key)["tags"] == []


def test_a_repetition_makes_nothing_new(owner: Caller) -> None:
    headers = {"Idempotency-Key": "tag"}
    first = owner.http.post("/tags", json={"name": "Senior"}, headers=headers)
    again = owner.http.post("/tags", json={"name": "Senior"}, headers=headers)
    assert (again.status_code, again.content) == (201, first.content)


def test_nobody_elses(owner: Caller, colleague: Caller, stranger: Caller) -> None:
    key = owner.parse().json()["candidates"][0]["id"]
    mine, theirs = _made(owner, "Senior"), _made(stranger, "Theirs")
    assert colleague.get(f"/tags/{mine['id']}")["data"]["name"] == "Senior"
    assert stranger.http.get(f"/tags/{mine['id']}").status_code == 404
    assert stranger.http.patch(f"/tags/{mine['id']}", json={"name": "x"}).status_code == 404
    assert stranger.http.delete(f"/tags/{mine['id']}").status_code == 404
    place = f"/candidates/{key}/tags"
    assert owner.http.post(place, json={"tag_id": theirs["id"]}).status_code == 404
    assert stranger.http.post(place, json={"tag_id": theirs["id"]}).status_code == 404
    assert stranger.http.get(place).status_code == 404
    owner.http.post(place, json={"tag_id": mine["id"]})
    assert stranger.http.delete(f"{place}/{mine['id']}").status_code == 404
    assert stranger.ids(tag=mine["id"]) == []
    assert [row["name"] for row in stranger.get("/tags")["data"]] == ["Theirs"]
