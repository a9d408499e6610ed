"""`POST /v1/resume/parse`: files that are refused, bodies that are no form, files too large."""

import socket
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from tests import pdfs
from tests.api.conftest import MakeTenant
from tests.contract import REQUEST_ID, SENTENCES
from tests.servers.service import Service
from tests.servers.tenant import SUBMIT, Tenant, assert_nothing_left, code_of

MB = 1_000_000

FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "invalid_pdf"),
    "text": (b"Dear Sir or Madam,\n" * 50, "invalid_pdf"),
    "a PNG": (b"\x89PNG\r\n\x1a\n" + bytes(100), "invalid_pdf"),
    "magic too late": (b" " * 2000 + pdfs.resume(), "invalid_pdf"),
    "noise": (pdfs.noise(), "corrupt_pdf"),
    "no pages": (pdfs.without_pages(), "corrupt_pdf"),
    "user password": (pdfs.needs_password(), "password_protected"),
    "no text": (pdfs.without_text(), "ocr_required"),
    "six pages": (pdfs.resume(pages=6), "page_limit_exceeded"),
}

GOOD = {
    "owner password only": pdfs.owner_password_only(),
    "five pages": pdfs.resume(pages=5),
    "junk before the header": b"\n" * 500 + pdfs.resume(),
    "junk after the end": pdfs.padded(20_000),
}

BOUNDARY = "a-boundary"
PART = (
    f"--{BOUNDARY}\r\n"
    'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
    "Content-Type: application/pdf\r\n\r\n"
).encode()
END = f"\r\n--{BOUNDARY}--\r\n".encode()
FORM = f"multipart/form-data; boundary={BOUNDARY}"

BODIES: dict[str, tuple[str | None, bytes, str]] = {
    "no type": (None, pdfs.resume(), "unsupported_media_type"),
    "a PDF": ("application/pdf", pdfs.resume(), "unsupported_media_type"),
    "JSON": ("application/json", b'{"file":"a.pdf"}', "unsupported_media_type"),
    "another form": ("application/x-www-form-urlencoded", b"file=a", "unsupported_media_type"),
    "another multipart": ("multipart/mixed; boundary=x", PART + END, "unsupported_media_type"),
    "no boundary": ("multipart/form-data", PART + END, "invalid_request"),
    "empty boundary": ("multipart/form-data; boundary=", PART + END, "invalid_request"),
    "wrong boundary": ("multipart/form-data; boundary=other", PART + END, "invalid_request"),
    "empty body": (FORM, b"", "invalid_request"),
    "no form": (FORM, b"hello", "invalid_request"),
    "cut off in the header": (FORM, PART[:60], "invalid_request"),
    "wrong base64": (
        FORM,
        PART.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n") + b"%" + END,
        "invalid_request",
    ),
    "too many fields": (
        FORM,
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'.encode() * 150
        + END,
        "invalid_request",
    ),
}
"""Content type, body, and the code they get."""


@pytest.mark.parametrize(("data", "code"), FILES.values(), ids=FILES)
def test_refuses_what_cannot_be_parsed_and_leaves_nothing(
    tenant: Tenant, data: bytes, code: str
) -> None:
    response = tenant.submit(data, key="k")
    assert code_of(response) == code
    if code in SENTENCES:
        assert response.json()["error"]["message"] == SENTENCES[code]
    assert_nothing_left(tenant)


@pytest.mark.parametrize("data", GOOD.values(), ids=GOOD)
def test_takes_odd_files_that_can_be_parsed(tenant: Tenant, data: bytes) -> None:
    assert tenant.done(data)


def test_a_page_range_makes_a_long_file_short_enough(tenant: Tenant) -> None:
    six = pdfs.resume(pages=6)
    status = tenant.ended(tenant.submitted(six, {"page_range": "2-6"}))
    assert status["status"] == "done"
    assert status["result"]["raw"]["document"]["numberOfPages"] == 6
    assert status["result"]["metadata"]["page_count"] == 6
    assert pdfs.NAME not in str(status["result"]["resume"])


