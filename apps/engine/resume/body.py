"""The rows under an entry's header in, its description and bullets out; wrapped lines rejoined."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.engine.resume.entries import INDENT, Fact, words_of
from apps.engine.resume.model import Span, join_spans
from apps.engine.resume.vocabulary.load import fold, members

FULL = 0.6
"""Of the next line's first word that would have to fit: less free space means the line was full."""
MIN_FULL_WORDS = 4
LABEL_WORDS = 4


@dataclass(frozen=True)
class Item:
    """A paragraph or list item of an entry's text."""

    span: Span
    signed: bool
    indented: bool


def read_items(facts: Sequence[Fact], right: float) -> tuple[Item, ...]:
    """The rows as items: each begins at a sign, or where the line above was not full."""
    items: list[Item] = []
    last: Fact | None = None
    for fact in facts:
        if _is_label(fact):
            last = None
            continue
        for span in (cell.span for cell in fact.row.cells):
            if items and last is not None and _goes_on(last, fact, items[-1], right):
                items[-1] = Item(join_spans(items[-1].span, span), items[-1].signed, items[-1].indented)
            else:
                items.append(Item(span, fact.bullet, fact.indented))
            last = fact
    return tuple(items)


def _is_label(fact: Fact) -> bool:
    text = fact.row.text
    return len(text.split()) <= LABEL_WORDS and fold(text) in members("labels", "duty")


def _goes_on(above: Fact, fact: Fact, item: Item, right: float) -> bool:
    if fact.bullet:
        return False
    if above is fact:
        return True
    text = above.row.text
    if text.endswith(("-", "‐", ",")) and fact.row.text[:1].islower():
        return True
    if item.signed:
        return not above.bullet or fact.left > above.row.line.box.left + 1 or _was_full(above, fact, right)
    if abs(fact.left - above.left) > INDENT and fact.left < above.left:
        return False
    return _was_full(above, fact, right)


def _was_full(above: Fact, fact: Fact, right: float) -> bool:
    """The next line's first word would not have fitted behind the line above."""
    if len(words_of(above.row.text)) < MIN_FULL_WORDS:
        return False
    if above.row.line.page != fact.row.line.page:
        return fact.row.text[:1].islower()
    word = fact.row.cells[0].span.words[0].box
    free = right - above.row.line.box.right
    return free < word.width + FULL * above.row.size and not (
        above.row.text.endswith(".") and fact.row.text[:1].isupper() and free > word.width
    )


def right_edge(facts: Sequence[Fact]) -> float:
    """How far the text of a section reaches."""
    return max((fact.row.line.box.right for fact in facts), default=0.0)


def split_items(items: Sequence[Item], section_signed: bool) -> tuple[list[Item], list[Item]]:
    """Which items describe the entry and which are its bullets.

    Signs decide; without signs in the whole section the indent does; without either, several
    items are bullets and a single one is a description.
    """
    if section_signed:
        plain = [item for item in items if not item.signed]
        return plain, [item for item in items if item.signed]
    if any(item.indented for item in items) and not all(item.indented for item in items):
        plain = [item for item in items if not item.indented]
        return plain, [item for item in items if item.indented]
    if all(item.indented for item in items) or len(items) > 1:
        return [], list(items)
    return list(items), []
