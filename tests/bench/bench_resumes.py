"""How well resumes are read: F1 per field, what is invented or lost, and honest confidence.

There is no training, so nothing is left out of it: the honest second figure is the score on resumes
that nobody looked at while the rules were written (`--resumes DIR --truth DIR`). The two must not
be far apart.
"""

import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import orjson

from apps.engine import document, resume
from apps.engine.model import Document
from apps.engine.options import RESUME_OPTIONS
from apps.engine.resume import Extraction
from tests.bench.calibration import print_deciles
from tests.bench.floors import Floors
from tests.bench.report import Report
from tests.bench.scorer import Scored, Scorer
from tests.engine.resume.evidence import unproven

AS_OF = "2026-01-01"
LEAST = {
    "macro": 0.93,
    "exp.entries": 0.97,
    "edu.entries": 0.96,
    "name": 0.97,
    "email": 0.97,
    "phone": 0.97,
}
LEAST_FIELD = 0.85
LEAST_ABROAD = 0.88
LEAST_TEMPLATE = 0.80
LEAST_COVERAGE = 0.97
MOST_APART = 0.03
MAPPING_MS = 12.0
TIMED = 12
"""Resumes of two pages whose mapping is timed; the best of ROUNDS counts."""
ROUNDS = 5


class Unseen(NamedTuple):
    """Further resumes: the folder of their PDFs and that of their truth."""

    resumes: Path
    truth: Path


def bench(report: Report, corpus: Path | None, floors: Floors, unseen: Unseen | None) -> None:
    """Score the engine on the corpus, and on further resumes where there are any."""
    report.section("resumes, F1 against the corpus")
    if corpus is None:
        report.note("not measured: ../shared/corpus is missing")
        return
    scorer = Scorer(corpus)
    truth = corpus / "resumes"
    with tempfile.TemporaryDirectory() as folder:
        scored = _scored(scorer, truth, truth, Path(folder))
        scores = {"macro": round(scorer.macro(scored), 4), **scorer.fields(scored)}
        floors.compare(report, "resumes", scores, "F1", truth.glob("*.truth.json"))
        _compare_with_demands(report, scorer, scored, scores)
        _count_unproven(report, Path(folder))
        _time_mapping(report, truth, Path(folder))
        print_deciles(report, scored, Path(folder))
    if unseen is not None:
        _bench_unseen(report, scorer, unseen, scores["macro"])


def _scored(scorer: Scorer, resumes: Path, truth: Path, out: Path) -> list[Scored]:
    """Read a folder of resumes and score it; the scorer's own tables are printed on the way."""
    engine = [sys.executable, "-m", "apps.engine", "resume", str(resumes), "--out", str(out)]
    subprocess.run([*engine, "--jobs", "2", "--as-of", AS_OF], check=True)
    scorer.print_tables(truth, out)
    return scorer.score(truth, out)


def _compare_with_demands(
    report: Report, scorer: Scorer, scored: Sequence[Scored], scores: dict[str, float]
) -> None:
    report.section("resumes, the demands")
    for name, least in LEAST.items():
        report.at_least(name, scores[name], least, "F1")
    counted = {name: scores[name] for name in scorer.counted if name in scores}
    worst = min(counted, key=lambda name: counted[name])
    report.at_least(f"worst field: {worst}", counted[worst], LEAST_FIELD, "F1")
    abroad = [one for one in scored if one.about["language"] != "en"]
    report.at_least("not English, macro", scorer.macro(abroad), LEAST_ABROAD, "F1")
    templates = _by_template(scorer, scored)
    worst = min(templates, key=lambda name: templates[name])
    report.at_least(f"worst template: {worst}", templates[worst], LEAST_TEMPLATE, "F1")


def _by_template(scorer: Scorer, scored: Sequence[Scored]) -> dict[str, float]:
    groups: dict[str, list[Scored]] = defaultdict(list)
    for one in scored:
        groups[one.template].append(one)
    return {name: scorer.macro(group) for name, group in groups.items()}


def _count_unproven(report: Report, out: Path) -> None:
    """Values that do not stand where their evidence says, and lines that stand nowhere."""
    found = count_unproven(report, out)
    shares = [float(str(one.metadata["coverage"])) for _, one in found]
    report.at_least("lines assigned, mean", sum(shares) / len(shares), LEAST_COVERAGE, "")
    report.figure("lines assigned, worst resume", min(shares), "")


def count_unproven(report: Report, out: Path) -> list[tuple[str, Extraction]]:
    """Values that do not stand where their evidence says, reported; what was read."""
    found = list(_extractions(out))
    invented = [f"{name} {value}" for name, one in found for value in unproven(one)]
    for value in invented:
        report.note(value)
    report.at_most("values invented", len(invented), 0, "")
    return found


def _extractions(out: Path) -> Iterator[tuple[str, Extraction]]:
    for path in sorted(out.glob("*.json")):
        report = orjson.loads(path.read_bytes())
        yield path.stem, Extraction(report["resume"], report["evidence"], report["metadata"])


def _time_mapping(report: Report, resumes: Path, out: Path) -> None:
    """Processor time of the mapper alone, mean over some resumes of two pages."""
    two = [name for name, one in _extractions(out) if one.metadata["page_count"] == 2][:TIMED]
    spent: list[float] = []
    for name in two:
        parsed = document.parse((resumes / f"{name}.pdf").read_bytes(), RESUME_OPTIONS)
        spent.append(min(_seconds(parsed) for _ in range(ROUNDS)))
    mean = 1000 * sum(spent) / max(len(spent), 1)
    report.at_most(f"mapping a 2-page resume, {len(two)} timed", mean, MAPPING_MS, "ms")


def _seconds(parsed: Document) -> float:
    began = time.process_time()
    resume.extract(parsed, date.fromisoformat(AS_OF))
    return time.process_time() - began


def _bench_unseen(report: Report, scorer: Scorer, unseen: Unseen, seen: float) -> None:
    report.section(f"resumes nobody looked at: {unseen.resumes}")
    with tempfile.TemporaryDirectory() as folder:
        scored = _scored(scorer, unseen.resumes, unseen.truth, Path(folder))
        macro = scorer.macro(scored)
        report.figure("macro, the corpus", seen, "F1")
        report.figure(f"macro, {len(scored)} unseen resumes", macro, "F1")
        report.at_most("apart by", seen - macro, MOST_APART, "")
        _count_unproven(report, Path(folder))
        print_deciles(report, scored, Path(folder))
