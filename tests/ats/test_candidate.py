"""`GET /ats/v1/candidates/{id}`: the whole record, key by key as the reference prints it."""

import pytest

from tests import pdfs
from tests.ats.caller import Caller
from tests.ats.conftest import MakeCaller
from tests.ats.cvs import Cv
from tests.servers.tenant import code_of

REFERENCE = (
    *("id", "full_name", "email", "phone", "location", "current_title", "years_of_experience"),
    *("skills", "languages", "work_history", "education", "certifications", "linkedin_url"),
    *("github_url", "portfolio_url", "ai_summary", "original_filename", "source"),
    *("parsing_status", "parsing_confidence", "parsing_errors", "tags", "jobs"),
    *("created_at", "parsed_at"),
)
"""The keys of the reference, in its order."""

NOT_IDS = ("1", "job_01JX8Y5YJ2M2D8N1AQ5F7Q3KVT", "8b212bcda0d04a08bc29ba932b713ec1", "%00")


def test_all_that_a_cv_says(owner: Caller) -> None:
    candidate = owner.parsed_file("nora.pdf", Cv().pdf())
    assert list(candidate)[: len(REFERENCE)] == list(REFERENCE)
    assert candidate["full_name"] == "Nora Feldweg"
    assert candidate["email"] == "nora.feldweg@example.com"
    assert candidate["phone"] == "+1 415-555-0123"
    assert candidate["location"] == "Portland, Oregon"
    assert candidate["current_title"] == "Software Engineer"
    assert candidate["years_of_experience"] > 13
    assert candidate["skills"] == ["Python", "SQL", "Statistics"]
    assert candidate["languages"] == ["English", "Swedish"]
    assert candidate["work_history"][0] == {
        "company": "Example Works",
        "title": "Software Engineer",
        "start_date": "2014-04",
        "end_date": "present",
        "is_current": True,
        "description": "Built the engine that computes the tables.",
    }
    assert candidate["work_history"][1]["end_date"] == "2014-03"
    assert candidate["education"] == [
        {
            "institution": "University of Nowhere",
            "degree": "Bachelor of Science",
            "field": "Mathematics",
            "start_year": "2008",
            "end_year": "2012",
        }
    ]
    assert candidate["certifications"] == [
        {
            "name": "Certified Kubernetes Administrator",
            "issuer": "The Linux Foundation",
            "date": "November 2020",
        }
    ]
    assert candidate["linkedin_url"] == "https://linkedin.com/in/nora-feldweg"
    assert candidate["github_url"] is None
    assert candidate["ai_summary"].startswith("Nora Feldweg, Software Engineer at Example Works.")
    assert candidate["original_filename"] == "nora.pdf"
    assert candidate["parsing_confidence"] > 0.8
    assert (candidate["parsing_errors"], candidate["tags"], candidate["jobs"]) == (None, [], [])
    assert candidate["parsed_at"] > candidate["created_at"]
    assert candidate["corrections"] == []
    assert candidate["extracted"]["full_name"] == "Nora Feldweg"


def test_a_colleague_sees_it_and_a_stranger_does_not(
    owner: Caller, colleague: Caller, stranger: Caller
) -> None:
    candidate = owner.parsed()
    assert colleague.candidate(candidate["id"]) == candidate
    response = stranger.http.get(f"/candidates/{candidate['id']}")
    assert (response.status_code, code_of(response)) == (404, "not_found")


@pytest.mark.parametrize("text", NOT_IDS)
def test_what_is_no_id_is_not_found(owner: Caller, text: str) -> None:
    assert code_of(owner.http.get(f"/candidates/{text}")) == "not_found"


def test_years_at_another_day(owner: Caller) -> None:
    candidate = owner.parsed_file("nora.pdf", Cv().pdf())
    path = f"/candidates/{candidate['id']}"
    early = owner.get(path, as_of="2014-12-31")["data"]
    assert (early["years_of_experience"], early["as_of"]) == (2.8, "2014-12-31")
    same = owner.get(path, as_of=candidate["as_of"])["data"]
    assert same["years_of_experience"] == candidate["years_of_experience"]
    bad = owner.http.get(path, params={"as_of": "yesterday"})
    assert (bad.status_code, code_of(bad)) == (400, "validation_error")


def test_what_cannot_be_read_has_failed_and_costs_nothing(owner: Caller) -> None:
    response = owner.parse(("empty.pdf", pdfs.font_without_text()))
    if response.status_code == 400:
        assert code_of(response) == "ocr_required"
        return
    candidate = owner.ended(response.json()["candidates"][0]["id"])
    assert candidate["parsing_status"] == "failed"
    [error] = candidate["parsing_errors"]
    assert set(error) == {"code", "message"}
    assert (candidate["full_name"], candidate["skills"], candidate["parsed_at"]) == (None, [], None)
    assert owner.movements(candidate["job_id"]) == [["hold", -1000], ["release", 1000]]


def test_the_record_outlives_the_files_of_its_job(owner: Caller) -> None:
    candidate = owner.parsed()
    job = candidate["job_id"]
    host = owner.service.base_url
    assert owner.http.delete(f"{host}/v1/jobs/{job}").status_code == 204
    assert owner.stored(job) == []
    again = owner.candidate(candidate["id"])
    assert again["parsing_status"] == "completed"
    assert again["full_name"] == candidate["full_name"]
    assert owner.service.ask("files(prefix)", prefix=f"candidates/{candidate['id']}/")


def test_one_may_poll_once_a_second_on_the_smallest_plan(make_caller: MakeCaller) -> None:
    caller = make_caller("free")
    answers = [caller.http.get("/candidates/cand_01JX8Y5YJ2M2D8N1AQ5F7Q3KVT") for _ in range(60)]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].headers["X-RateLimit-Limit"] == "120"
