"""Broken files end in a result or in an error of the catalogue, within the limits of the service,
and no worker is lost over them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from apps.core.errors import ERRORS
from apps.engine.options import RESUME_MAX_PAGES, RESUME_OPTIONS, Options
from apps.sandbox import (
    CHECK_LIMITS,
    PARSE_LIMITS,
    CheckRequest,
    Limits,
    Outcome,
    ParseRequest,
    Sandbox,
    get_sandbox,
)
from tests.sandbox.mutations import MUTATIONS, Mutant, mutants, sources

COUNT = 300
SEED = 20260314
AT_A_TIME = 2
FEW = COUNT // 10

RESUME = ParseRequest(
    service="resume-parse",
    file_name="resume.pdf",
    options=RESUME_OPTIONS,
    as_of=date(2026, 1, 1),
    formats=("json", "markdown"),
)
DOCUMENT = ParseRequest(
    service="parse-pdf",
    file_name="document.pdf",
    options=Options(use_struct_tree=True, table_method="cluster"),
    as_of=date(2026, 1, 1),
    formats=("json", "html", "text", "annotated_pdf", "tagged_pdf"),
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = get_sandbox("parse")
    yield sandbox
    sandbox.close()


def _pid(sandbox: Sandbox) -> int:
    """The process of the zygote."""
    assert sandbox._zygote is not None
    return sandbox._zygote.process.pid


class Answer(NamedTuple):
    """Whether a file became a document, and what was wrong with the outcomes on the way."""

    parsed: bool
    complaints: list[str]


def _send(sandbox: Sandbox, mutant: Mutant, number: int, folder: Path) -> Answer:
    """Check and parse a file as the service does: what the check refuses is never parsed."""
    source, out = folder / f"{number}.pdf", folder / f"{number}"
    source.write_bytes(mutant.data)
    outcome = sandbox.check(source, request=CheckRequest(None, RESUME_MAX_PAGES))
    wrong = _complaints(outcome, CHECK_LIMITS)
    if outcome.ok:
        out.mkdir()
        request = RESUME if number % 2 else DOCUMENT
        outcome = sandbox.parse(source, out, request=request)
        wrong += _complaints(outcome, PARSE_LIMITS)
    return Answer(outcome.ok, [f"{mutant.name}: {complaint}" for complaint in wrong])


def _complaints(outcome: Outcome, limits: Limits) -> list[str]:
    wrong = []
    if not outcome.ok and outcome.code not in ERRORS:
        wrong.append(f"the code {outcome.code} is not in the catalogue")
    if outcome.reason not in {None, "engine"}:
        wrong.append(f"{outcome.reason}: {outcome.detail}")
    if outcome.max_rss_bytes > limits.memory_bytes or outcome.seconds > limits.wall_seconds:
        wrong.append(f"{outcome.max_rss_bytes} bytes, {outcome.seconds:.1f} seconds")
    return wrong


def test_mutants_are_the_same_in_every_run() -> None:
    assert list(mutants(20, SEED)) == list(mutants(20, SEED))


def test_every_accident_changes_a_file() -> None:
    originals = set(sources().values())
    first = list(mutants(4 * len(MUTATIONS), SEED))
    assert sum(mutant.data in originals for mutant in first) <= len(first) // 10


def test_broken_files_end_in_an_answer_and_lose_no_worker(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.status()
    before = _pid(sandbox)
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        sent = [
            pool.submit(_send, sandbox, mutant, number, tmp_path)
            for number, mutant in enumerate(mutants(COUNT, SEED))
        ]
    answers = [job.result() for job in sent]
    assert [complaint for answer in answers for complaint in answer.complaints] == []
    assert FEW < sum(answer.parsed for answer in answers) < COUNT - FEW
    assert _pid(sandbox) == before
