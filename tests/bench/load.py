"""A lean HTTP load: requests as ready-made bytes over kept-alive connections, one thread each."""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Load:
    """What a load measured: seconds per request, statuses seen, seconds in all."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    elapsed: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.elapsed

    def quantile(self, share: float) -> float:
        """Seconds within which that share of the requests was answered."""
        ordered = sorted(self.seconds)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


class Connection:
    """One kept-alive HTTP/1.1 connection to 127.0.0.1."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send ready-made bytes; status and body of the answer."""
        self.socket.sendall(request)
        while b"\r\n\r\n" not in self.buffer:
            self._more()
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        while len(self.buffer) < length:
            self._more()
        body, self.buffer = self.buffer[:length], self.buffer[length:]
        return int(head[9:12]), body

    def _more(self) -> None:
        data = self.socket.recv(256 * 1024)
        if not data:
            raise ConnectionError("the server closed the connection")
        self.buffer += data


def run(port: int, connections: int, seconds: float, request: Callable[[int], bytes]) -> Load:
    """Send `request(n)`, n counting up, over each connection until the time is over."""
    load = Load()
    lock = threading.Lock()
    start = time.perf_counter()

    def one(offset: int) -> None:
        connection = Connection(port)
        number = offset
        while time.perf_counter() - start < seconds:
            began = time.perf_counter()
            status, _ = connection.ask(request(number))
            took = time.perf_counter() - began
            with lock:
                load.seconds.append(took)
                load.statuses[status] = load.statuses.get(status, 0) + 1
            number += connections

    threads = [threading.Thread(target=one, args=(index,)) for index in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.elapsed = time.perf_counter() - start
    return load


def get(path: str, key: str) -> bytes:
    """A GET as bytes."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-API-Key: {key}\r\n\r\n".encode()


def post_file(
    path: str, key: str, file: bytes, idempotency_key: str | None = None, **fields: str
) -> bytes:
    """A multipart POST of one PDF, and of further fields, as bytes."""
    body = b"".join(
        b'--frontier\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (name.encode(), value.encode())
        for name, value in fields.items()
    ) + (
        b'--frontier\r\nContent-Disposition: form-data; name="file"; filename="cv.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n" + file + b"\r\n--frontier--\r\n"
    )
    retry = f"Idempotency-Key: {idempotency_key}\r\n" if idempotency_key else ""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-API-Key: {key}\r\n{retry}"
        "Content-Type: multipart/form-data; boundary=frontier\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
