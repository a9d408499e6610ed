"""The candidate routes: HTTP in, one verb, HTTP out."""

from functools import partial
from typing import ClassVar

from django.db import transaction
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import Organisation
from apps.api import idempotency
from apps.api.ats import AtsView, own, read_fields
from apps.api.authentication import organisation_of
from apps.api.idempotency import Reservation
from apps.api.pagination import page_of
from apps.api.rate_limits import Bucket
from apps.api.request_log import request_id_of
from apps.api.views import actor_of, key_of
from apps.candidates import duplicates, links, openapi, readers, serializers
from apps.candidates import services as candidates
from apps.candidates.above import NOBODY, Above
from apps.candidates.models import Candidate, CandidateQuerySet
from apps.candidates.receiving import Incoming, Refused, Taken, refusal, taken
from apps.core.errors import ApiError
from apps.intake.receive import ReceivedForm, received, too_large
from apps.jobs import recognition
from apps.jobs.kinds import CV
from apps.jobs.services import Order
from apps.usage import cvs

FILE_FIELDS = frozenset({"files", "file"})


class ParseCvView(AtsView):
    """Files in, a candidate of each out."""

    service = CV.service

    @extend_schema(**openapi.PARSE)
    def post(self, request: Request) -> Response:
        organisation = organisation_of(request)
        limit = organisation.plan.max_file_bytes
        with received(request, limit, readers.MOST_FILES, "skip") as form:
            _refuse_bad(form)
            given = _fingerprint(form)
            with idempotency.reserved(request, given, timezone.now()) as reservation:
                if reservation.earlier is not None:
                    return reservation.earlier.response()
                files = [Incoming(file) for file in form.files]
                skipped = [refusal(name, too_large(limit)) for name in form.skipped]
                with taken(files, organisation, timezone.now()) as found:
                    found.refused += skipped
                    return self._accept(request, organisation, found, reservation)

    def _accept(
        self,
        request: Request,
        organisation: Organisation,
        found: Taken,
        reservation: Reservation,
    ) -> Response:
        """Make all candidates and the stored answer in one transaction."""
        if not found.accepted:
            raise _all_refused(found.refused)
        with transaction.atomic():
            rows = submit(request, found)
            body = {
                "success": True,
                "candidates": [serializers.submitted(row) for row in rows],
                **({"errors": [one.as_detail() for one in found.refused]} if found.refused else {}),
                "credits_remaining": cvs.remaining(organisation, timezone.now()),
            }
            return reservation.store(201, body).response()


def submit(request: Request, found: Taken) -> list[Candidate]:
    """The candidates of the files that were taken. Call inside a transaction."""
    order = Order(
        kind=CV,
        formats=CV.always,
        options=recognition.deployed(CV.options),
        request_id=request_id_of(request),
        api_key=key_of(request).prefix,
    )
    return candidates.submit(
        organisation=organisation_of(request),
        accepted=found.accepted,
        order=order,
        now=timezone.now(),
    )


def _refuse_bad(form: ReceivedForm) -> None:
    """Raise ApiError for a form that holds anything but files, too many or none."""
    strange = {*form.fields, *(file.field for file in form.files)} - FILE_FIELDS
    if strange or not 1 <= len(form.files) + len(form.skipped) <= readers.MOST_FILES:
        raise ApiError(
            "validation_error",
            f"Send 1 to {readers.MOST_FILES} files in the multipart field files, and nothing else.",
        )


def _fingerprint(form: ReceivedForm) -> str:
    files = {"files": [file.sha256 for file in form.files], "skipped": form.skipped}
    return idempotency.fingerprint("POST", "ats/parse", form.fields, files)


def _all_refused(refused: list[Refused]) -> ApiError:
    """The refusal of a request none of whose files can be read: the first one's, naming all."""
    first = refused[0]
    return ApiError(first.code, first.message, details=[one.as_detail() for one in refused])


