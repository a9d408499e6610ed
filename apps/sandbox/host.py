"""The caller's side of the sandbox: a file and limits in, an Outcome out; keeps a zygote warm."""

import atexit
import contextlib
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from apps.core.folders import make_shallow
from apps.sandbox.child import SCRATCH_FOLDER
from apps.sandbox.limits import CHECK_LIMITS, PARSE_LIMITS, UNPACK_LIMITS, Limits
from apps.sandbox.outcome import CORRUPT, Exit, Outcome, Reply, SandboxUnavailable, judge
from apps.sandbox.request import CheckRequest, ParseRequest, Unpacking

START_SECONDS = 300.0
"""To import every module once, on a busy machine that has no compiled files yet, and for a program
that yields to all others. One that has not ended is still at it: begun anew it would be later."""

CONTROL_SECONDS = 5.0
"""To take a request; the zygote forks at once, so a longer wait means that it hangs."""

BURIAL_SECONDS = 2.0
"""From the end of a child's work, or its killing, to the word of its exit."""

MESSAGE_MAX = 256 * 1024
"""Bytes of one reply: counts, warnings and file names, never document text."""

_ROOT = Path(__file__).resolve().parents[2]

_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONPATH": str(_ROOT),
    # The same bytes must give the same output: no order may depend on a random hash.
    "PYTHONHASHSEED": "0",
    # A process with threads must not fork, and one page needs no second core.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
}
"""The whole environment of a zygote: constants, so that no secret can be among them."""

_REFUSED = "this system does not let the sandbox leave the network, which the settings require"


@dataclass(frozen=True, slots=True)
class Status:
    """What protects the children of a running zygote."""

    network_isolated: bool
    landlock: int  # version of the kernel's Landlock, 0 without
    seccomp: bool


@dataclass(frozen=True, slots=True)
class Request:
    """One job for a zygote: which task, on which file, writing where, within which limits."""

    task: str
    source: Path
    out: Path | None
    arguments: Mapping[str, Any]
    limits: Limits


