"""Golden resumes: a folder each, with the typed page, what a careful reader says, and why.

golden/<case>/about.md      one sentence: why this case exists
golden/<case>/page.txt      the resume, typed (see tests/engine/typed.py)
golden/<case>/expected.md   what stands in it, read by eye (see outline.py)
golden/<case>/fault.md      only while the engine reads it wrong: what is wrong
"""

from functools import cache
from pathlib import Path

import pytest

from apps.engine.resume import Extraction, extract
from tests.engine.resume.conftest import TODAY
from tests.engine.resume.evidence import unproven
from tests.engine.resume.outline import outline
from tests.engine.typed import read_typed

FOLDER = Path(__file__).parent / "golden"
CASES = sorted(path.parent.name for path in FOLDER.glob("*/page.txt"))
LANGUAGES = {"en", "de", "fr", "es", "pt", "it", "nl"}


def _case(name: str) -> object:
    fault = FOLDER / name / "fault.md"
    if not fault.exists():
        return name
    reason = " ".join(fault.read_text(encoding="utf-8").split())
    return pytest.param(name, marks=pytest.mark.xfail(reason=reason, strict=True))


def _text(case: str, file: str) -> str:
    return (FOLDER / case / file).read_text(encoding="utf-8")


@cache
def _read(case: str) -> Extraction:
    return extract(read_typed(_text(case, "page.txt")), TODAY)


@pytest.mark.parametrize("case", [_case(name) for name in CASES])
def test_reads_as_a_careful_reader_would(case: str) -> None:
    assert outline(_read(case)).splitlines() == _text(case, "expected.md").splitlines()


@pytest.mark.parametrize("case", CASES)
def test_says_in_a_sentence_why_it_exists(case: str) -> None:
    about = _text(case, "about.md").strip()
    assert about.endswith(".")
    assert "\n\n" not in about


@pytest.mark.parametrize("case", CASES)
def test_every_value_is_proven(case: str) -> None:
    assert unproven(_read(case)) == []


def test_the_languages_promised_are_there() -> None:
    assert {_read(case).metadata["language"] for case in CASES} >= LANGUAGES
