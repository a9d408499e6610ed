"""Golden documents (see tests/engine/golden.py): the tree of each is the one that eyes see."""

from pathlib import Path

import pytest

from apps.engine.options import Options
from tests.engine.document.outline import outline
from tests.engine.golden import Case, check_about, find_cases, with_faults
from tests.engine.typed import read_typed

CASES = find_cases(Path(__file__).parent / "golden")
OPTIONS = Options(table_method="cluster", keep_line_breaks=True, include_header_footer=True)


@pytest.mark.parametrize("case", with_faults(CASES))
def test_makes_the_tree_that_eyes_see(case: Case) -> None:
    case.compare(outline(read_typed(case.page, OPTIONS)))


def test_each_says_in_a_sentence_why_it_exists() -> None:
    check_about(CASES)
