"""A real server as a child of the test run: started, asked whether it answers, stopped, killed."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from apps.sandbox.kernel import die_with_parent

START_SECONDS = 30.0
STOP_SECONDS = 10.0

MISSING = "{program} is needed by these tests and is not installed; install the package {package}."


class ServerMissing(Exception):
    """A server program is not installed; the message names its package."""


class ServerDidNotStart(Exception):
    """A server ended or kept silent; the message holds the end of its log."""


def find_program(program: str, package: str, *folders: Path) -> str:
    """The path of a program on PATH or in one of the folders, the newest last."""
    places = [*(str(folder) for folder in reversed(folders)), os.environ.get("PATH", "")]
    if found := shutil.which(program, path=os.pathsep.join(places)):
        return found
    raise ServerMissing(MISSING.format(program=program, package=package))


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], bool], seconds: float = START_SECONDS) -> bool:
    """Whether the condition came true in time; the pause between two looks is short."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def listens(port: int) -> bool:
    """Whether somebody accepts connections on that port of the loopback address."""
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", port)) == 0


class Server:
    """One server program in a folder of its own. `user`: whom it runs as when the tests are root.

    It dies with the test run, however that ends.
    """

    stop_signal = signal.SIGTERM
    orphan_signal = signal.SIGKILL

    def __init__(self, folder: Path, user: str | None = None) -> None:
        self.folder = folder
        self.port = free_port()
        self.user = user if user and os.geteuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None

    def command(self) -> Sequence[str]:
        """The command line that runs the server in the foreground."""
        raise NotImplementedError

    def answers(self) -> bool:
        """Whether the server can be used."""
        return listens(self.port)

    def start(self) -> None:
        """Start the server and wait until it answers. Raises ServerDidNotStart."""
        self.folder.mkdir(parents=True, exist_ok=True)
        log = self.folder / "server.log"
        with log.open("ab") as output:
            self._process = self._launch(self.command(), output.fileno())
        process = self._process
        if not wait_for(lambda: process.poll() is not None or self.answers()):
            self.kill()
        if process.poll() is not None:
            raise ServerDidNotStart(log.read_text(errors="replace")[-2000:])

    def _launch(self, command: Sequence[str], output: int) -> subprocess.Popen[bytes]:
        group = pwd.getpwnam(self.user).pw_gid if self.user else None
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=self.folder,
            user=self.user,
            group=group,
            extra_groups=[] if self.user else None,
            preexec_fn=lambda: die_with_parent(self.orphan_signal),
        )

    def stop(self) -> None:
        """End the server in its own way, by force when it takes too long."""
        if self._process is not None:
            self._process.send_signal(self.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_SECONDS)
            self.kill()

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """It takes connections and answers nothing inside the block."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End the server at once, in the middle of whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
