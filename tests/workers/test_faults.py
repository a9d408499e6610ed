"""A hundred submits while worker, web and broker are killed: every job ends done, exactly once."""

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.contract import RESUME_COST
from tests.servers.deployments import Settings, embedded, production, temporary_folder
from tests.servers.process import wait_for
from tests.servers.service import Service
from tests.servers.tenant import Tenant
from tests.workers.faults import Caller, CvCaller, Vandal, submitting

SUBMITS = 100
CALLERS = 4
SEED = 20260314
PAUSE = (0.3, 1.2)  # seconds between two kills
SECONDS_MOST = 180.0
QUIET_SECONDS = 0.3  # a caller's pause: the submits are to last as long as the kills

CVS = 60

ARTIFACTS = ["json", "markdown", "result", "resume", "text"]


@contextlib.contextmanager
def _production(folder: Path, settings: Settings) -> Iterator[Service]:
    """PostgreSQL that flushes every commit, as SQLite does."""
    with production(folder, settings, durable=True) as service:
        yield service


Start = Callable[[Path, Settings], contextlib.AbstractContextManager[Service]]
STARTS: dict[str, Start] = {"embedded": embedded, "production": _production}


@pytest.fixture(params=STARTS)
def victim(request: pytest.FixtureRequest) -> Iterator[Service]:
    """A service of its own: others would not like what happens to it."""
    with temporary_folder() as folder, STARTS[request.param](folder, {}) as service:
        yield service


def _rows(service: Service, sql: str) -> list[list[object]]:
    rows: list[list[object]] = service.ask("query(sql)", sql=sql)
    return rows


def _states(service: Service) -> dict[str, int]:
    return {str(state): int(str(count)) for state, count in _rows(service, STATES)}


STATES = "SELECT status, count(*) FROM jobs_job GROUP BY status"
MOVEMENTS = (
    "SELECT job_id, kind, credits FROM usage_ledgerentry "
    "WHERE job_id IS NOT NULL ORDER BY job_id, kind"
)
MADE = "SELECT job_id, format, key, size FROM jobs_artifact ORDER BY job_id, format"
SOURCES = "SELECT u.key FROM intake_upload u JOIN jobs_job j ON j.upload_id = u.id"


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_every_accepted_job_is_done_exactly_once(victim: Service) -> None:
    started = time.monotonic()
    with Tenant(victim) as tenant:
        caller = Caller(tenant, QUIET_SECONDS)
        with submitting(caller, SUBMITS, CALLERS):
            Vandal(victim, SEED).rampage(PAUSE)
        jobs = sorted(caller.accepted)
        assert len(set(jobs)) == SUBMITS

        left = SECONDS_MOST - (time.monotonic() - started)
        done = {"done": SUBMITS}
        assert wait_for(lambda: _states(victim) == done, left), _states(victim)

    assert _rows(victim, MOVEMENTS) == [
        movement for job in jobs for movement in ([job, "hold", -RESUME_COST], [job, "settle", 0])
    ]
    victim.ask("housekeeping.remove_orphans(now=timezone.now(), age=timedelta(0))")
    victim.ask("clean_spool(store().spool, 0)")  # an upload cut short is too young to go
    made = _rows(victim, MADE)
    assert [row[:2] for row in made] == [[job, name] for job in jobs for name in ARTIFACTS]
    keys = {str(row[2]) for row in made} | {str(key) for [key] in _rows(victim, SOURCES)}
    assert len(keys) == SUBMITS * (len(ARTIFACTS) + 1)
    assert set(victim.ask("files('')")) == keys
    sizes = {key: size for _, _, key, size in made}
    stored = dict(victim.ask("[[item.key, item.size] for item in store().list('jobs/')]"))
    assert {key: stored[key] for key in sizes} == sizes
    assert "add up" in victim.manage("audit_ledger")
    assert wait_for(victim.is_healthy)


FILLED = (
    "SELECT count(*), min(revision), max(revision), count(parsed_at), count(full_name) "
    "FROM candidates_candidate"
)
WORDS = "SELECT count(*), count(DISTINCT candidate_id) FROM candidates_candidatewords"
PAID = "SELECT kind, count(*) FROM usage_ledgerentry WHERE job_id IS NOT NULL GROUP BY kind"


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_every_candidate_is_filled_exactly_once(victim: Service) -> None:
    """Its columns come with the end of its job or not at all, whoever dies in between."""
    started = time.monotonic()
    with Tenant(victim) as tenant:
        caller = CvCaller(tenant, QUIET_SECONDS)
        with submitting(caller, CVS, CALLERS):
            Vandal(victim, SEED).rampage(PAUSE)
        assert len(set(caller.accepted)) == CVS
        left = SECONDS_MOST - (time.monotonic() - started)
        assert wait_for(lambda: _states(victim) == {"done": CVS}, left), _states(victim)
    assert _rows(victim, FILLED) == [[CVS, 1, 1, CVS, CVS]]
    assert _rows(victim, WORDS) == [[CVS, CVS]]
    assert sorted(_rows(victim, PAID)) == [["hold", CVS], ["settle", CVS]]
    sources = {f"candidates/{candidate}/source" for candidate in caller.accepted}
    victim.ask("candidate_housekeeping.remove_orphans(now=timezone.now(), age=timedelta(0))")
    assert set(victim.ask("files(prefix)", prefix="candidates/")) == sources
