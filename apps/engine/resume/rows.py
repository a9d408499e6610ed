"""A Document in, its visible lines as rows of cells out: cells end at wide gaps."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from apps.engine.model import Document, Line, Style, Word
from apps.engine.resume.model import Span

WIDE_GAP = 1.1
"""In font sizes: more than any blank between words, less than between a title and its date."""
WIDE_AMONG_BLANKS = 2.2
"""Times the line's usual blank: justified text has wide blanks, but all of them."""
TOLD_GAP = 0.34
"""In font sizes: where the document's layout tells a cell, a little more than a blank will do."""
JUSTIFIED_LIMIT = 2.4
"""In font sizes: no justified blank is this wide."""
MARGIN_NEAR = 3.0
"""Font sizes: rows of running text end this close to the margin."""
MARGIN_ROWS = 3
"""So many rows must reach an edge before it is a margin."""
PLAIN_SHARE = 0.25
"""Of the letters in bold type: so much plain type is the text, however much is bold."""
CAPS_LETTERS = 4
"""Fewer letters in capitals are a short form (GPA, BA), no style."""
SIZE_STEP = 0.5
"""Points: sizes closer than this look the same."""
TYPED_BLANK = 1.5
"""Letters: where all letters are of one width, words may stand below each other by chance."""
LETTER_NEAR = 0.01
"""Points between the widths of two letters of a typewriter."""
RANGE_WORDS = 2
"""Of either end of a range: a month and a year."""
TYPED_MIN = 2
"""Rows that begin with one typed sign before it is that of a list; and most that begin with it."""
TYPED_SHARE = 0.8

BULLET = "•"
_SIGNS = "•·∙⋅◦○●◉◎▪▫■□◆◇❖►▶▸‣➢➤➔→⇒✓✔✗★☆✦✧⁃*–—−-"
_TYPED_SIGNS = ("o", ">", ">>", "»", "›", ".", "+", "++", "~", "=>", "->")
"""What stands for a bullet where a keyboard has none."""
_NEVER_TEXT = (">>", "»", "›", "=>", "->")
"""No row that only goes on with a sentence begins with one of these."""
_DASHES = ("–", "—", "−", "-", "*", "·", "⋅")
_ARROWS = ("→", "➔", "⇒")
_BULLET = re.compile(rf"^[{re.escape(_SIGNS)}]{{1,2}}$")
_GLUED = re.compile(r"^[•∙◦○●◉▪▫■□◆◇❖►▶▸‣➢➤✓✔]+(?=\w)")


class Look(NamedTuple):
    """How a run looks: what makes two runs look alike."""

    size: float
    bold: bool
    italic: bool
    caps: bool
    color: tuple[float, float, float]
    font: str


@dataclass(frozen=True, eq=False)
class Cell:
    """A run of words without a wide gap inside; `sign` is the bullet or icon before it."""

    span: Span
    sign: str | None
    index: int  # position in its row

    @property
    def text(self) -> str:
        return self.span.text

    @property
    def left(self) -> float:
        return self.span.words[0].box.left

    @property
    def right(self) -> float:
        return self.span.words[-1].box.right

    @cached_property
    def look(self) -> Look:
        """The look of most of its letters."""
        return look_of(self.span)


@dataclass(frozen=True, eq=False)
class Row:
    """One visible line as cells, with the free space above it and its region's right edge."""

    line: Line
    cells: tuple[Cell, ...]
    space: float = 0.0
    edge: float = 0.0
    margin: float = float("inf")  # the edge, when several rows reach it
    runs_on: bool = False  # the text that stands behind a header on its row

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)

    @property
    def first(self) -> Cell:
        return self.cells[0]

    @property
    def size(self) -> float:
        return self.first.look.size


def look_of(span: Span) -> Look:
    """The look of most of the letters of a span."""
    if len(span.words) == 1 or all(word.style is span.words[0].style for word in span.words):
        style = span.words[0].style
    else:
        weights: Counter[Style] = Counter()
        for word in span.words:
            weights[word.style] += len(word.text)
        style = weights.most_common(1)[0][0]
    letters = [char for char in span.text if char.isalpha()]
    caps = len(letters) >= CAPS_LETTERS and span.text.upper() == span.text
    return Look(_step(style.size), style.bold, style.italic, caps, style.color, style.font)


def is_icon(text: str) -> bool:
    """Only pictures: private-use glyphs, symbols, dingbats; never letters or digits."""
    return not any(char.isalnum() and not "\ue000" <= char <= "\uf8ff" for char in text) and any(
        "\ue000" <= char <= "\uf8ff" or ord(char) >= 0x2190 or char == "\ufffd" for char in text
    )


