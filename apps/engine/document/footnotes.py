"""Blocks -> which of them are notes at the foot of their page, their marks, and where those stand.

A note is weighed by its looks and its mark. It has to stand at the foot of its column: below it are
only other notes and the running foot of the page. Marks in tables refer to the notes of the table.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from apps.engine.document.captions import is_note
from apps.engine.document.running_text import is_same_size
from apps.engine.document.scripts import SIGNS
from apps.engine.geometry import overlap
from apps.engine.model import Box, Line, Word
from apps.engine.scoring import Feature, score

SMALL = 0.94  # of the size of running text, at most
RAISED_SIZE = 0.88  # of the size of the word beside it: no mark is larger
RAISED = 0.1  # em of that word: so far above its lower edge
RULE_REACH = 3.0  # em between the rule above the notes and the first of them
UPPER_PART = 0.5  # of the height of the page
LONGEST_MARK = 4
NOTE_GAP = 0.8  # em between the paragraphs of one note
NEEDED = 4.0
NO_FOOT = (False, False)
SAME_PLACE = 1.0  # points that the boxes of two lines may share
RAISED_SIGNS = frozenset(SIGNS.values())
STARS = "*†‡§¶#"
MARK = re.compile(
    rf"[(\[]?(?:[{''.join(sorted(RAISED_SIGNS))}]+|[{re.escape(STARS)}]{{1,3}}|\d{{1,3}}(?!\w))[)\]]?[.]?"
)
BETWEEN_MARKS = re.compile(r"[,;\s–-]+")
STAR_BEHIND = re.compile(
    rf"(?<=[^\W_]|[.,;:!?)”\"'])([{re.escape(STARS)}]{{1,3}})(?=$|[\s.,;:!?)])"
)
FLAT = str.maketrans({raised: sign for sign, raised in SIGNS.items()})


class Printed(NamedTuple):
    """A mark in front of a text: as printed, bare, and how much of the text it takes."""

    label: str
    mark: str
    length: int
    is_raised: bool


class FoundNote(NamedTuple):
    """A note: its units, the first of which has the mark, and the unit that refers to it."""

    units: tuple[int, ...]
    label: str
    length: int
    referenced_by: int | None


class Block(NamedTuple):
    """A unit of lines, or a table: `lines` is empty then.

    `can_be_note` is not true of tables, headings and captions.
    """

    unit: int
    page: int
    region: int
    box: Box
    size: float
    lines: tuple[Line, ...]
    can_be_note: bool


class Setting(NamedTuple):
    """What the blocks of a page are judged by."""

    height: float  # of the page, points
    rules: Sequence[Box]
    body: float  # size of running text, points


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block with its mark, that of the note above, and the units of the marks in the text."""

    block: Block
    printed: Printed
    above: Printed | None
    marks: Mapping[str, int]
    is_at_foot: bool  # of the page, not only of its column
    setting: Setting


def _is_small(note: Candidate) -> bool:
    return note.block.size <= SMALL * note.setting.body


def _is_referenced(note: Candidate) -> bool:
    return note.printed.mark in note.marks


def _has_raised_mark(note: Candidate) -> bool:
    return note.printed.is_raised


def _is_below_rule(note: Candidate) -> bool:
    box, size = note.block.box, note.block.size
    return any(
        -size <= rule.bottom - box.top <= RULE_REACH * size
        and overlap(rule.left, rule.right, box.left, box.right) > 0
        for rule in note.setting.rules
    )


def _counts_on(note: Candidate) -> bool:
    if note.above is None:
        return False
    before, mark = note.above.mark, note.printed.mark
    if mark.isdecimal() and before.isdecimal():
        return int(mark) == int(before) + 1
    return not mark.isdecimal() and not before.isdecimal()


def _has_more_below(note: Candidate) -> bool:
    return not note.is_at_foot


def _stands_high(note: Candidate) -> bool:
    return note.block.box.bottom > UPPER_PART * note.setting.height


FEATURES: Sequence[Feature[Candidate]] = (
    Feature("smaller than running text", 2, _is_small),
    Feature("mark stands in the text", 3, _is_referenced),
    Feature("mark is raised", 2, _has_raised_mark),
    Feature("below a rule", 1.5, _is_below_rule),
    Feature("counts on from the note above", 2, _counts_on),
    Feature("other text stands below", -2, _has_more_below),
    Feature("in the upper half of the page", -2, _stands_high),
)


def find_notes(blocks: Sequence[Block], settings: Mapping[int, Setting]) -> list[FoundNote]:
    """The notes of all pages. `settings` are those of each page by its number."""
    found: list[FoundNote] = []
    for page, setting in settings.items():
        found += _notes([block for block in blocks if block.page == page], setting)
    return found


