"""The engine alone: processor time per page and per resume, a cold start, peak memory."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from apps.engine import document, render, resume
from apps.engine.options import RESUME_OPTIONS
from tests.bench.bench_service import SAMPLE
from tests.bench.report import Report

ROUNDS = 3
FORMATS = ("json", "markdown", "text")
AS_OF = date(2026, 1, 1)


def bench(report: Report, corpus: Path | None) -> None:
    """Measure over the resumes of the corpus, or over the sample where there is none."""
    report.section("engine")
    files = sorted((corpus / "resumes").glob("*.pdf")) if corpus else [SAMPLE]
    datas = [path.read_bytes() for path in files]
    report.note(f"{len(files)} resumes" + ("" if corpus else "; ../shared/corpus is missing"))
    seconds: dict[str, float] = {}
    pages = sum(_one(data, seconds) for data in datas)  # warm up
    seconds.clear()
    for _ in range(ROUNDS):
        pages = sum(_one(data, seconds) for data in datas)
    for name, total in seconds.items():
        report.figure(f"{name}, processor time per page", total * 1000 / ROUNDS / pages, "ms")
    whole = sum(seconds.values()) * 1000 / ROUNDS
    report.figure("whole, processor time per page", whole / pages, "ms")
    report.figure("whole, processor time per resume", whole / len(files), "ms")
    mapping = seconds["resume"] * 1000 / ROUNDS / len(files)
    report.at_most("mapping alone, per resume", mapping, 12, "ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report.figure("peak memory of this process", peak, "MiB")
    _cold(report)


def _one(data: bytes, seconds: dict[str, float]) -> int:
    """Parse, map and render one file, adding up processor seconds by stage; its pages."""
    began = time.process_time()
    parsed = document.parse(data, RESUME_OPTIONS)
    read = time.process_time()
    resume.extract(parsed, AS_OF)
    mapped = time.process_time()
    for name in FORMATS:
        render.to(name, parsed, data, RESUME_OPTIONS)
    rendered = time.process_time()
    for name, spent in (
        ("document", read - began),
        ("resume", mapped - read),
        ("render", rendered - mapped),
    ):
        seconds[name] = seconds.get(name, 0.0) + spent
    return len(parsed.pages)


def _cold(report: Report) -> None:
    """Processor time of a new process that maps one 2-page resume."""
    with tempfile.TemporaryDirectory() as folder:
        before = os.times()
        subprocess.run(
            [sys.executable, "-m", "apps.engine", "resume", str(SAMPLE), "--out", folder],
            check=True,
        )
        after = os.times()
    spent = after.children_user + after.children_system
    spent -= before.children_user + before.children_system
    report.at_most("cold process, 2-page resume", spent, 0.25, "s")
