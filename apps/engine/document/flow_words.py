"""A paragraph of a flow -> its lines: words with the places that indents and tabs give them.

Nobody knows where a printer would break the lines, so a paragraph is one line, and so is each part
of it between the line breaks its author made. Words go on at the left edge when the column is full:
their gaps stay true, and no line reaches beyond its column.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from apps.engine.document.flow_model import FlowParagraph, Run
from apps.engine.model import Box, HiddenReason, Style, Word

PART = re.compile(r"(?P<tab>\t)|(?P<blanks>[^\S\t]+)|(?P<word>\S+)")
TAB_STEP = 36.0  # points between the stops that are there without being set
TAB_GAP = 1.2  # em: a tab parts what stands around it, however narrow it comes out
WIDE_BLANKS = 3  # so many blanks in a row are meant as a gap
WIDE_BLANKS_GAP = 1.2  # em that they make at least
LABEL_GAP = 0.5  # em behind a bullet or number
FORGIVEN = 1.0  # points that text may reach beyond its column

BLANK = 0.27  # em, as all widths: rough ones do, for nothing is drawn with them
NARROW, USUAL, CAPITAL, WIDE, FULL = 0.28, 0.5, 0.65, 0.83, 1.0
NARROW_LETTERS = frozenset("iljtfrI.,;:'|!()[]/·-")
WIDE_LETTERS = frozenset("mwMW@%–—")
FIRST_FULL = "\u1100"  # the scripts of the far east, whose letters are squares


class Placed(NamedTuple):
    """A word with its left and right edges, points."""

    text: str
    style: Style
    left: float
    right: float
    space_before: bool
    link: str | None


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line of a paragraph without its height on the page. `edge` is that of Line."""

    words: tuple[Placed, ...]
    cells: tuple[int, ...]
    edge: float
    hidden: HiddenReason | None = None

    @property
    def size(self) -> float:
        return max(word.style.size for word in self.words)

    def placed(self, top: float) -> tuple[tuple[Word, ...], Box]:
        """Its words and its box, hanging from a height."""
        bottom = top - self.size
        words = tuple(
            Word(
                one.text,
                Box(one.left, bottom, one.right, bottom + one.style.size),
                one.style,
                one.space_before,
                one.link,
            )
            for one in self.words
        )
        left, right = min(one.left for one in self.words), max(one.right for one in self.words)
        return words, Box(left, bottom, right, top)


def width_of(text: str, size: float) -> float:
    """About how wide a text is, points."""
    return size * sum(map(_letter_width, text))


def _letter_width(letter: str) -> float:
    if letter in NARROW_LETTERS:
        return NARROW
    if letter in WIDE_LETTERS:
        return WIDE
    if letter >= FIRST_FULL and letter.isalpha():
        return FULL
    return CAPITAL if letter.isupper() else USUAL


class _Piece(NamedTuple):
    """A word, blanks or a tab; words run on where only the look changes."""

    text: str
    style: Style
    link: str | None

    @property
    def width(self) -> float:
        if self.text.isspace():
            return BLANK * self.style.size * len(self.text)
        return width_of(self.text, self.style.size)


def set_paragraph(paragraph: FlowParagraph, left: float, width: float) -> Iterator[SetLine]:
    """The lines of a paragraph in a column, hidden text in lines of its own at the end."""
    reasons = dict.fromkeys(run.hidden for run in paragraph.runs)
    for reason in sorted(reasons, key=lambda one: one or ""):
        runs = [run for run in paragraph.runs if run.hidden == reason]
        label = paragraph.label if reason is None else ""
        yield from _set_runs(replace(paragraph, label=label), runs, reason, left, width)


def _set_runs(
    paragraph: FlowParagraph, runs: Sequence[Run], hidden: HiddenReason | None, left: float,
    width: float,
) -> Iterator[SetLine]:  # fmt: skip
    label = paragraph.label
    for number, pieces in enumerate(_split_lines(runs)):
        if not any(piece.text.strip() for piece in pieces):
            continue
        line = _Setting(paragraph, left, width, is_first=number == 0)
        if label:
            line.label(label, next(piece.style for piece in pieces if piece.text.strip()))
            label = ""
        line.fill(pieces)
        yield line.finished(hidden)


def _split_lines(runs: Sequence[Run]) -> list[list[_Piece]]:
    """The pieces between the line breaks of an author."""
    lines: list[list[_Piece]] = [[]]
    for run in _joined(runs):
        for number, text in enumerate(run.text.split("\n")):
            if number:
                lines.append([])
            for found in PART.finditer(text):
                lines[-1].append(_Piece(found[0], run.style, run.link))
    return lines


