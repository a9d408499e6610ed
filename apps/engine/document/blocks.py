"""The lines of the regions -> blocks: lines that follow each other as one paragraph would.

A block is a paragraph, a heading or one list item: it ends at a wide gap, where size or weight
change, and where a new label begins.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from apps.engine.document.markers import Marker, find_marker
from apps.engine.document.segment import main_style
from apps.engine.geometry import median
from apps.engine.model import Line, Style

LOOSE = 1.35  # times the usual leading of the region: a wider gap begins a block
TIGHT_EM = 1.45  # em: the lines of a heading are set no wider, whatever the text around it
LOOSE_EM = 1.9  # em: and so does this one, where there is no usual leading
SIZE_CHANGE = 0.12  # share by which the size of the text may differ inside a block
NEAR_LINES = 4  # so many lines above and below tell how wide the text runs
SHORT_EM = 1.0  # em of room that must be left over behind the word
CENTRED_SHIFT = 4.0  # em: lines that begin so far apart are centred or indented, not filled
TITLE_SIZE = 1.3  # times the usual size: the lines of a title end where it reads well
STRETCHED_EM = 1.0  # em: justified lines stretch their blanks no further
INDENT = (0.7, 3.5)  # em that the first line of a paragraph is set in
HANGING_EM = 1.0  # em that the other lines of an entry are set in, at least
SAME_EDGE = 1.0  # points
INITIAL = 1.5  # times the size of the text: a letter so large stands beside several lines
HANGING = 2.0  # points: a line further left than the text of an item does not belong to it


class _Row(NamedTuple):
    """A line with what is asked of it again and again."""

    line: Line
    style: Style
    marker: Marker | None


def group_blocks(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Number the blocks over the whole document; the order of the lines is kept."""
    seen = [_Row(line, _style(line), find_marker(line.text)) for line in lines]
    leadings, edges = _leadings(seen), _right_edges(lines)
    large = TITLE_SIZE * median([row.style.size for row in seen])
    block = -1
    opener: _Row | None = None
    numbered: list[Line] = []
    for index, row in enumerate(seen):
        if (
            opener is None
            or _begins(opener, seen[index - 1], row, leadings)
            or _is_indented(opener, seen[index - 1], row, seen[index + 1 : index + 2])
            or (
                row.style.size < large
                and _ends_short(opener, seen[index - 1].line, row, edges[index - 1])
            )
        ):
            block, opener = block + 1, row
        numbered.append(_in_block(row.line, block))
    return tuple(numbered)


def _in_block(line: Line, block: int) -> Line:
    """The line with its block; `replace` takes twice as long, and every line passes here."""
    return Line(
        line.id, line.page, line.box, line.words, line.text, line.region, block, line.hidden,
        line.furniture, line.cells, line.style, line.edge,
    )  # fmt: skip