class Zygote:
    """A running zygote process and the socket that commands it."""

    def __init__(self, tasks: str) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = _spawn(tasks, theirs.fileno())
        self._control.settimeout(START_SECONDS)
        self.status = Status(**self._hear_ready())
        self._control.settimeout(CONTROL_SECONDS)

    def _hear_ready(self) -> dict[str, Any]:
        try:
            if message := self._control.recv(MESSAGE_MAX):
                ready: dict[str, Any] = json.loads(message)
                return ready
        except TimeoutError:
            pass
        self.stop()
        raise SandboxUnavailable("the sandbox process did not start")

    def send(self, message: bytes, descriptors: list[int]) -> None:
        """Hand one request over. Raises OSError when the zygote is gone or hangs."""
        socket.send_fds(self._control, [message], descriptors)

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def stop(self) -> None:
        """End the zygote, and with it every child that still runs."""
        self._control.close()
        try:
            self.process.wait(timeout=BURIAL_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def disown(self) -> None:
        """Forget, in a forked process, the zygote that belongs to the process it came from."""
        self._control.close()
        self.process.returncode = 0


def _spawn(tasks: str, control: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-s", "-m", "apps.sandbox.zygote"]
    return subprocess.Popen(  # noqa: S603 - our own module, no part of it comes from outside
        [*command, "--control", str(control), "--tasks", tasks],
        env=_ENVIRONMENT,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=(control,),
        start_new_session=True,  # a Ctrl-C in the terminal is for the host alone
    )


class Sandbox:
    """Runs tasks on customer files in throw-away children of one zygote.

    Safe for many threads. The zygote starts with the first job, again when it died, and anew in
    a process that was forked from this one.
    """

    def __init__(self, tasks: str, *, require_network_isolation: bool = False) -> None:
        """`tasks` names the module whose `TASKS` the zygote loads."""
        self._tasks = tasks
        self._must_isolate = require_network_isolation
        self._lock = threading.Lock()
        self._zygote: Zygote | None = None
        _LIVING.add(self)

    def run(self, request: Request) -> Outcome:
        """Run one job to its end, its killing included.

        Raises SandboxUnavailable when no zygote can be had, OSError when the source or the out
        folder cannot be opened.
        """
        for _ in range(2):  # a zygote may have died since the last job; two in a row may not
            zygote = self._ready()
            outcome = _attempt(zygote, request)
            if request.out is not None:  # a child that was killed has left it
                make_shallow(request.out)
                shutil.rmtree(request.out / SCRATCH_FOLDER, ignore_errors=True)
            if outcome:
                return outcome
            self._discard(zygote)
        raise SandboxUnavailable("the sandbox process ended in the middle of a job")

    def check(
        self, source: Path, *, request: CheckRequest, limits: Limits = CHECK_LIMITS
    ) -> Outcome:
        """Look whether a file can be parsed, and by whom.

        Value: `page_count`, `selected_pages`, `media_type`, `queue`.
        """
        return self.run(Request("check", source, None, asdict(request), limits))

    def unpack(
        self, source: Path, out: Path, *, most: Unpacking, limits: Limits = UNPACK_LIMITS
    ) -> Outcome:
        """Take a ZIP apart into the existing, empty folder `out`.

        Value: `is_document` (whether it is a file by itself), `too_many` (how many files it holds,
        where that is too many) and `files`, each with
        `number` (its name in the folder, three digits), `name` and `error`.
        """
        outcome = self.run(Request("unpack", source, out, asdict(most), limits))
        if outcome.ok and not all(map(_is_plain_file, out.iterdir())):
            return replace(outcome, ok=False, code=CORRUPT, reason="crash", detail="made a link")
        return outcome

    def parse(
        self, source: Path, out: Path, *, request: ParseRequest, limits: Limits = PARSE_LIMITS
    ) -> Outcome:
        """Parse a file and write its artifacts into the existing, empty folder `out`.

        Value: `page_count`, `pages`, `engine_version`, `language`, `warnings`, `ocr`, `files`; or
        `needs_ocr` alone, when the file needs OCR and the request says it is not to be done here.
        """
        outcome = self.run(Request("parse", source, out, request.to_json(), limits))
        if outcome.ok and not all(map(_is_plain_file, out.iterdir())):
            return replace(outcome, ok=False, code=CORRUPT, reason="crash", detail="made a link")
        return outcome

    def status(self) -> Status:
        """Start the zygote if needed and tell what protects its children."""
        return self._ready().status

    def close(self) -> None:
        """Stop the zygote; the next job starts another."""
        with self._lock:
            zygote, self._zygote = self._zygote, None
        if zygote:
            zygote.stop()

    def _ready(self) -> Zygote:
        with self._lock:
            if self._zygote and self._zygote.is_alive():
                return self._zygote
            if self._zygote:
                self._zygote.stop()
            self._zygote = self._start()
            return self._zygote

    def _start(self) -> Zygote:
        zygote = Zygote(self._tasks)
        if self._must_isolate and not zygote.status.network_isolated:
            zygote.stop()
            raise SandboxUnavailable(_REFUSED)
        return zygote

    def _discard(self, zygote: Zygote) -> None:
        """Stop a zygote that failed a job, unless another thread has replaced it already."""
        with self._lock:
            if self._zygote is zygote:
                self._zygote = None
                zygote.stop()

    def _forget(self) -> None:
        self._lock = threading.Lock()  # another thread may have held it at the fork
        if self._zygote:
            self._zygote.disown()
        self._zygote = None


def _is_plain_file(path: Path) -> bool:
    """Whether reading the path reads the path: no link may lead the caller elsewhere."""
    found = path.lstat()
    return stat.S_ISREG(found.st_mode) and found.st_nlink == 1


def _attempt(zygote: Zygote, request: Request) -> Outcome | None:
    """One try; None when the zygote went away without a word about the child."""
    began = time.monotonic()
    channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with channel:
        with theirs:
            if not _submit(zygote, request, theirs.fileno()):
                return None
        talk = _Conversation(channel, began + request.limits.wall_seconds)
        talk.listen()
    if talk.end is None:
        return None
    seconds = time.monotonic() - began
    return judge(talk.reply, talk.end, limits=request.limits, seconds=seconds, late=talk.late)


def _submit(zygote: Zygote, request: Request, channel: int) -> bool:
    message = {
        "task": request.task,
        "arguments": request.arguments,
        "limits": asdict(request.limits),
    }
    with contextlib.ExitStack() as opened:
        descriptors = [channel, _open(opened, request.source, os.O_RDONLY)]
        if request.out is not None:
            descriptors.append(_open(opened, request.out, os.O_RDONLY | os.O_DIRECTORY))
        try:
            zygote.send(json.dumps(message).encode(), descriptors)
        except OSError:
            return False
    return True


def _open(opened: contextlib.ExitStack, path: Path, flags: int) -> int:
    descriptor = os.open(path, flags | os.O_CLOEXEC)
    opened.callback(os.close, descriptor)
    return descriptor


_UNKNOWN = Exit(status=0, cpu_seconds=0.0, max_rss_bytes=0)
"""For a child that has answered, but whose exit was not told in time."""


@dataclass(slots=True)
class _Conversation:
    """What is heard on one job's channel: the child's reply, then the zygote's word of its exit."""

    channel: socket.socket
    deadline: float
    reply: Reply | None = None
    end: Exit | None = None
    late: bool = False

    def listen(self) -> None:
        """Hear both out, and hang up at the deadline; `end` stays None when the zygote is gone."""
        while self.end is None:
            try:
                message = self._receive()
            except TimeoutError:
                if self.late and self.reply is None:
                    return  # nobody killed the child: the zygote hangs, which is as good as gone
                self._lose_patience()
            else:
                if not message:
                    return
                self._hear(message)

    def _receive(self) -> bytes:
        self.channel.settimeout(max(self.deadline - time.monotonic(), 0.001))
        try:
            return self.channel.recv(MESSAGE_MAX)
        except ConnectionError:
            return b""

    def _hear(self, message: bytes) -> None:
        """Take one message; what is none can only come from a child that was taken over."""
        try:
            heard: dict[str, Any] = json.loads(message)
            if "exit" in heard:
                self.end = Exit(**heard["exit"])
                return
        except (ValueError, TypeError):
            heard = {"crash": "an answer that is none"}
        if self.reply is None:  # a child has one answer
            self.reply = heard
        self.deadline = time.monotonic() + BURIAL_SECONDS

    def _lose_patience(self) -> None:
        if self.reply is not None:
            self.end = _UNKNOWN
            return
        self.late = True
        self.deadline = time.monotonic() + BURIAL_SECONDS
        self.channel.shutdown(socket.SHUT_WR)  # the zygote takes that for hanging up, and kills


_LIVING: weakref.WeakSet[Sandbox] = weakref.WeakSet()


def _forget_all() -> None:
    for sandbox in list(_LIVING):
        sandbox._forget()


def _close_all() -> None:
    for sandbox in list(_LIVING):
        sandbox.close()


os.register_at_fork(after_in_child=_forget_all)
atexit.register(_close_all)
