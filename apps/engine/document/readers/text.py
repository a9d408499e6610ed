"""A plain text -> one page of letters of equal width, as a terminal would show it.

Where a letter stands tells columns, indents and wrapped lines, so that the stages for pages read
plain text as well. The page is as high as the text is long; its sizes never leave the engine.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np

from apps.engine.document.readers.gutters import widen_gutters
from apps.engine.document.readers.markdown import (
    LEVELS,
    PLAIN,
    STRONG,
    LinkedText,
    Marked,
    is_markdown,
    read_marks,
)
from apps.engine.model import Box, Link, PageSize, Style
from apps.engine.page import VISIBLE, Floats, Glyphs, Page

SIZE = 10.0  # points of a letter: that of most running text
CELL = 5.0  # points a letter is wide
LEADING = 12.0  # points from row to row
MARGIN = 72.0  # points around the text
TAB = 8  # letters from one tab stop to the next
TAB_GAP = 3  # letters a tab is wide at least: it parts what stands around it
LONGEST_ROW = 20_000  # letters: a longer row goes on in the next one
UNWRAPPED = 140  # letters: no editor wraps rows so late, so paragraphs are rows here

BODY = Style("", SIZE, False, False, (0.0, 0.0, 0.0))
BOLD = BODY._replace(bold=True)
HEADING_STEP = 2.0  # points a heading of Markdown is larger than the next lower one
LEAST_LEVEL = 4  # of headings that are as large as the text
STYLES = (
    BODY,
    BOLD,
    BODY._replace(italic=True),
    *(
        BOLD._replace(size=SIZE + HEADING_STEP * max(0, LEAST_LEVEL - level))
        for level in range(1, LEVELS + 1)
    ),
)
"""By the looks that marks tell."""
SIDED = re.compile(r"(\s*)([|│║┃])([^|│║┃]*)\2\s*")
LID = re.compile(r"\s*[+┌╔┏╭└╚┗╰·.'`][-=─━═]{2,}[+┐╗┓╮┘╝┛╯·.'´]\s*")
UNDERLINE = re.compile(r"\s*([=\-_~*#^\u2500\u2501\u2550])\1{2,}\s*")
UNDERLINED_BY = (0.5, 2.5)  # times its own length: a heading has a rule about as long below it
LONGEST_HEADING = 60  # letters
SENTENCE_GAP = re.compile(r"(?<=[.!?:;,)])  (?=\S)")  # typists put two blanks behind a sentence
LEADERS = re.compile(r"(?<=\w) ?[._\u00b7]{4,}(?=\s*:|\s+\S)")  # from a label to its value
NEVER_SHOWN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
WIDE_BLANKS = re.compile("[\u2003\u3000]")  # as wide as a letter of size SIZE


@dataclass(frozen=True, slots=True)
class TextSource:
    """A decoded text, and what else a file would say of itself."""

    data: bytes
    text: str
    numbers: tuple[int, ...] = (1,)
    page_count: int = 1
    title: None = None
    author: None = None
    creation_date: None = None
    modification_date: None = None
    warnings: tuple[str, ...] = ()
    tagged: bool = False


class Typed(NamedTuple):
    """A row of letters: the columns they stand in, their looks, the columns that are links."""

    letters: str
    columns: tuple[int, ...]
    styles: tuple[int, ...]  # indices into STYLES
    links: tuple[LinkedText, ...] = ()


def read_text(source: TextSource) -> Iterator[Page]:
    """The text as one page."""
    rows = list(_rows(source.text))
    high = 2 * MARGIN + LEADING * len(rows)
    widest = max((row.columns[-1] for row in rows if row.columns), default=0)
    size = PageSize(1, 2 * MARGIN + CELL * (widest + 1), high, 0)
    links = tuple(_links(rows, high - MARGIN))
    yield Page(size, _glyphs(rows, high - MARGIN), STYLES, links=links)


def is_wrapped(source: TextSource) -> bool:
    """Whether rows end where the paper did: not where whole paragraphs are rows."""
    return all(len(row) <= UNWRAPPED for row in source.text.split("\n"))


def _rows(text: str) -> Iterator[Typed]:
    """The rows, those with a rule below them in bold; the rule is kept as an empty row."""
    rows = [_clean(row) for row in widen_gutters(_without_boxes([*_split(text)]))]
    has_marks = is_markdown(rows)
    boxed = _boxed(rows)
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) else ""
        above = rows[index - 1] if index else ""
        if _is_rule_of(row, above):
            yield Typed("", (), ())
        else:
            shown = read_marks(row) if has_marks else Marked(row, (PLAIN,) * len(row))
            is_heading = index in boxed or _is_rule_of(below, row)
            yield _typed(shown._replace(looks=(STRONG,) * len(shown.text)) if is_heading else shown)


def _split(text: str) -> Iterator[str]:
    for row in re.split(r"\r\n|[\n\r\f\v\x85\u2028\u2029]", text):
        for start in range(0, len(row) or 1, LONGEST_ROW):
            yield row[start : start + LONGEST_ROW]


def _without_boxes(rows: list[str]) -> list[str]:
    """The rows without the boxes drawn around some; a box around one row is a rule below it.

    A row with lines within is one of a table, and stays.
    """
    shown, start = list(rows), 0
    for is_side, group in groupby(rows, key=lambda row: SIDED.fullmatch(row) is not None):
        end = start + len(list(group))
        if is_side and start and end < len(rows) and _are_lids(rows[start - 1], rows[end]):
            shown[start:end] = [SIDED.sub(r"\1 \3 ", row) for row in rows[start:end]]
            is_one = end == start + 1
            shown[start - 1], shown[end] = "", "-" * len(shown[start].strip()) if is_one else ""
        start = end
    return shown


def _are_lids(above: str, below: str) -> bool:
    return LID.fullmatch(above) is not None and LID.fullmatch(below) is not None


def _clean(row: str) -> str:
    shown = NEVER_SHOWN.sub("", row).rstrip()
    led = LEADERS.sub(lambda match: " " * len(match[0]), shown)
    return WIDE_BLANKS.sub("  ", SENTENCE_GAP.sub(" ", led))


def _is_rule_of(rule: str, heading: str) -> bool:
    """Whether a row is a line of signs below a short text about as long."""
    if not UNDERLINE.fullmatch(rule) or not heading.strip() or UNDERLINE.fullmatch(heading):
        return False
    least, most = UNDERLINED_BY
    long = len(heading.strip())
    return long <= LONGEST_HEADING and least * long <= len(rule.strip()) <= most * long


def _boxed(rows: list[str]) -> set[int]:
    """Short texts between two rules of one kind, however long; no rule is in two boxes."""
    boxed: set[int] = set()
    for index, (above, row, below) in enumerate(zip(rows, rows[1:], rows[2:], strict=False), 1):
        one, other = UNDERLINE.fullmatch(above), UNDERLINE.fullmatch(below)
        ruled = one is not None and other is not None and one[1] == other[1]
        short = 0 < len(row.strip()) <= LONGEST_HEADING and not UNDERLINE.fullmatch(row)
        if ruled and short and index - 2 not in boxed:
            boxed.add(index)
    return boxed


def _typed(row: Marked) -> Typed:
    """The letters of a row, each with its column; blanks are gone, their places are not."""
    letters: list[str] = []
    columns: list[int] = []
    styles: list[int] = []
    places: list[int] = []  # the column of every sign, blanks too
    column = 0
    for letter, style in zip(row.text, row.looks, strict=True):
        places.append(column)
        if letter == "\t":
            column = max(column - column % TAB + TAB, column + TAB_GAP)
            continue
        if letter != " ":
            letters.append(letter)
            columns.append(column)
            styles.append(style)
        column += 1
    links = (
        LinkedText(places[one.start], places[one.end - 1] + 1, one.target)
        for one in row.links
        if one.end > one.start
    )
    return Typed("".join(letters), tuple(columns), tuple(styles), tuple(links))


def _links(rows: list[Typed], top: float) -> Iterator[Link]:
    for number, row in enumerate(rows, start=1):
        base = top - LEADING * number
        for start, end, target in row.links:
            left, right = MARGIN + CELL * start, MARGIN + CELL * end
            yield Link(1, Box(left, base - 0.2 * SIZE, right, base + 0.8 * SIZE), target)


def _glyphs(rows: list[Typed], top: float) -> Glyphs:
    """One glyph for each letter, the first row at the top."""
    letters = "".join(row.letters for row in rows)
    lengths = np.array([len(row.letters) for row in rows], np.int64)
    number = np.repeat(np.arange(len(rows), dtype=np.int64), lengths)
    columns = np.array([column for row in rows for column in row.columns], np.float64)
    baseline: Floats = top - LEADING * (number.astype(np.float64) + 1)
    left: Floats = MARGIN + CELL * columns
    styles = np.array([style for row in rows for style in row.styles], np.int64)
    zeros = np.zeros(len(letters), np.int64)
    return Glyphs(
        code=np.frombuffer(letters.encode("utf-32-le"), "<u4").astype(np.int64),
        left=left,
        bottom=baseline - 0.2 * SIZE,
        right=left + CELL,
        top=baseline + 0.8 * SIZE,
        baseline=baseline,
        size=np.array([style.size for style in STYLES])[styles],
        style=styles,
        hidden=np.full(len(letters), VISIBLE, np.int64),
        angle=zeros,
        mark=zeros - 1,
        run=number,
    )
