"""`POST /ats/v1/parse/url`: addresses of CVs in, a candidate of each that could be fetched out."""

import re
from typing import Any

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import Organisation
from apps.api import bodies, idempotency
from apps.api.ats import AtsView, read_fields
from apps.api.authentication import organisation_of
from apps.api.idempotency import Reservation
from apps.candidates import openapi, serializers
from apps.candidates.readers import MOST_URLS
from apps.candidates.receiving import Incoming, Refused, Taken, taken
from apps.candidates.views import submit
from apps.core.errors import ApiError
from apps.core.outbound import MAX_URL, OutboundError
from apps.intake.fetch import Fetching, fetched
from apps.jobs.kinds import CV
from apps.usage import cvs, ledger

HALF_A_LETTER = re.compile(r"[\ud800-\udfff]")
"""JSON can spell it, UTF-8 cannot: it could not be repeated to the caller."""


def address(name: str, value: Any) -> str:
    """A reader of what stands for an address: whether it is a good one is said of each."""
    if not isinstance(value, str) or not value.strip() or HALF_A_LETTER.search(value):
        raise ApiError("invalid_request", f"{name} must be a list of URLs.")
    return value.strip()


def addresses(name: str, value: Any) -> list[str]:
    """A reader of a list with at least one address."""
    found: list[str] = bodies.list_of(address, MOST_URLS)(name, value)
    if not found:
        raise ApiError("invalid_request", f"{name} must hold 1 to {MOST_URLS} URLs.")
    return found


class ParseUrlView(AtsView):
    """Addresses in, candidates out."""

    service = CV.service

    @extend_schema(**openapi.PARSE_URL)
    def post(self, request: Request) -> Response:
        urls = read_fields(request, {"urls": addresses}, required=("urls",))["urls"]
        organisation, now = organisation_of(request), timezone.now()
        given = idempotency.fingerprint("POST", "ats/parse/url", {"urls": urls}, {})
        with idempotency.reserved(request, given, now) as reservation:
            if reservation.earlier is not None:
                return reservation.earlier.response()
            ledger.refuse_without(organisation=organisation, credits=CV.cost, now=now)
            with fetched(urls, organisation.plan.max_file_bytes) as found:
                return self._take(request, organisation, urls, found, reservation)

    def _take(
        self,
        request: Request,
        organisation: Organisation,
        urls: list[str],
        found: list[Fetching],
        reservation: Reservation,
    ) -> Response:
        """Make the candidates of what came and the stored answer in one transaction."""
        pairs = list(zip(urls, found, strict=True))
        files = [Incoming(file, url) for url, file in pairs if not isinstance(file, OutboundError)]
        with taken(files, organisation, timezone.now()) as took, transaction.atomic():
            took.refused += [
                Refused(url[:MAX_URL], error.code, str(error))
                for url, error in pairs
                if isinstance(error, OutboundError)
            ]
            rows = submit(request, took) if took.accepted else []
            body = _body(took, urls) | {
                "candidates": [serializers.submitted(row) for row in rows],
                "errors": _errors(took, urls),
                "credits_remaining": cvs.remaining(organisation, timezone.now()),
            }
            return reservation.store(201 if rows else 200, body).response()


def _body(took: Taken, urls: list[str]) -> dict[str, Any]:
    return {
        "success": bool(took.accepted),
        "processed": len(took.accepted),
        "failed": len(urls) - len(took.accepted),
    }


def _errors(took: Taken, urls: list[str]) -> list[dict[str, str]]:
    """What became of no candidate, in the order of the request."""
    places = {url[:MAX_URL]: place for place, url in enumerate(urls)}
    ordered = sorted(took.refused, key=lambda one: places[one.name])
    return [one.as_detail("url") for one in ordered]
