"""The words beside a number that tell what it is, as patterns."""

import re
import tomllib
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_suffix(".toml")
GAP = r"[\s.:#()-]*(?:no\.?|nr\.?|number)?[\s.:#(]*"  # between a word and the number behind it


@cache
def _words(group: str) -> str:
    words = tomllib.loads(SOURCE.read_text(encoding="utf-8"))[group]
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def before(group: str) -> re.Pattern[str]:
    """A word of the group at the end of a text, in front of a number."""
    return re.compile(rf"(?<!\w)(?:{_words(group)}){GAP}$", re.IGNORECASE)


@cache
def after(group: str) -> re.Pattern[str]:
    """A word of the group at the start of a text, behind a number."""
    return re.compile(rf"\s*(?:{_words(group)})(?!\w)", re.IGNORECASE)
