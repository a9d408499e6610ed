"""Dated work and the years that are asked for in, points for experience with their reasons out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from apps.engine.matching.model import Evidence, Facts, Reason, Requirements, Status, Work
from apps.engine.matching.rounding import THOUSAND, divided, thousandths, written
from apps.engine.matching.words import phrase_of
from apps.engine.resume.dates import months_between
from apps.engine.resume.vocabulary.load import groups

PART = "experience"
FULL = 100
TENTHS = 10
MONTHS_PER_YEAR = 12
POINTS_PER_YEAR_ABOVE = 5
"""What each whole year above the most that is asked costs."""
MOST_LOST_ABOVE = 30
"""Too much experience never costs more than this: it is a wish, not a lack."""
MOST_EVIDENCE = 4


@dataclass(frozen=True, slots=True)
class Position:
    """What makes an entry of the work history count: the position's fields, the skills shown."""

    fields: frozenset[str]
    related: frozenset[str]
    with_skills: Collection[int]  # entries that name a skill that is asked for


def position_of(title: str, with_skills: Collection[int]) -> Position:
    """A position by its title."""
    fields = fields_of(title)
    related = (one for field in fields for one in groups("occupations_related").get(field, ()))
    return Position(fields, frozenset(related), with_skills)


class Relevance(NamedTuple):
    """How far an entry of the work history counts, in hundredths, and when."""

    name: str
    counts: int
    says: str
    holds: Callable[[int, frozenset[str], Position], bool]


RELEVANCE: tuple[Relevance, ...] = (
    Relevance(
        "names_asked_skill",
        100,
        "names a skill that is asked for",
        lambda index, fields, position: index in position.with_skills,
    ),
    Relevance(
        "same_field",
        100,
        "is work in the same field",
        lambda index, fields, position: bool(fields & position.fields),
    ),
    Relevance(
        "nothing_to_compare",
        100,
        "counts in full: the position's title tells no field of work",
        lambda index, fields, position: not position.fields,
    ),
    Relevance(
        "related_field",
        50,
        "counts by half: it is work in a related field",
        lambda index, fields, position: bool(fields & position.related),
    ),
    Relevance(
        "field_unknown",
        50,
        "counts by half: its title tells no field of work",
        lambda index, fields, position: not fields,
    ),
    Relevance(
        "other_field",
        0,
        "does not count: it is work in another field",
        lambda index, fields, position: True,
    ),
)
"""The first row that holds says what an entry counts. Twenty years in another field are no years in
this one; a field nobody can tell is not held against a candidate as another field would be."""


DATED = "years of dated work"
STATED = "years, as the record states"
UNDATED = "years, as the record states without dated work"
"""Where a total of years comes from, as a reader is told."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Years of work: all of them and those that count, in tenths; None when no date tells."""

    total: int | None
    counting: int
    entries: tuple[tuple[Work, Relevance], ...]
    source: str  # what the total was taken from, as a reader is told


def fields_of(title: str) -> frozenset[str]:
    """The fields of work that a title names.

    >>> sorted(fields_of("Senior Backend Engineer")), fields_of("Team Lead")
    (['software'], frozenset())
    """
    return _fields_of(title.strip())


@lru_cache(maxsize=4096)
def _fields_of(title: str) -> frozenset[str]:
    words = phrase_of(title)
    spread = f" {' '.join(words)} "
    return frozenset(field for phrase, field in _phrases().items() if f" {phrase} " in spread)


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for field, titles in groups("occupations").items():
        for title in titles:
            found[" ".join(phrase_of(title))] = field
    return found


def count_years(facts: Facts, position: Position) -> Counted:
    """The years that the history covers, overlaps once, each month as its best entry counts.

    A total that the record states replaces the dated one; the share that counts stays.
    """
    entries = tuple(
        (work, _relevance(index, work, position)) for index, work in enumerate(facts.work)
    )
    months = _months(entries, facts)
    weighed = sum(months.values())
    stated = facts.years_of_experience
    if stated is None and not months:
        return Counted(None, 0, entries, DATED)
    total = divided(len(months) * TENTHS, MONTHS_PER_YEAR)
    if stated is not None:
        total = round(stated * TENTHS)
    share = (weighed, len(months) * FULL) if months else (1, 1)
    counting = divided(total * share[0], share[1])
    return Counted(total, counting, entries, _source(stated, len(months)))


