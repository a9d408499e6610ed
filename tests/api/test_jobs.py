"""`GET /v1/jobs`: the caller's own jobs, newest first, in pages, filtered."""

from collections.abc import Iterator

import pytest

from tests import pdfs
from tests.servers.service import Service
from tests.servers.tenant import Tenant, code_of

INVALID = [
    "page=0",
    "page=-1",
    "page=x",
    "page=",
    "page=1.0",
    "page=99999999999999999999",
    "limit=0",
    "limit=101",
    "limit=ten",
    "limit=0000000001000",
    "status=finished",
    "status=DONE",
    "status=",
    "service=parse",
    "service=",
]

JOBS = 5


@pytest.fixture
def queued(tenant: Tenant, service: Service) -> Iterator[list[str]]:
    """Jobs that wait, newest first."""
    with service.paused("worker"):
        yield [tenant.submitted() for _ in range(JOBS)][::-1]


def _ids(tenant: Tenant, query: str = "") -> list[str]:
    return [job["job_id"] for job in tenant.http.get(f"/v1/jobs?{query}").json()["data"]]


def test_an_empty_list_has_its_shape(tenant: Tenant) -> None:
    assert tenant.http.get("/v1/jobs").json() == {
        "data": [],
        "meta": {
            "total": 0,
            "page": 1,
            "limit": 20,
            "total_pages": 0,
            "has_next": False,
            "has_prev": False,
        },
    }


def test_lists_newest_first(tenant: Tenant, queued: list[str]) -> None:
    assert _ids(tenant) == queued


def test_an_entry_is_the_status_without_its_result(tenant: Tenant) -> None:
    job_id = tenant.done()
    status = tenant.http.get(f"/v1/jobs/{job_id}").json()
    del status["result"]
    assert tenant.http.get("/v1/jobs").json()["data"] == [status]


def test_nobody_sees_the_jobs_of_others(charlie: Tenant, queued: list[str]) -> None:
    assert queued
    assert charlie.http.get("/v1/jobs").json()["meta"]["total"] == 0


PAGES = {
    "page=1&limit=2": ([0, 1], True, False),
    "page=2&limit=2": ([2, 3], True, True),
    "page=3&limit=2": ([4], False, True),
    "page=4&limit=2": ([], False, True),
    "page=1&limit=5": ([0, 1, 2, 3, 4], False, False),
    "limit=100": ([0, 1, 2, 3, 4], False, False),
}


@pytest.mark.parametrize(("query", "page"), PAGES.items(), ids=PAGES)
def test_pages(
    tenant: Tenant, queued: list[str], query: str, page: tuple[list[int], bool, bool]
) -> None:
    places, has_next, has_prev = page
    body = tenant.http.get(f"/v1/jobs?{query}").json()
    assert [job["job_id"] for job in body["data"]] == [queued[place] for place in places]
    assert body["meta"]["total"] == JOBS
    assert (body["meta"]["has_next"], body["meta"]["has_prev"]) == (has_next, has_prev)


def test_filters_by_status_and_service(tenant: Tenant, service: Service) -> None:
    done, failed = tenant.done(), tenant.submitted(pdfs.font_without_text())
    assert tenant.ended(failed)["status"] == "failed"
    with service.paused("worker"):
        waiting = tenant.submitted()
        assert _ids(tenant, "status=done") == [done]
        assert _ids(tenant, "status=failed") == [failed]
        assert _ids(tenant, "status=queued") == [waiting]
        assert _ids(tenant, "status=processing") == _ids(tenant, "status=expired") == []
        assert _ids(tenant, "service=resume-parse") == [waiting, failed, done]
        assert _ids(tenant, "service=resume-parse&status=done&limit=1") == [done]


@pytest.mark.parametrize("query", INVALID)
def test_refuses_invalid_parameters(tenant: Tenant, query: str) -> None:
    response = tenant.http.get(f"/v1/jobs?{query}")
    assert code_of(response) == "invalid_request"
    assert query.partition("=")[0] in response.json()["error"]["message"]
