"""Every format of one document, against what it must say."""

import io
import json
import zipfile

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from apps.engine.document import parse
from apps.engine.errors import InvalidOption
from apps.engine.options import ImageFormat, Options
from apps.engine.render import FORMATS, to
from tests.engine.sheets import PROSE, Sheet


def source() -> bytes:
    sheet = Sheet().text(60, 800, "Orchards & <fields>", 20, bold=True)
    sheet.column(60, 770, PROSE)
    sheet.column(60, 700, ["• Apples", "• Pears *ripe*"])
    for y in (655, 635, 615):
        sheet.rule(50, y, 250, y)
    for x in (50, 150, 250):
        sheet.rule(x, 615, x, 655)
    sheet.text(60, 640, "Fruit").text(160, 640, "a|b").text(60, 620, "Plum").text(160, 620, "7")
    sheet.text(60, 560, "secret words", color=(1, 1, 1)).text(300, 20, "1").page()
    return sheet.column(60, 700, PROSE).text(300, 20, "2").pdf()


def rendered(name: str, options: Options = Options()) -> str:  # noqa: B008
    data = source()
    return to(name, parse(data, options, "orchards.pdf"), data, options).decode()


def test_writes_json_with_the_names_of_the_contract() -> None:
    tree = json.loads(rendered("json"))
    assert list(tree) == [
        "fileName", "numberOfPages", "author", "title", "creationDate", "modificationDate",
        "pages", "kids",
    ]  # fmt: skip
    assert tree["fileName"] == "orchards.pdf"
    assert tree["pages"][0] == {"pageNumber": 1, "width": 595.0, "height": 842.0, "rotation": 0}
    heading, paragraph, items, table, hidden, rest = tree["kids"]
    assert heading["headingLevel"] == 1
    assert paragraph["content"] == " ".join(PROSE)
    assert {"font", "fontSize", "textColor", "boundingBox", "pageNumber", "id"} <= set(paragraph)
    assert (items["numberingStyle"], items["numberOfListItems"]) == ("bullets", 2)
    assert (table["numberOfRows"], table["numberOfColumns"]) == (2, 2)
    assert table["rows"][0]["cells"][1]["kids"][0]["content"] == "a|b"
    assert hidden["hiddenText"] is True
    assert rest["pageNumber"] == 2


def test_writes_furniture_only_when_asked() -> None:
    kinds = {kid["type"] for kid in json.loads(rendered("json"))["kids"]}
    assert "footer" not in kinds
    asked = json.loads(rendered("json", Options(include_header_footer=True)))["kids"]
    assert [kid["kids"][0]["content"] for kid in asked if kid["type"] == "footer"] == ["1", "2"]


def test_writes_markdown() -> None:
    text = rendered("markdown", Options(markdown_page_separator="--- %page-number% ---"))
    assert text.startswith("# Orchards & \\<fields>\n\n" + " ".join(PROSE))
    assert "- Apples\n- Pears \\*ripe\\*" in text
    assert "| Fruit | a\\|b |\n| --- | --- |\n| Plum | 7 |" in text
    assert "--- 2 ---" in text
    assert "--- 1 ---" not in text
    assert "secret" not in text


def test_keeps_line_breaks_when_asked() -> None:
    kept = Options(keep_line_breaks=True)
    assert "\\\n".join(PROSE) in rendered("markdown", kept)
    assert "\n".join(PROSE) in rendered("text", kept)
    assert "<br>\n".join(PROSE) in rendered("html", kept)


def test_writes_text() -> None:
    text = rendered("text")
    assert "• Apples\n• Pears *ripe*" in text
    assert "Fruit\ta|b\nPlum\t7" in text
    assert "secret" not in text


def test_writes_html() -> None:
    text = rendered("html")
    assert "<h1>Orchards &amp; &lt;fields&gt;</h1>" in text
    assert "<tr><th>Fruit</th><th>a|b</th></tr>" in text
    assert "secret" not in text


def test_writes_html_tables_into_markdown() -> None:
    assert "<tr><td>Plum</td><td>7</td></tr>" in rendered("markdown_with_html")


