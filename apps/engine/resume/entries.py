"""The rows of one section in, its entries out: where each begins, its header rows and its body.

All entries of a section follow one layout, so their starts are judged together: how many rows
above its date an entry begins is weighed over the whole section before each entry is cut.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from apps.engine.resume.broken_dates import join_labelled_dates, stack_dates
from apps.engine.resume.dates import is_date_text
from apps.engine.resume.degrees import degree_end
from apps.engine.resume.facts import (
    SENTENCE_WORDS,
    DatedCell,
    Fact,
    ends_sentence,
    has_known_word,
    is_header,
    is_phrase,
    is_sentence,
    read_facts,
    words_of,
)
from apps.engine.resume.grids import read_grid
from apps.engine.resume.pieces import ENTRY_LABELS
from apps.engine.resume.places import place_score
from apps.engine.resume.rows import Look, Row
from apps.engine.resume.run_in import part_run_in

MAX_ABOVE = 3
"""Title, employer and place may stand above the date; nobody puts more."""
LEVEL_NEAR = 3.0
"""Points between the left edges of rows of one indent."""
FORM_LABELS = 2
"""Kinds of labels in cells before their values that make a form."""
NAMED = 1.0
"""For an entry that begins above its date: a row that is nothing else names nobody."""
PLACE_BEHIND = 3.0
"""Against an entry that begins with a place right below the date of the entry above."""
BROKEN = 3.0
"""Against an entry that begins in the middle of an enumeration."""
MOST = 0.5
MAX_AFTER = 4
"""Header rows below the date: title, employer, place, department."""


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


def find_entries(rows: Sequence[Row]) -> tuple[Entry, ...]:
    """The entries of a section's rows, every row in one of them."""
    facts = read_facts(part_run_in(stack_dates(join_labelled_dates(read_grid(rows)))))
    if forms := _form_starts(facts):
        return tuple(_cut_form(facts[a:b]) for a, b in pairwise([*forms, len(facts)]))
    anchors = _anchors(facts)
    starts = _starts_by_dates(facts, anchors) if anchors else _starts_by_look(facts)
    return cut_entries(facts, starts, anchors)


def cut_entries(
    facts: Sequence[Fact], starts: Sequence[int], anchors: Sequence[int]
) -> tuple[Entry, ...]:
    """The entries that begin at the given rows, with their dates at others of them."""
    if not starts:
        return ()
    entries = [
        _cut(facts[start:end], [a - start for a in anchors if start <= a < end])
        for start, end in pairwise([*starts, len(facts)])
    ]
    return tuple(_with_even_headers(entries))


def _form_starts(facts: Sequence[Fact]) -> list[int]:
    """Where the label recurs that the first entry of a form begins with."""
    named = {fact.label for fact in facts if fact.label in ENTRY_LABELS}
    if not facts or facts[0].label not in named or len(named) < FORM_LABELS:
        return []
    return [index for index, fact in enumerate(facts) if fact.label == facts[0].label]


def _cut_form(facts: Sequence[Fact]) -> Entry:
    """What stands behind labels of a header is the header, wherever it stands in the entry."""
    header: list[Fact] = []
    body: list[Fact] = []
    part = header
    for fact in facts:
        if fact.label is not None or fact.bullet or fact.text.endswith(":"):
            part = header if fact.label in ENTRY_LABELS else body
        part.append(fact)
    return Entry(tuple(header), tuple(body))


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
    dated = max(0, anchors[0] - _fitting(facts, anchors[0], -1, common))
    # whatever stands above the first date belongs to it, but for introductory sentences
    first = next((i for i in range(dated) if not _is_text(facts[i])), dated)
    looks = (facts[first].look, facts[dated].look)
    starts = [first]
    for before, anchor in pairwise(anchors):
        options = _options(facts, anchor, before)
        scored = [(_start_score(facts, s, anchor, before, common, looks), s) for s in options]
        starts.append(max(scored)[1])
    return starts


def _is_text(fact: Fact) -> bool:
    return is_sentence(fact) or ends_sentence(fact)


def _fitting(facts: Sequence[Fact], anchor: int, before: int, offset: int) -> int:
    """The offset, or the largest smaller one whose rows all read like headers."""
    return max(anchor - s for s in _options(facts, anchor, before) if anchor - s <= offset)


