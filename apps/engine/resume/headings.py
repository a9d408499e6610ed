"""Which cells are section headings: rows in, headings with their kind out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from itertools import pairwise
from statistics import median

from apps.engine.resume.dates import find_dates
from apps.engine.resume.model import Span, join_spans
from apps.engine.resume.rows import SIZE_STEP, Cell, Look, Row, body_look
from apps.engine.resume.vocabulary.load import fold, groups, members
from apps.engine.scoring import Feature, score

MAX_WORDS = 7
"""Longer lines are sentences; "Centres d'intérêt et activités bénévoles" has six."""
WIDE_SPACE = 0.45
"""Of the row's size: more free space above than between the lines of a paragraph."""
HEADING_MIN = 5.0
"""A known heading word and one sign in its look or place; job titles stay below."""
SETTLED_KINDS = 3
"""This many kinds of sections in one look: the document's headings look so."""
KNOWN_SHARE = 0.6
"""Of the rows in a heading's look that must be known headings before unknown ones count."""
TITLE_ROWS = 2
"""At the top of the paper "Resume" is its title, below it a French summary."""
SURE_SHARE = 0.75
"""With so many known ones in a look, even a row above a period of time is a heading."""
SPACE_SHARE = 0.8
"""Of the space above known headings that one with unknown words must have."""
ENTRY_REACH = 3
"""An entry's date stands at most this many rows below its first line."""


@dataclass(frozen=True)
class Candidate:
    """A cell that may be a heading, with what its place tells."""

    row: int
    cell: Cell
    text: str
    kind: str | None  # of the vocabulary: by the whole text
    part: str | None  # by some of its words
    body: Look
    space: float
    alone: bool
    rows: int = 1  # lines it is broken over


@dataclass(frozen=True)
class Heading:
    """A section heading: where it stands and what it opens."""

    row: int
    cell: Cell
    text: str
    kind: str
    known: bool
    rows: int
    because: tuple[str, ...]


def is_larger(candidate: Candidate) -> bool:
    return candidate.cell.look.size > candidate.body.size + SIZE_STEP


def is_smaller(candidate: Candidate) -> bool:
    return candidate.cell.look.size < candidate.body.size - SIZE_STEP


def is_bolder(candidate: Candidate) -> bool:
    return candidate.cell.look.bold and not candidate.body.bold


def is_coloured(candidate: Candidate) -> bool:
    pairs = zip(candidate.cell.look.color, candidate.body.color, strict=True)
    return max(abs(one - other) for one, other in pairs) > 0.15


def has_space_above(candidate: Candidate) -> bool:
    return candidate.space > WIDE_SPACE * candidate.cell.look.size


def ends_like_text(candidate: Candidate) -> bool:
    return candidate.text.rstrip()[-1:] in (".", ",", ";", "?", "!")


def is_long(candidate: Candidate) -> bool:
    return len(candidate.text.split()) > MAX_WORDS


def starts_lower(candidate: Candidate) -> bool:
    return candidate.text[:1].islower()


def holds_number(candidate: Candidate) -> bool:
    return any(char.isdigit() for char in candidate.text)


def is_position(candidate: Candidate) -> bool:
    """ "Senior Software Engineer" names a job, though "software" may head a section."""
    tokens = fold(candidate.text).split()
    return bool(tokens) and any(token in members("titles", "role") for token in tokens)


SECTION_HEADING: tuple[Feature[Candidate], ...] = (
    Feature("known heading", +4, lambda c: c.kind is not None),
    Feature("holds a known heading", +2, lambda c: c.kind is None and c.part is not None),
    Feature("larger than the text", +2, is_larger),
    Feature("bold among plain", +1.5, is_bolder),
    Feature("all capitals", +1.5, lambda c: c.cell.look.caps),
    Feature("another colour", +1, is_coloured),
    Feature("another font", +0.5, lambda c: c.cell.look.font != c.body.font),
    Feature("alone on its row", +1, lambda c: c.alone),
    Feature("space above", +1, has_space_above),
    Feature("smaller than the text", -2, is_smaller),
    Feature("behind a bullet", -3, lambda c: c.cell.sign in ("•", "-", "–", "*", "◦", "○")),
    Feature("ends like a sentence", -3, ends_like_text),
    Feature("starts in lower case", -2, starts_lower),
    Feature("holds a number", -4, holds_number),
    Feature("too long", -4, is_long),
)


@cache
def known_headings() -> Mapping[str, str]:
    """Every heading of the vocabulary by its key."""
    keys: dict[str, str] = {}
    for kind, variants in groups("headings").items():
        for variant in variants:
            keys.setdefault(heading_key(variant), kind)
    return keys


def heading_key(text: str) -> str:
    """Its words without accents, articles and conjunctions.

    >>> heading_key("Skills & Areas of Expertise:")
    'skills areas expertise'
    """
    tokens = fold(text).split()
    kept = [token for token in tokens if token not in members("heading_glue", "drop")]
    return " ".join(kept or tokens)


@cache
def _titles() -> frozenset[str]:
    return frozenset(heading_key(title) for title in groups("headings")["title"])


