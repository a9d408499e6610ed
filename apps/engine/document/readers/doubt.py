"""When PDFium's reading of a page is not to be trusted, and the second reader takes over."""

from dataclasses import dataclass

import numpy as np
import pikepdf

from apps.engine.document.readers.content import shows_text
from apps.engine.page import UNMAPPED, Glyphs
from apps.engine.scoring import Feature, score

MAX_UNMAPPED = 0.05  # of the glyphs of a page


@dataclass(frozen=True, slots=True)
class Reading:
    """What PDFium made of a page; `glyphs` is None when it could not load it."""

    glyphs: Glyphs | None
    page: pikepdf.Page
    embedded: bool = False  # whether the glyphs of all its fonts are known to be in the file


def _unmapped(reading: Reading) -> float:
    glyphs = reading.glyphs
    return float(np.mean(glyphs.code == UNMAPPED)) if glyphs is not None and len(glyphs) else 0.0


def _says_text(reading: Reading) -> bool:
    """Whether a page without glyphs has operators that show text."""
    if reading.glyphs is None or len(reading.glyphs):
        return False
    return shows_text(reading.page)


def _lacks_cid_font(reading: Reading) -> bool:
    return not reading.embedded and lacks_cid_font(reading.page)


DOUBT: tuple[Feature[Reading], ...] = (
    Feature("page not loaded", 1, lambda r: r.glyphs is None),
    Feature("many glyphs unmapped", 1, lambda r: _unmapped(r) > MAX_UNMAPPED),
    Feature("text operators but no glyphs", 1, _says_text),
    Feature("CID font neither embedded nor at hand", 1, _lacks_cid_font),
)


def is_doubtful(reading: Reading) -> bool:
    """Whether the second reader should have a look."""
    return score(reading, DOUBT).total > 0


def lacks_cid_font(page: pikepdf.Page) -> bool:
    """Whether a font of the page is composite and its glyphs are not in the file."""
    try:
        resources = page.obj.get("/Resources")
        fonts = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
        if not isinstance(fonts, pikepdf.Dictionary):
            return False
        return any(_lacks_glyphs(font) for _, font in fonts.items())
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return False


def _lacks_glyphs(font: pikepdf.Object) -> bool:
    if not isinstance(font, pikepdf.Dictionary) or font.get("/Subtype") != "/Type0":
        return False
    for descendant in font.get("/DescendantFonts", []):
        if not isinstance(descendant, pikepdf.Dictionary):
            return True
        descriptor = descendant.get("/FontDescriptor")
        if not isinstance(descriptor, pikepdf.Dictionary):
            return True
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            return True
    return False
