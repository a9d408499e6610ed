"""The record both table finders make: a grid of cells, and the segments that stand in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.engine.document.segment import Segment
from apps.engine.model import Box


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell; rows and columns count from 0 from the upper left.

    `segments` are its own, without those of the tables in it.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    segments: tuple[Segment, ...]
    tables: tuple["Grid", ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as found on a frame."""

    box: Box
    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    sources: tuple[Segment, ...] = ()  # what stood there before its segments were cut

    @property
    def segments(self) -> frozenset[int]:
        """The identities of the segments in it, and of those they were cut from."""
        found = {id(s) for s in self.texts()}.union(id(s) for s in self.sources)
        return frozenset(found.union(*(t.segments for c in self.cells for t in c.tables)))

    def texts(self) -> Iterator[Segment]:
        """The segments of its cells, and of the tables in these."""
        for cell in self.cells:
            yield from cell.segments
            for table in cell.tables:
                yield from table.texts()
