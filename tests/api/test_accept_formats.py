"""`accept_formats=any`: files of every format, told by their content; without it, PDF alone."""

import io
import zipfile
from collections.abc import Callable, Mapping

import httpx
import pytest

from tests import files, pdfs
from tests.servers.process import wait_for
from tests.servers.tenant import Tenant, assert_nothing_left, code_of

ROUTES = ("/v1/resume/parse", "/v1/parse")
ANY = {"accept_formats": "any"}


def _send(
    tenant: Tenant,
    route: str,
    data: bytes,
    fields: Mapping[str, str],
    name: str = "cv.pdf",
    key: str | None = None,
) -> httpx.Response:
    headers = {"Idempotency-Key": key} if key else None
    file = {"file": (name, data, "application/pdf")}
    return tenant.http.post(route, files=file, data=dict(fields), headers=headers)


def _done(
    tenant: Tenant, route: str, data: bytes, fields: Mapping[str, str], name: str = "cv.pdf"
) -> str:
    response = _send(tenant, route, data, fields, name)
    assert response.status_code == 202, response.text
    job_id: str = response.json()["job_id"]
    status = tenant.ended(job_id)
    assert status["status"] == "done", status
    return job_id


@pytest.mark.parametrize("name", files.FLOWS)
@pytest.mark.parametrize("said", ["right.docx", "wrong.pdf", "none"])
def test_a_resume_of_any_format_is_read(tenant: Tenant, name: str, said: str) -> None:
    make, media_type = files.FLOWS[name]
    job_id = _done(tenant, ROUTES[0], make(), ANY, said)
    result = tenant.http.get(f"/v1/jobs/{job_id}").json()["result"]
    assert result["resume"]["candidate"]["name"] == pdfs.NAME
    assert result["resume"]["contact"]["emails"] == [pdfs.EMAIL]
    assert result["metadata"]["media_type"] == media_type
    places = result["evidence"]["/candidate/name"]
    assert all(place["boundingBox"] is None for place in places), "geometry was made up"
    assert tenant.movements(job_id)[-1] == ["settle", 0]


@pytest.mark.parametrize("name", files.FLOWS)
def test_a_document_of_any_format_is_read(tenant: Tenant, name: str) -> None:
    make, _ = files.FLOWS[name]
    job_id = _done(tenant, ROUTES[1], make(), ANY | {"formats": "json,markdown,html,text"})
    for wanted in ("json", "markdown", "html", "text"):
        answer = tenant.http.get(f"/v1/jobs/{job_id}/download?format={wanted}")
        assert pdfs.EMAIL.replace("@", "") in answer.text.replace("\\", "").replace("@", "")


@pytest.mark.parametrize("fields", [{}, {"accept_formats": "pdf"}, {"accept_formats": ""}])
@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("name", [*files.FLOWS, *files.SCANS])
def test_without_it_only_pdf_is_taken(
    tenant: Tenant, route: str, name: str, fields: dict[str, str]
) -> None:
    make, _ = {**files.FLOWS, **files.SCANS}[name]
    refusal = _send(tenant, route, make(), fields)
    assert code_of(refusal) == "invalid_pdf"
    assert refusal.json()["error"]["message"] == "This file is not a valid PDF."


def test_a_pdf_is_taken_both_ways(tenant: Tenant) -> None:
    with_it = _send(tenant, ROUTES[0], pdfs.resume(), ANY, "cv.docx")
    assert with_it.status_code == _send(tenant, ROUTES[0], pdfs.resume(), {}).status_code == 202
    job_id = with_it.json()["job_id"]
    tenant.ended(job_id)
    result = tenant.http.get(f"/v1/jobs/{job_id}").json()["result"]
    assert result["metadata"]["media_type"] == "application/pdf"


OF_NO_FORMAT = {
    "no bytes": b"",
    "blanks": b" \n\t\r\n",
    "zeros": bytes(5000),
    "a program": b"\x7fELF" + bytes(range(256)) * 4,
    "a GIF": b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00;",
}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("data", OF_NO_FORMAT.values(), ids=OF_NO_FORMAT)
def test_what_is_of_no_format_is_told_which_are(tenant: Tenant, route: str, data: bytes) -> None:
    refusal = _send(tenant, route, data, ANY, "cv.docx")
    assert refusal.status_code == 415
    assert code_of(refusal) == "unsupported_media_type"
    message = refusal.json()["error"]["message"]
    assert all(name in message for name in ("PDF", "DOCX", "DOC", "RTF", "TXT", "PNG", "TIFF"))
    assert_nothing_left(tenant)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("name", files.SCANS)
def test_a_picture_needs_ocr(tenant: Tenant, route: str, name: str) -> None:
    make, _ = files.SCANS[name]
    assert code_of(_send(tenant, route, make(), ANY)) == "ocr_required"
    assert_nothing_left(tenant)


WRONG = {
    "another word": ({"accept_formats": "docx"}, "accept_formats"),
    "two words": ({"accept_formats": "pdf,any"}, "accept_formats"),
    "ocr of another word": ({"ocr": "on"}, "ocr"),
    "a language that is none": ({"ocr_languages": "eng,deu"}, "eng"),
    "a language not installed": ({"ocr_languages": "eng+tlh"}, "tlh"),
    "a path": ({"ocr_languages": "../../etc/passwd"}, "eng"),
    "an option": ({"ocr_languages": "--help"}, "eng"),
}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(("fields", "named"), WRONG.values(), ids=WRONG)
def test_a_field_that_cannot_be_is_named(
    tenant: Tenant, route: str, fields: dict[str, str], named: str
) -> None:
    refusal = _send(tenant, route, pdfs.resume(), fields)
    assert code_of(refusal) == "invalid_request"
    assert named in refusal.json()["error"]["message"]
    assert_nothing_left(tenant)


