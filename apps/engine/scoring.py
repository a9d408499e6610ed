"""Named, weighted evidence: the only way the engine weighs one reading against another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Feature(Generic[T]):
    """One sign for (weight > 0) or against (weight < 0) a reading of `T`."""

    name: str
    weight: float
    holds: Callable[[T], bool]


class Score(NamedTuple):
    """The sum of the weights that hold, and the names they have."""

    total: float
    because: tuple[str, ...]


def score(subject: T, features: Sequence[Feature[T]]) -> Score:
    """Weigh one subject by a table of features."""
    held = [feature for feature in features if feature.holds(subject)]
    return Score(
        sum([feature.weight for feature in held]), tuple([feature.name for feature in held])
    )


def in_favor_first(features: Sequence[Feature[T]]) -> tuple[Feature[T], ...]:
    """The table with its signs for a reading before those against it, as `reach` wants it."""
    return tuple(sorted(features, key=lambda feature: feature.weight < 0))


def reach(subject: T, features: Sequence[Feature[T]], least: float) -> float | None:
    """The total of a subject, None if that is below `least`.

    The table has the signs in favor first: most subjects have too few of them to go on.
    """
    total = 0.0
    for feature in features:
        if feature.weight < 0 and total < least:
            return None
        if feature.holds(subject):
            total += feature.weight
    return total if total >= least else None
