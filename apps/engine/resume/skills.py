"""The rows of skill sections in, single skills out: without labels and ratings."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from apps.engine.resume.model import Found, Span, join_spans
from apps.engine.resume.pieces import label_kind
from apps.engine.resume.rows import Cell, Look, Row, style_parts
from apps.engine.resume.vocabulary.load import fold, members, words

MAX_WORDS = 8
"""A longer item is a sentence."""
PROSE_WORDS = 6
"""Where the items of a list have so many words, half of them or more, they tell what was done."""
LABEL_WORDS = 5
CHIP_GAP = 0.55
"""In font sizes: blanks between chips are wider than blanks between words."""
BLANK = 0.3
"""Of the font size: a blank between words."""
LEVEL_ROWS = 3
FEW = 0.6
"""Of the cells of a column that are different words, or words for levels."""
COLUMN_NEAR = 3.0
"""Points between the left edges of one column."""

_SEPARATOR = re.compile(r"\s*[,;|•·●◦▪/]\s+|\s*[;|•●◦▪]\s*|\s+[·/–—-]\s+|,(?=\S)(?!\d)|\s+·")
_LABEL = re.compile(r"^([^:,;|]{2,40}):\s*")
_PARENTHESES = re.compile(r"\s*\(([^()]*)\)?\s*$")
_RATING = re.compile(r"[\s(]*(?:[●○★☆■□▪▫•⬤◯✩✭]+|\d\s*/\s*\d+|\d{1,3}\s*%)[\s)]*$")
_YEARS = re.compile(
    r"\s*[-–(]?\s*\d+\+?\s*(?:years?|yrs?|Jahre|ans|años|anos|anni|jaar)\b\)?\s*$", re.I
)
_JOINERS = ("and ", "und ", "et ", "y ", "e ", "en ")


def find_skills(rows: Sequence[Row]) -> tuple[Found[str], ...]:
    """Every skill once, in the order of the page."""
    found: dict[str, Found[str]] = {}
    for span in _items(rows):
        tidy = _tidy(span)
        if tidy is None:
            continue
        value = (
            words("skills").get(fold(tidy.text), tidy.text) if _is_same(tidy.text) else tidy.text
        )
        found.setdefault(fold(value) or value, Found(value, (tidy,), ("listed under skills",)))
    return tuple(found.values())


def _is_same(text: str) -> bool:
    return fold(text) in words("skills")


def _items(rows: Sequence[Row]) -> Iterator[Span]:
    for group in _groups(_without_levels(_without_prose(rows))):
        at = 0
        text = group.text
        for match in [*_SEPARATOR.finditer(text), None]:
            end = match.start() if match else len(text)
            if match and _inside_parentheses(text, match.start()):
                continue
            if text[at:end].strip():
                yield group.cut(at, end)
            at = match.end() if match else end


def _without_prose(rows: Sequence[Row]) -> Sequence[Row]:
    """Without the sentences of a list of achievements under its themes."""
    signed = [row for row in rows if row.first.sign is not None]
    if not signed or median(map(_longest, signed)) < PROSE_WORDS:
        return rows
    if any(_LABEL.match(row.text) for row in signed):
        return rows
    return [row for row in rows if row not in signed]


def _longest(row: Row) -> int:
    """Words of the longest stretch between separators; a wide gap is one."""
    return max(len(part.split()) for cell in row.cells for part in _SEPARATOR.split(cell.text))


def _without_levels(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Without the row that names columns, and without columns of levels and years."""
    named = [
        row for row in rows if len(row.cells) > 1 and all(label_kind(c.text) for c in row.cells)
    ]
    columns: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        for cell in row.cells[1:] if row not in named else ():
            columns[round(cell.left / COLUMN_NEAR)].append(cell.text)
    levels = {left for left, found in columns.items() if _are_levels(found)}
    kept = (
        replace(
            row,
            cells=tuple(
                cell
                for cell in row.cells
                if not cell.index or round(cell.left / COLUMN_NEAR) not in levels
            ),
        )
        for row in rows
        if row not in named
    )
    return tuple(kept)


def _names_columns(row: Row) -> bool:
    return len(row.cells) > 1 and all(label_kind(cell.text) for cell in row.cells)


def _are_levels(texts: Sequence[str]) -> bool:
    """A column of level words or numbers, or of few words over and over."""
    if len(texts) < LEVEL_ROWS:
        return False
    told = sum(_is_level(text) or not any(map(str.isalpha, text)) for text in texts)
    few = len({fold(text) for text in texts}) <= FEW * len(texts)
    return few or told > FEW * len(texts)


