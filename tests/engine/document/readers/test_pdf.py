"""Pages as displayed: rotation, crop boxes, links, colors, and the second reader."""

import io
import re
import zlib

import numpy as np
import pikepdf
import pytest

from apps.engine.document import parse
from apps.engine.document.readers.content import is_bounded, shows_text
from apps.engine.document.readers.doubt import Reading, is_doubtful
from apps.engine.document.readers.pdf import read_pages
from apps.engine.document.readers.pdfium_text import open_ligatures
from apps.engine.document.readers.pdfminer import SecondReader
from apps.engine.document.readers.source import open_source
from apps.engine.options import Options
from apps.engine.page import UNMAPPED, Page
from tests.engine.sheets import PROSE, Sheet


def pages(data: bytes) -> list[Page]:
    return list(read_pages(open_source(data, Options())))


def changed(data: bytes, **entries: object) -> bytes:
    """The same PDF with entries set on its first page."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for name, value in entries.items():
            pdf.pages[0].obj[f"/{name}"] = value
        pdf.save(out)
    return out.getvalue()


def plain() -> bytes:
    return Sheet().text(100, 700, "Alpha beta", 12, bold=True).text(100, 680, "gamma").pdf()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_reads_a_turned_page_like_an_upright_one(turn: int) -> None:
    document = parse(changed(plain(), Rotate=turn))
    assert [line.text for line in document.lines] == ["Alpha beta", "gamma"]
    page = document.pages[0]
    for line in document.lines:
        assert 0 <= line.box.left < line.box.right <= page.width
        assert 0 <= line.box.bottom < line.box.top <= page.height


def test_places_text_as_displayed() -> None:
    box = parse(changed(plain(), Rotate=90)).lines[0].box
    assert box.bottom == pytest.approx(595 - 100 - 58.7, abs=3)
    assert box.left == pytest.approx(700, abs=4)


def test_counts_from_the_crop_box() -> None:
    data = changed(plain(), CropBox=pikepdf.Array([50, 60, 500, 800]))
    document = parse(data)
    assert document.lines[0].box.left == pytest.approx(50, abs=0.5)
    assert document.pages[0].width == 450


def test_reads_styles() -> None:
    first, second = parse(plain()).lines
    assert first.words[0].style.bold
    assert first.words[0].style.size == pytest.approx(12)
    assert not second.words[0].style.bold


def test_reads_links_and_no_other_action() -> None:
    sheet = Sheet().text(72, 700, "write").text(72, 650, "run")
    sheet.canvas.linkURL("mailto:a@example.org", (70, 695, 120, 712))
    document = parse(sheet.pdf())
    assert [link.uri for link in document.links] == ["mailto:a@example.org"]
    assert document.lines[0].words[0].link == "mailto:a@example.org"
    assert document.lines[1].words[0].link is None


def test_both_readers_agree() -> None:
    data = plain()
    first = pages(data)[0].glyphs
    second, _, _ = SecondReader(data).read(1)
    assert first.code.tolist() == second.code.tolist()
    np.testing.assert_allclose(first.left, second.left, atol=0.2)
    np.testing.assert_allclose(first.baseline, second.baseline, atol=0.2)
    np.testing.assert_allclose(first.size, second.size, atol=0.2)


def test_doubts_unmapped_glyphs_and_unloaded_pages() -> None:
    data = plain()
    glyphs = pages(data)[0].glyphs
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        assert not is_doubtful(Reading(glyphs, page))
        assert is_doubtful(Reading(None, page))
        unmapped = glyphs.take(np.arange(len(glyphs)))
        unmapped.code[:3] = UNMAPPED
        assert is_doubtful(Reading(unmapped, page))
        assert shows_text(page)


@pytest.mark.parametrize("length", [b"/Long", b"(12)", b"true", b"99999999999999999999"])
def test_looks_into_streams_that_lie_about_their_length(length: bytes) -> None:
    data = Sheet().column(60, 700, PROSE).pdf()
    broken = re.sub(rb"/Length \d+", b"/Length " + length, data)
    with pikepdf.open(io.BytesIO(broken), suppress_warnings=True) as pdf:
        assert is_bounded(pdf.pages[0])


@pytest.mark.timeout(20)
def test_comes_to_an_end_behind_the_end_of_a_packed_stream() -> None:
    packed = zlib.compress(b" " * 3_000_000) + b"junk" * 50_000
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Contents = pikepdf.Stream(pdf, packed, Filter=pikepdf.Name.FlateDecode)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        assert is_bounded(pdf.pages[0])


def test_does_not_unpack_bombs() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Contents = pdf.make_stream(b" " * 70_000_000)
        out = io.BytesIO()
        pdf.save(out, compress_streams=True)
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        assert not is_bounded(pdf.pages[0])


def test_divides_ligatures_among_their_letters() -> None:
    left, right = np.array([0.0, 0, 10, 13, 13, 20]), np.array([10.0, 10, 13, 20, 20, 20])
    of_run = np.array([0, 0, 0, 0, 1, 1])
    starts, ends = open_ligatures(left, right, of_run)
    assert starts.tolist() == [0, 5, 10, 13, 13, 20]
    assert ends.tolist() == [5, 10, 13, 20, 20, 20]


@pytest.mark.parametrize(
    "matrix", ["1e30 0 0 1e30 72 700", "1 0 0 1 9e9 700", "1e38 0 0 1e38 1e38 0"]
)
def test_drops_glyphs_that_are_nowhere(matrix: str) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        page = pdf.pages[0]
        page.contents_add(f"BT /F1 12 Tf {matrix} Tm (lost) Tj ET".encode())
        pdf.save(out)
    (page_read,) = pages(out.getvalue())
    text = "".join(map(chr, page_read.glyphs.code.tolist()))
    assert "gamma" in text
    assert "lost" not in text
