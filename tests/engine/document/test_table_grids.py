"""What holds for every grid, whatever the page: seeded random pages through the finders."""

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from apps.engine.document.segment import Segment, joined
from apps.engine.document.tables import Grid
from apps.engine.document.tables_cluster import find_clustered, find_framed
from apps.engine.document.tables_ruled import find_ruled
from apps.engine.model import Box, PageSize, Style, Word
from apps.engine.page import Drawing, Glyphs, Page

STYLE = Style("Helvetica", 10, False, False, (0, 0, 0))
TEXTS = ("alpha", "12", "3.4%", "–", "$5", "in", "a", "....", "2019", "•", "(12)", "Total")
PAGES = 200


def segment(rng: random.Random, x: float, y: float, words: int) -> Segment:
    made = []
    for text in rng.choices(TEXTS, k=words):
        made.append(Word(text, Box(x, y - 2, x + 5 * len(text), y + 8), STYLE))
        x += 5 * len(text) + rng.choice((2, 3, 5, 7))
    box = Box(made[0].box.left, y - 2, made[-1].box.right, y + 8)
    return Segment(box, y, 10, tuple(made), joined(tuple(made)), 0)


def random_page(rng: random.Random) -> tuple[list[Segment], Page]:
    lefts = sorted(rng.sample(range(40, 500, 20), rng.randint(1, 6)))
    segments, y = [], 700
    for _ in range(rng.randint(1, 14)):
        y -= rng.choice((8, 12, 14, 20, 30))
        for left in lefts:
            if rng.random() < 0.8:
                x, base = left + rng.choice((0, 0, 3, 15)), y + rng.choice((0, 0, 0, 6))
                segments.append(segment(rng, x, base, rng.choice((1, 1, 1, 2, 3, 11))))
    levels = [rng.randint(y - 10, 710) for _ in range(rng.randint(0, 9))]
    across = (Box(rng.choice((35, 35, 100)), at, rng.choice((520, 300)), at + 0.5) for at in levels)
    places = [rng.choice((35, 520, *lefts)) for _ in range(rng.randint(0, 7))]
    upright = (Box(x, rng.choice((y - 10, y + 40)), x + 0.5, 710) for x in places)
    none: Any = np.zeros(0)
    glyphs = Glyphs(*[none] * len(Glyphs.__slots__))
    drawing = Drawing(tuple(across), tuple(upright))
    return segments, Page(PageSize(1, 595, 842, 0), glyphs, (STYLE,), drawing)


def grids(seed: int) -> Iterator[Grid]:
    rng = random.Random(seed)
    for _ in range(PAGES):
        segments, page = random_page(rng)
        yield from find_ruled(segments, page)
        yield from find_framed(segments, page, lambda _: False)
        yield from find_clustered(segments)


@pytest.mark.parametrize("seed", [5, 77])
def test_cells_cover_the_grid_once(seed: int) -> None:
    for grid in grids(seed):
        slots = Counter(
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        )
        every = {(row, column) for row in range(grid.rows) for column in range(grid.columns)}
        assert set(slots) == every
        assert max(slots.values()) == 1


@pytest.mark.parametrize("seed", [5, 77])
def test_no_word_is_lost_or_doubled(seed: int) -> None:
    for grid in grids(seed):
        inside = Counter(id(w) for cell in grid.cells for s in cell.segments for w in s.words)
        assert inside == Counter(id(word) for source in grid.sources for word in source.words)


def test_random_pages_do_hold_tables() -> None:
    assert sum(1 for _ in grids(5)) > PAGES // 4
