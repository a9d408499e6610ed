"""What plans cost: per submit, per delivery, per erased job. On the embedded service."""

import time

from tests.bench.report import Report
from tests.servers.deployments import embedded, temporary_folder
from tests.servers.service import Service
from tests.servers.tenant import Tenant
from tests.webhooks.receiver import running

ROUNDS = 500
DELIVERIES = 10_000
EXPIRED = 10_000
LONGEST = 300.0  # seconds, for the deliveries
MODULE = "__import__('tests.bench.corridor', fromlist=['corridor'])"


def bench(report: Report) -> None:
    """Measure on a service that runs for nothing else."""
    with temporary_folder() as folder, embedded(folder, {"WEBHOOK_ALLOW_PRIVATE": "1"}) as service:
        report.section("plans, embedded (SQLite FULL, Valkey, disk)")
        _submit(report, service)
        _deliveries(report, service)
        _erasure(report, service)


def _submit(report: Report, service: Service) -> None:
    with Tenant(service, "scale") as tenant:
        milliseconds, queries = service.ask(
            f"{MODULE}.submit_cost(key, rounds)", key=tenant.key, rounds=ROUNDS
        )
    report.figure("key, limit, idempotency and ledger of a submit", milliseconds, "ms")
    report.at_most("queries of these", queries, 6, "")


def _deliveries(report: Report, service: Service) -> None:
    with Tenant(service) as tenant, running() as receiver:
        service.ask(
            f"{MODULE}.make_deliveries(name, url, count)",
            name=tenant.name,
            url=receiver.url,
            count=DELIVERIES,
        )
        began = time.perf_counter()
        while len(receiver.requests) < DELIVERIES and time.perf_counter() - began < LONGEST:
            time.sleep(0.05)
        seconds = time.perf_counter() - began
        report.at_least("due deliveries sent", len(receiver.requests) / seconds, 100, "1/s")


def _erasure(report: Report, service: Service) -> None:
    with Tenant(service) as tenant, service.paused("scheduler"):
        service.ask(f"{MODULE}.make_expired(name, count)", name=tenant.name, count=EXPIRED)
        seconds = service.ask(f"{MODULE}.expire_all()")
    report.at_most(f"{EXPIRED:,} expired jobs erased", seconds, 60, "s")
