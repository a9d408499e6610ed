"""`GET /ats/v1/jobs/{id}/matches`: everybody by score; and one match with its reasons."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.ats.caller import Caller
from tests.ats.positions import PARTS, SAMPLE, asking, linked, made
from tests.servers.tenant import code_of

NOWHERE = "8b212bcd-a0d0-4a08-bc29-ba932b713ec1"


def scores(caller: Caller, job: dict[str, Any], **params: Any) -> list[int]:
    body = caller.get(f"/jobs/{job['id']}/matches", **params)
    assert body["meta"]["pending"] == 0
    return [row["match_score"] for row in body["data"]]


def test_ranks_everybody(owner: Caller) -> None:
    job = made(owner, required_skills=asking("Python", "Welding"))
    both, one, none = (owner.parsed(f"Number {number}") for number in range(3))
    owner.http.patch(f"/candidates/{both['id']}", json={"skills": ["Welding", "Python"]})
    owner.http.patch(f"/candidates/{none['id']}", json={"skills": ["Cooking"]})
    linked(owner, job, one, status="offer")
    body = owner.get(f"/jobs/{job['id']}/matches")
    assert [row["id"] for row in body["data"]] == [both["id"], one["id"], none["id"]]
    assert [row["match_score"] for row in body["data"]] == [100, 50, 0]
    assert [row["pipeline_status"] for row in body["data"]] == [None, "offer", None]
    assert list(body["data"][0]["score_breakdown"]) == PARTS
    assert body["data"][0]["full_name"] == "Ada Example"
    assert (body["meta"]["total"], body["meta"]["pending"]) == (3, 0)
    assert scores(owner, job, min_score=50) == [100, 50]
    assert scores(owner, job, page=2, limit=1) == [50]


def test_follows_corrections_deletes_and_new_candidates(owner: Caller) -> None:
    job = made(owner, required_skills=asking("Welding"))
    candidate = owner.parsed()
    assert scores(owner, job) == [0]
    owner.http.patch(f"/candidates/{candidate['id']}", json={"skills": ["Welding"]})
    assert scores(owner, job) == [100]
    owner.parsed("Another one.")
    assert scores(owner, job) == [100, 0]
    owner.http.delete(f"/candidates/{candidate['id']}")
    assert scores(owner, job) == [0]


def test_a_closed_position_has_no_ranking(owner: Caller) -> None:
    owner.parsed()
    job = made(owner, required_skills=asking("Python"))
    assert scores(owner, job) == [100]
    owner.http.patch(f"/jobs/{job['id']}", json={"status": "closed"})
    assert scores(owner, job) == []
    owner.http.patch(f"/jobs/{job['id']}", json={"status": "active"})
    assert scores(owner, job) == [100]


def test_workers_score_without_being_looked_at(owner: Caller) -> None:
    candidate = owner.parsed()
    made(owner, required_skills=asking("Python"))
    sql = f"select score from positions_match where candidate_id = '{candidate['id']}'"
    if not owner.service.uses_postgres:
        sql = sql.replace("-", "")
    while owner.service.ask("query(sql)", sql=sql) != [[100]]:
        time.sleep(0.1)


def test_no_old_score_is_shown_while_everything_changes(owner: Caller, colleague: Caller) -> None:
    """Positions and candidates change while workers score and readers look."""
    job = made(owner, required_skills=asking("Python"))
    path = f"/jobs/{job['id']}"
    people = [owner.parsed(f"Number {number}")["id"] for number in range(3)]

    def change(number: int) -> int:
        if number % 2:
            body: dict[str, Any] = {"required_skills": asking("Python", f"Skill {number}")}
            return owner.http.patch(path, json=body).status_code
        skills = ["Python", "Welding"] if number % 4 else ["Cooking"]
        key = people[number // 2 % 3]
        return colleague.http.patch(f"/candidates/{key}", json={"skills": skills}).status_code

    def look(_: int) -> int:
        return owner.http.get(f"{path}/matches").status_code

    with ThreadPoolExecutor(6) as pool:
        answers = [*pool.map(change, range(24)), *pool.map(look, range(24))]
    assert set(answers) == {200}
    for key in people:
        owner.http.patch(f"/candidates/{key}", json={"skills": ["Python"]})
    owner.http.patch(path, json={"required_skills": asking("Python", "Welding")})
    assert scores(owner, job) == [50, 50, 50]
    shown = owner.get(path)["data"]["required_skills"]
    assert [one["skill"] for one in shown] == ["Python", "Welding"]


def test_merging_gives_the_place_in_the_pipeline_to_who_is_kept(owner: Caller) -> None:
    job = made(owner, required_skills=asking("Python"))
    kept, gone = owner.parsed(), owner.parsed("The same person.")
    linked(owner, job, gone, status="offer")
    merged = owner.http.post(f"/candidates/{kept['id']}/merge", json={"with": gone["id"]})
    [link] = merged.json()["data"]["jobs"]
    assert (link["job_id"], link["status"], link["match_score"]) == (job["id"], "offer", 100)
    assert len(scores(owner, job)) == 1


@pytest.mark.parametrize("value", ["-1", "101", "x", "", "1.5"])
def test_refuses_bad_bounds(owner: Caller, value: str) -> None:
    job = made(owner)
    answer = owner.http.get(f"/jobs/{job['id']}/matches", params={"min_score": value})
    assert code_of(answer) == "validation_error"


def test_explains_one_match(owner: Caller) -> None:
    job = owner.http.post("/jobs", json=SAMPLE).json()["data"]
    candidate = owner.parsed()
    body = owner.get(f"/jobs/{job['id']}/matches/{candidate['id']}")["data"]
    assert (body["job_id"], body["candidate_id"]) == (job["id"], candidate["id"])
    assert (body["pipeline_status"], body["weights"]) == (None, job["weights"])
    assert list(body["reasons"][0]) == [
        *("part", "kind", "requirement", "status", "rule", "points", "of", "text", "evidence"),
    ]
    python, postgres, docker = body["reasons"][:3]
    assert (python["rule"], python["evidence"][0]["pointer"]) == ("exact", "/skills/0")
    assert (postgres["rule"], postgres["evidence"][0]["text"]) == ("parent_term", "SQL")
    assert (docker["kind"], docker["status"]) == ("nice_to_have", "missing")
    parts = [body["score_breakdown"][part] * body["weights"][part] for part in PARTS]
    assert body["match_score"] == int(sum(parts) + 0.5)


def test_what_somebody_corrected_points_nowhere(owner: Caller) -> None:
    job = made(owner, required_skills=asking("Welding"), preferred_locations=["Berlin"])
    candidate = owner.parsed()
    path = f"/candidates/{candidate['id']}"
    owner.http.patch(path, json={"skills": ["Welding"], "location": "Berlin"})
    reasons = owner.get(f"/jobs/{job['id']}/matches/{candidate['id']}")["data"]["reasons"]
    found = [one for reason in reasons for one in reason["evidence"] if one["in"] != "work"]
    assert found == [
        {"text": "Welding", "in": "skills", "pointer": None},
        {"text": "Berlin", "in": "location", "pointer": None},
    ]


def test_a_match_of_nothing_read(owner: Caller) -> None:
    job = made(owner)
    broken = owner.parse(("a.pdf", b"%PDF-1.7 nothing")).json()
    assert "error" in broken
    answer = owner.http.get(f"/jobs/{job['id']}/matches/{NOWHERE}")
    assert (answer.status_code, code_of(answer)) == (404, "not_found")


def test_nobody_elses(owner: Caller, colleague: Caller, stranger: Caller) -> None:
    job, candidate = made(owner, required_skills=asking("Python")), owner.parsed()
    theirs = made(stranger, required_skills=asking("Python"))
    path = f"/jobs/{job['id']}/matches"
    assert len(colleague.get(path)["data"]) == 1
    assert colleague.get(f"{path}/{candidate['id']}")["data"]["match_score"] == 100
    assert code_of(stranger.http.get(path)) == "not_found"
    assert code_of(stranger.http.get(f"{path}/{candidate['id']}")) == "not_found"
    assert stranger.get(f"/jobs/{theirs['id']}/matches")["data"] == []
    mixed = stranger.http.get(f"/jobs/{theirs['id']}/matches/{candidate['id']}")
    assert code_of(mixed) == "not_found"
