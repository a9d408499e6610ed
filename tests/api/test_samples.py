"""The curl samples of the contract, run as printed with only host, key and job id replaced."""

import re
import shutil
import subprocess
from pathlib import Path

import orjson
import pytest

from config.env import ROOT
from tests.servers.process import MISSING
from tests.servers.service import Service
from tests.servers.tenant import Tenant

HOST, KEY = "https://api.docushell.com", "YOUR_API_KEY"
JOB = "job_01JX8Y5YJ2M2D8N1AQ5F7Q3KVT"

SUBMIT = """\
curl -X POST "https://api.docushell.com/api/v1/resume/parse" \\
  -H "Authorization: Bearer YOUR_API_KEY" \\
  -H "Idempotency-Key: resume-demo-001" \\
  -F "file=@./sample-smart-and-secure-resume.pdf;type=application/pdf" \\
  -F "file_name=sample-smart-and-secure-resume.pdf"
"""
DEBUG = """\
curl -X POST "https://api.docushell.com/api/v1/resume/parse" \\
  -H "Authorization: Bearer YOUR_API_KEY" \\
  -H "Idempotency-Key: resume-debug-001" \\
  -F "file=@./resume.pdf;type=application/pdf" \\
  -F "formats=annotated_pdf"
"""
DOWNLOAD = """\
curl "https://api.docushell.com/api/v1/jobs/job_01JX8Y5YJ2M2D8N1AQ5F7Q3KVT/download?format={}" \\
  -H "Authorization: Bearer YOUR_API_KEY"
"""
ANNOTATED = DOWNLOAD.format("annotated_pdf").rstrip() + " \\\n  --output document.annotated.pdf\n"

REFERENCE = ROOT.parent / "shared" / "contract" / "resume-parse-api.md"

STARTS = {
    "json": re.compile(rb'\{"fileName":"resume.pdf",'),
    "markdown": re.compile(rb"#+ "),
    "text": re.compile(rb"\w"),
}
"""How each downloaded artifact begins."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that the samples name."""
    source = ROOT / "docs" / "samples" / "sample-resume.pdf"
    for name in ("sample-smart-and-secure-resume.pdf", "resume.pdf"):
        shutil.copy(source, tmp_path / name)
    return tmp_path


def _run(sample: str, tenant: Tenant, service: Service, folder: Path, job: str = JOB) -> bytes:
    assert shutil.which("curl"), MISSING.format(program="curl", package="curl")
    for word, value in ((HOST, service.base_url), (KEY, tenant.key), (JOB, job)):
        sample = sample.replace(word, value)
    done = subprocess.run(
        ["bash", "-c", sample.replace("curl ", "curl --silent --show-error --fail-with-body ", 1)],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_submit_sample(tenant: Tenant, service: Service, folder: Path) -> None:
    body = orjson.loads(_run(SUBMIT, tenant, service, folder))
    assert (body["status"], body["cost"], body["service"]) == ("queued", 1000, "resume-parse")
    assert orjson.loads(_run(SUBMIT, tenant, service, folder)) == body
    status = tenant.ended(body["job_id"])
    assert status["status"] == "done"
    assert status["result"]["resume"]["candidate"]["name"]
    file_name = status["result"]["raw"]["document"]["fileName"]
    assert file_name == "sample-smart-and-secure-resume.pdf"


def test_the_debug_and_download_samples(tenant: Tenant, service: Service, folder: Path) -> None:
    job_id = orjson.loads(_run(DEBUG, tenant, service, folder))["job_id"]
    assert tenant.ended(job_id)["status"] == "done"
    for name, start in STARTS.items():
        printed = _run(DOWNLOAD.format(name), tenant, service, folder, job_id)
        assert start.match(printed), printed[:80]
    assert _run(ANNOTATED, tenant, service, folder, job_id) == b""
    assert (folder / "document.annotated.pdf").read_bytes().startswith(b"%PDF-")


def test_the_samples_are_those_of_the_reference() -> None:
    if not REFERENCE.exists():
        pytest.skip("the reference of the contract is not beside this repository")
    text = REFERENCE.read_text(encoding="utf-8")
    downloads = [DOWNLOAD.format(name) for name in STARTS]
    for sample in (SUBMIT, DEBUG, ANNOTATED, *downloads):
        assert sample in text
