"""How well resumes are read: the corpus scorer's F1 per field, against pinned floors."""

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.report import Report

FLOORS = Path(__file__).parent / "floors.json"
NOISE = 0.0005
"""One flipped field moves the mean by about 0.0002."""


def bench(report: Report, corpus: Path | None, *, pin: bool) -> None:
    """Score the engine on the corpus; with `pin`, raise the floors to what was reached."""
    report.section("resumes, F1 against the corpus")
    if corpus is None:
        report.note("not measured: ../shared/corpus is missing")
        return
    scores = _score(corpus)
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    fingerprint = _fingerprint(corpus)
    if floors["corpus"] != fingerprint:
        report.note("the corpus is not the one the floors were pinned on")
    for name, value in scores.items():
        report.at_least(name, value, floors["resumes"].get(name, 0.0) - NOISE, "F1")
    if pin:
        _pin(floors, fingerprint, scores)


def _score(corpus: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        out, scores = Path(folder) / "out", Path(folder) / "scores.json"
        engine = [sys.executable, "-m", "apps.engine", "resume", str(corpus / "resumes")]
        subprocess.run([*engine, "--out", str(out), "--jobs", "2"], check=True)
        scorer = [sys.executable, str(corpus / "score_resumes.py"), str(corpus / "resumes")]
        done = subprocess.run(
            [*scorer, str(out), "--json", str(scores), "--per", "template,language"],
            check=True,
            capture_output=True,
            text=True,
        )
        print(done.stdout)
        found = json.loads(scores.read_text(encoding="utf-8"))
    fields = {name: row["f1"] for name, row in found["fields"].items() if row["printed"]}
    return {"macro": found["macro"], **fields}


def _fingerprint(corpus: Path) -> str:
    """SHA-256 over the truth files: an exam cannot be made easier unnoticed."""
    digest = hashlib.sha256()
    for path in sorted((corpus / "resumes").glob("*.truth.json")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _pin(floors: dict[str, object], fingerprint: str, scores: dict[str, float]) -> None:
    """Floors go up by themselves and never down."""
    pinned = floors["resumes"]
    assert isinstance(pinned, dict)
    raised = {name: max(value, pinned.get(name, 0.0)) for name, value in scores.items()}
    text = json.dumps({"corpus": fingerprint, "resumes": raised}, indent=1)
    FLOORS.write_text(text + "\n", encoding="utf-8")
