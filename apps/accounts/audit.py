"""The audit log: who did what to what, when and from where. Entries are only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from apps.accounts.models import AuditEntry, Organisation

ACTIONS: Mapping[str, str] = {
    "key.created": "an API key was made",
    "key.rotated": "an API key was replaced; the old one ends after the overlap",
    "key.revoked": "an API key was ended",
    "member.added": "a person became a member",
    "member.changed": "a member got another role",
    "member.removed": "a member was removed, and all keys with it",
    "plan.changed": "the organisation changed its plan",
    "candidate.deleted": "a candidate was erased, with its file",
    "candidate.merged": "a candidate was erased after what was known of it went to another",
    "position.deleted": "a position was erased, with its pipeline",
    "job.erased": "the files of a job were erased",
    "endpoint.created": "a webhook endpoint was made",
    "endpoint.changed": "a webhook endpoint was changed",
    "endpoint.rotated": "a webhook endpoint got a new secret",
    "endpoint.deleted": "a webhook endpoint was deleted",
    "endpoint.disabled": "a webhook endpoint was switched off after its failures",
}
"""Every action there is."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as the log names them, and from which address; None: from inside."""

    name: str
    address: str | None = None


OPERATOR = Actor("operator")
"""Whoever has a shell on the machine."""

SERVICE = Actor("service")
"""The service itself, by its own rules."""


def record(
    *, organisation: Organisation, actor: Actor, action: str, target: str, now: datetime
) -> None:
    """Write an entry. Call inside the transaction that does what it speaks of."""
    assert action in ACTIONS, action
    AuditEntry.objects.create(
        organisation=organisation,
        at=now,
        actor=actor.name,
        action=action,
        target=target,
        address=actor.address,
    )
