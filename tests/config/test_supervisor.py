"""The embedded service starts with one command, heals itself and leaves nothing behind."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from config.env import Env
from config.programs import programs
from config.supervisor import StartError, held_lock, hold_port, is_healthy

ROOT = Path(__file__).parents[2]
READY = "Parselane is ready on http://"
SECONDS_TO_HEAL = 60.0
BROKER = "valkey-server"
PROGRAMS = ["granian", "text,maintenance", "ocr,convert", "threads", "beat", BROKER]


@dataclass
class Service:
    """A running supervisor. `said` is what it wrote to stdout before it was ready."""

    process: subprocess.Popen[str]
    said: list[str]
    errors: Path

    @property
    def port(self) -> int:
        return int(self.said[-1].rpartition(":")[2])

    def programs(self) -> dict[str, psutil.Process]:
        children = psutil.Process(self.process.pid).children()
        found: dict[str, psutil.Process] = {}
        for child in children:
            # whole words: `--without-heartbeat` is no beat, `--workers` no worker
            words = {Path(piece).name for word in child.cmdline() for piece in word.split()}
            found |= {name: child for name in PROGRAMS if name in words}
        return found

    def everybody(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)


def _command(data_dir: Path, **settings: str) -> dict[str, object]:
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(data_dir),
        "PORT": "0",
        "WEB_THREADS": "4",
        **settings,
    }
    return {"args": [sys.executable, "-m", "config.supervisor"], "env": environment, "cwd": ROOT}


@contextmanager
def _serving(data_dir: Path) -> Iterator[Service]:
    data_dir.mkdir(exist_ok=True)
    errors = data_dir / "stderr"
    with errors.open("w") as stream:
        process: subprocess.Popen[str] = subprocess.Popen(
            **_command(data_dir),  # type: ignore[call-overload]
            stdout=subprocess.PIPE,
            stderr=stream,
            text=True,
        )
    with process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line.strip())
            if line.startswith(READY):
                break
        assert said, errors.read_text()
        try:
            yield Service(process, said, errors)
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with _serving(tmp_path_factory.mktemp("service")) as service:
        yield service


def _refusal(data_dir: Path, **settings: str) -> str:
    done = subprocess.run(
        **_command(data_dir, **settings),  # type: ignore[call-overload]
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    return str(done.stderr)


@pytest.mark.service
def test_the_first_start_prints_a_key_and_where_it_listens(service: Service) -> None:
    assert len(service.said) == 2
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
    connection.request("GET", "/v1/jobs", headers={"Authorization": f"Bearer {service.said[0]}"})
    assert connection.getresponse().status == 200
    connection.close()


@pytest.mark.service
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_killed_program_comes_back(service: Service, name: str) -> None:
    assert _comes_true(lambda: set(service.programs()) == set(PROGRAMS))
    killed = service.programs()[name]
    killed.kill()
    assert _comes_true(lambda: service.programs().get(name, killed) != killed)
    assert _comes_true(lambda: is_healthy("127.0.0.1", service.port))
    assert "SIGKILL; starting it again" in service.errors.read_text()


@pytest.mark.service
def test_a_second_service_on_the_same_data_is_refused(service: Service) -> None:
    refusal = _refusal(service.errors.parent)
    assert refusal.startswith("parselane: Parselane already runs on ")
    assert refusal.count("\n") == 1


@pytest.mark.service
def test_a_second_start_prints_no_key_and_a_signal_ends_all_cleanly(tmp_path: Path) -> None:
    with _serving(tmp_path) as first:
        assert len(first.said) == 2
    with _serving(tmp_path) as second:
        assert len(second.said) == 1
        everybody = second.everybody()
        second.process.send_signal(signal.SIGINT)
        assert second.process.wait(timeout=60) == 0
        assert second.errors.read_text() == "parselane: stopped\n"
        assert _comes_true(lambda: not any(map(_lives, everybody)))


@pytest.mark.service
def test_nothing_survives_a_killed_supervisor(tmp_path: Path) -> None:
    with _serving(tmp_path) as service:
        everybody = service.everybody()
        service.process.kill()
        assert _comes_true(lambda: not any(map(_lives, everybody)))


def test_a_port_in_use_is_refused(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refusal = _refusal(tmp_path, PORT=str(port))
    assert refusal == (
        f"parselane: Cannot listen on 127.0.0.1:{port} (Address already in use);"
        " set PORT to another.\n"
    )


def test_port_zero_is_any_free_port() -> None:
    with hold_port("127.0.0.1", 0) as holder:
        assert holder.getsockname()[1] > 0


def test_a_port_that_cannot_be_is_one_sentence() -> None:
    with pytest.raises(StartError, match="no such port"):
        hold_port("127.0.0.1", 70_000)


def test_the_lock_of_a_dead_supervisor_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "supervisor.lock").write_text("4194305")  # above every process number
    with held_lock(tmp_path):
        assert (tmp_path / "supervisor.lock").read_text() == str(os.getpid())


def test_a_data_folder_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refusal = _refusal(tmp_path / "file" / "data")
    assert (
        refusal == f"parselane: DATA_DIR {tmp_path}/file/data cannot be used (Not a directory).\n"
    )


def test_the_programs_follow_the_settings() -> None:
    env = Env(
        web_processes=3, web_threads=7, worker_processes=5, webhook_threads=9, ocr_processes=4
    )
    commands = (" ".join(p.command) for p in programs(env, 9000))
    web, worker, recognizer, courier, scheduler = commands
    assert "--port 9000 --workers 3 --blocking-threads 7" in web
    assert "--pool prefork --concurrency 5 --queues text,maintenance" in worker
    assert "--pool prefork --concurrency 4 --queues ocr,convert" in recognizer
    assert "--pool threads --concurrency 9 --queues webhooks" in courier
    assert str(env.data_dir) in scheduler


def test_slow_work_yields_to_quick_work() -> None:
    nice = {program.name: program.nice for program in programs(Env(), 9000)}
    assert nice["recognizer"] > nice["worker"] > nice["web"]


def test_one_process_serves_where_limits_are_counted_in_memory() -> None:
    env = Env(web_processes=3, broker_url="filesystem:///messages")
    assert "--workers 1" in " ".join(programs(env, 9000)[0].command)


def _lives(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def _comes_true(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + SECONDS_TO_HEAL
    while time.monotonic() < deadline:
        try:
            if condition():
                return True
        except psutil.NoSuchProcess:
            pass
        time.sleep(0.05)
    return False