def test_annotates_and_leaves_the_content_alone() -> None:
    data = source()
    document = parse(data)
    out = to("annotated_pdf", document, data, Options())
    with pikepdf.open(io.BytesIO(out)) as pdf, pikepdf.open(io.BytesIO(data)) as before:
        for page, original in zip(pdf.pages, before.pages, strict=True):
            assert page.Contents.read_bytes() == original.Contents.read_bytes()
        *frames, shown = pdf.pages[0].Annots
        assert {str(frame.Subtype) for frame in frames} == {"/Square"}
        assert (str(shown.Subtype), str(shown.OC.Name)) == ("/Stamp", "Legend")
        layers = {str(frame.T) for page in pdf.pages for frame in page.Annots} - {"Legend"}
        assert set(str(shown.Contents).split(", ")) == layers
        assert len({str(frame.NM) for frame in frames}) == len(frames)
        assert len(pdf.Root.OCProperties.OCGs) > 3
    assert [line.text for line in parse(out).lines] == [line.text for line in document.lines]


CORNERS = {0: "right top", 90: "left top", 180: "left bottom", 270: "right bottom"}
"""Where the upper right corner as displayed lies on a page that is turned so, in user space."""


@pytest.mark.parametrize(("turn", "corner"), CORNERS.items())
def test_the_legend_stands_in_the_upper_right_corner_as_displayed(turn: int, corner: str) -> None:
    with pikepdf.open(io.BytesIO(source())) as pdf:
        for page in pdf.pages:
            page.obj.Rotate = turn
        turned = io.BytesIO()
        pdf.save(turned)
    data = turned.getvalue()
    with pikepdf.open(io.BytesIO(to("annotated_pdf", parse(data), data, Options()))) as pdf:
        page = pdf.pages[0]
        left, bottom, right, top = (float(side) for side in page.Annots[-1].Rect)
        _, _, wide, high = (float(side) for side in page.mediabox)
        assert (right > wide - 20 if "right" in corner else left < 20) is True
        assert (top > high - 20 if "top" in corner else bottom < 20) is True


@pytest.mark.parametrize("turn", [b"/East", b"(90)", b"[90]", b"90.0"])
def test_annotates_pages_whose_rotation_is_damaged(turn: bytes) -> None:
    with pikepdf.open(io.BytesIO(source())) as pdf:
        pdf.pages[0].obj.Rotate = pikepdf.Object.parse(turn)
        pdf.pages[1].obj.Parent = pikepdf.String("no node")
        damaged = io.BytesIO()
        pdf.save(damaged)
    data = damaged.getvalue()
    out = to("annotated_pdf", parse(data), data, Options())
    with pikepdf.open(io.BytesIO(out)) as pdf:
        assert len(pdf.pages[0].Annots) > 3


def test_refuses_unknown_formats() -> None:
    data = source()
    with pytest.raises(InvalidOption):
        to("docx", parse(data), data, Options())


@pytest.mark.parametrize("name", FORMATS)
def test_writes_the_same_bytes_twice(name: str) -> None:
    data = source()
    assert to(name, parse(data), data, Options()) == to(name, parse(data), data, Options())


def pictured() -> bytes:
    sheet = Sheet().column(60, 800, PROSE)
    sheet.canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "red")), 60, 500, 200, 150)
    return sheet.column(60, 450, PROSE).pdf()


@pytest.mark.parametrize("image_format", ["png", "jpeg"])
def test_embeds_images_when_asked(image_format: ImageFormat) -> None:
    data = pictured()
    options = Options(image_output="embedded", image_format=image_format)
    document = parse(data, options)
    for name in ("markdown", "html", "json"):
        assert f"data:image/{image_format};base64," in to(name, document, data, options).decode()
        assert "base64" not in to(name, document, data, Options()).decode()


def test_packs_markdown_and_images_into_one_archive() -> None:
    data = pictured()
    archive = to("markdown_with_images", parse(data), data, Options())
    assert archive == to("markdown_with_images", parse(data), data, Options())
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        name = next(name for name in files.namelist() if name.startswith("images/"))
        assert f"![]({name})" in files.read("document.md").decode()
        with Image.open(io.BytesIO(files.read(name))) as picture:
            assert picture.getpixel((50, 50)) == (255, 0, 0)
