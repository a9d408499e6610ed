"""The records between the units of a document and its tree: which of them make a list."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Optional, Union

from apps.engine.document.labels import Label
from apps.engine.model import NumberingStyle


class Place(NamedTuple):
    """What tells whether a unit belongs to a list.

    An "end" is what no list goes on behind, an "aside" what lists run past: running heads and feet.
    `left` is where its first line begins, `text` where the words behind its label do, `least` the
    leftmost of its lines; points.
    """

    kind: Literal["text", "object", "end", "aside"]
    region: int = 0
    left: float = 0.0
    text: float = 0.0
    least: float = 0.0
    size: float = 0.0  # of the letters, points
    label: Label | None = None


@dataclass(slots=True, eq=False)
class FoundItem:
    """The unit that opens an item, its label, and what stands in it: lists, and other units."""

    unit: int
    label: Label
    kids: list[Union["FoundList", int]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class FoundList:
    """Items with labels of one kind; `previous` is the list that this one goes on with."""

    items: list[FoundItem]
    kind: NumberingStyle
    previous: Optional["FoundList"] = None


def units_of(found: FoundList) -> Iterator[int]:
    """The units of a list, and of those inside of it."""
    for item in found.items:
        yield item.unit
        for kid in item.kids:
            yield from (kid,) if isinstance(kid, int) else units_of(kid)
