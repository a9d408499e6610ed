"""The words that belong to a figure or a table: told by their label, linked by their place."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from apps.engine.geometry import overlap
from apps.engine.model import Box, Caption, Image, Node, Table

REACH = 40.0  # points between a caption and what it belongs to
WORDS = Path(__file__).with_name("caption_words.toml")
NUMBER = (
    r"(?:\d{1,3}(?:[.\-–]\d{1,3})*[a-zA-Z]?(?:[-–][A-Z])?|[IVX]{1,6}"
    r"|[A-Z](?:[.\-–]?\d{1,3})*|[A-Z]{2,3}[.\-–]\d{1,3})"
)
NOTE_MARKS = r"\s*:"


def is_caption(text: str) -> bool:
    """Whether a block begins with a label and its number, and is no sentence about them.

    >>> is_caption("Table 2: Exports by region"), is_caption("Figure 3 shows the exports")
    (True, False)
    """
    return _patterns()[0].match(text) is not None


def is_bare_label(text: str) -> bool:
    """Whether a line is a label and its number only: the caption proper follows.

    >>> is_bare_label("Figure 7."), is_bare_label("Figure 7. A lens")
    (True, False)
    """
    return _patterns()[1].fullmatch(text.strip()) is not None


def is_note(text: str) -> bool:
    """Whether a block names a source or explains a figure.

    >>> is_note("Source: own survey"), is_note("Sources of error")
    (True, False)
    """
    return _patterns()[2].match(text) is not None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    groups = tomllib.loads(WORDS.read_text(encoding="utf-8"))["words"]
    labels = _either(word for name, words in groups.items() if name != "note" for word in words)
    label = rf"{labels}\.?\s*{NUMBER}"
    return (
        re.compile(
            rf"{labels}[.:]\s+(?=[^\W\d_]{{2}})|{label}\s*(?:[.:)|\-–—]|\s+(?![a-zà-ÿа-я])|$)"
        ),
        re.compile(rf"{label}\s*[.:\-–—]?"),
        re.compile(_either(groups["note"]) + NOTE_MARKS),
    )


def _either(words: Iterable[str]) -> str:
    """A pattern of words with a capital, or in capitals throughout; longer ones first."""
    spelled = {form for word in words for form in (word, word.upper())}
    return "(?:" + "|".join(sorted(map(re.escape, spelled), key=lambda w: (-len(w), w))) + ")"


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
    """Points between a caption and what stands above or below it; infinite when beside it."""
    if overlap(caption.left, caption.right, target.left, target.right) <= 0:
        return float("inf")
    return max(caption.bottom - target.top, target.bottom - caption.top, 0.0)
