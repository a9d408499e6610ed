"""The languages that OCR can read on this machine."""

from functools import cache

from apps.engine import external
from apps.engine.errors import CorruptFile

LISTING_SECONDS = 10.0
NOT_LANGUAGES = frozenset({"osd", "equ"})
"""Data of tesseract's for other purposes: the direction of a script, formulas."""


@cache
def installed() -> frozenset[str]:
    """Their names as tesseract has them; none where it is not here, and so cannot be asked."""
    program = external.find("tesseract")
    if program is None:
        return frozenset()
    try:
        told = external.run([str(program), "--list-langs"], given=b"", seconds=LISTING_SECONDS)
    except CorruptFile:
        return frozenset()
    _, *names = told.decode().split("\n")  # the first line says what the others are
    return frozenset(name.strip() for name in names if name.strip()) - NOT_LANGUAGES
