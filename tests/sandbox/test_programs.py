"""Programs run in the sandbox, and can do no more than the child that started them."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from PIL import Image, ImageDraw, ImageFont

from apps.sandbox import PARSE_LIMITS, PROGRAM_LIMITS, Sandbox, landlock
from apps.sandbox.child import SCRATCH_FOLDER
from apps.sandbox.host import Request
from tests.sandbox.conftest import Run, is_gone

ROOT = Path(__file__).parents[2]
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


@pytest.fixture
def listener() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


SOCKETS = {
    "TCP": "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    "UDP": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "a socket of the machine": "socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)",
    "raw": "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "one of a pair": "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)",
}


@pytest.mark.parametrize("made", SOCKETS.values(), ids=SOCKETS)
def test_a_program_has_no_socket(run: Run, sandbox: Sandbox, made: str) -> None:
    if not sandbox.status().seccomp:
        pytest.skip("this kernel has no seccomp filters")
    value = run("run_python", {"code": f"import socket; {made}; print('made')"}).value
    assert value["said"] == ""
    assert "Operation not permitted" in value["complained"]


LASTING = {
    "memory": "libc.shmget(0, 4096, 0o1600)",
    "a queue": "libc.msgget(0, 0o1600)",
    "semaphores": "libc.semget(0, 1, 0o1600)",
    "a named queue": "ctypes.CDLL('librt.so.1', use_errno=True).mq_open(b'/x', 0o102, 0o600, None)",
    "a user namespace": f"libc.unshare({0x10000000})",
    "a process with a user namespace": f"libc.syscall(libc_clone, {0x10000000 | 17}, 0, 0, 0, 0)",
    "the same by another call": "libc.syscall(435, flags_of_clone3, 88)",
}


@pytest.mark.parametrize("made", LASTING.values(), ids=LASTING)
def test_a_program_makes_nothing_that_lasts(run: Run, sandbox: Sandbox, made: str) -> None:
    """Nothing that other jobs see or that stays behind, no namespace in which it is privileged."""
    if not sandbox.status().seccomp:
        pytest.skip("this kernel has no seccomp filters")
    code = (
        "import ctypes, os, platform, struct\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "libc_clone = {'x86_64': 56, 'aarch64': 220}[platform.machine()]\n"
        "flags_of_clone3 = struct.pack('=11Q', 0x10000000, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0)\n"
        f"print({made})"
    )
    assert run("run_python", {"code": code}).value["said"] == "-1"


def test_a_program_reaches_nobody(run: Run, listener: int) -> None:
    code = f"import socket; socket.create_connection(('127.0.0.1', {listener})); print('reached')"
    assert run("run_python", {"code": code}).value["said"] == ""


def test_a_program_reads_no_data(run: Run, tmp_path: Path) -> None:
    if not landlock.abi():
        pytest.skip("this kernel has no Landlock")
    (tmp_path / "other.pdf").write_bytes(b"another customer's file")
    paths = [str(tmp_path / "other.pdf"), f"/proc/{os.getpid()}/environ", str(ROOT / "uv.lock")]
    for path in paths:
        value = run("run_python", {"code": f"print(open({path!r}, 'rb').read())"}).value
        assert value["said"] == ""
        assert "Permission denied" in value["complained"]


def test_a_program_gets_no_secret(run: Run) -> None:
    code = "import os; print(sorted(os.environ), os.environ['HOME'], os.environ['TMPDIR'])"
    names, home, folder = run("run_python", {"code": code}).value["said"].rsplit(" ", 2)
    assert "DATABASE_PASSWORD" not in names
    assert home == folder
    assert Path(home).name == SCRATCH_FOLDER


def test_a_program_writes_nowhere_else(run: Run, tmp_path: Path) -> None:
    if not landlock.abi():
        pytest.skip("this kernel has no Landlock")
    target = tmp_path / "written"
    run("run_python", {"code": f"open({str(target)!r}, 'w').write('x')"})
    assert not target.exists()


def test_a_program_does_not_outlive_the_job(run: Run, sandbox: Sandbox, out: Path) -> None:
    outcome = run("leave_a_process")
    assert outcome.ok
    if sandbox.status().seccomp:
        assert outcome.value["setsid"] != 0  # a session of its own would have saved it
    (pid,) = (out / "pids").read_text().split()
    assert is_gone(int(pid))


def test_scratch_serves_programs_and_is_gone(run: Run, out: Path) -> None:
    outcome = run("use_scratch")
    assert outcome.ok
    if landlock.abi():
        assert outcome.value["start"] == "EACCES"  # what was written there is never started
    assert list(out.iterdir()) == []


def test_scratch_of_a_killed_job_is_gone(run: Run, out: Path) -> None:
    assert run("hang", wall_seconds=0.3).reason == "wall"
    assert not (out / SCRATCH_FOLDER).exists()


@pytest.mark.parametrize("begin", ["", "os.chdir(os.environ['TMPDIR']);"], ids=["out", "scratch"])
def test_folders_are_removed_however_deep(run: Run, out: Path, begin: str) -> None:
    """As deep as Python never goes by itself; a child that is killed leaves its scratch folder."""
    code = (
        f"import os, signal; {begin}\n"
        "for _ in range(1500): os.mkdir('inner'); os.chdir('inner')\n"
        "os.chmod('..', 0)\n"
        "os.kill(os.getppid(), signal.SIGKILL)"
    )
    assert not run("run_python", {"code": code}).ok
    assert not (out / SCRATCH_FOLDER).exists()
    shutil.rmtree(out)


FORK_BOMB = """
import os, sys, time
from apps.sandbox import child, kernel
from apps.sandbox.limits import PARSE_LIMITS
os.setgid(65534), os.setuid(65534)
if not kernel.leave_network() or not kernel.has_users_of_its_own():
    sys.exit("no user namespace is to be had")
