"""A page in doubt -> the better one of two readings."""

from dataclasses import replace

import numpy as np

from apps.engine.document.readers.visibility import find_hidden
from apps.engine.model import PageSize
from apps.engine.page import UNMAPPED, Page

REREAD = "page_reread"
UNRELIABLE = "text_unreliable"
MAX_UNMAPPED = 0.3  # of the glyphs: beyond, what was read is hardly a text


class Second:
    """The second reader of one document; its library is loaded with the first doubtful page."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._reader: object | None = None

    def better(self, page: Page) -> Page:
        """The page as the second reader sees it, where that is more than PDFium saw."""
        other = self._read(page)
        chosen = other if other is not None and _meaning(other) > _meaning(page) else page
        if len(chosen.glyphs) and np.mean(chosen.glyphs.code == UNMAPPED) > MAX_UNMAPPED:
            chosen = replace(chosen, warnings=(*chosen.warnings, UNRELIABLE))
        return chosen

    def _read(self, page: Page) -> Page | None:
        from apps.engine.document.readers.pdfminer import SecondReader

        size = page.size
        try:
            if not isinstance(self._reader, SecondReader):
                self._reader = SecondReader(self._data)
            glyphs, styles, placing = self._reader.read(size.number)
        except Exception:  # the library raises anything at all on broken files
            return None
        shown = PageSize(size.number, placing.width, placing.height, placing.rotation)
        hidden = find_hidden(glyphs, styles, page.drawing, shown, np.full(len(glyphs), -1))
        return replace(page, size=shown, glyphs=hidden, styles=styles, warnings=(REREAD,))


def _meaning(page: Page) -> int:
    """How many glyphs of a page have a meaning."""
    return int(np.count_nonzero(page.glyphs.code != UNMAPPED))
