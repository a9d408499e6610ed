"""Links to original files: a candidate in, a URL out that anybody may fetch within the hour.

An S3 store signs its own. Where it does not, the link leads to a route of ours whose address holds
the candidate's id, signed with the time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from apps.api.errors import counted, plain_response, read_only
from apps.candidates.models import Candidate
from apps.core.connections import give_back
from apps.core.errors import ApiError
from apps.core.ids import read_uuid
from apps.core.storage import ObjectMissing, store
from apps.core.times import iso
from apps.jobs.downloads import disposition

VALID = timedelta(hours=1)
SALT = "candidates.links"
PLACE = "/ats/v1/files/"


@dataclass(frozen=True, slots=True)
class Link:
    """A URL and when it ends."""

    url: str
    expires_at: datetime

    def as_body(self, candidate: Candidate) -> dict[str, Any]:
        """As the file route shows it."""
        return {
            "url": self.url,
            "filename": candidate.original_filename,
            "content_type": candidate.media_type,
            "expires_at": iso(self.expires_at),
        }


def make(candidate: Candidate, now: datetime) -> Link:
    """A link to the file of a candidate."""
    signed = store().presign(
        candidate.source_key,
        seconds=int(VALID.total_seconds()),
        media_type=candidate.media_type,
        disposition=disposition(candidate.original_filename),
    )
    ends = now + VALID
    return Link(signed or f"{settings.PARSELANE.base_url}{PLACE}{_token(candidate.pk, ends)}", ends)


def _token(candidate_id: UUID, ends: datetime) -> str:
    return signing.Signer(salt=SALT).sign(f"{candidate_id}.{int(ends.timestamp())}")


def _read(token: str, now: datetime) -> UUID | None:
    """The candidate behind a token; None for one that is not ours or has ended."""
    try:
        candidate_id, _, ends = signing.Signer(salt=SALT).unsign(token).partition(".")
    except signing.BadSignature:
        return None
    return read_uuid(candidate_id) if now.timestamp() < int(ends) else None


@read_only
def signed_file(request: HttpRequest, token: str) -> HttpResponseBase:
    """The file behind a link. Whoever tries links is counted, whoever has one is not."""
    candidate_id = _read(token, timezone.now())
    candidate = Candidate.objects.filter(pk=candidate_id).first() if candidate_id else None
    if candidate is None:
        return _no_such(request)
    try:
        content = store().stream(candidate.source_key)
        first = next(content, b"")
    except ObjectMissing:
        return _no_such(request)
    give_back()
    response = StreamingHttpResponse(_whole(first, content), content_type=candidate.media_type)
    response["Content-Length"] = str(candidate.size)
    response["Content-Disposition"] = disposition(candidate.original_filename)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@counted
def _no_such(request: HttpRequest) -> HttpResponse:
    return plain_response(ApiError("not_found", "This link is not valid any more."), request)


def _whole(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
