"""Picture files become PDFs of their pictures: upright, flat, as large as on paper, no bomb."""

import io
import struct
import zlib
from collections.abc import Callable

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageCms

from apps.engine.check import check
from apps.engine.document.readers.image import MAX_PIXELS, as_pdf, count_frames
from apps.engine.errors import CorruptFile, InvalidPageRange, OcrRequired, PageLimitExceeded
from apps.engine.options import Options
from tests.scans import saved, tiff

WIDE, HIGH = 850, 1100  # letter at 100 dots per inch
LETTER = (612.0, 792.0)


def _page() -> Image.Image:
    """White, with a black field in the upper left corner."""
    picture = Image.new("L", (WIDE, HIGH), 255)
    picture.paste(0, (0, 0, 300, 200))
    return picture


def _sizes(data: bytes) -> list[tuple[float, float]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [tuple(round(float(x)) for x in page.mediabox[2:]) for page in pdf.pages]  # type: ignore[misc]


def _shown(data: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(as_pdf(data, Options())) as pdf:
        picture: Image.Image = pdf[0].render(scale=100 / 72, grayscale=True).to_pil()
        return picture


def _is_like_the_page(picture: Image.Image) -> bool:
    corner, other = picture.getpixel((150, 100)), picture.getpixel((600, 800))
    return corner < 60 and other > 200  # type: ignore[operator]


def _spread16(picture: Image.Image) -> Image.Image:
    return Image.fromarray((np.asarray(picture).astype(np.uint16) * 200 + 500).astype(np.uint16))


def _float(picture: Image.Image) -> Image.Image:
    return Image.fromarray(np.asarray(picture, np.float32) / 255)


def _clear(picture: Image.Image) -> Image.Image:
    """Black on nothing at all, and nothing is as black as the text where it is not seen."""
    clear = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 300, 200))
    return clear


def _lying(picture: Image.Image) -> bytes:
    """As a phone held sideways saves it: lying, with a note that says how to turn it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return saved(picture.rotate(90, expand=True), "JPEG", 100, exif=exif)


def _lab(picture: Image.Image) -> Image.Image:
    profiles = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    made = ImageCms.applyTransform(
        picture.convert("RGB"), ImageCms.buildTransform(*profiles, "RGB", "LAB")
    )
    assert made is not None
    return made


KINDS: dict[str, Callable[[], bytes]] = {
    "png": lambda: saved(_page(), "PNG", 100),
    "png, 1 bit": lambda: saved(_page().convert("1"), "PNG", 100),
    "png, palette": lambda: saved(_page().convert("P"), "PNG", 100),
    "png, 16 bit": lambda: saved(_spread16(_page()), "PNG", 100),
    "png, clear": lambda: saved(_clear(_page()), "PNG", 100),
    "png, gray and clear": lambda: saved(_page().convert("LA"), "PNG", 100),
    "jpeg": lambda: saved(_page(), "JPEG", 100),
    "jpeg, color": lambda: saved(_page().convert("RGB"), "JPEG", 100),
    "jpeg, CMYK": lambda: saved(_page().convert("CMYK"), "JPEG", 100),
    "jpeg, turned": lambda: _lying(_page()),
    "tiff": lambda: saved(_page(), "TIFF", 100),
    "tiff, fax": lambda: saved(_page().convert("1"), "TIFF", 100, compression="group4"),
    "tiff, 16 bit": lambda: saved(_spread16(_page()), "TIFF", 100),
    "tiff, fractions": lambda: saved(_float(_page()), "TIFF", 100),
    "tiff, CMYK": lambda: saved(_page().convert("CMYK"), "TIFF", 100),
    "tiff, Lab": lambda: saved(_lab(_page()), "TIFF", 100),
    "tiff, packed": lambda: saved(_page().convert("RGB"), "TIFF", 100, compression="tiff_lzw"),
}


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_every_kind_of_picture_becomes_a_page(make: Callable[[], bytes]) -> None:
    data = make()
    assert _sizes(as_pdf(data, Options())) == [LETTER]
    assert _is_like_the_page(_shown(data))


def test_no_profile_of_other_colors_is_kept() -> None:
    """It would tell how to show colors that are gone, and Pillow's own tell the time."""
    assert b"ICCBased" not in as_pdf(KINDS["tiff, Lab"](), Options())


