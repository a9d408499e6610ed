"""Tables in the reading order: each stands in as one large segment, and comes back as a part."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from apps.engine.document.segment import Segment
from apps.engine.document.tables import Grid


class Part(NamedTuple):
    """A stretch of one region: loose segments, or a table with its own. `opens`: a new region."""

    segments: tuple[Segment, ...]
    grid: Grid | None
    opens: bool


def collapse(
    segments: Iterable[Segment], tables: Sequence[Grid]
) -> tuple[list[Segment], list[Segment]]:
    """The segments outside of the tables, and one stand-in for each table, in their order."""
    taken = frozenset[int]().union(*(grid.segments for grid in tables))
    loose = [segment for segment in segments if id(segment) not in taken]
    return loose, [_stand_in(grid) for grid in tables]


def _stand_in(grid: Grid) -> Segment:
    first = min(grid.texts(), key=lambda s: s.order)
    return Segment(
        grid.box, grid.box.bottom, first.size, first.words[:1], "", first.order, first.hidden
    )


def expand(
    regions: Iterable[Sequence[Segment]], stand_ins: Sequence[Segment], tables: Sequence[Grid]
) -> list[Part]:
    """Regions with stand-ins -> parts in reading order."""
    grids = {id(stand_in): grid for stand_in, grid in zip(stand_ins, tables, strict=True)}
    parts: list[Part] = []
    for region in regions:
        parts += _parts(region, grids)
    return parts


def insert_tables(
    parts: Iterable[Part], find: Callable[[Sequence[Segment]], tuple[Grid, ...]]
) -> list[Part]:
    """Look for tables in the loose parts, and make parts of them."""
    found: list[Part] = []
    for part in parts:
        tables = () if part.grid else find(part.segments)
        if not tables:
            found.append(part)
            continue
        loose, stand_ins = collapse(part.segments, tables)
        first, *rest = expand([[*loose, *stand_ins]], stand_ins, tables)
        found += [first._replace(opens=part.opens), *rest]
    return found


def _parts(region: Sequence[Segment], grids: dict[int, Grid]) -> list[Part]:
    inside = sorted((s for s in region if id(s) in grids), key=lambda s: -s.box.top)
    rest = [s for s in region if id(s) not in grids]
    parts: list[Part] = []
    for stand_in in inside:
        grid = grids[id(stand_in)]
        middle = (stand_in.box.top + stand_in.box.bottom) / 2
        above = tuple(s for s in rest if s.baseline > middle)
        rest = [s for s in rest if s.baseline <= middle]
        if above:
            parts.append(Part(above, None, not parts))
        parts.append(Part(tuple(grid.texts()), grid, not parts))
    if rest:
        parts.append(Part(tuple(rest), None, not parts))
    return parts
