"""Who may ask: people, organisations, their members and API keys, and what was done by whom."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from apps.accounts.access import ALL_SCOPES, Role, Scope, effective
from apps.accounts.plans import Plan, plan_named
from apps.core.ids import new_id

LAST_USED_STEP = timedelta(minutes=1)
"""How exact `last_used_at` is: finer would cost a write for every request."""


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)  # without one, nobody can log in as this person
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **facts: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, by e-mail address. `is_staff`: an operator of the installation."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.email


class Organisation(models.Model):
    """A customer: the owner of keys, jobs and credits."""

    name = models.CharField(max_length=100, unique=True)
    plan_name = models.CharField(max_length=20)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def plan(self) -> Plan:
        return plan_named(self.plan_name)


def _new_member_id() -> str:
    return new_id("mem")


class MemberQuerySet(models.QuerySet["Member"]):
    def of(self, organisation: Organisation) -> "MemberQuerySet":
        """The organisation's own members, oldest first."""
        return self.filter(organisation=organisation).select_related("user").order_by("id")


class Member(models.Model):
    """A person in an organisation."""

    id = models.CharField(max_length=30, primary_key=True, default=_new_member_id)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=[(role, role) for role in Role])
    created_at = models.DateTimeField()

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "user"], name="one_membership_per_person"
            ),
        )

    def __str__(self) -> str:
        return self.id


def all_scopes() -> list[str]:
    """What a key may be used for where nothing else is said."""
    return sorted(ALL_SCOPES)


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def of(self, organisation: Organisation) -> "ApiKeyQuerySet":
        """The organisation's own keys, newest first."""
        own = self.filter(organisation=organisation)
        return own.select_related("member__user").order_by("-id")

    def usable(self, now: datetime) -> "ApiKeyQuerySet":
        """Keys neither revoked nor expired, and of nobody who was switched off."""
        alive = models.Q(expires_at=None) | models.Q(expires_at__gt=now)
        active = models.Q(member=None) | models.Q(member__user__is_active=True)
        return self.filter(alive, active, revoked_at=None)


class ApiKey(models.Model):
    """A key as stored: a public prefix to find it by, and the SHA-256 of the secret.

    `member` is whom it acts for, null where an operator made it. `networks` are the addresses it
    may be used from, in CIDR notation; none: from anywhere.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="keys")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="keys")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)  # hexadecimal SHA-256 of the whole key
    scopes = models.JSONField(default=all_scopes)
    networks = models.JSONField(default=list)
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

    @property
    def role(self) -> Role | None:
        """The role of the member it acts for; None for an operator's key, which may do all."""
        return Role(self.member.role) if self.member else None

    @property
    def allowed(self) -> frozenset[Scope]:
        """What it may be used for now."""
        return effective(self.scopes, self.role)


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def of(self, organisation: Organisation) -> "AuditQuerySet":
        """What was done in the organisation, the latest first."""
        return self.filter(organisation=organisation).order_by("-id")


class AuditEntry(models.Model):
    """One thing done: `actor` did `action` to `target`, from `address`."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    at = models.DateTimeField()
    actor = models.CharField(max_length=300)
    action = models.CharField(max_length=40)
    target = models.CharField(max_length=300)
    address = models.GenericIPAddressField(null=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["organisation", "-id"], name="audit_of_organisation"),)

    def __str__(self) -> str:
        return f"{self.action} {self.target}"
