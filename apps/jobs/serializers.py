"""The bodies of the job routes, letter for letter as the contract shows them."""

from typing import Any

import orjson

from apps.core.errors import ERRORS
from apps.jobs.models import Job
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
        "created_at": _iso(job.created_at),
        "started_at": _iso(job.started_at),
        "finished_at": _iso(job.finished_at),
        "expires_at": _iso(job.expires_at),
    }
    if job.status == State.FAILED and job.error_code:
        body["error"] = error(job)
    body["links"] = _links(job)
    return body


def with_result(job: Job, result: bytes) -> bytes:
    """The status of a finished job: its summary with the stored result put in, unread."""
    head = summary(job)
    links = head.pop("links")
    return b'%s,"result":%s,"links":%s}' % (orjson.dumps(head)[:-1], result, orjson.dumps(links))


def error(job: Job) -> dict[str, Any]:
    """The error object of a failed job: what a refusal at submit would have said."""
    public = ERRORS[job.error_code or "internal_error"]
    return {
        "code": job.error_code,
        "message": public.message,
        "type": public.type,
        "request_id": job.request_id,
    }


def _links(job: Job) -> dict[str, str]:
    links = {"status": _status_link(job)}
    if job.status == State.DONE:
        links["download"] = f"{_status_link(job)}/download"
    return links


def _status_link(job: Job) -> str:
    return f"/v1/jobs/{job.id}"


def _iso(moment: Any) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z" if moment else None