def _inside_parentheses(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _groups(rows: Sequence[Row]) -> Iterator[Span]:
    """Runs of text without their labels, lines broken inside an item rejoined."""
    labels = _label_looks(rows)
    running: list[tuple[Row, Cell, Span]] = []  # open at the end of the row above
    for row in rows:
        chips = [cell for cell in _chips(row) if cell.look not in labels]
        cells = _without_label_cell(chips, rows)
        labelled = len(cells) < len(chips) or any(cell.look in labels for cell in row.cells)
        opened: list[tuple[Row, Cell, Span]] = []
        for cell in cells:
            span = _without_label(cell.span)
            above = next(
                (one for one in running if abs(one[1].left - cell.left) < COLUMN_NEAR), None
            )
            plain = span is cell.span and not labelled
            if above is not None and plain and _goes_on(above, row, cell):
                running.remove(above)
                span = join_spans(above[2], span)
            opened.append((row, cell, span))
        yield from (span for _, _, span in running)
        running = opened
    yield from (span for _, _, span in running)


def _goes_on(above: tuple[Row, Cell, Span], row: Row, cell: Cell) -> bool:
    before, _, text = above
    if cell.sign or before.line.page != row.line.page:
        return False
    if text.text.rstrip().endswith((",", ";", "-", "‐", "/", "·", "|", "•", "&", "(")):
        return True
    if before.line.edge is not None and before.line.block != row.line.block:
        return False  # the file says where a paragraph ends
    if not _SEPARATOR.search(text.text):
        return cell.text[:1].islower() or text.text.count("(") > text.text.count(")")
    free = row.edge - before.cells[-1].right
    return free < cell.span.words[0].box.width + BLANK * row.size


def _label_looks(rows: Sequence[Row]) -> frozenset[Look]:
    """Looks of group titles: rows or cells that stand out above what they name."""
    looks: Counter[Look] = Counter()
    for row in rows:
        for cell in row.cells:
            looks[cell.look] += len(cell.text)
    if len(looks) < 2:
        return frozenset()
    usual = looks.most_common(1)[0][0]
    first = rows[0].first.look
    stands_out = (first.bold and not usual.bold) or first.size > usual.size + 0.5
    titled = first != usual and stands_out and len(rows) > 1 and not rows[0].first.text.count(",")
    return frozenset({first}) if titled else frozenset()


def _without_label_cell(cells: Sequence[Cell], rows: Sequence[Row]) -> Sequence[Cell]:
    """A label rail: short texts left of the lists of the section."""
    if len(cells) != 2 or not all(len(row.cells) <= 2 for row in rows):
        return cells
    lists = sum(bool(_SEPARATOR.search(row.cells[1].text)) for row in rows if len(row.cells) == 2)
    pairs = sum(len(row.cells) == 2 for row in rows)
    short = len(cells[0].text.split()) <= LABEL_WORDS and not _SEPARATOR.search(cells[0].text)
    return cells[1:] if short and lists * 2 >= pairs else cells


def _chips(row: Row) -> Iterator[Cell]:
    """Cells, also apart at the blanks between chips."""
    for cell in row.cells:
        spans = cell.span.words
        wide = [
            after
            for before, after in pairwise(spans)
            if after.box.left - before.box.right > CHIP_GAP * after.style.size
        ]
        if not wide or _SEPARATOR.search(cell.text):
            yield cell
            continue
        starts = [
            0,
            *(at for word, at in zip(spans, cell.span.starts, strict=True) if word in wide),
        ]
        for start, end in zip(starts, [*starts[1:], len(cell.text)], strict=True):
            yield Cell(cell.span.cut(start, end), cell.sign, cell.index)


def _without_label(span: Span) -> Span:
    """ "Databases: PostgreSQL, Redis" without its label; a bold run in front is one too."""
    match = _LABEL.match(span.text)
    if match and len(match[1].split()) <= LABEL_WORDS and match.end() < len(span.text):
        return span.cut(match.end(), len(span.text))
    parts = style_parts(span)
    if len(parts) == 2 and parts[0].words[0].style.bold and not parts[1].words[0].style.bold:
        lists = _SEPARATOR.search(parts[1].text) and not _SEPARATOR.search(parts[0].text)
        return parts[1] if lists else span
    return span


def _tidy(span: Span) -> Span | None:
    """The skill without ratings, levels and punctuation; None when it is none."""
    if span.text.rstrip().endswith(":"):
        return None
    text = _RATING.sub("", _YEARS.sub("", span.text))
    level = _PARENTHESES.search(text)
    if level and _is_level(level[1]):
        text = text[: level.start()]
    text = text.rstrip(" .,;:–—-") if not text.endswith(("...", "C#")) else text
    start = len(text) - len(text.lstrip(" ,;:–—-•·"))
    for joiner in _JOINERS:
        if text[start:].startswith(joiner) and len(text) > start + len(joiner) + 2:
            start += len(joiner)
            break
    text = text[start:].strip()
    if (
        not any(char.isalnum() for char in text)
        or len(text.split()) > MAX_WORDS
        or text.endswith(":")
    ):
        return None
    at = span.text.index(text)
    return span.cut(at, at + len(text))


def _is_level(text: str) -> bool:
    key = fold(text)
    return key in members("proficiency") or key in ("expert", "experte", "experto", "esperto")
