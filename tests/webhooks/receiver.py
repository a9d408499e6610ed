"""A receiver of webhooks: a small HTTP server that behaves as badly as it is told to."""

import contextlib
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it came in. `headers` by lower-case name."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Receiver:
    """What the server saw, and how it answers: by `answers` in turn, the last one for good."""

    port: int = 0
    scheme: str = "http"
    answers: list[tuple[int, bytes]] = field(default_factory=lambda: [(200, b"")])
    redirect_to: str = ""
    hang_seconds: float = 0.0
    close_at_once: bool = False
    requests: list[Seen] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/hook"

    def next_answer(self) -> tuple[int, bytes]:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    receiver: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.receiver.requests.append(Seen(self.path, headers, body))
        self.close_connection = True
        if self.receiver.close_at_once:
            return
        time.sleep(self.receiver.hang_seconds)
        status, content = self.receiver.next_answer()
        self.send_response(302 if self.receiver.redirect_to else status)
        if self.receiver.redirect_to:
            self.send_header("Location", self.receiver.redirect_to)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, *_: object) -> None:
        """A caller that went away is none of ours."""


@contextlib.contextmanager
def running(*, tls: bool = False) -> Iterator[Receiver]:
    """A receiver on a free port of the loopback address."""
    receiver = Receiver(scheme="https" if tls else "http")
    handler = type("Handler", (_Handler,), {"receiver": receiver})
    server = _Server(("127.0.0.1", 0), handler)
    receiver.port = server.server_address[1]
    with tempfile.TemporaryDirectory() as folder:
        if tls:
            server.socket = _secured(server.socket, Path(folder))
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def _secured(socket: object, folder: Path) -> ssl.SSLSocket:
    """The socket behind a certificate that nobody but itself has signed."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=127.0.0.1", "-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context.wrap_socket(socket, server_side=True, do_handshake_on_connect=False)  # type: ignore[arg-type]
