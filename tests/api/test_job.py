"""`GET` and `DELETE /v1/jobs/{id}`: the status with its result, its errors, its end."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest

from tests import pdfs
from tests.api.conftest import MakeTenant
from tests.contract import PLANS, RESUME_COST
from tests.servers.service import Service
from tests.servers.tenant import Tenant, code_of

Finished = tuple[Tenant, str]

SUMMARY = (
    *("job_id", "status", "service", "request_id", "cost"),
    *("created_at", "started_at", "finished_at", "expires_at"),
)
RESUME_KEYS = {
    *("candidate", "contact", "skills", "experience", "education", "sections", "ats"),
    *("projects", "certifications", "languages", "awards", "publications", "volunteering"),
}
SETTINGS = {
    "output_mode": "all",
    "use_struct_tree": True,
    "sanitize": False,
    "reading_order": "xycut",
    "table_method": "cluster",
    "keep_line_breaks": True,
    "include_header_footer": False,
}
"""What the contract fixes for resumes; `metadata` repeats it."""


def _status(finished: Finished) -> dict[str, Any]:
    tenant, job_id = finished
    status: dict[str, Any] = tenant.http.get(f"/v1/jobs/{job_id}").json()
    return status


def test_a_waiting_job_has_a_status_and_no_result(tenant: Tenant, service: Service) -> None:
    with service.paused("worker"):
        submitted = tenant.submit().json()
        status = tenant.http.get(f"/v1/jobs/{submitted['job_id']}").json()
    assert tuple(status) == (*SUMMARY, "links")
    assert status["status"] == "queued"
    assert status["started_at"] is status["finished_at"] is None
    assert status["request_id"] == submitted["request_id"]
    assert status["links"] == submitted["links"]


def test_a_finished_job_has_its_result(finished: Finished) -> None:
    status = _status(finished)
    assert tuple(status) == (*SUMMARY, "result", "links")
    assert (status["status"], status["service"]) == ("done", "resume-parse")
    assert status["cost"] == RESUME_COST
    link = f"/v1/jobs/{status['job_id']}"
    assert status["links"] == {"status": link, "download": f"{link}/download"}
    assert set(status["result"]) == {"resume", "raw", "artifacts", "metadata", "evidence"}
    assert set(status["result"]["resume"]) >= RESUME_KEYS


def test_the_result_holds_what_the_resume_says(finished: Finished) -> None:
    resume = _status(finished)["result"]["resume"]
    assert resume["candidate"]["name"] == pdfs.NAME
    assert resume["contact"]["emails"] == [pdfs.EMAIL]
    assert "Python" in resume["skills"]
    assert resume["experience"][0]["company"] == "Example Works"
    confidence = resume["ats"]["confidence"]
    assert set(confidence) == {"name", "contact", "sections", "overall"}
    others = [confidence[name] for name in ("name", "contact", "sections")]
    assert confidence["overall"] == pytest.approx(sum(others) / 3, abs=0.006)


def test_the_result_says_where_each_value_stands(finished: Finished) -> None:
    evidence = _status(finished)["result"]["evidence"]
    [place] = evidence["/candidate/name"]
    assert (place["page"], place["text"]) == (1, pdfs.NAME)
    left, bottom, right, top = place["boundingBox"]
    assert 0 <= left < right <= 596
    assert 0 <= bottom < top <= 842


def test_the_result_lists_its_artifacts_and_settings(finished: Finished) -> None:
    result = _status(finished)["result"]
    link = f"/v1/jobs/{finished[1]}/download?format="
    made = ("markdown", "json", "text", "html", "annotated_pdf")
    assert result["artifacts"] == {f"{name}_download": f"{link}{name}" for name in made}
    metadata = result["metadata"]
    assert {name: metadata[name] for name in SETTINGS} == SETTINGS
    assert metadata["formats"] == ["json", "markdown", "text", "html", "annotated_pdf"]
    assert metadata["page_count"] == 1
    assert metadata["engine_version"]
    assert metadata["as_of"] == _status(finished)["created_at"][:10]
    assert len(metadata["input_sha256"]) == 64


def test_the_document_tree_is_that_of_the_file(finished: Finished) -> None:
    document = _status(finished)["result"]["raw"]["document"]
    assert document["fileName"] == "resume.pdf"
    assert document["numberOfPages"] == 1
    assert document["kids"]
    assert {"type", "id", "pageNumber", "boundingBox"} <= set(document["kids"][0])


def test_the_moments_follow_each_other(finished: Finished) -> None:
    status = _status(finished)
    created, started, ended, expires = (
        datetime.fromisoformat(status[f"{name}_at"])
        for name in ("created", "started", "finished", "expires")
    )
    assert created <= started <= ended < expires


@pytest.mark.parametrize("plan", PLANS)
def test_results_stay_as_long_as_the_plan_says(
    make_tenant: MakeTenant, service: Service, plan: str
) -> None:
    with service.paused("worker"):
        job_id = make_tenant(plan).submitted()
    seconds = service.ask(
        "(lambda job: (job.expires_at - job.created_at).total_seconds())(Job.objects.get(id=job))",
        job=job_id,
    )
    assert seconds == PLANS[plan][3] * 3600


def test_the_same_file_gives_the_same_result(tenant: Tenant) -> None:
    first, second = (tenant.ended(tenant.submitted()) for _ in range(2))
    for status in (first, second):
        del status["result"]["artifacts"]
    assert first["result"] == second["result"]


def test_a_job_that_cannot_be_parsed_fails_and_costs_nothing(
    tenant: Tenant, service: Service
) -> None:
    """Its font is there and no text is shown with it: only the parse can see that."""
    job_id = tenant.submitted(pdfs.font_without_text())
    status = tenant.ended(job_id)
    assert tuple(status) == (*SUMMARY, "error", "links")
    assert status["status"] == "failed"
    assert status["error"] == {
        "code": "ocr_required",
        "message": "This PDF appears to require OCR before it can be parsed.",
        "type": "invalid_request_error",
        "request_id": status["request_id"],
    }
    assert status["links"] == {"status": f"/v1/jobs/{job_id}"}
    assert tenant.movements(job_id) == [["hold", -RESUME_COST], ["release", RESUME_COST]]
    assert code_of(tenant.http.get(f"/v1/jobs/{job_id}/download")) == "job_not_finished"
    assert service.ask("Artifact.objects.filter(job_id=job).count()", job=job_id) == 0


def test_deleting_a_waiting_job_cancels_it(tenant: Tenant, service: Service) -> None:
    with service.paused("worker"):
        job_id = tenant.submitted()
        deleted = tenant.http.delete(f"/v1/jobs/{job_id}")
        assert (deleted.status_code, deleted.content) == (204, b"")
        _is_gone(tenant, job_id)
        assert tenant.movements(job_id) == [["hold", -RESUME_COST], ["release", RESUME_COST]]
    tenant.done()  # the worker has come past the cancelled one
    _is_gone(tenant, job_id)
    assert len(tenant.movements(job_id)) == 2


def test_deleting_a_finished_job_erases_it(tenant: Tenant, service: Service) -> None:
    job_id = tenant.done()
    assert tenant.http.delete(f"/v1/jobs/{job_id}").status_code == 204
    _is_gone(tenant, job_id)
    assert tenant.movements(job_id) == [["hold", -RESUME_COST], ["settle", 0]]
    assert service.ask("Artifact.objects.filter(job_id=job).count()", job=job_id) == 0
    assert service.ask("Job.objects.get(id=job).upload.file_name", job=job_id) == ""


def test_deleting_a_failed_job_erases_it(tenant: Tenant) -> None:
    job_id = tenant.submitted(pdfs.font_without_text())
    assert tenant.ended(job_id)["status"] == "failed"
    assert tenant.http.delete(f"/v1/jobs/{job_id}").status_code == 204
    _is_gone(tenant, job_id)
    assert len(tenant.movements(job_id)) == 2


def test_deleting_at_once_gives_the_credits_back_once(tenant: Tenant, service: Service) -> None:
    with service.paused("worker"):
        job_id = tenant.submitted()
        with ThreadPoolExecutor(20) as pool:
            answers = pool.map(lambda _: tenant.http.delete(f"/v1/jobs/{job_id}"), range(20))
        statuses = Counter(answer.status_code for answer in answers)
    assert statuses[204] == 1
    assert set(statuses) <= {204, 404, 409}
    assert tenant.movements(job_id) == [["hold", -RESUME_COST], ["release", RESUME_COST]]
    _is_gone(tenant, job_id)


def _is_gone(tenant: Tenant, job_id: str) -> None:
    for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/download"), ("GET", "?wait=1")):
        assert code_of(tenant.http.request(method, f"/v1/jobs/{job_id}{path}")) == "job_not_found"
    assert job_id not in tenant.http.get("/v1/jobs?limit=100").text
    assert tenant.stored(job_id) == []


def test_retention_erases_the_files_and_keeps_the_status(
    make_tenant: MakeTenant, service: Service
) -> None:
    free = make_tenant("free")
    job_id = free.done()
    later = "housekeeping.expire(now=timezone.now() + timedelta(minutes={}))"
    service.ask(later.format(59))
    assert free.http.get(f"/v1/jobs/{job_id}").json()["status"] == "done"
    service.ask(later.format(61))
    status = free.http.get(f"/v1/jobs/{job_id}").json()
    assert tuple(status) == (*SUMMARY, "links")
    assert status["status"] == "expired"
    assert free.stored(job_id) == []
    assert code_of(free.http.get(f"/v1/jobs/{job_id}/download")) == "artifact_expired"
    assert free.movements(job_id) == [["hold", -RESUME_COST], ["settle", 0]]
