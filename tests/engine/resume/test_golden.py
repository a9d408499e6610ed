"""Golden resumes (see tests/engine/golden.py): each says what a careful reader says it says."""

from functools import cache
from pathlib import Path

import pytest

from apps.engine.resume import Extraction, extract
from tests.engine.golden import Case, check_about, find_cases, with_faults
from tests.engine.resume.conftest import TODAY
from tests.engine.resume.evidence import unproven
from tests.engine.resume.outline import outline
from tests.engine.typed import read_typed

CASES = find_cases(Path(__file__).parent / "golden")
LANGUAGES = {"en", "de", "fr", "es", "pt", "it", "nl"}


@cache
def _read(case: Case) -> Extraction:
    return extract(read_typed(case.page), TODAY)


@pytest.mark.parametrize("case", with_faults(CASES))
def test_reads_as_a_careful_reader_would(case: Case) -> None:
    case.compare(outline(_read(case)))


def test_each_says_in_a_sentence_why_it_exists() -> None:
    check_about(CASES)


def test_every_value_is_proven() -> None:
    assert {str(case): missing for case in CASES if (missing := unproven(_read(case)))} == {}


def test_the_languages_promised_are_there() -> None:
    assert {_read(case).metadata["language"] for case in CASES} >= LANGUAGES
