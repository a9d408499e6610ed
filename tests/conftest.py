"""Options, markers and the fixtures that the whole suite shares: databases, services, storage."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import Settings

from apps.core import queue
from apps.core.storage import ArtifactStore, store
from tests.servers.deployments import DEPLOYMENTS, temporary_folder
from tests.servers.postgres import Postgres
from tests.servers.service import Service
from tests.servers.tenant import Tenant

NOW = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)
"""The present of the tests that pass the time as an argument."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="what the tests marked db run on inside this process",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "db: works on the database; run with both --database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark whatever uses the database; with PostgreSQL nothing else is run again."""
    for item in items:
        if "db" in getattr(item, "fixturenames", ()) or item.get_closest_marker("django_db"):
            item.add_marker("db")
        if "service" in getattr(item, "fixturenames", ()):
            item.add_marker("service")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """Put the database that was asked for in the place of the one in the settings."""
    if request.config.getoption("--database") == "postgres":
        request.getfixturevalue("in_process_postgres")


@pytest.fixture(scope="session")
def in_process_postgres() -> Iterator[None]:
    from config.settings import _postgres

    with temporary_folder() as folder:
        server = Postgres(folder / "postgres")
        try:
            server.start()
            given = connections.configure_settings({"default": _postgres(server.url())})
            databases = connections.settings
            databases["default"] = given["default"]
            del connections["default"]  # made for SQLite when the models were loaded
            yield
        finally:
            connections.close_all()
            server.stop()


@pytest.fixture(scope="session", params=tuple(DEPLOYMENTS))
def service(request: pytest.FixtureRequest) -> Iterator[Service]:
    """A running service, once per deployment; each test makes organisations of its own."""
    with temporary_folder() as folder, DEPLOYMENTS[request.param](folder, {}) as running:
        with Tenant(running) as first:
            first.done()  # the worker starts behind the web: no test is to wait for that
        yield running


@pytest.fixture
def storage(tmp_path: Path, settings: Settings) -> Iterator[ArtifactStore]:
    """The store of this process, empty and in a temporary folder."""
    settings.PARSELANE = replace(settings.PARSELANE, data_dir=tmp_path, storage_url="")
    store.cache_clear()
    yield store()
    store.cache_clear()


@pytest.fixture
def rings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the jobs that somebody rang for; nothing is published."""
    heard: list[str] = []
    monkeypatch.setattr(queue, "ring", lambda name, *, job_id: heard.append(job_id))
    return heard
