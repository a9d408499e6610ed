"""Everything at once: changes, merges, tags and pipelines, while what they touch is deleted."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.ats.caller import Caller
from tests.ats.positions import asking, made

PEOPLE = 8
ROUNDS = 3
ACCEPTED = {200, 201, 404, 409}

Call = tuple[str, str, Any]
"""Method, path and body."""


def _people(caller: Caller) -> list[str]:
    files = ((f"{n}.txt", f"Ada Example\nSkills: Python\n{n}\n".encode()) for n in range(PEOPLE))
    ids = [row["id"] for row in caller.parse(*files).json()["candidates"]]
    return [caller.ended(key)["id"] for key in ids]


def _calls(people: list[str], job: str, tag: str) -> Iterator[Call]:
    """What is done to everybody, in an order in which neighbours get into each other's way."""
    for number, key in enumerate(people):
        person, skill = f"/candidates/{key}", f"Skill {number}"
        yield "PATCH", person, {"skills": ["Python", skill]}
        yield "POST", f"{person}/tags", {"tag_id": tag}
        yield "POST", f"/jobs/{job}/candidates/{key}", {}
        yield "POST", f"{person}/merge", {"with": people[number - 1]}
        yield "PATCH", f"/jobs/{job}", {"required_skills": asking(skill)}
        yield "DELETE", person, None
        yield "PATCH", person, {"skills": [skill]}
        yield "GET", f"/jobs/{job}/matches", None
    yield "DELETE", f"/tags/{tag}", None
    yield "DELETE", f"/jobs/{job}", None


def test_nothing_fails_that_is_deleted_meanwhile(owner: Caller) -> None:
    def answer(call: Call) -> tuple[int, Call]:
        method, path, body = call
        return owner.http.request(method, path, json=body).status_code, call

    answers: list[tuple[int, Call]] = []
    for number in range(ROUNDS):
        people, job = _people(owner), made(owner, required_skills=asking("Python"))["id"]
        tag = owner.http.post("/tags", json={"name": f"Tag {number}"}).json()["data"]["id"]
        with ThreadPoolExecutor(8) as pool:
            answers += pool.map(answer, list(_calls(people, job, tag)))
    assert [one for one in answers if one[0] not in ACCEPTED] == []
