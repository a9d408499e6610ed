"""The rules of the house that a machine can check."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from django.core.management import call_command

from apps.core.queue import QUEUES, TASKS
from config.celery import app
from config.env import ENV, ROOT
from config.programs import programs

SOURCES = ("apps", "config", "workers", "tests")
LINES_MOST = 400
READER = Path("config/env.py")
ALLOWED = {
    Path("config/__init__.py"),  # names the settings module before Django is asked
    Path("config/supervisor.py"),  # hands the whole of it on to its programs, unread
    Path("apps/client/demo.py"),  # does the same with the service it starts
}


def _modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT)


def _reads_environment(tree: ast.AST) -> bool:
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "os"
        for alias in node.names
    }
    return bool((names | imported) & {"environ", "environb", "getenv"})


@pytest.mark.timeout(300)
def test_import_contracts_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_every_task_has_a_worker() -> None:
    app.loader.import_default_modules()
    registered = {name for name in app.tasks if not name.startswith("celery.")}
    assert registered == set(TASKS)


def test_every_queue_is_listened_to() -> None:
    commands = [program.command for program in programs(ENV, 0) if "--queues" in program.command]
    listened = [command[command.index("--queues") + 1].split(",") for command in commands]
    assert sorted(chain(*listened)) == sorted(QUEUES)


def test_the_scheduler_rings_for_the_tasks_with_a_clock() -> None:
    rung = {name: entry["schedule"] for name, entry in app.conf.beat_schedule.items()}
    assert rung == {name: task.every_seconds for name, task in TASKS.items() if task.every_seconds}


def test_no_migration_is_pending(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_django_finds_nothing_to_say() -> None:
    """The service starts without these checks."""
    call_command("check", fail_level="WARNING")


@pytest.mark.parametrize("folder", SOURCES)
def test_no_module_is_too_long(folder: str) -> None:
    lines = {
        path: len((ROOT / path).read_text(encoding="utf-8").splitlines())
        for path in _modules(folder)
    }
    assert {path: count for path, count in lines.items() if count > LINES_MOST} == {}


def test_only_one_module_reads_the_environment() -> None:
    readers = {
        path
        for path in _modules("apps", "config", "workers")
        if _reads_environment(ast.parse((ROOT / path).read_text(encoding="utf-8")))
    }
    assert READER in readers
    assert readers <= {READER, *ALLOWED}


@pytest.mark.parametrize("folder", ["apps", "config", "workers"])
def test_every_module_opens_with_a_sentence(folder: str) -> None:
    silent = [
        path
        for path in _modules(folder)
        if (text := (ROOT / path).read_text(encoding="utf-8"))
        and not ast.get_docstring(ast.parse(text))
    ]
    assert silent == []