@pytest.mark.parametrize(("media_type", "body", "code"), BODIES.values(), ids=BODIES)
def test_refuses_what_is_no_form(
    tenant: Tenant, media_type: str | None, body: bytes, code: str
) -> None:
    headers = {"Content-Type": media_type} if media_type else None
    assert code_of(tenant.http.post(SUBMIT, content=body, headers=headers)) == code
    assert_nothing_left(tenant)


def test_a_form_cut_off_in_its_file_is_no_job(tenant: Tenant) -> None:
    """The body ends without the closing boundary: what came may be half of a file."""
    cut = PART + pdfs.noise()
    response = tenant.http.post(SUBMIT, content=cut, headers={"Content-Type": FORM})
    assert response.status_code == 400
    assert_nothing_left(tenant)


@pytest.mark.parametrize("plan", ["free", "pro"])
def test_refuses_a_file_larger_than_the_plan_allows(make_tenant: MakeTenant, plan: str) -> None:
    """The caller sends all of it and still gets to read why."""
    limit = {"free": 10, "pro": 20}[plan] * MB
    caller = make_tenant(plan)
    for size in (limit + 1, 2 * limit):
        response = caller.submit(pdfs.padded(size), key="k")
        assert code_of(response) == "payload_too_large"
        assert f"{limit // MB} MB" in response.json()["error"]["message"]
    assert_nothing_left(caller)


def test_takes_a_file_of_exactly_the_limit(make_tenant: MakeTenant) -> None:
    assert make_tenant("free").submitted(pdfs.padded(10 * MB))


def _chunks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), 64 * 1024):
        yield data[start : start + 64 * 1024]


@pytest.mark.parametrize("size", [20_000, 15 * MB])
def test_refuses_a_form_of_undeclared_size(tenant: Tenant, size: int) -> None:
    body = PART + pdfs.padded(size) + END
    response = tenant.http.post(SUBMIT, content=_chunks(body), headers={"Content-Type": FORM})
    assert code_of(response) == "invalid_request"
    assert "Content-Length" in response.json()["error"]["message"]
    assert_nothing_left(tenant)


def _connect(service: Service) -> socket.socket:
    address = urlsplit(service.base_url)
    return socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=30)


def _head(service: Service, key: str, length: int) -> bytes:
    lines = (
        f"POST {SUBMIT} HTTP/1.1",
        f"Host: {urlsplit(service.base_url).netloc}",
        f"Authorization: Bearer {key}",
        f"Content-Type: {FORM}",
        f"Content-Length: {length}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def test_a_caller_that_goes_away_leaves_nothing(tenant: Tenant, service: Service) -> None:
    """Half of an upload, then the connection is closed; the next submit is answered."""
    with closing(_connect(service)) as line:
        line.sendall(_head(service, tenant.key, 500_000) + PART + bytes(100_000))
    assert tenant.submitted()
    assert tenant.counts()["jobs"] == 1
    assert service.new_strays() == []


REFUSED_EARLY = {
    "no key": ("pl_none", 401),
    "too large": ("", 413),
}


@pytest.mark.parametrize(("key", "status"), REFUSED_EARLY.values(), ids=REFUSED_EARLY)
def test_a_refused_caller_may_send_to_the_end_and_then_read(
    make_tenant: MakeTenant, service: Service, key: str, status: int
) -> None:
    """Many clients look for an answer only after their last byte; it must still be there."""
    body = PART + bytes(30 * MB) + END
    with closing(_connect(service)) as line:
        line.sendall(_head(service, key or make_tenant("free").key, len(body)))
        for chunk in _chunks(body):
            line.sendall(chunk)
        assert line.recv(100).startswith(f"HTTP/1.1 {status} ".encode())


def test_answers_when_the_caller_expects_to_be_asked(tenant: Tenant) -> None:
    """`Expect: 100-continue`, as curl sends it with large files."""
    response = tenant.http.post(
        SUBMIT, files={"file": ("a.pdf", pdfs.resume())}, headers={"Expect": "100-continue"}
    )
    assert response.status_code == 202
    assert REQUEST_ID.fullmatch(response.json()["request_id"])
