"""A shell inside a deployment: expressions in on stdin, their values out on stdout, line by line.

A line in is a JSON list of an expression and the values of the names in it; a line out is
`{"value"}` or `{"error"}`. What an expression may name is `NAMES`.
"""

import contextlib
import sqlite3
import sys
from datetime import timedelta

import django
import orjson
from django.db import connection
from django.utils import timezone

import config  # noqa: F401  # names the settings module

django.setup()

from apps.accounts import services as accounts  # noqa: E402
from apps.api.models import IdempotencyRecord  # noqa: E402
from apps.candidates import housekeeping as candidate_housekeeping  # noqa: E402
from apps.core.storage import clean_spool, store  # noqa: E402
from apps.intake.models import Upload  # noqa: E402
from apps.jobs import housekeeping  # noqa: E402
from apps.jobs.models import Artifact, Job  # noqa: E402
from apps.usage.models import LedgerEntry  # noqa: E402


def issue_key(organisation: str, plan: str, days: int | None = None) -> str:
    """A key of the organisation, which is made if needed. `days`: when it expires."""
    now = timezone.now()
    key, _ = accounts.issue_key(
        organisation=accounts.ensure_organisation(name=organisation, plan_name=plan, now=now),
        name="test",
        now=now,
        expires_at=None if days is None else now + timedelta(days=days),
    )
    return key


def revoke_key(key: str) -> None:
    """End a key."""
    stored = accounts.authenticate(key=key, now=timezone.now())
    assert stored is not None
    accounts.revoke_key(key=stored, now=timezone.now())


def files(prefix: str = "jobs/") -> list[str]:
    """The keys of all stored objects below a prefix."""
    return [item.key for item in store().list(prefix)]


def spooled() -> list[str]:
    """What lies in the spool: uploads in flight, and where jobs are at work."""
    return [path.name for path in store().spool.iterdir()]


def strays() -> list[str]:
    """What lies in the store and belongs to no living job, or in the spool and to none at work.

    The files are listed before the jobs are: what is seen has been somebody's already.
    """
    stored, at_work = files(), spooled()
    living = set(Job.objects.exclude(status="expired").values_list("id", flat=True))
    working = set(Job.objects.filter(status="processing").values_list("id", flat=True))
    return [
        *(key for key in stored if key.split("/")[1] not in living),
        *(name for name in at_work if name.split(".")[0] not in working),
    ]


def is_writable() -> bool:
    """Whether nobody holds SQLite's one write lock; PostgreSQL has no such thing."""
    if connection.vendor != "sqlite":
        return True
    path = connection.settings_dict["NAME"]
    with contextlib.closing(sqlite3.connect(path, timeout=0.2, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
    return True


def movements(job: str) -> list[list[object]]:
    """The ledger of a job: kind and credits, in order."""
    rows = LedgerEntry.objects.filter(job_id=job).order_by("id")
    return [[row.kind, row.credits] for row in rows]


def counts(organisation: str) -> dict[str, int]:
    """How much an organisation has of everything that a refused request must not leave behind."""
    mine = {"organisation__name": organisation}
    return {
        "jobs": Job.objects.filter(**mine).count(),
        "uploads": Upload.objects.filter(**mine).count(),
        "movements": LedgerEntry.objects.filter(**mine, job_id__isnull=False).count(),
        "idempotency": IdempotencyRecord.objects.filter(**mine).count(),
    }


def query(sql: str) -> list[list[object]]:
    """The rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [list(row) for row in cursor.fetchall()]


NAMES: dict[str, object] = {
    thing.__name__.rpartition(".")[2]: thing
    for thing in (
        *(Artifact, Job, clean_spool, housekeeping, store, timezone, timedelta),
        *(issue_key, revoke_key, files, strays, is_writable, movements, counts, query),
    )
}
NAMES["candidate_housekeeping"] = candidate_housekeeping  # the other one of this name is of jobs


def main() -> None:
    """Answer until stdin ends."""
    for line in sys.stdin.buffer:
        expression, values = orjson.loads(line)
        try:
            answer: dict[str, object] = {"value": eval(expression, {**NAMES, **values})}
        except Exception as error:
            answer = {"error": repr(error)}
        sys.stdout.buffer.write(orjson.dumps(answer, default=str) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
