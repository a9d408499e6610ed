"""What the sandbox adds to a job: an empty task and the check, p50 and p95 in milliseconds."""

import time
from collections.abc import Callable
from pathlib import Path

from apps.sandbox import CHECK_LIMITS, CheckRequest, Sandbox, get_sandbox
from apps.sandbox.host import Request
from tests.bench.report import Report

ROUNDS = 300
WARM_UP = 10
SAMPLE = Path(__file__).parents[2] / "docs" / "samples" / "sample-resume.pdf"


def percentiles(job: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Milliseconds that half and 95 of 100 runs stay under."""
    for _ in range(WARM_UP):
        job()
    times = sorted(_timed(job) for _ in range(rounds))
    return times[rounds // 2], times[rounds * 95 // 100]


def _timed(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return (time.perf_counter() - began) * 1000


def bench(report: Report, path: Path = SAMPLE) -> None:
    """What a fork, a check and their clearing away cost."""
    report.section("sandbox, added to each job")
    empty = Request("measure", path, None, {}, CHECK_LIMITS)
    nothing = Sandbox("tests.sandbox.misbehaving")
    check = get_sandbox("check")
    jobs: dict[str, Callable[[], object]] = {
        "empty task": lambda: nothing.run(empty),
        "check at submit": lambda: check.check(path, request=CheckRequest(max_pages=5)),
    }
    for name, job in jobs.items():
        p50, p95 = percentiles(job)
        report.figure(f"{name}, p50", p50, "ms")
        report.at_most(f"{name}, p95", p95, 15, "ms")
