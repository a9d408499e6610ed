"""The rows of one section in, its entries out: where each begins, its header rows and its body.

All entries of a section follow one layout, so their starts are judged together: how many rows
above its date an entry begins is weighed over the whole section before each entry is cut.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from apps.engine.resume.columns import stack_dates
from apps.engine.resume.dates import DateRange, find_dates, find_durations, is_date_text
from apps.engine.resume.degrees import degree_end
from apps.engine.resume.places import place_score
from apps.engine.resume.rows import SIZE_STEP, Cell, Look, Row
from apps.engine.resume.vocabulary.load import fold, members
from apps.engine.scoring import Feature, score

MAX_ABOVE = 3
"""Title, employer and place may stand above the date; nobody puts more."""
MAX_AFTER = 4
"""Header rows below the date: title, employer, place, department."""
MAX_DATE_CELL = 130
"""Characters: a longer cell is prose that mentions a date."""
INDENT = 6.0
"""Points: less is the same left edge."""
SENTENCE_WORDS = 7
PHRASE_WORDS = 4
LONG_WORDS = 14
CAPITAL_SHARE = 0.5
"""Of the words of a header line that begin with a capital; sentences have fewer."""
BULLETS = "•∙⋅◦○●◉▪▫■□◆◇❖►▶▸‣➢➤✓✔⁃*–—−-·"


@dataclass(frozen=True, eq=False)
class DatedCell:
    """A date that belongs to an entry, and where it stands."""

    cell: Cell
    date: DateRange


@dataclass(frozen=True, eq=False)
class Fact:
    """A row of a section with what is known about it before entries are cut."""

    row: Row
    left: float  # of its first cell that is no date
    dated: DatedCell | None
    bullet: bool
    text: str  # without its date
    emphasis: bool  # bold, italic, capitals, larger or coloured against the section's text
    look: Look
    indented: bool
    space: bool
    block: bool


@dataclass(frozen=True, eq=False)
class Entry:
    """The rows of one entry: those of its header, and those of its body."""

    header: tuple[Fact, ...]
    body: tuple[Fact, ...]

    @property
    def dated(self) -> DatedCell | None:
        """Its date: a range before a single date."""
        dated = [fact.dated for fact in self.header if fact.dated]
        return next((one for one in dated if one.date.is_range), dated[0] if dated else None)


def has_bullet(cell: Cell) -> bool:
    return cell.sign is not None


def words_of(text: str) -> list[str]:
    return [word for word in text.split() if any(char.isalpha() for char in word)]


def capital_share(text: str) -> float:
    """Of the words that are longer than three letters, how many begin with a capital."""
    words = [word.lstrip("(\"'„“«") for word in words_of(text) if len(word) > 3]
    if not words:
        return 1.0
    return sum(word[0].isupper() or word[0].isdigit() for word in words) / len(words)


def ends_sentence(fact: Fact) -> bool:
    if not fact.text.endswith((".", "!", "?", ";", ":")) or len(words_of(fact.text)) < PHRASE_WORDS:
        return False
    return fold(fact.text.split()[-1]) not in members("organisations", "form")


def is_phrase(fact: Fact) -> bool:
    return len(words_of(fact.text)) >= PHRASE_WORDS and capital_share(fact.text) < CAPITAL_SHARE


def is_sentence(fact: Fact) -> bool:
    return len(words_of(fact.text)) >= SENTENCE_WORDS and capital_share(fact.text) < CAPITAL_SHARE


def has_known_word(fact: Fact) -> bool:
    """A capitalised word of a position, employer, school or degree, or a place."""
    tokens = [fold(word) for word in fact.text.split() if word[:1].isupper()]
    if any(t in members("titles") or t in members("organisations") for t in tokens):
        return True
    return place_score(fact.text) > 0 or fold(fact.text) in members("degrees")


def is_label(fact: Fact) -> bool:
    key = fold(fact.text)
    return key in members("labels", "duty", "grade") or any(
        fact.text.lower().startswith(f"{word}:")
        for word in ("gpa", "grade", "note", "technologies")
    )


def mentions_grade(fact: Fact) -> bool:
    return mentions_grade_text(fact.text)


def mentions_grade_text(text: str) -> bool:
    """Speaks of a mark or of honours."""
    key = f" {fold(text)} "
    return any(f" {word} " in key for word in members("labels", "grade"))


HEADER_ROW: tuple[Feature[Fact], ...] = (
    Feature("short line", +0.5, lambda f: len(words_of(f.text)) <= LONG_WORDS),
    Feature("holds the date", +3, lambda f: f.dated is not None),
    Feature("stands out", +2, lambda f: f.emphasis),
    Feature("position, employer, school, degree or place", +1.5, has_known_word),
    Feature("begins with a degree", +4, lambda f: degree_end(f.text) is not None),
    Feature("behind a bullet", -5, lambda f: f.bullet),
    Feature("ends a sentence", -3, ends_sentence),
    Feature("starts in lower case", -2.5, lambda f: f.text[:1].islower()),
    Feature("mostly small words", -1.5, is_phrase),
    Feature("a long line of small words", -2, is_sentence),
    Feature("very long", -2, lambda f: len(words_of(f.text)) > LONG_WORDS),
    Feature("a label of duties or grades", -4, is_label),
    Feature("speaks of a grade", -2, mentions_grade),
    Feature("indented", -2, lambda f: f.indented),
)


def is_header(fact: Fact) -> bool:
    """Reads like a line of an entry's header rather than of its text."""
    return score(fact, HEADER_ROW).total > 0


