"""The lines of a region -> blocks: lines that follow each other as one paragraph would."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from apps.engine.geometry import median
from apps.engine.model import Line

LOOSE = 1.35  # times the usual leading of the region: a wider gap begins a block
LOOSE_EM = 1.9  # em: and so does this one, where there is no usual leading
SIZE_CHANGE = 0.12  # share by which the size of the text may differ inside a block


def group_blocks(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Number the blocks over the whole document; the order of the lines is kept."""
    leading = _leadings(lines)
    block = -1
    numbered: list[Line] = []
    for line in lines:
        if not numbered or _begins(numbered[-1], line, leading.get(line.region, 0.0)):
            block += 1
        numbered.append(replace(line, block=block))
    return tuple(numbered)


def main_size(line: Line) -> float:
    """The size of most of the text of a line, points."""
    return max(line.words, key=lambda word: len(word.text)).style.size


def _leadings(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance of lines in each region, points."""
    drops: dict[int, list[float]] = {}
    for upper, lower in pairwise(lines):
        drop = upper.box.bottom - lower.box.bottom
        if upper.region == lower.region and 0 < drop < LOOSE_EM * main_size(lower):
            drops.setdefault(lower.region, []).append(drop)
    return {region: median(values) for region, values in drops.items()}


def _begins(above: Line, line: Line, leading: float) -> bool:
    if (above.region, above.page, above.hidden) != (line.region, line.page, line.hidden):
        return True
    size, before = main_size(line), main_size(above)
    if abs(size - before) > SIZE_CHANGE * max(size, before):
        return True
    drop = above.box.bottom - line.box.bottom
    return drop < 0 or drop > (LOOSE * leading if leading else LOOSE_EM * size)
