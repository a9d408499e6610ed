"""Scans over HTTP: read where `ocr=auto` says so, paid for once, handed over where need be."""

import io
from collections.abc import Callable, Mapping

import httpx
import pikepdf
import psutil
import pytest

from tests import pdfs
from tests.scans import pictures, saved, scan, tiff
from tests.servers.process import wait_for
from tests.servers.tenant import Tenant, code_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]  # the recognizer yields to all others

AUTO = {"ocr": "auto"}
ANY = {"accept_formats": "any", **AUTO}


def _seems_to_have_text() -> bytes:
    """A scan whose page names a font that nothing is set in."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(scan(pdfs.resume()))) as pdf:
        font = pikepdf.Dictionary(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica")
        pdf.pages[0].add_resource(font, pikepdf.Name.Font, pikepdf.Name.F9)
        pdf.save(made)
    return made.getvalue()


def _page(number: int = 0) -> bytes:
    return saved(pictures(pdfs.resume())[number])


SCANS: dict[str, tuple[Callable[[], bytes], Mapping[str, str]]] = {
    "a scan": (lambda: scan(pdfs.resume()), AUTO),
    "a scan that seems to have text": (_seems_to_have_text, AUTO),
    "png": (_page, ANY),
    "tiff of two pages": (lambda: tiff(pictures(pdfs.resume(pages=2))), ANY),
}


def _send(tenant: Tenant, data: bytes, fields: Mapping[str, str]) -> httpx.Response:
    file = {"file": ("cv.pdf", data, "application/pdf")}
    return tenant.http.post("/v1/resume/parse", files=file, data=dict(fields))


@pytest.mark.parametrize("name", SCANS)
def test_a_scan_becomes_a_resume(tenant: Tenant, name: str) -> None:
    make, fields = SCANS[name]
    response = _send(tenant, make(), fields)
    assert response.status_code == 202, response.text
    job = tenant.ended(response.json()["job_id"])
    assert job["status"] == "done", job
    result = job["result"]
    assert result["resume"]["candidate"]["name"] == pdfs.NAME
    assert result["resume"]["contact"]["emails"] == [pdfs.EMAIL]
    ocr = result["metadata"]["ocr"]
    assert (ocr["mode"], ocr["pages"][0], ocr["languages"]) == ("auto", 1, ["eng"])
    assert 0.8 < ocr["confidence"] <= 1
    nodes = result["raw"]["document"]["kids"]
    assert all(node["recognized"] for node in nodes if "content" in node)
    assert tenant.movements(job["job_id"]) == [["hold", -1000], ["settle", 0]]


def test_a_text_has_no_ocr_to_tell_of(tenant: Tenant) -> None:
    job = tenant.ended(_send(tenant, pdfs.resume(), AUTO).json()["job_id"])
    assert job["result"]["metadata"]["ocr"] is None


@pytest.mark.parametrize("fields", [{}, {"ocr": "off"}])
def test_a_scan_is_refused_unless_it_is_to_be_read(
    tenant: Tenant, fields: Mapping[str, str]
) -> None:
    assert code_of(_send(tenant, scan(pdfs.resume()), fields)) == "ocr_required"


def test_pages_beyond_the_limit_are_refused_at_submit(tenant: Tenant) -> None:
    six = tiff([pictures(pdfs.resume(), 50)[0]] * 6, 50)
    assert code_of(_send(tenant, six, ANY)) == "page_limit_exceeded"
    assert _send(tenant, six, ANY | {"page_range": "6"}).status_code == 202


def test_a_worker_that_is_killed_over_a_scan_costs_nobody_anything(tenant: Tenant) -> None:
    """The lease runs out, the sweeper rings in the queue of the job, the next process reads it."""
    service = tenant.service
    job_id = _send(tenant, scan(pdfs.resume(pages=3)), AUTO).json()["job_id"]
    at_work = "Job.objects.filter(id=job, status='processing').exists()"
    assert wait_for(lambda: bool(service.ask(at_work, job=job_id)), 60)
    for process in service.processes("recognizer")[1:]:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    job = tenant.ended(job_id)
    assert job["status"] == "done", job
    assert tenant.movements(job_id) == [["hold", -1000], ["settle", 0]]
    assert service.new_strays() == []
