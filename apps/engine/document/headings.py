"""Blocks -> which of them are headings, and of which level."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from apps.engine.document.markers import find_marker
from apps.engine.model import Line, Style
from apps.engine.scoring import Feature, score

MAX_LEVEL = 6
COLORED = 0.2  # of full saturation: less looks gray
SHORT_WORDS = 8
LONG_WORDS = 16  # headings are shorter
SECTION_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.|[A-Z]\.)\s+[^\W\d_]")


@dataclass(frozen=True)
class Candidate:
    """A block, the style of running text on the whole, and what follows the block."""

    lines: tuple[Line, ...]
    style: Style
    body: Style
    before: Line | None
    after: Line | None

    @cached_property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @cached_property
    def words(self) -> int:
        return len(self.text.split())


def _ratio(candidate: Candidate) -> float:
    return candidate.style.size / max(candidate.body.size, 0.1)


def _is_capitals(candidate: Candidate) -> bool:
    return candidate.text.isupper() and sum(c.isalpha() for c in candidate.text) > 3


def _is_bold(candidate: Candidate) -> bool:
    return not candidate.body.bold and all(
        word.style.bold for line in candidate.lines for word in line.words
    )


def _gap_above(candidate: Candidate) -> bool:
    """Whether a heading's blank stands above it, or nothing at all."""
    first, before = candidate.lines[0], candidate.before
    if before is None or before.region != first.region or before.page != first.page:
        return True
    return before.box.bottom - first.box.top > 0.35 * candidate.style.size


def _has_text_below(candidate: Candidate) -> bool:
    last, after = candidate.lines[-1], candidate.after
    return after is not None and after.page == last.page and after.box.top <= last.box.top


def _is_colored(candidate: Candidate) -> bool:
    return _chroma(candidate.style) >= COLORED > _chroma(candidate.body)


def _chroma(style: Style) -> float:
    """How far a color is from gray, 0 to 1."""
    return max(style.color) - min(style.color)


HEADING: tuple[Feature[Candidate], ...] = (
    Feature("much larger than running text", 4, lambda c: _ratio(c) >= 1.18),
    Feature("larger than running text", 2, lambda c: 1.05 <= _ratio(c) < 1.18),
    Feature("smaller than running text", -3, lambda c: _ratio(c) < 0.93),
    Feature("bold among plain", 3, _is_bold),
    Feature("all capitals", 2, _is_capitals),
    Feature("has a section number", 1, lambda c: bool(SECTION_NUMBER.match(c.text))),
    Feature("colored, and running text is not", 2, _is_colored),
    Feature("short", 0.5, lambda c: c.words <= SHORT_WORDS),
    Feature("blank above", 1, _gap_above),
    Feature("text below", 0.5, _has_text_below),
    Feature("long", -3, lambda c: c.words > LONG_WORDS),
    Feature("many lines", -3, lambda c: len(c.lines) > 3),
    Feature("ends like a sentence", -2, lambda c: c.text.endswith((".", ",", ";", "…"))),
    Feature("label with its value", -2, lambda c: any(len(x.cells) > 1 for x in c.lines)),
    Feature("list item", -3, lambda c: _is_item(c)),
    Feature("hardly a letter", -6, lambda c: sum(ch.isalpha() for ch in c.text) < 3),
    Feature("begins in lower case", -2, lambda c: c.text[:1].islower()),
)
HEADING_MIN = 4.0  # larger, or bold and set apart


def _is_item(candidate: Candidate) -> bool:
    marker = find_marker(candidate.text)
    return marker is not None and marker.kind == "bullets"


def find_headings(
    blocks: Sequence[tuple[Line, ...]], styles: Sequence[Style], body: Style
) -> dict[int, int]:
    """Index of each heading block -> its level, 1 to 6.

    `styles` holds the main style of each block. Levels rank the styles of the headings of the
    document: larger first, bold before plain, capitals before mixed case.
    """
    found = [
        index for index in range(len(blocks)) if _is_heading(index, blocks, styles[index], body)
    ]
    ranks = sorted({_rank(blocks[index], styles[index]) for index in found})
    levels = {rank: min(place, MAX_LEVEL) for place, rank in enumerate(ranks, 1)}
    return {index: levels[_rank(blocks[index], styles[index])] for index in found}


def _is_heading(index: int, blocks: Sequence[tuple[Line, ...]], style: Style, body: Style) -> bool:
    lines = blocks[index]
    if lines[0].hidden or lines[0].furniture:
        return False
    before = blocks[index - 1][-1] if index else None
    after = blocks[index + 1][0] if index + 1 < len(blocks) else None
    return score(Candidate(lines, style, body, before, after), HEADING).total >= HEADING_MIN


def _rank(lines: tuple[Line, ...], style: Style) -> tuple[float, bool, bool]:
    capitals = all(line.text.isupper() for line in lines)
    return (-round(style.size * 2) / 2, not style.bold, not capitals)