def is_sign(text: str) -> bool:
    """A bullet, a dash or a picture standing alone."""
    return bool(_BULLET.match(text)) or is_icon(text)


def make_span(words: Sequence[Word], page: int, line: int) -> Span:
    """The words as one text with the blanks between them."""
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for index, word in enumerate(words):
        if index and word.space_before:
            parts.append(" ")
            at += 1
        starts.append(at)
        parts.append(word.text)
        at += len(word.text)
    return Span("".join(parts), tuple(words), tuple(starts), page, line)


def split_gaps(line: Line) -> Iterator[list[Word]]:
    """The words of a line, apart where a gap is wide."""
    words = line.words
    if not words:
        return
    gaps = [after.box.left - before.box.right for before, after in pairwise(words)]
    limit = _gap_limit(line, gaps)
    blank = typed_blank(words) if len(line.cells) > 1 else 0.0
    group = [words[0]]
    for index, (word, gap) in enumerate(zip(words[1:], gaps, strict=True), start=1):
        told = index in line.cells and gap > max(TOLD_GAP * word.style.size, blank)
        if gap > limit or told or (_is_mark(word.text) and not _parts_range(group[-1], word)):
            yield group
            group = []
        group.append(word)
    yield group


def typed_blank(words: Sequence[Word]) -> float:
    """A little more than a blank of a typewriter, where every letter is as wide as a blank."""
    wide = [word.box.width / len(word.text) for word in words]
    return TYPED_BLANK * wide[0] if max(wide) - min(wide) < LETTER_NEAR else 0.0


def _is_mark(text: str) -> bool:
    """A bullet or picture inside a line: it opens a piece of its own."""
    return is_sign(text) and text not in _DASHES


def _parts_range(before: Word, sign: Word) -> bool:
    """An arrow behind a year or a day, in the place of a dash."""
    return sign.text in _ARROWS and before.text[-1].isdigit()


