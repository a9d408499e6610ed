"""One attempt at a job: claim it, parse it in the sandbox, store what came out, finish it."""

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import orjson
from django.conf import settings
from django.db import connection

from apps.core import log
from apps.core.storage import store
from apps.engine import render
from apps.engine.sniff import MediaType
from apps.jobs import services as jobs
from apps.jobs.kinds import RESULT
from apps.jobs.models import Artifact, Job
from apps.jobs.queues import WITH_PROGRAMS, Queue
from apps.jobs.result import assemble, options_of
from apps.jobs.workspace import workspace
from apps.sandbox import PARSE_LIMITS, PROGRAM_LIMITS, Limits, Outcome, ParseRequest, get_sandbox

HEARTBEAT_SECONDS = 10.0

Clock = Callable[[], datetime]
NOWHERE: "Mapping[str, Recorder]" = {}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a resume: the fields, where they stand, and facts about the file."""

    resume: dict[str, Any]
    evidence: dict[str, Any]
    facts: Mapping[str, Any]


class Recorder(Protocol):
    """Keeps what was read in a record of its own, within the transaction that ends the job."""

    def __call__(self, *, job: Job, reading: Reading, now: datetime) -> object: ...


def process(
    *,
    job_id: str,
    clock: Clock,
    waits_in: Queue = Queue.TEXT,
    recorders: Mapping[str, Recorder] = NOWHERE,
) -> None:
    """Carry a job of a queue to its end. Whatever happens here, its row tells the truth.

    `recorders`: by service, who else is given what was read.
    """
    job = jobs.claim(job_id=job_id, now=clock(), waits_in=waits_in)
    if job is None:
        return
    with (
        log.bound(job_id=job.id, request_id=job.request_id),
        _heartbeat(job, clock),
        workspace(job) as folder,
    ):
        out = folder / "out"
        out.mkdir()
        outcome = _parse(job, folder, out)
        if outcome.ok and outcome.value.get("needs_ocr") and job.queue == Queue.TEXT:
            jobs.hand_over(job=job, to=Queue.OCR, now=clock())
        elif outcome.ok:
            _finish(job, out, outcome, clock, recorders.get(job.service))
        else:
            jobs.fail(job=job, code=_fault(job, outcome), now=clock())


def _fault(job: Job, outcome: Outcome) -> str:
    """The code of a failure; a file that broke its reader is called by what it is."""
    code = outcome.code or "corrupt_pdf"
    is_pdf = job.upload.media_type == MediaType.PDF
    return "corrupt_file" if code == "corrupt_pdf" and not is_pdf else code


def _parse(job: Job, folder: Path, out: Path) -> Outcome:
    source = store().local_copy(job.upload.key, folder)
    outcome = get_sandbox("parse").parse(source, out, request=_request(job), limits=_limits(job))
    log.info(
        "sandbox",
        ok=outcome.ok,
        code=outcome.code,
        reason=outcome.reason,
        detail=outcome.detail,
        seconds=round(outcome.seconds, 3),
        cpu_seconds=round(outcome.cpu_seconds, 3),
        max_rss_bytes=outcome.max_rss_bytes,
        size=job.upload.size,
    )
    return outcome


def _limits(job: Job) -> Limits:
    """The sandbox's limits as this deployment sets them; a resume is short by contract."""
    env = settings.PARSELANE
    if Queue(job.queue) in WITH_PROGRAMS:
        return replace(
            PROGRAM_LIMITS,
            wall_seconds=env.ocr_seconds,
            cpu_seconds=max(int(env.ocr_seconds) - 1, 1),
            memory_bytes=env.ocr_memory_mb * 1024 * 1024,
        )
    is_resume = job.kind.shows_resume
    seconds = env.parse_seconds if is_resume else env.document_seconds
    return replace(
        PARSE_LIMITS,
        wall_seconds=seconds,
        cpu_seconds=max(int(seconds) - 1, 1),  # before the wall: it names the cause
        memory_bytes=env.parse_memory_mb * 1024 * 1024,
    )


def _request(job: Job) -> ParseRequest:
    """What the sandbox is asked. The present is the day of the submit: a retry says the same."""
    return ParseRequest(
        service=job.kind.service,
        file_name=job.upload.file_name,
        options=options_of(job),
        as_of=job.created_at.date(),
        formats=("json", *(name for name in job.formats if name != "json")),
        has_programs=Queue(job.queue) in WITH_PROGRAMS,
    )


def _finish(job: Job, out: Path, outcome: Outcome, clock: Clock, recorder: Recorder | None) -> None:
    artifacts = tuple(_store_artifacts(job, out, outcome))
    now = clock()
    result = jobs.Result(
        artifacts=artifacts,
        engine_version=str(outcome.value["engine_version"]),
        page_count=int(outcome.value["page_count"]),
        then=_recording(job, out, outcome, recorder, now),
    )
    if jobs.finish(job=job, result=result, now=now):
        jobs.discard_earlier(job=job)
    else:
        jobs.discard(job=job)


def _recording(
    job: Job, out: Path, outcome: Outcome, recorder: Recorder | None, now: datetime
) -> Callable[[], object]:
    if recorder is None:
        return lambda: None
    resume, evidence = (
        orjson.loads((out / name).read_bytes()) for name in ("resume.json", "evidence.json")
    )
    reading = Reading(resume, evidence, outcome.value)
    return partial(recorder, job=job, reading=reading, now=now)


def _store_artifacts(job: Job, out: Path, outcome: Outcome) -> Iterator[Artifact]:
    (out / RESULT).write_bytes(assemble(job, out, outcome.value))
    for name in (*job.formats, *EXTRAS[job.kind.shows_resume]):
        yield _store(job, name, out / file_of(name))


EXTRAS: Mapping[bool, tuple[str, ...]] = {True: ("resume", RESULT), False: (RESULT,)}
"""What is stored beside the formats, with and without a resume."""


def file_of(format: str) -> str:
    """The file of the out folder behind a format; the sandbox's task writes it."""
    if format in render.FORMATS:
        return f"document{render.FORMATS[format].ending}"
    return "resume.json" if format == "resume" else RESULT


def _store(job: Job, name: str, path: Path) -> Artifact:
    key = f"{job.attempt_folder}{name}"
    data = path.read_bytes()
    store().put(key, data)
    return Artifact(
        job=job, format=name, key=key, size=len(data), sha256=hashlib.sha256(data).hexdigest()
    )


@contextmanager
def _heartbeat(job: Job, clock: Clock) -> Iterator[None]:
    """Renew the lease while the block runs, from a thread with a connection of its own."""
    ended = threading.Event()

    def beat() -> None:
        try:
            while not ended.wait(HEARTBEAT_SECONDS) and jobs.renew(job=job, now=clock()):
                pass
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name=f"heartbeat {job.id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
