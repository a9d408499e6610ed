"""The two deployments that the tests run against: the servers each needs, and its settings."""

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.servers.postgres import Postgres
from tests.servers.redis import Redis
from tests.servers.s3 import ACCESS_KEY, BUCKET, S3, SECRET_KEY
from tests.servers.service import Service

Settings = Mapping[str, str]


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that servers of other users can enter; gone at the end."""
    with tempfile.TemporaryDirectory(prefix="parselane-test-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextlib.contextmanager
def embedded(folder: Path, settings: Settings) -> Iterator[Service]:
    """SQLite, the embedded broker and files on disk: nothing is set at all."""
    with running(Service("embedded", folder, settings)) as service:
        yield service


@contextlib.contextmanager
def production(folder: Path, settings: Settings, *, durable: bool = False) -> Iterator[Service]:
    """PostgreSQL, Redis and an S3-compatible store."""
    postgres = Postgres(folder / "postgres", durable=durable)
    redis, s3 = Redis(folder / "redis"), S3(folder / "s3")
    with contextlib.ExitStack() as stack:
        for server in (postgres, redis, s3):
            stack.callback(server.stop)
            server.start()
        own = {
            "DATABASE_URL": postgres.create("parselane"),
            "BROKER_URL": redis.url,
            "STORAGE_URL": f"s3://{BUCKET}",
            "S3_ENDPOINT_URL": s3.endpoint,
            "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            "SECRET_KEY": "of-a-test-and-of-nothing-else-in-the-whole-world",
        }
        service = Service("production", folder, {**own, **settings})
        service.broker = redis
        yield stack.enter_context(running(service))


@contextlib.contextmanager
def running(service: Service) -> Iterator[Service]:
    """The service, started, and stopped whatever happens."""
    try:
        service.start()
        yield service
    finally:
        service.stop()


Deployment = Callable[[Path, Settings], contextlib.AbstractContextManager[Service]]
DEPLOYMENTS: Mapping[str, Deployment] = {"embedded": embedded, "production": production}
