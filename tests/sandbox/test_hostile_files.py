"""Every hostile file gets an accepted answer, from the check and from the parse, within limits."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from apps.engine.options import RESUME_MAX_PAGES, RESUME_OPTIONS
from apps.sandbox import CHECK_LIMITS, CheckRequest, ParseRequest, Sandbox

HOSTILE = Path(__file__).parents[3] / "shared" / "corpus" / "hostile"
MANIFEST = HOSTILE / "manifest.json"
CASES: list[dict[str, Any]] = json.loads(MANIFEST.read_text()) if MANIFEST.exists() else []

pytestmark = pytest.mark.skipif(
    not CASES, reason="the corpus of hostile files does not lie beside the repository"
)

ALL_CASES = pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
ONE_GIGABYTE = 1024**3

REQUEST = ParseRequest(
    service="resume-parse",
    file_name="resume.pdf",
    options=RESUME_OPTIONS,
    as_of=date(2026, 1, 1),
    formats=("json", "markdown", "text", "annotated_pdf"),
)


NO_PDF = {"unsupported_media_type", "corrupt_pdf", "corrupt_file", "invalid_request", "ok"}
"""A parse reads every format: that a file is no PDF is the check's to say, which comes before."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox("apps.sandbox.tasks.parse")
    yield sandbox
    sandbox.close()


@ALL_CASES
def test_check_answers_a_hostile_file(sandbox: Sandbox, case: dict[str, Any]) -> None:
    path = HOSTILE / case["file"]
    outcome = sandbox.check(path, request=CheckRequest(None, RESUME_MAX_PAGES))
    assert (outcome.code or "ok") in case["accept"]
    assert outcome.reason in {None, "engine"}  # the check itself is never overpowered
    assert outcome.max_rss_bytes < CHECK_LIMITS.memory_bytes / 4


@ALL_CASES
def test_parse_answers_a_hostile_file(
    sandbox: Sandbox, case: dict[str, Any], tmp_path: Path
) -> None:
    outcome = sandbox.parse(HOSTILE / case["file"], tmp_path, request=REQUEST)
    unchecked = NO_PDF if "invalid_pdf" in case["accept"] else set()
    assert (outcome.code or "ok") in {*case["accept"], *unchecked}
    assert outcome.max_rss_bytes < ONE_GIGABYTE


def test_a_page_range_makes_a_long_file_acceptable(sandbox: Sandbox) -> None:
    outcome = sandbox.check(HOSTILE / "six_pages.pdf", request=CheckRequest("1-5", 5))
    assert outcome.value["page_count"] == 6
    assert outcome.value["selected_pages"] == [1, 2, 3, 4, 5]
