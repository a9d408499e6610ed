"""Rows of a section in, rows out: a text that runs on behind the header of its entry stands below.

"Head Chef, The Copper Pan, Leeds (2018 – 2022). Ran the pass for 120 covers." is a header and a
text; so is "2018 – 2022   Head Chef, The Copper Pan, Leeds. Ran the pass for 120 covers."
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from apps.engine.resume.dates import find_dates, is_date_text
from apps.engine.resume.facts import capital_share, words_of
from apps.engine.resume.model import join_spans
from apps.engine.resume.places import trailing_place
from apps.engine.resume.rows import BULLET, Cell, Look, Row, style_parts
from apps.engine.resume.vocabulary.load import fold, members

HEADER_WORDS = 16
"""Title, employer and place have fewer; so has what stands between the date and its text."""
HEADER_CAPITALS = 0.5
"""Of the longer words in front of the date: a sentence has fewer."""
SET_OFF = (",", "(", "[", ":", ";", "|", "–", "—", "-", "·")
"""What stands before the date of a header: "Between 2018 – 2022" has none."""
SHORT_FORM = 3
"""Letters of a word whose point ends no sentence: St., Dr., Co."""
BLANK = 0.3
"""Of the font size: a blank between words."""
OPEN = (",", ":", "-", "&")
LEFT_NEAR = 2.0
"""Points between the left edges of the rows of one paragraph."""
TEXT_WORDS = 4
"""Of a text that runs on behind a place or a change of style; behind a date one will do."""

_ENDS = re.compile(r"[)\]]*\s*(?:[.:;]|\s[–—-])\s+(?=[\"“„«'(]?[^\W_])|[)\]]+\s+(?=[^\W\d_])")
"""What closes a header: a point or colon behind the date, or its bracket."""
_STOP = re.compile(r"\.\s+(?=[^\W_])")

Ends = tuple[int, int]
"""Where a header ends, and where the text behind it begins."""


def part_run_in(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, each header that a text runs on behind apart from that text."""
    rows = [_behind_its_date(row) for row in rows]
    return tuple(part for row in _with_paragraphs(rows) for part in _parts(row))


def _behind_its_date(row: Row) -> Row:
    """ "2018 – 2022. Chef, The Copper Pan, Leeds. Ran the pass": the date in a cell of its own."""
    cell = row.first
    date = next(iter(find_dates(cell.text)), None)
    if len(row.cells) > 1 or cell.sign or date is None or date.start or not date.is_range:
        return row
    stop = _STOP.match(cell.text, date.end)
    if stop is None or _behind_place(cell.text[stop.end() :]) is None:
        return row
    names = Cell(cell.span.cut(stop.end(), len(cell.text)), None, 1)
    return replace(row, cells=(replace(cell, span=cell.span.cut(0, date.end)), names))


def _with_paragraphs(rows: Sequence[Row]) -> Iterator[Row]:
    """Beside a date, the names of an entry and the text behind their point, broken over rows."""
    at = 0
    while at < len(rows):
        row, end = rows[at], _paragraph_end(rows, at)
        below = (one.first.span for one in rows[at + 1 : end])
        span = reduce(join_spans, below, row.cells[-1].span) if end > at else None
        ends = _behind_names(span.text) if span is not None else None
        if span is None or ends is None:
            yield row
            at += 1
            continue
        head, rest = span.cut(0, ends[0]), span.text[ends[1] :]
        yield replace(row, cells=(row.first, replace(row.cells[-1], span=head)))
        if rest:
            text = Cell(span.cut(ends[1], len(span.text)), None, 0)
            yield replace(row, cells=(text,), space=0.0, runs_on=True)
        at = end


def _paragraph_end(rows: Sequence[Row], at: int) -> int:
    """Behind the last row of the text beside a date; the row itself where there is none."""
    row, end = rows[at], at + 1
    if len(row.cells) != 2 or not is_date_text(row.first.text) or row.cells[-1].sign:
        return at
    left, look = row.cells[-1].left, row.cells[-1].look
    while (
        end < len(rows) and _goes_on(rows[end], left, look) and _is_full(*rows[end - 1 : end + 1])
    ):
        end += 1
    return end


