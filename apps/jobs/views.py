"""The job routes: HTTP in, one verb, HTTP out."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import Organisation
from apps.api import idempotency
from apps.api.authentication import organisation_of
from apps.api.idempotency import Reservation
from apps.api.pagination import is_number, page_of
from apps.api.rate_limits import Bucket
from apps.api.views import ApiView, actor_of
from apps.core.errors import ApiError
from apps.core.ids import is_id
from apps.core.storage import ObjectMissing, store
from apps.intake import services as intake
from apps.intake.names import safe_name
from apps.intake.receive import ReceivedFile, ReceivedForm, received
from apps.jobs import downloads, forms, openapi, serializers
from apps.jobs import services as jobs
from apps.jobs.kinds import FORMATS, KINDS, PARSE, RESULT, RESUME
from apps.jobs.models import Artifact, Job
from apps.jobs.queues import Queue
from apps.jobs.states import WAITING, State
from apps.jobs.submitting import KindView, check, read_order
from apps.jobs.waiting import SPARE_THREADS, Watcher

MAX_WAIT_SECONDS = 60


@cache
def watcher() -> Watcher:
    """The watcher of this process."""
    return Watcher(most=max(settings.PARSELANE.web_threads - SPARE_THREADS, 1))


class SubmitView(KindView):
    """A submit route for one kind of job; the URL table says which."""

    def post(self, request: Request) -> Response:
        organisation = organisation_of(request)
        with received(request, organisation.plan.max_file_bytes) as form:
            forms.refuse_unknown(form, self.kind, organisation.plan)
            file = forms.read_file(form)
            order = read_order(request, form, self.kind)
            now = timezone.now()
            given = self._fingerprint(request, form)
            with idempotency.reserved(request, given, now) as reservation:
                if reservation.earlier is not None:
                    return reservation.earlier.response()
                name = forms.read_file_name(form, file)
                return self._accept(organisation, file, name, order, reservation)

    def _fingerprint(self, request: Request, form: ReceivedForm) -> str:
        files = {file.field: [file.sha256] for file in form.files}
        return idempotency.fingerprint("POST", self.kind.service, form.fields, files)

    def _accept(
        self,
        organisation: Organisation,
        file: ReceivedFile,
        name: str | None,
        order: jobs.Order,
        reservation: Reservation,
    ) -> Response:
        """Check the file, store it, and make job and stored answer in one transaction."""
        checked = check(file, order)
        job_id, now = jobs.new_job_id(), timezone.now()
        try:
            upload = intake.keep(
                file=file,
                organisation=organisation,
                key=jobs.source_key(job_id),
                file_name=safe_name(name, checked.media_type),
                media_type=checked.media_type,
                now=now,
            )
            with transaction.atomic():
                job = jobs.submit(
                    job_id=job_id,
                    organisation=organisation,
                    upload=upload,
                    order=order,
                    waits_in=Queue(checked.queue),
                    now=now,
                )
                answer = reservation.store(202, serializers.queued(job))
        except Exception:
            jobs.abandon(job_id=job_id)
            raise
        return answer.response()


@extend_schema_view(post=extend_schema(**openapi.SUBMIT_RESUME))
class ParseResumeView(SubmitView):
    """Submit a resume PDF; the answer is a queued job."""

    kind = RESUME


@extend_schema_view(post=extend_schema(**openapi.SUBMIT_PARSE))
class ParseView(SubmitView):
    """Submit any PDF with settings of one's own; the answer is a queued job."""

    kind = PARSE


class JobListView(ApiView):
    """The organisation's own jobs."""

    @extend_schema(**openapi.LIST_JOBS)
    def get(self, request: Request) -> Response:
        rows = Job.objects.of(organisation_of(request))
        status = _choice(request, "status", [str(state) for state in State])
        service = _choice(request, "service", list(KINDS))
        if status:
            rows = rows.filter(status=status)
        if service:
            rows = rows.filter(service=service)
        return Response(page_of(request, rows, serializers.summary))


class JobView(ApiView):
    """One job: its status and result, or its end."""

    buckets = {"GET": Bucket.POLL}

    @extend_schema(**openapi.GET_JOB)
    def get(self, request: Request, job_id: str) -> Response:
        seconds = _wait_seconds(request)
        job = _own_job(request, job_id)
        if seconds and job.status in WAITING:
            watcher().wait(job.id, seconds)
            job = _own_job(request, job_id)
        return Response(_status(job))

    @extend_schema(**openapi.DELETE_JOB)
    def delete(self, request: Request, job_id: str) -> Response:
        job = _own_job(request, job_id)
        if not jobs.delete(job=job, now=timezone.now(), actor=actor_of(request)):
            raise ApiError("conflict", "The job has just changed its state. Delete it again.")
        return Response(status=204)


class DownloadView(ApiView):
    """An artifact of a finished job."""

    @extend_schema(**openapi.DOWNLOAD)
    def get(self, request: Request, job_id: str) -> HttpResponseBase:
        name = _choice(request, "format", list(FORMATS)) or "json"
        job = _own_job(request, job_id)
        if job.status == State.EXPIRED:
            raise ApiError("artifact_expired")
        if job.status != State.DONE:
            raise ApiError("job_not_finished")
        artifact = _artifact(job, name)
        if artifact is None:
            raise ApiError("artifact_not_found")
        return downloads.send(request, artifact, then=_then(job))


def _then(job: Job) -> Callable[[], None]:
    """What follows on a download that was handed over in full."""
    if not job.delete_after_download:
        return lambda: None
    return lambda: jobs.fetched(jobs=Job.objects.filter(id=job.id), now=timezone.now())


def _status(job: Job) -> dict[str, Any] | bytes:
    """The status body; a finished job's with its result."""
    artifact = _artifact(job, RESULT) if job.status == State.DONE else None
    if artifact is None:
        return serializers.summary(job)
    try:
        return serializers.with_result(job, store().read(artifact.key))
    except ObjectMissing:  # erased between the two looks
        raise ApiError("artifact_expired") from None


def _artifact(job: Job, name: str) -> Artifact | None:
    return job.artifacts.filter(format=name).first()


def _own_job(request: Request, job_id: str) -> Job:
    """The caller's job. Anybody else's does not exist for it."""
    job = (
        Job.objects.of(organisation_of(request))
        .select_related("organisation")
        .filter(id=job_id)
        .first()
        if is_id("job", job_id)
        else None
    )
    if job is None:
        raise ApiError("job_not_found")
    return job


def _wait_seconds(request: Request) -> int:
    text = request.query_params.get("wait", "0")
    if not (is_number(text) and int(text) <= MAX_WAIT_SECONDS):
        raise ApiError(
            "invalid_request", f"wait must be a whole number of seconds, 0 to {MAX_WAIT_SECONDS}."
        )
    return int(text)


def _choice(request: Request, name: str, known: list[str]) -> str | None:
    value: str | None = request.query_params.get(name)
    if value is not None and value not in known:
        raise ApiError("invalid_request", f"{name} must be one of {', '.join(known)}.")
    return value
