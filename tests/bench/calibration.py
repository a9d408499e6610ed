"""Whether stated confidence is honest: observed accuracy in each decile of what was stated."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson

from tests.bench.report import Report
from tests.bench.scorer import Scored

TOLERANCE = 0.1
FEW = 5
"""Fewer documents in a decile say nothing about its accuracy."""

PARTS = {
    "name": ("name",),
    "contact": ("email", "phone", "link"),
    "sections": ("sections",),
}
"""Which fields of the scorer each stated confidence speaks of."""


def print_deciles(report: Report, documents: Sequence[Scored], out: Path) -> None:
    """A row for each part and decile: how many documents, stated mean, observed mean."""
    report.section("confidence: stated against observed, by decile of what was stated")
    seen: dict[tuple[str, int], list[tuple[float, float]]] = defaultdict(list)
    for part, stated, observed in _pairs(documents, out):
        seen[part, min(int(stated * 10), 9)].append((stated, observed))
    for (part, decile), pairs in sorted(seen.items()):
        stated, observed = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
        label = f"{part} {decile / 10:.1f}-{decile / 10 + 0.1:.1f}, {len(pairs)} documents"
        report.note(f"{label:42} stated {stated:.2f}  observed {observed:.2f}")
        if len(pairs) >= FEW:
            report.at_most(f"{label}: apart by", abs(stated - observed), TOLERANCE, "")


def _pairs(documents: Sequence[Scored], out: Path) -> Iterator[tuple[str, float, float]]:
    """Part, stated confidence, observed accuracy of every document."""
    for document in documents:
        resume = orjson.loads((out / f"{document.name}.json").read_bytes())["resume"]
        for part, fields in PARTS.items():
            scored = [document.counts[field] for field in fields if field in document.counts]
            right = [count.prf()[2] for count in scored if count.p or count.g]
            if right:
                yield part, resume["ats"]["confidence"][part], sum(right) / len(right)
