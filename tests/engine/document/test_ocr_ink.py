"""Boxes that end inside a word grow over its ink, and over nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from apps.engine.document.ocr_ink import with_whole_words
from apps.engine.document.ocr_picture import Picture, picture_of
from apps.engine.document.readers.hocr import RecognizedLine, RecognizedWord
from apps.engine.model import Box, PageSize
from tests.engine.sheets import A4, Sheet
from tests.scans import pictures

PAGE = PageSize(1, *A4, 0)
SIZE = 12


def _picture() -> Picture:
    sheet = Sheet().text(40, 700, "Harbour", SIZE).text(92, 700, "Office", SIZE)
    sheet.text(300, 700, "Remote", SIZE)
    return picture_of(np.asarray(pictures(sheet.pdf())[0]), PAGE)


def _word(text: str, left: float, right: float) -> RecognizedWord:
    return RecognizedWord(text, Box(left, 698, right, 710), 0.9)


def _line(*words: RecognizedWord) -> RecognizedLine:
    return RecognizedLine(words, Box(40, 698, 350, 710), SIZE, 0, 700.0, 0.0)


HARBOUR, OFFICE, REMOTE = (40.8, 83.2), (92.6, 124.6), (301.0, 343.0)  # where their ink is
CUT = {
    "the end of the first": (("Harbour", 40.8, 62.0), ("Office", *OFFICE)),
    "the beginning of the second": (("Harbour", *HARBOUR), ("Office", 108.0, 124.6)),
    "both": (("Harbour", 40.8, 62.0), ("Office", 108.0, 124.6)),
}


@pytest.mark.parametrize("boxes", CUT.values(), ids=CUT)
def test_words_reach_as_far_as_their_ink(boxes: tuple[tuple[str, float, float], ...]) -> None:
    (line,) = with_whole_words([_line(*(_word(*box) for box in boxes))], _picture())
    first, second = line.words
    assert (first.box.left, first.box.right) == pytest.approx(HARBOUR, abs=1.0)
    assert (second.box.left, second.box.right) == pytest.approx(OFFICE, abs=1.0)


LEFT_ALONE = {
    "whole words": _line(_word("Harbour", *HARBOUR), _word("Office", *OFFICE)),
    "a gap between columns": _line(_word("Office", *OFFICE), _word("Remote", *REMOTE)),
    "a word that was not read": _line(_word("Harbour", *HARBOUR), _word("Remote", *REMOTE)),
    "ink without an end": _line(_word("Harb", 40.8, 50.0), _word("our", 70.0, 85.5)),
    "one word": _line(_word("Harbour", *HARBOUR)),
    "turned text": replace(_line(*(_word(*box) for box in CUT["both"])), level=None),
}  # fmt: skip


@pytest.mark.parametrize("line", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_other_boxes_stay(line: RecognizedLine) -> None:
    assert with_whole_words([line], _picture()) == (line,)
