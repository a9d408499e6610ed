"""Who may ask: organisations and their API keys."""

from datetime import datetime, timedelta

from django.db import models

from apps.accounts.plans import PLANS, Plan

LAST_USED_STEP = timedelta(minutes=1)
"""How exact `last_used_at` is: finer would cost a write for every request."""


class Organisation(models.Model):
    """A customer: the owner of keys, jobs and credits."""

    name = models.CharField(max_length=100, unique=True)
    plan_name = models.CharField(max_length=20, choices=[(name, name) for name in PLANS])
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def plan(self) -> Plan:
        return PLANS[self.plan_name]


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def usable(self, now: datetime) -> "ApiKeyQuerySet":
        """Keys that are neither revoked nor expired."""
        alive = models.Q(expires_at=None) | models.Q(expires_at__gt=now)
        return self.filter(alive, revoked_at=None)


class ApiKey(models.Model):
    """A key as stored: a public prefix to find it by, and the SHA-256 of the secret."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="keys")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)  # hexadecimal SHA-256 of the whole key
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    objects = ApiKeyQuerySet.as_manager()

    def __str__(self) -> str:
        return self.prefix

    def is_stale(self, now: datetime) -> bool:
        """Whether `last_used_at` is old enough to be written again."""
        return self.last_used_at is None or now - self.last_used_at > LAST_USED_STEP
