"""A running Parselane, started as an operator starts it, with handles on its parts."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import httpx
import orjson
import psutil

from apps.sandbox.kernel import die_with_parent
from config.env import ROOT, Env
from tests.servers.process import ServerDidNotStart, wait_for
from tests.servers.redis import Redis

PARTS: Mapping[str, tuple[str, ...]] = {
    "web": ("granian",),
    "worker": ("--queues text,maintenance",),
    "recognizer": ("--queues ocr,convert",),
    "courier": ("--pool threads",),
    "scheduler": ("config.celery beat",),
    "broker": ("valkey-server", "redis-server"),
}
"""What the command line of each part holds."""

READY = "Parselane is ready on "
START_SECONDS = 100.0
STOP_SECONDS = 30.0


class Service:
    """One deployment: the supervisor with all it starts, and a shell inside.

    `settings` are environment variables beside the folder and the port.
    """

    def __init__(self, name: str, folder: Path, settings: Mapping[str, str]) -> None:
        self.name = name
        self.data_dir = folder / "data"
        self.environment = _clean_environment() | {
            "DATA_DIR": str(self.data_dir),
            "PORT": "0",
            "TRUSTED_PROXIES": "127.0.0.0/8",  # callers may choose an address to be counted by
            **settings,
        }
        self.base_url = ""
        self._told: set[str] = set()
        self.broker: Redis | None = None  # its own server; None: the supervisor's
        self._output = folder / "supervisor.out"
        self._errors = folder / "supervisor.err"
        self._process: subprocess.Popen[bytes] | None = None
        self._shell: subprocess.Popen[bytes] | None = None

    @property
    def uses_postgres(self) -> bool:
        return "DATABASE_URL" in self.environment

    @property
    def logs(self) -> Path:
        """The folder with the log of each part."""
        return self.data_dir / "log"

    def start(self) -> None:
        """Start everything and wait until it is ready. Raises ServerDidNotStart."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with self._output.open("wb") as output, self._errors.open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "config.supervisor"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                preexec_fn=lambda: die_with_parent(signal.SIGTERM),
            )
        process = self._process
        wait_for(lambda: process.poll() is not None or self._read_address(), START_SECONDS)
        if not self.base_url:
            self.stop()
            raise ServerDidNotStart(self._errors.read_text(errors="replace")[-2000:])

    def _read_address(self) -> bool:
        for line in self._output.read_text().splitlines():
            if line.startswith(READY):
                self.base_url = line.removeprefix(READY)
        return bool(self.base_url)

    def stop(self) -> int | None:
        """End everything as Ctrl-C does; the exit status of the supervisor."""
        if self._shell is not None:
            self._shell.communicate()  # it ends with its input
            self._shell = None
        if self._process is None:
            return None
        self._process.terminate()
        try:
            status = self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()  # its programs die with it
            status = self._process.wait()
        self._process = None
        return status

    def manage(self, *words: str) -> str:
        """What a command of manage.py prints inside this deployment."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def ask(self, expression: str, **names: object) -> Any:
        """The value of a Python expression inside this deployment; see `tests.servers.inside`."""
        if self._shell is None:
            self._shell = self._open_shell()
        assert self._shell.stdin
        assert self._shell.stdout
        self._shell.stdin.write(orjson.dumps([expression, names]) + b"\n")
        self._shell.stdin.flush()
        answer = orjson.loads(self._shell.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]

    def _open_shell(self) -> subprocess.Popen[bytes]:
        with (self.data_dir / "shell.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.servers.inside"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                preexec_fn=lambda: die_with_parent(signal.SIGKILL),
            )

    def new_strays(self) -> list[str]:
        """What lies about and belongs to no living job, once work under way has ended.

        Each is told once: to the test that finds it first, not to all that come after.
        """
        strays = set[str]()  # of the last look: another one could meet work that has just begun

        def are_gone() -> bool:
            strays.clear()
            strays.update(self.ask("strays()"))
            strays.difference_update(self._told)
            return not strays

        wait_for(are_gone)
        self._told |= strays
        return sorted(strays)

    def processes(self, part: str) -> list[psutil.Process]:
        """The processes of one part, the one that the supervisor started first."""
        assert self._process is not None
        for process in psutil.Process(self._process.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):
                line = " ".join(process.cmdline())
                if any(word in line for word in PARTS[part]):
                    return [process, *process.children(recursive=True)]
        return []

    @contextlib.contextmanager
    def paused(self, part: str) -> Iterator[None]:
        """Nothing of this part moves inside the block, and it holds no lock that others need."""
        assert wait_for(lambda: self._freeze(part)), f"{part} cannot be paused"
        try:
            yield
        finally:
            self._thaw(part)

    def _freeze(self, part: str) -> bool:
        processes = self.processes(part)
        for process in processes:
            _signal(process, signal.SIGSTOP)
        if processes and self.ask("is_writable()"):
            return True
        self._thaw(part)
        return False

    def _thaw(self, part: str) -> None:
        for process in reversed(self.processes(part)):
            _signal(process, signal.SIGCONT)

    def is_healthy(self) -> bool:
        """Whether every part answers."""
        try:
            answer = httpx.get(f"{self.base_url}/healthz", timeout=5)
        except httpx.TransportError:
            return False
        return answer.status_code == 200 and answer.json()["status"] == "ok"


def _signal(process: psutil.Process, number: signal.Signals) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(number)


def _clean_environment() -> dict[str, str]:
    """This process's environment without settings of a deployment of the developer's own."""
    settings = {field.name.upper() for field in fields(Env)}
    return {name: value for name, value in os.environ.items() if name not in settings}
