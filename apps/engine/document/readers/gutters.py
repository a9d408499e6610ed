"""Rows of a typed text in, the same rows with room between their columns out.

A column of labels is as wide as its longest label, so that a single blank is all that parts it
from the text beside it. That this is no blank between two words is told by the other rows.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

MOST_ROWS = 5000
"""Of a text that is looked at: no resume is so long."""
WIDE = 2  # blanks that part two columns anywhere
MORE = " " * 2
LEAST_ROWS = 6
"""Rows that begin a column, and of them with something left of it: fewer stand there by chance."""
LEAST_BESIDE = 2
MOSTLY = 0.5
"""Of the rows that reach a column, those that begin it behind wide room."""
FEW = 0.25
"""Rows with a single blank there, for each with wide room."""
SELDOM = 0.1
"""Of the rows that reach a column, those that run across its edge: a long name, a title."""


class Counted(NamedTuple):
    """How many rows begin a word at each column, by what stands before it."""

    wide: Counter[int]  # nothing, or wide room
    beside: Counter[int]  # wide room, and text left of it
    narrow: Counter[int]  # a single blank, and text left of it


def widen_gutters(rows: Sequence[str]) -> list[str]:
    """The rows, with more blanks at the edges of columns where some have a single one."""
    widened = list(rows)
    for at in sorted(find_gutters(rows), reverse=True):
        widened = [_widened(row, at) for row in widened]
    return widened


def _widened(row: str, at: int) -> str:
    parted = len(row) > at and row[at - 1] == " " and "\t" not in row
    return row[:at] + MORE + row[at:] if parted else row


def find_gutters(rows: Sequence[str]) -> tuple[int, ...]:
    """The columns, counted in letters from 0, where text begins beside other text."""
    plain = [row for row in islice(rows, MOST_ROWS) if "\t" not in row]
    counted = _count(plain)
    return tuple(at for at in counted.narrow if _is_gutter(at, counted, plain))


def _is_gutter(at: int, counted: Counted, rows: Sequence[str]) -> bool:
    wide, narrow = counted.wide[at], counted.narrow[at]
    if wide < LEAST_ROWS or counted.beside[at] < LEAST_BESIDE or narrow > FEW * wide:
        return False
    reach = [row for row in rows if len(row) >= at]
    across = sum(row[at - 1] != " " for row in reach)
    return wide >= MOSTLY * len(reach) and across <= SELDOM * len(reach)


def _count(rows: Sequence[str]) -> Counted:
    counted = Counted(Counter(), Counter(), Counter())
    for row in rows:
        for at, blanks in _starts(row):
            if at == blanks:
                counted.wide[at] += 1
            elif blanks >= WIDE:
                counted.wide[at] += 1
                counted.beside[at] += 1
            elif any(letter.isalnum() for letter in row[:at]):
                counted.narrow[at] += 1
    return counted


def _starts(row: str) -> Iterator[tuple[int, int]]:
    """Where words begin behind blanks, and behind how many."""
    blanks = 0
    for at, letter in enumerate(row):
        if letter == " ":
            blanks += 1
        elif blanks:
            yield at, blanks
            blanks = 0
