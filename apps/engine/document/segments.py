"""The glyphs of a frame -> its segments: stretches of words that no column can run through."""

import re
from collections.abc import Iterator, Sequence
from itertools import repeat
from operator import attrgetter

import numpy as np

from apps.engine.document.bidi import read_words, right_to_left
from apps.engine.document.glyph_text import decode, settle_icons
from apps.engine.document.scripts import level_scripts
from apps.engine.document.segment import Segment, joined, records
from apps.engine.document.spacing import OVERLAP, SEGMENT_GAP, WORD_GAP, breaks, word_gaps
from apps.engine.geometry import union
from apps.engine.model import Box, HiddenReason, Link, Word
from apps.engine.page import (
    FIRST,
    HIDDEN_REASONS,
    Flags,
    Floats,
    Glyphs,
    Ints,
    Page,
    run_lengths,
)  # fmt: skip

ROW_TOLERANCE = 0.2  # em: baselines closer than this are one row of glyphs
SIGNS = re.compile(r"[=_~*#─━–— -]{5,}")  # what lines are drawn with
TINY = 1e-6  # points: of letters in one place, those written later are read later
MANY_SIGNS = 8  # so many in a row are a line wherever they stand
RULE_WIDTH = 3.0  # em: fewer signs make a line only where they are this wide, with no text beside
BLANKS = (
    *(0x20, 0xA0, 0x09, 0x85, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000),
    *range(0x2000, 0x200C),
)
IS_BLANK = np.zeros(max(BLANKS) + 2, bool)  # by code; the last row stands for all codes above
IS_BLANK[list(BLANKS)] = True
TEXT_OF = attrgetter("text")
Sides = tuple[Floats, Floats, Floats, Floats]  # left, bottom, right, top


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
    before, after = word_gaps(blank, glyphs, page.styles)
    inked = np.flatnonzero(~blank)
    if not len(inked):
        return []
    rows = _rows(glyphs.baseline[inked], glyphs.size[inked])
    left, turned = glyphs.left[inked], right_to_left(glyphs.code[inked])
    if turned.any():
        left = left - TINY * np.arange(len(inked))
    sequence = _row_sequence(left, glyphs.right[inked], glyphs.size[inked], rows, turned)
    places = inked[sequence]
    glyphs, rows, order = glyphs.take(places), rows[sequence], order[places]
    least = before[places]
    least[1:] = np.minimum(least[1:], after[places[:-1]])
    if turned.any():  # written backwards: what is written before a letter stands right of it
        beside = (turned[sequence][1:] | turned[sequence][:-1]) & (places[1:] < places[:-1])
        near = np.minimum(after[places[1:]], before[places[:-1]])
        least[1:][beside] = np.where(near < 0, near, WORD_GAP)[beside]
    word_begins, segment_begins, spaced = breaks(glyphs, rows, least, order)
    starts = np.flatnonzero(word_begins)
    firsts = np.flatnonzero(segment_begins[starts])
    sides = _sides(starts, glyphs.left, glyphs.bottom, glyphs.right, glyphs.top)
    style = glyphs.style[starts]
    columns = (
        _words(_texts(glyphs.code, starts, turned), sides, style, spaced[starts], page),
        _sides(firsts, *sides),
        glyphs.baseline[starts[firsts]],
        np.maximum.reduceat(np.array([style.size for style in page.styles])[style], firsts),
        np.minimum.reduceat(order, starts[firsts]),
    )
    return _without_drawn_rules(list(_assemble(firsts, *columns, hidden)))


def _rows(baseline: Floats, size: Floats) -> Ints:
    """The row of each glyph, counted from the top."""
    height = np.round(-baseline, 1)
    starts = np.flatnonzero(np.concatenate((FIRST, height[1:] != height[:-1])))
    levels, level_of = np.unique(height[starts], return_inverse=True)
    sizes = np.zeros(len(levels))
    np.maximum.at(sizes, level_of, np.maximum.reduceat(size, starts))
    row_of_level = np.zeros(len(levels), np.int64)
    row, start, largest = 0, levels[0], 0.0
    for index, (level, tall) in enumerate(zip(levels.tolist(), sizes.tolist(), strict=True)):
        largest = tall if tall > largest else largest
        if level - start > ROW_TOLERANCE * largest:
            row, start, largest = row + 1, level, tall
        row_of_level[index] = row
    return np.repeat(row_of_level[level_of], run_lengths(starts, len(height)))


