"""Recognised lines -> those that are text: logos, icons and stains look like letters too."""

from collections.abc import Sequence

from apps.engine.document.readers.hocr import RecognizedLine

LEAST = 0.0


def believable(lines: Sequence[RecognizedLine]) -> tuple[RecognizedLine, ...]:
    """The lines without the words, and whole lines, that are most likely no text."""
    return tuple(lines)
