"""`POST /ats/v1/parse`: files in, candidates out."""

import pytest

from tests import pdfs
from tests.ats.caller import Caller
from tests.ats.conftest import MakeCaller
from tests.servers.tenant import NOTHING, code_of

UUID = "01234567-89ab-7def-8123-456789abcdef"


def test_one_file_becomes_a_candidate(owner: Caller) -> None:
    response = owner.parse(("nora feldweg.pdf", pdfs.resume()))
    assert response.status_code == 201
    body = response.json()
    assert list(body) == ["success", "candidates", "credits_remaining"]
    assert body["success"] is True
    [candidate] = body["candidates"]
    assert list(candidate) == ["id", "filename", "status"]
    assert (candidate["filename"], candidate["status"]) == ("nora feldweg.pdf", "pending")
    assert len(candidate["id"]) == len(UUID)
    read = owner.ended(candidate["id"])
    assert read["parsing_status"] == "completed"
    assert read["source"] == "api"
    assert owner.movements(read["job_id"]) == [["hold", -1000], ["settle", 0]]


def test_several_files_in_their_order(owner: Caller) -> None:
    names = [f"{number}.pdf" for number in range(3)]
    response = owner.parse(*((name, pdfs.resume(name)) for name in names))
    assert [one["filename"] for one in response.json()["candidates"]] == names


def test_the_field_file_will_do(owner: Caller) -> None:
    assert owner.parse(field="file").status_code == 201


def test_the_header_of_the_other_face_will_do(owner: Caller) -> None:
    headers = {"Authorization": f"Bearer {owner.key}", "X-API-Key": ""}
    assert owner.http.get("/usage", headers=headers).status_code == 200


def test_credits_are_counted_in_cvs(make_caller: MakeCaller) -> None:
    caller = make_caller("free_trial")
    assert caller.parse().json()["credits_remaining"] == 9
    two = caller.parse(("a.pdf", pdfs.resume()), ("b.pdf", pdfs.resume()))
    assert two.json()["credits_remaining"] == 7


def test_without_a_limit_nothing_is_counted_down(owner: Caller) -> None:
    assert owner.parse().json()["credits_remaining"] is None


def test_out_of_credits(make_caller: MakeCaller) -> None:
    caller = make_caller("free_trial")
    eight = [(f"{number}.pdf", pdfs.resume()) for number in range(8)]
    assert caller.parse(*eight).status_code == 201
    response = caller.parse(*eight[:3])
    assert (response.status_code, code_of(response)) == (402, "insufficient_credits")
    error = response.json()["error"]
    assert error["message"] == (
        "Insufficient credits. You have 2 credits, but this operation requires 3."
    )
    assert (error["credits_required"], error["credits_remaining"]) == (3, 2)
    assert len(caller.ids(limit=100)) == 8  # all or none
    assert caller.parse(*eight[:2]).status_code == 201
    last = caller.parse()
    assert last.json()["error"]["message"] == (
        "Insufficient credits. You have 0 credits, but this operation requires 1."
    )
    assert caller.parse(("noise.pdf", pdfs.noise())).status_code in {400, 415}


def test_a_bad_file_among_good_ones_is_named(owner: Caller) -> None:
    response = owner.parse(
        ("good.pdf", pdfs.resume()),
        ("locked.pdf", pdfs.needs_password()),
        ("also good.pdf", pdfs.resume()),
    )
    assert response.status_code == 201
    body = response.json()
    assert [one["filename"] for one in body["candidates"]] == ["good.pdf", "also good.pdf"]
    [error] = body["errors"]
    assert (error["filename"], error["code"]) == ("locked.pdf", "password_protected")


def test_nothing_but_bad_files_is_refused(owner: Caller) -> None:
    response = owner.parse(("a.pdf", pdfs.needs_password()), ("b.pdf", pdfs.without_pages()))
    assert (response.status_code, code_of(response)) == (400, "password_protected")
    details = response.json()["error"]["details"]
    assert [one["filename"] for one in details] == ["a.pdf", "b.pdf"]
    assert owner.counts() == NOTHING


def test_a_file_that_is_too_large_does_not_spoil_the_others(make_caller: MakeCaller) -> None:
    caller = make_caller("free_trial")
    large = ("large.pdf", pdfs.padded(10_000_001))
    response = caller.parse(large, ("small.pdf", pdfs.resume()))
    assert response.status_code == 201
    assert [one["filename"] for one in response.json()["candidates"]] == ["small.pdf"]
    [error] = response.json()["errors"]
    assert (error["filename"], error["code"]) == ("large.pdf", "payload_too_large")
    alone = caller.parse(large)
    assert (alone.status_code, code_of(alone)) == (413, "payload_too_large")


BAD = {
    "no file": ({}, {"note": "x"}),
    "another field": ({"cv": pdfs.resume()}, {}),
    "a field beside the file": ({"files": pdfs.resume()}, {"job_id": "1"}),
}


@pytest.mark.parametrize("files_and_data", BAD.values(), ids=BAD)
def test_a_form_that_is_none(
    owner: Caller, files_and_data: tuple[dict[str, bytes], dict[str, str]]
) -> None:
    files, data = files_and_data
    parts = {name: (f"{name}.pdf", content) for name, content in files.items()}
    response = owner.http.post("/parse", files=parts or {"": ("", b"")}, data=data)
    assert (response.status_code, code_of(response)) == (400, "validation_error")
    assert owner.counts() == NOTHING


def test_more_files_than_are_taken(owner: Caller) -> None:
    response = owner.parse(*((f"{number}.pdf", b"%PDF-") for number in range(51)))
    assert (response.status_code, code_of(response)) == (400, "validation_error")


def test_json_is_no_form(owner: Caller) -> None:
    response = owner.http.post("/parse", json={"files": []})
    assert (response.status_code, code_of(response)) == (415, "unsupported_media_type")


def test_get_is_no_way_to_submit(owner: Caller) -> None:
    assert code_of(owner.http.get("/parse")) == "method_not_allowed"


def test_a_repetition_makes_nothing_new(owner: Caller, stranger: Caller) -> None:
    first, again = owner.parse(key="once"), owner.parse(key="once")
    assert again.content == first.content
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(owner.ids()) == 1
    other = owner.parse(("other.pdf", pdfs.resume("Other")), key="once")
    assert (other.status_code, code_of(other)) == (409, "idempotency_key_reused")
    assert stranger.parse(key="once").json() != first.json()


def test_a_refusal_gives_the_key_back(owner: Caller) -> None:
    assert owner.parse(("a.pdf", pdfs.needs_password()), key="again").status_code == 400
    assert owner.parse(key="again").status_code == 201


def test_no_key(owner: Caller) -> None:
    response = owner.http.post(
        "/parse", files={"files": ("a.pdf", pdfs.resume())}, headers={"X-API-Key": "ts_none"}
    )
    assert (response.status_code, code_of(response)) == (401, "invalid_api_key")


def test_over_the_limit(make_caller: MakeCaller) -> None:
    caller = make_caller("free")
    answers = [caller.http.post("/parse", json={}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [*[415] * 10, 429]
    assert code_of(answers[-1]) == "rate_limit_exceeded"
    assert answers[0].headers["X-RateLimit-Limit"] == "10"
