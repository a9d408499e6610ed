"""`PATCH /ats/v1/candidates/{id}`: what the customer knows better, beside what was read."""

import json
from typing import Any

import pytest

from tests.ats.caller import Caller, details_of
from tests.ats.cvs import Cv
from tests.servers.tenant import code_of

GOOD: dict[str, Any] = {
    "full_name": "Nora Feldweg-Smith",
    "email": "nora@example.com",
    "phone": "+1 415 555 0199",
    "location": "Salem, Oregon",
    "current_title": "Principal Engineer",
    "years_of_experience": 15.5,
    "skills": ["Python", "Go", "Rust", "AWS"],
    "languages": ["English"],
    "linkedin_url": "https://linkedin.com/in/nora",
    "github_url": "https://github.com/nora",
    "portfolio_url": "http://nora.example.com/work?x=1",
    "ai_summary": "Two lines.\nOf our own.",
}


def test_every_field_that_may_be_corrected(owner: Caller) -> None:
    before = owner.parsed_file("nora.pdf", Cv().pdf())
    response = owner.http.patch(f"/candidates/{before['id']}", json=GOOD)
    assert response.status_code == 200
    after = response.json()["data"]
    assert {name: after[name] for name in GOOD} == GOOD
    assert list(after) == list(before)
    assert owner.candidate(before["id"]) == after
    assert after["extracted"] == before["extracted"]
    corrections = {one["field"]: one for one in after["corrections"]}
    assert corrections.keys() == GOOD.keys()
    for name, one in corrections.items():
        assert (one["extracted"], one["value"]) == (before[name], GOOD[name])
        assert one["author"] == f"key {owner.key.split('_')[1]}"
        assert one["at"] == after["updated_at"] > before["updated_at"]


def test_null_says_that_there_is_none(owner: Caller) -> None:
    path = f"/candidates/{owner.parsed()['id']}"
    nulls = {name: None for name in GOOD if name not in {"skills", "languages"}}
    after = owner.http.patch(path, json={**nulls, "skills": []}).json()["data"]
    assert {after[name] for name in nulls} == {None}
    assert after["skills"] == []


def test_the_same_value_is_no_correction(owner: Caller) -> None:
    candidate = owner.parsed()
    path = f"/candidates/{candidate['id']}"
    response = owner.http.patch(path, json={"full_name": candidate["full_name"]})
    assert response.json()["data"] == candidate
    assert owner.http.patch(path, json={}).json()["data"] == candidate


def test_a_correction_before_the_parse_outlives_it(owner: Caller) -> None:
    submitted = owner.parse().json()["candidates"][0]["id"]
    owner.http.patch(f"/candidates/{submitted}", json={"full_name": "Somebody Else"})
    read = owner.ended(submitted)
    assert read["full_name"] == "Somebody Else"
    assert read["extracted"]["full_name"] == "Ada Example"


def test_a_correction_before_the_parse_stands_beside_what_was_read(owner: Caller) -> None:
    """Also one that says there is none, where nothing stands yet: the last of several waits."""
    files = [(f"{number}.pdf", Cv().pdf()) for number in range(6)]
    submitted = owner.parse(*files).json()["candidates"][-1]["id"]
    said: dict[str, Any] = {"phone": None, "skills": [], "location": "Salem", "current_title": None}
    owner.http.patch(f"/candidates/{submitted}", json=said)
    read = owner.ended(submitted)
    assert {name: read[name] for name in said} == said
    assert read["extracted"]["skills"] == ["Python", "SQL", "Statistics"]
    assert {one["field"]: one["extracted"] for one in read["corrections"]} == {
        name: read["extracted"][name] for name in said
    }


BAD: dict[str, Any] = {
    "full_name": 7,
    "email": "nobody",
    "phone": "",
    "location": "x" * 201,
    "current_title": ["Engineer"],
    "years_of_experience": "8",
    "skills": "Python",
    "languages": [1],
    "linkedin_url": "javascript:alert(1)",
    "github_url": "github",
    "portfolio_url": "http://[",
    "ai_summary": "x" * 4001,
    "parsing_status": "completed",
    "work_history": [],
    "education": [],
    "id": "8b212bcd-a0d0-4a08-bc29-ba932b713ec1",
    "nickname": "Nora",
}
MORE_BAD: list[dict[str, Any]] = [
    {"years_of_experience": True},
    {"years_of_experience": -1},
    {"years_of_experience": 81},
    *({"email": text} for text in ("a@b@example.com", "a@example..com", "a@.com", "a@com.")),
    {"skills": None},
    {"skills": ["x"] * 201},
    {"full_name": "a\nb"},
    {"full_name": "\ud800"},
    {"ai_summary": "\x00"},
]


def test_every_field_that_is_wrong_is_named(owner: Caller) -> None:
    candidate = owner.parsed()
    path = f"/candidates/{candidate['id']}"
    response = owner.http.patch(path, json={**BAD, "ai_summary": "x" * 4001})
    assert (response.status_code, code_of(response)) == (400, "validation_error")
    assert details_of(response) == list(BAD)
    assert all(one["message"] for one in response.json()["error"]["details"])
    assert owner.candidate(candidate["id"]) == candidate


def test_one_bad_field_is_enough(owner: Caller) -> None:
    path = f"/candidates/{owner.parsed()['id']}"
    for body in MORE_BAD:
        headers = {"Content-Type": "application/json"}
        response = owner.http.patch(path, content=_json(body), headers=headers)
        assert (response.status_code, code_of(response)) == (400, "validation_error"), body
        assert details_of(response) == list(body)


def _json(body: Any) -> bytes:
    return json.dumps(body).encode()


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (b"[]", "application/json", "validation_error"),
        (b"{", "application/json", "validation_error"),
        (b"full_name=x", "application/x-www-form-urlencoded", "unsupported_media_type"),
    ],
)
def test_a_body_that_is_none(owner: Caller, content: bytes, media_type: str, code: str) -> None:
    path = f"/candidates/{owner.parse().json()['candidates'][0]['id']}"
    response = owner.http.patch(path, content=content, headers={"Content-Type": media_type})
    assert code_of(response) == code


def test_a_colleague_may_and_a_stranger_may_not(
    owner: Caller, colleague: Caller, stranger: Caller
) -> None:
    path = f"/candidates/{owner.parsed()['id']}"
    [mine] = colleague.http.patch(path, json={"location": "Salem"}).json()["data"]["corrections"]
    assert mine["author"] == f"key {colleague.key.split('_')[1]}"
    assert stranger.http.patch(path, json={"location": "Bend"}).status_code == 404
    assert owner.get(path)["data"]["location"] == "Salem"


def test_lists_follow_a_correction(owner: Caller) -> None:
    candidate = owner.parsed()
    owner.http.patch(
        f"/candidates/{candidate['id']}", json={"skills": ["Falconry"], "full_name": "Nora Neu"}
    )
    assert owner.ids(skills="falconry") == owner.ids(search="neu") == [candidate["id"]]
    assert owner.ids(skills="python") == []
