"""A POST with an `Idempotency-Key` is carried out once; later ones get the stored answer.

The first request reserves the key with a row (unique per organisation) before it works, and
stores its answer in the transaction that makes the job. A refused request gives the key back. A
request that died leaves a reservation that lapses, and the next retry takes it over.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BinaryField, Func, IntegerField, Q, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import Organisation
from apps.api.authentication import organisation_of
from apps.api.models import IdempotencyRecord
from apps.api.renderers import JsonRenderer
from apps.api.request_log import request_id_of
from apps.api.views import key_of as calling_key
from apps.core.errors import ApiError

HEADER = "Idempotency-Key"
WINDOW = timedelta(hours=24)
HOLD = timedelta(seconds=60)
"""Longer than any submit lives: upload to storage and the sandboxed check have their own limits."""
_KEY = re.compile(r"[\x20-\x7e]{1,255}")


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a JSON body, as sent and as stored."""

    status: int
    body: bytes
    replayed: bool = False

    def response(self) -> Response:
        headers = {"Idempotent-Replayed": "true"} if self.replayed else None
        return Response(self.body, self.status, headers=headers)


def key_of(request: Request) -> str | None:
    """The request's key, or None. Raises ApiError when it is not 1-255 printable ASCII."""
    key: str | None = request.headers.get(HEADER)
    if key is None:
        return None
    if not _KEY.fullmatch(key):
        raise ApiError("invalid_request", f"{HEADER} must be 1 to 255 printable ASCII characters.")
    return key


def fingerprint(
    method: str, route: str, fields: Mapping[str, list[str]], files: Mapping[str, list[str]]
) -> str:
    """SHA-256 over method, route, every form field and the SHA-256 of every file."""
    digest = hashlib.sha256()
    parts = [method, route]
    for group in (fields, files):
        for name in sorted(group):
            parts += [name, str(len(group[name])), *group[name]]
        parts.append("")
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@contextmanager
def reserved(request: Request, given: str, now: datetime) -> Iterator["Reservation"]:
    """Hold the request's key while the block works; without a key there is nothing to hold.

    Inside, call `store` in the transaction that makes the thing. A refusal gives the key back.
    """
    key = key_of(request)
    organisation = organisation_of(request)
    if key is None:
        yield Reservation(None, None)
        return
    holder = request_id_of(request)
    earlier = _reserve(organisation, key, given, holder, now)
    reservation = Reservation(_mine(organisation, key, holder), earlier)
    try:
        yield reservation
    except Exception:
        if reservation.held:
            IdempotencyRecord.objects.filter(reservation.mine, status=None).delete()
        raise


def once(
    request: Request,
    route: str,
    body: Mapping[str, object],
    work: Callable[[], tuple[int, Any]],
    shown_once: str = "",
) -> Response:
    """Answer a POST with a JSON body: do the work in one transaction, or repeat its answer.

    `work` gives status and body. `route` names the address with the ids in it. `shown_once`
    names a secret field of the answer: it is not stored, a repetition has null in its place, and
    only the key that asked gets one.
    """
    fields = {name: [json.dumps(body[name], sort_keys=True)] for name in body}
    asked = f"{route} by {calling_key(request).prefix}" if shown_once else route
    given = fingerprint("POST", asked, fields, {})
    with reserved(request, given, timezone.now()) as reservation:
        if reservation.earlier is not None:
            return reservation.earlier.response()
        with transaction.atomic():
            status, answer = work()
            kept = {**answer, shown_once: None} if shown_once else answer
            return reservation.store(status, answer, kept).response()


def forget_old(*, now: datetime) -> int:
    """Delete the answers whose window is over; their number."""
    deleted, _ = IdempotencyRecord.objects.filter(created_at__lt=now - WINDOW).delete()
    return deleted


def mentioning(*, organisation: Organisation, word: str) -> QuerySet[IdempotencyRecord]:
    """The answers kept for an organisation that hold a word, such as an id; they are held until
    the transaction ends, in one order for all: others may have to change them too."""
    place = Place("body", Value(word.encode(), output_field=BinaryField()))
    mine = IdempotencyRecord.objects.filter(organisation=organisation)
    return mine.alias(place=place).filter(place__gt=0).select_for_update().order_by("pk")


class Place(Func):
    """Where bytes stand within others, from 1 on; 0: nowhere."""

    function = "INSTR"
    arity = 2
    output_field = IntegerField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Any]:
        turned = self.copy()
        turned.set_source_expressions(self.get_source_expressions()[::-1])
        template = "POSITION(%(expressions)s)"
        return turned.as_sql(compiler, connection, template=template, arg_joiner=" IN ", **extra)


class Reservation:
    """A key held by this request (`mine`), or the answer given under it `earlier`."""

    def __init__(self, mine: Q | None, earlier: Answer | None) -> None:
        self.mine = mine if mine is not None else Q()
        self.held = mine is not None and earlier is None
        self.earlier = earlier

    def store(self, status: int, body: object, kept: object = None) -> Answer:
        """The answer, remembered under the key. Call inside the transaction of the work.

        `kept` is what is remembered of a body that may not be stored as it is.
        """
        answer = Answer(status, JsonRenderer().render(body))
        if self.held:
            self._remember(Answer(status, JsonRenderer().render(body if kept is None else kept)))
        return answer

    def _remember(self, answer: Answer) -> None:
        updated = IdempotencyRecord.objects.filter(self.mine, status=None).update(
            status=answer.status, body=answer.body
        )
        if not updated:  # this request took so long that a retry has taken over
            raise ApiError("idempotency_in_progress")


def _mine(organisation: Organisation, key: str, holder: str) -> Q:
    return Q(organisation=organisation, key=key, holder=holder)


def _reserve(
    organisation: Organisation, key: str, given: str, holder: str, now: datetime
) -> Answer | None:
    """Make the row ours (None), or find the answer that is already there."""
    try:
        with transaction.atomic():
            IdempotencyRecord.objects.create(
                organisation=organisation,
                key=key,
                fingerprint=given,
                holder=holder,
                held_until=now + HOLD,
                created_at=now,
            )
        return None
    except IntegrityError:
        return _earlier(organisation, key, given, holder, now)


def _earlier(
    organisation: Organisation, key: str, given: str, holder: str, now: datetime
) -> Answer | None:
    record = IdempotencyRecord.objects.filter(organisation=organisation, key=key).first()
    if record is None:  # given back in this very moment
        raise ApiError("idempotency_in_progress")
    over = now - record.created_at > WINDOW
    lapsed = record.status is None and record.held_until < now
    if over or lapsed:
        _take_over(record, given, holder, now)
        return None
    if record.fingerprint != given:
        raise ApiError("idempotency_key_reused")
    if record.status is None or record.body is None:
        raise ApiError("idempotency_in_progress")
    return Answer(record.status, bytes(record.body), replayed=True)


def _take_over(record: IdempotencyRecord, given: str, holder: str, now: datetime) -> None:
    """Start anew on a row whose window or reservation has ended; one request wins."""
    won = IdempotencyRecord.objects.filter(
        pk=record.pk, holder=record.holder, status=record.status
    ).update(
        fingerprint=given,
        holder=holder,
        status=None,
        body=None,
        held_until=now + HOLD,
        created_at=now,
    )
    if not won:
        raise ApiError("idempotency_in_progress")