OTHERS = [{}, {"accept_formats": "any", "ocr": "auto"}, {"accept_formats": "pdf"}]


@pytest.mark.parametrize("other", OTHERS, ids=str)
def test_a_key_stands_for_these_fields_too(tenant: Tenant, other: dict[str, str]) -> None:
    first = _send(tenant, ROUTES[0], pdfs.resume(), ANY, key="k")
    again = _send(tenant, ROUTES[0], pdfs.resume(), ANY, key="k")
    assert again.content == first.content
    assert code_of(_send(tenant, ROUTES[0], pdfs.resume(), other, key="k")) == (
        "idempotency_key_reused"
    )


NAMES = {
    "named as what it is": ("Zoë's cv.docx", {}, "Zoë's cv"),
    "named as a PDF": ("cv.pdf", {}, "cv"),
    "renamed": ("a.docx", {"file_name": "b.docx"}, "b"),
    "with two dots": ("ada.v2.docx", {}, "ada.v2"),
}


@pytest.mark.parametrize(("name", "fields", "stem"), NAMES.values(), ids=NAMES)
def test_downloads_are_named_after_the_file(
    tenant: Tenant, name: str, fields: dict[str, str], stem: str
) -> None:
    job_id = _done(tenant, ROUTES[0], files.word(), ANY | fields, name)
    for wanted, ending, kind in (
        ("markdown", ".md", "text/markdown; charset=utf-8"),
        ("resume", ".resume.json", "application/json"),
    ):
        answer = tenant.http.get(f"/v1/jobs/{job_id}/download?format={wanted}")
        assert answer.headers["content-type"] == kind
        shown = httpx.URL("x:" + answer.headers["content-disposition"].rpartition("''")[2])
        assert shown.path == f"{stem}{ending}"


BATCH = "/v1/resume/parse/batch"
Named = tuple[str, bytes]


def _batch(tenant: Tenant, sent: list[Named], **fields: str) -> httpx.Response:
    files = [("files", (name, data, "application/octet-stream")) for name, data in sent]
    headers = {"Idempotency-Key": "batch"}
    return tenant.http.post(BATCH, files=files, data=fields, headers=headers)


def _mixture() -> list[Named]:
    return [
        ("a.pdf", pdfs.resume()),
        ("b.docx", files.word()),
        ("c.txt", files.text()),
        ("d.png", files.png()),
        ("e.exe", b"MZ\x90\x00" * 100),
        ("f.docx", files.word()[:500]),
    ]


def _zip(sent: list[Named]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in sent:
            archive.writestr(f"cvs/{name}", data)
    return held.getvalue()


def _codes(tenant: Tenant, response: httpx.Response) -> list[str]:
    """How each file of a batch ended, in its order."""
    assert response.status_code == 202, response.text
    status = response.json()["links"]["status"]
    for file in response.json()["files"]:
        if file["job_id"]:
            tenant.ended(file["job_id"])
    ended = tenant.http.get(status).json()["files"]
    return [file.get("error", {}).get("code") or file["status"] for file in ended]


OF_EACH = ["done", "done", "done", "ocr_required", "unsupported_media_type", "corrupt_file"]


def test_a_batch_may_be_a_mixture(tenant: Tenant) -> None:
    assert _codes(tenant, _batch(tenant, _mixture(), **ANY)) == OF_EACH


def test_a_zip_may_hold_a_mixture(tenant: Tenant) -> None:
    packed = [("cvs.zip", _zip(_mixture()))]
    assert _codes(tenant, _batch(tenant, packed, **ANY)) == OF_EACH


def test_a_batch_without_it_takes_only_pdfs(tenant: Tenant) -> None:
    codes = _codes(tenant, _batch(tenant, _mixture()[:3]))
    assert codes == ["done", "invalid_pdf", "invalid_pdf"]


@pytest.mark.parametrize("fields", [{}, ANY], ids=str)
def test_a_word_document_alone_is_no_zip(tenant: Tenant, fields: dict[str, str]) -> None:
    refusal = _batch(tenant, [("cv.docx", files.word())], **fields)
    assert code_of(refusal) == "invalid_request"
    assert "2 to 100" in refusal.json()["error"]["message"]
    assert_nothing_left(tenant)


QUEUES: Mapping[str, tuple[Callable[[], bytes], dict[str, str], str]] = {
    "a PDF": (pdfs.resume, {}, "text"),
    "a text": (files.text, {}, "text"),
    "a Word document": (files.word, {}, "text"),
    "its pages": (files.word, {"formats": "annotated_pdf"}, "convert"),
    "a picture": (files.png, {"ocr": "auto"}, "ocr"),
    "a scan": (pdfs.without_text, {"ocr": "auto"}, "ocr"),
}


@pytest.mark.parametrize(("make", "fields", "queue"), QUEUES.values(), ids=QUEUES)
def test_waits_where_it_can_be_read(
    tenant: Tenant, make: Callable[[], bytes], fields: dict[str, str], queue: str
) -> None:
    response = _send(tenant, ROUTES[0], make(), ANY | fields)
    assert response.status_code == 202, response.text
    job_id = response.json()["job_id"]
    row = "Job.objects.values_list('queue', 'upload__media_type').get(id=job)"
    assert tenant.service.ask(row, job=job_id)[0] == queue
    # a job that a worker takes in that very moment is to be deleted again
    assert wait_for(lambda: tenant.http.delete(f"/v1/jobs/{job_id}").status_code == 204)
