"""Blocks -> which of them are headings, which belong together, and of which level."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from apps.engine.document.captions import is_caption, is_note
from apps.engine.document.heading_features import (
    DENIALS,
    HEADING,
    HEADING_MIN,
    Candidate,
    in_margin,
    may_be_heading,
)
from apps.engine.document.heading_text import has_values, heading_depth, is_capitals
from apps.engine.document.running_text import is_same_look
from apps.engine.geometry import overlap
from apps.engine.model import Box, Line, PageSize, Style
from apps.engine.scoring import reach

MANY = 3  # lines of one look in a row are labels; a heading and one below it may look alike
TWIN_MIN = HEADING_MIN - 2.5  # enough for what looks just like headings of the document
MAX_LEVEL = 6
WRAP_EM = 2.2  # em from line to line inside a heading at most
SAME_EDGE = 0.5  # em between the left edges of its lines at most, unless they are centred
NUMBER_LENGTH = 5  # signs: a first word so short may be a number that the lines hang from
SMALLER_LEVEL = 0.94  # of the size of the level above: what is larger is of the same level

Block = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What blocks are judged by: running text, the pages, and what stands on each of them."""

    body: Style
    pages: Mapping[int, PageSize] = field(default_factory=dict)
    pictures: Mapping[int, tuple[Box, ...]] = field(default_factory=dict)
    tables: Mapping[int, tuple[Box, ...]] = field(default_factory=dict)


class Found(NamedTuple):
    """A heading: the blocks from `start` up to `stop` (exclusive), and its level, 1 to 6."""

    start: int
    stop: int
    level: int


def find_headings(
    blocks: Sequence[Block], styles: Sequence[Style], setting: Setting
) -> list[Found]:
    """The headings in order. `styles` holds the main style of each block.

    Levels rank the styles of the headings of the document: larger first, bold before plain,
    capitals before mixed case.
    """
    edges = _edges(blocks, setting)
    candidates = {
        (start, stop): _candidate(start, stop, blocks, styles, setting, edges)
        for start, stop in _runs(blocks, styles, setting.body)
        if not (blocks[start][0].hidden or blocks[start][0].furniture)
        and may_be_heading(blocks[start], styles[start], setting.body)
    }
    found = _chosen(candidates)
    looks = [_look(blocks[start:stop], styles[start]) for start, stop in found]
    levels = _levels(looks)
    return [Found(*span, levels[look]) for span, look in zip(found, looks, strict=True)]


def _chosen(candidates: Mapping[tuple[int, int], Candidate]) -> list[tuple[int, int]]:
    """The spans of those that are headings, by themselves or as others of their look are."""
    sure = {
        span: reach(candidate, HEADING, HEADING_MIN) is not None
        for span, candidate in candidates.items()
    }
    votes: dict[Style, int] = {}
    for span, candidate in candidates.items():
        votes[candidate.style] = votes.get(candidate.style, 0) + (1 if sure[span] else -1)
    return [
        span
        for span, candidate in candidates.items()
        if sure[span] or (votes[candidate.style] >= 0 and _is_twin(candidate))
    ]


def _is_twin(candidate: Candidate) -> bool:
    """Whether a block may pass for a heading because those of its look are headings."""
    near = reach(candidate, HEADING, TWIN_MIN) is not None
    return near and not any(feature.holds(candidate) for feature in DENIALS)


def _edges(blocks: Iterable[Block], setting: Setting) -> dict[int, tuple[Line, ...]]:
    """The visible lines in the margins of each page."""
    found: dict[int, tuple[Line, ...]] = {}
    for line in (line for block in blocks for line in block):
        if line.hidden is None and in_margin(line.box, setting.pages.get(line.page)):
            found[line.page] = (*found.get(line.page, ()), line)
    return found


def _candidate(
    start: int,
    stop: int,
    blocks: Sequence[Block],
    styles: Sequence[Style],
    setting: Setting,
    edges: Mapping[int, tuple[Line, ...]],
) -> Candidate:
    lines = tuple(line for block in blocks[start:stop] for line in block)
    page = lines[0].page
    follows = stop < len(blocks) and _is_text_of(blocks[stop][0], page)
    return Candidate(
        lines=lines,
        style=styles[start],
        body=setting.body,
        before=blocks[start - 1] if start else (),
        before_style=styles[start - 1] if start else None,
        after=blocks[stop] if follows else (),
        after_style=styles[stop] if follows else None,
        stacked=_is_stacked(start, stop, blocks, styles, setting.tables.get(page, ())),
        edges=edges.get(page, ()),
        page=setting.pages.get(page),
        pictures=setting.pictures.get(page, ()),
        tables=setting.tables.get(page, ()),
    )


