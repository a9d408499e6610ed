"""The rows above the first section in, what the person is out: a headline near the name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from apps.engine.resume.facts import capital_share
from apps.engine.resume.heading_words import heading_key, known_headings
from apps.engine.resume.identity import (
    BRACKET_BEHIND,
    STACK_NEAR,
    stacked_pieces,
)
from apps.engine.resume.model import Found, join_spans
from apps.engine.resume.pieces import Piece, read_pieces, split_pieces
from apps.engine.resume.places import place_score, trailing_place
from apps.engine.resume.rows import SIZE_STEP, Row, look_of
from apps.engine.resume.signs import (
    has_compound,
    has_level_word,
    has_role_word,
    has_school_word,
)
from apps.engine.resume.vocabulary.load import fold, members
from apps.engine.scoring import Feature, score

HEADLINE_MIN = 2.5
TEXT_WORDS = 7
TEXT_CAPITALS = 0.4
"""Of the longer words of a headline; a sentence has fewer capitals."""
SHORT_PHRASE_WORDS = 6
MAX_HEADLINE_WORDS = 12

_NUMBER_LABEL = re.compile(r"\b(?:[Nn]o|Nr|N[º°]|[Nn]umber|[Nn]ummer|[Nn]um[eé]ro)\.?:?$")
_CONTACT = re.compile(r"@|https?:|www\.|\d{4,}|\.(?:com|org|net)\b")


@dataclass(frozen=True)
class HeadlineCandidate:
    """A piece near the name that may say what the person does."""

    piece: Piece
    distance: int
    body: float
    stacked: bool
    continued: bool = False  # the row below goes on with its sentence


def _words(candidate: HeadlineCandidate) -> int:
    return len(candidate.piece.text.split())


def is_short_phrase(candidate: HeadlineCandidate) -> bool:
    text = candidate.piece.text
    plain = not any(char.isdigit() or char in ",;:@/" for char in text)
    return (
        candidate.piece.whole
        and plain
        and text[:1].isupper()
        and _words(candidate) <= SHORT_PHRASE_WORDS
    )


def holds_place(candidate: HeadlineCandidate) -> bool:
    """ "DevOps Engineer | Remote" is a headline and a place."""
    parts = split_pieces(candidate.piece.text)
    return len(parts) > 1 and any(place_score(part) > 0 for part in parts)


def breaks_off(candidate: HeadlineCandidate) -> bool:
    """ "Mechanical Engineer (Rotating" wants its second line."""
    text = candidate.piece.text
    last = text.split()[-1]
    small = last.islower() and fold(last) in members("glue")
    return not candidate.stacked and (text.count("(") > text.count(")") or small)


def is_completed(candidate: HeadlineCandidate) -> bool:
    """The second line closes what the first one opened, or stands in brackets."""
    if not candidate.stacked:
        return False
    first, second = candidate.piece.span.parts[0].text, candidate.piece.span.parts[-1].text
    opened = first.count("(") > first.count(")") or fold(first.split()[-1]) in members("glue")
    return opened or (second.startswith("(") and second.endswith(")"))


def names_organisation(candidate: HeadlineCandidate) -> bool:
    """ "Department of Geology, University of Leeds": where one works, not as what."""
    text = candidate.piece.text
    return has_school_word(text) and not has_role_word(text) and not has_compound(text)


def reads_like_text(candidate: HeadlineCandidate) -> bool:
    """The first line of a paragraph about the person."""
    text = candidate.piece.text
    return _words(candidate) >= TEXT_WORDS and capital_share(text) < TEXT_CAPITALS


HEADLINE: tuple[Feature[HeadlineCandidate], ...] = (
    Feature(
        "word of a position",
        +3,
        lambda c: has_role_word(c.piece.text) or has_compound(c.piece.text),
    ),
    Feature("word of a level", +0.5, lambda c: has_level_word(c.piece.text)),
    Feature("behind the label of a position", +4, lambda c: c.piece.label == "title"),
    Feature("behind another label", -4, lambda c: c.piece.label not in (None, "title")),
    Feature("directly below the name", +2, lambda c: c.distance == 1),
    Feature("beside the name", +2, lambda c: c.distance == 0),
    Feature("near the name", +0.5, lambda c: c.distance == 2),
    Feature("a short phrase below", +0.5, lambda c: c.distance == 1 and is_short_phrase(c)),
    Feature("holds a place", -2, holds_place),
    Feature("larger than the text", +1, lambda c: c.piece.look.size > c.body + SIZE_STEP),
    Feature("another style", +0.5, lambda c: c.piece.look.italic or c.piece.look.bold),
    Feature("a whole cell", +0.3, lambda c: c.piece.whole),
    Feature("goes on below", +1.2, lambda c: c.stacked and c.distance == 0),
    Feature("two lines", -2, lambda c: c.stacked and c.distance > 0),
    Feature("breaks off", -2, breaks_off),
    Feature("completed by its second line", +3, is_completed),
    Feature("name of an organisation", -3, names_organisation),
    Feature("goes on as a sentence", -4, lambda c: c.continued and _words(c) > 3),
    Feature("a link", -5, lambda c: any(word.link for word in c.piece.span.words)),
    Feature("address or number", -6, lambda c: bool(_CONTACT.search(c.piece.text))),
    Feature("label of a number", -6, lambda c: bool(_NUMBER_LABEL.search(c.piece.text))),
    Feature("a place", -4, lambda c: place_score(c.piece.text) > 0),
    Feature("a place at its end", -2, lambda c: trailing_place(c.piece.text) is not None),
    Feature("a sentence", -4, lambda c: c.piece.text.endswith(".") and _words(c) > 4),
    Feature("too long", -3, lambda c: _words(c) > MAX_HEADLINE_WORDS),
    Feature("small words like a sentence", -3, reads_like_text),
    Feature("a heading", -4, lambda c: heading_key(c.piece.text) in known_headings()),
    Feature("starts in lower case", -2, lambda c: c.piece.text[:1].islower()),
    Feature("date", -3, lambda c: bool(re.search(r"\d{4}", c.piece.text))),
)


def find_headline(
    rows: Sequence[Row], name: Found[str], name_row: int, body: float
) -> Found[str] | None:
    """What the person is, near the name."""
    best: tuple[float, Found[str]] | None = None
    last = name_row + max(0, len(name.spans[0].parts) - 1)
    pieces = list(_headline_pieces(rows, name))
    for piece, stacked in _headlines(pieces):
        distance = max(0, piece.row - last) if piece.row >= name_row else name_row - piece.row + 2
        continued = not stacked and _is_continued(piece, pieces)
        mark = score(HeadlineCandidate(piece, distance, body, stacked, continued), HEADLINE)
        if best is None or mark.total > best[0]:
            best = (mark.total, Found(piece.text, (piece.span,), mark.because))
    return best[1] if best and best[0] >= HEADLINE_MIN else None


def _headline_pieces(rows: Sequence[Row], name: Found[str]) -> Iterator[Piece]:
    taken = name.spans[0]
    for piece in read_pieces(rows):
        parts = [part.text for part in (taken.parts or (taken,)) if part.text in piece.text]
        if not parts:
            if piece.text not in taken.text:
                yield piece
            continue
        start = piece.text.index(parts[-1])
        rest = piece.text[start + len(parts[-1]) :]
        cut = len(rest) - len(rest.lstrip(" ,;:|·•–—-/"))
        end = len(piece.text)
        if BRACKET_BEHIND.fullmatch(rest):  # "(she/her)" or "(Software Tester)"
            cut, end = (cut + 1, end - 1) if has_role_word(rest) else (len(rest), end)
        if len(rest) - cut > 3:
            at = start + len(parts[-1]) + cut
            span = piece.span.cut(at, end)
            yield Piece(span, piece.row, look_of(span), None, False, False, piece.last)


def _is_continued(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """The line below, in the same look and column, goes on with a sentence."""
    long = len(piece.text.split()) >= TEXT_WORDS
    for two in pieces:
        if two.row != piece.row + 1 or two.look != piece.look or not two.whole:
            continue
        left = two.span.words[0].box.left - piece.span.words[0].box.left
        if two.span.line != piece.span.line + 1 or abs(left) >= STACK_NEAR or "@" in two.text:
            continue
        sentence = two.text[:1].islower() or two.text.endswith(".")
        if sentence or (long and len(two.text.split()) >= SHORT_PHRASE_WORDS):
            return True
    return False


def _headlines(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, bool]]:
    """Pieces near the name, then pairs of them broken over two rows."""
    for piece in pieces:
        yield piece, False
        if cut := trailing_place(piece.text):
            yield replace(piece, span=piece.span.cut(0, piece.text.rindex(",", 0, cut))), False
    for one, two in stacked_pieces(pieces):
        span = join_spans(one.span, two.span)
        yield Piece(span, one.row, one.look, one.label, one.whole, one.first, two.last), True
