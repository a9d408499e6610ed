"""Tasks for the tests of the sandbox: everything that a hostile file could make a reader do."""

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from apps.engine import external, office
from apps.engine.errors import PasswordProtected
from apps.sandbox.child import Task
from apps.sandbox.kernel import LIBC

Arguments = Mapping[str, Any]
Value = Mapping[str, Any]


def measure(data: bytes, arguments: Arguments) -> Value:
    return {"bytes": len(data), "arguments": dict(arguments)}


def fill_memory(data: bytes, arguments: Arguments) -> Value:
    hoard = []
    while True:
        hoard.append(bytearray(8 * 1024 * 1024))


def spin(data: bytes, arguments: Arguments) -> Value:
    while True:
        pass


def sleep(data: bytes, arguments: Arguments) -> Value:
    time.sleep(600)
    return {}


def hang(data: bytes, arguments: Arguments) -> Value:
    """Tell our process number in the out folder, then hang, deaf to polite signals."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    offspring = os.fork() if arguments.get("offspring") else 0
    if offspring or not arguments.get("offspring"):
        Path("unfinished").write_text(f"{os.getpid()} {offspring or os.getpid()}")
        Path("unfinished").rename("pids")
    time.sleep(600)
    return {}


def follow_a_null_pointer(data: bytes, arguments: Arguments) -> Value:
    ctypes.string_at(0)
    return {}


def exit_silently(data: bytes, arguments: Arguments) -> Value:
    os._exit(3)


def refuse(data: bytes, arguments: Arguments) -> Value:
    raise PasswordProtected("It wants a password.")


def stumble(data: bytes, arguments: Arguments) -> Value:
    raise ValueError(data.decode())


def recurse(data: bytes, arguments: Arguments) -> Value:
    return recurse(data, arguments)


def answer_at_length(data: bytes, arguments: Arguments) -> Value:
    return {"text": "x" * 4_000_000}


def babble(data: bytes, arguments: Arguments) -> Value:
    """Write over the channel what no honest child would."""
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, b"{ no JSON")
        except OSError:
            continue
    return {}


def parse(data: bytes, arguments: Arguments) -> Value:
    """Stands in for the real task: leaves a second name of a file where an artifact should be."""
    Path("document.json").write_bytes(data)
    if arguments["file_name"] == "linked":
        Path("resume.json").hardlink_to("document.json")
    return {}


def write_files(data: bytes, arguments: Arguments) -> Value:
    for name, size in arguments.items():
        Path(name).write_bytes(b"x" * size)
    return {}


def look_around(data: bytes, arguments: Arguments) -> Value:
    """What a taken-over child could see of the machine."""
    return {
        "environment": dict(os.environ),
        "descriptors": _open_descriptors(),
        "reads": {path: _outcome_of_reading(path) for path in arguments["paths"]},
        "connect": _outcome_of_connecting(arguments["port"]),
        "trace": _outcome_of_tracing(),
        "signal": _outcome_of_signalling(),
    }


def _open_descriptors() -> list[int]:
    found = []
    for descriptor in range(3, 64):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        found.append(descriptor)
    return found


def _outcome_of_reading(path: str) -> str:
    try:
        Path(path).read_bytes()
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    return "read"


def _outcome_of_connecting(port: int) -> str:
    try:
        with socket.socket() as stranger:
            stranger.connect(("127.0.0.1", port))
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    return "connected"


def _outcome_of_tracing() -> str:
    return errno.errorcode[ctypes.get_errno()] if LIBC.ptrace(16, os.getppid(), 0, 0) else "traced"


def _outcome_of_signalling() -> str:
    try:
        os.kill(os.getppid(), 0)
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    return "delivered"


def run_python(data: bytes, arguments: Arguments) -> Value:
    """What a program that was started from here could do."""
    command = [sys.executable, "-I", "-c", arguments["code"]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return {"said": done.stdout.strip(), "complained": done.stderr.strip()[-300:]}


def leave_a_process(data: bytes, arguments: Arguments) -> Value:
    """Start a program that means to outlive us, and go."""
    left = subprocess.Popen(["/bin/sleep", "600"])
    Path("pids").write_text(str(left.pid))
    departed = subprocess.run(["/usr/bin/setsid", "/bin/true"], check=False)
    return {"setsid": departed.returncode}


def use_scratch(data: bytes, arguments: Arguments) -> Value:
    """What temporary files of programs need, and one thing that they do not."""
    folder = Path(tempfile.mkdtemp())
    (folder / "a").write_bytes(data)
    (folder / "below").mkdir()
    (folder / "a").rename(folder / "below" / "b")
    (folder / "link").symlink_to("below")
    (folder / "program").write_text("#!/bin/sh\necho started")
    (folder / "program").chmod(0o700)
    return {"start": _outcome_of_starting(folder)}


def _outcome_of_starting(folder: Path) -> str:
    try:
        subprocess.run([str(folder / "program")], check=True)
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    return "started"


def convert(data: bytes, arguments: Arguments) -> Value:
    """Have LibreOffice convert the file, step by step."""
    for ending, to in arguments["steps"]:
        data = office.convert(data, ending=ending, to=to)
    return {"begins": data[:8].hex(), "left": sorted(p.name for p in Path.cwd().iterdir())}


def run_program(data: bytes, arguments: Arguments) -> Value:
    """Run one of the programs that are used, on the file."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        command = [file.name if word == "FILE" else word for word in arguments["command"]]
        return {"said": external.run(command, given=b"", seconds=30).decode()}


TASKS: Mapping[str, Task] = {
    task.__name__: task
    for task in (
        measure,
        fill_memory,
        spin,
        sleep,
        hang,
        follow_a_null_pointer,
        exit_silently,
        refuse,
        stumble,
        recurse,
        answer_at_length,
        babble,
        parse,
        write_files,
        look_around,
        run_python,
        leave_a_process,
        use_scratch,
        convert,
        run_program,
    )
}
