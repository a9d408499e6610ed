"""The rows of a section in, what each of them is out: dated, bulleted, indented, header or text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from statistics import median

from apps.engine.resume.dates import DateRange, find_dates, find_durations, is_date_text
from apps.engine.resume.degrees import degree_end
from apps.engine.resume.pieces import ENTRY_LABELS, label_kind, split_label
from apps.engine.resume.places import place_score
from apps.engine.resume.rows import (
    SIZE_STEP,
    Cell,
    Look,
    Row,
    body_look,
    look_of,
    style_parts,
)
from apps.engine.resume.vocabulary.load import fold, members, spellings
from apps.engine.scoring import Feature, score

MAX_DATE_CELL = 130
"""Characters: a longer cell is prose that mentions a date."""
INDENT = 6.0
"""Points: less is the same left edge."""
CENTRE_NEAR = 2.0
"""Points between the middles of rows that are centred."""
MOSTLY = 0.8
"""Of the rows of a section that are centred: its indents mean nothing."""
SENTENCE_WORDS = 7
PHRASE_WORDS = 4
SHORT_SENTENCE = 2
"""Words of a sentence that ends in lower case, as no name does: "Built dies." """
LONG_WORDS = 14
CAPITAL_SHARE = 0.5
"""Of the words of a header line that begin with a capital; sentences have fewer."""
_VALUE = re.compile(r"[^\W\d_][^:,.;()|]{2,28}:\s+\S")
BULLETS = "•∙⋅◦○●◉▪▫■□◆◇❖►▶▸‣➢➤➔→⇒✓✔⁃*–—−-·"


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
    label: str | None = None  # of a form, in a cell before its value
    names_value: bool = False  # "Hours per week: 40", where no labels tell what the names are

    @cached_property
    def is_header(self) -> bool:
        """Reads like a line of an entry's header rather than of its text."""
        return score(self, HEADER_ROW).total > 0


def words_of(text: str) -> list[str]:
    return [word for word in text.split() if any(char.isalpha() for char in word)]


def capital_share(text: str) -> float:
    """Of the words that are longer than three letters, how many begin with a capital."""
    words = [word.lstrip("(\"'„“«") for word in words_of(text) if len(word) > 3]
    if not words:
        return 1.0
    return sum(word[0].isupper() or word[0].isdigit() for word in words) / len(words)


def ends_sentence(fact: Fact) -> bool:
    words = words_of(fact.text)
    least = SHORT_SENTENCE if words and words[-1].islower() else PHRASE_WORDS
    if not fact.text.endswith((".", "!", "?", ";", ":")) or len(words) < least:
        return False
    return not fold(fact.text).endswith(_forms())


@cache
def _forms() -> tuple[str, ...]:
    """Legal forms that end with a point: no sentence ends there."""
    return tuple(f" {form}" for form in sorted(members("organisations", "form")))


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
    before, colon, after = fact.text.partition(":")
    named = before if colon and after else fact.text
    return fold(named) in members("labels", "duty", "grade", "honours")


def mentions_grade(fact: Fact) -> bool:
    return mentions_grade_text(fact.text)


@cache
def _grade_pattern() -> re.Pattern[str]:
    grades = "|".join(map(re.escape, spellings("labels", "grade")))
    honours = "|".join(map(re.escape, spellings("labels", "honours")))
    return re.compile(
        rf"\b(?:{grades})\b\s*:?\s*\d|^(?:{grades})\s*(?::|$)|\b(?:{honours})\b", re.I
    )


def mentions_grade_text(text: str) -> bool:
    """Speaks of a mark, of honours or of a thesis."""
    return _grade_pattern().search(text) is not None


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
    Feature("some other label before a value", -3, lambda f: f.names_value),
    Feature("speaks of a grade", -2, mentions_grade),
    Feature("indented", -2, lambda f: f.indented),
    Feature("behind a label of forms", +3, lambda f: f.label in ENTRY_LABELS),
    Feature("behind the header of its row", -9, lambda f: f.row.runs_on),
)


def is_header(fact: Fact) -> bool:
    """Reads like a line of an entry's header rather than of its text."""
    return fact.is_header


def read_facts(rows: Sequence[Row]) -> tuple[Fact, ...]:
    """What every row of a section is, before entries are cut."""
    if not rows:
        return ()
    body = body_look(rows)
    dated = [_dated(row) for row in rows]
    lefts = [_content_left(row) for row in rows]
    regions = dict.fromkeys(row.line.region for row in rows)
    bases = {region: _base_left(region, rows, lefts, dated) for region in regions}
    looks = [look_of(style_parts(_header_cell(row).span)[0]) for row in rows]
    middle = _middle(rows)
    usual = median([row.space for row in rows[1:]] or [0.0])
    labels = [form_label(row) for row in rows]
    is_form = any(_names_entry(row, label) for row, label in zip(rows, labels, strict=True))
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
                _stands_out(looks[index], body),
                looks[index],
                lefts[index] > base + INDENT and not _is_centred(row, middle),
                row.space > usual + 1.5,
                above is not None and row.line.block != above.line.block,
                labels[index],
                not is_form and dated[index] is None and _names_value(row),
            )
        )
    return tuple(facts)


def _names_value(row: Row) -> bool:
    return ":" in row.first.text and _VALUE.match(row.text) is not None


def _names_entry(row: Row, label: str | None) -> bool:
    """The label of a title, an employer or a school stands before its value."""
    if label is None and ":" in row.first.text:
        label = split_label(row.first.span)[0]
    return label in ENTRY_LABELS and label != "dates"


def form_label(row: Row) -> str | None:
    """The kind of a label that stands in a cell of its own before a value."""
    return label_kind(row.first.text) if len(row.cells) > 1 else None


def _middle(rows: Sequence[Row]) -> float | None:
    """Where the rows of a section are centred; None when most of them are not."""
    centres = [(row.line.box.left + row.line.box.right) / 2 for row in rows]
    middle = median(centres)
    centred = sum(abs(centre - middle) < CENTRE_NEAR for centre in centres)
    lefts = {round(row.line.box.left) for row in rows}
    return middle if centred >= MOSTLY * len(rows) and len(lefts) > 1 else None


def _is_centred(row: Row, middle: float | None) -> bool:
    box = row.line.box
    return middle is not None and abs((box.left + box.right) / 2 - middle) < CENTRE_NEAR


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
        or look.caps
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
