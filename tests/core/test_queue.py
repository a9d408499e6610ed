"""The doorbell: rings leave after the commit, and a broker that is away stops nobody."""

import pytest
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from apps.core import queue
from apps.sandbox import START_SECONDS
from config.celery import app
from tests.servers.process import free_port

AT_ONCE = ("max_retries", "interval_start", "interval_step", "interval_max")


@pytest.fixture
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens where the broker should be."""
    url = f"redis://127.0.0.1:{free_port()}/0"
    for name in ("broker_url", "broker_read_url", "broker_write_url"):
        monkeypatch.setitem(app.conf, name, url)


def test_a_ring_leaves_with_the_commit(
    db: None, rings: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        queue.send("parse.run", job_id="job_1")
        assert rings == []
    assert rings == ["job_1"]


def test_a_broker_that_is_away_is_forgiven(no_broker: None) -> None:
    """At once: a submit that waited for it to come back would keep its caller waiting too."""
    options = app.conf.broker_transport_options
    assert {options[name] for name in AT_ONCE} == {0}
    queue.ring("parse.run", job_id="job_1")


def test_a_broker_that_is_away_fails_the_check(no_broker: None) -> None:
    with pytest.raises((OSError, OperationalError)):
        queue.check()


def test_a_ring_for_an_unknown_task_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        queue.ring("parse.walk", job_id="job_1")


def test_a_child_of_the_pool_may_take_as_long_to_start_as_its_sandbox() -> None:
    """Celery kills one that is not up by then: it would never start on a busy machine."""
    assert app.conf.worker_proc_alive_timeout > START_SECONDS
