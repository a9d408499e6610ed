"""The rows of work sections in, positions out: title, employer, place, dates, text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from apps.engine.resume.atoms import without_dates
from apps.engine.resume.body import LABEL_WORDS, Item, read_items, split_items
from apps.engine.resume.dates import DateRange
from apps.engine.resume.entries import Entry, find_entries
from apps.engine.resume.facts import Fact
from apps.engine.resume.model import Found, Span
from apps.engine.resume.roles import Reading, assign
from apps.engine.resume.rows import Row
from apps.engine.resume.signs import WORK

Text = Found[str]


@dataclass(frozen=True)
class Period:
    """The printed dates of an entry."""

    date: DateRange
    span: Span

    @property
    def whole(self) -> Text:
        return Found(self.date.text, (self.span,), ("date range",))


@dataclass(frozen=True)
class Position:
    """One job, or one engagement written like a job."""

    title: Text | None = None
    company: Text | None = None
    location: Text | None = None
    period: Period | None = None
    description: Text | None = None
    bullets: tuple[Text, ...] = ()
    entry: Entry | None = field(default=None, compare=False)


def read_positions(rows: Sequence[Row]) -> tuple[Position, ...]:
    """All positions of one section, read with the layout they share."""
    entries = find_entries(rows)
    signed = any(fact.bullet for entry in entries for fact in entry.body)
    readings = assign(entries, WORK)
    bodies = [(*_below(e, reading), *e.body) for e, reading in zip(entries, readings, strict=True)]
    texts = [split_items(read_items(body), signed) for body in _without_labels(bodies)]
    if not signed and any(len(bullets) > 1 for _, bullets in texts):
        texts = [_like_others(*text) for text in texts]
    positions = [
        _position(entry, reading, *text)
        for entry, reading, text in zip(entries, readings, texts, strict=True)
    ]
    return tuple(_with_employer(positions))


def _without_labels(bodies: Sequence[Sequence[Fact]]) -> list[list[Fact]]:
    """ "Achievements/Tasks" in entry after entry is no text of any."""
    counts = Counter(text for body in bodies for text in {fact.text for fact in body})
    labels = {text for text, count in counts.items() if count > 1 and count >= len(bodies) / 2}
    short = {text for text in labels if len(text.split()) <= LABEL_WORDS}
    return [[fact for fact in body if fact.text not in short] for body in bodies]


def _like_others(description: list[Item], bullets: list[Item]) -> tuple[list[Item], list[Item]]:
    """Where the others have several lines without signs, a single one is no description either."""
    lone = len(description) == 1 and not bullets
    return (
        ([], description)
        if lone and ". " not in description[0].span.text
        else (
            description,
            bullets,
        )
    )


def _position(
    entry: Entry, reading: Reading, description: list[Item], bullets: list[Item]
) -> Position:
    below = _below(entry, reading)
    above = [fact for fact in unread(entry, reading) if fact not in below]
    description = [*read_items(above), *description]
    return Position(
        found(reading, "title"),
        found(reading, "company"),
        found(reading, "location"),
        period_of(entry),
        joined(description),
        tuple(Found(item.span.text, (item.span,), ("list item",)) for item in bullets),
        entry,
    )


def _below(entry: Entry, reading: Reading) -> tuple[Fact, ...]:
    """Rows that end a header and that no role took: its text begins with them."""
    rest = unread(entry, reading)
    start = len(entry.header)
    while start and entry.header[start - 1] in rest:
        start -= 1
    return entry.header[start:]


def found(reading: Reading, role: str) -> Text | None:
    """The atom of a role as a value."""
    atom = reading.get(role)
    return Found(atom.text.rstrip(" ,;:"), (atom.span,), (role,)) if atom else None


def unread(entry: Entry, reading: Reading) -> tuple[Fact, ...]:
    """Header rows below the first one of which no role took anything: they are text."""
    spans = [part for atom in reading.values() for part in (atom.span.parts or (atom.span,))]
    taken = {span.line for span in spans}
    return tuple(
        fact
        for fact in entry.header[1:]
        if fact.dated is None
        and not taken & {cell.span.line for cell in fact.row.cells}
        and any(True for cell in fact.row.cells for _ in without_dates(cell.span, None))
    )


def period_of(entry: Entry) -> Period | None:
    """The date of an entry with its place."""
    dated = entry.dated
    if dated is None:
        return None
    return Period(dated.date, dated.cell.span.cut(dated.date.start, dated.date.end))


def joined(items: Sequence[Item]) -> Text | None:
    """Several items as one text."""
    if not items:
        return None
    text = " ".join(item.span.text for item in items)
    return Found(text, tuple(item.span for item in items), ("text",))


def _with_employer(positions: Sequence[Position]) -> Iterator[Position]:
    """Several roles under one employer: a role without employer has the one above.

    An employer above its roles may carry the whole period; it is no position itself.
    """
    above: Position | None = None
    for index, position in enumerate(positions):
        following = positions[index + 1] if index + 1 < len(positions) else None
        if following and _is_employer_of(position, following):
            above = position
            continue
        if above is not None and _is_role_below(position, above):
            position = replace(
                position, company=above.company, location=position.location or above.location
            )
        yield position
        if not (position.company and above and position.company is above.company):
            above = position  # the next role below is measured by the entry with the employer


def _is_role_below(position: Position, above: Position) -> bool:
    """Its header is shorter than that of the position above: the employer's row is not repeated."""
    if position.company is not None or position.title is None or above.company is None:
        return False
    return above.title is None or _header_rows(position) < _header_rows(above)


def _header_rows(position: Position) -> int:
    return sum(bool(fact.text) for fact in position.entry.header) if position.entry else 0


def _is_employer_of(position: Position, following: Position) -> bool:
    """An employer with the whole period above its first role."""
    if position.company is None or position.title is not None or position.bullets:
        return False
    return following.company is None and following.title is not None
