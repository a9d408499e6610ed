"""The words that belong to a figure or a table: told by their label, linked by their place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from apps.engine.geometry import overlap
from apps.engine.model import Box, Caption, Image, Node, Table

REACH = 40.0  # points between a caption and what it belongs to
FIRST_WORD = re.compile(r"[^\W\d_]+")
NUMBER = (
    r"\.?\s*(?:\d{1,3}(?:[.\-–]\d{1,3})*[a-zA-Z]?(?:[-–][A-Z])?|[IVX]{1,6}"
    r"|[A-Z](?:[.\-–]?\d{1,3})*|[A-Z]{2,3}[.\-–]\d{1,3})"
)
CAPTION = re.compile(NUMBER + r"\s*(?:[.:)|\-–—]|\s(?!\s*[a-zà-ÿа-я])|$)|[.:]\s+(?=[^\W\d_]{2})")
BARE = re.compile(NUMBER + r"\s*[.:\-–—]?")


def is_caption(text: str) -> bool:
    """Whether a block begins with a label and its number, and is no sentence about them.

    >>> is_caption("Table 2: Exports by region"), is_caption("Figure 3 shows the exports")
    (True, False)
    """
    rest = _behind_label(text, _labels("caption_labels"))
    return rest is not None and CAPTION.match(rest) is not None


def is_bare_label(text: str) -> bool:
    """Whether a line is a label and its number only: the caption proper follows.

    >>> is_bare_label("Figure 7."), is_bare_label("Figure 7. A lens")
    (True, False)
    """
    rest = _behind_label(text, _labels("caption_labels"))
    return rest is not None and BARE.fullmatch(rest) is not None


def is_note(text: str) -> bool:
    """Whether a block names a source or explains a figure.

    >>> is_note("Source: own survey"), is_note("Sources of error")
    (True, False)
    """
    rest = _behind_label(text, _labels("note_labels"))
    return rest is not None and rest.lstrip().startswith(":")


def _behind_label(text: str, labels: frozenset[str]) -> str | None:
    """What follows when a text begins with one of the labels, written with a capital."""
    word = FIRST_WORD.match(text) if text[:1].isupper() else None
    if word is None or word[0].casefold() not in labels:
        return None
    return text[word.end() :].rstrip()


@cache
def _labels(name: str) -> frozenset[str]:
    """The words of a list, one a line, without its comments."""
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def link_captions(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Give each caption the nearest table or image of its page above or below it."""
    targets = [node for node in nodes if isinstance(node, Table | Image)]
    return tuple(_linked(node, targets) if isinstance(node, Caption) else node for node in nodes)


def _linked(caption: Caption, targets: Iterable[Table | Image]) -> Caption:
    near = [
        (distance, target.id)
        for target in targets
        if target.page == caption.page and (distance := _distance(caption.box, target.box)) <= REACH
    ]
    return replace(caption, target=min(near)[1] if near else None)


def _distance(caption: Box, target: Box) -> float:
    """Points between a caption and what stands above, below or beside it; infinite otherwise."""
    across = -overlap(caption.left, caption.right, target.left, target.right)
    along = -overlap(caption.bottom, caption.top, target.bottom, target.top)
    if across >= 0 and along >= 0:
        return float("inf")
    return max(across, along, 0.0)
