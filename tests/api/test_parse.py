"""`POST /v1/parse`: any PDF with the caller's own settings, `result.document` back."""

import httpx
import pytest

from tests import pdfs
from tests.servers.service import Service
from tests.servers.tenant import Tenant, assert_nothing_left, code_of

Fields = dict[str, str | list[str]]

ROUTE = "/v1/parse"
PARSE_COST = 2000

ACCEPTED: dict[str, tuple[Fields, list[str]]] = {
    "nothing": ({}, ["json"]),
    "one format": ({"formats": "markdown"}, ["markdown"]),
    "several": ({"formats": "text,html"}, ["html", "text"]),
    "no artifacts": ({"output_mode": "document"}, []),
    "choices": ({"reading_order": "off", "table_method": "cluster"}, ["json"]),
    "switches": ({"sanitize": "true", "keep_line_breaks": "0"}, ["json"]),
    "separator": ({"markdown_page_separator": "--- %page-number% ---"}, ["json"]),
}
"""Fields, and the formats made for them."""

REFUSED: dict[str, tuple[Fields, str]] = {
    "unknown field": ({"colour": "blue"}, "invalid_request"),
    "unknown choice": ({"reading_order": "zigzag"}, "invalid_request"),
    "no switch": ({"sanitize": "perhaps"}, "invalid_request"),
    "option given twice": ({"table_method": ["default", "cluster"]}, "invalid_request"),
    "inner limit": ({"max_pages": "3"}, "invalid_request"),
    "unknown format": ({"formats": "docx"}, "invalid_request"),
    "two of the Markdown family": (
        {"formats": "markdown,markdown_with_html"},
        "invalid_request",
    ),
    "artifacts that are not made": (
        {"output_mode": "document", "formats": "html"},
        "invalid_request",
    ),
    "unmasked pages of a masked document": (
        {"sanitize": "true", "formats": "annotated_pdf"},
        "invalid_request",
    ),
    "no such page": ({"page_range": "9"}, "invalid_page_range"),
    "long separator": ({"text_page_separator": "-" * 201}, "invalid_request"),
}


def submit(tenant: Tenant, fields: Fields, data: bytes | None = None) -> httpx.Response:
    file = pdfs.resume() if data is None else data
    return tenant.http.post(
        ROUTE, files={"file": ("report.pdf", file, "application/pdf")}, data=fields
    )


def test_answers_as_documented(tenant: Tenant) -> None:
    response = submit(tenant, {})
    body = response.json()
    assert response.status_code == 202
    assert (body["service"], body["cost"]) == ("parse-pdf", PARSE_COST)
    assert tenant.movements(body["job_id"])[0] == ["hold", -PARSE_COST]


@pytest.mark.parametrize(("fields", "formats"), ACCEPTED.values(), ids=ACCEPTED)
def test_makes_what_was_asked_for(
    tenant: Tenant, service: Service, fields: Fields, formats: list[str]
) -> None:
    status = tenant.ended(submit(tenant, fields).json()["job_id"])
    assert status["status"] == "done"
    assert status["result"]["metadata"]["formats"] == formats
    assert set(status["result"]["artifacts"]) == {f"{name}_download" for name in formats}


@pytest.mark.parametrize(("fields", "code"), REFUSED.values(), ids=REFUSED)
def test_refuses_and_leaves_nothing(tenant: Tenant, fields: Fields, code: str) -> None:
    assert code_of(submit(tenant, fields)) == code
    assert_nothing_left(tenant)


def test_the_result_holds_the_document_and_no_resume(tenant: Tenant) -> None:
    result = tenant.ended(submit(tenant, {}).json()["job_id"])["result"]
    assert list(result) == ["document", "artifacts", "metadata"]
    assert result["document"]["fileName"] == "report.pdf"
    assert result["document"]["kids"]


def test_output_mode_artifacts_leaves_the_document_to_the_download(tenant: Tenant) -> None:
    job_id = submit(tenant, {"output_mode": "artifacts"}).json()["job_id"]
    assert "document" not in tenant.ended(job_id)["result"]
    assert tenant.http.get(f"/v1/jobs/{job_id}/download").json()["kids"]


def test_takes_more_pages_than_a_resume_may_have(tenant: Tenant) -> None:
    job_id = submit(tenant, {}, pdfs.resume(pages=12)).json()["job_id"]
    assert tenant.ended(job_id)["result"]["metadata"]["page_count"] == 12


def test_a_sanitized_document_shows_no_address(tenant: Tenant) -> None:
    file = pdfs.resume("Write to hidden.person@example.com")
    job_id = submit(tenant, {"sanitize": "true", "formats": "json,text"}, file).json()["job_id"]
    tenant.ended(job_id)
    for name in ("json", "text"):
        artifact = tenant.http.get(f"/v1/jobs/{job_id}/download", params={"format": name})
        assert "hidden.person" not in artifact.text


def test_jobs_can_be_listed_by_service(tenant: Tenant) -> None:
    job_id = submit(tenant, {}).json()["job_id"]
    tenant.submitted()
    listed = tenant.http.get("/v1/jobs", params={"service": "parse-pdf"}).json()["data"]
    assert [job["job_id"] for job in listed] == [job_id]