def read_facts(rows: Sequence[Row]) -> tuple[Fact, ...]:
    """What every row of a section is, before entries are cut."""
    if not rows:
        return ()
    looks: Counter[Look] = Counter()
    for row in rows:
        for cell in row.cells:
            looks[cell.look] += len(cell.text)
    body = looks.most_common(1)[0][0]
    dated = [_dated(row) for row in rows]
    lefts = [_content_left(row) for row in rows]
    bases = {row.line.region: _base_left(row.line.region, rows, lefts, dated) for row in rows}
    usual = median([row.space for row in rows[1:]] or [0.0])
    facts: list[Fact] = []
    for index, row in enumerate(rows):
        above = rows[index - 1] if index else None
        base = bases[row.line.region]
        facts.append(
            Fact(
                row,
                lefts[index],
                dated[index],
                row.first.sign is not None and row.first.sign in BULLETS,
                _text_without(row, dated[index]),
                _stands_out(_header_cell(row).look, body),
                _header_cell(row).look,
                lefts[index] > base + INDENT,
                row.space > usual + 1.5,
                above is not None and row.line.block != above.line.block,
            )
        )
    return tuple(facts)


def _base_left(
    region: int, rows: Sequence[Row], lefts: Sequence[float], dated: Sequence[DatedCell | None]
) -> float:
    """Where headers begin in a region: at the texts beside dates, else at the leftmost text."""
    here = [
        (row, left, date)
        for row, left, date in zip(rows, lefts, dated, strict=True)
        if row.line.region == region
    ]
    texts = [(row, left, date) for row, left, date in here if not is_date_text(row.text)]
    beside = [left for row, left, date in texts if date is not None and not row.first.sign]
    plain = [left for row, left, _ in texts if not row.first.sign]
    return min(beside or plain or [left for _, left, _ in here])


def _header_cell(row: Row) -> Cell:
    """The first cell that is no date."""
    return next((cell for cell in row.cells if not is_date_text(cell.text)), row.cells[0])


def _content_left(row: Row) -> float:
    return _header_cell(row).left


def _stands_out(look: Look, body: Look) -> bool:
    return (
        (look.bold and not body.bold)
        or look.italic != body.italic
        or (look.caps and not body.caps)
        or look.size > body.size + SIZE_STEP
        or look.font != body.font
    )


def _text_without(row: Row, dated: DatedCell | None) -> str:
    parts = []
    for cell in row.cells:
        text = cell.text
        if dated is not None and cell is dated.cell:
            text = (text[: dated.date.start] + text[dated.date.end :]).strip(" ,;|()–—-·•")
        if text:
            parts.append(text)
    return " ".join(parts)


