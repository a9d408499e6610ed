"""Things that stand on a page, found by their height: pages may hold tens of thousands."""

from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from apps.engine.model import Box

BAND = 12.0  # points: about a line of text
FARTHEST = 1e6  # points from the edge of the page
MOST_BANDS = 2000  # of one thing; what is taller stands in every band


class Placed(Protocol):
    """What has a box."""

    @property
    def box(self) -> Box | None: ...


Thing = TypeVar("Thing", bound=Placed)


class ByHeight(Generic[Thing]):
    """The things of one page in bands of its height, in the order they were given."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self.things = list(things)
        self.bands: dict[int, list[int]] = {}
        self.everywhere: list[int] = []
        for place, thing in enumerate(self.things):
            bands = _bands(thing.box) if thing.box else range(0)
            if len(bands) > MOST_BANDS:
                self.everywhere.append(place)
                continue
            for band in bands:
                self.bands.setdefault(band, []).append(place)

    def near(self, box: Box) -> Sequence[Thing]:
        """Those whose height may overlap that of a box, in the order they were given."""
        bands = _bands(box)
        if len(bands) > MOST_BANDS:
            return self.things
        found = set(self.everywhere)
        for band in bands:
            found.update(self.bands.get(band, ()))
        return [self.things[place] for place in sorted(found)]


def _bands(box: Box) -> range:
    return range(_band(box.bottom), _band(box.top) + 1)


def _band(height: float) -> int:
    """The band of a height; damaged files have heights that are no numbers."""
    return int(min(FARTHEST, max(-FARTHEST, height)) // BAND)
