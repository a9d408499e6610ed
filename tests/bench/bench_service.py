"""The embedded service under load: submits, status requests, the way of one resume, memory."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench import load
from tests.bench.report import Report

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "docs" / "samples" / "sample-resume.pdf"
UPLOAD_BYTES = 200_000
CONNECTIONS = 8
SECONDS = 10.0
ROUNDS = 60
START_SECONDS = 120.0
GENEROUS = "[enterprise]\nrequests_per_minute = 1000000\n"
"""The limits are counted as ever; only their height is for machines, not for customers."""


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: its port, a key, and the process that supervises it."""

    port: int
    key: str
    process: "subprocess.Popen[str]"


def bench(report: Report) -> None:
    """Measure on a service that runs for nothing else."""
    with running() as service:
        report.section("service, embedded (SQLite FULL, Valkey, disk), load on the same cores")
        _one_resume(report, service)
        _submits(report, service)
        _drain(report, service)
        _gets(report, service)
        _memory(report, service)


def _one_resume(report: Report, service: Service) -> None:
    """Submit to done on an idle service, seen by a caller who waits for the job."""
    connection = load.Connection(service.port)
    submit = load.post_file("/v1/resume/parse", service.key, SAMPLE.read_bytes())
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        job = json.loads(connection.ask(submit)[1])["job_id"]
        connection.ask(load.get(f"/v1/jobs/{job}?wait=20", service.key))
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    report.at_most("submit to done, 2-page resume, p50", times[ROUNDS // 2], 150, "ms")
    report.at_most("submit to done, 2-page resume, p95", times[ROUNDS * 95 // 100], 400, "ms")


def _submits(report: Report, service: Service) -> None:
    file = padded(SAMPLE.read_bytes(), UPLOAD_BYTES)
    submit = load.post_file("/v1/resume/parse", service.key, file)
    measured = load.run(service.port, CONNECTIONS, SECONDS, lambda _: submit)
    report.at_least("submits, 8 connections, 200 KB", measured.per_second, 100, "1/s")
    report.at_most("submit, p99", measured.quantile(0.99), 2, "s")
    refused = sum(count for status, count in measured.statuses.items() if status != 202)
    report.at_most("submits not answered 202", refused, 0, "")


def _drain(report: Report, service: Service) -> None:
    """Let the workers finish what the load has left: jobs per second meanwhile."""
    waiting, began = unfinished(service), time.perf_counter()
    first = waiting
    while waiting:
        time.sleep(0.5)
        waiting = unfinished(service)
    if first:
        report.figure("jobs finished", first / (time.perf_counter() - began), "1/s")


def unfinished(service: Service) -> int:
    """Jobs that have not ended."""
    connection = load.Connection(service.port)
    total = 0
    for status in ("queued", "processing"):
        path = f"/v1/jobs?limit=1&status={status}"
        total += json.loads(connection.ask(load.get(path, service.key))[1])["meta"]["total"]
    return total


def _gets(report: Report, service: Service) -> None:
    connection = load.Connection(service.port)
    listed = json.loads(connection.ask(load.get("/v1/jobs?limit=1", service.key))[1])
    request = load.get(f"/v1/jobs/{listed['data'][0]['job_id']}", service.key)
    measured = load.run(service.port, CONNECTIONS, SECONDS / 2, lambda _: request)
    report.at_least("status with result, 8 connections", measured.per_second, 500, "1/s")
    report.at_most("status, p99", measured.quantile(0.99) * 1000, 100, "ms")


def _memory(report: Report, service: Service) -> None:
    """Peak resident memory since the start, by program."""
    supervisor = psutil.Process(service.process.pid)
    used: dict[str, float] = {}
    for process in supervisor.children(recursive=True):
        name = _program(process)
        used[name] = max(used.get(name, 0.0), _peak_megabytes(process.pid))
    for name, megabytes in sorted(used.items()):
        report.figure(f"peak memory of a {name} process", megabytes, "MiB")


def _peak_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _program(process: psutil.Process) -> str:
    command = " ".join(process.cmdline())
    names = {
        "granian": "web",
        "--pool threads": "courier",
        " worker": "worker",
        " beat": "scheduler",
        "zygote": "sandbox",
    }
    return next((name for word, name in names.items() if word in command), "broker")


def padded(pdf: bytes, size: int) -> bytes:
    """The PDF with a comment behind its end, so that it has `size` bytes and reads the same."""
    return pdf + b"\n%" + b"." * (size - len(pdf) - 3) + b"\n"


@contextmanager
def running() -> Iterator[Service]:
    """A service of its own, on an empty folder."""
    with tempfile.TemporaryDirectory(prefix="parselane-bench-") as folder:
        plans = Path(folder) / "plans.toml"
        plans.write_text(GENEROUS, encoding="ascii")
        environment = {
            "PLANS_FILE": str(plans),
            "PATH": os.environ["PATH"],
            "HOME": folder,
            "DATA_DIR": folder,
            "PORT": "0",
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "config.supervisor"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            assert process.stdout is not None
            key = process.stdout.readline().strip()
            port = int(process.stdout.readline().rsplit(":", 1)[1])
            yield Service(port, key, process)
        finally:
            process.terminate()
            process.wait()
