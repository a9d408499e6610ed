"""The only place from which the service speaks HTTP to addresses that customers choose.

A name is resolved once, every address it has must be public, and the connection goes to the
address that was checked: asking the name a second time could bring another answer (DNS
rebinding). A redirect is a new request, checked as the first. Time and bytes are capped, TLS is
verified. `post` sends; apps/core/fetching.py fetches.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from urllib.parse import SplitResult, urlsplit

import httpcore

MAX_URL = 2048  # characters
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

DEFAULT_PORTS = {"https": 443, "http": 80}

REFUSED_NETWORKS = tuple(
    ipaddress.ip_network(text)
    for text in (
        "64:ff9b::/96",  # NAT64: an IPv4 address in disguise
        "64:ff9b:1::/48",  # the same, for local use
        "2002::/16",  # 6to4
        "2001::/32",  # Teredo
        "::/96",  # IPv4-compatible
        "fec0::/10",  # site-local, of old
        "3fff::/20",  # documentation
        "192.88.99.0/24",  # relays of 6to4, of old
    )
)


class OutboundError(Exception):
    """A request that was not sent or not answered; `code` is a stable word for logs and rows."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Policy:
    """What is allowed: other ports and private addresses only with `allow_private`, plain HTTP with
    that or `allow_plain`.

    `connect_seconds` for the connection alone, `total_seconds` from the look-up of the name to the
    last byte.
    """

    allow_private: bool = False
    allow_plain: bool = False
    connect_seconds: float = 3.0
    total_seconds: float = 10.0
    max_bytes: int = 64 * 1024  # of the answer; more is not read

    def allows(self, scheme: str, port: int | None) -> bool:
        """Whether an address of this scheme and port may be asked."""
        return port is None or self.allow_private or port == DEFAULT_PORTS[scheme]

    @property
    def schemes(self) -> tuple[str, ...]:
        """What an address may begin with."""
        return ("https", "http") if self.allow_private or self.allow_plain else ("https",)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status and as much of the body as was allowed."""

    status: int
    body: bytes


def check_url(url: str, policy: Policy) -> SplitResult:
    """The parts of a URL that may be asked, as far as its text tells. Raises OutboundError."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise OutboundError("bad_url", "This is not a valid URL.") from None
    if not host or len(url) > MAX_URL or not url.isprintable() or " " in url:
        raise OutboundError("bad_url", "This is not a valid URL.")
    if not (parts.path + parts.query).isascii():
        raise OutboundError("bad_url", "What follows the host must be percent-encoded.")
    if parts.username is not None or parts.password is not None:
        raise OutboundError("bad_url", "The URL may not hold a user name or password.")
    if parts.scheme not in policy.schemes:
        known = " or ".join(f"{scheme}://" for scheme in policy.schemes)
        raise OutboundError("bad_url", f"The URL must start with {known}.")
    if not policy.allows(parts.scheme, port):
        usual = DEFAULT_PORTS[parts.scheme]
        raise OutboundError("bad_url", f"The URL must use port {usual}.")
    literal = _literal(host)
    if literal is not None:
        _refuse_private([literal], policy)
    return parts


def post(url: str, *, headers: Mapping[str, str], body: bytes, policy: Policy) -> Answer:
    """Send a POST and return the answer, a redirect as it stands. Raises OutboundError."""
    parts = check_url(url, policy)
    deadline = time.monotonic() + policy.total_seconds
    sized = {**headers, "Content-Length": str(len(body))}
    with asked("POST", parts, headers=sized, body=body, policy=policy, deadline=deadline) as answer:
        return Answer(answer.status, _capped(answer.iter_stream(), policy.max_bytes))