def _source(stated: float | None, months: int) -> str:
    """Where a total comes from: a record says what its dates do until somebody corrects it."""
    if not months:
        return UNDATED
    return DATED if stated in {None, round(months / MONTHS_PER_YEAR, 1)} else STATED


def _relevance(index: int, work: Work, position: Position) -> Relevance:
    fields = fields_of(work.title)
    return next(row for row in RELEVANCE if row.holds(index, fields, position))


def _months(entries: Sequence[tuple[Work, Relevance]], facts: Facts) -> dict[int, int]:
    """Every month worked, with what it counts in hundredths."""
    today = f"{facts.as_of.year:04d}-{facts.as_of.month:02d}"
    present = months_between(today, today)[1]
    months: dict[int, int] = {}
    for work, relevance in sorted(entries, key=lambda entry: entry[1].counts):
        if work.start is None:
            continue
        end = today if work.current else work.end or work.start
        first, last = months_between(work.start, end)
        months.update(dict.fromkeys(range(first, min(last, present) + 1), relevance.counts))
    return months


def points_of(requirements: Requirements, counted: Counted) -> int | None:
    """Points from 0 to 100; None when no years are asked for."""
    least, most = requirements.min_experience_years, requirements.max_experience_years
    if not least and most is None:
        return None
    if counted.total is None:
        return 0
    if _is_short(counted, least):
        return divided(FULL * _exact(counted), thousandths(least or 0))
    return FULL - _lost_above(_exact(counted), most)


def _exact(counted: Counted) -> int:
    """The years that count, in thousandths, as what is asked is taken."""
    return counted.counting * THOUSAND // TENTHS


def _is_short(counted: Counted, least: float | None) -> bool:
    return _exact(counted) < thousandths(least or 0)


def _lost_above(years: int, most: float | None) -> int:
    if most is None:
        return 0
    above = max(0, years - thousandths(most)) // THOUSAND
    return min(MOST_LOST_ABOVE, POINTS_PER_YEAR_ABOVE * above)


def explain(requirements: Requirements, counted: Counted) -> Reason:
    """The reason for the points."""
    points = points_of(requirements, counted)
    if points is None:
        return Reason(PART, "", Status.NOT_ASKED, "not_asked", "No years of experience are asked.")
    asked = _asked(requirements)
    if counted.total is None:
        text = f"{asked}: no dated work and no number of years is given, so nothing is counted."
        return Reason(PART, asked, Status.UNKNOWN, "years_unknown", text, 0, FULL)
    rule, judged = _judged(requirements, counted, points)
    status = Status.MET if points == FULL else Status.PARTLY if points else Status.MISSING
    text = f"{asked}: {_years(counted)}. {judged}"
    return Reason(PART, asked, status, rule, text, points, FULL, evidence=_evidence(counted))


def _asked(requirements: Requirements) -> str:
    least, most = requirements.min_experience_years, requirements.max_experience_years
    if not least:
        return f"at most {written(most or 0)} years"
    if most is None:
        return f"at least {written(least)} years"
    return f"{written(least)} to {written(most)} years"


def _years(counted: Counted) -> str:
    total, counting = (counted.total or 0) / TENTHS, counted.counting / TENTHS
    if counted.source == UNDATED:
        return f"{written(total)} {UNDATED}"
    if counted.total == counted.counting:
        return f"{written(total)} {counted.source}, all of it counts"
    return f"{written(total)} {counted.source}, of which {written(counting)} count"


def _judged(requirements: Requirements, counted: Counted, points: int) -> tuple[str, str]:
    least, most = requirements.min_experience_years, requirements.max_experience_years
    years = counted.counting / TENTHS
    if _is_short(counted, least):
        return "years_short", f"{written(years)} of {written(least or 0)} years = {points} points."
    if points < FULL:
        text = f"more than {written(most or 0)}: 100 - {FULL - points} = {points} points."
        return "years_above", f"{written(years)} years are {text}"
    return "years_met", f"In full: {points} points."


def _evidence(counted: Counted) -> tuple[Evidence, ...]:
    shown = [(work, row) for work, row in counted.entries if work.start is not None]
    return tuple(
        Evidence(f"{_span(work)}: {row.says}", "work history", work.pointer)
        for work, row in shown[:MOST_EVIDENCE]
    )


def _span(work: Work) -> str:
    end = "today" if work.current else work.end or work.start
    return f"{work.title or 'No title'}, {work.start} to {end}"
