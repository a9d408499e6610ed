"""Fetching: piece by piece, redirects checked anew, caps on time and bytes."""

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import SplitResult

import pytest

from apps.core import fetching, outbound
from apps.core.fetching import Fetched, fetch
from apps.core.outbound import OutboundError, Policy

ANYWHERE = Policy(allow_private=True, total_seconds=5, max_bytes=1000)
PUBLIC = Policy(allow_plain=True, total_seconds=5)


class Site:
    """A web server whose answers are set by path: status, headers and body."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        self.pause = 0.0
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                status, headers, body = site.answers[self.path]
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for byte in body:
                    time.sleep(site.pause)
                    self.wfile.write(bytes([byte]))

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()
    yield served
    served.server.shutdown()
    served.server.server_close()


def _fetched(url: str, policy: Policy = ANYWHERE) -> tuple[Fetched, bytes]:
    pieces: list[bytes] = []
    found = fetch(url, policy=policy, deadline=time.monotonic() + 10, sink=pieces.append)
    return found, b"".join(pieces)


def _refusal(ask: Callable[[], object]) -> str:
    with pytest.raises(OutboundError) as refused:
        ask()
    return refused.value.code


NAMES: tuple[tuple[str, dict[str, str], str], ...] = (
    ("/cv.pdf", {}, "cv.pdf"),
    ("/zo%C3%AB%20cv.pdf?x=1", {}, "zoë cv.pdf"),
    ("/", {}, ""),
    ("/1", {"Content-Disposition": 'attachment; filename="nora.pdf"'}, "nora.pdf"),
    ("/2", {"Content-Disposition": "attachment; filename=nora.pdf; x=1"}, "nora.pdf"),
    ("/3.pdf", {"Content-Disposition": "inline"}, "3.pdf"),
    ("/4", {"Content-Disposition": "attachment; filename*=UTF-8''zo%C3%AB%20cv.pdf"}, "zoë cv.pdf"),
    ("/5", {"Content-Disposition": "attachment; filename*=iso-8859-1'en'zo%EB.pdf"}, "zoë.pdf"),
    (
        "/6",
        {"Content-Disposition": "attachment; filename=\"zo_.pdf\"; filename*=utf-8''zo%C3%AB.pdf"},
        "zoë.pdf",
    ),
    ("/7", {"Content-Disposition": 'attachment; filename="zoë.pdf"'}, "zoë.pdf"),  # in Latin-1
    (
        "/8",
        {"Content-Disposition": 'attachment; filename="zoë.pdf"'.encode().decode("latin-1")},
        "zoë.pdf",
    ),
    ("/9.pdf", {"Content-Disposition": "attachment; filename*=koi8-r''%C1.pdf"}, "9.pdf"),
    ("/10.pdf", {"Content-Disposition": "attachment; filename*=zoë"}, "10.pdf"),
)


@pytest.mark.parametrize(("path", "headers", "name"), NAMES)
def test_a_file_and_its_name(site: Site, path: str, headers: dict[str, str], name: str) -> None:
    site.answers[path] = (200, headers, b"content")
    assert _fetched(site.url + path) == (Fetched(7, name), b"content")


def test_redirects_are_followed_three_times(site: Site) -> None:
    for number in range(4):
        site.answers[f"/{number}"] = (302, {"Location": f"/{number + 1}"}, b"")
    site.answers["/4"] = (200, {}, b"x")
    assert _fetched(f"{site.url}/1")[1] == b"x"
    assert _refusal(lambda: _fetched(f"{site.url}/0")) == "too_many_redirects"


def test_a_redirect_to_nowhere_is_no_answer(site: Site) -> None:
    site.answers["/"] = (302, {}, b"")
    assert _refusal(lambda: _fetched(f"{site.url}/")) == "not_200"
    assert site.asked == ["/"]


def test_each_address_on_the_way_is_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/"] = (301, {"Location": "/secret"}, b"")
    site.answers["/secret"] = (200, {}, b"x")
    checked = outbound.check_url

    def check(url: str, policy: Policy) -> SplitResult:
        if url.endswith("/secret"):
            raise OutboundError("private_address", "It leads inside.")
        return checked(url, policy)

    monkeypatch.setattr(fetching, "check_url", check)
    assert _refusal(lambda: _fetched(f"{site.url}/")) == "private_address"
    assert site.asked == ["/"]


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://example.com/", "http://["])
def test_a_redirect_to_what_may_not_be_asked(site: Site, where: str) -> None:
    site.answers["/"] = (302, {"Location": where}, b"")
    assert _refusal(lambda: _fetched(f"{site.url}/")) == "bad_url"


REFUSED = {
    "ftp://example.com/cv.pdf": "bad_url",
    "http://example.com:8080/cv.pdf": "bad_url",
    "https://example.com:80/cv.pdf": "bad_url",
    "https://user:secret@example.com/": "bad_url",
    "http://localhost/cv.pdf": "private_address",
    "http://127.0.0.1/cv.pdf": "private_address",
    "http://10.0.0.1/cv.pdf": "private_address",
    "http://172.16.0.1/": "private_address",
    "http://192.168.1.1/": "private_address",
    "http://169.254.169.254/latest/meta-data": "private_address",
    "http://[::1]/": "private_address",
    "http://0x7f000001/": "private_address",
    "": "bad_url",
    "cv.pdf": "bad_url",
    f"https://example.com/{'x' * 2048}": "bad_url",
}


@pytest.mark.parametrize(("url", "code"), REFUSED.items(), ids=[url[:40] for url in REFUSED])
def test_what_may_not_be_asked(url: str, code: str) -> None:
    assert _refusal(lambda: _fetched(url, PUBLIC)) == code


def test_other_answers_and_large_ones(site: Site) -> None:
    site.answers["/gone"] = (404, {}, b"not here")
    site.answers["/large"] = (200, {}, b"x" * 1001)
    site.answers["/fits"] = (200, {}, b"x" * 1000)
    assert _refusal(lambda: _fetched(f"{site.url}/gone")) == "not_200"
    assert _refusal(lambda: _fetched(f"{site.url}/large")) == "too_large"
    assert _fetched(f"{site.url}/fits")[0].size == 1000


def test_dripping_bytes_buy_no_time(site: Site) -> None:
    site.answers["/"] = (200, {}, b"x" * 100)
    site.pause = 0.1
    short = Policy(allow_private=True, total_seconds=0.5)
    assert _refusal(lambda: _fetched(f"{site.url}/", short)) == "timeout"
