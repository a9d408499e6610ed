"""Positions made over HTTP, with the sample of the contract."""

from typing import Any

from tests.ats.caller import Caller

SAMPLE: dict[str, Any] = {
    "title": "Senior Backend Engineer",
    "description": "We are looking for...",
    "required_skills": [
        {"skill": "Python", "weight": 1.0},
        {"skill": "PostgreSQL", "weight": 0.8},
    ],
    "nice_to_have_skills": [{"skill": "Docker", "weight": 0.5}],
    "min_experience_years": 3,
    "max_experience_years": 8,
    "education_level": "bachelors",
    "preferred_locations": ["Remote", "Mexico City"],
    "salary_min": 80000,
    "salary_max": 120000,
}
"""The body of the reference."""

FIELDS = [
    *("id", *SAMPLE, "status", "candidate_count", "created_at", "updated_at", "weights"),
]
"""What every answer shows of a position, in its order."""

SCORED = {"match_score", "score_breakdown", "pipeline_status"}
PARTS = ["skills", "experience", "education"]


def made(caller: Caller, title: str = "Backend Engineer", **facts: Any) -> dict[str, Any]:
    """A position."""
    response = caller.http.post("/jobs", json={"title": title, **facts})
    assert response.status_code == 201, response.text
    data: dict[str, Any] = response.json()["data"]
    return data


def linked(caller: Caller, job: dict[str, Any], candidate: dict[str, Any], **body: str) -> None:
    """A candidate put into a pipeline."""
    response = caller.http.post(f"/jobs/{job['id']}/candidates/{candidate['id']}", json=body)
    assert response.status_code == 201, response.text


def asking(*skills: str) -> list[dict[str, Any]]:
    """Skills to ask for, each of full weight."""
    return [{"skill": skill, "weight": 1.0} for skill in skills]
