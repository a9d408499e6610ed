"""The look at a file before it becomes a job: small PDFs in, page numbers or a refusal out."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from apps.engine.check import OBJECTS_MAX, PDF_ONLY, CheckResult, check
from apps.engine.errors import (
    CorruptPdf,
    EngineError,
    InvalidPageRange,
    InvalidPdf,
    OcrRequired,
    PageLimitExceeded,
    PasswordProtected,
    UnsupportedFormat,
)
from apps.engine.sniff import MediaType
from tests.scans import saved

Resources = pikepdf.Dictionary


def _pdf(pages: list[Resources | None], encryption: pikepdf.Encryption | None = None) -> bytes:
    """A PDF whose pages have these resources; None means none of their own."""
    with pikepdf.new() as pdf:
        for resources in pages:
            page = pdf.add_blank_page().obj
            del page["/Resources"]
            if resources is not None:
                page["/Resources"] = pdf.make_indirect(_adopt(pdf, resources))
        buffer = BytesIO()
        pdf.save(buffer, encryption=encryption or False)
    return buffer.getvalue()


def _adopt(pdf: pikepdf.Pdf, resources: pikepdf.Object) -> pikepdf.Object:
    """Turn each dictionary under /XObject into a form stream of this file."""
    forms = resources.get("/XObject")
    if isinstance(forms, pikepdf.Dictionary):
        for name, form in forms.items():
            inner = _adopt(pdf, form.get("/Resources", pikepdf.Dictionary()))
            forms[name] = pdf.make_stream(b"", Type="/XObject", Subtype="/Form", Resources=inner)
    return resources


def _font() -> Resources:
    return pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pikepdf.Dictionary(Type="/Font")))


def _form(inner: Resources) -> Resources:
    return pikepdf.Dictionary(XObject=pikepdf.Dictionary(X1=pikepdf.Dictionary(Resources=inner)))


def test_counts_and_selects_pages() -> None:
    data = _pdf([_font()] * 3)
    assert check(data, None, 5, accept=PDF_ONLY) == CheckResult(3, (1, 2, 3))
    assert check(data, " 3, 1-2 ,3", 5, accept=PDF_ONLY) == CheckResult(3, (3, 1, 2))


def test_a_font_inside_a_form_is_text() -> None:
    assert check(_pdf([_form(_form(_font()))]), None, None, accept=PDF_ONLY).page_count == 1


def test_a_font_of_the_page_tree_is_inherited() -> None:
    with pikepdf.open(BytesIO(_pdf([None]))) as pdf:
        del pdf.Root.Pages.Kids[0]["/Resources"]
        pdf.Root.Pages["/Resources"] = _font()
        pdf.save(buffer := BytesIO())
    assert check(buffer.getvalue(), None, None, accept=PDF_ONLY).page_count == 1


REFUSED = [
    (b"", None, InvalidPdf),
    (b"just a letter", None, InvalidPdf),
    (b" " * 2000 + b"%PDF-1.7", None, InvalidPdf),
    (b"%PDF-1.7 and nothing else", None, CorruptPdf),
    (_pdf([]), None, CorruptPdf),
    (_pdf([None, None]), None, OcrRequired),
    (_pdf([_font(), None]), "2", OcrRequired),
    (_pdf([_form(pikepdf.Dictionary())]), None, OcrRequired),
    (_pdf([_font()] * 6), None, PageLimitExceeded),
    (_pdf([_font()]), "one", InvalidPageRange),
    (_pdf([_font()]), "7", InvalidPageRange),
    (_pdf([_font()], pikepdf.Encryption(owner="o", user="u")), None, PasswordProtected),
]


@pytest.mark.parametrize(("data", "page_range", "error"), REFUSED)
def test_refuses(data: bytes, page_range: str | None, error: type[EngineError]) -> None:
    with pytest.raises(error):
        check(data, page_range, 5, accept=PDF_ONLY)


def test_an_owner_password_alone_is_no_lock() -> None:
    data = _pdf([_font()], pikepdf.Encryption(owner="o", user=""))
    assert check(data, None, 5, accept=PDF_ONLY).page_count == 1


def test_a_form_that_draws_itself_ends() -> None:
    with pikepdf.open(BytesIO(_pdf([_form(pikepdf.Dictionary())]))) as pdf:
        form = pdf.pages[0].obj.Resources.XObject.X1
        form.Resources["/XObject"] = pikepdf.Dictionary(X1=form)
        pdf.save(buffer := BytesIO())
    with pytest.raises(OcrRequired):
        check(buffer.getvalue(), None, None, accept=PDF_ONLY)


def test_too_many_forms_are_left_to_the_parse() -> None:
    forms = pikepdf.Dictionary({f"/X{n}": pikepdf.Dictionary() for n in range(OBJECTS_MAX + 1)})
    assert (
        check(_pdf([pikepdf.Dictionary(XObject=forms)]), None, None, accept=PDF_ONLY).page_count
        == 1
    )


TEXT = "Nora Feldweg, Köln".encode()
PNG = b"\x89PNG\r\n\x1a\n"


def test_nothing_but_pdf_where_nothing_else_is_accepted() -> None:
    assert check(_pdf([_font()]), None, 5, accept=PDF_ONLY) == CheckResult(1, (1,))
    with pytest.raises(InvalidPdf):
        check(TEXT, None, 5, accept=PDF_ONLY)


def test_a_format_that_is_not_accepted() -> None:
    for data in (b"", b"\x00\x01", TEXT):
        with pytest.raises(UnsupportedFormat):
            check(data, None, 5, accept={MediaType.PDF, MediaType.DOCX})


def test_a_format_without_pages_counts_as_one() -> None:
    assert check(TEXT, "1-3", 5) == CheckResult(1, (1,), MediaType.TEXT, "text")
    with pytest.raises(InvalidPageRange):
        check(TEXT, "2", 5)


def test_pages_without_text_go_where_ocr_is() -> None:
    mixed = _pdf([_font(), None])
    assert check(mixed, None, 5).queue == "text"
    assert check(mixed, None, 5, ocr="auto").queue == "ocr"
    assert check(mixed, "1", 5, ocr="auto").queue == "text"
    assert check(_pdf([None]), None, 5, ocr="auto").queue == "ocr"
    assert check(saved(Image.new("1", (80, 80))), None, 5, ocr="auto").queue == "ocr"
    with pytest.raises(OcrRequired):
        check(PNG, None, 5)


@pytest.mark.parametrize("before", [b"{\\rtf1 ", b"\x89PNG\r\n\x1a\n"], ids=["rtf", "png"])
def test_where_only_pdf_is_taken_no_other_beginning_will_do(before: bytes) -> None:
    """The parse goes by the first bytes: it would read such a file as what they say."""
    data = before + _pdf([_font()])
    with pytest.raises(InvalidPdf):
        check(data, None, 5, accept=PDF_ONLY)


def test_junk_before_the_header_of_a_pdf_is_let_pass() -> None:
    assert check(b"junk\n" + _pdf([_font()]), None, 5, accept=PDF_ONLY).page_count == 1
