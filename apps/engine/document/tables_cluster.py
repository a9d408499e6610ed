"""Segments of a frame -> the tables that show by alignment alone."""

from collections.abc import Sequence

from apps.engine.document.segment import Segment
from apps.engine.document.tables import Grid
from apps.engine.page import Page


def find_clustered(segments: Sequence[Segment], page: Page) -> tuple[Grid, ...]:
    """Tables without lines, top to bottom."""
    return ()