def _row_sequence(left: Floats, right: Floats, size: Floats, rows: Ints, alone: Flags) -> Ints:
    """The glyphs row by row. What the file writes in one go stays together, even under overlap.

    `alone` tells glyphs that are put where they stand, whatever was written before them.
    """
    gap = (left[1:] - right[:-1]) / np.maximum(size[1:], 0.1)
    apart = (rows[1:] != rows[:-1]) | (gap > SEGMENT_GAP) | (gap < -OVERLAP)
    apart |= alone[1:] | alone[:-1]
    starts = np.flatnonzero(np.concatenate((FIRST, apart)))
    ranking = np.lexsort((np.minimum.reduceat(left, starts), rows[starts]))
    lengths = run_lengths(starts, len(rows))[ranking]
    shifts = starts[ranking] - (np.cumsum(lengths) - lengths)
    sequence: Ints = np.repeat(shifts, lengths) + np.arange(len(rows))
    return sequence


def _sides(starts: Ints, left: Floats, bottom: Floats, right: Floats, top: Floats) -> Sides:
    """The box around each stretch."""
    return (
        np.minimum.reduceat(left, starts),
        np.minimum.reduceat(bottom, starts),
        np.maximum.reduceat(right, starts),
        np.maximum.reduceat(top, starts),
    )


def _words(texts: list[str], sides: Sides, style: Ints, spaced: Flags, page: Page) -> list[Word]:
    boxes = records(Box, *(side.tolist() for side in sides))
    styles = map(page.styles.__getitem__, style.tolist())
    links = _targets(sides, page.links) if page.links else repeat(None, len(texts))
    return records(Word, texts, boxes, styles, spaced.tolist(), links)


def _texts(codes: Ints, starts: Ints, turned: Flags) -> list[str]:
    """The text of each word; `turned` tells which glyphs are read from right to left."""
    text = decode(codes)
    first = starts.tolist()
    limits = zip(first, [*first[1:], len(codes)], strict=True)
    if isinstance(text, str):
        words = [text[start:end] for start, end in limits]
    else:
        words = ["".join(text[start:end]) for start, end in limits]
    return read_words(words) if turned.any() else words


def _targets(sides: Sides, links: Sequence[Link]) -> list[str | None]:
    """The link over the middle of each word."""
    left, bottom, right, top = sides
    x, y = (left + right) / 2, (bottom + top) / 2
    targets: list[str | None] = [None] * len(x)
    for link in reversed(links):
        over = link.box
        inside = (over.left <= x) & (x <= over.right) & (over.bottom <= y) & (y <= over.top)
        for place in np.flatnonzero(inside).tolist():
            targets[place] = link.uri
    return targets


def _assemble(
    firsts: Ints, words: list[Word], sides: Sides, baselines: Floats, sizes: Floats, orders: Ints,
    hidden: HiddenReason | None,
) -> Iterator[Segment]:  # fmt: skip
    """Each stretch of words as a segment; `firsts` are the words that open one."""
    silent = not all(map(TEXT_OF, words))
    boxes = records(Box, *(side.tolist() for side in sides))
    starts = firsts.tolist()
    others = (column.tolist() for column in (baselines, sizes, orders))
    rows = zip(starts, [*starts[1:], len(words)], boxes, *others, strict=True)
    for start, end, box, base, size, order in rows:
        chosen = tuple(words[start:end])
        if silent and not all(word.text for word in chosen):
            chosen = tuple(word for word in chosen if word.text)
            if not chosen:
                continue
            box, size = union([w.box for w in chosen]), max([w.style.size for w in chosen])
        yield Segment(box, base, size, chosen, joined(chosen), order, hidden)


def _without_drawn_rules(segments: list[Segment]) -> list[Segment]:
    """The segments but for lines made of signs; a few signs beside text are a value in a table."""
    drawn = [segment for segment in segments if SIGNS.fullmatch(segment.text)]
    if not drawn:
        return segments
    texts = [segment for segment in segments if segment not in drawn]
    return [s for s in segments if s not in drawn or not _is_drawn_rule(s, texts)]


def _is_drawn_rule(segment: Segment, texts: Sequence[Segment]) -> bool:
    if len(segment.text.replace(" ", "")) >= MANY_SIGNS:
        return True
    reach = ROW_TOLERANCE * segment.size
    beside = any(abs(text.baseline - segment.baseline) <= reach for text in texts)
    return segment.box.width >= RULE_WIDTH * segment.size and not beside
