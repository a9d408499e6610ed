"""hOCR becomes glyphs: straight, upright, of few sizes, and only what is text."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from apps.engine.document.ocr_doubt import BULLET, believable
from apps.engine.document.ocr_glyphs import BEARING, PlacedWord, make_glyphs, place_words
from apps.engine.document.ocr_letters import reach
from apps.engine.document.ocr_words import put_together
from apps.engine.document.readers.hocr import RecognizedLine, RecognizedWord, read_hocr
from apps.engine.model import Box, PageSize

PAGE = PageSize(1, 600.0, 800.0, 0)
PIXELS = 1200, 1600  # of the picture of it

Written = tuple[str, tuple[int, int, int, int], int]  # text, box in pixels, confidence in percent


def _hocr(*lines: tuple[str, Sequence[Written]]) -> bytes:
    """A page as tesseract writes it."""
    spans = "".join(
        f"<span class='ocr_line' title='{title}'>"
        + "".join(
            f"<span class='ocrx_word' title='bbox {' '.join(map(str, box))}; x_wconf {sure}'>"
            f"{text}</span>"
            for text, box, sure in words
        )
        + "</span>"
        for title, words in lines
    )
    page = f"<div class='ocr_page' title='image \"x.png\"; bbox 0 0 {PIXELS[0]} {PIXELS[1]}'>"
    return f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{page}{spans}</div></body></html>".encode()


def test_pixels_from_the_top_become_points_from_the_bottom() -> None:
    title = "bbox 100 200 300 240; baseline 0 -8; x_size 40; x_descenders 8; x_ascenders 8"
    (line,) = read_hocr(_hocr((title, [("Nora", (100, 200, 180, 232), 96)])), PAGE)
    (word,) = line.words
    assert (word.text, word.confidence) == ("Nora", 0.96)
    assert word.box == Box(50.0, 684.0, 90.0, 700.0)
    assert (line.level, line.height, line.angle) == (684.0, 20.0, 0)


def test_a_page_without_anything_has_no_lines() -> None:
    assert read_hocr(_hocr(), PAGE) == ()
    assert read_hocr(b"<html><body/></html>", PAGE) == ()


@pytest.mark.parametrize(("said", "angle"), [(90, 90), (270, 270), (180, 180), (360, 0)])
def test_turned_text_has_its_angle(said: int, angle: int) -> None:
    title = f"bbox 100 200 300 240; textangle {said}; x_size 40"
    (line,) = read_hocr(_hocr((title, [("Nora", (100, 200, 180, 232), 96)])), PAGE)
    assert (line.angle, line.level) == (angle, None)


REACHES = {
    "noun": (0.5, 0.0),
    "Noun": (0.71, 0.0),
    "gap": (0.5, 0.21),
    "Type": (0.71, 0.21),
    "Ärger": (0.91, 0.21),
    "team": (0.65, 0.0),
    "2019": (0.71, 0.0),
    "so,": (0.5, 0.12),
}


@pytest.mark.parametrize(("text", "reached"), REACHES.items(), ids=REACHES)
def test_letters_reach_as_far_as_they_do(text: str, reached: tuple[float, float]) -> None:
    assert reach(text) == pytest.approx(reached)


@pytest.mark.parametrize("text", ["-", "•", "...", "—", "'"])
def test_signs_do_not_tell_how_far_letters_reach(text: str) -> None:
    assert reach(text) is None


SIZE = 10.0


def _word(text: str, left: float, base: float = 500.0, size: float = SIZE, sure: float = 0.95,
          grown: float = 0.0) -> RecognizedWord:  # fmt: skip
    """A word with the ink of its letters; `grown` points more at its foot."""
    up, down = reach(text) or (0.5, 0.0)
    width = 0.5 * size * len(text)
    box = Box(left, base - down * size - grown, left + width, base + up * size)
    return RecognizedWord(text, box, sure)


def _line(
    *words: RecognizedWord, height: float = SIZE / 1.06, slope: float = 0.0
) -> RecognizedLine:
    box = Box(words[0].box.left, 490.0, words[-1].box.right, 510.0)
    return RecognizedLine(words, box, height, 0, 500.0 - slope * box.left, slope)


def test_words_of_a_line_have_its_size_and_baseline() -> None:
    placed = place_words([_line(_word("Nora", 50), _word("Feldweg", 80))], PAGE)
    assert [(word.size, word.baseline) for word in placed] == [(10.0, 500.0)] * 2
    assert [word.opens for word in placed] == [True, False]


def test_large_words_beside_small_ones_keep_their_size() -> None:
    line = _line(_word("NORA", 50, size=24), _word("nora@example.com", 300), height=10)
    sizes = {word.text: word.size for word in place_words([line], PAGE)}
    assert sizes["NORA"] == pytest.approx(24, abs=0.5)


def test_a_box_that_was_drawn_too_large_says_nothing() -> None:
    line = _line(_word("Associate", 50, grown=6), _word("June", 110), _word("director", 140))
    assert {(word.size, word.baseline) for word in place_words([line], PAGE)} == {(10.0, 500.0)}


def test_a_label_on_a_row_of_its_own_has_its_baseline() -> None:
    line = _line(_word("Profile", 50, base=506), _word("panel", 150), _word("neater", 180))
    placed = place_words([line], PAGE)
    assert [round(word.baseline) for word in placed] == [506, 500, 500]
    assert [word.opens for word in placed] == [True, True, False]


def test_sizes_that_cannot_be_told_apart_become_one() -> None:
    lines = [_line(_word("several", 50, size=size)) for size in (9.8, 10.0, 10.0, 10.3)]
    lines.append(_line(_word("Heading", 50, size=14), height=14 / 1.06))
    assert {word.size for word in place_words(lines, PAGE)} == {10.0, 14.0}


def test_a_skewed_page_is_put_straight() -> None:
    slope = 0.03
    words = [_word("word", x, base=500 + slope * (x + 10)) for x in range(50, 500, 50)]
    box = Box(50, 490, 520, 530)
    line = RecognizedLine(tuple(words), box, SIZE / 1.06, 0, 500.0, slope)
    bases = [word.baseline for word in place_words([line], PAGE)]
    assert max(bases) - min(bases) < 0.1


def test_letters_stand_side_by_side_over_the_word() -> None:
    placed = place_words([_line(_word("mill", 50), _word("pond", 80))], PAGE)
    glyphs, styles = make_glyphs(placed, PAGE)
    assert "".join(map(chr, glyphs.code.tolist())) == "mill pond"
    assert (glyphs.left[1:] >= glyphs.right[:-1] - 1e-6).all()
    assert glyphs.left[0] == 50
    assert glyphs.right[3] == pytest.approx(placed[0].box.right + BEARING * SIZE)
    assert glyphs.right[-1] == pytest.approx(placed[1].box.right)
    assert glyphs.right[0] - glyphs.left[0] > 2 * (glyphs.right[1] - glyphs.left[1])
    assert [style.size for style in styles] == [10.0]


TOGETHER = {
    "before the @": (("ada", "@example.com"), "ada@example.com"),
    "behind the @": (("ada@", "example.com"), "ada@example.com"),
    "on both sides": (("ada", "@", "example.com"), "ada@example.com"),
}
APART = [("ada", "@home"), ("write", "to"), ("example", "."), ("+1", "@work"), ("at", "@", "noon")]


def _near(texts: Sequence[str]) -> RecognizedLine:
    words, left = [], 50.0
    for text in texts:
        words.append(_word(text, left))
        left = words[-1].box.right + 0.3 * SIZE
    return _line(*words)


@pytest.mark.parametrize(("parts", "whole"), TOGETHER.values(), ids=TOGETHER)
def test_addresses_are_put_together(parts: Sequence[str], whole: str) -> None:
    (line,) = put_together([_near(parts)])
    assert [word.text for word in line.words] == [whole]


@pytest.mark.parametrize("parts", [("ada", "@home"), ("write", "to"), ("built", "example.com")])
def test_other_words_stay_apart(parts: Sequence[str]) -> None:
    (line,) = put_together([_near(parts)])
    assert [word.text for word in line.words] == list(parts)


def test_words_far_from_each_other_stay_apart() -> None:
    (line,) = put_together([_line(_word("ada", 50), _word("@example.com", 200))])
    assert len(line.words) == 2


def _picture(text: str, left: float, sure: float = 0.4, base: float = 500.0) -> RecognizedWord:
    """What OCR makes of an icon: as large as the line is high, with a letter for it."""
    return RecognizedWord(text, Box(left, base - 3, left + 10, base + 9), sure)


def _texts(*lines: RecognizedLine) -> list[str]:
    """What is believed of each line."""
    words = believable(place_words(list(lines), PAGE))
    texts: list[str] = []
    for word in words:
        if word.opens:
            texts.append(word.text)
        else:
            texts[-1] += f" {word.text}"
    return texts


def test_an_icon_before_a_heading_is_no_text() -> None:
    for seen in ("&", "©", "@", "fH", "{", "th)"):
        line = _line(_picture(seen, 50), _word("EDUCATION", 64))
        assert _texts(line) == ["EDUCATION"]


def _at(base: float, *words: RecognizedWord) -> RecognizedLine:
    box = Box(50.0, base - 5, 300.0, base + 10)
    return RecognizedLine(words, box, SIZE / 1.06, 0, base, 0.0)


def _dot(text: str, base: float, sure: float) -> RecognizedWord:
    return RecognizedWord(text, Box(50, base + 2, 54, base + 6), sure)


def test_dots_before_several_items_are_bullets() -> None:
    seen = [
        ("e", 0.4, "Reduced"),
        ("¢", 0.5, "Drafted"),
        ("©", 0.3, "Managed"),
        ("e", 0.9, "Built"),
    ]
    lines = [
        _at(500 - 15 * row, _dot(text, 500 - 15 * row, sure), _word(item, 62, 500 - 15 * row))
        for row, (text, sure, item) in enumerate(seen)
    ]
    assert _texts(*lines) == [f"{BULLET} {item}" for *_, item in seen]


LEFT_ALONE = {
    "an article": ("A", "committee", "met"),
    "a person": ("I", "built", "it"),
    "a number": ("3", "people", "helped"),
    "an abbreviation": ("IT", "support", "desk"),
    "an ampersand within": ("Research", "&", "Development"),
    "a stroke": ("Python", "/", "Django"),
    "a dash": ("-", "Reduced", "costs"),
    "a bar": ("Paris", "|", "France"),
    "an initial": ("J.", "Fairbanks"),
    "a plus": ("+44", "20", "7946"),
    "two letters": ("QA", "engineer"),
    "a language": ("C#", "and", "Go"),
    "one letter": ("R", "and", "Python"),
}


@pytest.mark.parametrize("texts", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_text_is_left_alone(texts: Sequence[str]) -> None:
    assert _texts(_near(texts)) == [" ".join(texts)]


HEAVY = {
    "an icon in one color": (("ti)", "WORK"), (2.4, 1.4), "WORK"),
    "an icon alone": (("B7",), (2.6,), ""),
    "a digit": (("9", "Austin"), (2.8, 1.0), "9 Austin"),
    "bold before plain type": (("Go", "and", "Python"), (1.35, 1.0, 1.0), "Go and Python"),
    "bold before bold type": (("My", "SKILLS"), (1.5, 1.4), "My SKILLS"),
    "strokes that cannot be seen": (("IT", "support"), (None, None), "IT support"),
    "a bold number alone": (("12",), (1.5,), "12"),
}


@pytest.mark.parametrize(("texts", "strokes", "left"), HEAVY.values(), ids=HEAVY)
def test_pictures_are_heavier_than_letters(
    texts: Sequence[str], strokes: Sequence[float | None], left: str
) -> None:
    """A doubt that the shape alone does not settle."""
    first, *others = _near(texts).words
    line = _line(replace(first, confidence=0.55), *others)
    placed = place_words([line], PAGE)
    seen = [replace(w, stroke=stroke) for w, stroke in zip(placed, strokes, strict=True)]
    assert " ".join(word.text for word in believable(seen)) == left


def test_what_is_too_wide_for_its_letters_is_no_text() -> None:
    line = _line(_picture("I", 50, sure=0.7), _word("EDUCATION", 64))
    assert _texts(line) == ["EDUCATION"]
    assert _texts(_line(_word("I", 50, sure=0.7), _word("built", 56))) == ["I built"]


def test_a_line_that_ocr_made_up_is_no_text() -> None:
    noise = _line(
        _word("eee", 50, sure=0.1), _word("xq", 80, sure=0.0), _word("soy", 100, sure=0.3)
    )
    assert _texts(noise, _line(_word("Reduced", 50), _word("costs", 100))) == ["Reduced costs"]


def test_an_unsure_word_in_a_sure_line_is_kept() -> None:
    """Tesseract gives no confidence at all to words of a line it reads well."""
    line = _line(_word("Toronto,", 50), _word("ON,", 100, sure=0.0), _word("Canada", 120, sure=0.0))
    assert _texts(line) == ["Toronto, ON, Canada"]


def test_words_without_lines_are_nothing() -> None:
    assert believable([]) == []
    assert place_words([], PAGE) == []
    nobody: list[PlacedWord] = []
    assert len(make_glyphs(nobody, PAGE)[0]) == 0
