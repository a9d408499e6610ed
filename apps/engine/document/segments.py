"""The glyphs of a frame -> its segments: stretches of words that no column can run through."""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from apps.engine.document.glyph_text import decode, settle_icons
from apps.engine.document.scripts import level_scripts
from apps.engine.document.segment import Segment, joined
from apps.engine.document.spacing import OVERLAP, SEGMENT_GAP, breaks, word_gaps
from apps.engine.geometry import union
from apps.engine.model import Box, HiddenReason, Link, Word
from apps.engine.page import HIDDEN_REASONS, Flags, Glyphs, Ints, Page

ROW_TOLERANCE = 0.2  # em: baselines closer than this are one row of glyphs
DRAWN_RULE = re.compile(r"([=_~*#─━–—-]|\\s){5,}")  # a line made of signs is a line, not text
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
    before, after = word_gaps(blank, glyphs, italic)
    inked = np.flatnonzero(~blank)
    glyphs, order, before, after = glyphs.take(inked), order[inked], before[inked], after[inked]
    if not len(glyphs):
        return []
    rows = _rows(glyphs)
    sequence = _row_sequence(glyphs, rows)
    glyphs, rows, order = glyphs.take(sequence), rows[sequence], order[sequence]
    least = before[sequence]
    least[1:] = np.minimum(least[1:], after[sequence][:-1])
    word_ends, segment_ends, spaced = breaks(glyphs, rows, least, order)
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


def _row_sequence(glyphs: Glyphs, rows: Ints) -> Ints:
    """The glyphs row by row. What the file writes in one go stays together, even under overlap."""
    gap = (glyphs.left[1:] - glyphs.right[:-1]) / np.maximum(glyphs.size[1:], 0.1)
    apart = (rows[1:] != rows[:-1]) | (gap > SEGMENT_GAP) | (gap < -OVERLAP)
    starts = np.concatenate([[0], np.flatnonzero(apart) + 1])
    chain = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(glyphs)))
    chain_left = np.minimum.reduceat(glyphs.left, starts)
    return np.lexsort((np.arange(len(glyphs)), chain, chain_left[chain], rows))


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
