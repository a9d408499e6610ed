"""Blocks -> which of them are items of one list."""

from collections.abc import Sequence

from apps.engine.document.markers import Marker, find_marker
from apps.engine.model import Line

SAME_INDENT = 3.0  # points between the labels of one list
MIN_NUMBERED = 2  # a single number in front of a text is no list


def find_lists(
    blocks: Sequence[tuple[Line, ...]], headings: dict[int, int]
) -> dict[int, tuple[int, Marker]]:
    """Index of each item block -> the number of its list, and its marker."""
    found: dict[int, tuple[int, Marker]] = {}
    for number, run in enumerate(_runs(blocks, headings)):
        for index, marker in run:
            found[index] = (number, marker)
    return found


def _runs(
    blocks: Sequence[tuple[Line, ...]], headings: dict[int, int]
) -> list[list[tuple[int, Marker]]]:
    runs: list[list[tuple[int, Marker]]] = []
    for index, lines in enumerate(blocks):
        marker = find_marker(lines[0].text)
        if marker is None or index in headings or lines[0].hidden or lines[0].furniture:
            continue
        if runs and _continues(runs[-1][-1], index, marker, blocks):
            runs[-1].append((index, marker))
        else:
            runs.append([(index, marker)])
    return [run for run in runs if run[0][1].kind == "bullets" or len(run) >= MIN_NUMBERED]


def _continues(
    last: tuple[int, Marker], index: int, marker: Marker, blocks: Sequence[tuple[Line, ...]]
) -> bool:
    before, line = blocks[last[0]][0], blocks[index][0]
    return (
        last[0] == index - 1
        and last[1].kind == marker.kind
        and before.region == line.region
        and abs(before.box.left - line.box.left) <= SAME_INDENT
    )
