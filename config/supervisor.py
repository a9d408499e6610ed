"""The embedded service in one command: broker, web, worker and scheduler, kept alive and in step.

`python -m config.supervisor`. The first API key and the line that it is ready go to stdout, one
line for each other event to stderr, what the programs say to DATA_DIR/log.
"""

import contextlib
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from config.broker import BrokerError, clean_up, start_broker
from config.env import ENV, ROOT, Env
from config.process import Child, Launcher, describe
from config.programs import programs, schedule_file

LOOK_SECONDS = 0.1
TRIM_SECONDS = 60.0
READY_SECONDS = 90.0  # a first start compiles nothing, but the machine may be busy
STOP_SECONDS = 10.0  # for jobs and requests under way; a job cut off is taken up at the next start
DEATHS_BEFORE_READY = 3
SETUP_SECONDS = 300.0


class StartError(Exception):
    """The service cannot start; the message is one sentence."""


class Stopped(Exception):
    """Somebody asked the service to stop before it was ready."""


class Supervisor:
    """Starts the service, watches it, stops it."""

    def __init__(self, env: Env, launcher: Launcher, port: int) -> None:
        self._env = env
        self._launcher = launcher
        self._port = port
        self._children: list[Child] = []
        self._stop = threading.Event()
        self._broker_folder = env.data_dir / "broker"

    def run(self) -> None:
        """Serve until a signal asks to stop. Raises StartError."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self._stop.set())
        try:
            self._start()
            self._await_ready()
            tell(f"Parselane is ready on http://{self._env.host}:{self._port}")
            self._watch()
        except Stopped:
            pass
        finally:
            self._end()
        note("stopped")

    def _watch(self) -> None:
        trimmed = time.monotonic()
        while not self._stop.wait(LOOK_SECONDS):
            self._look()
            if time.monotonic() - trimmed > TRIM_SECONDS:
                self._launcher.trim_logs()
                trimmed = time.monotonic()

    def _start(self) -> None:
        self._start_broker()
        self._manage("migrate", "--no-input", "--verbosity", "0")
        if key := self._manage("bootstrap"):
            note("this is the first API key; it is shown only now:")
            tell(key)
        schedule_file(self._env).parent.mkdir(parents=True, exist_ok=True)
        broker_url = self._launcher.environment.get("BROKER_URL", "")
        for program in programs(replace(self._env, broker_url=broker_url), self._port):
            self._adopt(
                Child(
                    program.name,
                    lambda p=program: self._launcher.start(p.name, p.command, p.nice),  # type: ignore[misc]
                )
            )

    def _start_broker(self) -> None:
        if not self._env.embedded_broker:
            return
        folder = self._broker_folder

        def start() -> "subprocess.Popen[bytes] | None":
            broker = start_broker(folder, launch=lambda c: self._launcher.start("broker", c))
            self._launcher.environment["BROKER_URL"] = broker.url
            return broker.process

        self._adopt(Child("broker", start))

    def _adopt(self, child: Child) -> None:
        if self._stop.is_set():
            raise Stopped
        try:
            child.start()
        except (BrokerError, OSError) as error:
            raise StartError(str(error)) from error
        self._children.append(child)

    def _manage(self, *words: str) -> str:
        """Run one of manage.py's commands to its end and return what it printed.

        Without Django's checks of the code: they load all of it, and are for the test suite.
        """
        if self._stop.is_set():
            raise Stopped
        log = self._launcher.log("setup")
        with log.open("ab") as errors:
            done = subprocess.run(  # noqa: S603 - our own command with our own settings
                [sys.executable, "manage.py", *words, "--skip-checks"],
                cwd=ROOT,
                env=self._launcher.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                timeout=SETUP_SECONDS,
                start_new_session=True,
                check=False,
            )
        if done.returncode:
            raise StartError(f"`manage.py {words[0]}` {describe(done.returncode)}; see {log}.")
        return done.stdout.decode().strip()

    def _look(self) -> None:
        for child in self._children:
            if ending := child.look():
                note(f"{child.name} {ending}; starting it again")
            if child.is_due():
                self._restart(child)

    def _restart(self, child: Child) -> None:
        try:
            child.start()
        except (BrokerError, OSError) as error:
            note(f"{child.name}: {error}")
            child.postpone()

    def _await_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not is_healthy(self._env.host, self._port):
            if self._stop.wait(LOOK_SECONDS):
                raise Stopped
            self._look()
            for child in self._children:
                if child.deaths >= DEATHS_BEFORE_READY:
                    log = self._launcher.log(child.name)
                    raise StartError(f"The {child.name} does not start; see {log}.")
            if time.monotonic() > deadline:
                raise StartError(f"The web did not answer in time; see {self._launcher.logs}.")

    def _end(self) -> None:
        """Stop all at once but the broker, which the worker still talks to while it ends."""
        deadline = time.monotonic() + STOP_SECONDS
        others = [child for child in self._children if child.name != "broker"]
        for group in (others, [child for child in self._children if child not in others]):
            for child in group:
                child.ask_to_stop()
            for child in group:
                child.wait_until_gone(deadline)
        clean_up(self._broker_folder)


def tell(line: str) -> None:
    """A line that somebody may want to read by program."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def note(line: str) -> None:
    """A line for whoever watches."""
    sys.stderr.write(f"parselane: {line}\n")
    sys.stderr.flush()


def is_healthy(host: str, port: int) -> bool:
    """Whether /healthz answers 200 within two seconds."""
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not bound here
    connection = http.client.HTTPConnection(address, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def hold_port(host: str, port: int) -> socket.socket:
    """Reserve the port, any free one for 0, so that it stays ours while the web is restarted.

    Raises StartError when somebody else listens there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:  # without SO_REUSEPORT: fails beside a listener
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            address = probe.getsockname()
        holder = socket.socket(family)
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # the web listens beside it
        holder.bind(address)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or "no such port"
        raise StartError(
            f"Cannot listen on {host}:{port} ({reason}); set PORT to another."
        ) from error
    return holder


@contextlib.contextmanager
def held_lock(data_dir: Path) -> Iterator[int]:
    """Hold the data folder for this service alone, its programs included.

    Raises StartError when another service runs on it, or when it cannot be written.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(data_dir / "supervisor.lock", flags, 0o600)
    except OSError as error:
        raise StartError(f"DATA_DIR {data_dir} cannot be used ({error.strerror}).") from error
    try:
        _lock(descriptor, data_dir)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield descriptor
    finally:
        os.close(descriptor)


def _lock(descriptor: int, data_dir: Path) -> None:
    deadline = time.monotonic() + STOP_SECONDS
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = os.pread(descriptor, 20, 0).decode() or "0"
            # The programs of a supervisor that was killed need a moment to end.
            if Path(f"/proc/{owner}").exists() or time.monotonic() > deadline:
                raise StartError(
                    f"Parselane already runs on {data_dir} (process {owner})."
                ) from None
            time.sleep(LOOK_SECONDS)


def main() -> int:
    """Run the service; the exit status is 0 after a stop that was asked for."""
    try:
        with held_lock(ENV.data_dir) as lock, hold_port(ENV.host, ENV.port) as holder:
            port = holder.getsockname()[1]
            environment = {
                **os.environ,  # noqa: TID251 - handed on unread, so that the programs get it too
                "PORT": str(port),
                "DATA_DIR": str(ENV.data_dir),
                "PYTHONUNBUFFERED": "1",
            }
            Supervisor(ENV, Launcher(environment, ENV.data_dir / "log", lock), port).run()
    except StartError as error:
        note(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
