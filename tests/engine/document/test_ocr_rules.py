"""Rules that OCR read as letters are taken out; bars and dashes that are text stay."""

import pytest

from apps.engine.document.ocr_glyphs import PlacedWord
from apps.engine.document.ocr_rules import without_rules
from apps.engine.model import Box
from apps.engine.page import Drawing

RAIL = Box(200, 100, 201, 700)
LINE = Box(40, 497, 560, 498)
DRAWN = Drawing(horizontal=(LINE,), vertical=(RAIL,))

Seen = tuple[str, float, float]  # text, left, right


def _words(*seen: Seen) -> list[PlacedWord]:
    return [
        PlacedWord(text, Box(left, 495, right, 502), 495, 10, 0, place == 0, 0.9, Box(0, 0, 1, 1))
        for place, (text, left, right) in enumerate(seen)
    ]


TAKEN = {
    "a bar between a label and its text": (
        (("Datum", 150, 190), ("|", 200, 201.5), ("2019", 210, 230)), ["Datum", "2019"]
    ),
    "read as a letter": ((("l", 200, 202), ("Nora", 210, 230)), ["Nora"]),
    "at the end of a word": ((("Datum|", 160, 201), ("2019", 210, 230)), ["Datum", "2019"]),
    "at its beginning": ((("Datum", 160, 190), ("|2019", 200, 230)), ["Datum", "2019"]),
    "dashes on a line": ((("Harbour", 60, 100), ("__", 110, 118)), ["Harbour"]),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "left"), TAKEN.values(), ids=TAKEN)
def test_rules_are_no_text(seen: tuple[Seen, ...], left: list[str]) -> None:
    words = without_rules(_words(*seen), DRAWN)
    assert [word.text for word in words] == left
    assert [word.opens for word in words] == [place == 0 for place in range(len(left))]


LEFT_ALONE = {
    "a bar elsewhere": (("Paris", 60, 90), ("|", 95, 96), ("France", 100, 140)),
    "a word over the rule": (("Illinois", 180, 222),),
    "a pronoun elsewhere": (("I", 60, 63), ("built", 66, 90)),
    "a bar at the other end": (("Datum|", 199, 240),),
}


@pytest.mark.parametrize("seen", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_text_stays(seen: tuple[Seen, ...]) -> None:
    words = _words(*seen)
    assert without_rules(words, DRAWN) == words


def test_without_rules_nothing_is_taken() -> None:
    words = _words(("Datum", 150, 190), ("|", 200, 201.5), ("—", 205, 212), ("2019", 215, 230))
    assert without_rules(words, Drawing()) == words
    assert without_rules([], DRAWN) == []
