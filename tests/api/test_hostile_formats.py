"""Hostile files of every format, on both faces: a clear code, nothing charged, nothing left."""

from collections.abc import Iterator

import pytest

from tests import hostile_files
from tests.ats.caller import Caller
from tests.contract import CATALOGUE
from tests.engine import hostile_files as office
from tests.hostile_files import READ
from tests.servers.process import wait_for
from tests.servers.service import Service
from tests.servers.tenant import NOTHING, SUBMIT, Tenant, code_of

pytestmark = pytest.mark.timeout(400)  # recognition yields to all that runs beside it

WHATEVER_IT_IS = {"accept_formats": "any", "ocr": "auto"}
NAMES = [*hostile_files.BUILDERS, *office.BUILDERS]


def _case(name: str) -> tuple[bytes, frozenset[str]]:
    """A file, and the codes with which it may end."""
    if name in hostile_files.BUILDERS:
        return hostile_files.made(name), hostile_files.BUILDERS[name][1]
    data, code = office.hostile(name)
    return data, frozenset({code or READ})


def _nothing_left(service: Service, name: str) -> None:
    assert service.ask("counts(name)", name=name) == NOTHING
    assert service.new_strays() == []


def _nothing_charged(service: Service, job_id: str) -> None:
    moved = service.ask("movements(job)", job=job_id)
    assert moved
    assert sum(credits for _, credits in moved) == 0, moved


def test_there_are_enough_of_them() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 30
    codes = {code for name in hostile_files.BUILDERS for code in hostile_files.BUILDERS[name][1]}
    assert codes - {READ} <= CATALOGUE.keys()


@pytest.mark.parametrize("name", NAMES)
def test_on_the_document_face(tenant: Tenant, service: Service, name: str) -> None:
    data, accepted = _case(name)
    file = {"file": ("cv.pdf", data, "application/pdf")}
    response = tenant.http.post(SUBMIT, files=file, data=WHATEVER_IT_IS)
    if response.status_code == 202:
        assert _end_of_job(tenant, response.json()["job_id"]) in accepted
    else:
        assert code_of(response) in accepted
        assert response.status_code < 500
        _nothing_left(service, tenant.name)
    assert service.is_healthy()


def _end_of_job(tenant: Tenant, job_id: str) -> str:
    """The code of the end; what failed is not charged, and keeps nothing but its source."""
    status = tenant.ended(job_id)
    if status["status"] == "failed":
        _nothing_charged(tenant.service, job_id)
        assert [key.rpartition("/")[2] for key in tenant.stored(job_id)] == ["source"]
    assert tenant.http.delete(f"/v1/jobs/{job_id}").status_code == 204
    assert wait_for(lambda: not tenant.stored(job_id))
    return str(status["error"]["code"]) if status["status"] == "failed" else READ


@pytest.fixture
def caller(service: Service) -> Iterator[Caller]:
    made = Caller(service)
    yield made
    made.http.close()


@pytest.mark.parametrize("name", NAMES)
def test_on_the_candidates_face(caller: Caller, service: Service, name: str) -> None:
    data, accepted = _case(name)
    response = caller.parse(("cv.pdf", data))
    if response.status_code == 201:
        assert _end_of_candidate(caller, response.json()["candidates"][0]["id"]) in accepted
    else:
        assert code_of(response) in accepted
        assert response.status_code < 500
        _nothing_left(service, caller.name)
    assert service.is_healthy()


def _end_of_candidate(caller: Caller, candidate_id: str) -> str:
    """The code of the end; what failed is not charged, and goes with its candidate."""
    candidate = caller.ended(candidate_id)
    if candidate["parsing_status"] == "failed":
        _nothing_charged(caller.service, candidate["job_id"])
    assert caller.http.delete(f"/candidates/{candidate_id}").status_code == 200
    left = f"candidates/{candidate_id}/"
    assert wait_for(lambda: not caller.service.ask("files(prefix)", prefix=left))
    errors = candidate["parsing_errors"]
    return str(errors[0]["code"]) if errors else READ
