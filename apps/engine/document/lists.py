"""Blocks -> which of them are items of one list."""

from collections.abc import Sequence

from apps.engine.document.markers import Marker, find_marker
from apps.engine.model import Line

SAME_INDENT = 3.0  # points between the labels of one list
NESTED = 3  # lists that may be open at once: an item goes on behind the lists within it
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
        for run in reversed(runs[-NESTED:]):
            if _continues(run[-1], index, marker, blocks, headings):
                run.append((index, marker))
                break
        else:
            runs.append([(index, marker)])
    return [run for run in runs if run[0][1].kind == "bullets" or len(run) >= MIN_NUMBERED]


def _continues(
    last: tuple[int, Marker],
    index: int,
    marker: Marker,
    blocks: Sequence[tuple[Line, ...]],
    headings: dict[int, int],
) -> bool:
    before, line = blocks[last[0]][0], blocks[index][0]
    if last[1].kind != marker.kind or before.region != line.region:
        return False
    if abs(before.box.left - line.box.left) > SAME_INDENT:
        return False
    between = range(last[0] + 1, index)
    return not between or (
        _counts_on(last[1], marker)
        and not any(at in headings for at in between)
        and all(blocks[at][0].box.left > line.box.left + SAME_INDENT for at in between)
    )


def _counts_on(before: Marker, marker: Marker) -> bool:
    """Whether a number or a letter is the next one after another."""
    one, other = before.label.strip("()."), marker.label.strip("().")
    if marker.kind == "arabic numbers":
        return int(other) == int(one) + 1
    return marker.kind == "letters" and ord(other) == ord(one) + 1
