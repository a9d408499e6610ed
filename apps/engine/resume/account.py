"""What was taken of a document in, what was not out: no line is lost without a word."""

from collections.abc import Iterable, Sequence

from apps.engine.model import Document, Line
from apps.engine.resume.dates import find_dates
from apps.engine.resume.evidence import Evidence
from apps.engine.resume.heading_words import heading_key, known_headings
from apps.engine.resume.model import Json
from apps.engine.resume.pieces import label_kind
from apps.engine.resume.rows import content_lines
from apps.engine.resume.sections import CLOSING, Section
from apps.engine.resume.vocabulary.load import fold, members
from apps.engine.resume.write import Person

HANDLE_LENGTH = 4
"""Letters: a shorter word may repeat a name by chance."""


def account(
    document: Document, sections: Sequence[Section], evidence: Evidence, person: Person
) -> dict[str, Json]:
    """The share of lines that stand in a field or section, and the other lines."""
    spans = [s.heading.cell.span for s in sections if s.heading is not None]
    headings = {part.line for span in spans for part in (span.parts or (span,))}
    closing = {row.line.id for s in sections if s.kind == CLOSING for row in s.rows}
    claimed = evidence.lines | headings | closing
    known = _known_words(person)
    lines = list(content_lines(document))
    loose = [line for line in lines if line.id not in claimed and not _says_nothing(line, known)]
    unassigned: list[Json] = [{"page": line.page, "text": line.text} for line in loose]
    warnings: list[Json] = list(document.warnings)
    return {
        "coverage": round(1 - len(loose) / len(lines), 4) if lines else 1.0,
        "unassigned": unassigned,
        "warnings": warnings,
    }


def _known_words(person: Person) -> tuple[str, ...]:
    """Name, e-mails and pages in letters and digits only."""
    texts = [email.value.split("@")[0] for email in person.emails]
    texts += [link.value[1] for link in person.links]
    texts += [person.name.value] if person.name else []
    return tuple(_squeezed(text) for text in texts)


def _squeezed(text: str) -> str:
    return fold(text).replace(" ", "")


def _says_nothing(line: Line, known: Sequence[str]) -> bool:
    """Signs only, a label without its value, the paper's title or edition, or said elsewhere."""
    text = line.text
    if label_kind(text.strip(": ")) is not None or _is_edition(text):
        return True
    if known_headings().get(heading_key(text)) == "title" or not any(map(str.isalnum, text)):
        return True
    return len(text.split()) == 1 and _repeats(_squeezed(text), known)


def _is_edition(text: str) -> bool:
    """ "Last updated in June 2025"."""
    dates = find_dates(text)
    bare = text[: dates[0].start] + text[dates[-1].end :] if dates else text
    return bool(dates) and fold(bare) in members("labels", "edition")


def _repeats(word: str, known: Iterable[str]) -> bool:
    """The name of an account, of a name's letters in their order, or part of a page's address."""
    if len(word) < HANDLE_LENGTH:
        return False
    return any(word in text or (text[:1] == word[:1] and _is_within(word, text)) for text in known)


def _is_within(word: str, text: str) -> bool:
    letters = iter(text)
    return all(letter in letters for letter in word)
