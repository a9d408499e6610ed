"""The five-page business resume comes out over HTTP in the shapes that the reference prints.

SAMPLE is typed from the status response of the reference: the same keys in the same nesting, with a
type in the place of each value. More keys than these are allowed, fewer are not.
"""

from typing import Any

from config.env import ROOT
from tests.servers.tenant import Tenant

FILE = ROOT / "docs" / "samples" / "sample-business-resume.pdf"
MAYBE = (str, type(None))

POSITION = {
    "title": str,
    "company": str,
    "location": MAYBE,
    "start_date": str,
    "end_date": str,
    "current": bool,
    "date_range": str,
    "description": MAYBE,
    "bullets": [str],
}
STUDY = {
    "institution": str,
    "degree": str,
    "field": MAYBE,
    "start_date": MAYBE,
    "end_date": MAYBE,
    "graduation_date": MAYBE,
    "location": MAYBE,
    "description": MAYBE,
}
SECTIONS = (
    *("summary", "skills", "experience", "education", "projects", "certifications"),
    *("awards", "publications", "languages", "volunteering", "other"),
)
CONFIDENCE = ("name", "contact", "sections", "overall")
RESUME = {
    "candidate": {"name": str, "headline": str, "location": str},
    "contact": {"emails": [str], "phones": [str], "links": [{"type": str, "url": str}]},
    "skills": [str],
    "experience": [POSITION],
    "education": [STUDY],
    "sections": dict.fromkeys(SECTIONS, MAYBE),
    "ats": {
        "keyword_text": str,
        "section_coverage": [str],
        "date_ranges": [str],
        "confidence": dict.fromkeys(CONFIDENCE, (int, float)),
        "warnings": [str],
    },
}
SAMPLE = {
    "job_id": str,
    "status": str,
    "service": str,
    "request_id": str,
    "result": {
        "resume": RESUME,
        "raw": {"document": {"fileName": str, "numberOfPages": int, "kids": [dict]}},
        "artifacts": {"markdown_download": str, "json_download": str, "text_download": str},
        "metadata": {
            "engine": str,
            "output_mode": str,
            "formats": [str],
            "use_struct_tree": bool,
            "sanitize": bool,
            "reading_order": str,
            "table_method": str,
            "keep_line_breaks": bool,
        },
    },
    "links": {"status": str, "download": str},
}


def misshapen(value: Any, shape: Any, path: str = "") -> list[str]:
    """Where a value differs from its shape."""
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return [f"{path} is no object"]
        missing = [f"{path}/{key} is missing" for key in shape if key not in value]
        kept = [key for key in shape if key in value]
        return missing + [
            fault for key in kept for fault in misshapen(value[key], shape[key], f"{path}/{key}")
        ]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{path} is no list"]
        pairs = enumerate(value)
        return [fault for i, one in pairs for fault in misshapen(one, shape[0], f"{path}/{i}")]
    return [] if isinstance(value, shape) else [f"{path} is {value!r}"]


def test_the_business_resume_has_the_shapes_of_the_reference(tenant: Tenant) -> None:
    status = tenant.ended(tenant.submitted(FILE.read_bytes(), name=FILE.name))
    assert misshapen(status, SAMPLE) == []
    assert tuple(status["result"]["resume"]["sections"]) == SECTIONS


def test_the_business_resume_says_what_stands_in_it(tenant: Tenant) -> None:
    result = tenant.ended(tenant.submitted(FILE.read_bytes(), name=FILE.name))["result"]
    resume = result["resume"]
    assert resume["candidate"] == {
        "name": "VIKRAM RAGHAVAN",
        "headline": "Director of Operations",
        "location": "Columbus, Ohio",
    }
    assert resume["skills"][:4] == [
        "Process Improvement",
        "Operations Management",
        "Project Management",
        "Strategic Planning",
    ]
    first, second = resume["experience"][:2]
    assert (first["date_range"], first["end_date"], first["current"]) == (
        "April 2014 - Current",
        "Current",
        True,
    )
    assert (second["date_range"], second["current"]) == ("October 2011 - March 2014", False)
    assert resume["education"][0]["graduation_date"] == "July 2010"
    assert resume["sections"]["other"].endswith("Available on request.")
    assert resume["ats"]["warnings"] == []
    assert result["raw"]["document"]["numberOfPages"] == 5
