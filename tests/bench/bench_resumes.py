"""How well resumes are read: the corpus scorer's F1 per field, and whether confidence is honest."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.calibration import print_deciles
from tests.bench.floors import Floors
from tests.bench.report import Report

AS_OF = "2026-01-01"


def bench(report: Report, corpus: Path | None, floors: Floors) -> None:
    """Score the engine on the corpus and compare with the floors."""
    report.section("resumes, F1 against the corpus")
    if corpus is None:
        report.note("not measured: ../shared/corpus is missing")
        return
    truth = corpus / "resumes"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        engine = [sys.executable, "-m", "apps.engine", "resume", str(truth), "--out", str(out)]
        subprocess.run([*engine, "--jobs", "2", "--as-of", AS_OF], check=True)
        scores = _score(corpus, out, Path(folder) / "scores.json")
        floors.compare(report, "resumes", scores, "F1", truth.glob("*.truth.json"))
        print_deciles(report, corpus, out)


def _score(corpus: Path, out: Path, scores: Path) -> dict[str, float]:
    """F1 by field, the macro mean first; the scorer's own tables are printed on the way."""
    command = [sys.executable, str(corpus / "score_resumes.py"), str(corpus / "resumes"), str(out)]
    options = ["--json", str(scores), "--per", "template,language", "--worst", "15"]
    subprocess.run([*command, *options], check=True)
    found = json.loads(scores.read_text(encoding="utf-8"))
    fields = {name: row["f1"] for name, row in found["fields"].items() if row["printed"]}
    return {"macro": found["macro"], **fields}
