"""The engine beside an installed reference, in the same run: two runs do not compare.

`opendataloader-pdf` is used where it is on PATH. Processor time per page is the
slope between a small and a large set, one core each, so that the start of a process does not count.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.bench_pages import score_pages
from tests.bench.report import Report

COPIES = 3
"""The large set holds every page so many times."""

RATIO_DEMAND = 0.44
CPU_DEMAND = 5.0  # ms per page

PARSE = ("--table-method", "cluster")


@dataclass(frozen=True, slots=True)
class Engine:
    """A command that turns `{source}` into Markdown below `{out}`."""

    name: str
    command: tuple[str, ...]


OURS = Engine(
    "parselane",
    (
        *(sys.executable, "-m", "apps.engine", "document", "{source}", "--out", "{out}"),
        *("--formats", "json,markdown_with_html", "--include-header-footer", *PARSE),
    ),
)
REFERENCE = Engine(
    "opendataloader-pdf",
    (
        *("opendataloader-pdf", "{source}", "-o", "{out}", "-f", "json,markdown", "-q"),
        *("--include-header-footer", "--threads", "1", *PARSE),
    ),
)


def bench(report: Report, corpus: Path | None) -> None:
    """Processor time and scores of both on the pages of the corpus."""
    report.section("beside the reference, same pages, same run")
    if corpus is None:
        report.note("not measured: ../shared/corpus is missing")
        return
    ours = _slope(OURS, corpus / "parse" / "pdfs")
    report.at_most("parselane, processor time per page, warm", ours, CPU_DEMAND, "ms")
    if shutil.which(REFERENCE.name) is None:
        report.note(f"{REFERENCE.name} is not installed, so there is nothing to compare with")
        return
    theirs = _slope(REFERENCE, corpus / "parse" / "pdfs")
    report.figure(f"{REFERENCE.name}, the same", theirs, "ms")
    report.at_most("ratio", ours / theirs, RATIO_DEMAND, "")
    for name, score in _scores(corpus).items():
        report.figure(f"{REFERENCE.name}, pages, {name}", score, "score")


def _slope(engine: Engine, pdfs: Path) -> float:
    """Milliseconds of processor time per page beyond the first set."""
    files = sorted(pdfs.glob("*.pdf"))
    with tempfile.TemporaryDirectory() as folder:
        once, often = Path(folder) / "once", Path(folder) / "often"
        for target, copies in ((once, 1), (often, 1 + COPIES)):
            target.mkdir()
            for copy in range(copies):
                for path in files:
                    shutil.copy(path, target / f"{path.stem}-{copy}.pdf")
        spent = [_run(engine, source, Path(folder) / "out") for source in (once, often)]
    return (spent[1] - spent[0]) * 1000 / (COPIES * len(files))


def _run(engine: Engine, source: Path, out: Path) -> float:
    """Processor seconds of one run over a folder, pinned to one core."""
    filled = {"source": str(source), "out": str(out)}
    before = os.times()
    subprocess.run(
        [word.format_map(filled) for word in engine.command],
        check=True,
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, {0}),
    )
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )


def _scores(corpus: Path) -> Mapping[str, float]:
    parse = corpus / "parse"
    with tempfile.TemporaryDirectory() as folder:
        _run(REFERENCE, parse / "pdfs", Path(folder))
        return score_pages(corpus / "score_parse.py", Path(folder), parse / "truth")
