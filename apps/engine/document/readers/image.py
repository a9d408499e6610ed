"""A picture file (PNG, JPEG, TIFF with its frames) -> a PDF whose pages are its pictures.

From there on it is read like any scan. The PDF is made of the same bytes for the same file, and its
pages are numbered as the frames are; frames that are not selected become empty pages.
"""

import io
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError

from apps.engine.document.page_range import select_pages
from apps.engine.errors import CorruptFile
from apps.engine.options import Options
from apps.engine.sniff import MediaType, sniff

MAX_PIXELS = 100_000_000
"""Of one picture: A3 at 600 dots per inch has 70 million, and needs 280 MB in memory."""

MAX_FRAMES = 1000  # each one is looked at when the file comes
FORMATS = ("PNG", "JPEG", "TIFF")

POINTS = 72.0  # per inch
PAGE_INCHES = (5.0, 18.0)  # the long side of what people print: A5 to A3 and tabloid
USUAL_INCHES = 11.69  # A4: taken where the file says nothing that can be

DAMAGED = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    SyntaxError,  # what Pillow raises over a broken PNG
    EOFError,
    OverflowError,
    MemoryError,
)
"""What Pillow raises over files that are not what they should be."""

TOO_LARGE = "The picture has more than 100 megapixels. Send it with fewer dots per inch."
UNREADABLE = "The picture cannot be read."


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """The picture, its pixels not read yet. Raises CorruptFile for all that goes wrong with it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            Image.MAX_IMAGE_PIXELS = None  # sizes are looked at here, frame by frame
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                yield picture
    except DAMAGED as error:
        raise CorruptFile(UNREADABLE) from error


def _refuse_large(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise CorruptFile(TOO_LARGE)
    if not (picture.width and picture.height):
        raise CorruptFile(UNREADABLE)


def count_frames(data: bytes) -> int:
    """The pages that a picture file has. Reads headers only; raises CorruptFile."""
    with _opened(data) as picture:
        _refuse_large(picture)
        if sniff(data) != MediaType.TIFF:
            return 1
        return _frames_of(picture)


def _frames_of(picture: Image.Image) -> int:
    """How many pictures a TIFF holds; no more than are ever read are looked for."""
    for number in range(1, MAX_FRAMES):
        try:
            picture.seek(number)
        except EOFError:
            return number
    return MAX_FRAMES


def as_pdf(data: bytes, options: Options) -> bytes:
    """The file as a PDF. Raises CorruptFile, InvalidPageRange, PageLimitExceeded."""
    count = count_frames(data)
    selected = select_pages(options.page_range, count, options.max_pages)
    with _opened(data) as picture, pikepdf.new() as pdf:
        for number in range(1, count + 1):
            picture.seek(number - 1)
            _refuse_large(picture)
            if number not in selected:
                pdf.add_blank_page(page_size=_page_size(picture))
                continue
            with pikepdf.open(io.BytesIO(_page(picture, data))) as page:
                pdf.pages.extend(page.pages)
        made = io.BytesIO()
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


def _page(picture: Image.Image, data: bytes) -> bytes:
    """A PDF of one page; a plain JPEG goes into it as it is."""
    wide, high = _page_size(picture)
    content = data if _is_plain_jpeg(picture) else _png(picture)
    import img2pdf  # so are these two, and a check makes no page

    made = img2pdf.convert(
        content,
        layout_fun=lambda *_: (wide, high, wide, high),
        nodate=True,
        engine=img2pdf.Engine.internal,
    )
    return bytes(made or b"")


ORIENTATION = 0x0112  # the tag of EXIF that says which side is up
TURNED = range(5, 9)  # its values with width and height exchanged


def _is_plain_jpeg(picture: Image.Image) -> bool:
    if picture.format != "JPEG" or picture.mode not in ("L", "RGB"):
        return False
    if picture.getexif().get(ORIENTATION, 1) != 1:
        return False
    picture.load()  # a truncated one must not get further
    return True


def _png(picture: Image.Image) -> bytes:
    """The picture upright, on white, in eight bits of gray or three times eight of color."""
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    made = io.BytesIO()
    _flat(upright).save(made, "PNG", compress_level=1, icc_profile=None)  # that was of other colors
    return made.getvalue()


def _flat(picture: Image.Image) -> Image.Image:
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    return FLATTENED.get(picture.mode, _in_color)(picture)


def _in_color(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB")


def _in_gray(picture: Image.Image) -> Image.Image:
    return picture.convert("L")


def _spread(picture: Image.Image) -> Image.Image:
    """Numbers of more than eight bits: the smallest becomes black, the largest white."""
    import numpy as np

    numbers = np.nan_to_num(np.asarray(picture, np.float64))
    low, high = float(numbers.min()), float(numbers.max())
    if high <= low:
        return Image.new("L", picture.size, 255)
    return Image.fromarray(((numbers - low) * (255.0 / (high - low))).astype(np.uint8), "L")


FLATTENED: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "1": _in_gray,
    "L": _in_gray,
    "I": _spread,
    "I;16": _spread,
    "I;16B": _spread,
    "I;16L": _spread,
    "F": _spread,
}
"""How pictures become plain ones, by Pillow's name of what a pixel is; others become RGB."""


def _page_size(picture: Image.Image) -> tuple[float, float]:
    """The size on paper, in points: as the file says, where that can be true."""
    wide, high = picture.size
    if picture.getexif().get(ORIENTATION, 1) in TURNED:
        wide, high = high, wide
    across, down = _resolution(picture)
    return wide * POINTS / across, high * POINTS / down


def _resolution(picture: Image.Image) -> tuple[float, float]:
    """Dots per inch across and down."""
    stated = picture.info.get("dpi", (0, 0))
    try:
        across, down = (float(value) for value in stated)
    except (TypeError, ValueError, ZeroDivisionError):
        across, down = 0.0, 0.0
    if across > 0 and down > 0 and 0.5 <= across / down <= 2.0:
        longest = max(picture.width / across, picture.height / down)
        if PAGE_INCHES[0] <= longest <= PAGE_INCHES[1]:
            return across, down
    usual = max(picture.size) / USUAL_INCHES
    return usual, usual
