"""The rows of certificates, awards, publications and projects in, their items out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from apps.engine.resume.atoms import SEPARATORS, Atom, make_atoms
from apps.engine.resume.body import Item, read_items, split_items
from apps.engine.resume.dates import find_dates
from apps.engine.resume.entries import Entry, cut_entries, find_entries
from apps.engine.resume.experience import Period, Text, joined, period_of
from apps.engine.resume.facts import Fact, read_facts, words_of
from apps.engine.resume.model import Found, Span, join_spans
from apps.engine.resume.rows import Row
from apps.engine.resume.signs import is_organisation, is_place
from apps.engine.resume.vocabulary.load import fold, members

GIVER_WORDS = 3
"""Of "issued by the" and the like."""
NO_DASH = re.compile(r"\s*[|·•;]\s*")
TITLE_WORDS = 20
"""A longer row is a citation."""


@dataclass(frozen=True)
class Listed:
    """A named thing with who gave it and when."""

    name: Text
    issuer: Text | None = None
    period: Period | None = None
    description: Text | None = None
    bullets: tuple[Text, ...] = ()
    subtitle: Text | None = None  # all that its header says beside the name


def read_listing(rows: Sequence[Row]) -> tuple[Listed, ...]:
    """The items of a list of named and dated things."""
    entries = _entries(rows)
    signed = any(fact.bullet for entry in entries for fact in entry.body)
    return tuple(item for entry in entries if (item := _listed(entry, signed)))


def _entries(rows: Sequence[Row]) -> tuple[Entry, ...]:
    """Each bullet is an item when all of them are; entries by their layout otherwise."""
    facts = read_facts(rows)
    if facts and facts[0].bullet and not any(_is_plain_head(fact) for fact in facts):
        return tuple(_by_bullets(facts))
    if _is_row_each(facts):
        return tuple(Entry((fact,), ()) for fact in facts)
    if heads := _heads_partly_dated(facts):
        return cut_entries(facts, heads, heads)
    return find_entries(rows)


def _heads_partly_dated(facts: Sequence[Fact]) -> list[int]:
    """Rows in one strong look that hold all the dates there are, though not each has one."""
    heads = [i for i, fact in enumerate(facts) if _is_like(fact, facts[0])]
    dated = [i for i, fact in enumerate(facts) if fact.dated is not None and not fact.bullet]
    apart = all(after - before > 1 for before, after in pairwise(heads))
    partly = 0 < len(dated) < len(heads) and set(dated) <= set(heads)
    return heads if apart and partly else []


def _is_like(fact: Fact, first: Fact) -> bool:
    return fact.emphasis and fact.look == first.look and not fact.bullet and not fact.indented


def _is_row_each(facts: Sequence[Fact]) -> bool:
    """One item a row, some without a date: all rows alike, each with a name and its giver."""
    dated = [fact for fact in facts if fact.dated is not None]
    if len(dated) == len(facts) or not facts or not _ends_with_date(facts[0]):
        return False
    alike = all(fact.look == facts[0].look and not fact.indented for fact in facts)
    paired = all(", " in fact.text and len(words_of(fact.text)) <= TITLE_WORDS for fact in facts)
    return alike and paired and not any(fact.bullet or fact.text.endswith(".") for fact in facts)


def _ends_with_date(fact: Fact) -> bool:
    return fact.dated is not None or _last_date(fact.row.cells[-1].span) is not None


def _last_date(span: Span) -> Period | None:
    """The date that ends a text: "Winner, Harbour Regatta 2020"."""
    dates = find_dates(span.text)
    if not dates or span.text[dates[-1].end :].strip(" ).,"):
        return None
    return Period(dates[-1], span.cut(dates[-1].start, dates[-1].end))


def _is_plain_head(fact: Fact) -> bool:
    return not fact.bullet and fact.emphasis and fact.dated is not None


def _by_bullets(facts: Sequence[Fact]) -> Iterator[Entry]:
    header: list[Fact] = []
    for fact in facts:
        if fact.bullet and header:
            yield Entry(tuple(header), ())
            header = []
        header.append(fact)
    if header:
        yield Entry(tuple(header), ())


def _listed(entry: Entry, signed: bool) -> Listed | None:
    named = [span for atom in _atoms(entry) if (span := _without_giver(atom.span)) is not None]
    if not named:
        return None
    description, bullets = split_items(read_items(entry.body), signed)
    return Listed(
        Found(named[0].text, (named[0],), ("first piece",)),
        Found(named[1].text, (named[1],), ("second piece",)) if len(named) > 1 else None,
        period_of(entry) or _last_date(entry.header[-1].row.cells[-1].span),
        joined(description),
        tuple(Found(item.span.text, (item.span,), ("list item",)) for item in bullets),
        _subtitle(entry, named[0]),
    )


def _subtitle(entry: Entry, name: Span) -> Text | None:
    """What the header says behind the name, commas and all."""
    spans: list[Span] = []
    for atom in make_atoms(entry, commas=False, separators=SEPARATORS):
        span = atom.span
        if not spans and span.line == name.line and span.text.startswith(name.text):
            rest = span.text[len(name.text) :].lstrip(" ,:")
            if rest:
                spans.append(span.cut(len(span.text) - len(rest), len(span.text)))
            continue
        spans.append(span)
    if not spans:
        return None
    return Found(", ".join(span.text for span in spans), tuple(spans), ("behind the name",))


def _atoms(entry: Entry) -> tuple[Atom, ...]:
    """Apart at separators; a dash is part of the name where the giver stands behind a comma."""
    atoms = make_atoms(entry, commas=True, separators=SEPARATORS)
    whole = make_atoms(entry, commas=True, separators=NO_DASH)
    if len(whole) < 2 or whole[1].row > 0 or atoms[0].text == whole[0].text:
        return atoms
    behind_dash, giver = atoms[1].text, whole[1].text
    named = giver[:1].isupper() and not is_place(giver)
    return whole if named and not is_organisation(behind_dash) else atoms


def _without_giver(span: Span) -> Span | None:
    """ "Issued by Red Cross" without its first words; None when nothing else is said."""
    words = span.text.split()
    for length in range(min(GIVER_WORDS, len(words)), 0, -1):
        if fold(" ".join(words[:length])) in members("labels", "issuer"):
            rest = " ".join(words[length:])
            return span.cut(span.text.index(rest), len(span.text)) if rest else None
    return span


def read_publications(rows: Sequence[Row]) -> tuple[Listed, ...]:
    """Publications: entries where each has its own date row, else one citation per paragraph."""
    facts = read_facts(rows)
    dated = [fact for fact in facts if fact.dated is not None]
    if dated and sum(_is_entry_row(fact) for fact in dated) * 2 >= len(dated):
        return read_listing(rows)
    return tuple(_citation(item) for item in _whole_citations(read_items(facts)))


def _whole_citations(items: Sequence[Item]) -> Iterator[Item]:
    """An item without a year goes on a citation that has not ended."""
    last: Item | None = None
    for item in items:
        goes_on = last is not None and not item.signed and not find_dates(item.span.text)
        if last is not None and goes_on and last.span.text[-1].isalpha():
            last = replace(last, span=join_spans(last.span, item.span))
            continue
        if last is not None:
            yield last
        last = item
    if last is not None:
        yield last


def _is_entry_row(fact: Fact) -> bool:
    """The date stands alone or in a cell of its own, or behind a bold title."""
    if not fact.text or len(fact.row.cells) > 1:
        return True
    return fact.look.bold and len(words_of(fact.text)) <= TITLE_WORDS


def _citation(item: Item) -> Listed:
    """The citation as printed; its last date is the year of publication."""
    dates = find_dates(item.span.text)
    period = None
    if dates:
        period = Period(dates[-1], item.span.cut(dates[-1].start, dates[-1].end))
    return Listed(Found(item.span.text, (item.span,), ("citation",)), None, period)
