"""The lines of the regions -> blocks: lines that follow each other as one paragraph would.

A block is a paragraph, a heading or one list item: it ends at a wide gap, where size or weight
change, and where a new label begins.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from apps.engine.document.markers import find_marker
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
HANGING = 2.0  # points: a line further left than the text of an item does not belong to it


def group_blocks(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Number the blocks over the whole document; the order of the lines is kept."""
    leadings, edges = _leadings(lines), _right_edges(lines)
    large = TITLE_SIZE * median([main_style(line).size for line in lines])
    block = -1
    opener: Line | None = None
    numbered: list[Line] = []
    for index, line in enumerate(lines):
        above = numbered[-1] if numbered else None
        if (
            above is None
            or opener is None
            or _begins(opener, above, line, leadings)
            or (
                main_style(line).size < large and _ends_short(opener, above, line, edges[index - 1])
            )
        ):
            block, opener = block + 1, line
        numbered.append(replace(line, block=block))
    return tuple(numbered)


def split_blocks(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The lines of each block, in order."""
    return [tuple(group) for _, group in groupby(lines, key=lambda line: line.block)]


def main_style(line: Line) -> Style:
    """The style of most of the text of a line."""
    first = line.words[0].style
    if all(word.style is first for word in line.words):
        return first
    weights: dict[Style, int] = {}
    for word in line.words:
        weights[word.style] = weights.get(word.style, 0) + len(word.text)
    return max(weights, key=lambda style: weights[style])


def _leadings(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance of lines in each region, points."""
    drops: dict[int, list[float]] = {}
    for upper, lower in pairwise(lines):
        drop = upper.box.bottom - lower.box.bottom
        if upper.region == lower.region and 0 < drop < LOOSE_EM * main_style(lower).size:
            drops.setdefault(lower.region, []).append(drop)
    return {region: median(values) for region, values in drops.items()}


def _right_edges(lines: Sequence[Line]) -> list[float]:
    """How far the text around each line reaches to the right, points."""
    edges = []
    for index, line in enumerate(lines):
        near = lines[max(0, index - NEAR_LINES) : index + NEAR_LINES + 1]
        edges.append(
            max((o.box.right for o in near if _is_whole(o, line.region)), default=line.box.right)
        )
    return edges


def _is_whole(line: Line, region: int) -> bool:
    """Whether a line of the region is one piece of text, without a date at its right end."""
    return line.region == region and len(line.cells) == 1


def _ends_short(opener: Line, above: Line, line: Line, edge: float) -> bool:
    """Whether the first word of a line would still have found room on the line above."""
    if len(above.cells) > 1:
        return above.id != opener.id or find_marker(opener.text) is None
    if abs(line.box.left - _item_left(opener)) <= HANGING:
        return False
    if abs(above.box.left - line.box.left) > CENTRED_SHIFT * main_style(line).size:
        return False
    word = line.words[0]
    return above.box.right + word.box.width + SHORT_EM * word.style.size < edge


def _begins(opener: Line, above: Line, line: Line, leadings: dict[int, float]) -> bool:
    if _place(above) != _place(line) or find_marker(line.text):
        return True
    style, before = main_style(line), main_style(above)
    if abs(style.size - before.size) > SIZE_CHANGE * max(style.size, before.size):
        return True
    if _changes_weight(before, style, above, line):
        return True
    drop = above.box.bottom - line.box.bottom
    leading = leadings.get(line.region, 0.0)
    limit = max(LOOSE * leading, TIGHT_EM * style.size) if leading else LOOSE_EM * style.size
    if drop < 0 or drop > limit:
        return True
    return _leaves_item(opener, line)


def _place(line: Line) -> tuple[object, ...]:
    return line.region, line.page, line.hidden, line.furniture


def _changes_weight(before: Style, style: Style, above: Line, line: Line) -> bool:
    """Whether one of the two lines is bold throughout, or in capitals, and the other is not."""
    if before.bold == style.bold:
        return before.color != style.color and above.text.isupper() != line.text.isupper()
    bold = above if before.bold else line
    return all(word.style.bold for word in bold.words)


def _leaves_item(opener: Line, line: Line) -> bool:
    """Whether a line stands left of the text of the list item above it."""
    start = _item_left(opener)
    return line.box.left < start - HANGING and line.box.left <= opener.box.left + HANGING


def _item_left(opener: Line) -> float:
    """Where the text of a list item begins, points; minus infinity when there is no label."""
    marker = find_marker(opener.text)
    if marker is None:
        return float("-inf")
    length = 0
    for word in opener.words:
        if length >= len(marker.label):
            return word.box.left
        length += len(word.text)
    return opener.words[-1].box.left
