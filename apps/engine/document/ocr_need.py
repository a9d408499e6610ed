"""Whether a page needs OCR: it shows something, but no text that could be read."""

import numpy as np

from apps.engine.page import VISIBLE, Page

FEW_GLYPHS = 60  # a stamp, a page number or the mark of an app on a scan
SCAN_SHARE = 0.5  # of the page that pictures cover, where it has only so few glyphs


def shows_no_text(page: Page) -> bool:
    """Whether a page shows something, but no text, or next to none beside a scan."""
    glyphs = page.glyphs
    visible = int(np.count_nonzero((glyphs.hidden == VISIBLE) & (glyphs.code > ord(" "))))
    if not visible:
        return page.objects > 0
    area = page.size.width * page.size.height
    pictures = sum(p.box.width * p.box.height for p in page.drawing.pictures)
    return visible < FEW_GLYPHS and pictures >= SCAN_SHARE * area
