"""File names: what a caller gave, made safe to store, to show and to send in a header."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath

from apps.engine.sniff import MediaType

MAX_LENGTH = 120  # characters
FALLBACK = "document.pdf"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|;%]+')


ENDINGS: Mapping[str, str] = {
    MediaType.PDF: ".pdf",
    MediaType.DOCX: ".docx",
    MediaType.DOC: ".doc",
    MediaType.RTF: ".rtf",
    MediaType.TEXT: ".txt",
    MediaType.PNG: ".png",
    MediaType.JPEG: ".jpg",
    MediaType.TIFF: ".tiff",
}


def safe_name(given: str | None, media_type: str = MediaType.PDF) -> str:
    """A plain file name: no folders, control characters or quotes, at most 120 characters.

    `media_type` gives a file without a name its ending.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\\\cv\\\\Zoë.pdf"), safe_name("")
    ('passwd', 'Zoë.pdf', 'document.pdf')
    """
    text = unicodedata.normalize("NFC", given or "").replace("\\", "/")
    text = _UNSAFE.sub(" ", PurePosixPath(text).name).strip(" .")
    if not text:
        return PurePosixPath(FALLBACK).stem + ENDINGS[media_type]
    stem, suffix = PurePosixPath(text).stem, PurePosixPath(text).suffix[:10]
    name = (stem[: MAX_LENGTH - len(suffix)] + suffix).strip(" .")
    return name if name == text else safe_name(name, media_type)  # a cut may bare a blank
