"""The Celery app: the broker is a doorbell, the jobs table the truth (docs/adr/005)."""

from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_process_init

from apps.core import log
from apps.core.queue import TASKS
from apps.core.storage import clear_spool
from apps.sandbox import START_SECONDS, get_sandbox
from config.env import ENV

WALL_SECONDS = int(ENV.longest_parse) + 60  # a task may also fetch, store and wait for a lock


def _transport_options(url: str) -> dict[str, Any]:
    if url.startswith("filesystem://"):
        folder = url.removeprefix("filesystem://")
        return {
            "polling_interval": 0.02,
            "data_folder_in": folder,
            "data_folder_out": folder,
            "control_folder": folder,
        }
    return {
        "visibility_timeout": 2 * WALL_SECONDS + 120,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 1,
        "socket_timeout": 10,
        "socket_keepalive": True,
        "health_check_interval": 10,
        # a submit must not wait for a broker that is away: without these it would, for six seconds
        "max_retries": 0,
        "interval_start": 0,
        "interval_step": 0,
        "interval_max": 0,
    }


def _broker_url() -> str:
    url = ENV.broker_url or "redis://localhost:6379/0"
    return "filesystem://" if url.startswith("filesystem://") else url


app = Celery(
    "parselane",
    broker=_broker_url(),
    include=[
        "workers.tasks.parse",
        "workers.tasks.positions",
        "workers.tasks.webhooks",
        "workers.tasks.housekeeping",
        "workers.tasks.candidates",
    ],
)
app.conf.update(
    broker_transport_options=_transport_options(ENV.broker_url),
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    task_default_queue="text",
    task_routes={name: {"queue": task.queue} for name, task in TASKS.items()},
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    result_backend=None,
    task_soft_time_limit=WALL_SECONDS + 30,
    task_time_limit=WALL_SECONDS + 60,
    task_publish_retry=False,
    worker_proc_alive_timeout=START_SECONDS + 60,  # else Celery kills what starts, again and again
    worker_prefetch_multiplier=1,
    worker_disable_prefetch=True,
    worker_max_tasks_per_child=2000,
    worker_max_memory_per_child=400_000,  # KiB
    worker_soft_shutdown_timeout=30,
    worker_hijack_root_logger=False,
    beat_schedule={
        name: {
            "task": name,
            "schedule": task.every_seconds,
            "options": {"expires": task.every_seconds},
        }
        for name, task in TASKS.items()
        if task.every_seconds
    },
)


@worker_process_init.connect
def _warm_sandbox(**_: object) -> None:
    """Start the pool child's sandbox before its first job, and refuse to work where it must not.

    It may have come in the place of one that was killed over a file.
    """
    clear_spool()
    get_sandbox("parse", require_network_isolation=ENV.require_network_isolation).status()


@setup_logging.connect
def _setup_logging(**_: object) -> None:
    """Keep Celery's hands off the logging: one JSON line per event, as everywhere."""
    log.configure(ENV.log_level)