@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff", "png, clear", "tiff, Lab"])
def test_the_same_file_gives_the_same_pdf(kind: str) -> None:
    data = KINDS[kind]()
    assert as_pdf(data, Options()) == as_pdf(data, Options())


RESOLUTIONS: dict[str, tuple[int | None, tuple[float, float]]] = {
    "as stated": (100, LETTER),
    "finer": (150, (408.0, 528.0)),
    "none": (None, (650.0, 842.0)),
    "that of a screen, which would be a poster": (20, (650.0, 842.0)),
    "that of a stamp": (1200, (650.0, 842.0)),
}


@pytest.mark.parametrize(("dpi", "size"), RESOLUTIONS.values(), ids=RESOLUTIONS)
def test_the_page_is_as_large_as_paper_can_be(dpi: int | None, size: tuple[float, float]) -> None:
    assert _sizes(as_pdf(saved(_page(), "PNG", dpi), Options())) == [size]


def test_each_frame_is_a_page() -> None:
    data = tiff([_page(), _page().rotate(90, expand=True), _page()], 100)
    assert count_frames(data) == 3
    assert _sizes(as_pdf(data, Options())) == [LETTER, LETTER[::-1], LETTER]


def test_frames_that_are_not_selected_stay_empty() -> None:
    data = tiff([_page()] * 3, 100)
    with pikepdf.open(io.BytesIO(as_pdf(data, Options(page_range="2")))) as pdf:
        drawn = [pikepdf.Name.XObject in page.obj.get("/Resources", {}) for page in pdf.pages]
    assert drawn == [False, True, False]


def test_the_limit_of_pages_holds_for_frames() -> None:
    data = tiff([_page()] * 6, 100)
    with pytest.raises(PageLimitExceeded):
        as_pdf(data, Options(max_pages=5))
    assert len(_sizes(as_pdf(data, Options(max_pages=5, page_range="2-6")))) == 6
    with pytest.raises(InvalidPageRange):
        as_pdf(data, Options(page_range="7"))


def _png_header(wide: int, high: int) -> bytes:
    """A PNG that says how large it is, and has nothing of it."""
    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def _large_later_frame() -> bytes:
    small, large = Image.new("1", (10, 10)), Image.new("1", (20_000, MAX_PIXELS // 20_000 + 1))
    return saved(small, "TIFF", 100, save_all=True, append_images=[large], compression="group4")


BROKEN: dict[str, Callable[[], bytes]] = {
    "50,000 by 50,000": lambda: _png_header(50_000, 50_000),
    "more than there are numbers": lambda: _png_header(2**31 - 1, 2**31 - 1),
    "a large frame behind a small one": _large_later_frame,
    "a header alone": lambda: _png_header(100, 100),
    "a truncated png": lambda: KINDS["png"]()[:200],
    "a truncated jpeg": lambda: KINDS["jpeg"]()[:-2000],
    "a truncated tiff": lambda: KINDS["tiff"]()[:2000],
    "the first bytes of a png": lambda: b"\x89PNG\r\n\x1a\n",
    "the first bytes of a jpeg": lambda: b"\xff\xd8\xff\xe0",
    "the first bytes of a tiff": lambda: b"II*\x00\x08\x00\x00\x00",
    "a tiff that runs in a circle": lambda: b"II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00",
    "a png with noise": lambda: KINDS["png"]()[:60] + bytes(range(256)) * 20,
}


@pytest.mark.parametrize("make", BROKEN.values(), ids=BROKEN)
def test_a_broken_picture_is_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises(CorruptFile):
        as_pdf(make(), Options())


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    with pytest.raises(CorruptFile, match="100 megapixels"):
        check(_png_header(50_000, 50_000), None, None, ocr="auto")


def test_a_check_counts_frames_and_sends_pictures_to_ocr() -> None:
    checked = check(tiff([_page()] * 3, 100), "2-3", 5, ocr="auto")
    assert (checked.page_count, checked.selected_pages) == (3, (2, 3))
    assert checked.queue == "ocr"
    with pytest.raises(OcrRequired):
        check(tiff([_page()] * 3, 100), None, None, ocr="off")
    with pytest.raises(PageLimitExceeded):
        check(tiff([_page()] * 6, 100), None, 5, ocr="auto")
