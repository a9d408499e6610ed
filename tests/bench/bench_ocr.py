"""Scans of corpus resumes: how much of the score OCR keeps, its time, and who waits for it."""

import json
import resource
import shutil
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import orjson

from apps.engine import document, recognition
from apps.engine import resume as mapper
from apps.engine.options import RESUME_OPTIONS, Options
from tests.bench import load
from tests.bench.bench_resumes import AS_OF
from tests.bench.bench_service import SAMPLE, Service, running, unfinished
from tests.bench.floors import Floors
from tests.bench.report import Report
from tests.bench.scorer import Scorer
from tests.engine.sheets import PROSE, Sheet
from tests.scans import pictures, saved, scan

SCANS = 20
DPI = 200
KEPT = 0.85
"""Of the score of the PDFs themselves."""

PARTS = ("truth", "printed", "scanned")
WORST = 5
PAGE_SECONDS = 10.0
ROW_WORDS = 18  # as many as fit between the margins
LANGUAGES = {"en": "eng", "de": "deu+eng"}
"""What tesseract is told to expect, by the language of a resume; resumes in others are left out."""

OCR_JOBS = 20
ROUNDS, WARMING = 40, 5
SLOWER = 2.0
"""How many times as long a text resume may take while the scans are read."""


class Sample(NamedTuple):
    """A resume of the corpus, and the languages that OCR is to expect on its scan."""

    name: str
    languages: str


def bench(report: Report, corpus: Path | None, floors: Floors) -> None:
    """Quality, time, and the latency of others."""
    report.section("scans, F1 against the corpus")
    if corpus is None or not recognition.is_installed():
        report.note("not measured: ../shared/corpus or tesseract is missing")
        return
    _quality(report, corpus, floors)
    _latency(report, corpus)


def chosen(corpus: Path) -> list[Sample]:
    """Resumes of all languages that can be read and as many templates as there are, a different
    person each time, by a fixed rule."""
    groups: dict[str, list[Sample]] = defaultdict(list)
    for one in json.loads((corpus / "resumes" / "manifest.json").read_bytes()):
        languages = LANGUAGES.get(one["language"], "")
        if languages and _are_installed(languages):
            group = f"{one['language']}-{one['family']}-{one['template']}"
            groups[group].append(Sample(one["name"], languages))
    return [
        sorted(groups[name])[place % len(groups[name])]
        for place, name in enumerate(sorted(groups)[:SCANS])
    ]


def _are_installed(languages: str) -> bool:
    return set(languages.split("+")) <= set(recognition.installed_languages())


def _quality(report: Report, corpus: Path, floors: Floors) -> None:
    scorer, samples = Scorer(corpus), chosen(corpus)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in PARTS:
            (folder / part).mkdir()
        spent, pages = 0.0, 0
        for sample in samples:
            before = _processor_seconds()
            pages += _read_twice(corpus, sample, folder)
            spent += _processor_seconds() - before
        truth = folder / "truth"
        printed = scorer.macro(scorer.score(truth, folder / "printed"))
        scored = scorer.score(truth, folder / "scanned")
        for one in sorted(scored, key=lambda one: scorer.macro([one]))[:WORST]:
            report.note(f"{scorer.macro([one]):.3f} {one.name}")
        scores = {"macro": round(scorer.macro(scored), 4)}
        floors.compare(report, "scans", scores, "F1", truth.glob("*.truth.json"))
        report.figure("macro of the PDFs themselves", printed, "F1")
        report.at_least("kept by the scans", scores["macro"] / printed, KEPT, "")
        report.at_most(f"processor time of a page, {pages} read", spent / pages, PAGE_SECONDS, "s")
    _dense(report)


def _read_twice(corpus: Path, sample: Sample, folder: Path) -> int:
    """Read a resume as it is, and its scan; the pages of the scan."""
    source = corpus / "resumes" / f"{sample.name}.pdf"
    shutil.copy(source.with_suffix(".truth.json"), folder / "truth")
    _read(source.read_bytes(), RESUME_OPTIONS, folder / "printed" / sample.name)
    options = replace(RESUME_OPTIONS, ocr="auto", ocr_languages=sample.languages)
    return _read(scan(source.read_bytes(), DPI), options, folder / "scanned" / sample.name)


def _read(data: bytes, options: Options, target: Path) -> int:
    """Write the resume of a file where the scorer looks for it; its pages."""
    parsed = document.parse(data, options)
    found = mapper.extract(parsed, date.fromisoformat(AS_OF))
    body = {"resume": found.resume, "evidence": found.evidence, "metadata": found.metadata}
    target.with_name(f"{target.name}.json").write_bytes(orjson.dumps(body))
    return parsed.page_count


def _processor_seconds() -> float:
    """Of this process and the programs it ran."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _dense(report: Report) -> None:
    """A page set solid in ten points from margin to margin, scanned at 300 dots per inch."""
    sheet, words = Sheet(), " ".join(PROSE).split()
    for row in range(62):
        shifted = words[row % len(words) :] + words
        sheet.text(45, 795 - 12 * row, " ".join(shifted[:ROW_WORDS]))
    picture = saved(pictures(sheet.pdf(), 300)[0], dpi=300)
    before = _processor_seconds()
    parsed = document.parse(picture, Options(ocr="auto"))
    report.at_most("a dense page", _processor_seconds() - before, PAGE_SECONDS, "s")
    report.figure("its words", len(parsed.recognized), "")


def _latency(report: Report, corpus: Path) -> None:
    """A text resume on an idle service, and the same while scans are read: p95 of both."""
    report.section("text resumes while scans are read, embedded service")
    scanned = scan((corpus / "resumes" / f"{chosen(corpus)[0].name}.pdf").read_bytes(), DPI)
    with running() as service:
        idle = _text_times(service)
        for _ in range(OCR_JOBS):
            _submit(service, scanned, ocr="auto")
        began = time.perf_counter()
        busy = _text_times(service)
        seconds = time.perf_counter() - began
        left = unfinished(service)
    report.figure("p50, idle", idle[ROUNDS // 2], "ms")
    report.figure("p50, while scans are read", busy[ROUNDS // 2], "ms")
    report.figure("p95, idle", idle[ROUNDS * 95 // 100], "ms")
    report.figure("p95, while scans are read", busy[ROUNDS * 95 // 100], "ms")
    report.at_least("scans still waiting at the end of it", left, 1, "")
    slower = busy[ROUNDS * 95 // 100] / idle[ROUNDS * 95 // 100]
    report.at_most("p95 grows by", slower, SLOWER, "times")
    report.figure("scans read meanwhile", (OCR_JOBS - left) / seconds * 60, "1/min")


def _text_times(service: Service) -> list[float]:
    """Submit to done in milliseconds, sorted."""
    connection = load.Connection(service.port)
    request = load.post_file("/v1/resume/parse", service.key, SAMPLE.read_bytes())
    times = []
    for _ in range(WARMING + ROUNDS):
        began = time.perf_counter()
        job = json.loads(connection.ask(request)[1])["job_id"]
        connection.ask(load.get(f"/v1/jobs/{job}?wait=20", service.key))
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times[WARMING:])


def _submit(service: Service, file: bytes, **fields: str) -> None:
    request = load.post_file("/v1/resume/parse", service.key, file, **fields)
    status, body = load.Connection(service.port).ask(request)
    assert status == 202, body
