"""The rows under an entry's header in, its description and bullets out; wrapped lines rejoined."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from apps.engine.resume.facts import INDENT, Fact
from apps.engine.resume.model import Span, join_spans
from apps.engine.resume.vocabulary.load import fold, members
from apps.engine.scoring import Feature, score

LABEL_WORDS = 4
BLANK = 0.3
"""Of the font size: a blank between words."""
HALF_EMPTY = 6.0
"""Font sizes of free room: a dozen letters would have fitted."""
MORE_SPACE = 1.5
"""Points: items stand this much further apart than the lines of one item."""


@dataclass(frozen=True)
class Item:
    """A paragraph or list item of an entry's text."""

    span: Span
    signed: bool
    indented: bool
    runs_on: bool = False  # behind the header of its entry


def read_items(facts: Sequence[Fact]) -> tuple[Item, ...]:
    """The rows as items: each begins at a sign, or where a row does not go on the one above."""
    items: list[Item] = []
    last: Fact | None = None
    plain = (fact.row for fact in facts if not fact.bullet and not fact.row.runs_on)
    tight = min((row.space for row in plain), default=0.0)
    for fact in facts:
        if _is_label(fact):
            last = None
            continue
        cells = fact.row.cells[1:] if fact.label == "duty" else fact.row.cells
        for span in (cell.span for cell in cells):
            if items and last is not None and _goes_on(last, fact, items[-1], tight):
                items[-1] = replace(items[-1], span=join_spans(items[-1].span, span))
            else:
                items.append(Item(span, fact.bullet, fact.indented, fact.row.runs_on))
            last = fact
    return tuple(items)


def _is_label(fact: Fact) -> bool:
    text = fact.row.text
    return len(text.split()) <= LABEL_WORDS and fold(text) in members("labels", "duty")


@dataclass(frozen=True)
class Pair:
    """A row of text and the one above it."""

    above: Fact
    below: Fact
    signed: bool  # the item above began at a sign
    tight: float  # the least space between rows of the entry


def is_full(pair: Pair) -> bool:
    """The first word below would not have fitted behind the row above."""
    if pair.above.row.line.page != pair.below.row.line.page:
        return True
    free = pair.above.row.edge - pair.above.row.line.box.right
    return free < pair.below.row.cells[0].span.words[0].box.width + BLANK * pair.above.row.size


def is_half_empty(pair: Pair) -> bool:
    """Much room was left on the row above."""
    free = pair.above.row.edge - pair.above.row.line.box.right
    return not is_full(pair) and free > HALF_EMPTY * pair.above.row.size


def ends_open(pair: Pair) -> bool:
    """The row above ends with a comma, a hyphen or a small word."""
    text = pair.above.row.text
    return text.endswith((",", "-", "‐", "/", "(", "&")) or fold(text.split()[-1]) in _small_words()


def hangs(pair: Pair) -> bool:
    """Further right than the row above, sign included."""
    return pair.below.left > pair.above.row.line.words[0].box.left + 1


def is_outdented(pair: Pair) -> bool:
    if pair.above.row.runs_on:
        return False  # its header stands left of it
    return pair.below.left < pair.above.left - INDENT and not (pair.signed and pair.above.bullet)


GOES_ON: tuple[Feature[Pair], ...] = (
    Feature("starts in lower case", +2, lambda p: p.below.row.text[:1].islower()),
    Feature("starts with a capital", -1.5, lambda p: p.below.row.text[:1].isupper()),
    Feature("the row above is full", +1.5, is_full),
    Feature("room was left above", -1.5, is_half_empty),
    Feature("the row above ends open", +3.5, ends_open),
    Feature("the row above ends a sentence", -1, lambda p: p.above.row.text.endswith((".", "!"))),
    Feature("under a signed item", +2.5, lambda p: p.signed),
    Feature("under the text of a sign", +1, lambda p: p.signed and hangs(p)),
    Feature("further left", -2.5, is_outdented),
    Feature("more space above", -2, lambda p: p.below.row.space > p.tight + MORE_SPACE),
)


@cache
def _small_words() -> frozenset[str]:
    return members("glue")


def _goes_on(above: Fact, fact: Fact, item: Item, tight: float) -> bool:
    if fact.bullet:
        return False
    return above is fact or score(Pair(above, fact, item.signed, tight), GOES_ON).total > 0


def split_items(items: Sequence[Item], section_signed: bool) -> tuple[list[Item], list[Item]]:
    """Which items describe the entry and which are its bullets.

    Signs decide; without signs in the whole section the indent does; without either, several
    items are bullets and a single one is a description.
    """
    told = [item for item in items if item.runs_on]
    if told:
        return told, [item for item in items if not item.runs_on]
    if section_signed:
        plain = [item for item in items if not item.signed]
        return plain, [item for item in items if item.signed]
    if _is_remark(items):
        return list(items[:1]), list(items[1:])
    if any(item.indented for item in items) and not all(item.indented for item in items):
        plain = [item for item in items if not item.indented]
        return plain, [item for item in items if item.indented]
    if all(item.indented for item in items) or len(items) > 1:
        return [], list(items)
    return list(items), []


def _is_remark(items: Sequence[Item]) -> bool:
    """Only the first item ends like a sentence: it describes, the others are bullets."""
    ends = [item.span.text.endswith(".") for item in items]
    return len(items) > 1 and ends[0] and not any(ends[1:])
