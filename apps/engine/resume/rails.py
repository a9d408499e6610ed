"""Rows in, rows out: a rail of labels or dates read as a region of its own rejoins its texts."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from apps.engine.resume.dates import find_dates
from apps.engine.resume.heading_words import heading_key, known_headings
from apps.engine.resume.rows import Look, Row, body_look

RAIL_ROWS_MIN = 3
MATCHED_MIN = 0.6
"""Of the rail's rows that share a baseline with a text; columns of two stories share few."""
BASELINE_NEAR = 2.0
"""Points between baselines of one row."""

HEADINGS_MIN = 2
"""A column has several sections; a rail may begin with the heading of its own."""

DATED_WORDS = 8
"""A row that dates an entry is short; a year in a longer one is part of a sentence."""

Region = tuple[int, int]


def merge_rails(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows of a rail on the row of the text they belong to."""
    regions: dict[Region, list[Row]] = defaultdict(list)
    for row in rows:
        regions[(row.line.page, row.line.region)].append(row)
    names = list(regions)
    usual = _heading_look(rows) if len(names) > 1 else None
    for index, rail in enumerate(names):
        for text in names[index + 1 :]:
            if rail[0] == text[0] and _is_rail(regions[rail], regions[text], usual):
                regions[text] = _merge(regions[rail], regions[text])
                regions[rail] = []
                break
    return tuple(row for name in names for row in regions[name])


def _is_rail(rail: Sequence[Row], text: Sequence[Row], usual: Look | None) -> bool:
    if len(rail) < RAIL_ROWS_MIN or len(text) < len(rail):
        return False
    if max(row.line.box.right for row in rail) > min(row.line.box.left for row in text):
        return False
    headed = _headings(rail), _headings(text)
    if all(headed) and (headed[0] >= HEADINGS_MIN or _begin_alike(rail[0], text[0], usual)):
        return False  # two columns, each with sections of its own
    matched = sum(_beside(row, text) is not None for row in rail)
    if matched < MATCHED_MIN * len(rail):
        return False
    return not (_is_dated(rail) and _is_dated(text))  # else each tells a story of its own


def _heading_look(rows: Sequence[Row]) -> Look | None:
    """What most rows look like that are nothing but the heading of a section."""
    looks = Counter(row.first.look for row in rows if _is_heading(row))
    return max(looks, key=lambda look: looks[look], default=None)


def _begin_alike(one: Row, other: Row, usual: Look | None) -> bool:
    """Two columns begin on one level, each with a heading that looks like most of them."""
    return one.first.look == other.first.look == usual and _beside(one, (other,)) is not None


def _is_dated(rows: Sequence[Row]) -> bool:
    return any(len(row.text.split()) <= DATED_WORDS and find_dates(row.text) for row in rows)


def _headings(rows: Sequence[Row]) -> int:
    """Rows that are nothing but the heading of a section, in stronger type than the others."""
    plain = body_look(rows)
    return sum(row.first.look != plain and _is_heading(row) for row in rows)


def _is_heading(row: Row) -> bool:
    return len(row.cells) == 1 and heading_key(row.text) in known_headings()


def _beside(row: Row, text: Sequence[Row]) -> Row | None:
    near = [
        other
        for other in text
        if abs(other.line.box.bottom - row.line.box.bottom) <= BASELINE_NEAR
        or abs(other.line.box.top - row.line.box.top) <= BASELINE_NEAR
    ]
    return near[0] if near else None


def _merge(rail: Sequence[Row], text: Sequence[Row]) -> list[Row]:
    labels = {id(other): row for row in rail if (other := _beside(row, text)) is not None}
    taken = {id(row) for row in labels.values()}
    region = text[0].line.region
    merged = [_joined(labels[id(row)], row) if id(row) in labels else row for row in text]
    alone = [
        replace(row, line=replace(row.line, region=region)) for row in rail if id(row) not in taken
    ]
    return sorted([*merged, *alone], key=lambda row: -row.line.box.top)


def _joined(label: Row, text: Row) -> Row:
    cells = (*label.cells, *text.cells)
    return replace(text, cells=tuple(replace(cell, index=i) for i, cell in enumerate(cells)))
