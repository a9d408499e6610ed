"""Blocks -> the style running text is set in, which headings stand out from."""

from collections.abc import Sequence

from apps.engine.model import Line, Style

PLAIN = Style("", 10.0, False, False, (0.0, 0.0, 0.0))
PROSE_WORDS = 5  # a line of running text has so many, labels and figures have fewer
PROSE_WEIGHT = 3  # such a line tells so many times more than another one of its length
MOSTLY_TABLES = 4  # times the text outside of tables: then headings stand out from the tables
SAME_SIZE = 0.06  # share by which sizes of one text may differ: fitted text varies that much


def body_style(
    blocks: Sequence[tuple[Line, ...]],
    styles: Sequence[Style],
    cells: Sequence[tuple[Line, ...]] = (),
) -> Style:
    """The style most of the visible text is set in, prose before labels.

    `styles` holds the main style of each block. Text a little larger or smaller counts as well.
    `cells` are the lines of table cells: where nearly all text stands in tables, it is theirs.
    """
    weights = _weights(blocks, styles)
    inside = _weights(cells, [cell[0].words[0].style for cell in cells])
    if sum(inside.values()) > MOSTLY_TABLES * sum(weights.values()):
        weights = inside
    if not weights:
        return PLAIN
    if len(weights) == 1:
        return next(iter(weights))
    sizes: dict[tuple[bool, float], int] = {}
    for style, weight in weights.items():
        look = (style.bold, style.size)
        sizes[look] = sizes.get(look, 0) + weight
    near = {
        (bold, size): sum(
            [sizes[b, other] for b, other in sizes if b == bold and is_same_size(other, size)]
        )
        for bold, size in sizes
    }
    return max(weights, key=lambda style: (near[style.bold, style.size], weights[style], style))


def is_same_size(one: float, other: float) -> bool:
    """Whether two sizes, in points, look alike.

    >>> is_same_size(10, 10.5), is_same_size(10, 12)
    (True, False)
    """
    return abs(one - other) <= SAME_SIZE * (one if one > other else other)


def is_same_look(one: Style, other: Style) -> bool:
    """Whether two styles look alike but for their typeface and slant."""
    same = one.bold == other.bold and one.color == other.color
    return same and is_same_size(one.size, other.size)


def _weights(blocks: Sequence[tuple[Line, ...]], styles: Sequence[Style]) -> dict[Style, int]:
    weights: dict[Style, int] = {}
    for block, style in zip(blocks, styles, strict=True):
        if not block[0].hidden:
            weights[style] = weights.get(style, 0) + sum(map(_weight, block))
    return weights


def _weight(line: Line) -> int:
    return len(line.text) * (PROSE_WEIGHT if len(line.words) >= PROSE_WORDS else 1)
