"""Every route of both faces: without a key, with a key that only reads, about what is nobody's."""

import re
import uuid
from collections.abc import Iterator

import httpx
import pytest

from config.urls import urlpatterns
from tests.servers.service import Service
from tests.servers.tenant import TIMEOUT, Tenant, from_somewhere
from tests.test_docs import methods, routes

FACES = ("/v1/", "/ats/v1/")
OPEN = re.compile(r"/(openapi\.json|files/\{token\})$")
"""Routes that need no key."""

ROUTES = [
    (method, path)
    for path, pattern in routes(urlpatterns)
    for method in methods(pattern)
    if path.startswith(FACES) and not OPEN.search(path)
]


def _asked(path: str) -> str:
    """The path with an id that nobody has in the place of each."""
    return re.sub(r"\{\w+\}", lambda _: str(uuid.uuid4()), path)


@pytest.fixture(scope="module")
def http(service: Service) -> Iterator[httpx.Client]:
    hooks = {"request": [from_somewhere]}
    with httpx.Client(base_url=service.base_url, event_hooks=hooks, timeout=TIMEOUT) as client:
        yield client


@pytest.fixture(scope="module")
def reader(service: Service) -> Iterator[str]:
    """The key of a member who may only read."""
    with Tenant(service) as tenant:
        body = {"email": "reader@example.com", "role": "read_only"}
        member = tenant.http.post("/v1/members", json=body).json()["id"]
        made = tenant.http.post("/v1/keys", json={"name": "hers", "member_id": member})
        yield str(made.json()["key"])


def _code(answer: httpx.Response) -> str:
    return str(answer.json()["error"]["code"]) if answer.status_code >= 400 else "ok"


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_asks_for_a_key(http: httpx.Client, method: str, path: str) -> None:
    answer = http.request(method, _asked(path))
    assert (answer.status_code, _code(answer)) == (401, "invalid_api_key")


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_who_only_reads_changes_nothing(
    http: httpx.Client, reader: str, method: str, path: str
) -> None:
    answer = http.request(method, _asked(path), headers={"X-API-Key": reader})
    if method == "GET":
        assert answer.status_code in {200, 403, 404}
        assert "{" not in path or answer.status_code != 200
    else:
        assert (answer.status_code, _code(answer)) == (403, "api_access_disabled")


@pytest.mark.parametrize(("method", "path"), [row for row in ROUTES if "{" in row[1]])
def test_what_is_nobodys_is_not_found(service: Service, method: str, path: str) -> None:
    with Tenant(service) as tenant:
        headers = {"X-API-Key": tenant.key}
        json = {"role": "member"} if "members" in path else {}
        answer = httpx.request(
            method, f"{service.base_url}{_asked(path)}", headers=headers, json=json
        )
    assert answer.status_code in {400, 404}  # a body is read before the thing is looked for
    if method in {"GET", "DELETE"}:
        assert _code(answer) in {"not_found", "job_not_found"}
