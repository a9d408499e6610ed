"""What rooms above know of a candidate, without this room knowing them.

`config/urls.py` hands these functions to the views that need them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from apps.candidates.models import Candidate


def _none(candidate: Candidate) -> list[dict[str, Any]]:
    return []


def _nothing(*, kept: Candidate, gone: Candidate) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Above:
    """`links_of`: the positions of a candidate as its `jobs` shows them, in a fixed number of
    queries. `merge`: give what stands on `gone` to `kept`, in the transaction that removes it."""

    links_of: Callable[[Candidate], list[dict[str, Any]]] = _none
    merge: Callable[..., None] = _nothing


NOBODY = Above()
"""Where nothing stands above."""
