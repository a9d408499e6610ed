"""The full-text search over candidates: words in, the candidates that have all of them out.

Words are folded here, the same way for what is kept and for what is asked, so that both databases
see nothing but plain words and give the same answers. A word that ends with * stands for its
beginning.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from apps.candidates.models import Candidate, CandidateQuerySet, CandidateWords
from apps.candidates.projection import storable

MAX_WORD = 60
"""Characters of a word that count; PostgreSQL takes no more than 2,046 bytes."""

MAX_BYTES = 500_000
"""Of all words of one candidate; a CV has some thousand, and PostgreSQL takes no more than a
million."""

SIGNS = (("c++", "cplusplus"), ("c#", "csharp"), ("f#", "fsharp"), (".net", " dotnet"))
"""Names whose signs are all that tells them from other words."""

_WORD = re.compile(r"[^\W_]+")
_ASKED = re.compile(r"([^\W_]+)(\*?)")


def words_of(text: str) -> list[str]:
    """The words of a text, folded: no case, no accents.

    >>> words_of("Zoë Müller-Weiß, C++ & Node.js")
    ['zoe', 'muller', 'weiss', 'cplusplus', 'node', 'js']
    """
    return [word[:MAX_WORD] for word in _WORD.findall(_folded(text))]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", storable(text).casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    for sign, name in SIGNS:
        plain = plain.replace(sign, name)
    return plain


def index(candidate: Candidate) -> None:
    """Make a candidate findable by what it says now. Call where that was changed."""
    words = dict.fromkeys(word for text in _texts(_shown(candidate)) for word in words_of(text))
    text = _bounded(" ".join(words))
    CandidateWords.objects.update_or_create(candidate=candidate, defaults={"text": text})


def _bounded(text: str) -> str:
    data = text.encode()
    if len(data) <= MAX_BYTES:
        return text
    return data[:MAX_BYTES].decode(errors="ignore").rpartition(" ")[0]


def having(rows: CandidateQuerySet, asked: str) -> CandidateQuerySet:
    """Of these candidates, those who have every word that is asked for; all, for no word."""
    words = [(word[:MAX_WORD], bool(star)) for word, star in _ASKED.findall(_folded(asked))]
    if not words:
        return rows
    sql, query = QUERIES[connection.vendor]
    found = RawSQL(sql, [query(words)])  # noqa: S611 - the words are letters, and a parameter
    return rows.filter(pk__in=found)


Words = list[tuple[str, bool]]
"""Each with whether it is but a beginning."""


def _tsquery(words: Words) -> str:
    return " & ".join(f"'{word}'{':*' if star else ''}" for word, star in words)


def _fts5_query(words: Words) -> str:
    return " AND ".join(f'"{word}"{"*" if star else ""}' for word, star in words)


QUERIES: Mapping[str, tuple[str, Callable[[Words], str]]] = {
    "postgresql": (
        "SELECT candidate_id FROM candidates_candidatewords"
        " WHERE array_to_tsvector(string_to_array(text, ' ')) @@ %s::tsquery",
        _tsquery,
    ),
    "sqlite": (
        "SELECT kept.candidate_id FROM candidates_search"
        " JOIN candidates_candidatewords kept ON kept.id = candidates_search.rowid"
        " WHERE candidates_search MATCH %s",
        _fts5_query,
    ),
}
"""How each database is asked, with the index that apps/candidates/migrations made."""


def forget() -> None:
    """Let SQLite's index drop what was deleted from it: until then it is only marked so."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO candidates_search(candidates_search) VALUES ('optimize')")


SHOWN = (
    *("full_name", "email", "phone", "location", "current_title", "skills", "languages"),
    *("work_history", "education", "certifications", "ai_summary", "original_filename"),
    *("linkedin_url", "github_url", "portfolio_url"),
)


def _shown(candidate: Candidate) -> list[Any]:
    """What is searched: the columns as they stand, and the running text of the CV's sections."""
    sections = (candidate.resume or {}).get("sections")
    return [*(getattr(candidate, name) for name in SHOWN), sections]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _all(value.values())
    elif isinstance(value, list):
        yield from _all(value)


def _all(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield from _texts(value)
