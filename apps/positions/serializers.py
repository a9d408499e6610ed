"""The bodies of the position routes; the contract calls a position a job."""

from typing import Any

from apps.candidates import serializers as candidates
from apps.candidates.models import Candidate
from apps.candidates.serializers import number
from apps.core.times import iso
from apps.engine import matching
from apps.positions.models import Application, Match, Position, Stage
from apps.positions.requirements import facts_of, requirements_of, weights_of

Body = dict[str, Any]


def position(row: Position, linked: int) -> Body:
    """A position as lists show it; what we add to the reference stands at the end."""
    return {
        "id": str(row.id),
        "title": row.title,
        "description": row.description,
        "required_skills": row.required_skills,
        "nice_to_have_skills": row.nice_to_have_skills,
        "min_experience_years": number(row.min_experience_years),
        "max_experience_years": number(row.max_experience_years),
        "education_level": row.education_level,
        "preferred_locations": row.preferred_locations,
        "salary_min": number(row.salary_min),
        "salary_max": number(row.salary_max),
        "status": row.status,
        "candidate_count": linked,
        "created_at": iso(row.created_at),
        "updated_at": iso(row.updated_at),
        "weights": {name: number(value) for name, value in weights_of(row).items()},
    }


def breakdown(match: Match | None) -> Body | None:
    """The parts of a score; None where there is no score yet."""
    if match is None:
        return None
    return {
        "skills": match.skills,
        "experience": match.experience,
        "education": match.education,
    }


def scored(match: Match | None) -> Body:
    """The score as every body shows it."""
    return {
        "match_score": match.score if match else None,
        "score_breakdown": breakdown(match),
    }


def linked_position(application: Application, match: Match | None) -> Body:
    """A position as a candidate shows it."""
    return {
        "job_id": str(application.position_id),
        "job_title": application.position.title,
        "match_score": match.score if match else None,
        "status": application.status,
        "score_breakdown": breakdown(match),
    }


def linked_candidate(row: Position, application: Application, match: Match | None) -> Body:
    """A candidate as a position shows it, with the reasons of its score."""
    return {
        **candidates.listed(application.candidate),
        **scored(match),
        "pipeline_status": application.status,
        "reasons": reasons(row, application.candidate),
        **moved(application),
    }


def application(row: Application, match: Match | None) -> Body:
    """A place in a pipeline."""
    return {
        "job_id": str(row.position_id),
        "candidate_id": str(row.candidate_id),
        "status": row.status,
        **scored(match),
        **moved(row),
    }


def moved(row: Application) -> Body:
    """When a candidate came into a pipeline, when it was moved last, and by whom."""
    return {
        "linked_at": iso(row.created_at),
        "moved_at": iso(row.updated_at),
        "moved_by": row.by,
    }


def ranked(match: Match, stage: Stage | str | None) -> Body:
    """A candidate in the ranking of a position."""
    return {
        **candidates.listed(match.candidate),
        **scored(match),
        "pipeline_status": stage,
    }


def explained(row: Position, candidate: Candidate, match: Match, stage: str | None) -> Body:
    """A score with all that it was computed from."""
    return {
        "job_id": str(row.pk),
        "candidate_id": str(candidate.pk),
        **scored(match),
        "weights": {name: number(value) for name, value in weights_of(row).items()},
        "pipeline_status": stage,
        "reasons": reasons(row, candidate),
    }


def reasons(row: Position, candidate: Candidate) -> list[Body]:
    """Why a candidate has its score; nothing before its CV was read."""
    if candidate.parsed_at is None:
        return []
    match = matching.explain(requirements_of(row), facts_of(candidate))
    return [one.as_json() for one in match.reasons]
