"""`POST /v1/resume/parse`: what it answers, which fields it takes, which it refuses."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests import pdfs
from tests.api.conftest import MakeTenant
from tests.contract import RESUME_COST, SENTENCES
from tests.servers.service import Service
from tests.servers.tenant import NOTHING, SUBMIT, Tenant, assert_nothing_left, code_of

Fields = dict[str, str | list[str]]

ALWAYS = ["json", "markdown", "text"]

FORMATS: dict[str, tuple[Fields, list[str]]] = {
    "none": ({}, ALWAYS),
    "empty": ({"formats": ""}, ALWAYS),
    "one that is always made": ({"formats": "json"}, ALWAYS),
    "an extra": ({"formats": "annotated_pdf"}, [*ALWAYS, "annotated_pdf"]),
    "repeated": ({"formats": ["annotated_pdf", "html"]}, [*ALWAYS, "html", "annotated_pdf"]),
    "with commas": ({"formats": "annotated_pdf, html"}, [*ALWAYS, "html", "annotated_pdf"]),
    "twice the same": ({"formats": ["html", "html,text"]}, [*ALWAYS, "html"]),
}

FIXED = (
    *("include_header_footer", "use_struct_tree", "sanitize", "reading_order", "table_method"),
    *("keep_line_breaks", "output_mode", "image_output", "image_format", "replace_invalid_chars"),
)
"""Settings that callers cannot touch on this route."""

INVALID: dict[str, tuple[Fields, str]] = {
    "unknown field": ({"colour": "blue"}, "invalid_request"),
    "empty unknown field": ({"": "x"}, "invalid_request"),
    "unknown format": ({"formats": "docx"}, "invalid_request"),
    "one unknown format": ({"formats": ["html", "docx"]}, "invalid_request"),
    "format in capitals": ({"formats": "HTML"}, "invalid_request"),
    "two file names": ({"file_name": ["a.pdf", "b.pdf"]}, "invalid_request"),
    "two page ranges": ({"page_range": ["1", "2"]}, "invalid_request"),
    "page nought": ({"page_range": "0"}, "invalid_page_range"),
    "negative page": ({"page_range": "-1"}, "invalid_page_range"),
    "backwards": ({"page_range": "2-1"}, "invalid_page_range"),
    "open end": ({"page_range": "1-"}, "invalid_page_range"),
    "a word": ({"page_range": "first"}, "invalid_page_range"),
    "only commas": ({"page_range": ",,"}, "invalid_page_range"),
    "another digit": ({"page_range": "١"}, "invalid_page_range"),
    "no such page": ({"page_range": "9"}, "invalid_page_range"),
    "astronomic": ({"page_range": "1-99999999999999999999"}, "invalid_page_range"),
    "very long": ({"page_range": "1," * 5000 + "1"}, "invalid_page_range"),
    "file as text": ({"file": "resume.pdf"}, "invalid_request"),
    **{name: ({name: "true"}, "invalid_request") for name in FIXED},
    "a plain webhook": ({"webhook_url": "http://example.com/hook"}, "invalid_request"),
    "a private webhook": ({"webhook_url": "https://10.0.0.7/hook"}, "invalid_request"),
    "an unknown event": (
        {"webhook_url": "https://example.com/hook", "webhook_events": "job.started"},
        "invalid_request",
    ),
    "a weak secret": (
        {"webhook_url": "https://example.com/hook", "webhook_secret": "secret"},
        "invalid_request",
    ),
    "a secret for nobody": ({"webhook_secret": "whsec_" + "a" * 32}, "invalid_request"),
    "too short a retention": ({"retention_seconds": "59"}, "invalid_request"),
    "too long a retention": ({"retention_seconds": str(91 * 24 * 3600)}, "invalid_request"),
    "a retention in words": ({"retention_seconds": "long"}, "invalid_request"),
    "erasure in words": ({"delete_after_download": "maybe"}, "invalid_request"),
}

RANGES = {
    "one page": ("2", 3),
    "a range": ("1-2", 3),
    "blanks": (" 1 , 3 ", 3),
    "duplicates": ("1,1-2,2", 3),
    "five of six": ("1-5", 6),
    "the last of many": ("40", 40),
}
"""Page ranges that select at most five pages of so many."""


def test_answers_as_documented(tenant: Tenant, service: Service) -> None:
    with service.paused("worker"):
        response = tenant.submit(key="resume-demo-001")
    body = response.json()
    assert response.status_code == 202
    assert list(body) == ["job_id", "status", "cost", "service", "request_id", "links"]
    assert body == {
        "job_id": body["job_id"],
        "status": "queued",
        "cost": RESUME_COST,
        "service": "resume-parse",
        "request_id": response.headers["x-request-id"],
        "links": {"status": f"/v1/jobs/{body['job_id']}"},
    }
    assert "idempotent-replayed" not in response.headers
    assert tenant.movements(body["job_id"])[0] == ["hold", -RESUME_COST]


@pytest.mark.parametrize(("fields", "formats"), FORMATS.values(), ids=FORMATS)
def test_formats_are_added_to_those_always_made(
    tenant: Tenant, service: Service, fields: Fields, formats: list[str]
) -> None:
    job_id = tenant.submitted(fields=fields)
    assert service.ask("Job.objects.get(id=job).formats", job=job_id) == formats


@pytest.mark.parametrize(("page_range", "pages"), RANGES.values(), ids=RANGES)
def test_takes_page_ranges(tenant: Tenant, page_range: str, pages: int) -> None:
    assert tenant.submitted(pdfs.resume(pages=pages), {"page_range": page_range})


@pytest.mark.parametrize(("fields", "code"), INVALID.values(), ids=INVALID)
def test_refuses_invalid_fields_and_leaves_nothing(
    tenant: Tenant, fields: Fields, code: str
) -> None:
    assert code_of(tenant.submit(fields=fields, key="k")) == code
    assert_nothing_left(tenant)


@pytest.mark.parametrize("name", FIXED)
def test_names_the_field_that_is_fixed(tenant: Tenant, name: str) -> None:
    message = tenant.submit(fields={name: "true"}).json()["error"]["message"]
    assert name in message
    assert "fixed" in message


NAMES = {
    "plain": ("cv.pdf", "cv.pdf"),
    "folders": ("../../etc/passwd", "passwd"),
    "other folders": ("C:\\cv\\Zoë.pdf", "Zoë.pdf"),
    "quotes": ('a"b;c.pdf', "a b c.pdf"),
    "line break": ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie  b.pdf"),
    "nothing": ("", "resume.pdf"),
    "dots": ("...", "document.pdf"),
}
"""What a caller may give as file_name, and the name that is kept."""


@pytest.mark.parametrize(("given", "kept"), NAMES.values(), ids=NAMES)
def test_keeps_a_safe_file_name(tenant: Tenant, service: Service, given: str, kept: str) -> None:
    with service.paused("worker"):
        job_id = tenant.submitted(fields={"file_name": given})
    assert service.ask("Job.objects.get(id=job).upload.file_name", job=job_id) == kept


def test_the_file_has_its_own_name_without_another(tenant: Tenant, service: Service) -> None:
    job_id = tenant.submitted(name="../my cv.pdf")
    assert service.ask("Job.objects.get(id=job).upload.file_name", job=job_id) == "my cv.pdf"


PARTS = {
    "no file": [],
    "another field": [("document", ("a.pdf", pdfs.resume()))],
    "two files": [("file", ("a.pdf", pdfs.resume())), ("file", ("b.pdf", pdfs.resume()))],
    "a file too many": [("file", ("a.pdf", pdfs.resume())), ("cover", ("b.pdf", pdfs.resume()))],
}


@pytest.mark.parametrize("files", PARTS.values(), ids=PARTS)
def test_wants_exactly_one_file(tenant: Tenant, files: list[tuple[str, tuple[str, bytes]]]) -> None:
    parts = [*files, ("formats", (None, b"json"))]
    assert code_of(tenant.http.post(SUBMIT, files=parts)) == "invalid_request"
    assert tenant.counts() == NOTHING


@pytest.mark.parametrize("plan", ["free", "free_trial", "starter"])
@pytest.mark.parametrize("field", ["webhook_url", "webhook_secret", "webhook_events"])
def test_small_plans_have_no_webhooks(make_tenant: MakeTenant, plan: str, field: str) -> None:
    small = make_tenant(plan)
    response = small.submit(fields={field: "https://example.com/hook"})
    assert code_of(response) == "webhook_access_disabled"
    assert response.json()["error"]["message"] == SENTENCES["webhook_access_disabled"]
    assert small.counts() == NOTHING


def test_refuses_when_the_credits_are_spent(make_tenant: MakeTenant, service: Service) -> None:
    """A free month holds ten resumes. What was refused starts to work when credits come back."""
    free = make_tenant("free_trial")
    with service.paused("worker"):
        jobs = [free.submitted(pdfs.resume(str(number))) for number in range(10)]
        response = free.submit(key="eleventh")
        error = response.json()["error"]
        assert error == {
            "code": "insufficient_credits",
            "message": error["message"],
            "type": "billing_error",
            "request_id": response.headers["x-request-id"],
            "hard_limit": True,
            "overages_available": False,
            "credits_required": RESUME_COST,
            "credits_remaining": 0,
            "resets_at": error["resets_at"],
            "upgrade_url": error["upgrade_url"],
        }
        assert error["resets_at"] > service.ask("timezone.now().isoformat()")
        assert error["resets_at"].endswith("Z")  # as in every other answer
        assert error["upgrade_url"].startswith("/")
        assert free.counts() == {"jobs": 10, "uploads": 10, "movements": 10, "idempotency": 0}
        free.http.delete(f"/v1/jobs/{jobs[0]}").raise_for_status()
        assert free.submit(key="eleventh").status_code == 202


def test_nobody_spends_the_same_credits_twice(make_tenant: MakeTenant) -> None:
    """Thirty submits at once where ten are paid for: ten are taken."""
    free = make_tenant("free_trial")
    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(lambda n: free.submit(pdfs.resume(str(n))), range(30)))
    accepted = [answer for answer in answers if answer.status_code == 202]
    refused = [code_of(answer) for answer in answers if answer.status_code != 202]
    assert len(accepted) == 10
    assert set(refused) == {"insufficient_credits"}
    assert free.counts()["jobs"] == 10


def test_the_answer_is_json_whatever_is_accepted(tenant: Tenant) -> None:
    for accept in ("text/html", "application/xml", "*/*"):
        response = tenant.http.get("/v1/jobs", headers={"Accept": accept})
        assert response.headers["content-type"] == "application/json"


def test_a_host_header_is_built_into_nothing(tenant: Tenant, nobody: httpx.Client) -> None:
    key = {"Authorization": f"Bearer {tenant.key}", "Host": "evil.example"}
    answer = nobody.post(SUBMIT, headers=key, files={"file": ("a.pdf", pdfs.resume())})
    assert answer.status_code == 202
    assert b"evil" not in answer.content
