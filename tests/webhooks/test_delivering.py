"""Deliveries: each attempt as the schedule says, its end written down, receivers that misbehave."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from pytest_django import Settings
from standardwebhooks.webhooks import Webhook

from apps.accounts.audit import Actor
from apps.accounts.models import AuditEntry, Organisation
from apps.core import outbound, queue
from apps.webhooks import delivering, services, turns
from apps.webhooks.events import GIVE_UP, JITTER, RETRY_DELAYS, SUBSCRIBABLE
from apps.webhooks.models import Attempt, Delivery, Endpoint
from apps.webhooks.publishing import Happening, publish
from tests.conftest import NOW
from tests.rows import make_organisation
from tests.webhooks.receiver import Receiver, running

SECOND = timedelta(seconds=1)
ACTOR = Actor("test")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running() as server:
        yield server


@pytest.fixture(autouse=True)
def rung(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[str]:
    """The deliveries that somebody rang for; private addresses may be reached."""
    settings.PARSELANE = replace(settings.PARSELANE, webhook_allow_private=True)
    heard: list[str] = []
    monkeypatch.setattr(queue, "ring", lambda name, *, delivery_id: heard.append(delivery_id))
    return heard


def _endpoint(url: str, organisation: Organisation | None = None) -> Endpoint:
    return services.create_endpoint(
        organisation=organisation or make_organisation(NOW),
        url=url,
        events=SUBSCRIBABLE,
        description="",
        now=NOW,
        actor=ACTOR,
    )


def _published(endpoint: Endpoint, kind: str = "job.completed") -> Delivery:
    happening = Happening(kind, {"job_id": "job_1", "links": {}}, job_id="job_1")
    publish(organisation=endpoint.organisation, happening=happening, now=NOW)
    return Delivery.objects.get(endpoint=endpoint)


def _at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def _deliver(delivery: Delivery, moment: datetime = NOW) -> Delivery:
    delivering.deliver(delivery_id=delivery.id, clock=_at(moment))
    return Delivery.objects.select_related("endpoint").get(id=delivery.id)


def test_an_event_reaches_its_endpoint_signed(db: None, receiver: Receiver) -> None:
    endpoint = _endpoint(receiver.url)
    delivery = _deliver(_published(endpoint))
    assert (delivery.status, delivery.attempts, delivery.delivered_at) == ("delivered", 1, NOW)
    [seen] = receiver.requests
    assert seen.headers["content-type"] == "application/json"
    assert seen.headers["webhook-id"] == delivery.event_id
    assert seen.body == bytes(delivery.event.body)
    headers = {**seen.headers, "webhook-timestamp": seen.headers["webhook-timestamp"]}
    verifier = Webhook(endpoint.secret)
    signature = verifier.sign(delivery.event_id, NOW, seen.body.decode())
    assert headers["webhook-signature"] == signature


def test_the_schedule_is_followed_to_its_end(db: None, receiver: Receiver) -> None:
    """Eight attempts under one webhook-id, each within the jitter of its delay; then it is over."""
    receiver.answers = [(500, b"")]
    delivery, moment = _published(_endpoint(receiver.url)), NOW
    for number, delay in enumerate((*RETRY_DELAYS[1:], None), start=1):
        delivery = _deliver(delivery, moment)
        assert delivery.attempts == number
        if delay is None:
            break
        assert delivery.next_attempt_at is not None
        waited = delivery.next_attempt_at - moment
        assert delay <= waited <= delay * (1 + JITTER) + SECOND
        early = _deliver(delivery, delivery.next_attempt_at - SECOND)
        assert early.attempts == number
        moment = delivery.next_attempt_at
    assert (delivery.status, delivery.next_attempt_at) == ("failed", None)
    assert {seen.headers["webhook-id"] for seen in receiver.requests} == {delivery.event_id}
    assert len(receiver.requests) == len(RETRY_DELAYS) == 8
    assert Attempt.objects.filter(delivery=delivery, status_code=500).count() == 8


def test_a_receiver_that_comes_back_gets_the_event(db: None, receiver: Receiver) -> None:
    receiver.answers = [(503, b""), (204, b"")]
    delivery = _deliver(_published(_endpoint(receiver.url)))
    assert delivery.endpoint.failing_since == NOW
    assert delivery.next_attempt_at is not None
    delivery = _deliver(delivery, delivery.next_attempt_at)
    assert delivery.status == "delivered"
    assert delivery.endpoint.failing_since is None


def _hangs(receiver: Receiver) -> None:
    receiver.hang_seconds = 3.0


def _redirects(receiver: Receiver) -> None:
    receiver.redirect_to = receiver.url + "/elsewhere"


def _closes(receiver: Receiver) -> None:
    receiver.close_at_once = True


BAD = {
    "hangs": (_hangs, None, "timeout"),
    "redirects": (_redirects, 302, "not_2xx"),
    "closes the line": (_closes, None, "connection_failed"),
}


@pytest.mark.parametrize(("misbehave", "status", "error"), BAD.values(), ids=BAD)
def test_what_went_wrong_is_written_down(
    db: None,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
    misbehave: Callable[[Receiver], None],
    status: int | None,
    error: str,
) -> None:
    monkeypatch.setattr(delivering, "TOTAL_SECONDS", 0.5)
    misbehave(receiver)
    delivery = _deliver(_published(_endpoint(receiver.url)))
    tried = Attempt.objects.get(delivery=delivery)
    assert (tried.status_code, tried.error) == (status, error)
    assert delivery.status == "pending"
    assert len(receiver.requests) == 1


def test_a_fault_of_ours_ends_in_a_written_attempt(
    db: None, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise TypeError("nobody expects this")

    monkeypatch.setattr(outbound, "post", broken)
    delivery = _deliver(_published(_endpoint(receiver.url)))
    assert Attempt.objects.get(delivery=delivery).error == "internal"
    assert delivery.next_attempt_at is not None
    assert delivery.next_attempt_at <= NOW + RETRY_DELAYS[1] * (1 + JITTER)


def test_gone_switches_the_endpoint_off(db: None, receiver: Receiver) -> None:
    receiver.answers = [(410, b"")]
    endpoint = _endpoint(receiver.url)
    delivery = _deliver(_published(endpoint))
    assert (delivery.status, delivery.endpoint.disabled_reason) == ("failed", "gone")
    entry = AuditEntry.objects.get(action="endpoint.disabled")
    assert (entry.organisation, entry.target) == (endpoint.organisation, f"{endpoint.id} gone")
    publish(
        organisation=endpoint.organisation,
        happening=Happening("job.failed", {}, job_id="job_2"),
        now=NOW,
    )
    assert Delivery.objects.count() == 1


def test_ten_days_of_failure_switch_it_off(db: None, receiver: Receiver) -> None:
    receiver.answers = [(500, b"")]
    endpoint = _endpoint(receiver.url)
    Endpoint.objects.filter(pk=endpoint.pk).update(failing_since=NOW - GIVE_UP + SECOND)
    delivery = _deliver(_published(endpoint))
    assert delivery.endpoint.disabled_at is None
    assert delivery.next_attempt_at is not None
    delivery = _deliver(delivery, delivery.next_attempt_at)
    assert delivery.endpoint.disabled_reason == "failing"
    assert delivery.status == "failed"


def test_what_waits_for_a_switched_off_endpoint_ends(db: None, receiver: Receiver) -> None:
    delivery = _published(_endpoint(receiver.url))
    delivering.disable(endpoint=delivery.endpoint, reason="gone", now=NOW)
    assert _deliver(delivery).status == "failed"
    assert receiver.requests == []


def test_an_attempt_that_died_is_made_again(db: None, receiver: Receiver) -> None:
    """A claim without an end: the lease runs out, and the sweeper rings."""
    delivery = _published(_endpoint(receiver.url))
    assert delivering._claim(delivery, NOW)
    assert _deliver(delivery, NOW + SECOND).attempts == 1
    assert receiver.requests == []
    later = NOW + delivering.LEASE + SECOND
    delivery = _deliver(delivery, later)
    assert (delivery.status, delivery.attempts) == ("delivered", 2)


def test_attempts_that_die_are_not_made_for_ever(db: None, receiver: Receiver) -> None:
    delivery, moment = _published(_endpoint(receiver.url)), NOW
    for _ in RETRY_DELAYS:
        assert delivering._claim(delivery, moment)
        moment += delivering.LEASE
    delivery = _deliver(delivery, moment)
    assert (delivery.status, delivery.next_attempt_at) == ("failed", None)
    assert (delivery.attempts, receiver.requests) == (len(RETRY_DELAYS), [])


def test_two_who_hear_the_same_ring_make_one_attempt(db: None, receiver: Receiver) -> None:
    delivery = _published(_endpoint(receiver.url))
    again = Delivery.objects.select_related("event", "endpoint__organisation").get()
    assert delivering._claim(delivery, NOW)
    assert not delivering._claim(again, NOW)


def test_the_sweeper_rings_for_what_is_due_and_not_twice(
    db: None, receiver: Receiver, rung: list[str]
) -> None:
    delivery = _published(_endpoint(receiver.url))
    assert delivering.sweep(now=NOW) == 0  # it was rung for at its commit
    later = NOW + timedelta(minutes=1)
    assert delivering.sweep(now=later) == 1
    assert delivering.sweep(now=later) == 0
    assert rung == [delivery.id]


def test_who_has_no_turn_comes_again(
    db: None, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns.Turns, "turn", lambda *_: nullcontext(False))
    delivery = _deliver(_published(_endpoint(receiver.url)))
    assert (delivery.attempts, receiver.requests) == (0, [])
    assert delivery.next_attempt_at == NOW + delivering.BUSY_PAUSE


def test_no_connection_is_kept_while_the_receiver_thinks(
    transactional_db: None, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    delivery, real = _published(_endpoint(receiver.url)), outbound.post

    def post(url: str, **how: Any) -> outbound.Answer:
        heard.append("sent")
        return real(url, **how)

    monkeypatch.setattr(outbound, "post", post)
    monkeypatch.setattr(connections["default"], "close", lambda: heard.append("closed"))
    assert _deliver(delivery).status == "delivered"
    assert heard == ["closed", "sent"]


def test_only_who_asked_is_told(db: None, receiver: Receiver) -> None:
    organisation = make_organisation(NOW)
    endpoint = _endpoint(receiver.url, organisation)
    services.change_endpoint(
        endpoint=endpoint, changes={"events": ["job.failed"]}, now=NOW, actor=ACTOR
    )
    wish = services.Wish(receiver.url, "", ("job.completed",))
    mine = services.listen_once(organisation=organisation, subject="job_1", wish=wish, now=NOW)
    services.listen_once(organisation=organisation, subject="job_2", wish=wish, now=NOW)
    _endpoint(receiver.url)  # somebody else's
    happening = Happening("job.completed", {}, job_id="job_1")
    publish(organisation=organisation, happening=happening, now=NOW)
    assert [delivery.endpoint_id for delivery in Delivery.objects.all()] == [mine.id]


def test_a_plan_without_webhooks_publishes_nothing(db: None, receiver: Receiver) -> None:
    organisation = make_organisation(NOW, "starter")
    _endpoint(receiver.url, organisation)
    publish(organisation=organisation, happening=Happening("job.failed", {}), now=NOW)
    assert not Delivery.objects.exists()


def test_old_events_are_forgotten(db: None, receiver: Receiver) -> None:
    delivery = _deliver(_published(_endpoint(receiver.url)))
    delivering.forget(now=NOW + delivering.KEPT)
    assert Delivery.objects.filter(id=delivery.id).exists()
    delivering.forget(now=NOW + delivering.KEPT + SECOND)
    assert not Delivery.objects.exists()
    assert Endpoint.objects.count() == 1
