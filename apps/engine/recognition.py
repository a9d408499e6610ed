"""What OCR can read here: which languages tesseract has, and whether it is there at all.

DOOR: asked before a file is read, also by those who only take it in; and afterwards what was read.
"""

import re
from functools import cache
from pathlib import Path

from apps.engine.errors import CorruptFile, InvalidOption
from apps.engine.external import find, run
from apps.engine.model import Document
from apps.engine.options import Options

LANGUAGES = re.compile(r"[A-Za-z_]{3,20}(?:\+[A-Za-z_]{3,20}){0,7}")
"""Names as tesseract has them, at most eight: each one costs time on every page."""

INTERNAL = frozenset({"osd", "equ", "snum"})  # tesseract's own, which are no languages
ASKING_SECONDS = 60.0
"""To start a program whose priority is the lowest, on a busy machine; else it takes 20 ms."""


def is_installed() -> bool:
    """Whether pages without text can be read."""
    return find("tesseract") is not None


def installed_languages() -> tuple[str, ...]:
    """The languages that can be read, sorted; none without tesseract, or where it cannot tell."""
    return tuple(name for name in _models() if name not in INTERNAL)


def turns_pages() -> bool:
    """Whether it can be told which side of a page is up."""
    return "osd" in _models()


def _models() -> tuple[str, ...]:
    program = find("tesseract")
    if program is None:
        return ()
    try:
        return _listed(program)
    except CorruptFile:
        return ()


@cache
def _listed(program: Path) -> tuple[str, ...]:
    """What tesseract has models of. Raises CorruptFile when it does not say: it is asked again."""
    said = run([str(program), "--list-langs"], given=b"", seconds=ASKING_SECONDS)
    names = said.decode(errors="replace").splitlines()[1:]  # the first line says where they are
    return tuple(sorted(name for name in names if LANGUAGES.fullmatch(name)))


def check_languages(text: str) -> tuple[str, ...]:
    """The languages named in an option. Raises InvalidOption for what is none, or not there.

    Where tesseract is not installed at all, nothing is said about single languages: another machine
    reads the file.
    """
    known = installed_languages()
    if not LANGUAGES.fullmatch(text):
        there = f" Installed: {', '.join(known)}." if known else ""
        raise InvalidOption(f"ocr_languages must be languages joined by +, as in eng+deu.{there}")
    asked = tuple(dict.fromkeys(text.split("+")))
    missing = [name for name in asked if name not in known]
    if known and missing:
        raise InvalidOption(
            f"The OCR language {missing[0]} is not installed here. Installed: {', '.join(known)}."
        )
    return asked


DECIMALS = 3  # of a confidence


def facts(document: Document, options: Options) -> dict[str, object] | None:
    """What a report says of OCR: the pages it read words on, and how sure it is of them, from 0 to
    1, the mean over all words. None where it read nothing."""
    words = document.recognized
    if not words:
        return None
    sure = sum(word.confidence for word in words) / len(words)
    return {
        "mode": options.ocr,
        "pages": list(dict.fromkeys(word.page for word in words)),
        "languages": options.ocr_languages.split("+"),
        "confidence": round(sure, DECIMALS),
    }
