"""Units -> which of them are items of one list, and what stands inside of those items.

A list runs past whatever is indented below its items: lists of another kind or further in, and
further paragraphs. Behind the end of a column or a page it goes on where its numbers do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.engine.document.found_lists import FoundItem, FoundList, Place
from apps.engine.document.labels import Label, Reading, counts_on
from apps.engine.model import NumberingStyle

SAME_INDENT = 3.0  # points between the labels of one list, and between its text and a paragraph
PARAGRAPH_INDENT = 2.0  # em that the first line of a paragraph of an item may be indented further
OTHER_SIZE = 0.12  # share by which the letters of an item and of its paragraphs may differ
MIN_NUMBERED = 2  # a single number in front of a text is no list
DEEPEST = 8  # lists within lists
REMEMBERED = 6  # lists that ended lately, and may go on behind what interrupts them


@dataclass(slots=True, eq=False)
class _Open:
    """A list that may go on: where it begins, and its last label with what that counts as.

    A tentative one stands no further in than the list around it, which has to go on behind it.
    """

    place: Place
    found: FoundList
    label: Label
    readings: tuple[Reading, ...]
    tentative: bool = False

    def add(self, unit: int, label: Label, readings: tuple[Reading, ...]) -> None:
        self.found.items.append(FoundItem(unit, label))
        self.label, self.readings = label, readings


def find_lists(places: Sequence[Place]) -> list[FoundList]:
    """The outermost lists, in order."""
    finder = _Finder()
    for unit, place in enumerate(places):
        finder.take(unit, place)
    finder.close(0)
    return finder.roots


class _Finder:
    """Goes through the units once. `stack` holds the open lists, the outermost first."""

    def __init__(self) -> None:
        self.stack: list[_Open] = []
        self.ended: list[_Open] = []
        self.roots: list[FoundList] = []
        self.loose: list[int] = []  # objects that stand in an item only if its list goes on

    def take(self, unit: int, place: Place) -> None:
        if place.kind == "aside":
            return
        if place.kind == "end":
            self.close(0)
            self.ended.clear()
            return
        if place.kind == "text" and self.stack and place.region != self.stack[0].place.region:
            self.close(0)
        if place.label is not None:
            self._take_label(unit, place, place.label)
            return
        depth = self._around(place)
        if place.kind == "object" and self.stack and not depth:
            self.loose.append(unit)
            return
        self.close(depth)
        if depth:
            self._into_item(self.stack[-1], unit)
        elif place.kind == "text" and not self._is_rest_of_item(place):
            self.ended = [one for one in self.ended if one.found.kind != "bullets"]

    def _take_label(self, unit: int, place: Place, label: Label) -> None:
        """Put an item where it belongs."""
        for depth in range(len(self.stack), 0, -1):
            one = self.stack[depth - 1]
            adjacent = depth == len(self.stack) and not (one.found.items[-1].kids or self.loose)
            readings = _continues(one, place, label, adjacent)
            if readings:
                self.close(depth)
                self._into_item(one)
                one.add(unit, label, readings)
                return
        depth, tentative = self._parent(place, label)
        self.close(depth)
        if depth:
            self._into_item(self.stack[-1])
        found = FoundList([FoundItem(unit, label)], label.readings[0].kind)
        new = _Open(place, found, label, label.readings, tentative)
        self._resume(new)
        self.stack.append(new)

    def _parent(self, place: Place, label: Label) -> tuple[int, bool]:
        """How many lists stay open around a new one, and whether that is tentative."""
        for depth in range(min(len(self.stack), DEEPEST), 0, -1):
            one = self.stack[depth - 1]
            if _is_inside(one, place) or label.form[0] == one.label.number + ".":
                return depth, False
            if _is_level(one, place) and _may_stand_within(one, label):
                return depth, True
        return 0, False

    def _around(self, place: Place) -> int:
        """How many of the open lists have a unit without a label in their last item."""
        for depth in range(len(self.stack), 0, -1):
            if _holds(self.stack[depth - 1], place):
                return depth
        return 0

    def _into_item(self, one: _Open, *units: int) -> None:
        """Put units into the last item of a list, the loose ones first."""
        one.found.items[-1].kids += [*self.loose, *units]
        self.loose.clear()

    def _is_rest_of_item(self, place: Place) -> bool:
        """Whether a unit begins where the text of a list does that ended with its column."""
        return any(abs(one.place.text - place.left) <= SAME_INDENT for one in self.ended)

    def _resume(self, new: _Open) -> None:
        """Let a list go on with one that ended before: at once, or where the numbers do."""
        for one in reversed(self.ended):
            if new.label.readings[0].kind == "bullets":
                goes_on = one.label.form == new.label.form
                goes_on &= one.place.region != new.place.region
            else:
                readings = _shared(one.readings, counts_on(one.label, new.label), 1)
                goes_on = bool(readings)
                new.readings = readings or new.readings
            if goes_on:
                new.found.previous = one.found
                self.ended.remove(one)
                return

    def close(self, depth: int) -> None:
        """End the lists further in than so many, and hand each to the item around it."""
        behind: list[_Open] = []
        if not depth:
            self.loose.clear()
        while len(self.stack) > depth:
            one = self.stack.pop()
            if one.tentative and len(self.stack) > depth:
                behind.insert(0, one)
                continue
            for ended in (one, *behind):
                self._settle(ended)
            behind = []

    def _settle(self, one: _Open) -> None:
        found = one.found
        found.kind = _kind(one)
        counts = len(found.items) >= MIN_NUMBERED or found.previous or self._is_part(found)
        if found.kind == "bullets" or counts:
            self._hand(found)
            self.ended = [*self.ended[1 - REMEMBERED :], one]
            return
        for item in found.items:  # no list: what it held stays
            for part in (item.unit, *item.kids):
                self._hand(part)

    def _is_part(self, found: FoundList) -> bool:
        """Whether the numbers of a list are parts of the one it stands in."""
        above = f"{self.stack[-1].label.number}." if self.stack else ""
        return bool(above) and found.items[0].label.form[0] == above

    def _hand(self, part: FoundList | int) -> None:
        if self.stack:
            self.stack[-1].found.items[-1].kids.append(part)
        elif isinstance(part, FoundList):
            self.roots.append(part)


def _continues(one: _Open, place: Place, label: Label, adjacent: bool) -> tuple[Reading, ...]:
    """What a label counts as if it belongs to an open list; nothing if it does not."""
    level = _is_level(one, place)
    if label.readings[0].kind == "bullets":
        same = one.readings[0].kind == "bullets" and (adjacent or one.label.form == label.form)
        return label.readings if level and same else ()
    counted = _shared(one.readings, counts_on(one.label, label), 1)
    if counted and (level or abs(place.text - one.place.text) <= SAME_INDENT):
        return counted
    again = _is_first(label) and len(one.found.items) > 1
    loose = level and adjacent and label.is_marker and one.label.is_marker and not again
    return _shared(one.readings, label.readings, None) if loose else ()


def _shared(
    before: Sequence[Reading], readings: Sequence[Reading], step: int | None
) -> tuple[Reading, ...]:
    """The readings of a kind that the label before could be, one further where `step` is 1."""
    values = {reading.kind: reading.value for reading in before}
    return tuple(
        reading
        for reading in readings
        if reading.kind in values and (step is None or reading.value == values[reading.kind] + step)
    )


def _is_level(one: _Open, place: Place) -> bool:
    return abs(one.place.left - place.left) <= SAME_INDENT


def _is_inside(one: _Open, place: Place) -> bool:
    """Whether a label stands further in than those of a list, and its text as well."""
    return place.left > one.place.left + SAME_INDENT and place.text > one.place.text


def _is_first(label: Label) -> bool:
    """Whether a list may begin with a label."""
    return any(reading.value <= 1 for reading in label.readings)


def _may_stand_within(one: _Open, label: Label) -> bool:
    """Whether a list that begins with a label may be part of an item, indented or not."""
    numbered = one.readings[0].kind != "bullets"
    return numbered and _is_first(label) and label.form != one.label.form


def _holds(one: _Open, place: Place) -> bool:
    """Whether a unit without a label stands below the text of an item."""
    if place.least < one.place.text - SAME_INDENT:
        return False
    if place.kind == "object":
        return True
    size = one.place.size
    return (
        abs(place.size - size) <= OTHER_SIZE * size
        and place.left <= one.place.text + PARAGRAPH_INDENT * size
    )


def _kind(one: _Open) -> NumberingStyle:
    """The kind of all labels of a list; where two are possible, i. is a number."""
    kinds = [reading.kind for reading in one.readings]
    if one.found.previous and one.found.previous.kind in kinds:
        return one.found.previous.kind
    first = {reading.kind: reading.value for reading in one.found.items[0].label.readings}
    return min(kinds, key=lambda kind: (first.get(kind) != 1, kinds.index(kind)))