def _dated(row: Row) -> DatedCell | None:
    """The date of a row that may belong to an entry: ranges first, then the last single one."""
    found: list[DatedCell] = []
    for cell in row.cells:
        if len(cell.text) > MAX_DATE_CELL:
            continue
        found.extend(
            DatedCell(cell, date) for date in find_dates(cell.text) if _is_apart(cell, date)
        )
    ranges = [one for one in found if one.date.is_range]
    return ranges[0] if ranges else (found[-1] if found else None)


def _is_apart(cell: Cell, date: DateRange) -> bool:
    """At an edge of its cell or between separators, not inside a sentence."""
    before = cell.text[: date.start].rstrip()
    after = cell.text[date.end :].lstrip(" )].,;:|•·–—-")
    for start, end in reversed(find_durations(after)):
        after = (after[:start] + after[end:]).strip(" ()")
    full = date.first is not None and (date.last is not None or date.present is not None)
    if not before:
        return full or not after or not after[:1].islower()
    if before.endswith((",", "|", "(", "–", "—", "-", "·", "•", ":", ";", "[", "/")):
        return True
    return (full and not after) or (not after and _changes_style(cell, date))


def _changes_style(cell: Cell, date: DateRange) -> bool:
    span = cell.span.cut(date.start, date.end)
    return span.words[0].style != cell.span.words[0].style


def find_entries(rows: Sequence[Row]) -> tuple[Entry, ...]:
    """The entries of a section's rows, every row in one of them."""
    facts = read_facts(stack_dates(rows))
    anchors = _anchors(facts)
    starts = _starts_by_dates(facts, anchors) if anchors else _starts_by_look(facts)
    edges = [*starts, len(facts)]
    if not starts:
        return ()
    entries = [
        _cut(facts[start:end], [a - start for a in anchors if start <= a < end])
        for start, end in pairwise(edges)
    ]
    return tuple(_with_even_headers(entries))


def _anchors(facts: Sequence[Fact]) -> list[int]:
    """The rows whose dates begin entries: plain ones before bulleted ones, ranges first."""
    dated = [index for index, fact in enumerate(facts) if fact.dated is not None]
    plain = [index for index in dated if not facts[index].bullet and not _inside(facts[index])]
    dated = plain or dated
    ranges = [index for index in dated if _date(facts[index]).date.is_range]
    if not ranges:
        return dated
    places = {_place(facts[index]) for index in ranges}
    return [index for index in dated if index in ranges or _place(facts[index]) in places]


def _inside(fact: Fact) -> bool:
    return fact.indented and is_phrase(fact)


def _date(fact: Fact) -> DatedCell:
    assert fact.dated is not None
    return fact.dated


def _place(fact: Fact) -> tuple[bool, bool, bool]:
    """Where on its row a date stands: alone, in the first cell, at the cell's start."""
    dated = _date(fact)
    cells = fact.row.cells
    return (
        len(cells) == 1 and dated.date.start == 0,
        dated.cell is cells[0],
        dated.date.start == 0,
    )


def _starts_by_dates(facts: Sequence[Fact], anchors: Sequence[int]) -> list[int]:
    common = _common_offset(facts, anchors)
    first = anchors[0] - _fitting(facts, anchors[0], -1, common)
    starts = [max(0, first)]
    for before, anchor in pairwise(anchors):
        options = _options(facts, anchor, before)
        starts.append(
            max(
                options,
                key=lambda s: (_start_score(facts, s, anchor, before, common, starts[0]), s),
            )
        )
    starts[0] = next(
        (i for i in range(starts[0]) if not _is_text(facts[i])), starts[0]
    )  # whatever stands above the first date belongs to it, but for introductory sentences
    return starts


def _is_text(fact: Fact) -> bool:
    return is_sentence(fact) or ends_sentence(fact)


def _fitting(facts: Sequence[Fact], anchor: int, before: int, offset: int) -> int:
    """The offset, or the largest smaller one whose rows all read like headers."""
    return max(anchor - s for s in _options(facts, anchor, before) if anchor - s <= offset)


def _options(facts: Sequence[Fact], anchor: int, before: int) -> list[int]:
    """Where the entry of a date may begin: on the date's row or on header rows above it."""
    options = [anchor]
    while (
        len(options) <= MAX_ABOVE and options[-1] - 1 > before and is_header(facts[options[-1] - 1])
    ):
        options.append(options[-1] - 1)
    return options


