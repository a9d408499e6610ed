"""Measured from inside a deployment: thousands of candidates made, and scored for one position."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from apps.accounts.models import Organisation
from apps.candidates.models import Candidate
from apps.positions import ranking
from apps.positions.models import Match, Position
from tests.positions.rows import make_candidates, make_position

ASKED: dict[str, Any] = {
    "title": "Senior Backend Engineer",
    "required_skills": [
        {"skill": skill, "weight": weight}
        for skill, weight in (
            *(
                ("Python", 1.0),
                ("PostgreSQL", 0.8),
                ("REST APIs", 0.6),
                ("Project Management", 0.5),
            ),
            *(("AWS or Azure", 0.4), ("English C1", 0.4)),
        )
    ],
    "nice_to_have_skills": [
        {"skill": skill, "weight": 0.5} for skill in ("Docker", "Kafka", "Machine Learning")
    ],
    "min_experience_years": 3.0,
    "max_experience_years": 12.0,
    "education_level": "bachelors",
    "preferred_locations": ["Remote", "Mexico City"],
}
"""A position that asks for as much as positions do."""


def make(organisation: str, resumes: str, count: int) -> float:
    """So many candidates of the resumes in a file, over and over; the mean size of one, in KB."""
    found: list[dict[str, Any]] = json.loads(Path(resumes).read_text(encoding="utf-8"))
    owner = Organisation.objects.get(name=organisation)
    make_candidates(owner, _over_and_over(found, count), timezone.now())
    return sum(len(json.dumps(one)) for one in found) / len(found) / 1000


def _over_and_over(resumes: list[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    return (resumes[number % len(resumes)] for number in range(count))


def position_of(organisation: str) -> str:
    """A position, nobody scored for it yet."""
    owner = Organisation.objects.get(name=organisation)
    return str(make_position(owner, timezone.now(), **ASKED).pk)


def rank(position: str) -> tuple[float, float]:
    """Seconds until every candidate has a score in the table, by the clock and of this process."""
    row = Position.objects.get(pk=position)
    began, worked = time.perf_counter(), time.process_time()
    while ranking.unscored(row).exists():
        ranking.rematch(position_id=row.pk)
    return time.perf_counter() - began, time.process_time() - worked


def change_one(position: str) -> float:
    """Milliseconds to score one candidate anew."""
    match = Match.objects.filter(position__pk=UUID(position)).first()
    assert match is not None
    candidate = Candidate.objects.get(pk=match.candidate_id)
    Candidate.objects.filter(pk=candidate.pk).update(revision=candidate.revision + 1)
    began = time.perf_counter()
    ranking.rematch_candidate(candidate_id=candidate.pk)
    return (time.perf_counter() - began) * 1000


def first_page(position: str) -> tuple[float, str]:
    """Milliseconds of the first hundred of a ranking, and how the database finds them."""
    row = Position.objects.get(pk=position)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    rows = ranking.ranking(row)[:100]
    began = time.perf_counter()
    assert len(list(rows)) == 100
    milliseconds = (time.perf_counter() - began) * 1000
    return milliseconds, rows.explain()
