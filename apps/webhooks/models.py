"""Endpoints (where), events (what), deliveries (an event for an endpoint), attempts (one try)."""

from datetime import datetime

from django.db import models

from apps.accounts.models import Organisation
from apps.core.ids import new_id


def _new_endpoint_id() -> str:
    return new_id("ep")


def _new_delivery_id() -> str:
    return new_id("dlv")


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def of(self, organisation: Organisation) -> "EndpointQuerySet":
        """The endpoints that the organisation manages, newest first."""
        mine = self.filter(organisation=organisation, subject=None, deleted_at=None)
        return mine.order_by("-id")

    def listening(self, organisation: Organisation, subjects: list[str]) -> "EndpointQuerySet":
        """Whom an event about one of these jobs or batches may concern."""
        mine = self.filter(organisation=organisation, disabled_at=None, deleted_at=None)
        return mine.filter(models.Q(subject=None) | models.Q(subject__in=subjects))


class Endpoint(models.Model):
    """An address that wants to be told. `subject`: the one job or batch it was given with.

    Two secrets are good while one is being replaced: `previous_secret` until `previous_until`.
    `failing_since` is the first failure after the last success. A deleted endpoint listens no more
    but stays a while: whoever saw it before may still be writing a delivery for it.
    """

    id = models.CharField(max_length=30, primary_key=True, default=_new_endpoint_id)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    subject = models.CharField(max_length=32, null=True)
    url = models.CharField(max_length=2048)
    description = models.CharField(max_length=200, default="")
    events = models.JSONField()
    secret = models.CharField(max_length=120, default="")
    previous_secret = models.CharField(max_length=120, default="")
    previous_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_reason = models.CharField(max_length=20, default="")
    deleted_at = models.DateTimeField(null=True)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["organisation", "subject"], name="endpoints_listening"),)

    def __str__(self) -> str:
        return self.id

    @property
    def listens(self) -> bool:
        """Whether anything is sent there."""
        return self.disabled_at is None and self.deleted_at is None

    def secrets_at(self, now: datetime) -> list[str]:
        """The secrets to sign with, the newest first."""
        good = [self.secret]
        if self.previous_until is not None and now < self.previous_until:
            good.append(self.previous_secret)
        return [secret for secret in good if secret]


class Event(models.Model):
    """Something that happened, and the body that says so: frozen when it was written."""

    id = models.CharField(max_length=30, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    type = models.CharField(max_length=20)
    job_id = models.CharField(max_length=30, null=True)
    batch_id = models.CharField(max_length=32, null=True)
    body = models.BinaryField()
    created_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.id


class Status(models.TextChoices):
    PENDING = "pending"  # an attempt is due at `next_attempt_at`
    DELIVERED = "delivered"  # a 2xx came back
    FAILED = "failed"  # no attempt is left, or the endpoint is gone


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def of(self, organisation: Organisation) -> "DeliveryQuerySet":
        """The organisation's own deliveries, newest first."""
        own = self.filter(event__organisation=organisation, endpoint__deleted_at=None)
        return own.select_related("event", "endpoint").order_by("-id")

    def due(self, now: datetime) -> "DeliveryQuerySet":
        """Those whose next attempt should have begun, the longest waiting first."""
        waiting = self.filter(status=Status.PENDING, next_attempt_at__lte=now)
        return waiting.order_by("next_attempt_at")


class Delivery(models.Model):
    """An event on its way to an endpoint.

    While an attempt runs, `next_attempt_at` is when it counts as lost: at least once is promised.
    """

    id = models.CharField(max_length=30, primary_key=True, default=_new_delivery_id)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    ring_at = models.DateTimeField()  # when to ring again if nobody has come
    delivered_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=["next_attempt_at"],
                name="deliveries_due",
                condition=models.Q(status=Status.PENDING),
            ),
        )

    def __str__(self) -> str:
        return self.id


class Attempt(models.Model):
    """One try: the status that came back, or the word for why none did."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    status_code = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=40, default="")

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.number}"
