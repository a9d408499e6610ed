"""`GET /v1/jobs/{id}/download`: each artifact, whole or in part, under its name."""

import hashlib
import re

import httpx
import orjson
import pytest

from tests import pdfs
from tests.servers.service import Service
from tests.servers.tenant import Tenant, code_of

Finished = tuple[Tenant, str]

TYPES = {
    "json": ("application/json", "resume.json"),
    "markdown": ("text/markdown; charset=utf-8", "resume.md"),
    "text": ("text/plain; charset=utf-8", "resume.txt"),
    "html": ("text/html; charset=utf-8", "resume.html"),
    "annotated_pdf": ("application/pdf", "resume.annotated.pdf"),
    "resume": ("application/json", "resume.resume.json"),
}
"""The media type and the name of every format."""


def _download(finished: Finished, name: str = "text", **headers: str) -> httpx.Response:
    tenant, job_id = finished
    names = {key.replace("_", "-"): value for key, value in headers.items()}
    return tenant.http.get(f"/v1/jobs/{job_id}/download?format={name}", headers=names)


@pytest.mark.parametrize("name", TYPES)
def test_sends_every_format_under_its_name(finished: Finished, name: str) -> None:
    media_type, file_name = TYPES[name]
    response = _download(finished, name)
    assert response.status_code == 200
    assert response.headers["content-type"] == media_type
    disposition = f"attachment; filename=\"{file_name}\"; filename*=UTF-8''{file_name}"
    assert response.headers["content-disposition"] == disposition
    assert response.headers["content-length"] == str(len(response.content))
    assert response.headers["etag"] == f'"{hashlib.sha256(response.content).hexdigest()}"'
    assert response.headers["accept-ranges"] == "bytes"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "private" in response.headers["cache-control"]


def test_each_format_holds_what_it_should(finished: Finished) -> None:
    tenant, job_id = finished
    result = tenant.http.get(f"/v1/jobs/{job_id}").json()["result"]
    assert orjson.loads(_download(finished, "json").content) == result["raw"]["document"]
    assert orjson.loads(_download(finished, "resume").content) == result["resume"]
    for name in ("markdown", "text", "html"):
        assert pdfs.NAME in _download(finished, name).text
    assert _download(finished, "html").text.lstrip().lower().startswith("<!doctype html")
    assert _download(finished, "annotated_pdf").content.startswith(b"%PDF-")


def test_without_a_format_it_is_json(finished: Finished) -> None:
    tenant, job_id = finished
    assert tenant.http.get(f"/v1/jobs/{job_id}/download").content == (
        _download(finished, "json").content
    )


@pytest.mark.parametrize("name", ["docx", "", "JSON", "result", "../source", "json,text"])
def test_refuses_unknown_formats(finished: Finished, name: str) -> None:
    response = _download(finished, name)
    assert code_of(response) == "invalid_request"
    assert "annotated_pdf" in response.json()["error"]["message"]


@pytest.mark.parametrize("name", ["html", "annotated_pdf"])
def test_what_was_not_asked_for_was_not_made(tenant: Tenant, name: str) -> None:
    job_id = tenant.done()
    response = tenant.http.get(f"/v1/jobs/{job_id}/download?format={name}")
    assert code_of(response) == "artifact_not_found"


def test_nothing_is_there_before_the_job_is_done(tenant: Tenant, service: Service) -> None:
    with service.paused("worker"):
        path = f"/v1/jobs/{tenant.submitted()}/download"
        assert code_of(tenant.http.get(path)) == "job_not_finished"


NAMES = {
    "Zoë Ł.pdf": "attachment; filename=\"Zo_ _.txt\"; filename*=UTF-8''Zo%C3%AB%20%C5%81.txt",
    "a.b.pdf": "attachment; filename=\"a.b.txt\"; filename*=UTF-8''a.b.txt",
    "né (1)": "attachment; filename=\"n_ _1_.txt\"; filename*=UTF-8''n%C3%A9%20%281%29.txt",
}


def test_names_come_through_any_header(tenant: Tenant) -> None:
    for given, expected in NAMES.items():
        job_id = tenant.done(fields={"file_name": given})
        response = tenant.http.get(f"/v1/jobs/{job_id}/download?format=text")
        assert response.headers["content-disposition"] == expected


def test_a_known_etag_saves_the_transfer(finished: Finished) -> None:
    whole = _download(finished)
    etag = whole.headers["etag"]
    for value in (etag, f'"other", {etag}', f"W/{etag}"):
        answer = _download(finished, if_none_match=value)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == etag
    assert _download(finished, if_none_match='"other"').content == whole.content


RANGES = {
    "bytes=0-9": (0, 10),
    "bytes=5-5": (5, 6),
    "bytes=10-": (10, None),
    "bytes=-7": (-7, None),
    "bytes=1-999999999": (1, None),
}


@pytest.mark.parametrize("asked", RANGES)
def test_sends_a_range(finished: Finished, asked: str) -> None:
    start, end = RANGES[asked]
    whole = _download(finished).content
    expected = whole[start:end]
    answer = _download(finished, range=asked)
    assert (answer.status_code, answer.content) == (206, expected)
    first = start if start >= 0 else len(whole) + start
    place = f"bytes {first}-{first + len(expected) - 1}/{len(whole)}"
    assert answer.headers["content-range"] == place
    assert answer.headers["content-length"] == str(len(expected))
    assert re.match("text/plain", answer.headers["content-type"])


WHOLE = ["bytes=0-", "bytes=-999999999", "bytes=a-b", "lines=1-2", "bytes=0-1,4-5", "bytes=-"]
"""Ranges that are all of it, or none that is understood."""


@pytest.mark.parametrize("asked", WHOLE)
def test_sends_everything_for_other_ranges(finished: Finished, asked: str) -> None:
    answer = _download(finished, range=asked)
    assert (answer.status_code, answer.content) == (200, _download(finished).content)


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=5-4", "bytes=-0"])
def test_refuses_a_range_that_is_not_there(finished: Finished, asked: str) -> None:
    size = len(_download(finished).content)
    answer = _download(finished, range=asked)
    assert (answer.status_code, answer.content) == (416, b"")
    assert answer.headers["content-range"] == f"bytes */{size}"


def test_a_range_of_something_else_is_everything(finished: Finished) -> None:
    etag = _download(finished).headers["etag"]
    assert _download(finished, range="bytes=0-3", if_range=etag).status_code == 206
    assert _download(finished, range="bytes=0-3", if_range='"other"').status_code == 200