def _is_stacked(
    start: int,
    stop: int,
    blocks: Sequence[Block],
    styles: Sequence[Style],
    tables: Sequence[Box],
) -> bool:
    """Whether it is one of at least MANY blocks in a row that look alike."""
    count = 0
    for way in (range(start - 1, -1, -1), range(stop, len(blocks))):
        near = start
        for other in way:
            if not _is_like(start, other, blocks, styles) or (
                tables and _are_parted(blocks[near][0].box, blocks[other][0].box, tables)
            ):
                break
            near, count = other, count + 1
            if count >= MANY - 1:
                return True
    return False


def _are_parted(one: Box, other: Box, tables: Sequence[Box]) -> bool:
    """Whether a table stands between two lines."""
    low, high = sorted(((one.bottom + one.top) / 2, (other.bottom + other.top) / 2))
    return any(
        low < (table.bottom + table.top) / 2 < high
        and overlap(one.left, one.right, table.left, table.right) > 0
        for table in tables
    )


def _is_like(one: int, other: int, blocks: Sequence[Block], styles: Sequence[Style]) -> bool:
    return (
        _is_text_of(blocks[other][0], blocks[one][0].page)
        and len(blocks[other]) == 1
        and is_same_look(styles[one], styles[other])
        and styles[one].italic == styles[other].italic
        and is_capitals(blocks[other][0].text) == is_capitals(blocks[one][0].text)
    )


def _is_text_of(line: Line, page: int) -> bool:
    return line.page == page and not line.hidden and not line.furniture


def _runs(blocks: Sequence[Block], styles: Sequence[Style], body: Style) -> list[tuple[int, int]]:
    """The blocks, those that would be the lines of one heading taken together."""
    if not blocks:
        return []
    starts = [0]
    for index, (upper, lower) in enumerate(pairwise(blocks), 1):
        alike = is_same_look(styles[index - 1], styles[index])
        if not (alike and _stands_out(styles[index], body) and _goes_on(upper, lower)):
            starts.append(index)
    return list(pairwise([*starts, len(blocks)]))


def _stands_out(style: Style, body: Style) -> bool:
    return style.size > body.size and not is_same_look(style, body)


def _goes_on(upper: Block, lower: Block) -> bool:
    """Whether a line below is set as the next line of the same heading."""
    above, line = upper[-1], lower[0]
    size = line.words[0].style.size
    drop = above.box.bottom - line.box.bottom
    if above.page != line.page or above.region != line.region or not 0 < drop <= WRAP_EM * size:
        return False
    if above.text.endswith((".", ":", "!", "?")) or is_caption(line.text) or is_note(line.text):
        return False
    if line.text[:1].isdigit() or heading_depth(line.text) or has_values(above) or has_values(line):
        return False
    return _is_aligned(above, line.box, SAME_EDGE * size)


def _is_aligned(above: Line, line: Box, room: float) -> bool:
    """Whether a line is centred below another, or begins below its number or its first word."""
    centred = abs(above.box.left + above.box.right - line.left - line.right) <= 2 * room
    shared = overlap(above.box.left, above.box.right, line.left, line.right) > 0
    hangs = len(above.words[0].text) <= NUMBER_LENGTH
    starts = [word.box.left for word in above.words[: 1 + hangs]]
    return shared and (centred or any(abs(start - line.left) <= room for start in starts))


class _Look(NamedTuple):
    """What tells levels apart; sorts with the most important first.

    Sizes are negative points; `depth` counts the parts of the section number, 0 for none.
    """

    size: float
    plain: bool
    mixed: bool
    depth: int = 0


def _look(blocks: Sequence[Block], style: Style) -> _Look:
    capitals = all(line.text.isupper() for block in blocks for line in block)
    return _Look(-style.size, not style.bold, not capitals, heading_depth(blocks[0][0].text))


def _levels(looks: Iterable[_Look]) -> dict[_Look, int]:
    """The level of each look; sizes that hardly differ count as one."""
    steps: dict[float, float] = {}
    step = float("-inf")
    unique = sorted(set(looks))
    for look in unique:
        step = look.size if look.size > SMALLER_LEVEL * step else step
        steps[look.size] = step
    even = {look: look._replace(size=steps[look.size]) for look in unique}
    ranks = {look: _with_depth(rank, even.values()) for look, rank in even.items()}
    places = {
        rank: min(place, MAX_LEVEL) for place, rank in enumerate(sorted({*ranks.values()}), 1)
    }
    return {look: places[ranks[look]] for look in unique}


def _with_depth(look: _Look, looks: Iterable[_Look]) -> _Look:
    """A look without a section number counts as the least deep one of those that look like it."""
    if look.depth:
        return look
    alike = [other.depth for other in looks if other[:3] == look[:3] and other.depth]
    return look._replace(depth=min(alike, default=0))
