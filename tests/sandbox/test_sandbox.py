"""The sandbox holds: each way to misbehave ends the child, tells why, and harms nobody else."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import psutil
import pytest

from apps.engine.options import RESUME_OPTIONS
from apps.sandbox import ParseRequest, Sandbox, SandboxUnavailable, landlock
from apps.sandbox.host import Request, Zygote
from tests.sandbox.conftest import LIMITS, MISBEHAVING, Run, comes_true, is_gone

ROOT = Path(__file__).parents[2]

ENDINGS = [
    ("fill_memory", {}, "memory"),
    ("spin", {"cpu_seconds": 1}, "cpu"),
    ("sleep", {"wall_seconds": 0.3}, "wall"),
    ("follow_a_null_pointer", {}, "crash"),
    ("exit_silently", {}, "crash"),
    ("recurse", {}, "crash"),
    ("answer_at_length", {}, "crash"),
    ("babble", {}, "crash"),
    ("no such task", {}, "crash"),
]


@pytest.mark.parametrize(("task", "limits", "reason"), ENDINGS)
def test_each_death_has_its_reason_and_one_public_code(
    run: Run, task: str, limits: dict[str, float], reason: str
) -> None:
    outcome = run(task, **limits)
    assert (outcome.ok, outcome.reason, outcome.code) == (False, reason, "corrupt_pdf")
    assert run("measure").ok  # and the next file is served as if nothing had been


def test_a_task_reads_the_file_and_its_arguments(run: Run) -> None:
    outcome = run("measure", {"max_pages": 5})
    assert outcome.ok
    assert outcome.value == {"bytes": 21, "arguments": {"max_pages": 5}}
    assert outcome.max_rss_bytes > 0


def test_an_engine_error_keeps_its_code_and_sentence(run: Run) -> None:
    outcome = run("refuse")
    assert (outcome.ok, outcome.reason, outcome.code) == (False, "engine", "password_protected")
    assert outcome.message == "It wants a password."


def test_an_unexpected_error_tells_where_but_not_what(run: Run) -> None:
    outcome = run("stumble")
    assert (outcome.reason, outcome.code) == ("crash", "corrupt_pdf")
    assert outcome.detail is not None
    assert "ValueError at tests/sandbox/misbehaving.py:" in outcome.detail
    assert "words" not in repr(outcome)


def test_artifacts_are_written_into_the_out_folder_alone(run: Run, out: Path) -> None:
    assert run("write_files", {"document.json": 10}).ok
    assert [path.name for path in out.iterdir()] == ["document.json"]


def test_a_file_over_the_limit_ends_the_job(run: Run, out: Path) -> None:
    outcome = run("write_files", {"big": 3_000_000})
    assert (outcome.ok, outcome.reason) == (False, "crash")
    assert (out / "big").stat().st_size <= LIMITS.file_bytes


@pytest.mark.parametrize(("file_name", "ok"), [("plain", True), ("linked", False)])
def test_an_artifact_that_is_a_link_is_refused(
    sandbox: Sandbox, source: Path, out: Path, file_name: str, ok: bool
) -> None:
    request = ParseRequest("resume-parse", file_name, RESUME_OPTIONS, date(2026, 1, 1), ("json",))
    outcome = sandbox.parse(source, out, request=request)
    assert outcome.ok is ok
    assert outcome.code == (None if ok else "corrupt_pdf")


@pytest.fixture
def listener() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_child_finds_no_secret_no_network_and_no_open_file(
    run: Run, sandbox: Sandbox, listener: int, tmp_path: Path
) -> None:
    (tmp_path / "other.pdf").write_bytes(b"another customer's file")
    paths = [f"/proc/{os.getpid()}/environ", str(tmp_path / "other.pdf"), str(ROOT / "uv.lock")]
    value = run("look_around", {"paths": paths, "port": listener}).value

    assert "a secret of the parent" not in str(value["environment"])
    assert set(value["environment"]) <= {
        "PATH",
        "LANG",
        "LC_CTYPE",
        "PYTHONPATH",
        "PYTHONHASHSEED",
        "OPENBLAS_NUM_THREADS",
        "OMP_THREAD_LIMIT",
    }
    assert len(value["descriptors"]) == 1  # its channel
    if sandbox.status().seccomp:
        assert (value["connect"], value["trace"]) == ("EPERM", "EPERM")
    elif sandbox.status().network_isolated:
        assert value["connect"] in {"ENETUNREACH", "EACCES"}
    if landlock.abi():
        assert set(value["reads"].values()) == {"EACCES"}
    if landlock.abi() >= 6:
        assert value["signal"] == "EPERM"


def test_the_zygote_has_left_the_network(sandbox: Sandbox) -> None:
    isolated = sandbox.status().network_isolated
    assert sandbox._zygote is not None
    theirs = Path(f"/proc/{sandbox._zygote.process.pid}/ns/net").readlink()
    assert (theirs != Path("/proc/self/ns/net").readlink()) is isolated


def test_many_threads_get_their_own_answers(sandbox: Sandbox, source: Path) -> None:
    def ask(number: int) -> bool:
        request = Request("measure", source, None, {"number": number}, LIMITS)
        return bool(sandbox.run(request).value["arguments"] == {"number": number})

    with ThreadPoolExecutor(16) as threads:
        assert all(threads.map(ask, range(100)))


def test_a_dead_zygote_is_replaced(run: Run, sandbox: Sandbox) -> None:
    assert run("measure").ok
    assert sandbox._zygote is not None
    first = sandbox._zygote.process
    first.send_signal(signal.SIGKILL)
    assert run("measure").ok
    assert sandbox._zygote.process.pid != first.pid


def test_a_zygote_that_hangs_is_replaced(run: Run, sandbox: Sandbox) -> None:
    assert run("measure").ok
    assert sandbox._zygote is not None
    hanging = sandbox._zygote.process
    hanging.send_signal(signal.SIGSTOP)
    assert run("measure", wall_seconds=0.3).ok
    assert hanging.returncode == -signal.SIGKILL


def test_a_job_survives_the_death_of_its_zygote(run: Run, sandbox: Sandbox, out: Path) -> None:
    """The child dies with the zygote, and the job is tried once more on the next one."""
    with ThreadPoolExecutor(1) as threads:
        job = threads.submit(run, "hang", wall_seconds=3.0)
        pids = _read_pids(out)
        (out / "pids").unlink()
        assert sandbox._zygote is not None
        sandbox._zygote.process.kill()
        assert _read_pids(out) != pids
        assert job.result().reason == "wall"


def test_hanging_up_kills_the_child_and_what_it_started(run: Run, out: Path) -> None:
    assert run("hang", {"offspring": True}, wall_seconds=0.5).reason == "wall"
    assert all(is_gone(pid) for pid in _read_pids(out))


CALLER = """
import sys
from pathlib import Path
from apps.sandbox.host import Request
from tests.sandbox.conftest import LIMITS, MISBEHAVING, Sandbox
source, out = map(Path, sys.argv[1:])
Sandbox(MISBEHAVING).run(Request("hang", source, out, {"offspring": True}, LIMITS))
"""


def test_the_death_of_the_caller_ends_everything(source: Path, out: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", CALLER, source, out], cwd=ROOT) as caller:
        pids = _read_pids(out)
        zygotes = [process.pid for process in psutil.Process(caller.pid).children()]
        caller.kill()
    assert all(is_gone(pid) for pid in [*pids, *zygotes])


def test_a_forked_process_gets_its_own_zygote(sandbox: Sandbox, source: Path) -> None:
    request = Request("measure", source, None, {}, LIMITS)
    assert sandbox.run(request).ok
    pid = os.fork()
    if pid == 0:
        try:
            forgotten = sandbox._zygote is None
            os._exit(0 if forgotten and sandbox.run(request).ok else 1)
        finally:
            os._exit(2)
    assert os.waitpid(pid, 0)[1] == 0
    assert sandbox.run(request).ok


def test_no_descriptor_is_left_open(run: Run) -> None:
    run("measure")
    before = psutil.Process().num_fds()
    for task in ("measure", "refuse", "follow_a_null_pointer", "exit_silently"):
        run(task)
    assert psutil.Process().num_fds() == before


def test_closing_ends_the_zygote(source: Path) -> None:
    sandbox = Sandbox(MISBEHAVING)
    sandbox.status()
    assert sandbox._zygote is not None
    process = sandbox._zygote.process
    sandbox.close()
    assert process.returncode == 0


def test_required_isolation_that_is_refused_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sandbox = Sandbox(MISBEHAVING, require_network_isolation=True)
    status = {"network_isolated": False, "landlock": 0, "seccomp": True}
    monkeypatch.setattr(Zygote, "_hear_ready", lambda _: status)
    with pytest.raises(SandboxUnavailable, match="leave the network"):
        sandbox.status()


def test_a_zygote_that_cannot_start_is_no_fault_of_the_file(source: Path) -> None:
    sandbox = Sandbox("tests.sandbox.no_such_module")
    with pytest.raises(SandboxUnavailable, match="did not start"):
        sandbox.run(Request("measure", source, None, {}, LIMITS))


def test_a_missing_source_is_the_callers_error(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sandbox.run(Request("measure", tmp_path / "none.pdf", None, {}, LIMITS))


def _read_pids(out: Path) -> list[int]:
    path = out / "pids"
    assert comes_true(path.exists)
    return [int(pid) for pid in path.read_text().split()]
