"""The parse task writes what was asked for, and the same file gives the same bytes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import orjson
import pytest

from apps.engine import ENGINE_VERSION
from apps.engine.options import RESUME_OPTIONS, Options
from apps.sandbox import Outcome, ParseRequest, Sandbox
from apps.sandbox.tasks.parse import FILE_NAMES
from apps.sandbox.tasks.warm_up import small_resume

RESUME = ParseRequest(
    service="resume-parse",
    file_name="nora.pdf",
    options=RESUME_OPTIONS,
    as_of=date(2026, 1, 1),
    formats=tuple(FILE_NAMES),
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox("apps.sandbox.tasks.parse")
    yield sandbox
    sandbox.close()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.pdf"
    path.write_bytes(small_resume())
    return path


def _parse(sandbox: Sandbox, source: Path, name: str, request: ParseRequest) -> Outcome:
    out = source.parent / name
    out.mkdir()
    return sandbox.parse(source, out, request=request)


def test_a_resume_becomes_its_artifacts(sandbox: Sandbox, source: Path) -> None:
    outcome = _parse(sandbox, source, "out", RESUME)
    assert outcome.ok, outcome
    out = source.parent / "out"
    files = {*FILE_NAMES.values(), "resume.json", "evidence.json", "extraction.json"}
    assert {path.name for path in out.iterdir()} == files == set(outcome.value["files"])
    assert outcome.value["engine_version"] == ENGINE_VERSION
    assert (outcome.value["page_count"], outcome.value["pages"]) == (1, [1])
    assert "Nora Feldweg" in (out / "document.txt").read_text()
    assert orjson.loads((out / "document.json").read_bytes())["fileName"] == "nora.pdf"
    assert orjson.loads((out / "extraction.json").read_bytes())["as_of"] == "2026-01-01"


def test_a_document_has_no_resume(sandbox: Sandbox, source: Path) -> None:
    request = ParseRequest("parse-pdf", "a.pdf", Options(), date(2026, 1, 1), ("text",))
    assert _parse(sandbox, source, "out", request).value["files"] == ["document.txt"]


def test_the_same_file_gives_the_same_bytes(sandbox: Sandbox, source: Path) -> None:
    for name in ("first", "second"):
        assert _parse(sandbox, source, name, RESUME).ok
    for path in (source.parent / "first").iterdir():
        assert path.read_bytes() == (source.parent / "second" / path.name).read_bytes()


def test_a_request_survives_the_way() -> None:
    assert ParseRequest.from_json(RESUME.to_json()) == RESUME
