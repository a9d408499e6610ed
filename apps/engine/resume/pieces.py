"""Header rows in, their pieces out: apart at gaps, separators and styles, with their labels."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from apps.engine.resume.model import Span
from apps.engine.resume.places import joins_region
from apps.engine.resume.rows import Look, Row, is_icon, look_of, style_parts
from apps.engine.resume.vocabulary.load import fold, groups

_SEPARATOR = re.compile(r"\s*[|·•●◦∙⋅;◆◇▪]\s*|\s+(?:[-–—/~.*]|//|::)\s+|\s{2,}")
_LABEL = re.compile(r"^([^:]{1,32}):\s+(?=\S)|^([^:]{1,32}):$")
_DIGIT = re.compile(r"\d")
MAX_LABEL = 70
"""Letters: "Name and type of organisation providing education and training" has 63."""
ENTRY_LABELS = ("employer", "title", "address", "institution", "degree", "field", "dates")
"""Labels of forms: what stands behind them is named."""
PIECE_GAP = 0.6
"""In font sizes: twice a blank between words keeps two contact details apart."""
PIECE_LETTERS = 1.3
"""The same in letters: the blank of a typewriter is one letter wide."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a header row, the label it stands behind, and its row."""

    span: Span
    row: int
    look: Look
    label: str | None
    whole: bool  # nothing else in its cell
    first: bool  # at the beginning of its row
    last: bool  # at the end of its row

    @property
    def text(self) -> str:
        return self.span.text


def read_pieces(rows: Sequence[Row]) -> tuple[Piece, ...]:
    """All pieces of the rows: whole cells first, then what separators and styles keep apart."""
    return tuple(piece for index, row in enumerate(rows) for piece in _pieces(index, row))


def _pieces(index: int, row: Row) -> Iterator[Piece]:
    label: str | None = None
    for cell in row.cells:
        kind = label_kind(cell.text)
        if kind is not None:
            label = kind
            continue
        own, span = split_label(cell.span)
        opens, closes = cell is row.cells[0], cell is row.cells[-1]
        parts = list(_apart(span))
        yield Piece(span, index, look_of(span), own or label, len(parts) <= 1, opens, closes)
        for part in parts if len(parts) > 1 else ():
            first, last = opens and part is parts[0], closes and part is parts[-1]
            yield Piece(part, index, look_of(part), own or label, False, first, last)
        label = None


def split_pieces(text: str) -> list[str]:
    """The parts of a text between separators."""
    parts: list[str] = []
    at = 0
    for match in [*_separators(text), None]:
        end = match.start() if match else len(text)
        parts.append(text[at:end].strip())
        at = match.end() if match else end
    return [part for part in parts if part]


def _separators(text: str) -> Iterator[re.Match[str]]:
    """What keeps pieces apart; "Recife – PE" is one."""
    for match in _SEPARATOR.finditer(text):
        if not joins_region(text, *match.span()):
            yield match


def has_separator(text: str) -> bool:
    """Several pieces in one text."""
    return any(True for _ in _separators(text))


@cache
def _labels() -> Mapping[str, str]:
    """Every label of the vocabulary with its kind."""
    return {fold(word): kind for kind, found in groups("labels").items() for word in found}


def label_kind(text: str) -> str | None:
    """The kind of a text that is nothing but a label ("Phone:")."""
    if len(text) > MAX_LABEL or _DIGIT.search(text):
        return None
    return _labels().get(fold(text))


def split_label(span: Span) -> tuple[str | None, Span]:
    """The label in front of a text, and the text without it."""
    match = _LABEL.match(span.text) if ":" in span.text else None
    if match is None:
        return None, span
    kind = _labels().get(fold(match[1] or match[2]))
    if kind is None or match.end() >= len(span.text):
        return None, span
    return kind, span.cut(match.end(), len(span.text))


def _apart(span: Span) -> Iterator[Span]:
    for part in (part for piece in _by_gaps(span) for part in style_parts(piece)):
        at = 0
        for match in [*_separators(part.text), None]:
            end = match.start() if match else len(part.text)
            if piece := _trim(part, at, end):
                yield piece
            at = match.end() if match else end


def _by_gaps(span: Span) -> Iterator[Span]:
    """Apart at blanks wider than those between words."""
    at = 0
    for before, word, start in zip(span.words, span.words[1:], span.starts[1:], strict=False):
        letter = before.box.width / len(before.text)
        wide = max(PIECE_GAP * word.style.size, PIECE_LETTERS * letter)
        if word.box.left - before.box.right > wide and start > at:
            yield span.cut(at, start)
            at = start
    yield span.cut(at, len(span.text))


def _trim(span: Span, start: int, end: int) -> Span | None:
    raw = span.text[start:end]
    stripped = raw.strip(" \t,;:|·•–—-/")
    if not stripped or is_icon(stripped):
        return None
    start += raw.index(stripped)
    return span.cut(start, start + len(stripped))
