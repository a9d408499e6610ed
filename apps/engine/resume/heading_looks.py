"""What the known headings of a document look like in, whether unknown words are headings out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from apps.engine.resume.dates import find_dates, is_date_text
from apps.engine.resume.heading_signs import (
    Candidate,
    Heading,
    Shape,
    ends_like_text,
    has_space_above,
    holds_number,
    is_larger,
    is_long,
    is_plain,
    is_position,
    lists_things,
    stands_apart,
    starts_lower,
)
from apps.engine.resume.heading_words import heading_key, known_headings
from apps.engine.resume.rows import Row

SETTLED_KINDS = 3
"""This many kinds of sections in one look: the document's headings look so."""
KNOWN_SHARE = 0.6
"""Of the rows in a heading's look that must be known headings before unknown ones count."""
SURE_SHARE = 0.75
"""With so many known ones in a look, even a row above a period of time is a heading."""
PURE_SHARE = 0.4
"""The same where nothing else looks so: no title of an entry, no label, no date."""
PART_SHARE = 0.5
"""What a row with words of a known heading counts against one that is a known heading."""
WITHOUT_ENTRIES = ("contact", "summary", "skills", "languages", "title")
"""Sections of no dated entries: a dated row below them begins another section."""
SPACE_SHARE = 0.8
"""Of the space above known headings that one with unknown words must have."""
RAIL_NEAR = 2.0
"""Points between the left edges of headings in one rail."""
NAME_REACH = 8
"""Headline, street, town, phone and e-mail address stand at most so far below the name."""
ENTRY_REACH = 3
"""An entry's date stands at most this many rows below its first line."""


@dataclass(frozen=True)
class Settled:
    """What the headings of a look have in common."""

    share: float  # of the rows in this look that are known headings
    spaced_share: float  # the same among the rows with this space above
    space: float  # the least space above them
    others: int  # rows in this look that are none
    pure: bool  # none of those can be anything else
    rail: float | None  # the left edge of those that stand beside their texts


def settled_looks(candidates: Sequence[Candidate]) -> Mapping[Shape, Settled]:
    """Shapes shared by known headings of several kinds.

    Where titles of entries look the same, the space above the headings tells them apart.
    """
    shapes: dict[Shape, list[Candidate]] = defaultdict(list)
    for candidate in _below_header(candidates):
        if not is_plain(candidate) or candidate.kind is not None or may_head(candidate):
            shapes[candidate.shape].append(candidate)
    settled: dict[Shape, Settled] = {}
    for shape, alike in shapes.items():
        known = [one for one in alike if one.kind not in (None, "title") and not is_long(one)]
        if sum(one.alone for one in known) >= KNOWN_SHARE * len(known):
            alike = [one for one in alike if one.alone or one in known]  # no labels beside texts
        rail = _rail(known)
        if rail is not None:
            alike = [one for one in alike if abs(one.cell.left - rail) <= RAIL_NEAR]
            known = [one for one in known if one in alike]
        kinds = len({one.kind for one in known})
        few = kinds > 1 and (len(known) == len(alike) or _is_set_off(alike, len(known)))
        if kinds >= SETTLED_KINDS or few:
            least = _least_space(known)
            spaced = sum(one.space >= least or one in known for one in alike)
            told = len(known) + PART_SHARE * sum(map(_holds_known_words, alike))
            shares = told / len(alike), min(1.0, told / spaced)
            pure = not is_plain(known[0]) and not _names_entries(alike, known)
            settled[shape] = Settled(*shares, least, len(alike) - len(known), pure, rail)
    return settled


def _rail(known: Sequence[Candidate]) -> float | None:
    """Where headings stand that have their texts beside them, not below."""
    beside = [one for one in known if not one.alone]
    lefts = [one.cell.left for one in beside]
    if len(beside) < max(SETTLED_KINDS, SURE_SHARE * len(known)):
        return None
    return median(lefts) if max(lefts) - min(lefts) <= RAIL_NEAR else None


