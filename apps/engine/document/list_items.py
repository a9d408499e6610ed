"""Blocks -> which of them go on with the list item above: wrapped lines without an indent."""

from collections.abc import Collection, Sequence

from apps.engine.document.markers import find_marker
from apps.engine.document.running_text import is_same_look
from apps.engine.model import Line, Style

WRAP_EM = 1.6  # em from the last line of an item to the next one at most
HANGING = 2.0  # points: a wrapped line begins no further left than the label of its item
NEAR_BLOCKS = 3  # so many blocks above and below tell how wide the text runs
SPARE_EM = 1.0  # em of room that may be left over at the end of a full line
SENTENCE_END = (".", "!", "?", ":", ";")

Block = tuple[Line, ...]


def wrapped_items(
    blocks: Sequence[Block], styles: Sequence[Style], headings: Collection[int]
) -> list[tuple[int, int]]:
    """The items that go on in the blocks below: first block, and the one behind the last.

    `styles` holds the main style of each block, `headings` the indices of those.
    """
    found: list[tuple[int, int]] = []
    for index in range(1, len(blocks)):
        start = found[-1][0] if found and found[-1][1] == index else index - 1
        if start in headings or index in headings or not is_same_look(styles[start], styles[index]):
            continue
        if _wraps(blocks[start], blocks[index - 1][-1], blocks[index], _edge(blocks, index)):
            if start != index - 1:
                found.pop()
            found.append((start, index + 1))
    return found


def _wraps(item: Block, above: Line, below: Block, edge: float) -> bool:
    """Whether a block goes on where the last line of an item, `above`, was full."""
    line, label = below[0], find_marker(item[0].text)
    if label is None or find_marker(line.text) or not _is_beneath(above, line):
        return False
    if line.box.left < item[0].box.left - HANGING:
        return False
    if above.text.endswith(SENTENCE_END) and not line.text[:1].islower():
        return False
    word = line.words[0]
    return above.box.right + word.box.width + SPARE_EM * word.style.size >= edge


def _is_beneath(above: Line, line: Line) -> bool:
    if (above.region, above.page) != (line.region, line.page) or line.hidden or line.furniture:
        return False
    drop = above.box.bottom - line.box.bottom
    return 0 < drop <= WRAP_EM * line.words[0].style.size and len(above.cells) == 1


def _edge(blocks: Sequence[Block], index: int) -> float:
    """How far the text around a block reaches to the right, points."""
    region = blocks[index][0].region
    near = blocks[max(0, index - NEAR_BLOCKS) : index + NEAR_BLOCKS + 1]
    return max(line.box.right for block in near for line in block if line.region == region)
