"""The table behind `Idempotency-Key`: reserve, remember, give back, lapse, take over, forget."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import RequestFactory
from rest_framework.request import Request

from apps.accounts.audit import OPERATOR
from apps.accounts.models import Organisation
from apps.accounts.services import issue_key
from apps.api import idempotency
from apps.api.idempotency import HOLD, WINDOW, Reservation, fingerprint
from apps.api.models import IdempotencyRecord
from apps.core.errors import ApiError
from apps.core.ids import new_id
from apps.usage.counting import CALLS
from apps.webhooks.services import create_endpoint
from tests.api.asking import ask
from tests.conftest import NOW
from tests.rows import make_organisation

SECOND = timedelta(seconds=1)
BODY = {"job_id": "job_1"}

Reserve = Callable[..., AbstractContextManager[Reservation]]


@pytest.fixture
def organisation(db: None) -> Organisation:
    return make_organisation(NOW)


@pytest.fixture
def reserve(organisation: Organisation) -> Reserve:
    """Reserve a key as a request of its own would."""

    def reserve(
        given: str = "print", now: datetime = NOW, by: Organisation = organisation, key: str = "k"
    ) -> AbstractContextManager[Reservation]:
        inner = RequestFactory().post("/", headers={"Idempotency-Key": key} if key else {})
        inner.request_id = new_id("req")  # type: ignore[attr-defined]  # as the middleware does
        request = Request(inner)
        request.user = by  # type: ignore[assignment]  # the organisation is the caller
        return idempotency.reserved(request, given, now)

    return reserve


def _store(reserve: Reserve, now: datetime = NOW) -> bytes:
    with reserve(now=now) as reservation:
        return reservation.store(202, BODY).body


def _code(reserve: AbstractContextManager[Reservation]) -> str:
    with pytest.raises(ApiError) as refused, reserve:
        pytest.fail("the key was given to a second request")
    return refused.value.code


def test_the_first_works_and_the_next_gets_its_answer(reserve: Reserve) -> None:
    with reserve() as first:
        assert first.earlier is None
        assert not first.store(202, BODY).replayed
    with reserve() as second:
        assert second.earlier is not None
        assert (second.earlier.status, second.earlier.body) == (202, b'{"job_id":"job_1"}')
        assert second.earlier.response().headers["Idempotent-Replayed"] == "true"


def test_a_replay_changes_nothing(reserve: Reserve) -> None:
    _store(reserve)
    before = IdempotencyRecord.objects.values().get()
    with reserve(now=NOW + SECOND) as second:
        assert second.earlier
    assert IdempotencyRecord.objects.values().get() == before


def test_a_failed_replay_keeps_the_answer(reserve: Reserve) -> None:
    _store(reserve)
    with pytest.raises(ValueError, match="later"), reserve():
        raise ValueError("later")
    with reserve() as third:
        assert third.earlier is not None


def test_while_the_first_works_others_are_sent_away(reserve: Reserve) -> None:
    with reserve():
        assert _code(reserve()) == "idempotency_in_progress"


def test_another_body_is_refused_before_and_after(reserve: Reserve) -> None:
    with reserve() as first:
        assert _code(reserve("other")) == "idempotency_key_reused"
        first.store(202, BODY)
    assert _code(reserve("other")) == "idempotency_key_reused"


def test_a_refusal_gives_the_key_back(reserve: Reserve) -> None:
    with pytest.raises(ApiError, match="corrupt_pdf"), reserve():
        raise ApiError("corrupt_pdf")
    assert not IdempotencyRecord.objects.exists()
    with reserve("other") as second:
        assert second.earlier is None


def test_a_dead_reservation_lapses(reserve: Reserve) -> None:
    dead = reserve()
    dead.__enter__()
    assert _code(reserve(now=NOW + HOLD)) == "idempotency_in_progress"
    with reserve(now=NOW + HOLD + SECOND) as heir:
        assert heir.earlier is None
        heir.store(202, BODY)
    with reserve(now=NOW + HOLD + 2 * SECOND) as third:
        assert third.earlier is not None


def test_the_slow_one_loses_to_its_heir(reserve: Reserve) -> None:
    """It comes back after a retry has taken over: nothing of it may be stored."""
    slow = reserve()
    reservation = slow.__enter__()
    with reserve(now=NOW + HOLD + SECOND) as heir:
        with pytest.raises(ApiError, match="idempotency_in_progress"):
            reservation.store(202, {"job_id": "of the slow one"})
        heir.store(202, BODY)
    refusal = ApiError("idempotency_in_progress")
    assert not slow.__exit__(ApiError, refusal, None)
    with reserve(now=NOW + HOLD + 2 * SECOND) as third:
        assert third.earlier is not None
        assert third.earlier.body == b'{"job_id":"job_1"}'


def test_an_answer_is_remembered_for_a_day(reserve: Reserve) -> None:
    _store(reserve)
    assert _code(reserve("other", now=NOW + WINDOW)) == "idempotency_key_reused"
    with reserve("other", now=NOW + WINDOW + SECOND) as anew:
        assert anew.earlier is None
        anew.store(202, {"job_id": "job_2"})
    with reserve("other", now=NOW + WINDOW + 2 * SECOND) as again:
        assert again.earlier is not None
        assert again.earlier.body == b'{"job_id":"job_2"}'


def test_old_answers_are_forgotten(reserve: Reserve) -> None:
    _store(reserve)
    assert idempotency.forget_old(now=NOW + WINDOW) == 0
    assert idempotency.forget_old(now=NOW + WINDOW + SECOND) == 1
    assert not IdempotencyRecord.objects.exists()


def test_keys_belong_to_an_organisation(reserve: Reserve) -> None:
    with reserve(), reserve(by=make_organisation(NOW)) as other:
        assert other.earlier is None


def test_without_a_key_nothing_is_remembered(reserve: Reserve) -> None:
    with reserve(key="") as first:
        assert first.store(202, BODY).body == b'{"job_id":"job_1"}'
    assert not IdempotencyRecord.objects.exists()


def _asked(key: str, path: str, body: dict[str, object]) -> tuple[int, dict[str, Any]]:
    return ask(key, "POST", path, body, **{"Idempotency-Key": "k"})


SECRETS = {
    "a new key": ("/v1/keys", {"name": "a"}, "key"),
    "a rotated key": ("/v1/keys/{key}/rotate", {}, "key"),
    "a new endpoint": ("/v1/webhook-endpoints", {"url": "https://hooks.example.com/"}, "secret"),
    "a rotated endpoint": ("/v1/webhook-endpoints/{endpoint}/rotate", {}, "secret"),
}


@pytest.mark.parametrize(("path", "body", "field"), SECRETS.values(), ids=SECRETS)
def test_a_secret_is_answered_once_and_never_stored(
    organisation: Organisation,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    body: dict[str, object],
    field: str,
) -> None:
    monkeypatch.setattr(CALLS, "count", lambda **_: None)  # a thread of its own would write them
    mine, stored = issue_key(organisation=organisation, name="mine", now=NOW)
    other, _ = issue_key(organisation=organisation, name="other", now=NOW)
    endpoint = create_endpoint(
        organisation=organisation,
        url="https://hooks.example.com/",
        events=(),
        description="",
        now=NOW,
        actor=OPERATOR,
    )
    where = path.format(key=stored.prefix, endpoint=endpoint.id)
    status, first = _asked(mine, where, body)
    assert first[field]
    assert _asked(mine, where, body) == (status, {**first, field: None})
    kept = IdempotencyRecord.objects.get().body
    assert kept is not None
    assert first[field].encode() not in bytes(kept)
    assert _asked(other, where, body)[1]["error"]["code"] == "idempotency_key_reused"


Parts = tuple[str, str, dict[str, list[str]], dict[str, list[str]]]
BASE: Parts = ("POST", "resume-parse", {"formats": ["html"]}, {"file": ["aa"]})
DIFFERENT: dict[str, Parts] = {
    "method": ("PUT", *BASE[1:]),
    "route": ("POST", "parse-pdf", *BASE[2:]),
    "no field": (*BASE[:2], {}, BASE[3]),
    "value": (*BASE[:2], {"formats": ["text"]}, BASE[3]),
    "name": (*BASE[:2], {"format": ["html"]}, BASE[3]),
    "repeated": (*BASE[:2], {"formats": ["html", "html"]}, BASE[3]),
    "joined": (*BASE[:2], {"formats": ["html", ""]}, BASE[3]),
    "file": (*BASE[:3], {"file": ["ab"]}),
    "another file": (*BASE[:3], {"file": ["aa"], "cover": ["aa"]}),
    "file as field": (*BASE[:2], {"formats": ["html"], "file": ["aa"]}, {}),
    "shifted": ("POSTr", "esume-parse", *BASE[2:]),
}


@pytest.mark.parametrize("parts", DIFFERENT.values(), ids=DIFFERENT)
def test_a_fingerprint_sees_every_difference(parts: Parts) -> None:
    assert fingerprint(*parts) != fingerprint(*BASE)


def test_a_fingerprint_does_not_see_the_order_of_fields() -> None:
    one = fingerprint("POST", "r", {"a": ["1"], "b": ["2"]}, {})
    assert one == fingerprint("POST", "r", {"b": ["2"], "a": ["1"]}, {})
    assert one != fingerprint("POST", "r", {"a": ["2"], "b": ["1"]}, {})
