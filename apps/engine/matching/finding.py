"""What to look for and the statements of a record in, where each skill is named out."""

from collections.abc import Sequence
from typing import NamedTuple

from apps.engine.matching.asked import Search, Term
from apps.engine.matching.model import Place, Statement
from apps.engine.matching.relations import Link, Phrase, longer_phrases, skill_named
from apps.engine.matching.words import phrase_of, words_of

PLACES = tuple(Place)
"""The order in which evidence is shown: where skills are listed first."""


class Hit(NamedTuple):
    """A term and the statement that holds it."""

    term: Term
    statement: Statement


def find(search: Search, statements: Sequence[Statement]) -> tuple[tuple[Hit, ...], ...]:
    """For every skill that is asked for, the hits, the best first."""
    hits: list[list[Hit]] = [[] for _ in search.asked]
    wanted = search.terms
    for statement in statements:
        words = words_of(statement.text)
        if wanted.keys().isdisjoint(words):
            continue
        for at, word in enumerate(words):
            if word in wanted:
                for term in wanted[word]:
                    if _holds(term, statement, words, at):
                        hits[term.wish].append(Hit(term, statement))
    return tuple(tuple(_best_first(found)) for found in hits)


def _best_first(hits: list[Hit]) -> list[Hit]:
    if len(hits) > 1:
        hits.sort(key=lambda hit: (-hit.term.rule.credit, hit.term.wording.link, _place(hit)))
    return hits


def _place(hit: Hit) -> int:
    return PLACES.index(hit.statement.place)


def _holds(term: Term, statement: Statement, words: list[str], at: int) -> bool:
    """Whether the phrase stands here, and as the skill that it names."""
    listed = statement.place is Place.SKILLS
    if not (_stands(term.phrase, words, at) or (listed and _is_all(term.phrase, statement))):
        return False
    pattern = term.listed if listed else term.running
    if pattern is not None and pattern.search(statement.text) is None:
        return False
    if term.wording.link is Link.TITLE:
        return statement.place is Place.TITLE
    return not _is_part_of_another(term, words, at)


def _stands(phrase: Phrase, words: list[str], at: int) -> bool:
    """Whether the phrase goes on here as it began, with no sign between its words."""
    length = len(phrase)
    return length == 1 or tuple(words[at : at + length]) == phrase


def _is_all(phrase: Phrase, statement: Statement) -> bool:
    """Whether a listed skill is the phrase and no more, with signs or not: "Safety (HACCP)"."""
    return phrase_of(statement.text) == phrase


def _is_part_of_another(term: Term, words: list[str], at: int) -> bool:
    """Within the name of another skill: "Spring" in "Spring Boot", "security" in "IT security".

    A skill that nobody has listed may be what longer names are made of: "testing".
    """
    if skill_named(term.wording.way[0]) is None:
        return False
    end = at + len(term.phrase)
    for phrase, skill in longer_phrases().get(term.phrase[0], ()):
        if len(phrase) <= len(term.phrase) or skill == term.wording.way[0]:
            continue
        for start in range(max(0, end - len(phrase)), at + 1):
            if tuple(words[start : start + len(phrase)]) == phrase:
                return True
    return False
