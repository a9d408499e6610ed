"""Every hostile file gets an accepted answer from the check, quickly and within its memory."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps.sandbox import CHECK_LIMITS, Sandbox

HOSTILE = Path(__file__).parents[3] / "shared" / "corpus" / "hostile"
MANIFEST = HOSTILE / "manifest.json"
CASES: list[dict[str, Any]] = json.loads(MANIFEST.read_text()) if MANIFEST.exists() else []

pytestmark = pytest.mark.skipif(
    not CASES, reason="the corpus of hostile files does not lie beside the repository"
)

RESUME_MAX_PAGES = 5


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox("apps.sandbox.tasks.check")
    yield sandbox
    sandbox.close()


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_check_answers_a_hostile_file(sandbox: Sandbox, case: dict[str, Any]) -> None:
    path = HOSTILE / case["file"]
    outcome = sandbox.check(path, page_range=None, max_pages=RESUME_MAX_PAGES)
    assert (outcome.code or "ok") in case["accept"]
    assert outcome.reason in {None, "engine"}  # the check itself is never overpowered
    assert outcome.max_rss_bytes < CHECK_LIMITS.memory_bytes / 4


def test_a_page_range_makes_a_long_file_acceptable(sandbox: Sandbox) -> None:
    outcome = sandbox.check(HOSTILE / "six_pages.pdf", page_range="1-5", max_pages=5)
    assert outcome.value == {"page_count": 6, "selected_pages": [1, 2, 3, 4, 5]}
