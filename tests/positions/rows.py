"""Candidates whose CVs were read, and positions, made straight in the tables."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from apps.accounts.models import Organisation
from apps.candidates import projection
from apps.candidates.models import Candidate, Source
from apps.core.ids import new_id, new_uuid
from apps.intake.models import Upload
from apps.jobs.kinds import RESUME
from apps.jobs.models import Job
from apps.jobs.states import State
from apps.positions import services as positions
from apps.positions.models import Position

BATCH = 500


def make_candidates(
    organisation: Organisation, resumes: Iterable[dict[str, Any]], now: datetime
) -> list[Candidate]:
    """A candidate of each resume, as if a worker had just read it."""
    rest = iter(resumes)
    made: list[Candidate] = []
    while some := list(islice(rest, BATCH)):
        with transaction.atomic():
            jobs = _make_jobs(organisation, len(some), now)
            rows = [_row(job, resume, now) for job, resume in zip(jobs, some, strict=True)]
            made += Candidate.objects.bulk_create(rows)
    return made


def _make_jobs(organisation: Organisation, count: int, now: datetime) -> Sequence[Job]:
    uploads = Upload.objects.bulk_create(
        Upload(
            organisation=organisation,
            key=f"candidates/{number}/source",
            file_name="resume.pdf",
            sha256="a" * 64,
            size=5,
            media_type="application/pdf",
            created_at=now,
        )
        for number in range(count)
    )
    return Job.objects.bulk_create(_job(upload, now) for upload in uploads)


def _job(upload: Upload, now: datetime) -> Job:
    return Job(
        id=new_id("job"),
        organisation=upload.organisation,
        upload=upload,
        service=RESUME.service,
        status=State.DONE,
        request_id=new_id("req"),
        cost=0,
        options={},
        formats=[],
        ring_at=now,
        created_at=now,
        expires_at=now,
    )


def _row(job: Job, resume: dict[str, Any], now: datetime) -> Candidate:
    whole = {"contact": {}, "ats": {}, **resume}
    return Candidate(
        id=new_uuid(),
        organisation=job.organisation,
        job=job,
        original_filename="resume.pdf",
        media_type="application/pdf",
        size=5,
        sha256="a" * 64,
        source=Source.API,
        **_columns(whole),
        resume=whole,
        evidence={},
        as_of=now.date(),
        revision=1,
        created_at=now,
        parsed_at=now,
        updated_at=now,
    )


def _columns(resume: dict[str, Any]) -> dict[str, Any]:
    experience = [
        {"start_date": None, "end_date": None, "location": None, **one}
        for one in resume.get("experience", [])
    ]
    studies = [
        {"institution": None, "start_date": None, "end_date": None, "graduation_date": None, **one}
        for one in resume.get("education", [])
    ]
    return projection.project({**resume, "experience": experience, "education": studies}).by_name()


def make_position(organisation: Organisation, now: datetime, **values: Any) -> Position:
    """A position that asks for Python, unless told otherwise."""
    asked = {
        "title": "Backend Engineer",
        "required_skills": [{"skill": "Python", "weight": 1.0}],
        "min_experience_years": 3.0,
        **values,
    }
    return positions.create(organisation=organisation, values=asked, now=now)
