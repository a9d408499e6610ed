"""Credits under load: two hundred submits at once spend what is there, and not one credit more."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests import pdfs
from tests.api.conftest import MakeTenant
from tests.contract import RESUME_COST
from tests.servers.service import Service
from tests.servers.tenant import SUBMIT, Tenant, code_of

CALLS, KEYS = 200, 5
PAID = 10  # resumes in a month of the plan


def _keys(tenant: Tenant) -> list[str]:
    """Keys enough that no limit on calls stands before the credits."""
    made = (tenant.http.post("/v1/keys", json={"name": "a"}).json() for _ in range(KEYS))
    return [str(key["key"]) for key in made]


def _submit(tenant: Tenant, key: str, number: int) -> httpx.Response:
    file = pdfs.font_without_text() if number % 4 == 0 else pdfs.resume(str(number))
    return tenant.http.post(
        SUBMIT,
        files={"file": ("resume.pdf", file, "application/pdf")},
        headers={"Authorization": f"Bearer {key}"},
    )


@pytest.mark.slow
def test_two_hundred_submits_at_once(make_tenant: MakeTenant, service: Service) -> None:
    """A quarter of the files fails later: their credits come back, each exactly once."""
    tenant = make_tenant("free_trial")
    keys = _keys(tenant)
    with service.paused("worker"), ThreadPoolExecutor(20) as pool:
        calls = [pool.submit(_submit, tenant, keys[n % KEYS], n) for n in range(CALLS)]
        answers = [call.result() for call in calls]
        accepted = [answer.json()["job_id"] for answer in answers if answer.status_code == 202]
        refused = Counter(code_of(answer) for answer in answers if answer.status_code != 202)
        assert (len(accepted), refused) == (PAID, {"insufficient_credits": CALLS - PAID})
        assert tenant.http.get("/v1/account").json()["credits_remaining"] == 0
        tenant.http.delete(f"/v1/jobs/{accepted[0]}").raise_for_status()
    ends = Counter(tenant.ended(job_id)["status"] for job_id in accepted[1:])
    left = tenant.http.get("/v1/account").json()["credits_remaining"]
    assert left == (1 + ends["failed"]) * RESUME_COST
    for job_id in accepted:
        assert len(tenant.movements(job_id)) == 2
    assert "add up" in service.manage("audit_ledger")


def test_a_colleague_spends_the_same_credits(make_tenant: MakeTenant, service: Service) -> None:
    """Credits belong to the organisation, whichever key and member asks."""
    tenant = make_tenant("free_trial")
    body = {"email": "ada@example.com", "role": "member"}
    member = tenant.http.post("/v1/members", json=body).json()["id"]
    key = tenant.http.post("/v1/keys", json={"name": "hers", "member_id": member}).json()["key"]
    with service.paused("worker"):
        for number in range(PAID):
            assert _submit(tenant, key, 4 * number + 1).status_code == 202
        assert code_of(tenant.submit()) == "insufficient_credits"
        assert code_of(_submit(tenant, key, 1)) == "insufficient_credits"
