"""The rows above the first section in, the person's name out."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.engine.resume.heading_words import heading_key, known_headings
from apps.engine.resume.headings import join_letters
from apps.engine.resume.model import Found, Span, join_spans
from apps.engine.resume.pieces import Piece, read_pieces
from apps.engine.resume.places import place_score
from apps.engine.resume.rows import SIZE_STEP, Row
from apps.engine.resume.signs import (
    has_compound,
    has_role_word,
)
from apps.engine.resume.vocabulary.load import fold, members
from apps.engine.scoring import Feature, Score, score

NAME_MIN = 4.0
"""A capitalised pair of words alone is no name; size, place or the e-mail must agree."""
MAX_LOWER_WORDS = 3
MAX_NAME_WORDS = 7
STACK_ROWS = 2
"""A line of another column may stand between the two lines of a name."""
STACK_NEAR = 5.0
"""Points between the left edges of two lines of one name."""
MAX_STACKED = 60
"""Characters of a name or headline broken over two rows."""

_NOT_A_NAME = re.compile(r"[@\d/\\:_=<>+#&]|www\.|\.com\b")
BRACKET_BEHIND = re.compile(r"\s+[(\[][^()\[\]]*[)\]]$")


@dataclass(frozen=True)
class NameCandidate:
    """A piece that may be the name, with what the document knows of names."""

    text: str
    span: Span
    row: int
    size: float
    largest: float
    label: str | None
    mailbox: str
    meta: str


def _tokens(candidate: NameCandidate) -> list[str]:
    return [word for word in re.split(r"[\s,]+", candidate.text) if word]


def _core(candidate: NameCandidate) -> list[str]:
    """Its words without titles, suffixes and particles."""
    apart = members("names", "honorific", "suffix", "particle")
    words = (word.strip('()"“”„') for word in _tokens(candidate))
    return [word for word in words if word and fold(word) not in apart]


def has_name_shape(candidate: NameCandidate) -> bool:
    core = _core(candidate)
    if is_all_lower(candidate):
        return 1 < len(core) <= MAX_LOWER_WORDS
    return 1 < len(core) <= 5 and all(word[0].isupper() or word[0] in "'’" for word in core)


def is_all_lower(candidate: NameCandidate) -> bool:
    """A designer's choice: the largest text of the page in small letters."""
    return candidate.text.islower() and candidate.size >= candidate.largest - SIZE_STEP


def holds_small_words(candidate: NameCandidate) -> bool:
    return not is_all_lower(candidate) and any(word[0].islower() for word in _core(candidate))


def is_in_mailbox(candidate: NameCandidate) -> bool:
    return any(
        len(fold(word)) > 2 and fold(word).replace(" ", "") in candidate.mailbox
        for word in _core(candidate)
    )


def is_in_meta(candidate: NameCandidate) -> bool:
    return len(candidate.text) > 4 and fold(candidate.text) in candidate.meta


def has_title_or_suffix(candidate: NameCandidate) -> bool:
    known = members("names", "honorific", "suffix")
    tokens = _tokens(candidate)
    return len(tokens) > 2 and (fold(tokens[0]) in known or fold(tokens[-1]) in known)


def is_heading(candidate: NameCandidate) -> bool:
    return heading_key(candidate.text) in known_headings()


def names_position(candidate: NameCandidate) -> bool:
    """Mary Baker and Victor Manager exist, too."""
    return has_role_word(candidate.text) or has_compound(candidate.text)


def ends_with_place(candidate: NameCandidate) -> bool:
    """The town below the name is no part of it, unless the e-mail address says so."""
    parts = candidate.span.parts
    if len(parts) < 2 or place_score(parts[-1].text) <= 0:
        return False
    return fold(parts[-1].text).replace(" ", "") not in candidate.mailbox


def is_small(candidate: NameCandidate) -> bool:
    return candidate.size < candidate.largest - SIZE_STEP


