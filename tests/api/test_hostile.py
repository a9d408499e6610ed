"""Every hostile file of the corpus through HTTP: an accepted code, soon, and life goes on."""

import time
from pathlib import Path
from typing import Any

import orjson
import pytest

from config.env import ROOT
from tests.servers.service import Service
from tests.servers.tenant import Tenant, code_of

CORPUS = ROOT.parent / "shared" / "corpus" / "hostile"
SECONDS = 10.0
"""From the submit to the end of the job: the promise of the service, not a wish of the test."""


def _cases() -> list[Any]:
    manifest = CORPUS / "manifest.json"
    if not manifest.exists():
        reason = f"the hostile files are not at {Path('..') / CORPUS.relative_to(ROOT.parent)}"
        return [pytest.param({}, marks=pytest.mark.skip(reason=reason))]
    return [pytest.param(case, id=case["file"]) for case in orjson.loads(manifest.read_bytes())]


def _code(tenant: Tenant, data: bytes) -> str:
    response = tenant.submit(data)
    if response.status_code != 202:
        return code_of(response)
    status = tenant.ended(response.json()["job_id"])
    if status["status"] == "failed":
        code: str = status["error"]["code"]
        return code
    return "ok"


@pytest.mark.parametrize("case", _cases())
def test_gets_an_accepted_code_in_time(
    tenant: Tenant, service: Service, case: dict[str, Any]
) -> None:
    started = time.monotonic()
    code = _code(tenant, (CORPUS / case["file"]).read_bytes())
    assert code in case["accept"]
    assert time.monotonic() - started < SECONDS
    assert service.is_healthy()
