"""`GET /v1/openapi.json`: a valid description, and answers that are what it says."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types
from openapi_spec_validator import OpenAPIV31SpecValidator

from apps.core.ids import new_id
from config.urls import urlpatterns
from tests import pdfs
from tests.servers.service import Service
from tests.servers.tenant import SUBMIT, Tenant
from tests.test_docs import methods, routes

Json = dict[str, Any]

FORM = {
    *(
        "file",
        "file_name",
        "accept_formats",
        "ocr",
        "ocr_languages",
        "page_range",
        "formats",
        "retention_seconds",
        "delete_after_download",
    ),
    *("webhook_url", "webhook_secret", "webhook_events"),
}
OPERATIONS = {
    "/v1/resume/parse": {"post"},
    "/v1/jobs": {"get"},
    "/v1/jobs/{job_id}": {"get", "delete"},
    "/v1/jobs/{job_id}/download": {"get"},
}


@pytest.fixture
def description(nobody: httpx.Client) -> Json:
    response = nobody.get("/v1/openapi.json")
    assert response.status_code == 200
    body: Json = response.json()
    return body


FACES = ("/v1/", "/ats/v1/")
UNDESCRIBED = {"/v1/openapi.json", "/ats/v1/openapi.json", "/ats/v1/files/{token}"}
"""The descriptions themselves, and where signed links lead: nobody makes such an address."""


@pytest.mark.parametrize("face", FACES)
def test_is_valid(nobody: httpx.Client, face: str) -> None:
    answer = nobody.get(f"{face}openapi.json")
    assert answer.headers["content-type"] == "application/vnd.oai.openapi+json"
    assert answer.json()["openapi"].startswith("3.1.")
    OpenAPIV31SpecValidator(answer.json()).validate()


@pytest.mark.parametrize("face", FACES)
def test_describes_every_route_once(nobody: httpx.Client, face: str) -> None:
    described = nobody.get(f"{face}openapi.json").json()["paths"]
    served = {
        path: {method.lower() for method in methods(pattern)}
        for path, pattern in routes(urlpatterns)
        if path.startswith(face) and path not in UNDESCRIBED
    }
    assert {path: set(item) for path, item in described.items()} == served


@pytest.mark.parametrize("face", FACES)
def test_errors_are_those_of_the_face(service: Service, nobody: httpx.Client, face: str) -> None:
    found = nobody.get(f"{face}openapi.json").json()
    refusal = httpx.get(f"{service.base_url}{face}usage").json()
    Draft202012Validator({**found, **found["components"]["schemas"]["Error"]}).validate(refusal)
    for item in found["paths"].values():
        for operation in item.values():
            schema = operation["responses"]["401"]["content"]["application/json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/Error"}


def test_asks_for_a_key_everywhere(description: Json) -> None:
    schemes = description["components"]["securitySchemes"].values()
    assert {scheme["type"] for scheme in schemes} <= {"http", "apiKey"}
    for path, verbs in OPERATIONS.items():
        for method in verbs:
            operation = description["paths"][path][method]
            assert operation.get("security", description.get("security"))
            assert "401" in operation["responses"]


def test_describes_the_form(description: Json) -> None:
    body = description["paths"][SUBMIT]["post"]["requestBody"]["content"]["multipart/form-data"]
    assert set(body["schema"]["properties"]) == FORM
    assert body["schema"]["required"] == ["file"]


def _answers(tenant: Tenant, service: Service) -> Iterator[tuple[str, str, httpx.Response]]:
    """Path, method and answer of one request for each documented status that can be had."""
    one, download = "/v1/jobs/{job_id}", "/v1/jobs/{job_id}/download"
    http, nobody = tenant.http, {"Authorization": "Bearer none"}
    done, failed = tenant.done(), tenant.submitted(pdfs.font_without_text())
    tenant.ended(failed)
    for job_id in (done, failed, "job_1"):
        yield one, "get", http.get(f"/v1/jobs/{job_id}")
        yield download, "get", http.get(f"/v1/jobs/{job_id}/download")
    yield download, "get", http.get(f"/v1/jobs/{done}/download?format=x")
    yield download, "get", http.get(f"/v1/jobs/{done}/download", headers={"Range": "bytes=0-1"})
    yield download, "get", http.get(f"/v1/jobs/{done}/download", headers={"Range": "bytes=9-1"})
    yield one, "get", http.get(f"/v1/jobs/{done}?wait=x")
    yield one, "get", http.get(f"/v1/jobs/{done}", headers=nobody)
    yield "/v1/jobs", "get", http.get("/v1/jobs")
    yield "/v1/jobs", "get", http.get("/v1/jobs?page=x")
    with service.paused("worker"):
        yield SUBMIT, "post", tenant.submit(key="k")
        yield SUBMIT, "post", tenant.submit(key="k", name="other.pdf")
        yield one, "get", http.get(tenant.submit().json()["links"]["status"])
    yield SUBMIT, "post", tenant.submit(b"no PDF")
    yield SUBMIT, "post", http.post(SUBMIT, json={})
    yield one, "delete", http.delete(f"/v1/jobs/{done}")
    yield one, "delete", http.delete(f"/v1/jobs/{new_id('job')}")


def test_answers_are_as_described(tenant: Tenant, service: Service, description: Json) -> None:
    seen = set()
    for path, method, answer in _answers(tenant, service):
        seen.add(answer.status_code)
        documented = description["paths"][path][method]["responses"]
        assert str(answer.status_code) in documented, (method, path, answer.status_code)
        content = documented[str(answer.status_code)].get("content", {})
        if schema := content.get("application/json", {}).get("schema"):
            validator = Draft202012Validator({**description, **schema})
            validator.validate(answer.json())
    assert seen >= {200, 202, 204, 206, 400, 401, 404, 409, 415, 416}
