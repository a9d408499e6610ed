"""How well resumes are read from files other than PDF, against the truth of the same documents.

The DOCX of the corpus are what its office PDFs were printed from. Plain text and RTF are made of
them; where LibreOffice is installed, so are RTF and DOC by another hand.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from apps.engine import office
from tests.bench.bench_resumes import AS_OF, count_unproven
from tests.bench.flattened import as_rtf, as_text
from tests.bench.floors import Floors
from tests.bench.report import Report
from tests.bench.scorer import Scorer

MOST_APART = 0.01
LEAST_FLAT = 0.80

Make = Callable[[Path], bytes]

MADE: Mapping[str, Make] = {
    "docx": Path.read_bytes,
    "rtf": as_rtf,
    "txt": lambda path: as_text(path).encode(),
}
CONVERTED: Mapping[str, Make] = {
    "rtf by LibreOffice": lambda path: office.convert(path.read_bytes(), ending=".docx", to="rtf"),
    "doc by LibreOffice": lambda path: office.convert(path.read_bytes(), ending=".docx", to="doc"),
}


def bench(report: Report, corpus: Path | None, floors: Floors) -> None:
    """Score every format, and compare it with the PDFs of the same documents."""
    report.section("formats, macro F1 against the corpus")
    if corpus is None:
        report.note("not measured: ../shared/corpus is missing")
        return
    sources = sorted((corpus / "resumes" / "docx").glob("*.docx"))
    truth = [corpus / "resumes" / f"{path.stem}.truth.json" for path in sources]
    scorer = Scorer(corpus)
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder) / "truth"
        known.mkdir()
        for path in truth:
            (known / path.name).write_bytes(path.read_bytes())
        pdfs = _macro(report, scorer, known, {path.stem: _pdf_of(path) for path in sources})
        scores = {
            name: _macro(report, scorer, known, {path.stem: make(path) for path in sources})
            for name, make in MADE.items()
        }
        report.figure("pdf", pdfs, "F1")
        floors.compare(report, "formats", scores, "F1", truth)
        report.at_least("docx, at most so far below pdf", scores["docx"], pdfs - MOST_APART, "F1")
        for name in ("rtf", "txt"):
            report.at_least(f"{name}, the demand", scores[name], LEAST_FLAT, "F1")
        for name, make in CONVERTED.items() if office.is_installed() else ():
            made = {path.stem: make(path) for path in sources}
            report.figure(name, _macro(report, scorer, known, made), "F1")


def _pdf_of(path: Path) -> bytes:
    return (path.parents[1] / f"{path.stem}.pdf").read_bytes()


def _macro(report: Report, scorer: Scorer, truth: Path, files: Mapping[str, bytes]) -> float:
    """The score of some files, and that nothing in them was invented."""
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "in", Path(folder) / "out"
        given.mkdir()
        for name, data in files.items():
            (given / f"{name}.txt").write_bytes(data)  # what it is tells its content
        engine = [sys.executable, "-m", "apps.engine", "resume", str(given), "--out", str(out)]
        subprocess.run([*engine, "--jobs", "2", "--as-of", AS_OF], check=True)
        count_unproven(report, out)
        return round(scorer.macro(scorer.score(truth, out)), 4)
