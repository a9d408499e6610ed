"""The rows of contact details in, where the person lives out: town, region and country."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from apps.engine.resume.atoms import BRACKETS
from apps.engine.resume.model import Found, Span, join_spans
from apps.engine.resume.pieces import Piece, has_separator, label_kind, read_pieces, split_label
from apps.engine.resume.places import (
    CITY,
    COUNTRY,
    REGION,
    is_postal_town,
    kind_of,
    known_parts,
    place_score,
    street_end,
    trailing_place,
)
from apps.engine.resume.rows import Row
from apps.engine.resume.signs import has_role_word
from apps.engine.resume.vocabulary.load import fold, members
from apps.engine.scoring import Feature, score

PLACE_MIN = 1.0
MAX_PLACE_WORDS = 9
MAX_ADDRESS = 90
"""Characters of a whole address, street and all."""
PHONE_DIGITS = 7
"""Fewer digits in a row are a postal code or the number of a house."""
STACKED = 0.5
"""Of the narrower of two lines of one address that stands below the other one."""

_DETAIL = re.compile(r"\S+@\S+|https?:\S+|www\.\S+|\S+\.\w{2,}/\S*|[+(]?\d[\d ().–-]{5,}\d")
_LONG_CODE = re.compile(r"\d{5}[-–]\d{3,4}|\d{4}[-–]\d{3}")
_POINT = re.compile(r"(?<=[^\W\d_A-Z]{3})\.$")
"""One that ends no short form."""
_EDGES = " ,;:|·•–—-/"


def _details(text: str) -> list[re.Match[str]]:
    """Where phone numbers and addresses of mail and pages stand."""
    return [match for match in _DETAIL.finditer(text) if _is_detail(match[0])]


def _is_detail(text: str) -> bool:
    """A postal code may be long, too."""
    digits = sum(char.isdigit() for char in text)
    named = any(char.isalpha() for char in text)
    return named or (digits >= PHONE_DIGITS and not _LONG_CODE.fullmatch(text.strip()))


@dataclass(frozen=True)
class PlaceCandidate:
    """A piece that may say where the person lives."""

    text: str
    spans: tuple[Span, ...]
    label: str | None
    street: bool = False  # a street stands before it


PLACE: tuple[Feature[PlaceCandidate], ...] = (
    Feature("behind the label of an address", +3, lambda c: c.label == "address"),
    Feature("behind another label", -5, lambda c: c.label not in (None, "address")),
    Feature("behind a street", +1.5, lambda c: c.street),
    Feature("a place", +2, lambda c: place_score(c.text) > 0),
    Feature("a sure place", +2, lambda c: place_score(c.text) >= 3),
    Feature("all of it known", +1, lambda c: place_score(c.text) >= 4),
    Feature("more than one part known", +0.5, lambda c: known_parts(c.text) > 1),
    Feature("a town behind its postal code", +3.5, lambda c: is_postal_town(c.text)),
    Feature("a postal code", +0.3, lambda c: any(char.isdigit() for char in c.text)),
    Feature("no known place", -3, lambda c: place_score(c.text) <= 0),
    Feature("contact", -5, lambda c: bool(_details(c.text))),
    Feature("word of a position", -2, lambda c: has_role_word(c.text)),
    Feature("long", -3, lambda c: len(c.text.split()) > MAX_PLACE_WORDS),
)


def find_location(rows: Sequence[Row], name: Found[str] | None) -> Found[str] | None:
    """Town, region and country as printed, without the street."""
    best: tuple[float, Found[str]] | None = None
    for candidate in _places(rows):
        if name is not None and candidate.text in name.value:
            continue
        mark = score(candidate, PLACE)
        if mark.total >= PLACE_MIN and (best is None or mark.total > best[0]):
            best = (mark.total, Found(candidate.text, candidate.spans, mark.because))
    return best[1] if best else None


def _places(rows: Sequence[Row]) -> Iterator[PlaceCandidate]:
    bare = (bare for piece in read_pieces(rows) for bare in _without_details(piece))
    pieces = [piece for piece in bare if label_kind(piece.text) is None]
    for piece in pieces:
        yield from _readings(piece)
    for one, two in _broken(pieces):
        yield from _readings(replace(one, span=join_spans(one.span, two.span)))
    for one, two in pairwise(pieces):
        near = two.row - one.row <= 1 and one.whole and two.whole
        if near and kind_of(one.text) == CITY and kind_of(two.text) in (COUNTRY, REGION):
            yield PlaceCandidate(f"{one.text}, {two.text}", (one.span, two.span), one.label)


def _readings(piece: Piece) -> Iterator[PlaceCandidate]:
    """The whole piece, or what stands behind its street, or the place that ends it."""
    yield PlaceCandidate(piece.text, (piece.span,), piece.label)
    if len(piece.text) > MAX_ADDRESS or has_separator(piece.text):
        return
    street = street_end(piece.text)
    if street:
        span = piece.span.cut(street, len(piece.text))
        yield PlaceCandidate(span.text, (span,), piece.label, street=True)
    elif (cut := trailing_place(piece.text)) and place_score(piece.text) <= 0:
        span = piece.span.cut(cut, len(piece.text))
        yield PlaceCandidate(span.text, (span,), piece.label)


def _without_details(piece: Piece) -> Iterator[Piece]:
    """The piece apart at phone numbers and addresses of mail and pages, its label read."""
    at = 0
    text = piece.text
    details = _details(text)
    for match in [*details, None]:
        end = match.start() if match else len(text)
        stripped = text[at:end].strip(_EDGES) + ("," if text[at:end].endswith(",") else "")
        if any(char.isalnum() for char in stripped):
            start = text.index(stripped[:-1], at) if stripped else at
            label, span = split_label(piece.span.cut(start, start + len(stripped)))
            span = _without_end(span)
            whole = piece.whole and not details
            yield replace(piece, span=span, label=label or piece.label, whole=whole)
        at = match.end() if match else end


def _without_end(span: Span) -> Span:
    """The text without a point behind it, and without what an address is for: "(Home)"."""
    if behind := _POINT.search(span.text):
        return span.cut(0, behind.start())
    behind = BRACKETS.search(span.text)
    is_purpose = behind is not None and fold(behind[1]) in members("regions", "purpose")
    return span.cut(0, behind.start()) if behind and is_purpose else span


def _broken(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Pieces at the end of a row and those below them that may go on with an address."""
    ends = [piece for piece in pieces if len(piece.text) <= MAX_ADDRESS]
    for one in ends:
        for two in ends:
            if two.row == one.row + 1 and two.label is None and _goes_on(one, two):
                yield one, two


def _goes_on(one: Piece, two: Piece) -> bool:
    """Below it in its column, or from the end of a row to the beginning of the next one."""
    if one.look != two.look or len(one.text) + len(two.text) > MAX_ADDRESS:
        return False
    above, below = one.span.box, two.span.box
    shared = min(above.right, below.right) - max(above.left, below.left)
    stacked = shared > STACKED * min(above.width, below.width) and above.bottom > below.bottom
    return stacked or (one.last and two.first and one.text.endswith(","))
