"""Segments and rules of a frame -> the tables drawn with lines."""

from collections.abc import Sequence

from apps.engine.document.segment import Segment
from apps.engine.document.tables import Grid
from apps.engine.page import Page


def find_ruled(segments: Sequence[Segment], page: Page) -> tuple[Grid, ...]:
    """Tables whose cells are drawn, top to bottom."""
    return ()
