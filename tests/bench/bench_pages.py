"""How well pages and tables are read: the corpus scorer on the engine's Markdown, with floors."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.floors import Floors
from tests.bench.report import Report

COMMON = ("--formats", "markdown_with_html", "--table-method", "cluster", "--jobs", "2")
WHOLE = (*COMMON, "--include-header-footer")
"""The truth of the pages holds their running heads."""

MEASURES = {"overall": "overall", "nid": "NID", "teds": "TEDS", "mhs": "MHS"}


@dataclass(frozen=True, slots=True)
class Exam:
    """A set of PDFs with truth, the engine's and the scorer's options, and what counts of it."""

    name: str
    folder: Path  # holds pdfs/ and truth/
    engine: tuple[str, ...]
    scorer: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


def bench(report: Report, corpus: Path | None, floors: Floors) -> None:
    """Score re-typeset pages, the tagged ones of them by their tags, and real tables."""
    report.section("pages, against the corpus")
    if corpus is None:
        report.note("not measured: ../shared/corpus is missing")
        return
    for exam in _exams(corpus / "parse"):
        scores = _score(corpus / "score_parse.py", exam)
        floors.compare(report, exam.name, scores, "score", (exam.folder / "truth").glob("*.md"))


def _exams(parse: Path) -> Sequence[Exam]:
    documents = json.loads((parse / "manifest.json").read_text(encoding="utf-8"))["documents"]
    tagged = tuple(document["id"] for document in documents if document.get("tagged"))
    return (
        Exam("pages", parse, WHOLE),
        Exam("tagged pages", parse, (*WHOLE, "--use-struct-tree"), only=tagged),
        Exam("real tables", parse / "tables_real", COMMON, ("--only-tables",)),
    )


def _score(scorer: Path, exam: Exam) -> dict[str, float]:
    """The means over a set, by set and measure."""
    with tempfile.TemporaryDirectory() as folder:
        out, ids = Path(folder) / "out", Path(folder) / "ids"
        engine = [sys.executable, "-m", "apps.engine", "document", str(exam.folder / "pdfs")]
        subprocess.run([*engine, "--out", str(out), *exam.engine], check=True)
        options = list(exam.scorer)
        if exam.only:
            ids.write_text("\n".join(exam.only), encoding="ascii")
            options += ["--ids", str(ids)]
        found = score_pages(scorer, out, exam.folder / "truth", options)
    return {f"{exam.name}, {label}": mean for label, mean in found.items()}


def score_pages(
    scorer: Path, out: Path, truth: Path, options: Sequence[str] = ()
) -> dict[str, float]:
    """The scorer's means over a folder of Markdown files, by measure."""
    with tempfile.NamedTemporaryFile(suffix=".json") as scores:
        command = [sys.executable, str(scorer), str(out), str(truth), "--json", scores.name]
        subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)
        means = json.loads(Path(scores.name).read_text(encoding="utf-8"))["mean"]
    found = {label: means.get(key) for key, label in MEASURES.items()}
    return {label: mean for label, mean in found.items() if mean is not None}