child._set_limits(PARSE_LIMITS)
born = 0
try:
    while born < 1000:
        if os.fork() == 0:
            time.sleep(60)
        born += 1
except BlockingIOError:
    pass
print(born, flush=True)
os.killpg(0, 9)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become the nobody of this test")
def test_a_fork_bomb_is_small() -> None:
    """Where the kernel counts the processes of the sandbox apart: root's it does not count."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", FORK_BOMB],
        cwd="/",
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    if "no user namespace" in done.stderr:
        pytest.skip("this kernel gives no user namespaces")
    assert int(done.stdout) == PARSE_LIMITS.processes - 1


def _docx() -> bytes:
    made = docx.Document()
    made.add_paragraph("Nora Feldweg, bookbinder")
    file = BytesIO()
    made.save(file)
    return file.getvalue()


PDF, ZIP, OLE = b"%PDF-1.6".hex(), b"PK\x03\x04".hex(), "d0cf11e0a1b11ae1"
CONVERSIONS = {
    "docx to pdf": ([[".docx", "pdf"]], PDF),
    "doc to docx": ([[".docx", "doc"], [".doc", "docx"]], ZIP),
    "rtf to docx": ([[".docx", "rtf"], [".rtf", "docx"]], ZIP),
    "docx to doc": ([[".docx", "doc"]], OLE),
}


@pytest.mark.slow
@pytest.mark.parametrize(("steps", "begins"), CONVERSIONS.values(), ids=CONVERSIONS)
def test_an_office_program_converts(
    sandbox: Sandbox, source: Path, out: Path, steps: list[list[str]], begins: str
) -> None:
    source.write_bytes(_docx())
    outcome = sandbox.run(Request("convert", source, out, {"steps": steps}, PROGRAM_LIMITS))
    assert outcome.ok, outcome
    assert outcome.value["begins"].startswith(begins)
    assert outcome.value["left"] == [SCRATCH_FOLDER]
    assert list(out.iterdir()) == []


def test_tesseract_reads_a_picture(sandbox: Sandbox, source: Path, out: Path) -> None:
    picture = Image.new("L", (900, 120), 255)
    font = ImageFont.truetype(FONT, 48)
    ImageDraw.Draw(picture).text((30, 30), "Nora Feldweg, bookbinder", 0, font)
    picture.save(source, "PNG")
    command = {"command": ["tesseract", "FILE", "-"]}
    outcome = sandbox.run(Request("run_program", source, out, command, PROGRAM_LIMITS))
    assert outcome.value["said"].strip() == "Nora Feldweg, bookbinder"


def test_catdoc_reads_within_the_limits_of_any_parse(run: Run, source: Path) -> None:
    source.write_bytes(b"{\\rtf1 Nora Feldweg, bookbinder}")
    outcome = run("run_program", {"command": ["catdoc", "FILE"]})
    assert outcome.value["said"].strip() == "Nora Feldweg, bookbinder"
