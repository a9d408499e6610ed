"""Evidence about one gutter: do the texts left and right of it run on their own, or row by row?

A gutter is a blank strip with text on both sides over a band of the page. Sidebars and columns run
on their own: each side is read from top to bottom. Rails of labels and columns of dates belong to
the text beside them: each row is read across.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import pairwise
from operator import ne
from typing import Protocol

from apps.engine.document.segment import Segment
from apps.engine.geometry import median, union
from apps.engine.model import Box, Style
from apps.engine.scoring import Feature, in_favor_first

SAME_ROW = 0.25  # em of the smaller text: baselines this close stand on one row
HEADING_SIZE = 1.08  # times the size of the running text
OFFSET = 4.0  # em a heading may stand out to the left of its text, or in from it
LEADING = 1.75  # em: rows further apart are no paragraph
BODY_REACH = 3.2  # em: the text under a heading begins within that distance
LONG_RUN = 5  # rows of a paragraph or list; labels and dates seldom stand so close
FEW_ROWS = 3
PROSE_WORDS = 5  # words in a row of running text
LABEL_WORDS = 2.5  # words in a row of labels, on the average
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}\s?[./]\s?(?:\d\d)?\d\d(?!\d)")
IN_TURN = 0.2  # switches for each row: columns in a file come out of order now and then
RUNS_ON = 0.4  # of the rows of running text begin inside a sentence
WIDE_SIGNS = "\u2e80"  # from here on signs stand without blanks, two or so to a word
TITLE_BAND = 0.3  # of the page height: a title and what stands beside it take no more
TITLE_SIZE = 1.6  # times the largest text of the other side
SPARE_EM = 1.5  # em of room that may be left over at the end of a full row
MARKERS = 3  # characters: bullets, numbers and letters in front of list items


class Side:
    """The segments on one side of a gutter, from top to bottom, as rows.

    It is told which segments look like headings, by their ids. `strong` says so for each row,
    `opening` how many of those rows have text of their own under them.
    """

    def __init__(self, segments: Sequence[Segment], strong: Collection[int]) -> None:
        self.segments = segments
        self.box = union([segment.box for segment in segments])
        self.rows: list[list[Segment]] = []
        for segment in segments:
            if self.rows and _on_row(self.rows[-1][0], segment):
                self.rows[-1].append(segment)
            else:
                self.rows.append([segment])
        self.strong = [id(row[0]) in strong for row in self.rows]
        self.opening = sum(
            self.strong[index]
            and not self.strong[index + 1]
            and _is_over(self.rows[index][0], self.rows[index + 1][0])
            for index in range(len(self.rows) - 1)
        )

    def words_per_row(self) -> float:
        return sum(map(count_words, self.segments)) / len(self.rows)

    def share(self, holds: Sequence[bool]) -> float:
        return sum(holds) / len(self.rows)

    def longest_run(self) -> int:
        """The most rows that follow each other with the leading of a paragraph."""
        longest = run = 1
        for (upper, *_), (lower, *_) in pairwise(self.rows):
            close = upper.baseline - lower.baseline <= LEADING * max(upper.size, lower.size)
            run = run + 1 if close else 1
            longest = max(longest, run)
        return longest


class Surroundings(Protocol):
    """What is around a cut: filled areas, the page, and whether its text has an order of its own,
    which pictures of text have not."""

    @property
    def fills(self) -> Sequence[Box]: ...
    @property
    def page_height(self) -> float: ...
    @property
    def is_written(self) -> bool: ...


class Gutter:
    """A possible cut: the two sides, and what is painted around it.

    `narrow` is the side that would be the rail or the sidebar, `sparse` the one with fewer rows,
    `matched` the share of its rows that stand on a row of the other side, `switches` how often
    the content of the file goes from one side to the other; None where nobody wrote it in an order.
    """

    def __init__(self, left: Side, right: Side, page: Surroundings) -> None:
        self.left = left
        self.right = right
        self.fills = page.fills
        self.page_height = page.page_height
        self.narrow = left if left.box.width <= right.box.width else right
        self.sparse = left if len(left.rows) <= len(right.rows) else right
        self.matched = _matched(self.sparse, right if self.sparse is left else left)
        self.switches = _switches(left, right) if page.is_written else None

    @property
    def height(self) -> float:
        left, right = self.left.box, self.right.box
        return max(left.top, right.top) - min(left.bottom, right.bottom)


def _matched(sparse: Side, other: Side) -> float:
    """The share of the rows of one side that stand on a row of the other.

    Headings with text under them are left out: they stand alone in rails and sidebars alike.
    """
    heights = [-row[0].baseline for row in other.rows]
    hits = [
        _has_partner(row[0], other, heights)
        for row, strong in zip(sparse.rows, sparse.strong, strict=True)
        if not strong or sparse.opening == 0
    ]
    return sum(hits) / len(hits) if hits else 0.0


def _switches(left: Side, right: Side) -> int:
    written = [(s.order, 0) for s in left.segments] + [(s.order, 1) for s in right.segments]
    sides = [side for _, side in sorted(written)]
    return sum(map(ne, sides, sides[1:]))


def _is_over(head: Segment, text: Segment) -> bool:
    """Whether a heading stands near its text, and begins about where it does or is centred."""
    if head.baseline - text.baseline > BODY_REACH * head.size:
        return False
    middles = abs(head.box.left + head.box.right - text.box.left - text.box.right) / 2
    return min(abs(head.box.left - text.box.left), middles) <= OFFSET * head.size


def _on_row(a: Segment, b: Segment) -> bool:
    return abs(a.baseline - b.baseline) <= SAME_ROW * (a.size if a.size < b.size else b.size)


def _has_partner(segment: Segment, side: Side, heights: Sequence[float]) -> bool:
    """Whether a segment stands on one of the rows of a side; `heights` are these, downwards."""
    reach = SAME_ROW * segment.size
    start = bisect_left(heights, -segment.baseline - reach)
    stop = bisect_right(heights, -segment.baseline + reach)
    return any(_on_row(segment, row[0]) for row in side.rows[start:stop])


def is_strong(segment: Segment, body: Style) -> bool:
    """Whether a segment stands out from running text: larger, bolder or in capitals."""
    style = segment.style
    if style.size >= HEADING_SIZE * body.size or (style.bold and not body.bold):
        return True
    text = segment.text
    return text.isupper() and sum(map(str.isalpha, text)) > MARKERS


def _has_own_fill(gutter: Gutter) -> bool:
    return any(
        (_inside(gutter.left, fill) >= 0.8 and _inside(gutter.right, fill) <= 0.2)
        or (_inside(gutter.right, fill) >= 0.8 and _inside(gutter.left, fill) <= 0.2)
        for fill in gutter.fills
    )  # fmt: skip


def _inside(side: Side, fill: Box) -> float:
    inside = [
        fill.left <= s.box.left + 1
        and s.box.right - 1 <= fill.right
        and fill.bottom <= s.baseline <= fill.top
        for s in side.segments
    ]
    return sum(inside) / len(inside)


def count_words(segment: Segment) -> int:
    """The words of a segment; scripts without blanks have about two signs to a word."""
    text = segment.text
    if text.isascii() or max(text) < WIDE_SIGNS:
        return len(segment.words)
    return len(segment.words) + sum([sign >= WIDE_SIGNS for sign in text]) // 2


def _runs_on(side: Side) -> bool:
    """Whether many rows begin inside a sentence of the row above them."""
    return len(side.rows) > 1 and RUNS_ON * (len(side.rows) - 1) <= sum(
        [_goes_on(upper[-1], lower[0], side.box.right) for upper, lower in pairwise(side.rows)]
    )


def _goes_on(above: Segment, below: Segment, edge: float) -> bool:
    """Whether a row goes on with the sentence of the row above, which may run up to `edge`."""
    first = below.text[:1]
    if first < WIDE_SIGNS:
        return first.islower()
    return above.box.right > edge - SPARE_EM * above.size


def _dates(side: Side) -> float:
    return side.share([any(YEAR.search(s.text) for s in row) for row in side.rows])


def _has_title(gutter: Gutter) -> bool:
    """Whether the largest text of one side dwarfs all that stands on the other."""
    small, large = sorted(
        max(s.size for s in side.segments) for side in (gutter.left, gutter.right)
    )
    return large >= TITLE_SIZE * small and gutter.height <= TITLE_BAND * gutter.page_height


def is_prose(side: Side) -> bool:
    """Whether many rows have the words of running text."""
    return side.share([sum(map(count_words, r)) >= PROSE_WORDS for r in side.rows]) >= 0.4


def _is_markers(side: Side) -> bool:
    return median([len(s.text) for s in side.segments]) <= MARKERS


def _is_written_in_turn(gutter: Gutter) -> bool:
    """Whether the file holds one side after the other, but for a few lines."""
    if gutter.switches is None:
        return False
    return gutter.switches <= max(1, IN_TURN * len(gutter.sparse.rows))


def _is_written_row_by_row(gutter: Gutter) -> bool:
    if gutter.switches is None:
        return False
    return gutter.switches > 2 and gutter.switches >= 0.9 * len(gutter.sparse.rows)


FEATURES: tuple[Feature[Gutter], ...] = (
    Feature("one side has a background of its own", 4, _has_own_fill),
    Feature(
        "both sides have headings with text under them",
        4,
        lambda g: g.left.opening > 0 and g.right.opening > 0,
    ),
    Feature("written one side after the other", 3, _is_written_in_turn),
    Feature("written row by row", -3, _is_written_row_by_row),
    Feature("rows do not correspond", 3, lambda g: g.matched <= 0.5),
    Feature("rows correspond", -3, lambda g: g.matched >= 0.8),
    Feature(
        "narrow side runs on", 2, lambda g: g.narrow.longest_run() >= LONG_RUN and g.matched <= 0.5
    ),
    Feature("both sides are prose", 3, lambda g: is_prose(g.left) and is_prose(g.right)),
    Feature("both sides run on", 2, lambda g: _runs_on(g.left) and _runs_on(g.right)),
    Feature("most of the page is cut", 1, lambda g: g.height >= 0.4 * g.page_height),
    Feature("narrow side is dates", -4, lambda g: _dates(g.narrow) >= 0.4),
    Feature("narrow side is headings only", -4, lambda g: g.narrow.share(g.narrow.strong) >= 0.8),
    Feature("narrow side is bullets", -8, lambda g: _is_markers(g.narrow)),
    Feature(
        "labels end with a colon",
        -2,
        lambda g: g.left.share([row[-1].text.endswith(":") for row in g.left.rows]) >= 0.5,
    ),
    Feature("narrow side is short labels", -1, lambda g: g.narrow.words_per_row() <= LABEL_WORDS),
    Feature("one side has the title of the page", 2, _has_title),
    Feature("few rows", -2, lambda g: len(g.sparse.rows) < FEW_ROWS),
)
COLUMNS = in_favor_first(FEATURES)
COLUMNS_MIN = 3.0  # one strong sign with nothing against it