def _gap_limit(line: Line, gaps: Sequence[float]) -> float:
    size = max(word.style.size for word in line.words) or 1.0
    blanks = sorted(gap for gap in gaps if gap > 0)
    usual = blanks[len(blanks) // 2] if len(blanks) > 2 else 0.0
    return min(max(WIDE_GAP * size, WIDE_AMONG_BLANKS * usual), JUSTIFIED_LIMIT * size)


def make_row(line: Line, typed: frozenset[str] = frozenset()) -> Row | None:
    """One line as a row; None when nothing but signs stands in it."""
    if not any(map(str.isalnum, line.text)):
        return None  # a rule of typed signs, and what it parts has space between
    cells: list[Cell] = []
    pending: list[Word] = []  # a sign whose text stands behind a wide gap
    for group in split_gaps(line):
        words = [*pending, *(group[1:] if _parts_label(cells, group) else group)]
        sign, rest = _take_sign(words, typed)
        pending = [] if rest else words[:1]
        if not rest:
            continue
        if cells and sign in _DASHES and _is_half_range(cells[-1].text, rest):
            span = make_span([*cells[-1].span.words, *words], line.page, line.id)
            cells[-1] = replace(cells[-1], span=span)
        else:
            cells.append(Cell(make_span(rest, line.page, line.id), sign, len(cells)))
    return Row(line, tuple(cells)) if cells else None


def _parts_label(cells: Sequence[Cell], group: Sequence[Word]) -> bool:
    """The colon of a column of its own between labels and values."""
    return bool(cells) and len(group) > 1 and group[0].text == ":"


def _is_half_range(before: str, rest: Sequence[Word]) -> bool:
    """ "09/1999" before a dash and "07/2003", which begins no list."""
    short = len(before.split()) <= RANGE_WORDS and len(rest) <= RANGE_WORDS
    return short and before[-1].isdigit() and rest[-1].text[-1].isdigit()


def _take_sign(
    words: Sequence[Word], typed: frozenset[str] = frozenset()
) -> tuple[str | None, list[Word]]:
    """The sign in front, and the words without pictures."""
    first = words[0]
    if first.text in typed and len(words) > 1:
        return BULLET, _without_icons(words[1:])
    if is_sign(first.text):
        return first.text, _without_icons(words[1:])
    if glued := _GLUED.match(first.text):
        bare = Word(first.text[glued.end() :], first.box, first.style, True, first.link)
        return glued[0], [bare, *_without_icons(words[1:])]
    return None, _without_icons(words)


def _without_icons(words: Sequence[Word]) -> list[Word]:
    return [
        word
        for index, word in enumerate(words)
        if not is_icon(word.text) or (index and _parts_range(words[index - 1], word))
    ]


def make_rows(lines: Iterable[Line]) -> tuple[Row, ...]:
    """The visible lines in reading order as rows, each with the space around it."""
    given = tuple(lines)
    typed = _typed_signs(given)
    return measured(row for line in given if (row := make_row(line, typed)) is not None)


def _typed_signs(lines: Sequence[Line]) -> frozenset[str]:
    """Letters and signs that open several rows, each before the first word of a text."""
    opened: dict[str, list[bool]] = defaultdict(list)
    for line in lines:
        if len(line.words) > 1 and line.words[0].text in _TYPED_SIGNS:
            sign = line.words[0].text
            opened[sign].append(_begins_text(line.words[1]) or sign in _NEVER_TEXT)
    return frozenset(
        sign
        for sign, begins in opened.items()
        if sum(begins) >= max(TYPED_MIN, TYPED_SHARE * len(begins))
    )


def _begins_text(word: Word) -> bool:
    """ "o Brasil" goes on a sentence only where a row happens to break; "o Built" does not."""
    return word.text[:1].isupper() or word.text[:1].isdigit()


def measured(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with the space above each and the right edge of each region."""
    given = tuple(rows)
    edges: dict[tuple[int, int], float] = {}
    for row in given:
        place = (row.line.page, row.line.region)
        edges[place] = max(edges.get(place, 0.0), row.cells[-1].right)
    reached: Counter[tuple[int, int]] = Counter()
    for row in given:
        place = (row.line.page, row.line.region)
        edge = edges[place] if row.line.edge is None else row.line.edge
        reached[place] += row.cells[-1].right > edge - MARGIN_NEAR * row.size
    spaces = (0.0, *(_space(one.line, two.line) for one, two in pairwise(given)))
    return tuple(
        _with_edge(replace(row, space=space), edges, reached)
        for row, space in zip(given, spaces, strict=False)
    )


def _space(above: Line, line: Line) -> float:
    if above.page != line.page or above.box.bottom <= line.box.bottom:
        return 0.0
    return max(0.0, above.box.bottom - line.box.top)


def _with_edge(
    row: Row, edges: dict[tuple[int, int], float], reached: Counter[tuple[int, int]]
) -> Row:
    place = (row.line.page, row.line.region)
    edge = edges[place] if row.line.edge is None else row.line.edge
    margin = edge if reached[place] >= MARGIN_ROWS else float("inf")
    return replace(row, edge=edge, margin=margin)


def content_lines(document: Document) -> Iterator[Line]:
    """Lines a reader sees as content: neither hidden nor running headers and footers."""
    return (line for line in document.visible_lines() if line.furniture is None)


def style_parts(span: Span) -> tuple[Span, ...]:
    """The span, apart where weight, slant, size or colour changes."""
    words = span.words
    cuts = [
        at
        for before, after, at in zip(words, words[1:], span.starts[1:], strict=False)
        if _differs(before.style, after.style)
    ]
    if not cuts:
        return (span,)
    edges = [0, *cuts, len(span.text)]
    parts = (span.cut(start, end) for start, end in pairwise(edges))
    return tuple(part for part in parts if part.text)


def _differs(one: Style, other: Style) -> bool:
    if one is other:
        return False
    return (
        one.bold != other.bold
        or one.italic != other.italic
        or abs(one.size - other.size) > SIZE_STEP
        or max(abs(a - b) for a, b in zip(one.color, other.color, strict=True)) > 0.1
    )


def body_look(rows: Sequence[Row]) -> Look:
    """The look most of the letters of the rows have."""
    weights: Counter[Style] = Counter()
    for row in rows:
        for cell in row.cells:
            for word in cell.span.words:
                weights[word.style] += len(word.text)
    if not weights:
        return Look(0.0, False, False, False, (0.0, 0.0, 0.0), "")
    style, most = weights.most_common(1)[0]
    plain = [(weight, one) for one, weight in weights.items() if not one.bold]
    if style.bold and plain and max(weight for weight, _ in plain) >= PLAIN_SHARE * most:
        style = max(plain, key=lambda pair: pair[0])[
            1
        ]  # a list of bold titles has its text in plain type
    return Look(_step(style.size), style.bold, style.italic, False, style.color, style.font)


def _step(size: float) -> float:
    return round(size / SIZE_STEP) * SIZE_STEP
