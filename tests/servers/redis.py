"""A Redis server that keeps its data in an append-only file."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import redis

from tests.servers.process import Server, find_program


class Redis(Server):
    """Listens on the loopback address."""

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> Sequence[str]:
        program = find_program("redis-server", "redis-server")
        options = {
            "--bind": "127.0.0.1",
            "--port": str(self.port),
            "--dir": str(self.data),
            "--appendonly": "yes",
            "--save": "",
            "--daemonize": "no",
        }
        return [program, *(word for option in options.items() for word in option)]

    def start(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        super().start()

    def answers(self) -> bool:
        try:
            with redis.Redis(port=self.port, socket_timeout=1) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def forget(self) -> None:
        """Delete all it has stored; what it holds in memory goes when it is killed."""
        shutil.rmtree(self.data)
        self.data.mkdir()
