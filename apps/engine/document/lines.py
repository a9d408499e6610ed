"""The glyphs of a frame -> segments; the segments of a region -> lines.

A word ends at a blank, at a gap and where the style changes. A segment ends at a gap so wide that
a column could run through it. Lines put the segments of one row of a region together again.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from apps.engine.document.glyph_text import BULLET, decode, settle_icons
from apps.engine.document.scripts import level_scripts
from apps.engine.document.segment import Segment, joined
from apps.engine.geometry import union
from apps.engine.model import Box, HiddenReason, Line, Link, Word
from apps.engine.page import HIDDEN_REASONS, UNMAPPED, Flags, Floats, Glyphs, Ints, Page

ROW_TOLERANCE = 0.2  # em: baselines closer than this are one row of glyphs
WORD_GAP = 0.12  # em over the usual distance of letters: a blank, even where none is written
OVERLAP = 0.5  # em: letters that lie further on top of each other belong to different texts
STRETCHED_GAP = 1.5  # em: no justified row stretches its blanks further
STRETCH = 1.5  # times the usual blank of the row: a wider one is a gap between columns
ITALIC_WORD_GAP = 0.09  # em: slanted letters reach into the blank
HINTED_GAP = 0.03  # em over the usual distance, where PDFium takes it for a blank as well
SEGMENT_GAP = 0.55  # em: justified text rarely stretches a blank further
TRACKED_LETTERS = 4  # gaps on a row: fewer say nothing
TRACKED_GAP = 1.0  # em: a wider gap says nothing about the distance of letters
TRACKING_RANGE = (-0.12, 0.2)  # em: designers go no further without it being letter-spacing
SPACED_GAP = 1.2  # em: letter-spaced headings may stretch that far
SPACED_SHARE = 0.7  # of the gaps of a stretch; kerned pairs of tracked text stand closer
SPACED_RUN = 3  # so many equal gaps in a row are letter-spacing, not words of one letter
SPACED_SPREAD = 0.12  # em: how equal they must be
JOIN_TOLERANCE = 0.3  # em: baselines of the parts of one line, set in different sizes, differ so
PARAGRAPH_LEADING = 1.6  # em: rows of one paragraph stand no further apart
DRAWN_RULE = re.compile(r"([=_~*#─━–—-]|\\s){5,}")  # a line made of signs is a line, not text
FAR_IN_CONTENT = 60  # glyphs: what the file writes so far apart only meets by chance
BESIDE = 0.25  # of its height: a label that reaches so far up stands beside the row above
RAISED_SIZE = 0.8  # of its neighbour's size: no larger glyph is a raised or lowered one
RAISED_SHIFT = 0.55  # em of the neighbour: how far it may be off the baseline
UNMAPPED_TEXT = chr(UNMAPPED)  # alone in front of a line, it was meant as a bullet
NO_WIDTH = 0.1  # points: PDFium makes up blanks without width, on evidence we weigh ourselves
BLANKS = (0x20, 0xA0, 0x09, 0x3000, 0x202F, 0x205F, *range(0x2000, 0x200C))
IS_BLANK = np.zeros(max(BLANKS) + 2, bool)  # by code; the last row stands for all codes above
IS_BLANK[list(BLANKS)] = True


def group_segments(page: Page) -> list[Segment]:
    """All segments of a frame, top to bottom and left to right; hidden text in its own ones."""
    glyphs = settle_icons(page.glyphs, page.styles)
    if not glyphs.hidden.any():
        return _segments(glyphs, np.arange(len(glyphs)), page, None) if len(glyphs) else []
    found: list[Segment] = []
    for reason in np.unique(glyphs.hidden).tolist():
        chosen = np.flatnonzero(glyphs.hidden == reason)
        found += _segments(glyphs.take(chosen), chosen, page, HIDDEN_REASONS[reason])
    return found


def _segments(
    glyphs: Glyphs, order: Ints, page: Page, hidden: HiddenReason | None
) -> list[Segment]:
    blank = IS_BLANK[np.minimum(glyphs.code, len(IS_BLANK) - 1)]
    glyphs = level_scripts(glyphs, blank)
    italic = np.array([style.italic for style in page.styles], bool)
    before, after = _word_gaps(blank, glyphs, italic)
    inked = np.flatnonzero(~blank)
    glyphs, order, before, after = glyphs.take(inked), order[inked], before[inked], after[inked]
    if not len(glyphs):
        return []
    rows = _rows(glyphs)
    sequence = _row_sequence(glyphs, rows)
    glyphs, rows, order = glyphs.take(sequence), rows[sequence], order[sequence]
    least = before[sequence]
    least[1:] = np.minimum(least[1:], after[sequence][:-1])
    word_ends, segment_ends, spaced = _breaks(glyphs, rows, least, order)
    words = _words(glyphs, word_ends, spaced, page)
    return list(_assemble(glyphs, order, words, word_ends, segment_ends, hidden))


def _rows(glyphs: Glyphs) -> Ints:
    """The row of each glyph, counted from the top."""
    levels, level_of = np.unique(np.round(-glyphs.baseline, 1), return_inverse=True)
    sizes = np.zeros(len(levels))
    np.maximum.at(sizes, level_of, glyphs.size)
    row_of_level = np.zeros(len(levels), np.int64)
    row, start, largest = 0, levels[0], 0.0
    for index, (level, size) in enumerate(zip(levels.tolist(), sizes.tolist(), strict=True)):
        if index and level - start > ROW_TOLERANCE * max(size, largest):
            row, start, largest = row + 1, level, 0.0
        row_of_level[index] = row
        largest = max(largest, size)
    return row_of_level[level_of]


def _word_gaps(blank: Flags, glyphs: Glyphs, italic: Flags) -> tuple[Floats, Floats]:
    """From which gap on (em) there is a blank before, and after, each glyph.

    A written blank makes any gap one; a blank without width is PDFium's guess and a mere hint.
    """
    written = blank & (glyphs.right - glyphs.left > NO_WIDTH)
    usual = np.where(italic[glyphs.style], ITALIC_WORD_GAP, WORD_GAP)
    gap = np.where(written, -WORD_GAP, np.where(blank, HINTED_GAP, usual))
    level = np.abs(np.diff(glyphs.baseline)) < 1
    before, after = usual.copy(), usual.copy()
    before[1:] = np.where(level, np.minimum(gap[:-1], usual[1:]), usual[1:])
    after[:-1] = np.where(level, np.minimum(gap[1:], usual[:-1]), usual[:-1])
    return before, after


def _row_sequence(glyphs: Glyphs, rows: Ints) -> Ints:
    """The glyphs row by row. What the file writes in one go stays together, even under overlap."""
    gap = (glyphs.left[1:] - glyphs.right[:-1]) / np.maximum(glyphs.size[1:], 0.1)
    apart = (rows[1:] != rows[:-1]) | (gap > SEGMENT_GAP) | (gap < -OVERLAP)
    starts = np.concatenate([[0], np.flatnonzero(apart) + 1])
    chain = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(glyphs)))
    chain_left = np.minimum.reduceat(glyphs.left, starts)
    return np.lexsort((np.arange(len(glyphs)), chain, chain_left[chain], rows))


def _breaks(glyphs: Glyphs, rows: Ints, least: Floats, order: Ints) -> tuple[Flags, Flags, Flags]:
    """Where words begin, where segments begin, and where a blank stands before the glyph.

    `least` is the gap (em) from which on there is a blank before each glyph.
    """
    size = np.maximum(glyphs.size[1:], glyphs.size[:-1])
    gap = (glyphs.left[1:] - glyphs.right[:-1]) / np.maximum(size, 0.1)
    new_row = rows[1:] != rows[:-1]
    styled = glyphs.style[1:] != glyphs.style[:-1]
    gap = gap - _tracking(gap, new_row | styled, rows, glyphs.style)
    apart = gap > least[1:]
    spacing = _letter_spacing(gap, apart, new_row | styled, glyphs.code)
    loose = ~np.isnan(spacing)
    with np.errstate(invalid="ignore"):
        apart &= ~loose | (gap > spacing + np.maximum(WORD_GAP, 0.6 * spacing))
    wide = np.where(
        loose,
        SPACED_GAP + np.nan_to_num(spacing),
        _wide_gap(gap, apart, rows[1:], glyphs.style[1:]),
    )
    jump = np.abs(np.diff(order)) > FAR_IN_CONTENT
    segment = new_row | (gap > wide) | (gap < -2 * OVERLAP) | jump
    first = np.ones(1, bool)
    word_begins = np.concatenate([first, apart | styled | segment])
    return word_begins, np.concatenate([first, segment]), np.concatenate([first, apart | segment])


def _wide_gap(gap: Floats, apart: Flags, rows: Ints, style: Ints) -> Floats:
    """From which gap on a segment ends, for each gap: justified rows stretch their blanks (em)."""
    blanks = np.flatnonzero(apart & (gap < STRETCHED_GAP))
    none = np.zeros(len(gap))
    if not len(blanks):
        return none + SEGMENT_GAP
    limits = (0.0, STRETCHED_GAP)
    usual = _medians(gap, rows, blanks, _medians(gap, style, blanks, none, limits), limits)
    return np.maximum(SEGMENT_GAP, STRETCH * usual)


def _tracking(gap: Floats, between: Flags, rows: Ints, style: Ints) -> Floats:
    """How far apart the letters of each style usually stand on each row, at each gap (em)."""
    inside = np.flatnonzero(~between & (gap < TRACKED_GAP))
    if not len(inside):
        return np.zeros(len(gap))
    of_style = _medians(gap, style[1:], inside, np.zeros(len(gap)), TRACKING_RANGE)
    group = rows[1:] * (int(style.max()) + 1) + style[1:]
    return _medians(gap, group, inside, of_style, TRACKING_RANGE)


def _medians(
    gap: Floats, group: Ints, inside: Ints, otherwise: Floats, limits: tuple[float, float]
) -> Floats:
    """The median gap of the group of each gap, clipped; `otherwise` where the group is small."""
    sequence = inside[np.lexsort((gap[inside], group[inside]))]
    sorted_groups = group[sequence]
    starts = np.append(0, np.flatnonzero(sorted_groups[1:] != sorted_groups[:-1]) + 1)
    counts = np.append(starts[1:], len(sequence)) - starts
    middles = np.clip(gap[sequence[starts + (counts - 1) // 2]], *limits)
    middles[counts < TRACKED_LETTERS] = np.nan
    groups = sorted_groups[starts]
    found = np.minimum(np.searchsorted(groups, group), len(groups) - 1)
    medians = np.where(groups[found] == group, middles[found], np.nan)
    return np.where(np.isnan(medians), otherwise, medians)


def _letter_spacing(gap: Floats, apart: Flags, between: Flags, code: Ints) -> Floats:
    """The gap between the letters of letter-spaced text, for each gap; NaN elsewhere (em).

    Single letters stand apart in running text as well, but there words stand around them.
    """
    spacing = np.full(len(gap), np.nan)
    between = between | (gap > STRETCHED_GAP)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (~between).astype(np.int8), [0]])))
    starts, ends = edges[::2], edges[1::2]
    wide = np.cumsum(apart, dtype=np.int64)
    inside = wide[ends - 1] - wide[starts] + apart[starts]
    loose = (ends - starts >= SPACED_RUN) & (inside / (ends - starts) >= SPACED_SHARE)
    for start, end in zip(starts[loose].tolist(), ends[loose].tolist(), strict=True):
        gaps = gap[start:end]
        usual = float(np.sort(gaps)[(end - start - 1) // 2])
        letters = np.mean(code[start : end + 1] >= ord("A"))
        if usual < SPACED_GAP and letters > 0.5 and _is_even(gaps, usual):
            spacing[start:end] = usual
    return spacing


def _is_even(gaps: Floats, usual: float) -> bool:
    return bool(np.mean(np.abs(gaps - usual) <= SPACED_SPREAD) >= 0.6)


def _words(glyphs: Glyphs, begins: Flags, spaced: Flags, page: Page) -> list[Word]:
    starts = np.flatnonzero(begins)
    text = decode(glyphs.code)
    left = np.minimum.reduceat(glyphs.left, starts).tolist()
    bottom = np.minimum.reduceat(glyphs.bottom, starts).tolist()
    right = np.maximum.reduceat(glyphs.right, starts).tolist()
    top = np.maximum.reduceat(glyphs.top, starts).tolist()
    ends = [*starts[1:].tolist(), len(glyphs)]
    styles = [page.styles[index] for index in glyphs.style[starts].tolist()]
    boxes = list(map(Box, left, bottom, right, top))
    texts = ["".join(text[a:b]) for a, b in zip(starts.tolist(), ends, strict=True)]
    spaces = spaced[starts].tolist()
    if not page.links:
        return list(map(Word, texts, boxes, styles, spaces))
    targets = [_target(box, page.links) for box in boxes]
    return list(map(Word, texts, boxes, styles, spaces, targets))


def _target(box: Box, links: Sequence[Link]) -> str | None:
    """The link over the middle of a word."""
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    for link in links:
        over = link.box
        if over.left <= x <= over.right and over.bottom <= y <= over.top:
            return link.uri
    return None


def _assemble(
    glyphs: Glyphs, order: Ints, words: list[Word], word_begins: Flags, segment_begins: Flags,
    hidden: HiddenReason | None,
) -> Iterable[Segment]:  # fmt: skip
    word_starts = np.flatnonzero(word_begins)
    starts = np.flatnonzero(segment_begins)
    first_words = np.searchsorted(word_starts, starts).tolist()
    first_orders = np.minimum.reduceat(order, starts).tolist()
    ends = [*first_words[1:], len(words)]
    baselines = glyphs.baseline[starts].tolist()
    for first, end, content, base in zip(first_words, ends, first_orders, baselines, strict=True):
        chosen = tuple(word for word in words[first:end] if word.text)
        text = joined(chosen)
        if chosen and not DRAWN_RULE.fullmatch(text):
            box = union([word.box for word in chosen])
            size = max([word.style.size for word in chosen])
            yield Segment(box, base, size, chosen, text, content, hidden)


def join_rows(segments: Iterable[Segment]) -> list[tuple[Segment, ...]]:
    """Segments of one region -> its rows, top to bottom; each row from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (-s.baseline, s.box.left)):
        row = next((row for row in reversed(rows[-3:]) if _belongs(segment, row)), None)
        if row is None:
            rows.append([segment])
        else:
            row.append(segment)
    return _lift_labels([tuple(sorted(row, key=lambda s: s.box.left)) for row in rows])


def _lift_labels(rows: list[tuple[Segment, ...]]) -> list[tuple[Segment, ...]]:
    """Put a label centred beside the text it belongs to in front of that text."""
    for index in range(1, len(rows)):
        start = index
        if _stands_beside(rows[index], rows[index - 1]):
            start -= 1
        below = rows[index + 1] if index + 1 < len(rows) else None
        while start and below and _is_cut_by(rows[start - 1], rows[index], below):
            start -= 1
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
    if len(row) == 1 and row[0].words[0].text != UNMAPPED_TEXT:
        (one,) = row
        return Line(number, page, one.box, one.words, one.text, region, hidden=one.hidden)
    words = tuple(word for segment in row for word in segment.words)
    if words[0].text == UNMAPPED_TEXT and len(words) > 1:
        words = (replace(words[0], text=chr(BULLET)), *words[1:])
    text = joined(words)
    box = union(segment.box for segment in row)
    sizes = [len(segment.words) for segment in row]
    cells = tuple(sum(sizes[:index]) for index in range(len(sizes)))
    return Line(number, page, box, words, text, region, hidden=row[0].hidden, cells=cells)
