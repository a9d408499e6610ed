"""DOOR: `score(requirements, facts)`: what a position asks and what a record says in, a Match out.

`explain` gives the same score with its reasons. Neither can be told a name, an age, a gender, a
nationality, a marital status or a photo.
"""

from apps.engine.matching.facts import Record, read_facts, record_of
from apps.engine.matching.match import explain, score
from apps.engine.matching.model import (
    Facts,
    Level,
    Match,
    Reason,
    Requirements,
    SkillWish,
    Weights,
)

MATCHING_VERSION = 2
"""Rises with every change of a score: rows stored under another version are computed again."""

__all__ = [
    "MATCHING_VERSION",
    "Facts",
    "Level",
    "Match",
    "Reason",
    "Record",
    "Requirements",
    "SkillWish",
    "Weights",
    "explain",
    "read_facts",
    "record_of",
    "score",
]