class CandidateListView(AtsView):
    """The organisation's candidates."""

    @extend_schema(**openapi.LIST_CANDIDATES)
    def get(self, request: Request) -> Response:
        as_of = readers.day(request, "as_of")
        rows = readers.filtered(request, _mine(request))
        if as_of is None:
            rows = rows.light()
        return Response(page_of(request, rows, partial(serializers.listed, as_of=as_of)))


class CandidateView(AtsView):
    """One candidate, asked again until it is parsed. `above`: what other rooms know of it."""

    buckets = {"GET": Bucket.POLL}
    above: ClassVar[Above] = NOBODY

    @extend_schema(**openapi.GET_CANDIDATE)
    def get(self, request: Request, candidate_id: str) -> Response:
        as_of = readers.day(request, "as_of")
        candidate = own_candidate(request, candidate_id)
        return Response({"data": serializers.full(candidate, self.above, as_of)})

    @extend_schema(**openapi.CORRECT)
    def patch(self, request: Request, candidate_id: str) -> Response:
        candidate = own_candidate(request, candidate_id)
        values = read_fields(request, readers.FIELDS, fixed=readers.SYSTEM)
        changed = candidates.correct(
            candidate=candidate, values=values, author=actor_of(request), now=timezone.now()
        )
        return Response({"data": serializers.full(changed, self.above)})

    @extend_schema(**openapi.DELETE)
    def delete(self, request: Request, candidate_id: str) -> Response:
        candidate = own_candidate(request, candidate_id)
        candidates.delete(candidate=candidate, actor=actor_of(request), now=timezone.now())
        return Response({"success": True, "message": "Candidate deleted successfully"})


class CandidateFileView(AtsView):
    """Where the original file of a candidate is, for an hour."""

    @extend_schema(**openapi.FILE)
    def get(self, request: Request, candidate_id: str) -> HttpResponseBase:
        download = readers.flag(request, "download")
        candidate = own_candidate(request, candidate_id)
        link = links.make(candidate, timezone.now())
        if download:
            return HttpResponseRedirect(link.url)
        return Response({"data": link.as_body(candidate)})


class CvUsageView(AtsView):
    """The plan and what was used of it."""

    @extend_schema(**openapi.USAGE)
    def get(self, request: Request) -> Response:
        return Response(serializers.usage(organisation_of(request), timezone.now()))


def own_candidate(request: Request, candidate_id: str) -> Candidate:
    """The caller's candidate. Anybody else's does not exist for it."""
    return own(_mine(request), candidate_id, "candidate")


def _mine(request: Request) -> CandidateQuerySet:
    return Candidate.objects.of(organisation_of(request))


class DuplicateListView(AtsView):
    """Candidates that may be the same person."""

    @extend_schema(**openapi.DUPLICATES)
    def get(self, request: Request, candidate_id: str) -> Response:
        found = duplicates.of(own_candidate(request, candidate_id))
        return Response({"data": [serializers.duplicate(one) for one in found]})


class MergeView(AtsView):
    """Two candidates become one. `above`: what other rooms keep of them."""

    above: ClassVar[Above] = NOBODY

    @extend_schema(**openapi.MERGE)
    def post(self, request: Request, candidate_id: str) -> Response:
        given = read_fields(request, {"with": readers.uuid_text}, required=("with",))

        def merge() -> tuple[int, object]:
            kept = own_candidate(request, candidate_id)
            gone = own_candidate(request, given["with"])
            if kept.pk == gone.pk:
                raise ApiError("validation_error", "A candidate cannot be merged with itself.")
            row = duplicates.merge(
                kept=kept,
                gone=gone,
                above=self.above,
                actor=actor_of(request),
                now=timezone.now(),
            )
            return 200, {"data": serializers.full(row, self.above)}

        return idempotency.once(request, f"ats/candidates/{candidate_id}/merge", given, merge)
