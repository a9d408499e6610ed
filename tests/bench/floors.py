"""The pinned floors of quality: measured scores in, what fell below in the report.

Floors rise by `--pin` and never fall; the file also pins a fingerprint of the truth, so that the
exam cannot be made easier unnoticed.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.bench.report import Report

FILE = Path(__file__).parent / "floors.json"
NOISE = 0.0005
"""One flipped field moves a mean by about 0.0002."""


class Floors:
    """The floors of every set, by its name; with `pin`, raised to what is reached."""

    def __init__(self, *, pin: bool) -> None:
        self._pin = pin
        self._sets: dict[str, dict[str, object]] = json.loads(FILE.read_text(encoding="utf-8"))

    def compare(
        self,
        report: Report,
        name: str,
        scores: Mapping[str, float],
        unit: str,
        truth: Iterable[Path],
    ) -> None:
        """Report each score against its floor. `truth` are the files the scores rest on."""
        pinned = self._sets.setdefault(name, {"truth": "", "scores": {}})
        fingerprint = fingerprint_of(truth)
        if pinned["truth"] != fingerprint:
            report.note("the truth is not the one that the floors were pinned on")
        floors = pinned["scores"]
        assert isinstance(floors, dict)
        for label, value in scores.items():
            report.at_least(label, value, floors.get(label, 0.0) - NOISE, unit)
        if self._pin:
            raised = {label: max(value, floors.get(label, 0.0)) for label, value in scores.items()}
            self._sets[name] = {"truth": fingerprint, "scores": raised}
            FILE.write_text(json.dumps(self._sets, indent=1) + "\n", encoding="utf-8")


def fingerprint_of(truth: Iterable[Path]) -> str:
    """SHA-256 over names and contents."""
    digest = hashlib.sha256()
    for path in sorted(truth):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
