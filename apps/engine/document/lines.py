"""The segments of a region -> lines: the segments of each row put together again."""

from collections.abc import Iterable, Sequence

from apps.engine.document.glyph_text import BULLET
from apps.engine.document.segment import Segment, joined, main_style
from apps.engine.document.spacing import SEGMENT_GAP
from apps.engine.geometry import union
from apps.engine.model import Box, Line, Word
from apps.engine.page import (
    UNMAPPED,
)  # fmt: skip

JOIN_TOLERANCE = 0.3  # em: baselines of the parts of one line, set in different sizes, differ so
PARAGRAPH_LEADING = 1.6  # em: rows of one paragraph stand no further apart
BESIDE = 0.25  # of its height: a label that reaches so far up stands beside the row above
RAISED_SIZE = 0.8  # of its neighbour's size: no larger glyph is a raised or lowered one
RAISED_SHIFT = 0.55  # em of the neighbour: how far it may be off the baseline
WHOLE = (0,)  # the cells of a line of one piece
UNMAPPED_TEXT = chr(UNMAPPED)  # alone in front of a line, it was meant as a bullet


def join_rows(segments: Iterable[Segment]) -> list[tuple[Segment, ...]]:
    """Segments of one region -> its rows, top to bottom; each row from left to right."""
    rows: list[list[Segment]] = []
    segments = list(segments)
    reach = RAISED_SHIFT * max([s.size for s in segments], default=0.0)
    for segment in sorted(segments, key=lambda s: (-s.baseline, s.box.left)):
        for row in rows[:-4:-1]:
            if row[0].baseline - segment.baseline <= reach and _belongs(segment, row):
                row.append(segment)
                break
        else:
            rows.append([segment])
    return _lift_labels(
        [tuple(sorted(r, key=lambda s: s.box.left)) if len(r) > 1 else (r[0],) for r in rows]
    )


def _lift_labels(rows: list[tuple[Segment, ...]]) -> list[tuple[Segment, ...]]:
    """Put a label centred beside the text it belongs to in front of that text."""
    for index in range(1, len(rows)):
        start = index
        if _stands_beside(rows[index], rows[index - 1]):
            start -= 1
        below = rows[index + 1] if index + 1 < len(rows) else None
        while start and below and _is_cut_by(rows[start - 1], rows[index], below):
            start -= 1
        if start < index:
            rows.insert(start, rows.pop(index))
    return rows


def _stands_beside(label: tuple[Segment, ...], upper: tuple[Segment, ...]) -> bool:
    """Whether one lone segment stands left of a row, a little lower, but beside it."""
    if len(label) > 1 or label[0].box.right >= upper[0].box.left:
        return False
    return label[0].box.top - upper[0].box.bottom >= BESIDE * label[0].box.height


def _is_cut_by(
    upper: tuple[Segment, ...], label: tuple[Segment, ...], lower: tuple[Segment, ...]
) -> bool:
    """Whether `label` stands left of a paragraph that `upper` and `lower` are rows of."""
    above, below = upper[0], lower[0]
    return (
        len(label) == 1
        and label[0].box.right < min(above.box.left, below.box.left)
        and abs(above.box.left - below.box.left) < 1
        and abs(above.size - below.size) < 0.5
        and above.baseline - below.baseline < PARAGRAPH_LEADING * below.size
    )


def _belongs(segment: Segment, row: Sequence[Segment]) -> bool:
    """Whether a segment stands on the row, beside what is there."""
    for other in row:
        large, small = max(segment.size, other.size), min(segment.size, other.size)
        if abs(segment.baseline - other.baseline) > RAISED_SHIFT * large:
            return False  # most are that far apart
        raised = small <= RAISED_SIZE * large and _are_close(segment, other)
        shift = RAISED_SHIFT * large if raised else JOIN_TOLERANCE * small
        if abs(segment.baseline - other.baseline) > shift:
            return False
        shared = min(segment.box.right, other.box.right) - max(segment.box.left, other.box.left)
        if shared > 0.3 * small:
            return False
    return True


def _are_close(a: Segment, b: Segment) -> bool:
    """Whether two segments stand beside each other with no more than a blank between them."""
    gap = max(a.box.left, b.box.left) - min(a.box.right, b.box.right)
    return gap < SEGMENT_GAP * max(a.size, b.size)


def make_line(row: Sequence[Segment], page: int, region: int, number: int) -> Line:
    """One row of segments as a line."""
    words, text, box, cells = _joined(row)
    return Line(
        number, page, box, words, text, region,
        hidden=row[0].hidden, cells=cells, style=main_style(words),
    )  # fmt: skip


def _joined(row: Sequence[Segment]) -> tuple[tuple[Word, ...], str, Box, tuple[int, ...]]:
    """The words of a row, their text, the box around them and where its segments begin."""
    if len(row) == 1 and row[0].words[0].text != UNMAPPED_TEXT:
        return row[0].words, row[0].text, row[0].box, WHOLE
    words = tuple(word for segment in row for word in segment.words)
    if words[0].text == UNMAPPED_TEXT and len(words) > 1:
        words = (words[0]._replace(text=chr(BULLET)), *words[1:])
    text = joined(words)
    box = union(segment.box for segment in row)
    sizes = [len(segment.words) for segment in row]
    cells = tuple(sum(sizes[:index]) for index in range(len(sizes)))
    return words, text, box, cells
