"""What the parts of a running service write down: ids and numbers, never what a customer sent."""

import subprocess
from collections.abc import Iterator

import httpx
import orjson
import pytest

from tests import pdfs
from tests.contract import JOB_ID, REQUEST_ID
from tests.servers.service import Service
from tests.servers.tenant import SUBMIT, Tenant

MARK = "Zyxwvutsrq"
"""No word of any language: where it is found, something was copied."""

NAME = f"{MARK}name.pdf"


@pytest.fixture(scope="module")
def ids(service: Service) -> Iterator[list[str]]:
    """The request ids of requests of every kind, good and bad, full of marked words."""
    with Tenant(service) as tenant:
        heard = [response.headers["x-request-id"] for response in _requests(tenant)]
        heard.append(tenant.key)
        yield heard


def _requests(tenant: Tenant) -> Iterator[httpx.Response]:
    http, marked = tenant.http, {"file_name": NAME}
    good = tenant.submit(pdfs.resume(MARK), {**marked, "formats": "html"}, key=MARK, name=NAME)
    yield good
    path = f"/v1/jobs/{good.json()['job_id']}"
    tenant.ended(good.json()["job_id"])
    yield http.get(path)
    yield http.get(f"{path}/download?format=html")
    yield http.get(f"{path}/download?format={MARK}")
    failed = tenant.submit(pdfs.font_without_text(), marked, name=NAME)
    tenant.ended(failed.json()["job_id"])
    yield failed
    yield tenant.submit(pdfs.noise() + MARK.encode(), marked, name=NAME)
    yield tenant.submit(pdfs.resume(MARK), {MARK: MARK})
    yield tenant.submit(pdfs.resume(MARK), {"page_range": MARK})
    yield http.get(f"/v1/jobs/{MARK}")
    yield http.get(f"/v1/{MARK}?{MARK}={MARK}")
    yield http.get("/v1/jobs", headers={"Authorization": f"Bearer pl_{MARK}_{MARK}"})
    yield http.post(SUBMIT, content=MARK.encode(), headers={"Content-Type": "text/plain"})
    yield http.request(MARK[:6].upper(), "/v1/jobs")
    yield http.delete(path)


def _lines(service: Service, part: str) -> list[dict[str, object]]:
    text = (service.logs / f"{part}.log").read_text(encoding="utf-8")
    return [orjson.loads(line) for line in text.splitlines() if line.startswith("{")]


def test_nothing_a_customer_sent_is_in_any_log(service: Service, ids: list[str]) -> None:
    key = ids[-1]
    prefix, secret = key.split("_", 2)[1:]
    for word in (MARK, MARK.lower(), MARK.upper()[:6], pdfs.NAME, pdfs.EMAIL, prefix, secret):
        found = subprocess.run(
            ["grep", "-rnaF", word, str(service.logs)], capture_output=True, text=True, check=False
        )
        assert found.returncode == 1, found.stdout[:500]


def test_every_request_has_its_line(service: Service, ids: list[str]) -> None:
    requests = [line for line in _lines(service, "web") if line["event"] == "request"]
    for line in requests:
        assert REQUEST_ID.fullmatch(str(line["request_id"]))
        assert isinstance(line["status"], int)
        assert isinstance(line["milliseconds"], float)
    statuses = {line["request_id"]: int(str(line["status"])) for line in requests}
    assert all(statuses[request_id] < 500 for request_id in ids[:-1])


def test_refusals_say_their_code(service: Service, ids: list[str]) -> None:
    mine = [line for line in _lines(service, "web") if line.get("request_id") in ids]
    codes = {line["code"] for line in mine if line["event"] == "request"}
    assert codes >= {
        *(None, "invalid_request", "corrupt_pdf", "invalid_api_key", "job_not_found"),
        *("not_found", "unsupported_media_type", "method_not_allowed", "invalid_page_range"),
    }


def test_the_worker_says_whose_job_it_was(service: Service, ids: list[str]) -> None:
    """The lines of a job carry its id and the id of the request that submitted it."""
    mine = [line for line in _lines(service, "worker") if line.get("request_id") in ids]
    assert {line["event"] for line in mine} >= {"sandbox", "job_moved"}
    assert all(JOB_ID.fullmatch(str(line["job_id"])) for line in mine)
    codes = {line["code"] for line in mine if line["event"] == "sandbox"}
    assert codes == {None, "ocr_required"}
