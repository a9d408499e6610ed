"""Every route of the document face: who may call it, with which method, and where it answers."""

from collections.abc import Iterator

import httpx
import pytest

from apps.core.ids import new_id
from tests.api.conftest import MakeTenant, Route
from tests.contract import SENTENCES
from tests.servers.service import Service
from tests.servers.tenant import Tenant, code_of

ROUTES: tuple[Route, ...] = (
    ("POST", "/v1/resume/parse"),
    ("GET", "/v1/jobs"),
    ("GET", "/v1/jobs/{job}"),
    ("DELETE", "/v1/jobs/{job}"),
    ("GET", "/v1/jobs/{job}/download"),
)
OWN: tuple[Route, ...] = tuple(route for route in ROUTES if "{job}" in route[1])
"""Routes about one job, which exists for its owner only."""

WRONG_METHODS: tuple[Route, ...] = (
    ("GET", "/v1/resume/parse"),
    ("PUT", "/v1/resume/parse"),
    ("POST", "/v1/jobs"),
    ("DELETE", "/v1/jobs"),
    ("POST", "/v1/jobs/{job}"),
    ("PATCH", "/v1/jobs/{job}"),
    ("DELETE", "/v1/jobs/{job}/download"),
    ("POST", "/v1/openapi.json"),
    ("DELETE", "/api/v1/openapi.json"),
    ("POST", "/healthz"),
    ("PUT", "/api/health"),
)

HEADERS: dict[str, dict[str, str]] = {
    "none": {},
    "empty": {"Authorization": "Bearer"},
    "another scheme": {"Authorization": "Basic QWRhOkV4YW1wbGU="},
    "no key at all": {"Authorization": "Bearer hello"},
    "the wrong mark": {"Authorization": "Bearer sk_0123456789ab_secret"},
    "an unknown prefix": {"Authorization": "Bearer pl_0123456789ab_" + "a" * 43},
    "an empty other header": {"X-API-Key": ""},
    "not ASCII": {"Authorization": "Bearer pl_é_ü"},
}
"""What a caller without a key may send."""


def _paths(route: Route) -> tuple[str, str]:
    method, path = route
    return method, path.format(job=new_id("job"))


@pytest.fixture
def job(tenant: Tenant, service: Service) -> Iterator[str]:
    """A job that stays queued for as long as the test runs."""
    with service.paused("worker"):
        yield tenant.submitted()


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_refuses_whoever_has_no_key(
    nobody: httpx.Client, route: Route, headers: dict[str, str]
) -> None:
    response = nobody.request(*_paths(route), headers=httpx.Headers(headers, encoding="utf-8"))
    assert code_of(response) == "invalid_api_key"
    assert response.json()["error"]["message"] == SENTENCES["invalid_api_key"]
    assert response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_refuses_a_revoked_key(tenant: Tenant, service: Service, route: Route) -> None:
    service.ask("revoke_key(key)", key=tenant.key)
    assert code_of(tenant.http.request(*_paths(route))) == "invalid_api_key"


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_refuses_an_expired_key(make_tenant: MakeTenant, route: Route) -> None:
    late = make_tenant(days=-1)
    assert code_of(late.http.request(*_paths(route))) == "invalid_api_key"


def test_a_key_with_one_letter_changed_opens_nothing(tenant: Tenant) -> None:
    last = "A" if tenant.key[-1] != "A" else "B"
    wrong = {"Authorization": f"Bearer {tenant.key[:-1]}{last}"}
    assert code_of(tenant.http.get("/v1/jobs", headers=wrong)) == "invalid_api_key"


@pytest.mark.parametrize("name", ["Authorization", "X-API-Key", "authorization"])
def test_takes_the_key_in_either_header(tenant: Tenant, nobody: httpx.Client, name: str) -> None:
    value = tenant.key if name == "X-API-Key" else f"bearer {tenant.key}"
    assert nobody.get("/v1/jobs", headers={name: value}).status_code == 200


def test_a_key_made_at_the_command_line_opens_the_service(
    service: Service, nobody: httpx.Client
) -> None:
    printed = service.manage("create_api_key", "--organisation", "Made by hand", "--plan", "pro")
    key = printed.removesuffix("\n")
    assert key == key.strip()
    assert nobody.get("/v1/jobs", headers={"X-API-Key": key}).json()["meta"]["total"] == 0


@pytest.mark.parametrize("route", OWN, ids=" ".join)
def test_a_job_does_not_exist_for_anybody_else(
    tenant: Tenant, charlie: Tenant, job: str, route: Route
) -> None:
    method, path = route[0], route[1].format(job=job)
    refused = charlie.http.request(method, path)
    unknown = charlie.http.request(*_paths(route))
    assert code_of(refused) == code_of(unknown) == "job_not_found"
    assert refused.json()["error"]["message"] == unknown.json()["error"]["message"]
    assert tenant.http.get(f"/v1/jobs/{job}").json()["status"] == "queued"


@pytest.mark.parametrize("job_id", ["1", "job_1", "req_01JX8Y5YJ2M2D8N1AQ5F7Q3KVT", "%00", "job_é"])
@pytest.mark.parametrize("route", OWN, ids=" ".join)
def test_what_is_no_id_is_no_job(tenant: Tenant, route: Route, job_id: str) -> None:
    response = tenant.http.request(route[0], route[1].format(job=job_id))
    assert code_of(response) == "job_not_found"


@pytest.mark.parametrize("route", WRONG_METHODS, ids=" ".join)
def test_refuses_other_methods(tenant: Tenant, route: Route) -> None:
    response = tenant.http.request(*_paths(route))
    assert code_of(response) == "method_not_allowed"
    assert route[0] not in response.headers["allow"]


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/", "/v1/nothing", "/v2/jobs", "/v1/jobs/a/b/c"])
def test_elsewhere_is_nothing(tenant: Tenant, path: str) -> None:
    assert code_of(tenant.http.get(path)) == "not_found"


def test_both_base_paths_are_the_same(tenant: Tenant, job: str) -> None:
    for path in ("jobs", f"jobs/{job}"):
        short, long = (tenant.http.get(f"{base}/{path}") for base in ("/v1", "/api/v1"))
        assert short.status_code == long.status_code == 200
        assert short.json() == long.json()
    refused = tenant.http.get(f"/api/v1/jobs/{job}/download")
    assert code_of(refused) == "job_not_finished"


def test_links_start_with_v1_on_either_base_path(tenant: Tenant, service: Service) -> None:
    with service.paused("worker"):
        answer = tenant.http.post(
            "/api/v1/resume/parse", files={"file": ("a.pdf", b"%PDF-nothing", "application/pdf")}
        )
        assert code_of(answer) == "corrupt_pdf"
        job = tenant.http.get(f"/api/v1/jobs/{tenant.submitted()}").json()
    assert job["links"] == {"status": f"/v1/jobs/{job['job_id']}"}
