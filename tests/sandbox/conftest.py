"""A sandbox whose children misbehave, and a small file for them."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from apps.sandbox import Limits, Outcome, Sandbox
from apps.sandbox.host import Request

MISBEHAVING = "tests.sandbox.misbehaving"

LIMITS = Limits(
    memory_bytes=400 * 1024 * 1024,
    cpu_seconds=20,
    wall_seconds=30.0,
    file_bytes=1024 * 1024,
    open_files=16,
)
"""Wide: each test narrows the one limit it is about."""

Run = Callable[..., Outcome]


@pytest.fixture(scope="module")
def sandbox(monkeypatch_module: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    monkeypatch_module.setenv("DATABASE_PASSWORD", "a secret of the parent")
    sandbox = Sandbox(MISBEHAVING)
    yield sandbox
    sandbox.close()


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.pdf"
    path.write_bytes(b"words of the document")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    path = tmp_path / "out"
    path.mkdir()
    return path


@pytest.fixture
def run(sandbox: Sandbox, source: Path, out: Path) -> Run:
    """Run one misbehaving task; keywords narrow a limit."""

    def run(task: str, arguments: Mapping[str, Any] | None = None, **limits: Any) -> Outcome:
        request = Request(task, source, out, arguments or {}, replace(LIMITS, **limits))
        return sandbox.run(request)

    return run


def is_gone(pid: int) -> bool:
    """Whether a process ends soon."""

    def gone() -> bool:
        return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE

    return comes_true(gone)


def comes_true(condition: Callable[[], bool], patience: float = 20.0) -> bool:
    """Whether something becomes so while it is waited for."""
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
