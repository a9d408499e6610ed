"""`python -m tests.bench [PART…] [--pin]`: measure, compare with the demands, print.

`--resumes DIR` adds resumes that the rules were not written on, with NAME.truth.json beside each
NAME.pdf or in `--truth DIR`. Ends with status 1 when a demand is missed.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench import (
    bench_engine,
    bench_formats,
    bench_matching,
    bench_ocr,
    bench_pages,
    bench_plans,
    bench_reference,
    bench_resumes,
    bench_sandbox,
    bench_service,
    machine,
)
from tests.bench.bench_resumes import Unseen
from tests.bench.floors import Floors
from tests.bench.report import Report

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def main() -> int:
    """Run the parts asked for, all unless told."""
    corpus = CORPUS if CORPUS.is_dir() else None
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*")
    parser.add_argument("--pin", action="store_true", help="raise the quality floors")
    parser.add_argument("--resumes", type=Path, metavar="DIR", help="resumes nobody looked at")
    parser.add_argument("--truth", type=Path, metavar="DIR", help="their truth, if apart")
    arguments = parser.parse_args()
    unseen = None
    if arguments.resumes:
        unseen = Unseen(arguments.resumes, arguments.truth or arguments.resumes)
    report, floors = Report(), Floors(pin=arguments.pin)
    parts: dict[str, Callable[[], None]] = {
        "service": lambda: bench_service.bench(report),
        "plans": lambda: bench_plans.bench(report),
        "sandbox": lambda: bench_sandbox.bench(report),
        "engine": lambda: bench_engine.bench(report, corpus),
        "resumes": lambda: bench_resumes.bench(report, corpus, floors, unseen),
        "formats": lambda: bench_formats.bench(report, corpus, floors),
        "ocr": lambda: bench_ocr.bench(report, corpus, floors),
        "pages": lambda: bench_pages.bench(report, corpus, floors),
        "matching": lambda: bench_matching.bench(report, corpus),
        "reference": lambda: bench_reference.bench(report, corpus),
    }
    if unknown := set(arguments.parts) - parts.keys():
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(parts)}")
    print(machine.describe())
    for name in arguments.parts or parts:
        parts[name]()
    print("\nmissed: " + (", ".join(report.missed) or "nothing"))
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