def _goes_on(row: Row, left: float, look: Look) -> bool:
    aligned = len(row.cells) == 1 and abs(row.first.left - left) <= LEFT_NEAR
    return aligned and row.first.sign is None and row.first.look == look and row.space < row.size


def _is_full(above: Row, below: Row) -> bool:
    """The row above ends open, or the first word below would not have fitted behind it."""
    free = above.edge - above.cells[-1].right
    return (
        above.text.endswith(OPEN) or free < below.first.span.words[0].box.width + BLANK * above.size
    )


def _behind_names(text: str) -> Ends | None:
    """Where names between commas end with a point, and where a text begins behind it, if one does.

    >>> _behind_names("Lecturer, Carrow College. Taught geology to second-year students.")
    (24, 26)
    """
    for stop in _STOP.finditer(text):
        head, rest = text[: stop.start()], text[stop.end() :]
        if "," in head and _is_header(head) and _is_text(rest):
            return stop.start(), stop.end()
    whole = text.endswith(".") and "," in text and not _is_short(text[:-1])
    named = whole and all(map(_is_header, (text[:-1], text[text.rindex(",") + 1 : -1].strip())))
    return (len(text) - 1, len(text)) if named else None


def _parts(row: Row) -> Iterator[Row]:
    cell = row.cells[-1]
    ends = _header_end(row, cell)
    if ends is None:
        yield row
        return
    head, text = cell.span.cut(0, ends[0]), cell.span.cut(ends[1], len(cell.text))
    yield replace(row, cells=(*row.cells[:-1], replace(cell, span=head)))
    below = Cell(text, None, 0)
    yield replace(row, cells=(below,), space=0.0, runs_on=True)


def _header_end(row: Row, cell: Cell) -> Ends | None:
    """Where the last cell of a row parts; None when no text runs on in it."""
    if cell.sign == BULLET and len(row.cells) == 1:
        return None
    if len(row.cells) == 1:
        return _behind_date(cell)
    if len(row.cells) == 2 and is_date_text(row.first.text):
        return _behind_place(cell.text) or _behind_style(cell)
    return None


def _behind_date(cell: Cell) -> Ends | None:
    """A range behind names, and a sentence behind the range."""
    for date in (one for one in find_dates(cell.text) if one.is_range):
        ends = _ENDS.match(cell.text, date.end)
        before = cell.text[: date.start]
        if ends is None or not _is_header(before) or not before.rstrip().endswith(SET_OFF):
            continue
        closes = date.end + len(ends[0]) - len(ends[0].lstrip(")]"))
        return (closes, ends.end()) if cell.text[ends.end()].isupper() else None
    return None


def _is_header(text: str) -> bool:
    """Names between commas, no sentence among them."""
    words = words_of(text)
    if not 0 < len(words) <= HEADER_WORDS or capital_share(text) < HEADER_CAPITALS:
        return False
    return text[:1].isupper() and all(_is_short_form(text, stop) for stop in _STOP.finditer(text))


def _is_short_form(text: str, stop: re.Match[str]) -> bool:
    """The point behind "Inc." or "St." ends no sentence."""
    return _is_short(text[: stop.start()])


def _is_short(text: str) -> bool:
    word = fold(text.split()[-1])
    return len(word) <= SHORT_FORM or word in members("organisations", "form")


def _behind_place(text: str) -> Ends | None:
    """ "Chef, The Copper Pan, Leeds. Ran the pass for 120 covers": the place ends the header."""
    for stop in _STOP.finditer(text):
        head, rest = text[: stop.start()], text[stop.end() :]
        if _is_header(head) and trailing_place(head) is not None and _is_text(rest):
            return stop.start(), stop.end()
    return None


def _behind_style(cell: Cell) -> Ends | None:
    """Names in bold, and a text in plain type behind their point."""
    first, *others = style_parts(cell.span)
    if not others or not first.words[0].style.bold or others[0].words[0].style.bold:
        return None
    at = len(first.text)
    stop = _STOP.match(cell.text, at - 1 if first.text.endswith(".") else at)
    found = stop is not None and _is_header(first.text.rstrip(".")) and _is_text(others[0].text)
    return stop.span() if stop is not None and found else None


def _is_text(text: str) -> bool:
    return len(words_of(text)) >= TEXT_WORDS and capital_share(text) < HEADER_CAPITALS
