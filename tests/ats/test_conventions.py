"""What holds on every route of the candidates face: the envelope, whatever is sent."""

import httpx
import pytest

from tests.ats.caller import Caller
from tests.servers.tenant import code_of

JSON = {"Content-Type": "application/json"}
POSTS = ("/jobs", "/tags", "/parse/url")

NO_JSON = {
    "cut off": b'{"title":',
    "an unknown word": b'{"title": NaN}',
    "no UTF-8": b'{"title": "\xff"}',
    "lists in lists": b"[" * 100_000,
    "objects in objects": b'{"title":' * 100_000,
}


@pytest.mark.parametrize("body", NO_JSON.values(), ids=list(NO_JSON))
@pytest.mark.parametrize("path", POSTS)
def test_what_is_no_json(owner: Caller, path: str, body: bytes) -> None:
    answer = owner.http.post(path, content=body, headers=JSON)
    assert (answer.status_code, code_of(answer)) == (400, "validation_error")


@pytest.mark.parametrize("path", POSTS)
def test_a_body_that_is_too_large(owner: Caller, path: str) -> None:
    body = b'{"title": "' + b"x" * 1_500_000 + b'"}'
    answer = owner.http.post(path, content=body, headers=JSON)
    assert (answer.status_code, code_of(answer)) == (413, "payload_too_large")


CHARSETS = ("zlib", "hex", "idna", "utf-16", "nonsense")


@pytest.mark.parametrize("charset", CHARSETS)
def test_no_charset_but_utf_8(owner: Caller, charset: str) -> None:
    """Whatever a header claims: JSON, forms and queries are read as UTF-8."""
    body = '{"name": "Zoë"}'.encode()
    made = owner.http.post(
        "/tags", content=body, headers={"Content-Type": f"application/json; charset={charset}"}
    )
    assert (made.status_code, made.json()["data"]["name"]) == (201, "Zoë")
    found = owner.http.get(
        "/candidates?tag=%5A%c3%ab", headers={"Content-Type": f"text/plain; charset={charset}"}
    )
    assert found.status_code == 200
    form = (
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="cv.bin"\r\n\r\n'
        b"\x00\x01\x02\r\n--x--\r\n"
    )
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    sent = owner.http.post("/parse", content=form, headers={"Content-Type": kind})
    assert sent.status_code == 415


def test_a_type_that_cannot_be_read(owner: Caller) -> None:
    answer = owner.http.get("/candidates", headers={"Content-Type": "text/plain; a*=hex''%41"})
    assert answer.status_code == 200


NOWHERE = ("/ats", "/ats/", "/ats/v1", "/ats/v1/nothing", "/ats/v1/candidates/")


@pytest.mark.parametrize("path", NOWHERE)
def test_an_address_of_nothing(owner: Caller, path: str) -> None:
    place = httpx.URL(owner.service.base_url).copy_with(path=path)
    assert code_of(owner.http.get(place)) == "not_found"