def _joined(runs: Sequence[Run]) -> Iterator[Run]:
    """Neighbours that look alike as one: word processors part words wherever they were edited."""
    for _, alike in groupby(runs, key=lambda run: (run.style, run.link)):
        first, *others = alike
        yield first._replace(text="".join(run.text for run in (first, *others)))


class _Setting:
    """One line being set, from left to right."""

    def __init__(
        self, paragraph: FlowParagraph, left: float, width: float, *, is_first: bool
    ) -> None:
        self._paragraph = paragraph
        self._column = left
        self._start = left + paragraph.left
        self._right = max(left + width - paragraph.right, self._start + TAB_STEP)
        self._x = self._start + (paragraph.first if is_first else 0.0)
        self._words: list[Placed] = []
        self._cells = [0]
        self._space = True  # whether a blank stands before the next word
        self._opens_cell = False
        self._is_full = False  # whether words had to go on at the left edge

    def label(self, text: str, style: Style) -> None:
        """The bullet or number, and the way from there to the text."""
        right = self._x + width_of(text, style.size)
        self._words.append(Placed(text, style, self._x, right, True, None))
        self._x = max(right + LABEL_GAP * style.size, self._start)

    def fill(self, pieces: Sequence[_Piece]) -> None:
        for index, piece in enumerate(pieces):
            if piece.text == "\t":
                self._tab(pieces[index + 1 :], piece.style.size)
            elif piece.text.isspace():
                self._blanks(piece)
            else:
                self._word(piece)

    def _tab(self, following: Sequence[_Piece], size: float) -> None:
        ahead = 0.0
        for piece in following:
            if piece.text == "\t":
                break
            ahead += piece.width
        if self._words:
            least = self._x + TAB_GAP * size
            self._x = max(self._stop(self._x, ahead), least)
            self._opens_cell = True
        else:
            self._x = self._stop(self._x, ahead)
        self._space = True

    def _stop(self, x: float, ahead: float) -> float:
        """Where the text behind a tab begins; `ahead` is how wide it is."""
        for stop in self._paragraph.stops:
            position = self._column + stop.position
            if position > x:
                return position - ahead * {"left": 0.0, "center": 0.5, "right": 1.0}[stop.kind]
        if self._paragraph.first < 0 and x < self._start:
            return self._start
        return self._column + TAB_STEP * (1 + (x - self._column) // TAB_STEP)

    def _blanks(self, piece: _Piece) -> None:
        self._space = True
        if not self._words:
            return
        self._x += piece.width
        if len(piece.text) >= WIDE_BLANKS:
            least = self._words[-1].right + WIDE_BLANKS_GAP * piece.style.size
            self._x = max(self._x, least)
            self._opens_cell = True

    def _word(self, piece: _Piece) -> None:
        right = self._x + piece.width
        if right > self._right + FORGIVEN and len(self._words) and self._space:
            if not self._opens_cell:
                self._is_full = True
                self._x = self._start
            right = self._x + piece.width
        right = max(min(right, self._right), self._x + FORGIVEN)
        if self._opens_cell:
            self._cells.append(len(self._words))
        space = self._space or not self._words
        self._words.append(Placed(piece.text, piece.style, self._x, right, space, piece.link))
        self._x, self._space, self._opens_cell = right, False, False

    def finished(self, hidden: HiddenReason | None) -> SetLine:
        words = tuple(self._words)
        shift = self._shift(words)
        if shift > 0:
            words = tuple(
                one._replace(left=one.left + shift, right=one.right + shift) for one in words
            )
        edge = float("inf") if self._is_full else self._right
        return SetLine(words, tuple(self._cells), edge, hidden)

    def _shift(self, words: Sequence[Placed]) -> float:
        """How far a line is moved that is centred, or flush with the right edge."""
        if self._is_full or self._paragraph.align == "left":
            return 0.0
        room = self._right - max(one.right for one in words)
        return room if self._paragraph.align == "right" else room / 2


def beside(lines: Sequence[SetLine]) -> SetLine:
    """Lines of cells that stand beside each other as one line."""
    if len(lines) == 1:
        return lines[0]
    words: list[Placed] = []
    cells: list[int] = []
    for line in lines:
        cells += [len(words) + cell for cell in line.cells]
        words += line.words
    return SetLine(tuple(words), tuple(cells), lines[-1].edge, lines[0].hidden)
