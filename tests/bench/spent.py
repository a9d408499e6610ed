"""What a command spends: processor seconds and memory at most, its children included.

Run as a program it measures the command it is given. That takes a process of its own: what a
process has used at most counts from the memory of the one that started it, and that must be small.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple

CORE = 0  # what is compared runs on one core


class Spent(NamedTuple):
    """Of one process and those it waited for."""

    seconds: float
    mebibytes: float  # of the largest of these processes


def run(command: Sequence[str]) -> Spent:
    """Run a command to its end, on one core; it must succeed."""
    done = subprocess.run(
        [sys.executable, __file__, *command], stdout=subprocess.PIPE, check=True, text=True
    )
    seconds, mebibytes = json.loads(done.stdout)
    return Spent(seconds, mebibytes)


def _measure(command: Sequence[str]) -> int:
    os.sched_setaffinity(0, {CORE})
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    print(json.dumps([usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]))
    return process.returncode


if __name__ == "__main__":
    sys.exit(_measure(sys.argv[1:]))
