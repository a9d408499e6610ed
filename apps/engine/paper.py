"""A format without pages -> the pages that LibreOffice prints, for artifacts made of pages."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache

from apps.engine import office
from apps.engine.errors import InvalidOption
from apps.engine.options import Options
from apps.engine.sniff import FLOWS, MediaType

DRAWN = ("annotated_pdf", "tagged_pdf")
"""Artifacts that are the pages of the source with something on them."""
ENDINGS: Mapping[MediaType, str] = {
    MediaType.DOCX: ".docx",
    MediaType.DOC: ".doc",
    MediaType.RTF: ".rtf",
    MediaType.TEXT: ".txt",
}


def refuse_undrawable(media_type: MediaType, formats: Collection[str]) -> bool:
    """Whether pages have to be printed first. Raises InvalidOption where nothing prints them."""
    drawn = [name for name in DRAWN if name in formats]
    if not drawn or media_type not in FLOWS:
        return False
    if not office.is_installed():
        raise InvalidOption(f"{drawn[0]} of a format without pages needs LibreOffice.")
    return True


def print_pages(source: bytes, media_type: MediaType) -> bytes:
    """The file as a PDF. Raises InvalidOption and CorruptFile."""
    refuse_undrawable(media_type, DRAWN)
    return _printed(source, media_type)


@lru_cache(maxsize=1)
def _printed(source: bytes, media_type: MediaType) -> bytes:
    """Kept for the next artifact of the same file: it takes seconds, and no two runs are alike."""
    return office.convert(source, ending=ENDINGS[media_type], to="pdf")


def of_all_pages(options: Options) -> Options:
    """The options for the printed pages: a format without pages is read whole."""
    return replace(options, page_range=None, max_pages=None)
