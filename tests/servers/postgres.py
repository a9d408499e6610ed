"""A PostgreSQL server with an empty data folder."""

import pwd
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psycopg

from tests.servers.process import Server, find_program

PACKAGE = "postgresql"
SUPERUSER = "parselane"
INITIAL = ("-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")


def _folders() -> list[Path]:
    """Where distributions put the programs that are not for everyday use, oldest first."""
    return sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: len(path.parts))


def _find(program: str) -> str:
    return find_program(program, PACKAGE, *_folders())


def _unprivileged() -> str:
    """Its own user where the package has made one."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class Postgres(Server):
    """Trusts everybody on the loopback address. `durable`: flush every commit, as in production."""

    stop_signal = signal.SIGINT  # fast shutdown: does not wait for clients
    orphan_signal = signal.SIGQUIT  # takes its own children with it

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        super().__init__(folder, user=_unprivileged())  # it refuses to run as root
        self.durable = durable

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, database: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgres://{SUPERUSER}@127.0.0.1:{self.port}/{database}"

    def command(self) -> Sequence[str]:
        settings = {
            "fsync": "on" if self.durable else "off",
            "synchronous_commit": "on" if self.durable else "off",
            "max_connections": "200",
            "shared_buffers": "64MB",
            "log_min_messages": "fatal",
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        address = ["-h", "127.0.0.1", "-p", str(self.port), "-k", ""]
        return [_find("postgres"), "-D", str(self.data), *address, *options]

    def start(self) -> None:
        if not self.data.exists():
            self._initialise()
        super().start()

    def _initialise(self) -> None:
        program = _find("initdb")
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.user:
            shutil.chown(self.folder, self.user)
        subprocess.run(
            [program, "-D", str(self.data), *INITIAL],
            check=True,
            capture_output=True,
            cwd=self.folder,
            user=self.user,
            group=pwd.getpwnam(self.user).pw_gid if self.user else None,
            extra_groups=[] if self.user else None,
        )

    def answers(self) -> bool:
        try:
            with psycopg.connect(self.url(), connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    def create(self, database: str) -> str:
        """Make an empty database; its address."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}"'.encode())
        return self.url(database)