def split_blocks(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The lines of each block, in order."""
    return [tuple(group) for _, group in groupby(lines, key=lambda line: line.block)]


def _style(line: Line) -> Style:
    return line.style or main_style(line.words)


def block_style(block: Sequence[Line]) -> Style:
    """The style of the longest line of a block."""
    return _style(block[0] if len(block) == 1 else max(block, key=lambda line: len(line.text)))


def _leadings(rows: Sequence[_Row]) -> dict[int, float]:
    """The usual distance of lines in each region, points."""
    drops: dict[int, list[float]] = {}
    for (upper, _, _), (lower, style, _) in pairwise(rows):
        drop = upper.box.bottom - lower.box.bottom
        if upper.region == lower.region and 0 < drop < LOOSE_EM * style.size:
            drops.setdefault(lower.region, []).append(drop)
    return {region: median(values) for region, values in drops.items()}


def _right_edges(lines: Sequence[Line]) -> list[float]:
    """How far the text around each line reaches to the right, points."""
    edges: list[float] = []
    for _, group in groupby(lines, key=attrgetter("region")):
        own = list(group)
        ends = [line.box.right if _is_whole(line) else float("-inf") for line in own]
        for index, line in enumerate(own):
            reach = max(ends[max(0, index - NEAR_LINES) : index + NEAR_LINES + 1])
            edges.append(reach if reach > float("-inf") else line.box.right)
    return edges


def _is_whole(line: Line) -> bool:
    """Whether a line is one piece of text, without a date at its right end."""
    return len(line.cells) == 1


def _is_justified(line: Line, edge: float) -> bool:
    """Whether a line only has blanks stretched wide, because it runs up to the edge of the text."""
    size = line.words[0].style.size
    gaps = [line.words[at].box.left - line.words[at - 1].box.right for at in line.cells[1:]]
    return line.box.right > edge - SHORT_EM * size and max(gaps) < STRETCHED_EM * size


def _ends_short(opener: _Row, above: Line, row: _Row, edge: float) -> bool:
    """Whether the first word of a line would still have found room on the line above."""
    line = row.line
    if not (_is_whole(above) or _is_justified(above, edge)):
        return above.id != opener.line.id or opener.marker is None
    if abs(line.box.left - _item_left(opener)) <= HANGING:
        return False
    if abs(above.box.left - line.box.left) > CENTRED_SHIFT * row.style.size:
        return False
    word = line.words[0]
    return above.box.right + word.box.width + SHORT_EM * word.style.size < edge


def _begins(opener: _Row, upper: _Row, lower: _Row, leadings: dict[int, float]) -> bool:
    above, before, _ = upper
    line, style, marker = lower
    if marker or not _is_same_place(above, line):
        return True
    if abs(style.size - before.size) > SIZE_CHANGE * max(style.size, before.size):
        return True
    if _changes_weight(before, style, above, line) or _is_slanted_title(opener, upper, lower):
        return True
    drop = above.box.bottom - line.box.bottom
    leading = leadings.get(line.region, 0.0)
    limit = max(LOOSE * leading, TIGHT_EM * style.size) if leading else LOOSE_EM * style.size
    if drop < 0 or drop > limit:
        return True
    return _leaves_item(opener, line) or _ends_hanging(opener, upper, lower)


def _is_indented(opener: _Row, upper: _Row, row: _Row, below: Sequence[_Row]) -> bool:
    """Whether a line is the first one of a paragraph, set in from the lines around it.

    The second line of an entry is set in as well: there the line above opens the block.
    """
    if upper.line.id == opener.line.id or not below:
        return False
    if not _is_same_place(row.line, below[0].line):
        return False
    left = upper.line.box.left
    indent = row.line.box.left - left
    return (
        INDENT[0] * row.style.size <= indent <= INDENT[1] * row.style.size
        and abs(below[0].line.box.left - left) <= SAME_EDGE
    )


def _ends_hanging(opener: _Row, upper: _Row, lower: _Row) -> bool:
    """Whether a line goes back to where a block began whose other lines are set in."""
    start, line = opener.line.box.left, lower.line
    if opener.line.words[0].style.size >= INITIAL * lower.style.size:
        return False
    hangs = upper.line.box.left - start > HANGING_EM * lower.style.size
    return hangs and abs(line.box.left - start) <= SAME_EDGE


def _is_same_place(above: Line, line: Line) -> bool:
    return (
        above.region == line.region
        and above.page == line.page
        and above.hidden == line.hidden
        and above.furniture == line.furniture
    )


def _changes_weight(before: Style, style: Style, above: Line, line: Line) -> bool:
    """Whether one of the two lines is bold throughout, or in capitals, and the other is not."""
    if before.bold == style.bold:
        return before.color != style.color and above.text.isupper() != line.text.isupper()
    bold = above if before.bold else line
    return all(word.style.bold for word in bold.words)


def _is_slanted_title(opener: _Row, upper: _Row, lower: _Row) -> bool:
    """Whether a block so far is one slanted line, and the next line is upright."""
    above = upper.line
    if not upper.style.italic or lower.style.italic or above.id != opener.line.id:
        return False
    return all(word.style.italic for word in above.words if word.text[:1].isalpha())


def _leaves_item(opener: _Row, line: Line) -> bool:
    """Whether a line stands left of the text of the list item above it."""
    start = _item_left(opener)
    return line.box.left < start - HANGING and line.box.left <= opener.line.box.left + HANGING


def _item_left(opener: _Row) -> float:
    """Where the text of a list item begins, points; minus infinity when there is no label."""
    if opener.marker is None:
        return float("-inf")
    length = 0
    for word in opener.line.words:
        if length >= len(opener.marker.label):
            return word.box.left
        length += len(word.text)
    return opener.line.words[-1].box.left
