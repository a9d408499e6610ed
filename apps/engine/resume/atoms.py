"""The header of an entry in, the pieces its layout keeps apart out, without its dates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from apps.engine.resume.dates import find_dates, find_durations
from apps.engine.resume.degrees import degree_end, repeat_end
from apps.engine.resume.entries import Entry
from apps.engine.resume.facts import DatedCell, Fact
from apps.engine.resume.model import Span, join_spans
from apps.engine.resume.pieces import ENTRY_LABELS, label_kind, split_label
from apps.engine.resume.places import joins_region, place_score, trailing_place
from apps.engine.resume.rows import Look, look_of, style_parts
from apps.engine.resume.vocabulary.load import fold, members

EDGES = " \t,;:|·•–—-/~*@([]"
"""What may hang at the edges of a piece once it is cut out."""
OPEN_ENDS = (",", "-", "‐", "&", "–", "—", "/", "|", "·")
"""How a row ends that goes on below."""
SCHOOL_REST = 2
"""Words of a school's name that may stand on a row of their own: "Community College"."""
COLUMN_SPACE = 1.0
"""In font sizes: what a column keeps free of the one beside it."""
HALF = 0.5
_SIGNS = r"\s*[|·•;]\s*|\s+[–—]\s+|\s+-{1,3}\s+|\s+(?://?|::|[@.~*])\s+|\s*[–—]\s+"
SEPARATORS = re.compile(_SIGNS)
"""Signs that keep the pieces of any entry apart."""
OR_AT = re.compile(_SIGNS + r"|\s+(?:at|bei|chez|presso|bij)\s+(?=[A-ZÀ-Þ\d])")
"""The same, and the word between a position and its employer."""
_PREPOSITION = re.compile(r"^(?:at|bei|chez|presso|bij|in|en|em|@)\s+(?=[A-ZÀ-Þ])")
BRACKETS = re.compile(r"\s*\(([^()]+)\)$")
_POINT = re.compile(r"(?<!\.[^\W\d_])\.\s+(?=[^\W\d_])")  # not that of U.S.
_COMMA = re.compile(r",\s+")


@dataclass(frozen=True)
class Atom:
    """A piece of an entry's header, with what tells its slot in the layout."""

    span: Span
    row: int  # of the header, counted from its first row
    side: int  # 0: first column, 1: a column further right
    order: int  # among the pieces of its row's column
    count: int  # pieces in that column
    look: Look
    source: Span  # what it was cut from at signs and commas
    label: str | None = None  # of the vocabulary, printed before it: "Company:"

    @property
    def text(self) -> str:
        return self.span.text

    @property
    def slot(self) -> tuple[int, int, int, int]:
        return (self.row, self.side, self.order, self.count)

    @property
    def tail(self) -> tuple[int, int, int, bool]:
        """Its slot counted from the end of its row's column, and whether it opens the column."""
        return (self.row, self.side, self.count - self.order, not self.order)

    @property
    def dress(self) -> tuple[bool, bool, bool, float, int]:
        return (self.look.bold, self.look.italic, self.look.caps, self.look.size, self.side)


def join_atoms(one: Atom, other: Atom) -> Atom | None:
    """Two atoms as one text, when nothing but a comma stood between them."""
    if one.source is not other.source:
        return None
    start = one.source.text.find(one.text)
    at = one.source.text.find(other.text, start + len(one.text))
    if start < 0 or at < 0 or one.source.text[start + len(one.text) : at].strip() != ",":
        return None
    return replace(one, span=one.source.cut(start, at + len(other.text)))


def is_in_brackets(atom: Atom) -> bool:
    """ "Ottawa, ON" of "Grand Hotel (Ottawa, ON)"."""
    return f"({atom.text})" in atom.source.text


def make_atoms(entry: Entry, commas: bool, separators: re.Pattern[str] = OR_AT) -> tuple[Atom, ...]:
    """The pieces of an entry's header, apart at style, strong separators and, if asked, commas."""
    atoms: list[Atom] = []
    for number, cells in enumerate(_joined_rows(entry)):
        label: str | None = None
        for side, cell in enumerate(cells):
            alone = cell is cells[-1] and not cell.text.endswith(":")
            if not alone and label_kind(cell.text) in ENTRY_LABELS:
                label = label_kind(cell.text)
                continue
            own, span = split_label(cell)
            if own not in ENTRY_LABELS:
                own, span = None, cell
            pieces = [
                (piece, part)
                for part in _parts(span)
                for piece in _pieces(part, commas, separators)
            ]
            for order, (found, part) in enumerate(pieces):
                slot = (number, min(side, 1), order, len(pieces))
                kind, piece = split_label(found)
                if kind not in ENTRY_LABELS:
                    kind, piece = None, found
                named = kind or (own or label if order == 0 else None)
                atoms.append(Atom(piece, *slot, look_of(piece), part, named))
            label = None
    return tuple(atoms)


