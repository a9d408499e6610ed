"""Blocks -> which of them go on with the block above: items wrapped without an indent,
paragraphs that a short line in mid-sentence seems to end, captions below their label."""

import re
from collections.abc import Collection, Sequence

from apps.engine.document.captions import is_bare_label, is_caption
from apps.engine.document.labels import is_labelled
from apps.engine.document.markers import find_marker
from apps.engine.document.running_text import is_same_look, is_same_size
from apps.engine.model import Line, Style

WRAP_EM = 1.6  # em from the last line of an item to the next one at most
HANGING = 2.0  # points: a wrapped line begins no further left than the label of its item
NEAR_BLOCKS = 3  # so many blocks above and below tell how wide the text runs
MOSTLY_FULL = 0.75  # of the width: shorter lines end a paragraph, whatever comes below
SPARE_EM = 1.0  # em of room that may be left over at the end of a full line
DIVIDED = re.compile(r"[^\W\d_]{2}[-‐]$")  # a word that goes on in the next line
SENTENCE_END = (".", "!", "?", ":", ";")

Block = tuple[Line, ...]


def continued_blocks(
    blocks: Sequence[Block], styles: Sequence[Style], headings: Collection[int]
) -> list[tuple[int, int]]:
    """Items and paragraphs that go on below: their first block, and the one behind the last.

    `styles` holds the main style of each block, `headings` the indices of those.
    """
    found: list[tuple[int, int]] = []
    for index in range(1, len(blocks)):
        start = found[-1][0] if found and found[-1][1] == index else index - 1
        if (
            start in headings
            or index in headings
            or not _is_beneath(blocks[index - 1][-1], blocks[index][0])
        ):
            continue
        if _is_split_caption(blocks[start], blocks[index], styles[start], styles[index]) or (
            is_same_look(styles[start], styles[index])
            and _goes_on(
                blocks[start], blocks[index - 1][-1], blocks[index][0], _edge(blocks, index)
            )
        ):
            if start != index - 1:
                found.pop()
            found.append((start, index + 1))
    return found


def _is_split_caption(label: Block, text: Block, label_style: Style, style: Style) -> bool:
    """Whether a block is the caption to a label that stands alone on the line above."""
    if len(label) > 1 or not is_bare_label(label[0].text) or is_caption(text[0].text):
        return False
    return is_same_size(label_style.size, style.size) and not find_marker(text[0].text)


def _goes_on(block: Block, above: Line, line: Line, edge: float) -> bool:
    """Whether a line goes on with a block whose last line is `above`; text runs up to `edge`."""
    if find_marker(line.text):
        return False
    if find_marker(block[0].text) or is_labelled(block[0]):
        return _wraps_item(block[0], above, line, edge)
    return _is_mid_sentence(above, line) and _share(above, edge) >= MOSTLY_FULL


def _wraps_item(item: Line, above: Line, line: Line, edge: float) -> bool:
    if line.box.left < item.box.left - HANGING:
        return False
    if above.text.endswith(SENTENCE_END) and not line.text[:1].islower():
        return False
    word = line.words[0]
    return above.box.right + word.box.width + SPARE_EM * word.style.size >= edge


def _is_mid_sentence(above: Line, line: Line) -> bool:
    """Whether one sentence runs over the end of a line."""
    aligned = line.box.left <= above.box.left + HANGING
    return aligned and line.text[:1].islower() and not above.text.endswith(SENTENCE_END)


def _share(line: Line, edge: float) -> float:
    """How much of the width from its left end to the edge a line fills, 0 to 1."""
    return line.box.width / max(edge - line.box.left, 0.1)


def _is_beneath(above: Line, line: Line) -> bool:
    if (above.region, above.page) != (line.region, line.page):
        return False
    if line.hidden or line.furniture or above.hidden or above.furniture:
        return False
    drop = above.box.bottom - line.box.bottom
    return 0 < drop <= WRAP_EM * line.words[0].style.size and (
        len(above.cells) == 1 or DIVIDED.search(above.text) is not None or is_labelled(above)
    )


def _edge(blocks: Sequence[Block], index: int) -> float:
    """How far the text around a block reaches to the right, points."""
    region = blocks[index][0].region
    near = blocks[max(0, index - NEAR_BLOCKS) : index + NEAR_BLOCKS + 1]
    return max(line.box.right for block in near for line in block if line.region == region)
