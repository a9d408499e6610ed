"""`Idempotency-Key` on the submit: one job, one answer, whoever asks how often."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests import pdfs
from tests.contract import RESUME_COST, SENTENCES
from tests.servers.service import Service
from tests.servers.tenant import SUBMIT, Tenant, code_of

CALLERS = 50

GOOD_KEYS = ("a", "x" * 255, "resume-demo-001", "with blanks and ~ !\"#$%&'()")
BAD_KEYS = {"too long": "x" * 256, "not ASCII": "clé", "empty": ""}

Fields = dict[str, str | list[str]]
OTHER_BODIES: dict[str, tuple[bytes, Fields, str]] = {
    "another file": (pdfs.resume("more"), {}, "resume.pdf"),
    "another page range": (pdfs.resume(), {"page_range": "1"}, "resume.pdf"),
    "another format": (pdfs.resume(), {"formats": "html"}, "resume.pdf"),
    "another name": (pdfs.resume(), {"file_name": "other.pdf"}, "resume.pdf"),
}


@pytest.mark.parametrize("key", GOOD_KEYS)
def test_a_replay_is_the_same_to_the_byte(tenant: Tenant, key: str) -> None:
    first = tenant.submit(fields={"formats": "html"}, key=key)
    tenant.ended(first.json()["job_id"])
    for _ in range(2):
        again = tenant.submit(fields={"formats": "html"}, key=key)
        assert (again.status_code, again.content) == (202, first.content)
        assert again.headers["idempotent-replayed"] == "true"
        assert again.headers["x-request-id"] != first.headers["x-request-id"]
        assert again.headers["content-type"] == first.headers["content-type"]
    assert tenant.counts() == {"jobs": 1, "uploads": 1, "movements": 2, "idempotency": 1}
    assert tenant.movements(first.json()["job_id"]) == [["hold", -RESUME_COST], ["settle", 0]]


def test_both_base_paths_share_a_key(tenant: Tenant) -> None:
    first = tenant.submit(key="k")
    files = {"file": ("resume.pdf", pdfs.resume(), "application/pdf")}
    again = tenant.http.post(f"/api{SUBMIT}", files=files, headers={"Idempotency-Key": "k"})
    assert again.content == first.content


@pytest.mark.parametrize(("data", "fields", "name"), OTHER_BODIES.values(), ids=OTHER_BODIES)
def test_another_body_under_the_same_key_is_refused(
    tenant: Tenant, data: bytes, fields: Fields, name: str
) -> None:
    first = tenant.submit(key="k")
    refused = tenant.submit(data, fields, key="k", name=name)
    assert code_of(refused) == "idempotency_key_reused"
    assert refused.json()["error"]["message"] == SENTENCES["idempotency_key_reused"]
    assert "idempotent-replayed" not in refused.headers
    assert tenant.submit(key="k").content == first.content
    assert tenant.counts()["jobs"] == 1


@pytest.mark.parametrize("key", BAD_KEYS.values(), ids=BAD_KEYS)
def test_refuses_keys_that_are_none(tenant: Tenant, key: str) -> None:
    response = tenant.http.post(
        SUBMIT,
        files={"file": ("resume.pdf", pdfs.resume(), "application/pdf")},
        headers=httpx.Headers({"Idempotency-Key": key}, encoding="utf-8"),
    )
    assert code_of(response) == "invalid_request"
    assert tenant.counts()["jobs"] == 0


def test_a_refused_request_gives_its_key_back(tenant: Tenant) -> None:
    assert code_of(tenant.submit(pdfs.needs_password(), key="k")) == "password_protected"
    assert code_of(tenant.submit(fields={"page_range": "9"}, key="k")) == "invalid_page_range"
    first = tenant.submit(key="k")
    assert first.status_code == 202
    assert "idempotent-replayed" not in first.headers
    assert code_of(tenant.submit(pdfs.needs_password(), key="k")) == "idempotency_key_reused"


def test_keys_belong_to_an_organisation(tenant: Tenant, charlie: Tenant) -> None:
    mine, his = tenant.submit(key="k").json(), charlie.submit(pdfs.resume("x"), key="k").json()
    assert mine["job_id"] != his["job_id"]


def test_without_a_key_every_submit_is_a_job(tenant: Tenant) -> None:
    assert tenant.submitted() != tenant.submitted()


def test_fifty_at_once_make_one_job(tenant: Tenant, service: Service) -> None:
    """All send the same at the same time; each gets the one answer, or hears that it is made."""
    start = threading.Barrier(CALLERS)

    def submit(_: int) -> httpx.Response:
        start.wait()
        return tenant.submit(key="race")

    with ThreadPoolExecutor(CALLERS) as pool:
        answers = list(pool.map(submit, range(CALLERS)))

    accepted = [answer for answer in answers if answer.status_code == 202]
    refused = [answer for answer in answers if answer.status_code != 202]
    assert {code_of(answer) for answer in refused} <= {"idempotency_in_progress"}
    assert all(answer.headers["retry-after"] == "1" for answer in refused)
    assert len({answer.content for answer in accepted}) == 1
    replayed = Counter(answer.headers.get("idempotent-replayed") for answer in accepted)
    assert replayed[None] == 1
    assert tenant.submit(key="race").content == accepted[0].content

    job_id = accepted[0].json()["job_id"]
    assert tenant.ended(job_id)["status"] == "done"
    assert tenant.counts() == {"jobs": 1, "uploads": 1, "movements": 2, "idempotency": 1}
    assert tenant.movements(job_id) == [["hold", -RESUME_COST], ["settle", 0]]
    assert service.new_strays() == []
    assert "add up" in service.manage("audit_ledger")


def test_of_different_bodies_at_once_one_is_taken(tenant: Tenant) -> None:
    with ThreadPoolExecutor(CALLERS) as pool:
        bodies = [pdfs.resume(str(number)) for number in range(CALLERS)]
        answers = list(pool.map(lambda body: tenant.submit(body, key="race"), bodies))
    accepted = [answer for answer in answers if answer.status_code == 202]
    refused = {code_of(answer) for answer in answers if answer.status_code != 202}
    assert len(accepted) == 1
    assert refused == {"idempotency_key_reused"}
    assert tenant.counts()["jobs"] == 1
