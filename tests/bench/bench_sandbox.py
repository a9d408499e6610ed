"""What the sandbox adds to a job: an empty task and the check, p50 and p95 in milliseconds.

Run: python -m tests.bench.bench_sandbox [FILE.pdf]
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from apps.sandbox import CHECK_LIMITS, Sandbox, get_sandbox
from apps.sandbox.host import Request

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


def bench(path: Path) -> None:
    """Print one line for each kind of job."""
    empty = Request("measure", path, None, {}, CHECK_LIMITS)
    nothing = Sandbox("tests.sandbox.misbehaving")
    check = get_sandbox("check")
    parse = get_sandbox("parse")
    jobs: dict[str, Callable[[], object]] = {
        "empty task, light zygote": lambda: nothing.run(empty),
        "check, light zygote": lambda: check.check(path, page_range=None, max_pages=5),
        "check, full zygote": lambda: parse.check(path, page_range=None, max_pages=5),
    }
    for name, job in jobs.items():
        p50, p95 = percentiles(job)
        print(f"sandbox: {name:28} p50 {p50:6.1f} ms   p95 {p95:6.1f} ms")


if __name__ == "__main__":
    bench(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
