"""The client classes that the reference of the candidates face prints, as they stand.

Only the address and the key are put in their place; the files and calls are ours. The text of the
reference has lost the blanks before its lines, which Python needs: they are given back.
"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from config.env import ROOT
from tests import files, pdfs
from tests.ats.caller import Caller
from tests.servers.process import find_program
from tests.servers.service import Service

REFERENCE = ROOT.parent / "shared" / "contract" / "cv-candidates-api.txt"
ADDRESS = "https://cvparserpro.com/api/v1"
SECONDS = 100  # for a client to be done, the waiting for the parse included

missing = pytest.mark.skipif(
    not REFERENCE.exists(), reason=f"the reference is not at ../shared/contract/{REFERENCE.name}"
)

PYTHON_CALLS = """
import json, sys, time
client = CVParserPro(sys.argv[1])
parsed = client.parse_cv(sys.argv[2])
candidate_id = parsed["candidates"][0]["id"]
while True:
    candidate = client.get_candidate(candidate_id)
    if candidate["data"]["parsing_status"] not in ("pending", "processing"):
        break
    time.sleep(0.2)
listed = client.list_candidates(page=1, limit=5)
print(json.dumps({"parsed": parsed, "candidate": candidate, "listed": listed}))
"""
JAVASCRIPT_CALLS = """
import { readFile } from 'node:fs/promises';
const [key, path] = process.argv.slice(2);
const client = new CVParserPro(key);
const parsed = await client.parseCV(new File([await readFile(path)], 'resume.pdf'));
const id = parsed.candidates[0].id;
let candidate = await client.getCandidate(id);
while (['pending', 'processing'].includes(candidate.data.parsing_status)) {
  await new Promise(done => setTimeout(done, 200));
  candidate = await client.getCandidate(id);
}
const listed = await client.listCandidates(1, 5);
console.log(JSON.stringify({ parsed, candidate, listed }));
"""


def _printed(begin: str, end: str) -> str:
    """The code between two lines of the reference, without them."""
    text = REFERENCE.read_text(encoding="utf-8")
    found = re.search(rf"{re.escape(begin)}\n(.*?)^{re.escape(end)}", text, re.M | re.S)
    assert found, f"the reference has no code between {begin!r} and {end!r}"
    assert ADDRESS in found[1]
    return found[1]


def _python() -> str:
    """The Python class, each line as far in as its sense wants it."""
    code, depth = [], 0
    for line in _printed("\nPython", "# Usage").splitlines():
        depth = DEPTHS.get(line.partition(" ")[0], depth)
        code.append("    " * depth + line.lstrip())
        depth += line.endswith(":")
    return "\n".join(code)


DEPTHS = {"class": 0, "def": 1, "return": 2}
"""How far in a line stands that begins with a word; others stand as the line before."""


def _run(command: list[str], folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = orjson.loads(done.stdout)
    return said


def _check(said: dict[str, Any]) -> None:
    """What the reference says of the three answers."""
    parsed, candidate, listed = said["parsed"], said["candidate"]["data"], said["listed"]
    assert parsed["success"] is True
    assert parsed["candidates"][0]["filename"] == "resume.pdf"
    assert parsed["candidates"][0]["status"] == "pending"
    assert candidate["parsing_status"] == "completed"
    assert (candidate["full_name"], candidate["email"]) == (pdfs.NAME, pdfs.EMAIL)
    assert "Python" in candidate["skills"]
    assert candidate["work_history"][0]["is_current"] is True
    assert [row["id"] for row in listed["data"]] == [candidate["id"]]
    assert listed["meta"] == {
        **{"total": 1, "page": 1, "limit": 5, "total_pages": 1},
        **{"has_next": False, "has_prev": False},
    }


@pytest.fixture
def cv(tmp_path: Path) -> Path:
    path = tmp_path / "resume.pdf"
    path.write_bytes(pdfs.resume())
    return path


@missing
def test_the_python_class(service: Service, cv: Path) -> None:
    caller = Caller(service)
    code = _python().replace(ADDRESS, f"{service.base_url}/ats/v1")
    (cv.parent / "client.py").write_text(code + PYTHON_CALLS)
    _check(_run([sys.executable, "client.py", caller.key, cv.name], cv.parent))


@missing
def test_the_javascript_class(service: Service, cv: Path) -> None:
    caller = Caller(service)
    code = _printed("JavaScript / TypeScript", "// Usage")
    code = code.replace(ADDRESS, f"{service.base_url}/ats/v1")
    (cv.parent / "client.mjs").write_text(code + JAVASCRIPT_CALLS)
    node = find_program("node", "nodejs")
    _check(_run([node, "client.mjs", caller.key, cv.name], cv.parent))


@missing
def test_the_python_class_sends_word_documents(service: Service, tmp_path: Path) -> None:
    caller = Caller(service)
    code = _python().replace(ADDRESS, f"{service.base_url}/ats/v1")
    (tmp_path / "client.py").write_text(code + PYTHON_CALLS)
    (tmp_path / "cv.docx").write_bytes(files.word())
    said = _run([sys.executable, "client.py", caller.key, "cv.docx"], tmp_path)
    assert said["parsed"]["candidates"][0]["filename"] == "cv.docx"
    assert said["candidate"]["data"]["full_name"] == pdfs.NAME


@missing
@pytest.mark.parametrize("call", ["get_candidate('none')", "parse_cv('resume.pdf')"])
def test_the_python_class_hands_refusals_on(service: Service, cv: Path, call: str) -> None:
    cv.write_bytes(b"")
    caller = Caller(service)
    code = _python().replace(ADDRESS, f"{service.base_url}/ats/v1")
    calls = f"\nimport json, sys\nprint(json.dumps(CVParserPro(sys.argv[1]).{call}))\n"
    (cv.parent / "client.py").write_text(code + calls)
    said = _run([sys.executable, "client.py", caller.key], cv.parent)
    assert list(said["error"]) == ["code", "message", "details"]
