"""Units and heading levels -> the units in the order of the tree, and what each of them is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from apps.engine.document.bidi import RIGHT_TO_LEFT
from apps.engine.document.blocks import block_style
from apps.engine.document.captions import is_caption
from apps.engine.document.carried_over import carried_over
from apps.engine.document.footnotes import Block, FoundNote, Setting, find_notes, may_be_note
from apps.engine.document.found_lists import Place, units_of
from apps.engine.document.labels import Label, label_of
from apps.engine.document.lists import find_lists
from apps.engine.document.tree import PlacedImage, PlacedTable, Roles, Unit
from apps.engine.geometry import union
from apps.engine.model import Box, Line, Style
from apps.engine.page import Page


def find_roles(
    units: Sequence[Unit], headings: Mapping[int, int], pages: Sequence[Page], body: float
) -> tuple[Sequence[Unit], Roles]:
    """The units, notes at the end of their page, and their roles.

    `headings` holds the levels of those units, `body` is the size of running text in points.
    """
    styles = {
        index: block_style(unit) for index, unit in enumerate(units) if isinstance(unit, tuple)
    }
    notes = _notes(units, headings, styles, pages, body)
    if not notes:
        return units, with_lists(units, styles, headings, {})
    order = _order(units, notes)
    place = {index: number for number, group in enumerate(order) for index in group}
    arranged = [_joined([units[index] for index in group]) for group in order]
    styles = {place[index]: style for index, style in reversed(styles.items())}
    levels = {place[index]: level for index, level in headings.items()}
    found = {place[note.units[0]]: _moved(note, place) for note in notes}
    return arranged, with_lists(arranged, styles, levels, found)


def with_lists(
    units: Sequence[Unit], styles: Mapping[int, Style], headings: Mapping[int, int],
    notes: Mapping[int, FoundNote],
) -> Roles:  # fmt: skip
    """The roles of units whose headings and notes are known."""
    places = [
        Place("aside")
        if index in notes
        else _list_place(unit, index in headings, styles.get(index))
        for index, unit in enumerate(units)
    ]
    lists = find_lists(places)
    others = {*headings, *(unit for found in lists for unit in units_of(found))}
    texts = [() if index in notes else unit for index, unit in enumerate(units)]
    return Roles(styles, headings, lists, notes, carried_over(texts, styles, others))


def _notes(
    units: Sequence[Unit], headings: Mapping[int, int], styles: Mapping[int, Style],
    pages: Sequence[Page], body: float,
) -> list[FoundNote]:  # fmt: skip
    heights = {page.size.number: page.size.height for page in pages}
    opened = {
        unit[0].page
        for index, unit in enumerate(units)
        if isinstance(unit, tuple)
        and index not in headings
        and may_be_note(unit[0], styles[index].size, body, heights[unit[0].page])
    }
    if not opened:
        return []
    blocks = [
        _block(index, unit, styles, index in headings)
        for index, unit in enumerate(units)
        if not isinstance(unit, PlacedImage) and _page(unit) in opened and not _is_apart(unit)
    ]
    settings = {
        page.size.number: Setting(page.size.height, page.drawing.horizontal, body)
        for page in pages
        if page.size.number in opened
    }
    return find_notes(blocks, settings)


def _is_apart(unit: Unit) -> bool:
    return isinstance(unit, tuple) and bool(unit[0].hidden or unit[0].furniture)


def _block(
    index: int, unit: tuple[Line, ...] | PlacedTable, styles: Mapping[int, Style], is_heading: bool
) -> Block:
    if isinstance(unit, PlacedTable):
        return Block(index, unit.page, -1, unit.box, 0.0, (), False)
    box, line = union(line.box for line in unit), unit[0]
    can_be_note = not is_heading and not is_caption(line.text)
    return Block(index, line.page, line.region, box, styles[index].size, unit, can_be_note)


def _order(units: Sequence[Unit], notes: Sequence[FoundNote]) -> list[tuple[int, ...]]:
    """The units by index; those of one note together, behind its page but before its foot."""
    moved = {index for note in notes for index in note.units}
    order: list[tuple[int, ...]] = []
    for page, group in groupby(range(len(units)), key=lambda index: _page(units[index])):
        rest = [(index,) for index in group if index not in moved]
        end = len(rest)
        while end and _is_furniture(units[rest[end - 1][0]]):
            end -= 1
        own = [note.units for note in notes if _page(units[note.units[0]]) == page]
        order += [*rest[:end], *own, *rest[end:]]
    return order


def _page(unit: Unit) -> int:
    return unit[0].page if isinstance(unit, tuple) else unit.page


def _is_furniture(unit: Unit) -> bool:
    return isinstance(unit, tuple) and unit[0].furniture is not None


def _joined(group: Sequence[Unit]) -> Unit:
    """One unit, or the lines of several as one."""
    if len(group) == 1:
        return group[0]
    return tuple(line for unit in group if isinstance(unit, tuple) for line in unit)


def _moved(note: FoundNote, place: Mapping[int, int]) -> FoundNote:
    """A note with the places its units have in the tree."""
    by = note.referenced_by
    return note._replace(
        units=(place[note.units[0]],), referenced_by=None if by is None else place[by]
    )


def _list_place(unit: Unit, is_heading: bool, style: Style | None) -> Place:
    """What tells whether a unit belongs to a list."""
    if style is None or not isinstance(unit, tuple):
        left = 0.0 if isinstance(unit, tuple) else unit.box.left
        return Place("object", left=left, least=left)
    line = unit[0]
    if is_heading:
        return Place("end")
    if line.hidden or line.furniture:
        return Place("aside")
    label = label_of(line)
    if not line.text.isascii() and RIGHT_TO_LEFT.search(line.text):
        unit = tuple(_mirrored(line) for line in unit)
    left, least = unit[0].box.left, min(line.box.left for line in unit)
    text = _text_left(unit, label) if label else left
    return Place("text", line.region, left, text, least, style.size, label)


def _mirrored(line: Line) -> Line:
    """A line that runs from right to left, as if it ran from left to right."""
    words = tuple(word._replace(box=_mirror(word.box)) for word in reversed(line.words))
    return replace(line, box=_mirror(line.box), words=words)


def _mirror(box: Box) -> Box:
    return Box(-box.right, box.bottom, -box.left, box.top)


def _text_left(block: tuple[Line, ...], label: Label) -> float:
    """Where the text of an item begins, points."""
    length = 0
    for word in block[0].words:
        if length >= len(label.text):
            return word.box.left
        length += len(word.text)
    inner = [line.box.left for line in block[1:]]  # label and text are one word
    return max(block[0].box.left, min(inner)) if inner else block[0].box.left + 1.0
