"""The zygote: a warm process that holds nothing secret and forks one child for each job.

Comes in on its control socket: a request with the job's channel, the open source and the out
folder. Goes out on each channel: the child's own reply, then how the kernel says it ended.
It ends when the control socket closes, and kills whoever still runs.
"""

import argparse
import contextlib
import gc
import importlib
import json
import os
import resource
import selectors
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from apps.sandbox import child, kernel, landlock, seccomp
from apps.sandbox.limits import Limits
from apps.sandbox.outcome import Exit

MESSAGE_MAX = 64 * 1024
"""Bytes of one request: options and names, never the file."""

DESCRIPTORS_MAX = 3  # the job's channel, the source, the out folder

_HERE = Path(__file__).resolve()
READABLE = (
    _HERE.parents[1],  # our own packages, not the folder above them: it holds data and settings
    Path(sys.prefix),
    Path(sys.base_prefix),
    *map(Path, ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/fonts", "/dev/urandom")),
    *map(Path, ("/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice")),
)
"""What a child may read besides its source: programs, libraries and fonts."""

WRITABLE = (Path("/dev/null"),)
"""What a child may write besides its out folder: where programs send what nobody wants."""


@dataclass(eq=False, slots=True)
class Job:
    """A child that runs. `channel` is the zygote's copy of the caller's other end."""

    pid: int
    process: int  # descriptor of the process itself: readable once it has ended
    channel: socket.socket


class Zygote:
    """Forks children on demand and tells each caller how its child ended."""

    def __init__(self, control: socket.socket, tasks: Mapping[str, child.Task]) -> None:
        self._control = control
        self._tasks = tasks
        self._shared = child.Shared()
        if landlock.abi():
            opened = landlock.open_paths(READABLE), landlock.open_paths(WRITABLE)
            self._shared = child.Shared(*opened)
        self._jobs: set[Job] = set()
        self._watch = selectors.DefaultSelector()

    def serve(self) -> None:
        """Work until the host hangs up."""
        self._watch.register(self._control, selectors.EVENT_READ)
        while True:
            for key, _ in self._watch.select():
                if key.data is None:
                    if not self._accept():
                        return self._end()
                elif key.data in self._jobs:
                    self._follow(key.data, ended=key.fd == key.data.process)

    def _accept(self) -> bool:
        """Take one request and fork for it; False when the host has hung up."""
        message, descriptors, _, _ = socket.recv_fds(
            self._control, MESSAGE_MAX, DESCRIPTORS_MAX, socket.MSG_CMSG_CLOEXEC
        )
        if not message:
            return False
        work = _read(message, descriptors)
        try:
            self._start(work)
        except OSError:  # no process to be had: the caller sees that nobody works for it
            work.channel.close()
        for descriptor in descriptors[1:]:
            os.close(descriptor)
        return True

    def _start(self, work: child.Work) -> None:
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            child.live(work, self._tasks, self._shared, parent)
        job = Job(pid, os.pidfd_open(pid), work.channel)
        self._jobs.add(job)
        self._watch.register(job.process, selectors.EVENT_READ, job)
        self._watch.register(job.channel, selectors.EVENT_READ, job)

    def _follow(self, job: Job, *, ended: bool) -> None:
        if ended:
            self._bury(job)
        else:  # callers never write: the channel is readable when they have hung up
            self._watch.unregister(job.channel)
            _kill(job)

    def _bury(self, job: Job) -> None:
        _kill(job)  # what the child itself started ends with it
        _, status, usage = os.wait4(job.pid, 0)
        end = Exit(status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
        with contextlib.suppress(OSError):  # nobody listens any more
            job.channel.send(json.dumps({"exit": asdict(end)}).encode(), socket.MSG_DONTWAIT)
        self._jobs.remove(job)
        self._watch.unregister(job.process)
        with contextlib.suppress(KeyError):
            self._watch.unregister(job.channel)
        os.close(job.process)
        job.channel.close()

    def _end(self) -> None:
        for job in self._jobs:
            _kill(job)


def _kill(job: Job) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(job.pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):  # not yet the leader of its own group
        signal.pidfd_send_signal(job.process, signal.SIGKILL)


def _read(message: bytes, descriptors: Sequence[int]) -> child.Work:
    request: dict[str, Any] = json.loads(message)
    channel, source, *out = descriptors
    return child.Work(
        channel=socket.socket(fileno=channel),
        source=source,
        out=out[0] if out else None,
        task=request["task"],
        arguments=request["arguments"],
        limits=Limits(**request["limits"]),
    )


def main(arguments: Sequence[str]) -> None:
    """Prepare this process once, report what was possible, then serve."""
    parser = argparse.ArgumentParser(prog="zygote")
    parser.add_argument("--control", type=int, required=True)
    parser.add_argument("--tasks", required=True)
    given = parser.parse_args(arguments)
    kernel.carry_nice()
    isolated = kernel.leave_network()  # first: it needs a process without threads
    resource.setrlimit(resource.RLIMIT_NOFILE, (child.OPEN_FILES, child.OPEN_FILES))
    flavour = importlib.import_module(given.tasks)
    getattr(flavour, "warm_up", lambda: None)()
    gc.collect()
    gc.freeze()  # a child's collector must not touch, and so copy, what all children share
    with socket.socket(fileno=given.control) as control:
        zygote = Zygote(control, flavour.TASKS)
        ready = {
            "network_isolated": isolated,
            "landlock": landlock.abi(),
            "seccomp": seccomp.is_supported(),
        }
        control.send(json.dumps(ready).encode())
        zygote.serve()


if __name__ == "__main__":
    main(sys.argv[1:])
