"""Endpoints that several change at once, and what becomes of a deleted one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import Settings

from apps.accounts.audit import Actor
from apps.core import outbound, queue
from apps.core.errors import ApiError
from apps.core.outbound import Answer
from apps.webhooks import delivering, services
from apps.webhooks.events import SUBSCRIBABLE
from apps.webhooks.models import Delivery, Endpoint
from apps.webhooks.publishing import Happening, deliver_to, publish
from tests.conftest import NOW
from tests.rows import make_organisation

ACTOR = Actor("test")
HAPPENING = Happening("job.completed", {"job_id": "job_1", "links": {}}, job_id="job_1")
SECOND = timedelta(seconds=1)
Facts = dict[str, object]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[str]:
    """The addresses that were called; each answers 200."""
    settings.PARSELANE = replace(settings.PARSELANE, webhook_allow_private=True)
    called: list[str] = []

    def post(url: str, **_: object) -> Answer:
        called.append(url)
        return Answer(200, b"")

    monkeypatch.setattr(outbound, "post", post)
    monkeypatch.setattr(queue, "ring", lambda *_, **__: None)
    return called


@pytest.fixture
def endpoint(db: None) -> Endpoint:
    return services.create_endpoint(
        organisation=make_organisation(NOW),
        url="https://hooks.example.com/",
        events=SUBSCRIBABLE,
        description="",
        now=NOW,
        actor=ACTOR,
    )


def _as_read(endpoint: Endpoint) -> Endpoint:
    """The row as a request read it, before somebody else changed it."""
    return Endpoint.objects.get(pk=endpoint.pk)


def _change(endpoint: Endpoint, changes: Facts) -> Endpoint:
    return services.change_endpoint(endpoint=endpoint, changes=changes, now=NOW, actor=ACTOR)


def _rotate(endpoint: Endpoint) -> str:
    hour = timedelta(hours=1)
    rotated = services.rotate_secret(endpoint=endpoint, overlap=hour, now=NOW, actor=ACTOR)
    return rotated.secret


def _delete(endpoint: Endpoint) -> None:
    services.delete_endpoint(endpoint=endpoint, now=NOW, actor=ACTOR)


def test_a_change_leaves_a_new_secret_alone(endpoint: Endpoint) -> None:
    stale = _as_read(endpoint)
    shown = _rotate(endpoint)
    _change(stale, {"description": "for the team"})
    assert _as_read(endpoint).secret == shown


def test_a_change_switches_nothing_on(endpoint: Endpoint) -> None:
    stale = _as_read(endpoint)
    delivering.disable(endpoint=endpoint, reason="gone", now=NOW)
    assert _change(stale, {"description": "for the team"}).disabled_reason == "gone"
    assert _as_read(endpoint).disabled_at == NOW


def test_of_two_rotations_both_secrets_are_good(endpoint: Endpoint) -> None:
    stale = _as_read(endpoint)
    first, second = _rotate(endpoint), _rotate(stale)
    assert _as_read(endpoint).secrets_at(NOW) == [second, first]


def test_what_is_deleted_stays_deleted(endpoint: Endpoint) -> None:
    stale = _as_read(endpoint)
    _delete(endpoint)
    for verb in (lambda: _change(stale, {"description": "a"}), lambda: _rotate(stale)):
        with pytest.raises(ApiError) as refused:
            verb()
        assert refused.value.code == "not_found"
    with pytest.raises(ApiError):
        _delete(stale)
    assert not Endpoint.objects.of(endpoint.organisation).exists()


def test_a_delivery_for_an_endpoint_deleted_meanwhile_hurts_nobody(
    endpoint: Endpoint, sent: list[str]
) -> None:
    """Somebody ends a job, has read who listens, and writes after the endpoint was deleted."""
    listening = list(Endpoint.objects.listening(endpoint.organisation, ["job_1"]))
    _delete(endpoint)
    [delivery] = deliver_to(
        listening, organisation=endpoint.organisation, happening=HAPPENING, now=NOW
    )
    connection.check_constraints()
    delivering.deliver(delivery_id=delivery.id, clock=lambda: NOW)
    assert Delivery.objects.get(pk=delivery.pk).status == "failed"
    assert not sent
    assert not Delivery.objects.of(endpoint.organisation).exists()


def test_a_deleted_endpoint_hears_nothing(endpoint: Endpoint, sent: list[str]) -> None:
    _delete(endpoint)
    publish(organisation=endpoint.organisation, happening=HAPPENING, now=NOW)
    assert not Delivery.objects.exists()


def test_a_deleted_endpoint_is_erased_with_its_deliveries(
    endpoint: Endpoint, sent: list[str]
) -> None:
    publish(organisation=endpoint.organisation, happening=HAPPENING, now=NOW)
    _delete(endpoint)
    delivering.forget(now=NOW + delivering.DELETED_KEPT)
    assert Endpoint.objects.exists()
    delivering.forget(now=NOW + delivering.DELETED_KEPT + SECOND)
    assert not Endpoint.objects.exists()
    assert not Delivery.objects.exists()


def test_the_address_given_with_a_job_is_erased_after_a_month(endpoint: Endpoint) -> None:
    wish = services.Wish("https://once.example.com/", "", SUBSCRIBABLE)
    services.listen_once(
        organisation=endpoint.organisation, subject="job_1", wish=wish, now=NOW - SECOND
    )
    month_later = NOW + delivering.KEPT
    delivering.forget(now=month_later)
    assert list(Endpoint.objects.listening(endpoint.organisation, ["job_1"])) == [endpoint]
    delivering.forget(now=month_later + delivering.DELETED_KEPT + SECOND)
    assert list(Endpoint.objects.all()) == [endpoint]
