"""A child process of the supervisor: started, watched, started again with back-off, stopped."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from apps.sandbox.kernel import carry_nice, die_with_parent
from config.env import ROOT

FIRST_DELAY = 0.1
LONGEST_DELAY = 30.0
HEALTHY_SECONDS = 10.0
"""Who lived this long starts again at once; who died sooner waits twice as long each time."""

LOG_BYTES_MAX = 20 * 1024 * 1024  # a longer log is put aside, in the place of the one before


@dataclass(frozen=True, slots=True)
class Launcher:
    """Starts programs in the same way: own group, own log, dead when the supervisor is.

    `lock` is a descriptor every program keeps open: whoever holds the lock behind it knows that
    all of them are gone.
    """

    environment: dict[str, str]
    logs: Path
    lock: int

    def start(self, name: str, command: Sequence[str], nice: int = 0) -> subprocess.Popen[bytes]:
        """Start a program; what it says goes to its log."""
        supervisor = os.getpid()

        def prepare() -> None:
            die_with_parent(signal.SIGTERM)
            if os.getppid() != supervisor:
                os._exit(1)
            os.nice(nice)
            carry_nice()

        with self.log(name).open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own programs with our own settings
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(self.lock,),
                preexec_fn=prepare,  # safe: the supervisor has no second thread
                start_new_session=True,
            )

    def log(self, name: str) -> Path:
        """The log of one program."""
        self.logs.mkdir(parents=True, exist_ok=True)
        return self.logs / f"{name}.log"

    def trim_logs(self) -> None:
        """Put the content of long logs aside. Programs write at the end, wherever that is, and
        so may keep the file open."""
        for path in self.logs.glob("*.log"):
            if path.stat().st_size > LOG_BYTES_MAX:
                shutil.copyfile(path, path.with_suffix(".log.1"))
                os.truncate(path, 0)


Start = Callable[[], "subprocess.Popen[bytes] | None"]


class Child:
    """One program and its present process."""

    def __init__(self, name: str, start: Start) -> None:
        self.name = name
        self.deaths = 0
        self._start = start
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._delay = FIRST_DELAY
        self._due: float | None = None

    def start(self) -> None:
        self._due = None
        self._started = time.monotonic()
        self._process = self._start()

    def look(self) -> str | None:
        """How the process ended since the last look, None if it did not; plans its return."""
        if self._process is None or self._process.poll() is None:
            return None
        ending = describe(self._process.returncode)
        self._sweep()
        self._process = None
        self.deaths += 1
        if time.monotonic() - self._started > HEALTHY_SECONDS:
            self._delay = FIRST_DELAY
        self.postpone()
        return ending

    def postpone(self) -> None:
        """Plan the next start, twice as far away as the one before."""
        self._due = time.monotonic() + self._delay
        self._delay = min(2 * self._delay, LONGEST_DELAY)

    def is_due(self) -> bool:
        return self._due is not None and time.monotonic() >= self._due

    def ask_to_stop(self) -> None:
        """Let it finish what it does; no restart follows."""
        self._due = None
        if self._process:
            self._process.terminate()

    def wait_until_gone(self, deadline: float) -> None:
        """Wait for its end up to `deadline` (monotonic), then end it and all it started."""
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=max(deadline - time.monotonic(), 0.0))
        self._sweep()
        self._process.wait()
        self._process = None

    def _sweep(self) -> None:
        """Kill whoever is left of the program's group: its own children, if it was killed."""
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)


def describe(returncode: int) -> str:
    """An exit status in words.

    >>> describe(-9), describe(1)
    ('ended by SIGKILL', 'ended with status 1')
    """
    if returncode < 0:
        return f"ended by {signal.Signals(-returncode).name}"
    return f"ended with status {returncode}"
