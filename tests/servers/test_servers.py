"""The servers of the tests: they start on free ports, survive a kill with their data, and end."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from tests.servers.deployments import temporary_folder
from tests.servers.postgres import Postgres
from tests.servers.process import Server, ServerDidNotStart, ServerMissing, find_program, listens
from tests.servers.redis import Redis
from tests.servers.s3 import S3

SERVERS = (Postgres, Redis, S3)


@pytest.fixture
def folder() -> Iterator[Path]:
    with temporary_folder() as folder:
        yield folder


@pytest.mark.parametrize("kind", SERVERS)
def test_starts_ends_and_starts_again(folder: Path, kind: type[Server]) -> None:
    server = kind(folder / "server")
    try:
        for end in (server.kill, server.stop, server.stop):
            server.start()
            assert server.answers()
            end()
            assert not listens(server.port)
    finally:
        server.kill()


def test_postgres_keeps_what_was_committed_when_it_is_killed(folder: Path) -> None:
    server = Postgres(folder / "server", durable=True)
    try:
        server.start()
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
            server.kill()
        server.start()
        with psycopg.connect(server.url()) as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (1,)
    finally:
        server.stop()


@pytest.mark.parametrize("forget", [False, True])
def test_redis_keeps_its_messages_unless_told_to_forget(folder: Path, forget: bool) -> None:
    server = Redis(folder / "server")
    try:
        server.start()
        with redis.Redis(port=server.port) as client:
            client.config_set("appendfsync", "always")
            client.rpush("text", "job_1")
        server.kill()
        if forget:
            server.forget()
        server.start()
        with redis.Redis(port=server.port) as client:
            assert client.llen("text") == (0 if forget else 1)
    finally:
        server.stop()


def test_a_missing_program_names_its_package() -> None:
    with pytest.raises(ServerMissing, match="install the package no-such-package"):
        find_program("no-such-program", "no-such-package")


def test_a_server_that_ends_at_once_says_why(folder: Path) -> None:
    class Hasty(Server):
        def command(self) -> list[str]:
            return ["bash", "-c", "echo the reason; exit 1"]

    with pytest.raises(ServerDidNotStart, match="the reason"):
        Hasty(folder / "server").start()
