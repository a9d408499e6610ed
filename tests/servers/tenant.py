"""A caller of a running service: an organisation with a key, whose every answer is looked at."""

import itertools
import secrets
from collections.abc import Mapping
from typing import Any, Self

import httpx

from tests import pdfs
from tests.contract import CATALOGUE, EXTRA, JOB_ID, REQUEST_ID, RETRY_AFTER
from tests.servers.service import Service

SUBMIT = "/v1/resume/parse"
TIMEOUT = httpx.Timeout(90)  # longer than the longest poll: a busy machine is no failure
_numbers = itertools.count(1)


def from_somewhere(request: httpx.Request) -> None:
    """Callers without a good key are counted by address: each request comes from one of its own."""
    request.headers["X-Forwarded-For"] = f"198.51.{secrets.randbelow(256)}.{secrets.randbelow(256)}"


def check_answer(response: httpx.Response) -> None:
    """Every answer carries a request id, every refusal the envelope of the catalogue."""
    request_id = response.headers.get("x-request-id", "")
    assert REQUEST_ID.fullmatch(request_id), f"no request id on {response.status_code}"
    if response.status_code >= 400 and response.status_code != 416:
        response.read()
        check_refusal(response, request_id)


def check_refusal(response: httpx.Response, request_id: str) -> None:
    """The body is `{"error": {...}}` to the letter, its status and type are the code's."""
    body = response.json()
    assert list(body) == ["error"]
    error = body["error"]
    code = error["code"]
    assert (response.status_code, error["type"]) == CATALOGUE[code]
    assert set(error) == {"code", "message", "type", "request_id"} | EXTRA.get(code, set())
    assert error["message"].endswith(".")
    assert error["request_id"] == request_id
    assert response.headers["content-type"] == "application/json"
    assert ("retry-after" in response.headers) == (code in RETRY_AFTER)


class Tenant:
    """An organisation of its own. `http` sends its key and checks every answer."""

    def __init__(self, service: Service, plan: str = "enterprise", days: int | None = None) -> None:
        self.service = service
        self.name = f"organisation {next(_numbers)} {secrets.token_hex(4)}"
        self.key: str = service.ask(
            "issue_key(name, plan, days)", name=self.name, plan=plan, days=days
        )
        self.http = httpx.Client(
            base_url=service.base_url,
            headers={"Authorization": f"Bearer {self.key}"},
            event_hooks={"request": [from_somewhere], "response": [check_answer]},
            timeout=TIMEOUT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def submit(
        self,
        data: bytes | None = None,
        fields: Mapping[str, str | list[str]] | None = None,
        *,
        key: str | None = None,
        name: str = "resume.pdf",
    ) -> httpx.Response:
        """The answer to a submit; without data, of a plain resume of one page."""
        return self.http.post(
            SUBMIT,
            files={"file": (name, pdfs.resume() if data is None else data, "application/pdf")},
            data=dict(fields or {}),
            headers={"Idempotency-Key": key} if key is not None else None,
        )

    def submitted(
        self,
        data: bytes | None = None,
        fields: Mapping[str, str | list[str]] | None = None,
        *,
        name: str = "resume.pdf",
    ) -> str:
        """The id of a job that was accepted."""
        response = self.submit(data, fields, name=name)
        assert response.status_code == 202, response.text
        job_id: str = response.json()["job_id"]
        assert JOB_ID.fullmatch(job_id)
        return job_id

    def ended(self, job_id: str) -> dict[str, Any]:
        """The status of a job once it has ended, however it did."""
        while True:
            status: dict[str, Any] = self.http.get(f"/v1/jobs/{job_id}?wait=30").json()
            if status["status"] not in {"queued", "processing"}:
                return status

    def done(
        self, data: bytes | None = None, fields: Mapping[str, str | list[str]] | None = None
    ) -> str:
        """The id of a job that was submitted and is done."""
        job_id = self.submitted(data, fields)
        status = self.ended(job_id)
        assert status["status"] == "done", status
        return job_id

    def counts(self) -> dict[str, int]:
        """What the organisation has of everything that a refusal must not leave behind."""
        counted: dict[str, int] = self.service.ask("counts(name)", name=self.name)
        return counted

    def movements(self, job_id: str) -> list[list[object]]:
        """The ledger of one of its jobs: kind and credits."""
        rows: list[list[object]] = self.service.ask("movements(job)", job=job_id)
        return rows

    def stored(self, job_id: str) -> list[str]:
        """The keys of all stored files of one of its jobs."""
        keys: list[str] = self.service.ask("files(prefix)", prefix=f"jobs/{job_id}/")
        return keys


NOTHING = {"jobs": 0, "uploads": 0, "movements": 0, "idempotency": 0}
"""What an organisation has after a refusal."""


def assert_nothing_left(tenant: Tenant) -> None:
    """A refusal made no rows and left no file, once other tests' jobs have ended."""
    counts, strays = tenant.counts(), tenant.service.new_strays()
    assert counts == NOTHING, counts
    assert not strays, strays


def code_of(response: httpx.Response) -> str:
    """The code of a refusal."""
    code: str = response.json()["error"]["code"]
    return code