NAME: tuple[Feature[NameCandidate], ...] = (
    Feature("largest text", +3, lambda c: c.size >= c.largest - SIZE_STEP),
    Feature("shape of a name", +2, has_name_shape),
    Feature("in the e-mail address", +2, is_in_mailbox),
    Feature("in the document's title or author", +1.5, is_in_meta),
    Feature("behind the label name", +4, lambda c: c.label == "name"),
    Feature("behind another label", -4, lambda c: c.label not in (None, "name")),
    Feature("title or suffix of a person", +1.5, has_title_or_suffix),
    Feature("first row", +1, lambda c: c.row == 0),
    Feature("both lines of it", +0.5, lambda c: len(c.span.parts) > 1),
    Feature("three lines of it", +0.5, lambda c: len(c.span.parts) > 2),
    Feature("a place in its last line", -2, ends_with_place),
    Feature("breaks off", -2, lambda c: c.span.text.endswith("-")),
    Feature("signs or digits", -7, lambda c: bool(_NOT_A_NAME.search(c.text))),
    Feature("word of a position", -1.5, names_position),
    Feature("word of a position in plain size", -1.5, lambda c: names_position(c) and is_small(c)),
    Feature("a heading", -6, is_heading),
    Feature("a place", -2, lambda c: place_score(c.text) > 0),
    Feature("a single word", -1.5, lambda c: len(_core(c)) < 2),
    Feature("too many words", -5, lambda c: len(_tokens(c)) > MAX_NAME_WORDS),
    Feature(
        "ends like a sentence",
        -3,
        lambda c: c.text.endswith((".", "!", ":")) and len(_tokens(c)) > 4,
    ),
    Feature("small words", -4, holds_small_words),
)


def find_name(
    rows: Sequence[Row], emails: Sequence[str], meta: str
) -> tuple[Found[str], int] | None:
    """The name and the row it stands on."""
    pieces = [*read_pieces(rows)]
    if not pieces:
        return None
    mailbox = " ".join(fold(email.split("@")[0]).replace(" ", "") for email in emails)
    words = [piece for piece in pieces if len(piece.text) > 1] or pieces  # no initials
    largest = max(piece.look.size for piece in words)
    best: tuple[Score, NameCandidate] | None = None
    for span, row, piece in _name_spans(pieces):
        text = _tidy(join_letters(span))
        if not text:
            continue
        candidate = NameCandidate(
            text, span, row, piece.look.size, largest, piece.label, mailbox, fold(meta)
        )
        mark = score(candidate, NAME)
        if best is None or mark.total > best[0].total:
            best = (mark, candidate)
    if best is None or best[0].total < NAME_MIN:
        return None
    return Found(best[1].text, (best[1].span,), best[0].because), best[1].row


def _name_spans(pieces: Sequence[Piece]) -> Iterator[tuple[Span, int, Piece]]:
    """Pieces, pieces before a comma or a bracket, and names broken over two rows."""
    for piece in pieces:
        yield piece.span, piece.row, piece
        comma = piece.text.find(", ")
        if comma > 0 and not _only_suffixes(piece.text[comma + 1 :]):
            yield piece.span.cut(0, comma), piece.row, piece
        if bracket := BRACKET_BEHIND.search(piece.text):
            yield piece.span.cut(0, bracket.start()), piece.row, piece
    # "Austin, TX" is no first name of the row below, whatever it looks like
    pairs = [pair for pair in stacked_pieces(pieces) if "," not in pair[0].text[:-1]]
    plain = min(piece.look.size for piece in pieces)
    for one, two in pairs:
        span = _join_name(one.span, two.span)
        yield span, one.row, one
        for above, below in pairs if one.look.size > plain + SIZE_STEP else ():
            if above is two:
                yield _join_name(span, below.span), one.row, one


def stacked_pieces(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Short pieces of one look, the last of a row and the first of the next."""
    by_row: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_row[piece.row].append(piece)
    for one in pieces:
        for step in range(STACK_ROWS):
            below = [two for two in by_row.get(one.row + step + 1, ()) if _is_stack(one, two)]
            yield from ((one, two) for two in below)
            if below:
                break  # what stands further down does not follow it


def _is_stack(one: Piece, two: Piece) -> bool:
    if one.look[:3] != two.look[:3] or len(one.text) + len(two.text) >= MAX_STACKED:
        return False
    if two.row == one.row + 1:
        return one.last and two.first
    left = one.span.words[0].box.left - two.span.words[0].box.left
    return one.first and two.first and abs(left) < STACK_NEAR


def _join_name(one: Span, two: Span) -> Span:
    """A name over two lines keeps its hyphen."""
    if not one.text.endswith("-"):
        return join_spans(one, two)
    at = len(one.text)
    return Span(
        one.text + two.text,
        (*one.words, *two.words),
        (*one.starts, *(start + at for start in two.starts)),
        one.page,
        one.line,
        (*(one.parts or (one,)), two),
    )


def _only_suffixes(text: str) -> bool:
    tokens = [fold(token) for token in re.split(r"[\s,]+", text) if token]
    return bool(tokens) and all(
        token in members("names", "suffix", "honorific") for token in tokens
    )


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,;:|·•–—-")
