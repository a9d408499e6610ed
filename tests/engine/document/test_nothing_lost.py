"""From glyphs to nodes nothing is lost or doubled: the golden pages, letter by letter."""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.engine.model import (
    Caption,
    Document,
    Footnote,
    Furniture,
    Heading,
    Image,
    ListNode,
    Node,
    Paragraph,
    Table,
)
from apps.engine.options import RESUME_OPTIONS, Options
from apps.engine.render import to
from tests.engine.golden import Case, find_cases
from tests.engine.typed import LINK, read_typed

ENGINE = Path(__file__).parents[1]
CASES = find_cases(ENGINE / "document" / "golden") + find_cases(ENGINE / "resume" / "golden")
EVERYTHING = Options(table_method="cluster", keep_line_breaks=True, include_header_footer=True)

JOINED = {"long_table"}
"""Cases whose tables are written as one, without the header that the second page repeats."""
TAG = re.compile(r"<[^>]+>")


def _texts(nodes: Iterable[Node]) -> Iterator[str]:
    """Every text of the nodes, labels included."""
    for node in nodes:
        match node:
            case Heading() | Paragraph() | Caption() | Footnote():
                yield from (getattr(node, "label", ""), *node.text.lines)
            case ListNode():
                for item in node.items:
                    yield from (item.label, *item.text.lines, *_texts(item.kids))
            case Table():
                yield from _texts(kid for row in node.rows for c in row.cells for kid in c.kids)
            case Furniture():
                yield from _texts(node.kids)
            case Image():
                pass


def _letters(texts: Iterable[str]) -> Counter[str]:
    """Letters, digits and bullets, however often; raised figures as plain ones."""
    plain = unicodedata.normalize("NFKD", "".join(texts))
    return Counter(char for char in plain if char.isalnum())


@pytest.mark.parametrize("options", [EVERYTHING, RESUME_OPTIONS], ids=["all", "resume"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_letter_of_the_lines_is_in_the_tree_once(case: Case, options: Options) -> None:
    document: Document = read_typed(case.page, options)
    assert _letters(_texts(document.kids)) == _letters(line.text for line in document.lines)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_letter_typed_is_on_a_line_once(case: Case) -> None:
    lines = read_typed(case.page, EVERYTHING).lines
    assert _letters(line.text for line in lines) == _letters([LINK.sub(r"\1", case.page)])


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("case", [case for case in CASES if str(case) not in JOINED], ids=str)
def test_every_visible_letter_is_in_the_artifact_once(case: Case, form: str) -> None:
    document = read_typed(case.page, EVERYTHING)
    written = to(form, document, b"", EVERYTHING).decode()
    visible = (line.text for line in document.visible_lines())
    assert _letters([html.unescape(TAG.sub("", written))]) == _letters(visible)


BLOCKS = [
    block
    for case in CASES
    for block in re.split(r"\n(?:[ ]*\n)+", case.page.strip("\n"))
    if not re.search(r"^(===|[.]{3})", block, re.MULTILINE)
]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=7))
def test_no_mixture_loses_a_letter(blocks: list[str]) -> None:
    document = read_typed("\n\n".join(blocks) + "\n", EVERYTHING)
    typed = _letters(LINK.sub(r"\1", block) for block in blocks)
    assert _letters(line.text for line in document.lines) == typed
    assert _letters(_texts(document.kids)) == typed