def _joined_rows(entry: Entry) -> list[list[Span]]:
    """The cells of the header rows without their dates; lines broken for width are one again."""
    rows: list[list[Span]] = []
    before: Fact | None = None
    for fact in entry.header:
        cells = fact.row.cells[1:] if fact.label == "dates" else fact.row.cells
        named = (_without_label(cell.span, "dates") for cell in cells)
        spans = [span for one in named for span in without_dates(one, entry.dated)]
        if not spans:
            before = fact if rows else None
            continue
        if rows and before is not None and _continues(before, rows[-1], fact, spans):
            rows[-1][-1] = join_spans(rows[-1][-1], spans[0])
            rows[-1].extend(spans[1:])
        else:
            rows.append(spans)
        before = fact
    return rows


def _without_label(span: Span, kind: str) -> Span:
    label, rest = split_label(span)
    return rest if label == kind else span


def _continues(before: Fact, above: Sequence[Span], fact: Fact, spans: Sequence[Span]) -> bool:
    """A header row that goes on because the row above was full."""
    if len(spans) != 1 or fact.dated is not None or before.row.line.page != fact.row.line.page:
        return False
    if not _is_below(above[-1], spans[0]) or split_label(spans[0])[0] in ENTRY_LABELS:
        return False
    text = before.row.cells[-1].text
    if text.endswith(OPEN_ENDS):
        return not (
            text.endswith(",")
            and look_of(above[-1]) != look_of(spans[0])
            and len(spans[0].text) > 25
        )
    if text.split()[-1].islower() and fold(text.split()[-1]) in members("glue"):
        return True
    if spans[0].text[:1].islower():
        return not fact.emphasis and not _had_room(before, above[-1], spans[0])
    if degree_end(spans[0].text) is not None:
        return False  # a degree begins a row of its own
    if degree_end(above[-1].text) is not None and _is_whole_school(spans[0].text):
        return False  # and so does the school below it
    alike = above[-1].words[-1].style == spans[0].words[0].style
    return alike and _was_full(before, above[-1], spans[0])


def _is_below(above: Span, below: Span) -> bool:
    """In the same column."""
    return (
        below.words[0].box.left <= above.words[-1].box.right
        and below.words[-1].box.right >= above.words[0].box.left
    )


def _was_full(before: Fact, above: Span, below: Span) -> bool:
    """The first word of the next row would not have fitted on the row.

    Where a file states what room a row has, nothing that stands behind a tab has taken any of it.
    """
    right = above.words[-1].box.right
    # two rows in one strong style are one text sooner than two plain ones
    limit = before.row.edge if before.emphasis else before.row.margin
    stated = before.row.line.edge is not None
    beside = [cell.left for cell in before.row.cells if cell.left > right and not stated]
    if beside and place_score(below.text) > 0:
        return False  # a date beside it ends the row sooner than the paper does
    edge = min(beside) - COLUMN_SPACE * before.row.size if beside else limit
    free = edge - right
    return free < below.words[0].box.width


def _had_room(before: Fact, above: Span, below: Span) -> bool:
    """Half of the next row would have fitted behind the row."""
    free = before.row.edge - above.words[-1].box.right
    return free > HALF * (below.words[-1].box.right - below.words[0].box.left)


def without_dates(span: Span, dated: DatedCell | None) -> Iterator[Span]:
    """The stretches of a cell that are neither date nor duration."""
    text = span.text
    taken = [(date.start, date.end) for date in find_dates(text)]
    blank = list(text)
    for start, end in taken:
        blank[start:end] = " " * (end - start)
    taken.extend(find_durations("".join(blank)) if taken or _is_duration(text) else ())
    at = 0
    for start, end in [*sorted(taken), (len(text), len(text))]:
        if piece := trim(span, at, start):
            yield _with_open_end(span, piece, start)
        at = max(at, end)