def _common_offset(facts: Sequence[Fact], anchors: Sequence[int]) -> int:
    """How many rows above their dates the entries of this section begin."""
    totals: dict[int, float] = {}
    for offset in range(MAX_ABOVE + 1):
        total = 4.0 if anchors[0] == offset else 0.0
        for before, anchor in zip((-1, *anchors), anchors, strict=False):
            start = anchor - offset
            if start not in _options(facts, anchor, before):
                total -= 2.0
                continue
            total += _boundary_score(facts, start, before)
        totals[offset] = total
    return max(totals, key=lambda offset: (totals[offset], -offset))


def _boundary_score(facts: Sequence[Fact], start: int, before: int) -> float:
    """How much a row looks like the first one of an entry."""
    if start == 0:
        return 2.0
    above = facts[start - 1]
    total = 1.5 if not is_header(above) else (0.0 if start - 1 <= before else -0.5)
    total += 1.5 * facts[start].space + 0.5 * facts[start].block
    return total + (0.5 if facts[start].emphasis else 0.0)


def _start_score(
    facts: Sequence[Fact], start: int, anchor: int, before: int, common: int, first: int
) -> float:
    total = _boundary_score(facts, start, before)
    total += 2.0 if anchor - start == common else 0.0
    total += 2.0 if facts[start].look == facts[first].look else 0.0
    stranded = start - 1 > before and is_header(facts[start - 1])
    body_between = any(not is_header(fact) for fact in facts[before + 1 : start])
    return total - (2.0 if stranded and body_between else 0.0)


def _starts_by_look(facts: Sequence[Fact]) -> list[int]:
    """Without dates: rows that look like the first one and stand out, else blocks, else rows."""
    if not facts:
        return []
    first = facts[0]
    alike = [
        index
        for index, fact in enumerate(facts)
        if fact.look == first.look and fact.emphasis and not fact.bullet and not fact.indented
    ]
    if len(alike) > 1 and alike[0] == 0:
        return [i for i in alike if i == 0 or facts[i].look != facts[i - 1].look or facts[i].block]
    spaced = [i for i, fact in enumerate(facts) if i == 0 or (fact.space and is_header(fact))]
    return spaced or [0]


def _cut(facts: Sequence[Fact], anchors: Sequence[int]) -> Entry:
    """Header rows reach from the start over the date as long as rows read like a header."""
    last = anchors[0] if anchors else 0
    end = last + 1
    while end < len(facts) and end - last <= MAX_AFTER and _goes_on(facts, end):
        end += 1
    return Entry(tuple(facts[:end]), tuple(facts[end:]))


def _goes_on(facts: Sequence[Fact], index: int) -> bool:
    fact, above = facts[index], facts[index - 1]
    if is_header(fact):
        return True
    wrapped = above.text.endswith((",", "-", "‐", "&", "/", "–")) and not fact.bullet
    return wrapped and not ends_sentence(fact) and len(words_of(fact.text)) <= SENTENCE_WORDS


def _with_even_headers(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Plain rows that only one entry has below its date are its text."""
    tails = [len(entry.header) - _anchor_row(entry) for entry in entries]
    common = Counter(tails).most_common(1)[0][0]
    for entry, tail in zip(entries, tails, strict=True):
        extra = tail - common
        keep = len(entry.header)
        while extra > 0 and keep > 1 and _is_loose(entry.header[keep - 2], entry.header[keep - 1]):
            keep -= 1
            extra -= 1
        yield Entry(entry.header[:keep], (*entry.header[keep:], *entry.body))


def _anchor_row(entry: Entry) -> int:
    return next((i for i, fact in enumerate(entry.header) if fact.dated), 0)


def _is_loose(above: Fact, fact: Fact) -> bool:
    """A plain row that does not go on the row above."""
    if above.text.endswith((",", "-", "‐")):
        return False
    return not fact.emphasis and not has_known_word(fact) and fact.dated is None


def indents(facts: Sequence[Fact]) -> Iterator[float]:
    """The left edges of rows."""
    return (fact.left for fact in facts)
