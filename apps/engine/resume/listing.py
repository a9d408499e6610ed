"""The rows of certificates, awards, publications and projects in, their items out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.engine.resume.atoms import make_atoms
from apps.engine.resume.body import read_items, split_items
from apps.engine.resume.entries import Entry, find_entries
from apps.engine.resume.experience import Period, Text, joined, period_of
from apps.engine.resume.facts import Fact, read_facts
from apps.engine.resume.model import Found
from apps.engine.resume.rows import Row


@dataclass(frozen=True)
class Listed:
    """A named thing with who gave it and when."""

    name: Text
    issuer: Text | None = None
    period: Period | None = None
    description: Text | None = None
    bullets: tuple[Text, ...] = ()


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
    return find_entries(rows)


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
    atoms = make_atoms(entry, commas=True)
    if not atoms:
        return None
    description, bullets = split_items(read_items(entry.body), signed)
    rest = atoms[1:]
    return Listed(
        Found(atoms[0].text, (atoms[0].span,), ("first piece",)),
        Found(rest[0].text, (rest[0].span,), ("second piece",)) if rest else None,
        period_of(entry),
        joined(description),
        tuple(Found(item.span.text, (item.span,), ("list item",)) for item in bullets),
    )