def _below_header(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """From the first known heading on: the name above it may look the same."""
    first = next((i for i, one in enumerate(candidates) if one.kind not in (None, "title")), 0)
    return candidates[first:]


def may_head(candidate: Candidate) -> bool:
    """Nothing in its words says that it is something else."""
    signs = (starts_lower, ends_like_text, is_long, lists_things, holds_number, is_position)
    return candidate.kind is not None or not any(sign(candidate) for sign in signs)


def _names_entries(alike: Sequence[Candidate], known: Sequence[Candidate]) -> bool:
    """Some row in this look says something else, or stands directly below a heading."""
    below = {one.row + one.rows for one in known if one.alone}
    return any(not may_head(one) or (one.kind is None and one.row in below) for one in alike)


def _holds_known_words(candidate: Candidate) -> bool:
    return candidate.part is not None and may_head(candidate)


def _is_set_off(alike: Sequence[Candidate], known: int) -> bool:
    """Large capitals, with one row of unknown words among them; no group is named so loudly."""
    loud = all(is_larger(one) and one.cell.look.caps and one.alone for one in alike)
    return loud and len(alike) == known + 1


def is_dated(candidate: Candidate, rows: Sequence[Row]) -> bool:
    """A period of time stands on its row or near it, or a row that is nothing but a date."""
    above = 0 if has_space_above(candidate) else 2
    near = rows[max(0, candidate.row - above) : candidate.row + ENTRY_REACH]
    return any(
        is_date_text(row.text) or any(date.is_range for date in find_dates(row.text))
        for row in near
    )


def _least_space(known: Sequence[Candidate]) -> float:
    """The space above most of the known headings; those at the top of a column have none."""
    spaces = [one.space for one in known if one.space > 0]
    return SPACE_SHARE * median(spaces) if spaces else 0.0


def is_unknown_heading(
    candidate: Candidate, alike: Settled, rows: Sequence[Row], above: Heading | None
) -> bool:
    """In the look of the headings and in their place, yet with words nobody listed."""
    spaced = candidate.space >= alike.space and alike.spaced_share >= SURE_SHARE
    pure = alike.pure and candidate.space >= alike.space and alike.share >= PURE_SHARE
    if (alike.share < KNOWN_SHARE and not spaced and not pure) or not may_head(candidate):
        return False
    in_rail = alike.rail is not None and abs(candidate.cell.left - alike.rail) <= RAIL_NEAR
    if not candidate.alone and (
        alike.share < SURE_SHARE or (candidate.part is None and not in_rail)
    ):
        return False
    if not has_space_above(candidate) and not is_larger(candidate) and not in_rail:
        return False
    if is_plain(candidate) and (above is None or not stands_apart(candidate)):
        return False
    if above is None and names_person(candidate, rows):
        return False
    if in_rail or not is_dated(candidate, rows) or _ends_section(candidate, above):
        return True
    before = heading_key(rows[candidate.row - 1].text) if candidate.row else ""
    lonely = alike.others == 1 and spaced and before not in known_headings()
    return lonely or (candidate.part is not None and alike.share >= KNOWN_SHARE)


def _ends_section(candidate: Candidate, above: Heading | None) -> bool:
    """Below a section that has no entries of its own, a dated row cannot be one of them."""
    if above is None or above.kind not in WITHOUT_ENTRIES or not above.known:
        return False
    return candidate.row > above.row + above.rows


def names_person(candidate: Candidate, rows: Sequence[Row]) -> bool:
    """Nothing stands above it but perhaps a title, or an e-mail address follows it."""
    if candidate.row == 0:
        return True
    below = rows[candidate.row + 1 : candidate.row + NAME_REACH]
    reached = any("@" in row.text for row in rows[: candidate.row])
    return not reached and any("@" in row.text for row in below)
