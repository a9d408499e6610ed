"""Candidates on the database of the test: submitted, and read of a resume typed here."""

from datetime import datetime
from typing import Any

from apps.accounts.models import Organisation
from apps.candidates import services as candidates
from apps.candidates.models import Candidate, source_key
from apps.candidates.services import Accepted
from apps.core.ids import new_id, new_uuid
from apps.core.storage import store
from apps.intake.models import Upload
from apps.jobs import services as jobs
from apps.jobs.kinds import CV
from apps.jobs.models import Job
from apps.jobs.processing import Reading
from tests.rows import make_organisation, make_result

SOURCE = b"%PDF-1.7 a source"


def resume(**fields: Any) -> dict[str, Any]:
    """A resume of these fields and nothing else."""
    return {
        "candidate": {"name": None, "headline": None, "location": None},
        "contact": {"emails": [], "phones": [], "links": []},
        **{name: [] for name in ("skills", "experience", "education", "certifications")},
        "languages": [],
        "sections": {},
        "ats": {"years_of_experience": None, "confidence": {"overall": 0.5}},
        **fields,
    }


NORA = resume(
    candidate={"name": "Nora Feldweg", "headline": "Engineer", "location": "Portland"},
    contact={
        "emails": ["Nora@Example.com", "second@example.com"],
        "phones": ["+1 415-555-0123"],
        "links": [{"type": "github", "url": "https://github.com/nora"}],
    },
    skills=["Python", "SQL"],
)


def submitted(
    now: datetime, organisation: Organisation | None = None, name: str = "nora.pdf"
) -> Candidate:
    """A candidate that waits for a worker."""
    organisation = organisation or make_organisation(now)
    candidate_id = new_uuid()
    store().put(source_key(candidate_id), SOURCE)
    upload = Upload(
        organisation=organisation,
        key=source_key(candidate_id),
        file_name=name,
        sha256="a" * 64,
        size=len(SOURCE),
        media_type="application/pdf",
        created_at=now,
    )
    order = jobs.Order(CV, CV.always, CV.options, new_id("req"))
    [made] = candidates.submit(
        organisation=organisation,
        accepted=[Accepted(candidate_id, upload)],
        order=order,
        now=now,
    )
    return made


def claimed(candidate: Candidate, now: datetime) -> Job:
    """Its job, as the worker that took it knows it."""
    job = jobs.claim(job_id=candidate.job_id, now=now)
    assert job is not None
    return job


def finish(job: Job, read: dict[str, Any], now: datetime) -> bool:
    """End a job as a worker does that has read this."""
    reading = Reading(read, {}, {"language": "en", "engine_version": "1"})
    made = make_result(job)
    result = jobs.Result(
        made.artifacts,
        made.engine_version,
        made.page_count,
        then=lambda: candidates.record(job=job, reading=reading, now=now),
    )
    return jobs.finish(job=job, result=result, now=now)


def read(
    now: datetime, organisation: Organisation | None = None, said: dict[str, Any] | None = None
) -> Candidate:
    """A candidate whose CV was read."""
    candidate = submitted(now, organisation)
    assert finish(claimed(candidate, now), NORA if said is None else said, now)
    return Candidate.objects.select_related("job").get(pk=candidate.pk)