def _options(facts: Sequence[Fact], anchor: int, before: int) -> list[int]:
    """Where the entry of a date may begin: on the date's row or on header rows above it."""
    options = [anchor]
    while len(options) <= MAX_ABOVE and _may_begin(facts, options[-1] - 1, before, anchor):
        options.append(options[-1] - 1)
    return options


def _may_begin(facts: Sequence[Fact], index: int, before: int, anchor: int) -> bool:
    """A header row behind the entry before; one further right than the date goes with the above."""
    if index <= before:
        return False
    if _goes_on_below(facts[index]):
        return True
    if not is_header(facts[index]) or _is_beside_rail(facts, index, anchor):
        return False
    return index == 0 or not facts[index].indented or _is_level(facts[index], facts[anchor])


def _goes_on_below(fact: Fact) -> bool:
    """ "B.A., University of New Mexico, Albuquerque," wants the row below."""
    return fact.text.endswith(",") and not fact.bullet and fact.dated is None


def _is_beside_rail(facts: Sequence[Fact], index: int, anchor: int) -> bool:
    """Dates on a rail open their entries: what stands right of the rail goes with the one above."""
    cells = facts[anchor].row.cells
    on_rail = (
        len(cells) > 1 and is_date_text(cells[0].text) and is_date_text(facts[0].row.first.text)
    )
    return on_rail and facts[index].left > cells[0].right and not facts[index].emphasis


def _is_level(fact: Fact, anchor: Fact) -> bool:
    """A role above its date, both further right than the employer of several roles."""
    return fact.emphasis and anchor.indented and abs(fact.left - anchor.left) <= LEVEL_NEAR


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
    facts: Sequence[Fact],
    start: int,
    anchor: int,
    before: int,
    common: int,
    looks: Sequence[Look],
) -> float:
    total = _boundary_score(facts, start, before)
    total += 2.0 if anchor - start == common else 0.0
    total += 2.0 if facts[start].look in looks else 0.0
    total -= BROKEN if start - 1 > before and _goes_on_below(facts[start - 1]) else 0.0
    total += NAMED if start < anchor and common and is_date_text(facts[anchor].row.text) else 0.0
    total -= (
        PLACE_BEHIND if start == before + 1 < anchor and place_score(facts[start].text) > 0 else 0
    )
    stranded = start - 1 > before and is_header(facts[start - 1])
    body_between = any(not is_header(fact) for fact in facts[before + 1 : start])
    return total - (2.0 if stranded and body_between else 0.0)


def _starts_by_look(facts: Sequence[Fact]) -> list[int]:
    """Without dates: rows with degrees, or that look like the first one, else blocks."""
    if not facts:
        return []
    degrees = [index for index, fact in enumerate(facts) if degree_end(fact.text) is not None]
    if len(degrees) > 1 and degrees[0] == 0:
        return degrees
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
    """Plain rows that only one entry has below its date are its text.

    One row that most entries have there is a header though it reads like none: "various schools".
    """
    tails = [len(entry.header) - _anchor_row(entry) for entry in entries]
    common, count = Counter(tails).most_common(1)[0]
    for entry, tail in zip(entries, tails, strict=True):
        extra = tail - common
        keep = len(entry.header)
        while extra > 0 and keep > 1 and _is_loose(entry.header[keep - 2], entry.header[keep - 1]):
            keep -= 1
            extra -= 1
        rows = (*entry.header, *entry.body)
        if extra == -1 and count > MOST * len(entries) and entry.body and _is_name(entry.body[0]):
            keep += 1
        yield Entry(rows[:keep], rows[keep:])


def _is_name(fact: Fact) -> bool:
    """A few words in small letters, no text and no bullet of an entry."""
    plain = not (fact.bullet or fact.indented or fact.row.runs_on or fact.dated)
    return plain and not ends_sentence(fact) and len(words_of(fact.text)) < SENTENCE_WORDS


def _anchor_row(entry: Entry) -> int:
    return next((i for i, fact in enumerate(entry.header) if fact.dated), 0)


def _is_loose(above: Fact, fact: Fact) -> bool:
    """A plain row that does not go on the row above."""
    if above.text.endswith((",", "-", "‐")):
        return False
    return not fact.emphasis and not has_known_word(fact) and fact.dated is None
