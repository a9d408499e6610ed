"""The life of one forked child: request and open file in, one reply on the channel, then exit."""

import json
import logging
import os
import resource
import shutil
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from apps.engine.errors import EngineError
from apps.sandbox import kernel, landlock, seccomp
from apps.sandbox.limits import Limits

Task = Callable[[bytes, Mapping[str, Any]], Mapping[str, Any]]
"""What a child runs: the bytes of the file and the request's arguments -> a small JSON value.
The current directory is the out folder."""

OPEN_FILES = 1024
"""Descriptors of a zygote, two for each job that runs: the bound of what a child has to close."""

SCRATCH_FOLDER = ".scratch"
"""Where programs put temporary files: in the out folder, removed before the task has ended."""

_MESSAGE_MAX = 500  # characters of an engine error that travel to the customer
_FRAMES_MAX = 12  # innermost places of a traceback kept for the log


@dataclass(frozen=True, slots=True)
class Work:
    """One job as the zygote received it; the descriptors belong to the child after the fork."""

    channel: socket.socket
    source: int
    out: int | None
    task: str
    arguments: Mapping[str, Any]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Shared:
    """Paths, opened once by the zygote, that every child may read or write."""

    readable: tuple[int, ...] = ()
    writable: tuple[int, ...] = ()


def live(work: Work, tasks: Mapping[str, Task], shared: Shared, parent: int) -> NoReturn:
    """Shut every door, run the task, say how it ended. Never returns, whatever happens."""
    try:
        _shut_doors(work, shared, parent)
        reply = _run(work, tasks[work.task])
        work.channel.send(json.dumps(reply).encode())
    except BaseException as error:  # nothing may unwind into the zygote's own loop
        work.channel.send(json.dumps({"crash": _places(error)}).encode())
    finally:
        os._exit(0)


def _shut_doors(work: Work, shared: Shared, parent: int) -> None:
    kernel.die_with_parent(signal.SIGKILL)
    if os.getppid() != parent:  # it died before we could ask to die with it
        os._exit(1)
    os.setsid()
    kernel.carry_nice()
    _silence()
    keep = {work.channel.fileno(), work.source, *shared.readable, *shared.writable}
    if work.out is not None:
        os.fchdir(work.out)
        keep.add(work.out)
    _close_all_but(keep)
    scratch = _make_scratch() if work.out is not None else None
    kernel.give_up_privileges()
    landlock.confine(shared.readable, [*shared.writable, *_given(work.out)], _given(scratch))
    seccomp.refuse_calls()
    _close_all_but({work.channel.fileno(), work.source})
    _set_limits(work.limits)  # now that the paths to allow need no descriptors any more


def _given(descriptor: int | None) -> tuple[int, ...]:
    return () if descriptor is None else (descriptor,)


def _make_scratch() -> int:
    """A folder for temporary files of this job alone, which is also the home of its programs."""
    path = Path(SCRATCH_FOLDER).absolute()
    path.mkdir(mode=0o700)
    tempfile.tempdir = str(path)
    for name in ("TMPDIR", "HOME"):
        os.putenv(name, str(path))
    return os.open(path, os.O_PATH | os.O_CLOEXEC)


def _silence() -> None:
    """Libraries complain with pieces of the document; nothing of it may reach a log."""
    logging.disable(logging.CRITICAL)
    with Path(os.devnull).open("r+b") as nowhere:
        for stream in (0, 1, 2):
            os.dup2(nowhere.fileno(), stream)


def _close_all_but(keep: set[int]) -> None:
    start = 3
    for descriptor in sorted(keep):
        os.closerange(start, descriptor)
        start = descriptor + 1
    os.closerange(start, OPEN_FILES)


def _set_limits(limits: Limits) -> None:
    ceilings = {
        resource.RLIMIT_AS: (limits.memory_bytes, limits.memory_bytes),
        # SIGXCPU at the first value tells CPU time from other deaths; the second one kills.
        resource.RLIMIT_CPU: (limits.cpu_seconds, limits.cpu_seconds + 1),
        resource.RLIMIT_FSIZE: (limits.file_bytes, limits.file_bytes),
        resource.RLIMIT_NOFILE: (limits.open_files, limits.open_files),
        resource.RLIMIT_CORE: (0, 0),
    }
    if kernel.has_users_of_its_own():  # else the user's other processes would count
        ceilings[resource.RLIMIT_NPROC] = (limits.processes, limits.processes)
    for name, ceiling in ceilings.items():
        resource.setrlimit(name, ceiling)


def _run(work: Work, task: Task) -> dict[str, Any]:
    try:
        with os.fdopen(work.source, "rb") as source:
            data = source.read()
        return {"value": task(data, work.arguments)}
    except EngineError as error:
        return {"engine": {"code": error.code, "message": str(error)[:_MESSAGE_MAX] or None}}
    except MemoryError:
        return {"memory": True}
    finally:
        if work.out is not None:
            shutil.rmtree(SCRATCH_FOLDER, ignore_errors=True)


def _places(error: BaseException) -> str:
    """The kind of an unexpected error and where it rose, without a word of the document."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES_MAX:]
    places = " < ".join(f"{_short(f.filename)}:{f.lineno} {f.name}" for f in reversed(frames))
    return f"{type(error).__name__} at {places}"


def _short(filename: str) -> str:
    """The path below the folder it is imported from."""
    above = [p for p in sys.path if p and filename.startswith(p)]
    return filename.removeprefix(max(above, key=len, default="")).lstrip("/")
