"""Verbs on members: add, change, remove. An organisation that had an owner keeps one."""

from datetime import datetime

from django.db import IntegrityError, transaction

from apps.accounts import audit
from apps.accounts.access import MAY_APPOINT, Role
from apps.accounts.audit import OPERATOR, Actor
from apps.accounts.models import Member, Organisation, User
from apps.core.errors import ApiError


def add_member(
    *,
    organisation: Organisation,
    email: str,
    role: Role,
    now: datetime,
    by: Role | None = None,
    actor: Actor = OPERATOR,
) -> Member:
    """Make a person a member. Raises ApiError `conflict` when it is one already."""
    refuse_appointment(by, role)
    try:
        with transaction.atomic():
            user = User.objects.filter(email=email.lower()).first()
            member = Member.objects.create(
                organisation=organisation,
                user=user or User.objects.create_user(email),
                role=role,
                created_at=now,
            )
            _record(member, actor, "member.added", now)
    except IntegrityError:
        raise ApiError("conflict", "This person is a member already.") from None
    return member


@transaction.atomic
def change_role(
    *, member: Member, role: Role, now: datetime, by: Role | None, actor: Actor
) -> Member:
    """Give a member another role; its keys follow at once."""
    refuse_appointment(by, Role(member.role), role)
    if role != Role.OWNER:
        _refuse_last_owner(member)
    member.role = role
    member.save(update_fields=["role"])
    _record(member, actor, "member.changed", now)
    return member


@transaction.atomic
def remove_member(*, member: Member, now: datetime, by: Role | None, actor: Actor) -> None:
    """Remove a member with all its keys, which end at once."""
    refuse_appointment(by, Role(member.role))
    _refuse_last_owner(member)
    _record(member, actor, "member.removed", now)
    member.delete()


def refuse_appointment(by: Role | None, *roles: Role) -> None:
    """Raise ApiError where `by` may not give, change or take these; None may: an operator's key."""
    if by is not None and not set(roles) <= MAY_APPOINT[by]:
        raise ApiError("api_access_disabled", f"A key of the role {by} cannot do this.")


def _refuse_last_owner(member: Member) -> None:
    Organisation.objects.select_for_update(no_key=True).get(pk=member.organisation_id)
    owners = Member.objects.filter(organisation=member.organisation_id, role=Role.OWNER)
    if member.role == Role.OWNER and owners.count() == 1:
        raise ApiError("conflict", "This is the last owner. Make somebody else an owner first.")


def _record(member: Member, actor: Actor, action: str, now: datetime) -> None:
    audit.record(
        organisation=member.organisation,
        actor=actor,
        action=action,
        target=f"{member.id} {member.role}",
        now=now,
    )
