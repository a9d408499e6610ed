"""Files made to harm end in an answer within the limits, whatever is asked of them."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from apps.core.errors import ERRORS
from apps.engine.options import RESUME_OPTIONS, Options
from apps.sandbox import (
    CHECK_LIMITS,
    PARSE_LIMITS,
    CheckRequest,
    Limits,
    Outcome,
    ParseRequest,
    Sandbox,
)
from tests.sandbox.hostile import HOSTILE

AS_OF = date(2026, 1, 1)
REQUESTS = {
    "by tags": ParseRequest(
        service="parse-pdf",
        file_name="document.pdf",
        options=Options(use_struct_tree=True, table_method="cluster", include_header_footer=True),
        as_of=AS_OF,
        formats=("json", "markdown_with_images", "html", "text", "annotated_pdf", "tagged_pdf"),
    ),
    "by looks": ParseRequest(
        service="parse-pdf",
        file_name="document.pdf",
        options=Options(reading_order="off", sanitize=True),
        as_of=AS_OF,
        formats=("json", "markdown_with_html", "html", "text"),
    ),
    "as a resume": ParseRequest(
        service="resume-parse",
        file_name="resume.pdf",
        options=RESUME_OPTIONS,
        as_of=AS_OF,
        formats=("json", "markdown", "text", "annotated_pdf"),
    ),
}
FINE = ("encrypted_for_everybody", "huge_page", "oblique_page", "false_page_count")
"""Odd rather than broken: these must be read."""
AT_A_TIME = 2


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox("apps.sandbox.tasks.parse")
    yield sandbox
    sandbox.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("hostile")
    for name, build in HOSTILE.items():
        (folder / f"{name}.pdf").write_bytes(build())
    return sorted(folder.glob("*.pdf"))


def complaints(path: Path, outcome: Outcome, limits: Limits) -> list[str]:
    """Time and memory may run out; a child may not crash, and the answer must be a known one."""
    wrong = []
    if not outcome.ok and outcome.code not in ERRORS:
        wrong.append(f"{path.stem}: the code {outcome.code} is not in the catalogue")
    if outcome.reason == "crash" or (path.stem in FINE and not outcome.ok):
        wrong.append(f"{path.stem}: {outcome.code}, {outcome.detail}")
    if outcome.seconds > limits.wall_seconds + 1 or outcome.max_rss_bytes > limits.memory_bytes:
        wrong.append(f"{path.stem}: {outcome.seconds:.1f} s, {outcome.max_rss_bytes} bytes")
    return wrong


def all_complaints(files: list[Path], send: Callable[[Path], Outcome], limits: Limits) -> list[str]:
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        outcomes = list(pool.map(send, files))
    answers = zip(files, outcomes, strict=True)
    return [wrong for path, outcome in answers for wrong in complaints(path, outcome, limits)]


def test_checks_what_means_harm(sandbox: Sandbox, files: list[Path]) -> None:
    def send(path: Path) -> Outcome:
        return sandbox.check(path, request=CheckRequest(None, 500))

    assert all_complaints(files, send, CHECK_LIMITS) == []


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("asked", REQUESTS)
def test_answers_what_means_harm(
    sandbox: Sandbox, files: list[Path], asked: str, tmp_path: Path
) -> None:
    def send(path: Path) -> Outcome:
        out = tmp_path / path.stem
        out.mkdir()
        return sandbox.parse(path, out, request=REQUESTS[asked])

    assert all_complaints(files, send, PARSE_LIMITS) == []
