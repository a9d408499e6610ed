"""Named, weighted evidence: the only way the engine weighs one reading against another."""

from collections.abc import Callable, Iterable, Sequence
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
    return Score(sum(feature.weight for feature in held), tuple(feature.name for feature in held))


def best(subjects: Iterable[T], features: Sequence[Feature[T]]) -> tuple[T, Score] | None:
    """The subject with the highest score, the first one among equals; None when there is none."""
    winner: tuple[T, Score] | None = None
    for subject in subjects:
        mark = score(subject, features)
        if winner is None or mark.total > winner[1].total:
            winner = (subject, mark)
    return winner