@contextmanager
def asked(
    method: str,
    parts: SplitResult,
    *,
    headers: Mapping[str, str],
    policy: Policy,
    deadline: float,
    body: bytes | None = None,
) -> Iterator[httpcore.Response]:
    """The answer to a request, while the block reads it. Raises OutboundError."""
    backend = CheckedBackend(policy, deadline)
    timeouts = dict.fromkeys(("read", "write", "pool"), policy.total_seconds)
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=_tls(), network_backend=backend, max_connections=1
            ) as pool,
            pool.stream(
                method,
                _encoded(parts),
                headers=list(headers.items()),
                content=body,
                extensions={"timeout": {**timeouts, "connect": policy.connect_seconds}},
            ) as response,
        ):
            yield response
    except httpcore.TimeoutException:
        raise OutboundError("timeout", "The receiver did not answer in time.") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
        raise OutboundError("connection_failed", _reason(error)) from None


def _reason(error: Exception) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return "The receiver's certificate cannot be verified."
    return "The connection failed."


def _encoded(parts: SplitResult) -> str:
    """The URL without its fragment, with its host in ASCII."""
    host = parts.hostname or ""
    try:
        plain = f"[{host}]" if ":" in host else host.encode("idna").decode()
    except UnicodeError:
        raise OutboundError("bad_url", "This is not a valid URL.") from None
    netloc = plain if parts.port is None else f"{plain}:{parts.port}"
    return parts._replace(netloc=netloc, fragment="").geturl()


def _capped(chunks: Iterable[bytes], most: int) -> bytes:
    held = b""
    for chunk in chunks:
        held += chunk
        if len(held) >= most:
            break
    return held[:most]


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only, and to nothing once the deadline has passed."""

    def __init__(self, policy: Policy, deadline: float) -> None:
        self._policy = policy
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[object] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = resolve(host, port, self._deadline)
        _refuse_private(addresses, self._policy)
        failure: Exception | None = None
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    str(address), port, _left(self._deadline, timeout), local_address
                )
                return DeadlineStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(self, *_: object, **__: object) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("no unix sockets")

    def sleep(self, seconds: float) -> None:
        raise httpcore.ConnectTimeout("no second try")


class DeadlineStream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline: dripping bytes do not buy time."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout)
        return DeadlineStream(
            self._inner.start_tls(ssl_context, server_hostname, left), self._deadline
        )

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is over")
    return left if timeout is None else min(left, timeout)


def resolve(host: str, port: int, deadline: float) -> list[Address]:
    """All addresses of a name, asked once. Raises OutboundError, ConnectTimeout at the deadline.

    The system's resolver cannot be told how long to wait: names whose servers are silent cost it
    many seconds. It is asked from a thread that is left alone when the time is over; a thread of
    a pool would be missing there until then, and a stop of the program would wait for it.
    """
    answer: Future[list[Address]] = Future()

    def ask() -> None:
        try:
            answer.set_result(_asked(host, port))
        except Exception as error:
            answer.set_exception(error)

    left = _left(deadline, None)
    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    try:
        return answer.result(left)
    except TimeoutError:
        raise httpcore.ConnectTimeout(f"{host} has not been resolved in time") from None


def _asked(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise OutboundError("unknown_host", "The name of the receiver is not known.") from None
    texts = dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found)
    return [ipaddress.ip_address(text) for text in texts]


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet, whatever its spelling.

    >>> [is_public(ipaddress.ip_address(t)) for t in ("192.0.2.1", "::ffff:127.0.0.1", "9.9.9.9")]
    [False, False, True]
    """
    plain = getattr(address, "ipv4_mapped", None) or address
    disguised = any(
        plain.version == network.version and plain in network for network in REFUSED_NETWORKS
    )
    return plain.is_global and not (plain.is_multicast or plain.is_reserved or disguised)


def _literal(host: str) -> Address | None:
    """The address that a host in a URL spells out: dotted, short, decimal, hexadecimal, IPv6."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def _refuse_private(addresses: Iterable[Address], policy: Policy) -> None:
    """All must be public: a name with one private address among others is not believed."""
    if not policy.allow_private and not all(map(is_public, addresses)):
        raise OutboundError("private_address", "The URL leads to an address that is not public.")
