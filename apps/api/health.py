"""`/healthz` and `/api/health`: is every part of the service there?"""

from collections.abc import Callable
from dataclasses import asdict

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from kombu.exceptions import OperationalError

from apps.api import rate_limits
from apps.api.errors import read_only
from apps.api.renderers import JsonRenderer
from apps.core import queue
from apps.core.storage import store
from apps.engine import ENGINE_VERSION
from apps.engine.recognition import installed_languages
from apps.sandbox import SandboxUnavailable, get_sandbox


@read_only
def health(request: HttpRequest) -> HttpResponse:
    """200 while jobs can be taken, else 503. Without a broker they can: they wait in the table."""
    checks = {name: _passes(check) for name, check in CHECKS.items()}
    able = all(checks[name] for name in VITAL)
    body = {
        "status": "ok" if all(checks.values()) else "degraded" if able else "down",
        "engine_version": ENGINE_VERSION,
        "checks": {name: "ok" if passed else "failed" for name, passed in checks.items()},
        "rate_limits_unavailable": rate_limits.OUTAGE.uncounted,
        "sandbox": _protection() if checks["sandbox"] else None,
        "ocr": {"enabled": settings.OCR_ENABLED, "languages": installed_languages()},
    }
    return HttpResponse(
        JsonRenderer().render(body), status=200 if able else 503, content_type="application/json"
    )


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _sandbox() -> None:
    get_sandbox(
        "check", require_network_isolation=settings.PARSELANE.require_network_isolation
    ).status()


def _protection() -> dict[str, object]:
    return asdict(get_sandbox("check").status())


CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "storage": lambda: store().check(),
    "sandbox": _sandbox,
    "broker": queue.check,
    "rate_limits": rate_limits.check,
}
VITAL = ("database", "storage", "sandbox")


def _passes(check: Callable[[], None]) -> bool:
    try:
        check()
    except (DatabaseError, OSError, OperationalError, SandboxUnavailable):
        return False
    return True
