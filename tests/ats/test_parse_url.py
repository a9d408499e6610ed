"""`POST /ats/v1/parse/url`: addresses in, candidates of what came out."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from tests import pdfs
from tests.ats.caller import Caller, details_of
from tests.ats.conftest import MakeCaller
from tests.ats.cvs import Cv
from tests.servers.deployments import embedded, temporary_folder
from tests.servers.service import Service
from tests.servers.tenant import NOTHING, code_of

FILES = {
    "/nora.pdf": Cv().pdf(),
    "/named": Cv().pdf(),
    "/ada.pdf": pdfs.resume(),
    "/locked.pdf": pdfs.needs_password(),
    "/large.pdf": pdfs.padded(10_000_001),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/nora.pdf")
            self.end_headers()
            return
        self.send_response(200 if self.path in FILES else 404)
        if self.path == "/named":
            self.send_header("Content-Disposition", "attachment; filename*=UTF-8''Zo%C3%AB.pdf")
        self.end_headers()
        self.wfile.write(FILES.get(self.path, b""))

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A web server with some CVs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def intranet() -> Iterator[Service]:
    """A service that may fetch from where the tests are."""
    with (
        temporary_folder() as folder,
        embedded(folder, {"FETCH_ALLOW_PRIVATE": "1"}) as service,
    ):
        yield service


def _parse(caller: Caller, *urls: Any, key: str | None = None) -> httpx.Response:
    headers = {"Idempotency-Key": key} if key else None
    return caller.http.post("/parse/url", json={"urls": list(urls)}, headers=headers)


def test_what_came_becomes_candidates(intranet: Service, site: str) -> None:
    with Caller(intranet, "free_trial") as caller:
        names = ("nora.pdf", "gone.pdf", "locked.pdf", "moved", "large.pdf")
        response = _parse(caller, *(f"{site}/{name}" for name in names))
        assert response.status_code == 201
        body = response.json()
        assert list(body) == [
            *("success", "processed", "failed", "candidates", "errors", "credits_remaining")
        ]
        assert (body["success"], body["processed"], body["failed"]) == (True, 2, 3)
        assert body["credits_remaining"] == 8
        assert [one["filename"] for one in body["candidates"]] == ["nora.pdf", "nora.pdf"]
        assert [(one["url"], one["code"]) for one in body["errors"]] == [
            (f"{site}/gone.pdf", "not_200"),
            (f"{site}/locked.pdf", "password_protected"),
            (f"{site}/large.pdf", "too_large"),
        ]
        candidate = caller.ended(body["candidates"][0]["id"])
        assert (candidate["full_name"], candidate["source"]) == ("Nora Feldweg", "url")
        assert candidate["source_url"] == f"{site}/nora.pdf"


def test_a_file_is_called_what_its_server_calls_it(intranet: Service, site: str) -> None:
    with Caller(intranet) as caller:
        [candidate] = _parse(caller, f"{site}/named").json()["candidates"]
        assert candidate["filename"] == "Zoë.pdf"


def test_nothing_that_came(intranet: Service, site: str) -> None:
    with Caller(intranet) as caller:
        response = _parse(caller, f"{site}/gone.pdf")
        body = response.json()
        assert response.status_code == 200
        assert (body["success"], body["processed"], body["failed"]) == (False, 0, 1)
        assert body["candidates"] == []
        assert caller.counts() == NOTHING


def test_a_repetition_fetches_nothing(intranet: Service, site: str) -> None:
    with Caller(intranet) as caller:
        first = _parse(caller, f"{site}/ada.pdf", key="once")
        again = _parse(caller, f"{site}/ada.pdf", key="once")
        assert again.content == first.content
        assert len(caller.ids()) == 1
        other = _parse(caller, f"{site}/nora.pdf", key="once")
        assert code_of(other) == "idempotency_key_reused"


def test_out_of_credits(intranet: Service, site: str) -> None:
    with Caller(intranet, "free_trial") as caller:
        ten = [f"{site}/ada.pdf"] * 10
        assert _parse(caller, *ten).json()["credits_remaining"] == 0
        response = _parse(caller, *ten[:2])
        assert (response.status_code, code_of(response)) == (402, "insufficient_credits")


PRIVATE = (
    *("http://127.0.0.1/cv.pdf", "http://localhost/cv.pdf", "http://10.0.0.1/cv.pdf"),
    *("http://172.31.255.1/cv.pdf", "http://192.168.0.1/cv.pdf", "http://169.254.169.254/"),
    *("http://[::1]/", "http://2130706433/"),
)


def test_private_addresses_are_not_asked(owner: Caller) -> None:
    body = _parse(owner, *PRIVATE).json()
    assert {one["code"] for one in body["errors"]} == {"private_address"}
    assert [one["url"] for one in body["errors"]] == list(PRIVATE)
    assert (body["processed"], body["failed"]) == (0, len(PRIVATE))


NONE = ("ftp://example.com/cv.pdf", "file:///etc/passwd", "cv.pdf", "https://example.com:8443/")


def test_what_is_no_address(owner: Caller, site: str) -> None:
    long = f"https://example.com/{'x' * 2048}"
    body = _parse(owner, *NONE, long, f"{site}/ada.pdf").json()
    assert [one["code"] for one in body["errors"]] == ["bad_url"] * (len(NONE) + 2)
    assert all(one["message"].endswith(".") for one in body["errors"])
    assert owner.counts() == NOTHING


BAD: tuple[Any, ...] = (
    {},
    {"urls": []},
    {"urls": "https://example.com"},
    {"urls": [1]},
    {"urls": [""]},
    {"urls": ["https://example.com"] * 51},
    {"urls": None},
)


@pytest.mark.parametrize("body", BAD, ids=lambda body: str(body)[:40])
def test_a_bad_body(owner: Caller, body: dict[str, Any]) -> None:
    response = owner.http.post("/parse/url", json=body)
    assert (response.status_code, code_of(response)) == (400, "validation_error")
    assert details_of(response) == ["urls"]


def test_half_a_letter_is_no_address(owner: Caller) -> None:
    headers = {"Content-Type": "application/json"}
    body = b'{"urls": ["https://example.com/\\ud800"]}'
    response = owner.http.post("/parse/url", content=body, headers=headers)
    assert (response.status_code, code_of(response)) == (400, "validation_error")


def test_a_form_is_no_body(owner: Caller) -> None:
    response = owner.http.post("/parse/url", data={"urls": "https://example.com"})
    assert (response.status_code, code_of(response)) == (415, "unsupported_media_type")


def test_over_the_limit(make_caller: MakeCaller) -> None:
    caller = make_caller("free")
    answers = [caller.http.post("/parse/url", json={}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [*[400] * 10, 429]
