"""Scans are read: only the pages that need it, however they lie, the same way each time."""

import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import orjson
import pikepdf
import pytest
from PIL import Image, ImageFilter, ImageOps

from apps.engine import recognition
from apps.engine.document import ocr, parse
from apps.engine.errors import CorruptFile, InvalidOption, OcrRequired
from apps.engine.model import Document
from apps.engine.options import Options
from apps.engine.render import to
from tests import pdfs
from tests.scans import pictures, saved, scan, tiff

AUTO = Options(ocr="auto")
SAID = "Built the engine that computes the tables."


@cache
def _plain() -> bytes:
    return scan(pdfs.resume())


@cache
def _parsed(data: bytes) -> Document:
    """Read once for all tests that look at it."""
    return parse(data, AUTO)


def _text(document: Document) -> str:
    return "\n".join(line.text for line in document.visible_lines())


def _half(picture: Image.Image) -> Image.Image:
    """The upper half, which has all the text: less to read."""
    return picture.crop((0, 0, picture.width, picture.height // 2))


def _rotated(angle: float) -> Callable[[Image.Image], Image.Image]:
    return lambda p: _half(p).rotate(
        angle, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC
    )


def _stained(picture: Image.Image) -> Image.Image:
    noise = Image.effect_noise(picture.size, 40).filter(ImageFilter.GaussianBlur(1))
    return Image.blend(picture, noise, 0.2)


LOOKS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "as it is": _half,
    "lying on its left side": _rotated(90),
    "lying on its right side": _rotated(270),
    "upside down": _rotated(180),
    "skewed": _rotated(2.5),
    "skewed the other way": _rotated(-1.5),
    "inverted": lambda p: ImageOps.invert(_half(p)),
    "black and white": lambda p: _half(p).convert("1"),
    "stained": lambda p: _stained(_half(p)),
}


@pytest.mark.parametrize("change", LOOKS.values(), ids=LOOKS)
def test_a_scan_is_read_however_it_lies(change: Callable[[Image.Image], Image.Image]) -> None:
    document = parse(scan(pdfs.resume(), change=change), AUTO)
    text = _text(document)
    assert SAID in text
    assert pdfs.EMAIL in text
    assert text.startswith(pdfs.NAME)
    assert text.index("EXPERIENCE") < text.index("EDUCATION") < text.index("SKILLS")


FILES: dict[str, Callable[[], bytes]] = {
    "png": lambda: saved(_half(pictures(pdfs.resume())[0])),
    "jpeg": lambda: saved(_half(pictures(pdfs.resume())[0]), "JPEG"),
    "tiff": lambda: tiff([_half(pictures(pdfs.resume())[0])]),
    "png without resolution": lambda: saved(pictures(pdfs.resume())[0], dpi=None),
}


@pytest.mark.parametrize("make", FILES.values(), ids=FILES)
def test_a_picture_is_read(make: Callable[[], bytes]) -> None:
    document = parse(make(), AUTO)
    assert SAID in _text(document)
    assert document.pages[0].number == 1
    assert document.has_geometry


def test_words_stand_where_they_are_seen() -> None:
    """Within two points of where the text of the PDF stood."""
    seen = {line.text: line.box for line in parse(pdfs.resume()).lines}
    for line in _parsed(_plain()).lines:
        if line.text in seen:
            there = seen[line.text]
            assert abs(line.box.left - there.left) < 2
            assert abs(line.box.right - there.right) < 2
            assert abs((line.box.bottom + line.box.top) / 2 - (there.bottom + there.top) / 2) < 2
    assert {SAID, pdfs.NAME} <= seen.keys() & {line.text for line in _parsed(_plain()).lines}


def test_sizes_are_those_of_print() -> None:
    (printed,) = {line.words[0].style.size for line in parse(pdfs.resume()).lines}
    sizes = {line.words[0].style.size for line in _parsed(_plain()).lines}
    assert all(abs(size - printed) < 0.15 * printed for size in sizes)


@cache
def _mixed() -> bytes:
    """Text on the first page, a picture on the second, nothing on the third."""
    made = io.BytesIO()
    with (
        pikepdf.open(io.BytesIO(pdfs.resume("Printed."))) as text,
        pikepdf.open(io.BytesIO(_plain())) as picture,
    ):
        text.pages.extend(picture.pages)
        text.add_blank_page()
        text.save(made)
    return made.getvalue()


def test_only_pages_without_text_are_recognized(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    alone = ocr._alone

    def noted(pdf: pikepdf.Pdf, number: int) -> bytes:
        asked.append(number)
        return alone(pdf, number)

    monkeypatch.setattr(ocr, "_alone", noted)
    document = parse(_mixed(), AUTO)
    assert asked == [2]
    assert {word.page for word in document.recognized} == {2}
    assert [SAID in line.text for line in document.lines if line.page == 2].count(True) == 1
    assert "Printed." in _text(document)


def test_pages_that_could_be_read_are_told_of_without_ocr() -> None:
    assert parse(_mixed(), Options()).unread == (2,)
    assert parse(pdfs.resume(), Options()).unread == ()


def test_a_stamp_on_a_scan_is_kept_beside_what_is_read() -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(_plain())) as picture:
        page = picture.pages[0]
        page.add_resource(
            pikepdf.Dictionary(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica"),
            pikepdf.Name.Font,
            pikepdf.Name.F9,
        )
        page.contents_add(b"BT /F9 9 Tf 60 30 Td (Page 7) Tj ET")
        picture.save(made)
    text = _text(parse(made.getvalue(), AUTO))
    assert "Page 7" in text
    assert SAID in text


def test_the_same_scan_gives_the_same_bytes() -> None:
    first, second = _parsed(_plain()), parse(_plain(), AUTO)
    for name in ("json", "markdown", "text"):
        assert to(name, first, _plain(), AUTO) == to(name, second, _plain(), AUTO)


def test_nodes_tell_that_they_were_recognized_and_how_surely() -> None:
    tree = orjson.loads(to("json", _parsed(_mixed()), _mixed(), AUTO))
    nodes = [node for node in tree["kids"] if "content" in node]
    for node in nodes:
        assert node.get("recognized", False) == (node["pageNumber"] == 2)
    read = [node["wordConfidence"] for node in nodes if "recognized" in node]
    assert read
    assert all(0.5 < sure <= 1.0 and sure == round(sure, 3) for sure in read)


def test_the_report_says_which_pages_and_how_surely() -> None:
    facts = recognition.facts(_parsed(_mixed()), AUTO)
    assert facts is not None
    assert (facts["mode"], facts["pages"], facts["languages"]) == ("auto", [2], ["eng"])
    assert 0.8 < float(str(facts["confidence"])) <= 1
    assert recognition.facts(parse(pdfs.resume(), AUTO), AUTO) is None


def test_a_picture_can_be_drawn_on() -> None:
    data = FILES["png"]()
    made = to("annotated_pdf", parse(data, AUTO), data, AUTO)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 1
        assert len(pdf.pages[0].Annots) > 5


@pytest.mark.parametrize("make", [_plain, FILES["png"]], ids=["pdf", "png"])
def test_without_ocr_a_scan_is_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises(OcrRequired):
        parse(make(), Options())


@pytest.mark.parametrize("make", [_plain, FILES["png"]], ids=["pdf", "png"])
def test_without_tesseract_a_scan_is_refused(
    make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "is_installed", lambda: False)
    with pytest.raises(OcrRequired):
        parse(make(), AUTO)


def test_a_tesseract_that_does_not_answer_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may take long on a busy machine: it is there all the same, what it can is not known."""

    def silent(*_: object, **__: object) -> bytes:
        raise CorruptFile

    recognition._listed.cache_clear()
    with monkeypatch.context() as busy:
        busy.setattr(recognition, "run", silent)
        assert recognition.is_installed()
        assert recognition.installed_languages() == ()
        assert recognition.check_languages("deu") == ("deu",)
    assert "eng" in recognition.installed_languages()


def test_a_page_with_text_loads_nothing_of_ocr(tmp_path: Path) -> None:
    (tmp_path / "written.pdf").write_bytes(pdfs.resume())
    code = (
        "import sys; from pathlib import Path; from apps.engine.document import parse; "
        "from apps.engine.options import Options; "
        "parse(Path(sys.argv[1]).read_bytes(), Options(ocr='auto'), ''); "
        "sys.exit(any(m in sys.modules for m in ('apps.engine.document.ocr', 'PIL', 'img2pdf',"
        " 'apps.engine.document.flow', 'apps.engine.document.readers.docx', 'ocrmypdf')))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "written.pdf")]
    assert subprocess.run(command, check=False).returncode == 0


def test_a_page_that_breaks_ocr_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise ocr.NotRecognized

    monkeypatch.setattr(ocr, "_recognize", broken)
    document = parse(_mixed(), AUTO)
    assert ocr.NOT_READ in document.warnings
    assert document.recognized == ()


BLANK = {
    "white": lambda p: Image.new("L", p.size, 255),
    "black": lambda p: Image.new("L", p.size, 0),
    "noise": lambda p: Image.effect_noise(_half(p).size, 90),
    "a logo": lambda p: Image.radial_gradient("L").resize(_half(p).size),
}


@pytest.mark.parametrize("change", BLANK.values(), ids=BLANK)
def test_a_picture_of_nothing_has_no_text(change: Callable[[Image.Image], Image.Image]) -> None:
    with pytest.raises(OcrRequired):
        parse(scan(pdfs.resume(), 100, change), AUTO)


LANGUAGES = {
    "not there": ("tlh", "tlh is not installed here. Installed: "),
    "no language": ("../../etc/passwd", "joined by \\+"),
    "none": ("", "joined by \\+"),
    "an option of tesseract": ("eng --psm 0", "joined by \\+"),
    "tesseract's own": ("osd", "osd is not installed here"),
}


@pytest.mark.parametrize(("languages", "sentence"), LANGUAGES.values(), ids=LANGUAGES)
def test_languages_that_cannot_be_read_are_refused(languages: str, sentence: str) -> None:
    with pytest.raises(InvalidOption, match=sentence):
        parse(_plain(), replace(AUTO, ocr_languages=languages))


def test_several_languages_are_read_at_once() -> None:
    page = pdfs.resume("Fünf große Übungsräume in Düsseldorf.")
    scanned = scan(page, change=_half)
    text = _text(parse(scanned, replace(AUTO, ocr_languages="eng+deu")))
    assert "Fünf große Übungsräume in Düsseldorf." in text
