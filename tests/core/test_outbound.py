"""The checked door: public addresses only, the checked one dialled, caps on time and bytes."""

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator

import httpcore
import pytest

from apps.core import outbound
from apps.core.outbound import OutboundError, Policy
from tests.webhooks.receiver import Receiver, running

PUBLIC = Policy()
ANYWHERE = Policy(allow_private=True, total_seconds=5)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running() as server:
        yield server


def _post(url: str, policy: Policy = ANYWHERE) -> outbound.Answer:
    return outbound.post(url, headers={"X-Test": "1"}, body=b"{}", policy=policy)


def _refusal(url: str, policy: Policy = PUBLIC) -> str:
    with pytest.raises(OutboundError) as refused:
        _post(url, policy)
    return refused.value.code


LOOPBACKS = (
    *("127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1"),
    *("[::ffff:127.0.0.1]", "[::1]", "0.0.0.0", "localhost.localdomain"),
)


@pytest.mark.parametrize("host", LOOPBACKS)
def test_no_spelling_of_loopback_is_reached(receiver: Receiver, host: str) -> None:
    """On the port that is allowed the text refuses; on the receiver's own nothing may arrive."""
    assert _refusal(f"https://{host}/") in {"private_address", "unknown_host"}
    unguarded_port = Policy(allow_private=False)
    with pytest.raises(OutboundError):
        outbound.post(
            f"http://{host}:{receiver.port}/", headers={}, body=b"", policy=unguarded_port
        )
    assert receiver.requests == []


ADDRESSES = {
    "9.9.9.9": True,
    "2620:fe::fe": True,
    "10.1.2.3": False,
    "172.16.0.1": False,
    "192.168.1.1": False,
    "100.64.0.1": False,  # carrier-grade NAT
    "169.254.169.254": False,  # where clouds keep credentials
    "192.0.2.1": False,
    "198.18.0.1": False,
    "224.0.0.1": False,
    "240.0.0.1": False,
    "255.255.255.255": False,
    "::ffff:10.0.0.1": False,
    "::ffff:9.9.9.9": True,
    "64:ff9b::7f00:1": False,
    "64:ff9b::909:909": False,
    "2002:7f00:1::": False,
    "2001:0:7f00:1::": False,
    "::7f00:1": False,
    "fe80::1": False,
    "fc00::1": False,
    "ff02::1": False,
    "2001:db8::1": False,
    "fec0::1": False,
    "3fff::1": False,
    "192.88.99.1": False,
}


@pytest.mark.parametrize(("text", "public"), ADDRESSES.items())
def test_an_address_is_public_or_not(text: str, public: bool) -> None:
    assert outbound.is_public(ipaddress.ip_address(text)) is public


BAD_URLS = {
    "plain": "http://example.com/",
    "another scheme": "ftp://example.com/",
    "a file": "file:///etc/passwd",
    "no host": "https:///path",
    "no URL": "example.com",
    "another port": "https://example.com:8443/",
    "a bad port": "https://example.com:99999/",
    "a user": "https://user@example.com/",
    "a password": "https://user:word@example.com/",
    "a line break": "https://example.com/\r\nX: 1",
    "a blank": "https://example.com/a b",
    "too long": "https://example.com/" + "a" * 2048,
    "a letter beyond ASCII": "https://example.com/\u00fc",
    "a query beyond ASCII": "https://example.com/?name=\u00fc",
    "half an address": "https://[::1/",
}


@pytest.mark.parametrize("url", BAD_URLS.values(), ids=BAD_URLS)
def test_refuses_what_is_no_url_to_call(url: str) -> None:
    with pytest.raises(OutboundError) as refused:
        outbound.check_url(url, PUBLIC)
    assert refused.value.code == "bad_url"
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "url", ["https://example.com/hook?a=1", "https://müller.example:443/%C3%BC"]
)
def test_takes_public_https(url: str) -> None:
    assert outbound.check_url(url, PUBLIC).scheme == "https"


def test_a_name_that_nobody_answers_for_is_left_at_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    over = threading.Event()

    def silent(*_: object, **__: object) -> list[object]:
        over.wait(5)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    short = Policy(total_seconds=0.2)
    try:
        assert _refusal("https://silent.example/", short) == "timeout"
    finally:
        over.set()


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _resolve_to(monkeypatch, ["9.9.9.9", "10.0.0.1"])
    assert _refusal("https://two.example/") == "private_address"


def test_the_address_that_was_checked_is_dialled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A resolver that answers a public address first and loopback later gets one question."""
    asked = _resolve_to(monkeypatch, ["9.9.9.9"], ["127.0.0.1"])
    dialled: list[str] = []

    def dial(self: object, host: str, *_: object) -> object:
        dialled.append(host)
        raise httpcore.ConnectError("nobody here")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", dial)
    assert _refusal("https://rebinding.example/") == "connection_failed"
    assert (len(asked), dialled) == (1, ["9.9.9.9"])


def _resolve_to(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Give the resolver these answers in turn; the names it is asked for."""
    asked: list[str] = []
    waiting = iter(answers)

    def answer(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        kinds = {4: socket.AF_INET, 6: socket.AF_INET6}
        return [
            (kinds[ipaddress.ip_address(text).version], 1, 6, "", (text, port))
            for text in next(waiting)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


def test_sends_headers_and_body_and_reads_the_answer(receiver: Receiver) -> None:
    receiver.answers = [(201, b"made")]
    answer = _post(receiver.url)
    assert (answer.status, answer.body) == (201, b"made")
    [seen] = receiver.requests
    assert (seen.path, seen.body, seen.headers["x-test"]) == ("/hook", b"{}", "1")


def test_a_redirect_is_an_answer_and_is_not_followed(receiver: Receiver) -> None:
    receiver.redirect_to = "http://127.0.0.1:1/elsewhere"
    assert _post(receiver.url).status == 302
    assert len(receiver.requests) == 1


def test_a_long_answer_is_cut_off(receiver: Receiver) -> None:
    receiver.answers = [(200, bytes(1_000_000))]
    small = Policy(allow_private=True, max_bytes=1000)
    assert len(_post(receiver.url, small).body) == 1000


def test_dripping_bytes_do_not_buy_time() -> None:
    """A server that sends a byte of its header now and then is left at the deadline."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_drip, args=(server,), daemon=True).start()
        began = time.monotonic()
        short = Policy(allow_private=True, total_seconds=0.5)
        assert _refusal(f"http://127.0.0.1:{server.getsockname()[1]}/", short) == "timeout"
        assert time.monotonic() - began < 5


def _drip(server: socket.socket) -> None:
    line, _ = server.accept()
    with line:
        try:
            for _ in range(100):
                line.sendall(b"H")
                time.sleep(0.05)
        except OSError:
            pass


CLOSED = {
    "no listener": lambda: "http://127.0.0.1:1/",
    "no such name": lambda: "http://nobody.invalid/",
}


@pytest.mark.parametrize("url", CLOSED.values(), ids=CLOSED)
def test_nobody_there_is_said_in_a_word(url: object) -> None:
    assert callable(url)
    assert _refusal(url(), ANYWHERE) in {"connection_failed", "unknown_host"}


def test_a_certificate_that_nobody_vouches_for_is_refused(receiver: Receiver) -> None:
    with running(tls=True) as secret:
        with pytest.raises(OutboundError) as refused:
            _post(secret.url)
        assert refused.value.code == "connection_failed"
        assert secret.requests == []
