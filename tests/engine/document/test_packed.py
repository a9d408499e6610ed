"""Words of long documents: packed, they say and stand as before."""

from collections.abc import Sequence

import pytest

from apps.engine.document import parse
from apps.engine.document.packed import PackedWords, packed
from apps.engine.document.pipeline import MANY_PAGES
from apps.engine.document.segment import joined
from apps.engine.geometry import union
from apps.engine.model import Box, Line, Style, Word
from apps.engine.options import Options
from tests.engine.sheets import PROSE, Sheet

PLAIN = Style("Lato", 10.0, False, False, (0.0, 0.0, 0.0))
BOLD = Style("Lato-Bold", 10.0, True, False, (0.0, 0.0, 0.0))
LOW, HIGH = Box(10.1, 20.2, 30.3, 40.4), Box(33.0, 21.0, 50.0, 41.7)
BESIDE = Box(33.0, 20.2, 50.0, 40.4)


def line(words: Sequence[Word]) -> Line:
    return Line(1, 1, union(word.box for word in words), words, joined(words), style=PLAIN)


@pytest.mark.parametrize(
    "words",
    [
        [Word("One", LOW, PLAIN)],
        [Word("Two", LOW, PLAIN), Word("words", BESIDE, PLAIN)],
        [Word("of", LOW, PLAIN), Word("heights", HIGH, PLAIN)],
        [Word("Role:", LOW, BOLD), Word("Nurse", BESIDE, PLAIN)],
        [Word("Ju", LOW, BOLD), Word("ly", BESIDE, PLAIN, space_before=False)],
        [Word("see", LOW, PLAIN), Word("ada", BESIDE, PLAIN, link="https://ada.example.com")],
        [Word("", LOW, PLAIN, space_before=False), Word("mute", BESIDE, PLAIN)],
        [Word("Zoë", LOW, PLAIN), Word("😀", BESIDE, PLAIN)],
    ],
)
def test_keeps_words(words: list[Word]) -> None:
    made = packed(line(words)).words
    assert isinstance(made, PackedWords)
    assert list(made) == words
    assert len(made) == len(words)
    assert (made[0], made[-1]) == (words[0], words[-1])
    assert made[1:] == tuple(words[1:])
    assert [word.style for word in made] == [word.style for word in words]


def test_leaves_words_alone_that_hold_a_blank() -> None:
    whole = line([Word("a b", LOW, PLAIN), Word("c", BESIDE, PLAIN)])
    assert packed(whole) is whole


def test_long_documents_come_as_their_pages_do() -> None:
    sheet = Sheet()
    for number in range(MANY_PAGES + 1):
        sheet.column(60, 700, [f"Chapter {number}", *PROSE]).page()
    data = sheet.pdf()
    long = parse(data)
    last = parse(data, Options(page_range=str(MANY_PAGES + 1)))
    own = [line for line in long.lines if line.page == MANY_PAGES + 1]
    assert isinstance(own[0].words, PackedWords)
    assert isinstance(last.lines[0].words, tuple)
    assert [list(line.words) for line in own] == [list(line.words) for line in last.lines]
