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
    Footnote,
    Furniture,
    Heading,
    Image,
    ListNode,
    Node,
    Paragraph,
    Table,
)
from apps.engine.options import Options
from apps.engine.render import to
from tests.engine.golden import Case, find_cases
from tests.engine.typed import LINK, read_typed

ENGINE = Path(__file__).parents[1]
CASES = find_cases(ENGINE / "document" / "golden") + find_cases(ENGINE / "resume" / "golden")
EVERYTHING = Options(table_method="cluster", keep_line_breaks=True, include_header_footer=True)

JOINED = {"long_table"}
"""Cases whose tables are written as one, without the header that the second page repeats."""
LETTERS_AS_SIGNS = {"typed_signs"}
"""Cases with a letter for a bullet, which Markdown writes with a sign of its own."""
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


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_letter_is_on_a_line_in_the_tree_and_in_the_artifacts_once(case: Case) -> None:
    document = read_typed(case.page, EVERYTHING)
    typed = _letters([LINK.sub(r"\1", case.page)])
    assert _letters(line.text for line in document.lines) == typed
    assert _letters(_texts(document.kids)) == typed
    visible = _letters(line.text for line in document.visible_lines())
    for form in ("text", "markdown") if str(case) not in JOINED | LETTERS_AS_SIGNS else ():
        written = to(form, document, b"", EVERYTHING).decode()
        assert _letters([html.unescape(TAG.sub("", written))]) == visible, form


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
