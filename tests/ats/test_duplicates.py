"""Duplicates: who may be the same person, and two records that become one."""

from typing import Any

import pytest

from tests import pdfs
from tests.ats.caller import Caller
from tests.ats.cvs import Cv
from tests.servers.tenant import code_of

NORA = Cv()


def _suggested(caller: Caller, key: str) -> dict[str, list[str]]:
    data = caller.get(f"/candidates/{key}/duplicates")["data"]
    return {row["full_name"]: row["reasons"] for row in data}


def test_same_address_number_or_file(owner: Caller, stranger: Caller) -> None:
    nora = owner.parsed_file("nora.pdf", NORA.pdf())["id"]
    others = {
        "Mail Same": Cv("Mail Same", "NORA.feldweg@example.com", "+1 415-555-0150"),
        "Phone Same": Cv("Phone Same", "phone@example.com", "+1 (415) 555 0123"),
        "Nothing Same": Cv("Nothing Same", "other@example.com", "+1 415-555-0151"),
    }
    for name, cv in others.items():
        owner.parsed_file(f"{name}.pdf", cv.pdf())
    again = owner.parsed_file("again.pdf", NORA.pdf())["id"]
    stranger.parsed_file("nora.pdf", NORA.pdf())
    assert _suggested(owner, nora) == {
        "Nora Feldweg": ["email", "phone", "file"],
        "Phone Same": ["phone"],
        "Mail Same": ["email"],
    }
    rows = owner.get(f"/candidates/{nora}/duplicates")["data"]
    assert rows[0]["id"] == again
    assert owner.get("/candidates")["meta"]["total"] == 5


def test_numbers_without_a_country_join_nobody(owner: Caller) -> None:
    key = owner.parsed_file("a.pdf", Cv("Ada A", "a@example.com", "415-555-0123").pdf())["id"]
    owner.parsed_file("b.pdf", Cv("Bea B", "b@example.com", "415-555-0123").pdf())
    assert _suggested(owner, key) == {}


def test_a_correction_counts(owner: Caller) -> None:
    key = owner.parsed_file("a.pdf", Cv("Ada A", "a@example.com", "+1 415-555-0140").pdf())["id"]
    other = owner.parsed_file("b.pdf", Cv("Bea B", "b@example.com", "+1 415-555-0141").pdf())["id"]
    owner.http.patch(f"/candidates/{other}", json={"email": "a@example.com"})
    assert _suggested(owner, key) == {"Bea B": ["email"]}


def _two(caller: Caller) -> tuple[dict[str, Any], dict[str, Any]]:
    kept = caller.parsed_file("kept.pdf", NORA.pdf())
    gone = caller.parsed_file("gone.pdf", Cv(title="Analyst", skills="Chess").pdf())
    return kept, gone


def test_two_become_one(owner: Caller) -> None:
    kept, gone = _two(owner)
    owner.http.patch(f"/candidates/{kept['id']}", json={"location": None, "phone": None})
    owner.http.patch(f"/candidates/{gone['id']}", json={"github_url": "https://github.com/nora"})
    owner.http.post(f"/candidates/{kept['id']}/tags", json={"name": "Both"})
    for name in ("Both", "Of the other"):
        owner.http.post(f"/candidates/{gone['id']}/tags", json={"name": name})
    response = owner.http.post(f"/candidates/{kept['id']}/merge", json={"with": gone["id"]})
    assert response.status_code == 200
    one = response.json()["data"]
    assert one == owner.candidate(kept["id"])
    assert (one["skills"], one["current_title"]) == (kept["skills"], kept["current_title"])
    assert (one["location"], one["phone"]) == (gone["location"], gone["phone"])
    assert one["github_url"] == "https://github.com/nora"
    assert [tag["name"] for tag in one["tags"]] == ["Both", "Of the other"]
    assert [c["field"] for c in one["corrections"]] == ["location", "phone", "github_url"]
    assert code_of(owner.http.get(f"/candidates/{gone['id']}")) == "not_found"
    assert owner.service.ask("files(prefix)", prefix=f"candidates/{gone['id']}/") == []
    assert owner.stored(gone["job_id"]) == []
    assert owner.ids() == [kept["id"]]
    entries = owner.http.get(f"{owner.service.base_url}/v1/audit").json()["data"]
    [entry] = [entry for entry in entries if entry["action"] == "candidate.merged"]
    assert entry["target"] == f"{gone['id']} to {kept['id']}"


def test_a_repetition_is_answered_alike(owner: Caller) -> None:
    kept, gone = _two(owner)
    path, headers = f"/candidates/{kept['id']}/merge", {"Idempotency-Key": "merge"}
    first = owner.http.post(path, json={"with": gone["id"]}, headers=headers)
    again = owner.http.post(path, json={"with": gone["id"]}, headers=headers)
    assert (again.status_code, again.content) == (200, first.content)
    third = owner.http.post(path, json={"with": gone["id"]})
    assert code_of(third) == "not_found"


@pytest.mark.parametrize("body", [{}, {"with": 1}, {"with": "x"}, {"with": None}, {"into": "x"}])
def test_a_bad_body(owner: Caller, body: dict[str, Any]) -> None:
    key = owner.parse().json()["candidates"][0]["id"]
    response = owner.http.post(f"/candidates/{key}/merge", json=body)
    assert (response.status_code, code_of(response)) == (400, "validation_error")


def test_not_with_itself_and_not_while_it_is_read(owner: Caller) -> None:
    key = owner.parsed()["id"]
    itself = owner.http.post(f"/candidates/{key}/merge", json={"with": key})
    assert code_of(itself) == "validation_error"
    waiting = owner.parse(*((f"{n}.pdf", pdfs.resume(str(n))) for n in range(8))).json()
    last = waiting["candidates"][-1]["id"]
    response = owner.http.post(f"/candidates/{last}/merge", json={"with": key})
    assert response.status_code in {200, 409}  # it may have been read in time


def test_nobody_elses(owner: Caller, colleague: Caller, stranger: Caller) -> None:
    kept, gone = _two(owner)
    theirs = stranger.parsed()["id"]
    path = f"/candidates/{kept['id']}"
    assert stranger.http.get(f"{path}/duplicates").status_code == 404
    assert stranger.http.post(f"{path}/merge", json={"with": theirs}).status_code == 404
    assert owner.http.post(f"{path}/merge", json={"with": theirs}).status_code == 404
    assert (
        stranger.http.post(f"/candidates/{theirs}/merge", json={"with": kept["id"]}).status_code
        == 404
    )
    assert colleague.http.post(f"{path}/merge", json={"with": gone["id"]}).status_code == 200
