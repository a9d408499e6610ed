"""Whether stated confidence is honest: observed accuracy in each decile of what was stated."""

import importlib.util
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from tests.bench.report import Report

TOLERANCE = 0.1
FEW = 5
"""Fewer documents in a decile say nothing about its accuracy."""

PARTS = {
    "name": ("name",),
    "contact": ("email", "phone", "link"),
    "sections": ("sections",),
}
"""Which fields of the scorer each stated confidence speaks of."""


def print_deciles(report: Report, corpus: Path, out: Path) -> None:
    """A row for each part and decile: how many documents, stated mean, observed mean."""
    report.section("confidence: stated against observed, by decile of what was stated")
    seen: dict[tuple[str, int], list[tuple[float, float]]] = defaultdict(list)
    for part, stated, observed in _pairs(corpus, out):
        seen[part, min(int(stated * 10), 9)].append((stated, observed))
    for (part, decile), pairs in sorted(seen.items()):
        stated, observed = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
        label = f"{part} {decile / 10:.1f}-{decile / 10 + 0.1:.1f}, {len(pairs)} documents"
        report.note(f"{label:42} stated {stated:.2f}  observed {observed:.2f}")
        if len(pairs) >= FEW:
            report.at_most(f"{label}: apart by", abs(stated - observed), TOLERANCE, "")


def _pairs(corpus: Path, out: Path) -> Iterator[tuple[str, float, float]]:
    """Part, stated confidence, observed accuracy of every document."""
    scorer = _scorer(corpus)
    for path in sorted((corpus / "resumes").glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        made = out / path.name.replace(".truth.json", ".json")
        resume = json.loads(made.read_text(encoding="utf-8"))["resume"]
        counts = scorer.score_document(truth, resume)
        for part, fields in PARTS.items():
            scored = [counts[field] for field in fields if field in counts]
            right = [count.prf()[2] for count in scored if count.p or count.g]
            if right:
                yield part, resume["ats"]["confidence"][part], sum(right) / len(right)


def _scorer(corpus: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_resumes", corpus / "score_resumes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
