"""Lines -> the same lines, their words kept in a tenth of the memory.

The words of a page take more memory than all else that is known of it. Of long documents they are
kept as columns, and made into records again when somebody looks at them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import repeat
from struct import pack, unpack, unpack_from
from typing import TypeVar, overload

from apps.engine.document.segment import records
from apps.engine.model import Box, Line, Word

AT_HAND = 500  # lines whose words are kept as records, those looked at last
DOUBLE = 8  # bytes

Value = TypeVar("Value")


class PackedWords(Sequence[Word]):
    """The words of one line: what they share is kept once."""

    __slots__ = ("_gaps_and_links", "_sides", "_styles", "_text")

    def __init__(self, words: Sequence[Word], text: str) -> None:
        """Pack words; `text` is what they say with a blank before each but the first."""
        self._text = text
        lefts, bottoms, rights, tops = zip(*(word.box for word in words), strict=True)
        if len(set(bottoms)) == len(set(tops)) == 1:
            bottoms, tops = bottoms[:1], tops[:1]
        sides = (*lefts, *rights, *bottoms, *tops)
        self._sides = pack(f"{len(sides)}d", *sides)
        styles = tuple(word.style for word in words)
        self._styles = styles if len(set(map(id, styles))) > 1 else styles[:1]
        rest = tuple((word.space_before, word.link) for word in words)
        self._gaps_and_links = rest if set(rest) != {(True, None)} else ()

    def __len__(self) -> int:
        return self._text.count(" ") + 1

    def __iter__(self) -> Iterator[Word]:
        return iter(_unpacked(self))

    @overload
    def __getitem__(self, index: int) -> Word: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Word, ...]: ...

    def __getitem__(self, index: int | slice) -> Word | tuple[Word, ...]:
        return self._first() if index == 0 else _unpacked(self)[index]

    def _first(self) -> Word:
        """The one that is asked for most often."""
        count, doubles = len(self), len(self._sides) // DOUBLE
        places = (0, 2 * count, count, (doubles + 2 * count) // 2)
        box = Box._make(unpack_from("d", self._sides, DOUBLE * place)[0] for place in places)
        gap, link = self._gaps_and_links[0] if self._gaps_and_links else (True, None)
        return Word(self._text.partition(" ")[0], box, self._styles[0], gap, link)

    def unpack(self) -> tuple[Word, ...]:
        """The words as records."""
        texts = self._text.split(" ")
        count = len(texts)
        sides = unpack(f"{len(self._sides) // DOUBLE}d", self._sides)
        lefts, rights, others = sides[:count], sides[count : 2 * count], sides[2 * count :]
        half = len(others) // 2
        bottoms, tops = _spread(others[:half], count), _spread(others[half:], count)
        boxes = records(Box, lefts, bottoms, rights, tops)
        styles = _spread(self._styles, count)
        gaps, links = zip(*(self._gaps_and_links or ((True, None),)), strict=True)
        words = records(Word, texts, boxes, styles, _spread(gaps, count), _spread(links, count))
        return tuple(words)


def _spread(shared: Sequence[Value], count: int) -> Iterable[Value]:
    """A value for each word: their own ones, or the one they share."""
    return shared if len(shared) > 1 else repeat(shared[0], count)


_unpacked = lru_cache(AT_HAND)(PackedWords.unpack)


def packed(line: Line) -> Line:
    """The same line, its words packed where that keeps all they say."""
    texts = [word.text for word in line.words]
    text = " ".join(texts)
    if text.count(" ") >= len(texts):
        return line
    return replace(line, words=PackedWords(line.words, line.text if text == line.text else text))