def _is_duration(text: str) -> bool:
    return any(start == 0 and end == len(text) for start, end in find_durations(text))


def trim(span: Span, start: int, end: int) -> Span | None:
    """The stretch without separators at its edges; None when nothing is left."""
    raw = span.text[start:end]
    stripped = raw.strip(EDGES + ")" if "(" not in raw.strip(EDGES) else EDGES)
    if not any(char.isalnum() for char in stripped):
        return None
    start += raw.index(stripped)
    return span.cut(start, start + len(stripped))


def _with_open_end(span: Span, piece: Span, end: int) -> Span:
    """The piece with the comma or hyphen that says that the row goes on below."""
    if end == len(span.text) and span.text.endswith(OPEN_ENDS):
        return span.cut(span.text.rindex(piece.text), end)
    return piece


def _parts(span: Span) -> Iterator[Span]:
    """Apart where the style changes, as long as a whole piece ends there."""
    parts = style_parts(span)
    for part in parts:
        if piece := trim(part, 0, len(part.text)):
            yield piece


def _pieces(span: Span, commas: bool, separators: re.Pattern[str]) -> Iterator[Span]:
    at = 0
    if leading := _PREPOSITION.match(span.text):
        at = leading.end()
    for match in [*_parting(span.text, separators), None]:
        end = match.start() if match else len(span.text)
        if match and match[0].strip().isalpha() and _is_school(span.text[at:end]):
            continue  # University of Texas at Austin
        if match and (_is_bracketed(span.text, end) or _repeats_degree(span.text[at:], end - at)):
            continue
        if match and joins_region(span.text, *match.span()):
            continue
        if piece := trim(span, at, end):
            yield from _without_place(piece, commas)
        at = match.end() if match else end


def _parting(text: str, separators: re.Pattern[str]) -> list[re.Match[str]]:
    """The separators, and points behind places: "Fjord School, Ada, OK. Certificate"."""
    points = (one for one in _POINT.finditer(text) if trailing_place(text[: one.start()]))
    return sorted([*separators.finditer(text), *points], key=lambda one: one.start())


def _is_bracketed(text: str, at: int) -> bool:
    """Between brackets nothing is cut."""
    return text.count("(", 0, at) > text.count(")", 0, at) and ")" in text[at:]


def _repeats_degree(text: str, at: int) -> bool:
    """ "Bachelor of Arts - BA": the short form of the same degree."""
    return degree_end(text) == at and repeat_end(text, at) > 0


def _place_in_brackets(text: str) -> re.Match[str] | None:
    """ "Grand Hotel (Ottawa, ON)" ends in its place."""
    match = BRACKETS.search(text)
    return match if match and place_score(match[1]) > 0 else None


def _is_form(text: str) -> bool:
    return fold(text) in members("organisations", "form")


def _is_whole_school(text: str) -> bool:
    """More than the last words of a school's name."""
    name = text.split(",")[0]
    return _is_school(name) and len(name.split()) > SCHOOL_REST


def _is_school(text: str) -> bool:
    return any(token in members("organisations", "school") for token in fold(text).split())


def _without_place(span: Span, commas: bool) -> Iterator[Span]:
    if place_score(span.text) > 0:
        yield span
        return
    if bracketed := _place_in_brackets(span.text):
        if head := trim(span, 0, bracketed.start()):
            yield from _by_commas(head, commas)
        yield span.cut(*bracketed.span(1))
        return
    cut, behind = trailing_place(span.text), BRACKETS.search(span.text)
    if behind and not cut and trailing_place(span.text[: behind.start()]):
        yield from _without_place(span.cut(0, behind.start()), commas)
        yield span.cut(behind.start(1) - 1, len(span.text))  # Akademie, Kiel (part-time)
        return
    if cut and not _is_bracketed(span.text, cut):
        if head := trim(span, 0, cut):
            yield from _by_commas(head, commas)
        yield span.cut(cut, len(span.text))
        return
    yield from _by_commas(span, commas)


def _by_commas(span: Span, commas: bool) -> Iterator[Span]:
    at = 0
    for match in _COMMA.finditer(span.text) if commas else ():
        if _is_form(span.text[match.end() :].split(",")[0]):
            continue  # Prairie Containers, Inc.
        if _is_bracketed(span.text, match.start()):
            continue
        if piece := trim(span, at, match.start()):
            yield piece
        at = match.end()
    if piece := trim(span, at, len(span.text)):
        yield piece
