"""Artifacts made of pages, of files that have none."""

from io import BytesIO

import pikepdf
import pytest

from apps.engine import office, render
from apps.engine.check import check
from apps.engine.document import parse
from apps.engine.errors import InvalidOption
from apps.engine.options import Options
from tests.engine.docx_files import docx, p

DATA = docx(p("Nora Feldweg", style="Title") + p("She counts birds on the island of Sylt."))


@pytest.mark.skipif(not office.is_installed(), reason="LibreOffice is not installed")
@pytest.mark.parametrize("format", ["annotated_pdf", "tagged_pdf"])
def test_draws_on_printed_pages(format: str) -> None:
    assert check(DATA, None, None, formats=(format,)).queue == "convert"
    document = parse(DATA, Options(), "cv.docx")
    made = render.to(format, document, DATA, Options(page_range="1"))
    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages) == 1


def test_says_what_is_needed_where_nothing_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "is_installed", lambda: False)
    document = parse(DATA, Options(), "cv.docx")
    with pytest.raises(InvalidOption, match="LibreOffice"):
        render.to("annotated_pdf", document, DATA, Options())
    with pytest.raises(InvalidOption, match="LibreOffice"):
        check(DATA, None, None, formats=("json", "tagged_pdf"))
    assert check(DATA, None, None, formats=("json",)).queue == "text"
    assert b"Nora" in render.to("markdown", document, DATA, Options())
