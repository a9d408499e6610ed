"""Children of the supervisor: when they come back, and that nothing of them stays behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from config import process
from config.process import FIRST_DELAY, HEALTHY_SECONDS, Child, Launcher, describe

PARENT_AND_CHILD = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
child.wait()
"""

DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(600)
"""


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(process, "time", clock)
    return clock


def _failing() -> subprocess.Popen[bytes]:
    ended = subprocess.Popen(["false"], start_new_session=True)
    ended.wait()
    return ended


def test_who_dies_young_waits_longer_each_time(clock: Clock) -> None:
    child = Child("web", _failing)
    for delay in (FIRST_DELAY, 2 * FIRST_DELAY, 4 * FIRST_DELAY):
        child.start()
        assert child.look() == "ended with status 1"
        assert not child.is_due()
        clock.now += delay
        assert child.is_due()
    assert child.deaths == 3


def test_who_lived_long_comes_back_at_once(clock: Clock) -> None:
    child = Child("web", _failing)
    child.start()
    child.look()
    child.start()
    clock.now += HEALTHY_SECONDS + 1
    assert child.look()
    clock.now += FIRST_DELAY
    assert child.is_due()


def test_a_child_that_was_asked_to_stop_does_not_come_back(clock: Clock) -> None:
    child = Child("web", _failing)
    child.start()
    child.look()
    child.ask_to_stop()
    clock.now += HEALTHY_SECONDS
    assert not child.is_due()


def test_a_killed_program_takes_its_own_children_along(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as lock:
        launcher = Launcher(dict(os.environ), tmp_path, lock.fileno())
        child = Child(
            "web", lambda: launcher.start("web", [sys.executable, "-c", PARENT_AND_CHILD])
        )
        child.start()
        grandchild = int(_first_line(tmp_path / "web.log"))
        assert child._process is not None
        child._process.send_signal(signal.SIGKILL)
        child._process.wait()
        assert child.look() == "ended by SIGKILL"
        assert _comes_to_its_end(grandchild)


def test_a_deaf_program_is_killed_at_the_deadline(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as lock:
        launcher = Launcher(dict(os.environ), tmp_path, lock.fileno())
        child = Child("deaf", lambda: launcher.start("deaf", [sys.executable, "-c", DEAF]))
        child.start()
        _first_line(tmp_path / "deaf.log")
        process_id = child._process.pid if child._process else 0
        child.ask_to_stop()
        child.wait_until_gone(time.monotonic() + 0.1)
    assert not psutil.pid_exists(process_id)


def test_a_long_log_is_put_aside_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "LOG_BYTES_MAX", 3)
    launcher = Launcher({}, tmp_path, 0)
    with launcher.log("web").open("a") as log:
        for words in ("long", "new"):
            print(words, end="", file=log, flush=True)
            launcher.trim_logs()
    assert (tmp_path / "web.log").read_text() == "new"
    assert (tmp_path / "web.log.1").read_text() == "long"


def test_endings_in_words() -> None:
    assert describe(-signal.SIGTERM) == "ended by SIGTERM"
    assert describe(3) == "ended with status 3"


def _first_line(path: Path) -> str:
    for _ in range(1000):
        if path.exists() and path.read_text().endswith("\n"):
            return path.read_text().splitlines()[0]
        time.sleep(0.01)
    raise AssertionError(f"nothing was written to {path.name}")


def _comes_to_its_end(pid: int) -> bool:
    for _ in range(1000):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.01)
    return False
