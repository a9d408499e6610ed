"""A sandbox whose children misbehave, and a small file for them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

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
