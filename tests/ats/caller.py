"""A caller of the candidates face: its key in X-API-Key, and every answer looked at."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import httpx

from tests import pdfs
from tests.contract import CATALOGUE, REQUEST_ID, RETRY_AFTER
from tests.servers.service import Service
from tests.servers.tenant import TIMEOUT, Tenant, from_somewhere

RENAMED = {"invalid_request", "internal_error", "job_not_found", "artifact_not_found"}
"""Codes of the document face that this one never says."""

UNCOUNTED = ("/ats/v1/files/", "/ats/v1/openapi.json")
"""Routes without a key."""

FIRST_PAUSE, LAST_PAUSE = 0.1, 1.0
"""Seconds between two looks at what is being read: small plans have few calls."""


def check_answer(response: httpx.Response) -> None:
    """A request id and the limits on every answer; on every refusal the envelope."""
    assert REQUEST_ID.fullmatch(response.headers.get("x-request-id", ""))
    if not response.request.url.path.startswith(UNCOUNTED):
        for name in ("Limit", "Remaining", "Reset"):
            assert response.headers[f"X-RateLimit-{name}"].isdecimal()
    if response.status_code >= 400:
        response.read()
        body = response.json()
        assert list(body) == ["error"]
        error = body["error"]
        assert list(error)[:3] == ["code", "message", "details"]
        assert error["code"] not in RENAMED
        assert response.status_code == CATALOGUE[error["code"]][0]
        assert error["message"].endswith(".")
        assert isinstance(error["details"], list)
        assert ("retry-after" in response.headers) == (error["code"] in RETRY_AFTER)


WAITING = {"pending", "processing"}


class Caller(Tenant):
    """An organisation of its own on this face, or one more key of another caller's."""

    def __init__(
        self, service: Service, plan: str = "enterprise", colleague: Tenant | None = None
    ) -> None:
        self.service = service
        if colleague is None:
            super().__init__(service, plan)
            self.http.close()
        else:
            self.name = colleague.name
            self.key = service.ask("issue_key(name, plan)", name=self.name, plan=plan)
        hooks: dict[str, list[Callable[..., object]]] = {
            "request": [from_somewhere],
            "response": [check_answer],
        }
        self.http = httpx.Client(
            base_url=f"{service.base_url}/ats/v1",
            headers={"X-API-Key": self.key},
            event_hooks=hooks,
            timeout=TIMEOUT,
        )

    def parse(
        self,
        *files: tuple[str, bytes],
        key: str | None = None,
        field: str = "files",
        data: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """The answer to a submit of these files; of one plain resume where none are named."""
        given = files or (("resume.pdf", pdfs.resume()),)
        return self.http.post(
            "/parse",
            files=[(field, (name, content, "application/pdf")) for name, content in given],
            data=dict(data or {}),
            headers={"Idempotency-Key": key} if key is not None else None,
        )

    def parsed(self, *lines: str, name: str = "resume.pdf") -> dict[str, Any]:
        """A candidate of a resume with these lines, read to its end."""
        return self.parsed_file(name, pdfs.resume(*lines))

    def parsed_file(self, name: str, content: bytes) -> dict[str, Any]:
        """A candidate of a file, read to its end."""
        response = self.parse((name, content))
        assert response.status_code == 201, response.text
        candidate = self.ended(response.json()["candidates"][0]["id"])
        assert candidate["parsing_status"] == "completed", candidate["parsing_errors"]
        return candidate

    def get(self, path: str, **params: Any) -> dict[str, Any]:
        """The body of an answer that is good."""
        response = self.http.get(path, params=params)
        assert response.status_code == 200, response.text
        body: dict[str, Any] = response.json()
        return body

    def candidate(self, candidate_id: str) -> dict[str, Any]:
        """A candidate as it is now."""
        data: dict[str, Any] = self.get(f"/candidates/{candidate_id}")["data"]
        return data

    def ended(self, candidate_id: str) -> dict[str, Any]:
        """A candidate once its parsing has ended, however it did."""
        pause = FIRST_PAUSE
        while (found := self.candidate(candidate_id))["parsing_status"] in WAITING:
            time.sleep(pause)
            pause = min(pause * 1.5, LAST_PAUSE)
        return found

    def ids(self, **params: Any) -> list[str]:
        """The candidates of a list, in its order."""
        return [row["id"] for row in self.get("/candidates", **params)["data"]]


Callers = Sequence[Caller]


def details_of(response: httpx.Response) -> list[str]:
    """The fields that a refusal names."""
    return [one["field"] for one in response.json()["error"]["details"]]
