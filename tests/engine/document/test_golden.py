"""Golden documents: a folder each, with the typed page, its tree as eyes see it, and why.

golden/<case>/about.md      one sentence: why this case exists
golden/<case>/page.txt      the pages, typed (see tests/engine/typed.py)
golden/<case>/expected.txt  the tree of what stands there (see outline.py)
golden/<case>/fault.md      only while the engine reads it wrong: what is wrong
"""

from pathlib import Path

import pytest

from apps.engine.options import Options
from tests.engine.document.outline import outline
from tests.engine.typed import read_typed

FOLDER = Path(__file__).parent / "golden"
CASES = sorted(path.parent.name for path in FOLDER.glob("*/page.txt"))
OPTIONS = Options(table_method="cluster", keep_line_breaks=True, include_header_footer=True)


def _case(name: str) -> object:
    fault = FOLDER / name / "fault.md"
    if not fault.exists():
        return name
    reason = " ".join(fault.read_text(encoding="utf-8").split())
    return pytest.param(name, marks=pytest.mark.xfail(reason=reason, strict=True))


def _text(case: str, file: str) -> str:
    return (FOLDER / case / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("case", [_case(name) for name in CASES])
def test_makes_the_tree_that_eyes_see(case: str) -> None:
    found = outline(read_typed(_text(case, "page.txt"), OPTIONS))
    assert found.splitlines() == _text(case, "expected.txt").splitlines()


@pytest.mark.parametrize("case", CASES)
def test_says_in_a_sentence_why_it_exists(case: str) -> None:
    about = _text(case, "about.md").strip()
    assert about.endswith(".")
    assert "\n\n" not in about
