"""Batches: one job per file, each with its own end and price; one ZIP in, one ZIP out."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import httpx
import pytest

from tests import pdfs
from tests.api.conftest import MakeTenant
from tests.contract import RESUME_COST
from tests.servers.process import wait_for
from tests.servers.service import Service
from tests.servers.tenant import NOTHING, Tenant, assert_nothing_left, code_of

RESUMES, DOCUMENTS = "/v1/resume/parse/batch", "/v1/parse/batch"
LATER = "housekeeping.expire(now=timezone.now() + timedelta(seconds=320))"
File = tuple[str, bytes]
Json = dict[str, Any]


def _send(
    tenant: Tenant,
    files: Sequence[File],
    fields: Mapping[str, Any] | None = None,
    *,
    route: str = RESUMES,
    key: str | None = "batch",
) -> httpx.Response:
    return tenant.http.post(
        route,
        files=[("files", (name, data, "application/octet-stream")) for name, data in files],
        data=dict(fields or {}),
        headers={"Idempotency-Key": key} if key else None,
    )


def _accepted(tenant: Tenant, files: Sequence[File], **more: Any) -> Json:
    response = _send(tenant, files, **more)
    assert response.status_code == 202, response.text
    batch: Json = response.json()
    return batch


def _ended(tenant: Tenant, batch: Json) -> Json:
    seen: list[Json] = [batch]

    def ended() -> bool:
        seen.append(tenant.http.get(batch["links"]["status"]).json())
        return seen[-1]["finished_at"] is not None

    assert wait_for(ended, 60), seen[-1]
    return seen[-1]


def _zip(entries: Mapping[str, bytes], **facts: Any) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, **facts) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return held.getvalue()


def _resumes(count: int) -> list[File]:
    return [(f"resume {number}.pdf", pdfs.resume(str(number))) for number in range(count)]


def test_each_file_is_a_job(tenant: Tenant, service: Service) -> None:
    with service.paused("worker"):
        batch = _accepted(tenant, _resumes(3))
    assert set(batch) == {
        *("batch_id", "status", "service", "request_id", "created_at", "finished_at"),
        *("counts", "files", "links"),
    }
    assert (batch["status"], batch["counts"]["queued"], batch["counts"]["total"]) == (
        "queued",
        3,
        3,
    )
    assert [file["file_name"] for file in batch["files"]] == [name for name, _ in _resumes(3)]
    ended = _ended(tenant, batch)
    assert (ended["status"], ended["counts"]["done"]) == ("done", 3)
    for file in ended["files"]:
        assert tenant.http.get(file["links"]["status"]).json()["status"] == "done"
        assert tenant.movements(file["job_id"]) == [["hold", -RESUME_COST], ["settle", 0]]


def test_files_end_each_in_its_own_way(tenant: Tenant) -> None:
    files = [("a.pdf", pdfs.resume()), ("b.pdf", b"no PDF"), ("c.pdf", pdfs.font_without_text())]
    ended = _ended(tenant, _accepted(tenant, files))
    assert ended["status"] == "partial"
    assert [file["status"] for file in ended["files"]] == ["done", "failed", "failed"]
    codes = [file.get("error", {}).get("code") for file in ended["files"]]
    assert codes == [None, "invalid_pdf", "ocr_required"]
    assert [file["cost"] for file in ended["files"]] == [RESUME_COST, 0, RESUME_COST]
    assert ended["files"][1]["job_id"] is None
    assert tenant.movements(ended["files"][2]["job_id"])[-1] == ["release", RESUME_COST]


def test_a_batch_of_nothing_good_has_failed_already(tenant: Tenant) -> None:
    batch = _accepted(tenant, [("a.pdf", b"a"), ("b.pdf", b"b")])
    assert (batch["status"], batch["counts"]["failed"]) == ("failed", 2)
    assert batch["finished_at"] is not None
    assert tenant.counts() | {"idempotency": 0} == NOTHING


def test_a_zip_is_taken_apart(tenant: Tenant) -> None:
    entries = {
        "folder/": b"",
        "folder/one.pdf": pdfs.resume("1"),
        "../../two.pdf": pdfs.resume("2"),
        "C:\\three.pdf": pdfs.resume("3"),
        "__MACOSX/folder/._one.pdf": b"x",
        ".DS_Store": b"x",
        "inner.zip": _zip({"a.pdf": pdfs.resume()}),
    }
    ended = _ended(tenant, _accepted(tenant, [("all.zip", _zip(entries))]))
    assert [(file["file_name"], file["status"]) for file in ended["files"]] == [
        ("one.pdf", "done"),
        ("two.pdf", "done"),
        ("three.pdf", "done"),
        ("inner.zip", "failed"),
    ]


def test_two_files_of_one_name_are_two_jobs(tenant: Tenant) -> None:
    files = [("same.pdf", pdfs.resume("1")), ("same.pdf", pdfs.resume("2"))]
    ended = _ended(tenant, _accepted(tenant, files))
    assert ended["counts"]["done"] == 2
    names = _archive(tenant, ended, "?format=text").namelist()
    assert names == ["001-same.txt", "002-same.txt"]


def _archive(tenant: Tenant, batch: Json, query: str = "") -> zipfile.ZipFile:
    response = tenant.http.get(batch["links"]["download"] + query)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    assert archive.testzip() is None
    return archive


def test_everything_comes_back_in_one_zip(tenant: Tenant) -> None:
    ended = _ended(tenant, _accepted(tenant, _resumes(2), fields={"formats": "html"}))
    archive = _archive(tenant, ended)
    stems = [f"{number + 1:03}-resume {number}" for number in range(2)]
    suffixes = (".json", ".md", ".html", ".txt", ".resume.json")
    assert sorted(archive.namelist()) == sorted(s + suffix for s in stems for suffix in suffixes)
    one = ended["files"][0]["links"]["download"]
    assert archive.read(f"{stems[0]}.md") == tenant.http.get(f"{one}?format=markdown").content
    again = tenant.http.get(ended["links"]["download"]).content
    assert again == tenant.http.get(ended["links"]["download"]).content


def test_what_was_fetched_is_gone_soon(tenant: Tenant, service: Service) -> None:
    ended = _ended(tenant, _accepted(tenant, _resumes(2), fields={"delete_after_download": "1"}))
    _archive(tenant, ended, "?format=text")
    service.ask(LATER)
    assert tenant.http.get(ended["links"]["status"]).json()["status"] == "done"
    _archive(tenant, ended)
    _archive(tenant, ended)  # the first may not have arrived
    status = ended["links"]["status"]

    def gone() -> bool:
        service.ask(LATER)
        return bool(tenant.http.get(status).json()["status"] == "expired")

    assert wait_for(gone)
    assert code_of(tenant.http.get(ended["links"]["download"])) == "artifact_expired"


def test_no_download_before_the_end(tenant: Tenant, service: Service) -> None:
    with service.paused("worker"):
        batch = _accepted(tenant, _resumes(2))
        download = batch["links"]["status"] + "/download"
        assert code_of(tenant.http.get(download)) == "job_not_finished"
        assert "download" not in batch["links"]
        for file in batch["files"]:
            tenant.http.delete(file["links"]["status"]).raise_for_status()
    ended = tenant.http.get(batch["links"]["status"]).json()
    assert (ended["status"], ended["finished_at"] is None) == ("expired", False)
    assert code_of(tenant.http.get(download)) == "artifact_expired"
    assert [file["file_name"] for file in ended["files"]] == [None, None]


def test_a_retry_makes_no_second_batch(tenant: Tenant) -> None:
    first, second = _send(tenant, _resumes(2)), _send(tenant, _resumes(2))
    assert first.content == second.content
    assert second.headers["idempotent-replayed"] == "true"
    assert tenant.counts()["jobs"] == 2
    assert code_of(_send(tenant, _resumes(3))) == "idempotency_key_reused"


REFUSED: Mapping[str, tuple[list[File], Json, str]] = {
    "one file": ([("a.pdf", b"a")], {}, "invalid_request"),
    "none": ([], {}, "invalid_request"),
    "too many in a zip": (
        [("a.zip", _zip({f"{n}.pdf": b"x" for n in range(101)}))],
        {},
        "invalid_request",
    ),
    "one in a zip": ([("a.zip", _zip({"1.pdf": b"x"}))], {}, "invalid_request"),
    "half a zip": ([("a.zip", _zip({"1.pdf": b"x", "2.pdf": b"y"})[:60])], {}, "invalid_request"),
    "a name for all": ([("a.pdf", b"a"), ("b.pdf", b"b")], {"file_name": "x"}, "invalid_request"),
    "an unknown field": ([("a.pdf", b"a"), ("b.pdf", b"b")], {"x": "1"}, "invalid_request"),
}


@pytest.mark.parametrize(("files", "fields", "code"), REFUSED.values(), ids=REFUSED)
def test_refuses_and_leaves_nothing(
    tenant: Tenant, files: list[File], fields: Json, code: str
) -> None:
    response = _send(tenant, files or [("", b"")], fields)
    assert code_of(response) == code
    assert_nothing_left(tenant)


def test_needs_a_key_to_retry_with(tenant: Tenant) -> None:
    response = _send(tenant, _resumes(2), key=None)
    assert code_of(response) == "invalid_request"
    assert "Idempotency-Key" in response.json()["error"]["message"]


def test_ten_documents_are_the_most(tenant: Tenant) -> None:
    assert code_of(_send(tenant, _resumes(11), route=DOCUMENTS)) == "invalid_request"
    ended = _ended(tenant, _accepted(tenant, _resumes(10), route=DOCUMENTS))
    assert (ended["service"], ended["counts"]["done"]) == ("parse-pdf", 10)
    assert ended["links"]["status"].startswith("/v1/parse/batch/")


def test_bombs_cost_nothing_and_nobody_else(tenant: Tenant) -> None:
    """A gigabyte of nothing, packed small: refused file by file, within seconds."""
    bomb = _zip({f"{number}.pdf": bytes(60_000_000) for number in range(20)})
    assert len(bomb) < 2_000_000
    response = _send(tenant, [("bomb.zip", bomb)])
    if response.status_code == 202:
        assert response.json()["counts"]["failed"] == 20
    else:
        assert code_of(response) == "invalid_request"
    assert tenant.done()


def test_what_cannot_be_paid_in_full_is_not_begun(
    make_tenant: MakeTenant, service: Service
) -> None:
    free = make_tenant("free_trial")
    refused = _send(free, _resumes(11))
    assert code_of(refused) == "insufficient_credits"
    assert refused.json()["error"]["credits_required"] == 11 * RESUME_COST
    assert refused.json()["error"]["credits_remaining"] == 10 * RESUME_COST
    assert_nothing_left(free)
    assert _ended(free, _accepted(free, _resumes(10)))["counts"]["done"] == 10
    assert "add up" in service.manage("audit_ledger")


def test_the_batches_of_others_do_not_exist(tenant: Tenant, charlie: Tenant) -> None:
    ended = _ended(tenant, _accepted(tenant, _resumes(2)))
    for link in ended["links"].values():
        assert code_of(charlie.http.get(link)) == "not_found"
    other_face = ended["links"]["status"].replace("resume/", "")
    assert code_of(tenant.http.get(other_face)) == "not_found"
    assert code_of(tenant.http.get("/v1/parse/batch/batch_1")) == "not_found"
