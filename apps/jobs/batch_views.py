"""The batch routes: several files in, the state of each, everything they made in one ZIP."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import ClassVar

from django.db import transaction
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import Organisation
from apps.api import idempotency
from apps.api.authentication import organisation_of
from apps.api.idempotency import Reservation
from apps.api.rate_limits import Bucket
from apps.api.views import ApiView
from apps.core.errors import ApiError
from apps.core.ids import is_id
from apps.intake import services as intake
from apps.intake.archives import Packed, is_archive, unpacked
from apps.intake.names import safe_name
from apps.intake.receive import ReceivedForm, received
from apps.jobs import batch_archive, batch_openapi, batches, downloads, forms, serializers
from apps.jobs import services as jobs
from apps.jobs.batches import Accepted, Refused
from apps.jobs.kinds import FORMATS, PARSE, PDF_ONLY, RESUME, Kind
from apps.jobs.models import Batch, Job
from apps.jobs.queues import Queue
from apps.jobs.states import State
from apps.jobs.submitting import KindView, check, read_order
from apps.sandbox import Unpacking

LEAST_FILES = 2
MOST_ARCHIVE_BYTES = 200_000_000
"""Of all files in one ZIP together; more would fill the disk before anybody has paid."""


class SubmitBatchView(KindView):
    """A batch route for one kind of job; the URL table says which."""

    most_files: ClassVar[int]
    buckets = {"POST": Bucket.BULK}

    def post(self, request: Request) -> Response:
        if idempotency.key_of(request) is None:
            raise ApiError("invalid_request", "The header Idempotency-Key is required here.")
        organisation = organisation_of(request)
        with received(request, organisation.plan.max_file_bytes, self.most_files) as form:
            forms.refuse_unknown(form, self.kind, organisation.plan)
            order = read_order(request, form, self.kind)
            files = {"files": [file.sha256 for file in form.files]}
            route = f"{self.kind.service}-batch"
            given = idempotency.fingerprint("POST", route, form.fields, files)
            with idempotency.reserved(request, given, timezone.now()) as reservation:
                if reservation.earlier is not None:
                    return reservation.earlier.response()
                with self._files(form, organisation) as packed:
                    return self._accept(organisation, packed, order, reservation)

    @contextmanager
    def _files(self, form: ReceivedForm, organisation: Organisation) -> Iterator[list[Packed]]:
        """The files of the request, or those of the one ZIP in it."""
        if any(file.field != "files" for file in form.files) or form.one("file_name"):
            raise ApiError("invalid_request", "Send the files in the repeated field files.")
        with ExitStack() as stack:
            if len(form.files) == 1 and is_archive(form.files[0]):
                most = Unpacking(
                    self.most_files, organisation.plan.max_file_bytes, MOST_ARCHIVE_BYTES
                )
                packed = stack.enter_context(unpacked(form.files[0], most))
            else:
                packed = [Packed(file.name, file, None) for file in form.files]
            if not LEAST_FILES <= len(packed) <= self.most_files:
                raise ApiError(
                    "invalid_request",
                    f"Send {LEAST_FILES} to {self.most_files} files, or one ZIP that holds them.",
                )
            yield packed

    def _accept(
        self,
        organisation: Organisation,
        packed: Sequence[Packed],
        order: jobs.Order,
        reservation: Reservation,
    ) -> Response:
        """Check every file, store the good ones, and make all jobs in one transaction."""
        accepted: list[Accepted] = []
        refused: list[Refused] = []
        try:
            for position, one in enumerate(packed):
                try:
                    accepted.append(_taken(organisation, one, position, order))
                except ApiError as error:
                    if error.public.status >= 500 or error.code == "invalid_request":
                        raise
                    refused.append(Refused(position, safe_name(one.name), error.code))
            with transaction.atomic():
                batch = batches.submit(
                    organisation=organisation,
                    accepted=accepted,
                    refused=refused,
                    order=order,
                    now=timezone.now(),
                )
                answer = reservation.store(202, serializers.batch(batch))
        except Exception:
            for one_stored in accepted:
                jobs.abandon(job_id=one_stored.job_id)
            raise
        return answer.response()


OF_ANY_FORMAT: Mapping[str, str] = {
    "invalid_pdf": "unsupported_media_type",
    "corrupt_pdf": "corrupt_file",
}
"""What the faults of a file in a ZIP are called where it need not be a PDF."""


def _taken(organisation: Organisation, one: Packed, position: int, order: jobs.Order) -> Accepted:
    """A file of the batch, checked and stored. Raises ApiError for one that becomes no job."""
    if one.file is None:
        code = one.error or "corrupt_pdf"
        raise ApiError(code if order.accept == PDF_ONLY else OF_ANY_FORMAT.get(code, code))
    checked = check(one.file, order)
    job_id = jobs.new_job_id()
    upload = intake.keep(
        file=one.file,
        organisation=organisation,
        key=jobs.source_key(job_id),
        file_name=safe_name(one.file.name, checked.media_type),
        media_type=checked.media_type,
        now=timezone.now(),
    )
    return Accepted(position, job_id, upload, Queue(checked.queue))


@extend_schema_view(post=extend_schema(**batch_openapi.SUBMIT_RESUMES))
class ParseResumeBatchView(SubmitBatchView):
    """Submit up to a hundred resumes."""

    kind = RESUME
    most_files = 100


@extend_schema_view(post=extend_schema(**batch_openapi.SUBMIT_DOCUMENTS))
class ParseBatchView(SubmitBatchView):
    """Submit up to ten PDFs."""

    kind = PARSE
    most_files = 10


class BatchView(ApiView):
    """One batch: the state of each of its files."""

    kind: Kind = RESUME
    buckets = {"GET": Bucket.POLL}

    @extend_schema(**batch_openapi.GET_BATCH)
    def get(self, request: Request, batch_id: str) -> Response:
        return Response(serializers.batch(_own_batch(request, batch_id, self.kind)))


class BatchDownloadView(ApiView):
    """Everything a batch made, or one format of it."""

    kind: Kind = RESUME
    buckets = {"GET": Bucket.BULK}

    @extend_schema(**batch_openapi.DOWNLOAD_BATCH)
    def get(self, request: Request, batch_id: str) -> HttpResponseBase:
        wanted = request.query_params.get("format")
        if wanted is not None and wanted not in FORMATS:
            raise ApiError("invalid_request", f"format must be one of {', '.join(FORMATS)}.")
        batch = _own_batch(request, batch_id, self.kind)
        if batch.finished_at is None:
            raise ApiError("job_not_finished")
        parts = batch_archive.parts(batch, wanted)
        if not parts:
            gone = batch.jobs.filter(status=State.EXPIRED).exists()
            raise ApiError("artifact_expired" if gone else "artifact_not_found")
        content = batch_archive.stream(parts)
        if wanted is None:
            content = downloads.followed(content, partial(_fetched, batch))
        response = StreamingHttpResponse(content, content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{batch.id}.zip"'
        response["X-Content-Type-Options"] = "nosniff"
        return response


def _fetched(batch: Batch) -> None:
    """All that the jobs of a batch made was handed over."""
    jobs.fetched(jobs=Job.objects.filter(batch=batch), now=timezone.now())


def _own_batch(request: Request, batch_id: str, kind: Kind) -> Batch:
    """The caller's batch. Anybody else's does not exist for it."""
    mine = Batch.objects.filter(organisation=organisation_of(request), service=kind.service)
    found = mine.filter(id=batch_id).first() if is_id("batch", batch_id) else None
    if found is None:
        raise ApiError("not_found", "No batch with this id exists.")
    return found
