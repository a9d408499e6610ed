"""The bodies of the job routes, letter for letter as the contract shows them."""

from typing import Any

import orjson

from apps.core.errors import ERRORS
from apps.core.times import iso
from apps.jobs.batch_states import counts, state_of
from apps.jobs.models import Batch, Job, Refusal
from apps.jobs.states import State


def queued(job: Job) -> dict[str, Any]:
    """The 202 answer to a submit."""
    return {
        "job_id": job.id,
        "status": job.status,
        "cost": job.cost,
        "service": job.service,
        "request_id": job.request_id,
        "links": {"status": _status_link(job)},
    }


def summary(job: Job) -> dict[str, Any]:
    """A job as it stands in a list, and without its result in a status."""
    body: dict[str, Any] = {
        "job_id": job.id,
        "status": job.status,
        "service": job.service,
        "request_id": job.request_id,
        "cost": job.cost,
        "created_at": iso(job.created_at),
        "started_at": iso(job.started_at),
        "finished_at": iso(job.finished_at),
        "expires_at": iso(job.expires_at),
    }
    if job.status == State.FAILED and job.error_code:
        body["error"] = error(job)
    body["links"] = links(job)
    return body


def with_result(job: Job, result: bytes) -> bytes:
    """The status of a finished job: its summary with the stored result put in, unread."""
    head = summary(job)
    places = head.pop("links")
    return b'%s,"result":%s,"links":%s}' % (orjson.dumps(head)[:-1], result, orjson.dumps(places))


def error(job: Job) -> dict[str, Any]:
    """The error object of a failed job: what a refusal at submit would have said."""
    public = ERRORS[job.error_code or "internal_error"]
    return {
        "code": job.error_code,
        "message": public.message,
        "type": public.type,
        "request_id": job.request_id,
    }


def links(job: Job) -> dict[str, str]:
    """Where to ask about a job, and where to fetch what it made."""
    found = {"status": _status_link(job)}
    if job.status == State.DONE:
        found["download"] = f"{_status_link(job)}/download"
    return found


def batch(row: Batch) -> dict[str, Any]:
    """A batch with the state of each of its files, in the order of the request."""
    numbers = counts(row)
    jobs = row.jobs.select_related("upload")
    files = [_job_file(job) for job in jobs] + [_refused(one) for one in row.refusals.all()]
    return {
        "batch_id": row.id,
        "status": state_of(numbers),
        "service": row.service,
        "request_id": row.request_id,
        "created_at": iso(row.created_at),
        "finished_at": iso(row.finished_at),
        "counts": numbers,
        "files": sorted(files, key=lambda file: int(file["index"])),
        "links": batch_links(row),
    }


def batch_status(row: Batch) -> str:
    """The state of a batch."""
    return state_of(counts(row))


def batch_links(row: Batch) -> dict[str, str]:
    """Where to ask about a batch, and where to fetch what it made."""
    place = f"/v1/{BATCH_PLACES[row.service]}/{row.id}"
    found = {"status": place}
    if row.finished_at is not None:
        found["download"] = f"{place}/download"
    return found


BATCH_PLACES = {"resume-parse": "resume/parse/batch", "parse-pdf": "parse/batch"}


def _job_file(job: Job) -> dict[str, Any]:
    failed = job.status == State.FAILED and job.error_code
    return {
        "index": job.position,
        "file_name": job.upload.file_name or None,
        "job_id": job.id,
        "status": job.status,
        "cost": job.cost,
        **({"error": error(job)} if failed else {}),
        "links": links(job),
    }


def _refused(one: Refusal) -> dict[str, Any]:
    public = ERRORS[one.error_code]
    return {
        "index": one.position,
        "file_name": one.file_name or None,
        "job_id": None,
        "status": State.FAILED,
        "cost": 0,
        "error": {
            "code": one.error_code,
            "message": public.message,
            "type": public.type,
            "request_id": one.batch.request_id,
        },
        "links": {},
    }


def _status_link(job: Job) -> str:
    return f"/v1/jobs/{job.id}"
