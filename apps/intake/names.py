"""File names: what a caller gave, made safe to store, to show and to send in a header."""

import re
import unicodedata
from pathlib import PurePosixPath

MAX_LENGTH = 120  # characters
FALLBACK = "document.pdf"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|;%]+')


def safe_name(given: str | None) -> str:
    """A plain file name: no folders, control characters or quotes, at most 120 characters.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\\\cv\\\\Zoë.pdf"), safe_name("")
    ('passwd', 'Zoë.pdf', 'document.pdf')
    """
    text = unicodedata.normalize("NFC", given or "").replace("\\", "/")
    text = _UNSAFE.sub(" ", PurePosixPath(text).name).strip(" .")
    if not text:
        return FALLBACK
    stem, suffix = PurePosixPath(text).stem, PurePosixPath(text).suffix[:10]
    return stem[: MAX_LENGTH - len(suffix)] + suffix
