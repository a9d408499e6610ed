"""The bodies of the routes about the organisation itself."""

from datetime import datetime
from typing import Any

from apps.accounts.models import ApiKey, AuditEntry, Member, Organisation
from apps.core.times import iso
from apps.usage import ledger
from apps.usage.models import DailyUsage
from apps.usage.periods import period_end, period_start


def key(row: ApiKey) -> dict[str, Any]:
    """A key without its secret. Its id is the public middle part of the key."""
    return {
        "id": row.prefix,
        "name": row.name,
        "scopes": row.scopes,
        "networks": row.networks,
        "member_id": row.member_id,
        "created_at": iso(row.created_at),
        "expires_at": iso(row.expires_at),
        "revoked_at": iso(row.revoked_at),
        "last_used_at": iso(row.last_used_at),
    }


def with_secret(row: ApiKey, secret: str) -> dict[str, Any]:
    """A key with its secret, which is shown at its making only."""
    return {**key(row), "key": secret}


def member(row: Member) -> dict[str, Any]:
    """A member."""
    return {
        "id": row.id,
        "email": row.user.email,
        "role": row.role,
        "created_at": iso(row.created_at),
    }


def audit_entry(row: AuditEntry) -> dict[str, Any]:
    """Who did what, when and from where."""
    return {
        "at": iso(row.at),
        "actor": row.actor,
        "action": row.action,
        "target": row.target,
        "address": row.address,
    }


def account(organisation: Organisation, now: datetime) -> dict[str, Any]:
    """The plan, and what is left of it in this period."""
    plan = organisation.plan
    left = ledger.available(organisation, now)
    return {
        "plan": plan.name,
        "credits_total": plan.credits,
        "credits_used": None if plan.credits is None else max(plan.credits - (left or 0), 0),
        "credits_remaining": left,
        "requests_per_minute": plan.requests_per_minute,
        "webhooks": plan.webhooks,
        "retention_seconds": int(plan.retention.total_seconds()),
        "max_file_bytes": plan.max_file_bytes,
        "period_start": iso(period_start(organisation.created_at, now)),
        "resets_at": iso(period_end(organisation.created_at, now)),
    }


def usage(row: DailyUsage) -> dict[str, Any]:
    """What one key did on one day."""
    return {
        "day": row.day.isoformat(),
        "service": row.service or None,
        "key_id": row.key or None,
        "calls": row.calls,
        "jobs": row.jobs,
        "credits": row.credits,
    }
