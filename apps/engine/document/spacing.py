"""The gaps between glyphs -> where words and segments begin.

A word ends at a blank, at a gap and where the style changes. A segment ends at a gap so wide that
a column could run through it.
"""

from collections.abc import Sequence

import numpy as np

from apps.engine.model import Style
from apps.engine.page import (
    FIRST,
    Flags,
    Floats,
    Glyphs,
    Ints,
    run_lengths,
)  # fmt: skip

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
FAR_IN_CONTENT = 60  # glyphs: what the file writes so far apart only meets by chance
NO_WIDTH = 0.1  # points: PDFium makes up blanks without width, on evidence we weigh ourselves
SHORT = 0xFFFF  # the largest number of two bytes


def word_gaps(blank: Flags, glyphs: Glyphs, styles: Sequence[Style]) -> tuple[Floats, Floats]:
    """From which gap on (em) there is a blank before, and after, each glyph.

    A written blank makes any gap one; a blank without width is PDFium's guess and a mere hint.
    """
    italic = np.array([style.italic for style in styles], bool)
    usual = np.where(italic, ITALIC_WORD_GAP, WORD_GAP)[glyphs.style]
    gap = usual.copy()
    blanks = blank.nonzero()[0]
    written = glyphs.right[blanks] - glyphs.left[blanks] > NO_WIDTH
    gap[blanks] = np.where(written, -WORD_GAP, HINTED_GAP)
    level = np.abs(glyphs.baseline[1:] - glyphs.baseline[:-1]) < 1
    before, after = usual.copy(), usual.copy()
    np.minimum(gap[:-1], usual[1:], out=before[1:], where=level)
    np.minimum(gap[1:], usual[:-1], out=after[:-1], where=level)
    return before, after


def breaks(glyphs: Glyphs, rows: Ints, least: Floats, order: Ints) -> tuple[Flags, Flags, Flags]:
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
    if loose.any():
        with np.errstate(invalid="ignore"):
            apart &= ~loose | (gap > spacing + np.maximum(WORD_GAP, 0.6 * spacing))
    wide = _wide_gap(gap, apart, rows[1:], glyphs.style[1:])
    if loose.any():
        wide = np.where(loose, SPACED_GAP + np.nan_to_num(spacing), wide)
    jump = np.abs(order[1:] - order[:-1]) > FAR_IN_CONTENT
    segment = new_row | (gap > wide) | (gap < -2 * OVERLAP) | jump
    blank = apart | segment
    begins = (blank | styled, segment, blank)
    words, segments, spaced = (np.concatenate((FIRST, flags)) for flags in begins)
    return words, segments, spaced


def _wide_gap(gap: Floats, apart: Flags, rows: Ints, style: Ints) -> Floats:
    """From which gap on a segment ends, for each gap: justified rows stretch their blanks (em)."""
    blanks = (apart & (gap < STRETCHED_GAP)).nonzero()[0]
    none = np.zeros(len(gap))
    if not len(blanks):
        return none + SEGMENT_GAP
    blanks = blanks[gap[blanks].argsort()]
    limits = (0.0, STRETCHED_GAP)
    usual = _medians(gap, rows, blanks, _medians(gap, style, blanks, none, limits), limits)
    return np.maximum(SEGMENT_GAP, STRETCH * usual)


def _tracking(gap: Floats, between: Flags, rows: Ints, style: Ints) -> Floats:
    """How far apart the letters of each style usually stand on each row, at each gap (em)."""
    inside = (~between & (gap < TRACKED_GAP)).nonzero()[0]
    none = np.zeros(len(gap))
    if not len(inside):
        return none
    inside = inside[gap[inside].argsort()]
    of_style = _medians(gap, style[1:], inside, none, TRACKING_RANGE)
    group = rows[1:] * (int(style.max()) + 1) + style[1:]
    return _medians(gap, group, inside, of_style, TRACKING_RANGE)


def _medians(
    gap: Floats, group: Ints, inside: Ints, otherwise: Floats, limits: tuple[float, float]
) -> Floats:
    """The median gap of the group of each gap, clipped; `otherwise` where the group is small.

    Only the gaps `inside` count; they come from the smallest to the largest.
    """
    own = group[inside]
    if own.max() <= SHORT:
        own = own.astype(np.uint16)  # which numpy sorts many times faster
    sequence = own.argsort(kind="stable")
    own = own[sequence]
    starts = np.concatenate((FIRST, own[1:] != own[:-1])).nonzero()[0]
    counts = run_lengths(starts, len(own))
    middles = gap[inside[sequence[starts + (counts - 1) // 2]]]
    middles = np.minimum(np.maximum(middles, limits[0]), limits[1])
    groups = own[starts].astype(np.int64)
    found = np.minimum(groups.searchsorted(group), len(groups) - 1)
    known = (groups[found] == group) & (counts >= TRACKED_LETTERS)[found]
    return np.where(known, middles[found], otherwise)


def _letter_spacing(gap: Floats, apart: Flags, between: Flags, code: Ints) -> Floats:
    """The gap between the letters of letter-spaced text, for each gap; NaN elsewhere (em).

    Single letters stand apart in running text as well, but there words stand around them.
    """
    spacing = np.full(len(gap), np.nan)
    ends = np.flatnonzero(between | (gap > STRETCHED_GAP))
    starts = np.concatenate(([0], ends + 1))
    ends = np.concatenate((ends, [len(gap)]))
    wide = np.concatenate(([0], np.cumsum(apart)))
    inside = wide[ends] - wide[starts]
    lengths = ends - starts
    shares = inside / np.maximum(lengths, 1)
    loose = np.flatnonzero((lengths >= SPACED_RUN) & (shares >= SPACED_SHARE))
    for start, end in zip(starts[loose].tolist(), ends[loose].tolist(), strict=True):
        gaps = gap[start:end]
        usual = float(np.sort(gaps)[(end - start - 1) // 2])
        letters = np.mean(code[start : end + 1] >= ord("A"))
        if usual < SPACED_GAP and letters > 0.5 and _is_even(gaps, usual):
            spacing[start:end] = usual
    return spacing


def _is_even(gaps: Floats, usual: float) -> bool:
    return bool(np.mean(np.abs(gaps - usual) <= SPACED_SPREAD) >= 0.6)
