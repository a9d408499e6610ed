"""The units of a flow -> the tree: headings as the file states them, lists by their labels."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from apps.engine.document.blocks import block_style
from apps.engine.document.flow_layout import Layout
from apps.engine.document.footnotes import FoundNote
from apps.engine.document.headings import Setting, find_headings
from apps.engine.document.hyphens import divided
from apps.engine.document.roles import with_lists
from apps.engine.document.running_text import body_style
from apps.engine.document.tree import PlacedTable, Unit, build_tree
from apps.engine.model import Line, Node

STATED_MIN = 2  # headings: where a file states fewer, they are told by their looks as well


def grow(layout: Layout, lines: Sequence[Line]) -> tuple[Node, ...]:
    """The nodes. `lines` are those of the layout as they came out of cleaning."""
    cleaned = {line.id: line for line in lines}
    units = [_cleaned(unit, cleaned) for unit in layout.units]
    levels = _levels(units, layout.levels)
    styles = {i: block_style(unit) for i, unit in enumerate(units) if isinstance(unit, tuple)}
    roles = with_lists(units, styles, levels, _notes(layout))
    return divided(build_tree(units, replace(roles, carried_over={})), lines)


def _cleaned(unit: Unit, cleaned: Mapping[int, Line]) -> Unit:
    return tuple(cleaned[line.id] for line in unit) if isinstance(unit, tuple) else unit


def _levels(units: Sequence[Unit], stated: Mapping[int, int]) -> Mapping[int, int]:
    """The level of each unit that is a heading; what the file states is not judged by looks."""
    if len(stated) >= STATED_MIN:
        return stated
    indices = [index for index, unit in enumerate(units) if isinstance(unit, tuple)]
    blocks = [unit for unit in units if isinstance(unit, tuple)]
    styles = [block_style(block) for block in blocks]
    cells = [
        cell.lines
        for unit in units
        if isinstance(unit, PlacedTable)
        for cell in unit.cells
        if cell.lines
    ]
    found = find_headings(blocks, styles, Setting(body_style(blocks, styles, cells)))
    levels = {indices[at]: one.level for one in found for at in range(one.start, one.stop)}
    return levels | dict(stated)


def _notes(layout: Layout) -> Mapping[int, FoundNote]:
    return {
        index: FoundNote((index,), label, len(label) + 1, None)
        for index, label in layout.notes.items()
    }