def may_be_note(line: Line, size: float, body: float, height: float) -> bool:
    """Whether a text in letters of a size could be a note, by the line it begins with.

    Sizes of its letters and of running text, and the height of the page, in points.
    """
    if line.hidden or line.furniture:
        return False
    if line.text[0] in RAISED_SIGNS:
        return True
    if len(line.words) > 1 and _is_raised(line.words[0], line.words[1]):
        return True
    low = line.box.bottom <= UPPER_PART * height
    small = size <= SMALL * body or not line.text[0].isalnum()
    return low and small and printed_mark(line) is not None


def _notes(blocks: Sequence[Block], setting: Setting) -> Iterator[FoundNote]:
    """The notes of a page, each with the blocks that go on with it."""
    printed = {b.unit: mark for b in blocks if b.can_be_note and (mark := printed_mark(b.lines[0]))}
    like = {b.unit for b in blocks if b.can_be_note and b.size <= SMALL * setting.body} | {*printed}
    feet = {b.unit: _foots(b, blocks, like) for b in blocks if b.unit in printed}
    if not any(foots for foots, _ in feet.values()):
        return
    marks = _marks(blocks)
    note: FoundNote | None = None
    above: Printed | None = None
    near = blocks[0]
    for block in blocks:
        if block.region != near.region:
            above = None
        mark = printed.get(block.unit)
        is_more = above and not mark and block.unit in like
        foots = _foots(block, blocks, like) if is_more else feet.get(block.unit, NO_FOOT)
        if mark and foots[0] and _is_note(Candidate(block, mark, above, marks, foots[1], setting)):
            if note:
                yield note
            above = mark
            note = FoundNote((block.unit,), mark.label, mark.length, marks.get(mark.mark))
        elif note and above and foots[0] and not mark and _goes_on(block, near):
            note = note._replace(units=(*note.units, block.unit))
        else:
            above = None
        near = block
    if note:
        yield note


def _foots(block: Block, blocks: Sequence[Block], like: Container[int]) -> tuple[bool, bool]:
    """Whether a block stands at the foot of its region, and of the page.

    Below it are only units `like` notes then: small text, and text with marks.
    """
    others = [other for other in blocks if other.unit not in like and _is_below(other, block)]
    return all(other.region != block.region for other in others), not others


def _is_below(other: Block, block: Block) -> bool:
    return (
        other.box.top <= block.box.bottom + SAME_PLACE
        and overlap(other.box.left, other.box.right, block.box.left, block.box.right) > 0
    )


def _is_note(note: Candidate) -> bool:
    return score(note, FEATURES).total >= NEEDED


def _goes_on(block: Block, above: Block) -> bool:
    """Whether a block is more of the note above, and no source of a figure."""
    gap = above.box.bottom - block.box.top
    return (
        is_same_size(block.size, above.size)
        and gap <= NOTE_GAP * block.size
        and not is_note(block.lines[0].text)
    )


def printed_mark(line: Line) -> Printed | None:
    """The mark a line begins with; there has to be text behind it."""
    first = line.words[0]
    if len(line.words) > 1 and len(first.text) <= LONGEST_MARK and _is_raised(first, line.words[1]):
        return Printed(first.text, first.text.translate(FLAT), _length(line, first.text), True)
    match = MARK.match(line.text)
    if match is None or not line.text[match.end() :].strip():
        return None
    mark = match[0].strip("()[].").translate(FLAT)
    raised = not RAISED_SIGNS.isdisjoint(match[0])
    if mark.isdecimal() and not raised and not line.text[match.end()].isspace():
        return None
    return Printed(match[0], mark, _length(line, match[0]), raised)


def printed_label(text: str) -> tuple[str, int]:
    """The mark that the text of a note begins with, and how much of the text it takes."""
    match = MARK.match(text)
    if match is None or not text[match.end() :].strip():
        return "", 0
    return match[0], len(text) - len(text[match.end() :].lstrip())


def _length(line: Line, label: str) -> int:
    return len(line.text) - len(line.text[len(label) :].lstrip())


def _is_raised(word: Word, beside: Word) -> bool:
    """Whether a word is set small and high beside another one."""
    em = beside.style.size
    return (
        word.style.size <= RAISED_SIZE * em
        and word.box.bottom >= beside.box.bottom + RAISED * em
        and word.text.isalnum()
    )


def _marks(blocks: Iterable[Block]) -> dict[str, int]:
    """Every mark in a text, without being raised, and the unit it stands in first."""
    marks: dict[str, int] = {}
    for block in blocks:
        for line in block.lines:
            for mark in _marks_in(line):
                marks.setdefault(mark, block.unit)
    return marks


def _marks_in(line: Line) -> Iterator[str]:
    for before, word in pairwise(line.words):
        if not RAISED_SIGNS.isdisjoint(word.text) or _is_raised(word, before):
            yield from filter(None, BETWEEN_MARKS.split(word.text.translate(FLAT)))
    for match in STAR_BEHIND.finditer(line.text):
        yield match[1]
