"""The record both table finders make: a grid of cells, and the segments that stand in it."""

from dataclasses import dataclass

from apps.engine.document.segment import Segment
from apps.engine.model import Box


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell; rows and columns count from 0 from the upper left."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    segments: tuple[Segment, ...]


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
        inside = {id(s) for cell in self.cells for s in cell.segments}
        return frozenset(inside.union(id(s) for s in self.sources))
