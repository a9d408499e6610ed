"""The programs of the embedded service: settings in, their command lines out."""

import sys
from dataclasses import dataclass
from pathlib import Path

from apps.core.queue import QUEUES, SLOW, WEBHOOKS
from config.env import Env

WORKER_NICE = 10
"""A burst of parsing must not slow down the answers of the web: the worker yields the processor."""

WEB_STOP_SECONDS = 3
"""For requests under way at a stop; long polls are cut off after it and simply ask again."""

SLOW_NICE = 15
"""Work of seconds takes what the others leave: whoever waits for a quick answer goes first. The
last nice value, 19, leaves it next to nothing on a machine that is always busy: no end of it."""

BACKLOG = 1024
RESPAWN_SECONDS = "0.2"
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")


@dataclass(frozen=True, slots=True)
class Program:
    """A command that is to run for as long as the service does. `nice` as of nice(2)."""

    name: str
    command: tuple[str, ...]
    nice: int = 0


def programs(env: Env, port: int) -> tuple[Program, ...]:
    """The programs in the order in which they start."""
    return (_web(env, port), _worker(env), _recognizer(env), _courier(env), _scheduler(env))


def _web(env: Env, port: int) -> Program:
    options = {
        "--interface": "wsgi",
        "--host": env.host,
        "--port": str(port),
        "--workers": str(_web_processes(env)),
        "--blocking-threads": str(env.web_threads),
        "--backlog": str(BACKLOG),
        "--workers-kill-timeout": str(WEB_STOP_SECONDS),
        "--respawn-interval": RESPAWN_SECONDS,
        "--log-level": "warning",
    }
    flags = ("--no-ws", "--no-access-log", "--respawn-failed-workers")
    return Program("web", (*_python("granian"), *_flat(options), *flags, "config.wsgi:application"))


def _web_processes(env: Env) -> int:
    """One where messages go through files: the rate limits are counted in its memory then."""
    return 1 if env.broker_url.startswith("filesystem://") else env.web_processes


def _worker(env: Env) -> Program:
    options = {
        "--pool": "prefork",
        "--concurrency": str(env.worker_processes),
        "--queues": ",".join(queue for queue in QUEUES if queue not in (WEBHOOKS, *SLOW)),
        "--loglevel": "warning",
    }
    return Program("worker", (*_celery("worker"), *_flat(options), *QUIET), nice=WORKER_NICE)


def _recognizer(env: Env) -> Program:
    """Reads pictures and converts: with processes of its own, it keeps no quick job waiting."""
    options = {
        "--pool": "prefork",
        "--concurrency": str(env.ocr_processes),
        "--queues": ",".join(SLOW),
        "--loglevel": "warning",
    }
    return Program("recognizer", (*_celery("worker"), *_flat(options), *QUIET), nice=SLOW_NICE)


def _courier(env: Env) -> Program:
    """Sends webhooks, from threads: receivers that hang may not keep a worker from parsing."""
    options = {
        "--pool": "threads",
        "--concurrency": str(env.webhook_threads),
        "--queues": WEBHOOKS,
        "--loglevel": "warning",
    }
    return Program("courier", (*_celery("worker"), *_flat(options), *QUIET), nice=WORKER_NICE)


def _scheduler(env: Env) -> Program:
    options = {"--schedule": str(schedule_file(env)), "--loglevel": "warning"}
    return Program("scheduler", (*_celery("beat"), *_flat(options)), nice=WORKER_NICE)


def schedule_file(env: Env) -> Path:
    """Where the scheduler remembers what it last rang for."""
    return env.data_dir / "scheduler" / "schedule"


def _python(module: str) -> tuple[str, ...]:
    return (sys.executable, "-m", module)


def _celery(verb: str) -> tuple[str, ...]:
    return (*_python("celery"), "--quiet", "--app", "config.celery", verb)


def _flat(options: dict[str, str]) -> tuple[str, ...]:
    return tuple(word for option in options.items() for word in option)
