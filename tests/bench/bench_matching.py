"""Scores of ten thousand candidates for one position, on SQLite and PostgreSQL, with their rows."""

import json
import time
from datetime import date
from pathlib import Path

from apps.engine.document import parse
from apps.engine.matching import Requirements, SkillWish, read_facts, record_of, score
from apps.engine.options import RESUME_OPTIONS
from apps.engine.resume import extract
from tests.bench.report import Report
from tests.servers.deployments import DEPLOYMENTS, temporary_folder
from tests.servers.service import Service
from tests.servers.tenant import Tenant

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"
CANDIDATES = 10_000
MOST_SECONDS = 10.0
MOST_FILES = 40
TODAY = date(2026, 11, 1)
MODULE = "__import__('tests.bench.ranking', fromlist=['ranking'])"
INDEX = "matches_by_score"


def bench(report: Report, corpus: Path | None) -> None:
    """Measure the engine alone, then with both databases."""
    resumes = _resumes(corpus)
    report.section(f"matching, {len(resumes)} resumes over and over")
    _engine(report, resumes)
    for name, deployment in DEPLOYMENTS.items():
        with temporary_folder() as folder:
            file = folder / "resumes.json"
            file.write_text(json.dumps(resumes), encoding="utf-8")
            with deployment(folder, {}) as service:
                report.section(f"matching, {name}")
                _database(report, service, file)


def _resumes(corpus: Path | None) -> list[dict[str, object]]:
    """What the engine reads of the samples and of the first resumes of the corpus."""
    files = sorted(SAMPLES.glob("*.pdf"))
    if corpus is not None:
        files += sorted((corpus / "resumes").glob("*.pdf"))[: MOST_FILES - len(files)]
    return [dict(extract(parse(file.read_bytes(), RESUME_OPTIONS), TODAY).resume) for file in files]


def _engine(report: Report, resumes: list[dict[str, object]]) -> None:
    asked = Requirements(
        title="Senior Backend Engineer",
        required_skills=tuple(map(SkillWish, ("Python", "PostgreSQL", "Project Management"))),
        min_experience_years=3,
    )
    texts = [json.dumps(resume) for resume in resumes]
    began = time.process_time()
    for text in texts:
        resume = json.loads(text)
        score(asked, read_facts(resume, record_of(resume, TODAY)))
    cold = time.process_time() - began
    began = time.process_time()
    for _ in range(10):
        for text in texts:
            resume = json.loads(text)
            score(asked, read_facts(resume, record_of(resume, TODAY)))
    each = (time.process_time() - began) / 10 / len(texts)
    report.figure("the vocabulary read, and each resume once", cold, "s")
    report.at_most("one resume read from JSON and scored", each * 1000, 1.0, "ms")


def _database(report: Report, service: Service, file: Path) -> None:
    with Tenant(service) as tenant, service.paused("scheduler"), service.paused("worker"):
        size = service.ask(
            f"{MODULE}.make(name, path, count)", name=tenant.name, path=str(file), count=CANDIDATES
        )
        report.figure("mean size of a resume", size, "KB")
        position = service.ask(f"{MODULE}.position_of(name)", name=tenant.name)
        seconds, worked = service.ask(f"{MODULE}.rank(position)", position=position)
        report.at_most(
            f"{CANDIDATES:,} candidates read, scored, stored", seconds, MOST_SECONDS, "s"
        )
        report.figure("of these, work of the process itself", worked, "s")
        one = service.ask(f"{MODULE}.change_one(position)", position=position)
        report.figure("one candidate scored anew", one, "ms")
        page, plan = service.ask(f"{MODULE}.first_page(position)", position=position)
        report.at_most("the first hundred of the ranking", page, 100, "ms")
        report.at_least("rankings read from the index", float(INDEX in plan), 1, "")
