"""The embedded broker starts on any folder, keeps its messages, and has its fallbacks."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from config import broker
from config.broker import Broker, BrokerError, clean_up, start_broker


@contextmanager
def _running(directory: Path) -> Iterator[redis.Redis]:
    started = start_broker(directory)
    assert started.process is not None
    path = started.url.removeprefix("redis+socket://")
    try:
        with redis.Redis(unix_socket_path=path) as client:
            yield client
    finally:
        started.process.kill()
        started.process.wait()
        clean_up(directory)
        assert not Path(path).parent.exists()


def test_messages_survive_a_killed_server(tmp_path: Path) -> None:
    with _running(tmp_path / "broker") as client:
        client.rpush("text", "job_1")
        client.config_set("appendfsync", "always")
        client.rpush("text", "job_2")
    with _running(tmp_path / "broker") as client:
        assert client.lrange("text", 0, -1) == [b"job_1", b"job_2"]


def test_a_server_whose_data_was_deleted_comes_back_empty(tmp_path: Path) -> None:
    with _running(tmp_path) as client:
        client.rpush("text", "job_1")
    for path in sorted(tmp_path.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    with _running(tmp_path) as client:
        assert client.llen("text") == 0


def test_a_server_that_cannot_read_its_data_starts_without(tmp_path: Path) -> None:
    """A full disk or a power cut may leave half of it."""
    with _running(tmp_path) as client:
        client.rpush("text", "job_1")
    [increment] = tmp_path.rglob("*.incr.aof")
    increment.unlink()
    with _running(tmp_path) as client:
        assert client.llen("text") == 0
        client.rpush("text", "job_2")


def test_a_deep_folder_still_has_a_short_private_socket(tmp_path: Path) -> None:
    directory = tmp_path / ("deep" * 20) / ("folder" * 20)
    with _running(directory) as client:
        path = Path(client.connection_pool.connection_kwargs["path"])
        assert len(os.fsencode(path)) < 108
        assert path.parent.stat().st_mode & 0o777 == 0o700
        assert client.config_get("port")["port"] == "0"


def test_no_server_at_all_means_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "_from_wheel", lambda: None)
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert start_broker(tmp_path) == Broker(f"filesystem://{tmp_path}", None)


def test_a_server_on_the_path_stands_in_for_the_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "_from_wheel", lambda: None)
    monkeypatch.setattr("shutil.which", {"redis-server": "/usr/bin/redis-server"}.get)
    assert broker.find_server() == Path("/usr/bin/redis-server")


def test_a_server_that_ends_at_once_is_told_in_one_sentence(tmp_path: Path) -> None:
    def launch(_: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(["false"])

    with pytest.raises(BrokerError, match="ended at once, with status 1"):
        start_broker(tmp_path, launch=launch)
    clean_up(tmp_path)