@cache
def _squeezed() -> Mapping[str, str]:
    return {key.replace(" ", ""): kind for key, kind in known_headings().items()}


def _torn_kind(key: str) -> str | None:
    """ "S KILLS": wide kerning tore a letter off."""
    if not any(len(token) == 1 for token in key.split()):
        return None
    return _squeezed().get(key.replace(" ", ""))


def _joined_kind(key: str) -> str | None:
    """ "Certificates & Licences": both halves are headings of one kind."""
    tokens = key.split()
    for at in range(1, len(tokens)):
        kind = known_headings().get(" ".join(tokens[:at]))
        if kind is not None and kind == known_headings().get(" ".join(tokens[at:])):
            return kind
    return None


def join_letters(span: Span) -> str:
    """The text of a span whose letters stand apart, as words; any other text as it is."""
    words = span.words
    if len(words) < 4 or sum(len(word.text) == 1 for word in words) < len(words) - 1:
        return span.text
    gaps = [after.box.left - before.box.right for before, after in pairwise(words)]
    usual = sorted(gaps)[len(gaps) // 2]
    parts = [words[0].text]
    for word, gap in zip(words[1:], gaps, strict=True):
        parts.append((" " if gap > max(1.6 * usual, usual + 1) else "") + word.text)
    return "".join(parts)


def part_kind(key: str) -> str | None:
    """The kind of the longest known heading inside a key of a few words more."""
    tokens = key.split()
    for length in range(min(len(tokens) - 1, 4), 0, -1):
        for start in range(len(tokens) - length + 1):
            kind = known_headings().get(" ".join(tokens[start : start + length]))
            if kind is not None and kind != "title":
                return kind
    return None


def find_headings(rows: Sequence[Row]) -> tuple[Heading, ...]:
    """The section headings of a document, in the order of its rows."""
    body = body_look(rows)
    candidates = tuple(_candidates(rows, body))
    settled = _settled_looks(candidates)
    on_own_rows = _stand_on_own_rows(candidates, settled)
    accepted = [
        heading
        for candidate in candidates
        if (candidate.alone or not on_own_rows or _heads_columns(rows[candidate.row]))
        and (heading := _judge(candidate, settled, rows)) is not None
    ]
    return tuple(_without_repeats(accepted))


def _candidates(rows: Sequence[Row], body: Look) -> Iterator[Candidate]:
    index = 0
    while index < len(rows):
        candidate = _wrapped(rows, index, body) or _candidate(rows, index, body)
        yield candidate
        index += candidate.rows


def _candidate(rows: Sequence[Row], index: int, body: Look) -> Candidate:
    row = _whole_heading(rows[index])
    text = join_letters(row.first.span).strip().rstrip(":").strip()
    key = heading_key(text) if len(text) < 60 else ""
    kind = known_headings().get(key) or _torn_kind(key) or _joined_kind(key)
    if index < TITLE_ROWS and key in _titles():
        kind = "title"
    part = part_kind(key) if kind is None and 1 < len(key.split()) <= MAX_WORDS else None
    space = row.space if row.space or index else body.size
    return Candidate(index, row.first, text, kind, part, body, space, len(row.cells) == 1)


def _whole_heading(row: Row) -> Row:
    """ "CAREER" and "HISTORY" with so much room between that they are two cells: one heading."""
    cells = row.cells
    if not 1 < len(cells) <= MAX_WORDS or any(cell.look != cells[0].look for cell in cells):
        return row
    known = known_headings()
    if heading_key(row.text) not in known or heading_key(cells[-1].text) == heading_key(row.text):
        return row
    if all(heading_key(cell.text) in known for cell in cells):
        return row  # two headings of two columns
    span = reduce(join_spans, (cell.span for cell in cells))
    return replace(row, cells=(replace(cells[0], span=span),))


def _wrapped(rows: Sequence[Row], index: int, body: Look) -> Candidate | None:
    """A heading broken over two rows of one narrow column."""
    if index + 1 >= len(rows):
        return None
    one, two = rows[index].first, rows[index + 1].first
    if one.look != two.look or abs(one.left - two.left) > 2 or len(one.text) + len(two.text) > 60:
        return None
    both = f"{one.text} {two.text}"
    candidate = _candidate(rows, index, body)
    last = fold(one.text.split()[-1])
    goes_on = one.text.endswith("&") or last in members("heading_glue", "join")
    if not goes_on and candidate.kind and known_headings().get(heading_key(two.text)):
        return None  # two headings
    kind = known_headings().get(heading_key(both)) or (candidate.kind if goes_on else None)
    if kind is None:
        return None
    whole = replace(rows[index].first, span=join_spans(one.span, two.span))
    return replace(candidate, cell=whole, text=both, kind=kind, part=None, rows=2)


@dataclass(frozen=True)
class Settled:
    """What the headings of a look have in common."""

    share: float  # of the rows in this look that are known headings
    spaced_share: float  # the same among the rows with this space above
    space: float  # the least space above them
    others: int  # rows in this look that are none


def _settled_looks(candidates: Sequence[Candidate]) -> Mapping[Look, Settled]:
    """Looks shared by known headings of several kinds.

    Where titles of entries look the same, the space above the headings tells them apart.
    """
    looks: dict[Look, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        looks[candidate.cell.look].append(candidate)
    settled: dict[Look, Settled] = {}
    for look, alike in looks.items():
        known = [one for one in alike if one.kind not in (None, "title") and not is_long(one)]
        kinds = len({one.kind for one in known})
        few = kinds > 1 and (len(known) == len(alike) or _is_set_off(alike, len(known)))
        if kinds >= SETTLED_KINDS or few:
            least = _least_space(known)
            spaced = sum(one.space >= least or one in known for one in alike)
            shares = len(known) / len(alike), len(known) / spaced
            settled[look] = Settled(*shares, least, len(alike) - len(known))
    return settled


def _is_set_off(alike: Sequence[Candidate], known: int) -> bool:
    """Large capitals, with one row of unknown words among them; no group is named so loudly."""
    loud = all(is_larger(one) and one.cell.look.caps and one.alone for one in alike)
    return loud and len(alike) == known + 1


def _is_dated(candidate: Candidate, rows: Sequence[Row]) -> bool:
    """A period of time stands on its row, or near it."""
    above = 0 if has_space_above(candidate) else 2
    near = rows[max(0, candidate.row - above) : candidate.row + ENTRY_REACH]
    return any(date.is_range for row in near for date in find_dates(row.text))


def _least_space(known: Sequence[Candidate]) -> float:
    """The space above most of the known headings; those at the top of a column have none."""
    spaces = [one.space for one in known if one.space > 0]
    return SPACE_SHARE * median(spaces) if spaces else 0.0


def _stand_on_own_rows(candidates: Sequence[Candidate], settled: Mapping[Look, Settled]) -> bool:
    """The document's headings stand above their texts: a label beside a text is none."""
    known = [one.alone for one in candidates if one.kind and one.cell.look in settled]
    return sum(known) >= SETTLED_KINDS and sum(known) >= KNOWN_SHARE * len(known)


def _heads_columns(row: Row) -> bool:
    """Several headings on one row, each above a column."""
    return all(heading_key(cell.text) in known_headings() for cell in row.cells)


def _judge(
    candidate: Candidate, settled: Mapping[Look, Settled], rows: Sequence[Row]
) -> Heading | None:
    mark = score(candidate, SECTION_HEADING)
    look = candidate.cell.look
    kind = candidate.kind or candidate.part
    if look in settled:
        accepted = candidate.kind is not None or _is_unknown_heading(candidate, settled, rows)
    elif settled:
        accepted = mark.total >= HEADING_MIN + 2 and _stands_apart(candidate, settled, rows)
    else:
        accepted = kind is not None and mark.total >= HEADING_MIN
    if not accepted or mark.total < HEADING_MIN - 3:
        return None
    because = (*mark.because, *(("looks like other headings",) if look in settled else ()))
    return Heading(
        candidate.row,
        candidate.cell,
        candidate.text,
        kind or "other",
        kind is not None,
        candidate.rows,
        because,
    )


def _stands_apart(
    candidate: Candidate, settled: Mapping[Look, Settled], rows: Sequence[Row]
) -> bool:
    """In another look than the settled one: as large, or in a column of its own."""
    if candidate.kind is None or not candidate.alone:
        return False
    if candidate.cell.look.size >= min(look.size for look in settled):
        return True
    region = rows[candidate.row].line.region
    return not any(row.line.region == region and row.first.look in settled for row in rows)


def _is_unknown_heading(
    candidate: Candidate, settled: Mapping[Look, Settled], rows: Sequence[Row]
) -> bool:
    """In the look of the headings and in their place, yet with words nobody listed."""
    alike = settled[candidate.cell.look]
    spaced = candidate.space >= alike.space and alike.spaced_share >= SURE_SHARE
    if (alike.share < KNOWN_SHARE and not spaced) or is_long(candidate):
        return False
    if not candidate.alone and (candidate.part is None or alike.share < SURE_SHARE):
        return False
    if any(sign(candidate) for sign in (ends_like_text, holds_number, starts_lower, is_position)):
        return False
    if not has_space_above(candidate) and not is_larger(candidate):
        return False
    if not _is_dated(candidate, rows):
        return True
    above = heading_key(rows[candidate.row - 1].text) if candidate.row else ""
    lonely = alike.others == 1 and spaced and above not in known_headings()
    return lonely or (candidate.part is not None and alike.share >= KNOWN_SHARE)


def _names_group(above: Heading, heading: Heading) -> bool:
    follows = heading.row == above.row + above.rows
    return follows and heading.kind == above.kind and heading.cell.look != above.cell.look


def _without_repeats(headings: Sequence[Heading]) -> Iterator[Heading]:
    """A heading that stands directly under another one of its kind names a group, not a section."""
    previous: Heading | None = None
    for heading in headings:
        if previous is None or not _names_group(previous, heading):
            yield heading
        previous = heading
