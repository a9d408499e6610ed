"""Options that change how a document is written, in every format they are for."""

import io
import json
import zipfile

import pytest

from apps.engine.document import parse
from apps.engine.options import Options
from apps.engine.render import pictures, to
from tests.engine.render.trees import EVERYTHING
from tests.engine.sheets import PROSE, Sheet
from tests.engine.tags import Tag, tagged_pdf

SEPARATED = ("markdown", "markdown_with_html", "text", "html")
SEPARATOR = "== %page-number% of %page-number% =="


def written(name: str, options: Options) -> str:
    return to(name, EVERYTHING, b"", options).decode()


@pytest.mark.parametrize("name", SEPARATED)
def test_separates_pages_once_and_forwards(name: str) -> None:
    option = f"{name.split('_')[0]}_page_separator"
    text = written(name, Options(**{option: SEPARATOR}))  # type: ignore[arg-type]
    assert text.count("== ") == 2
    before, second, fourth = text.replace("== 2 of 2 ==", "|SEP|").replace(
        "== 4 of 4 ==", "|SEP|"
    ).split("|SEP|")  # fmt: skip
    assert "Figure 1" in before
    assert "on the second page" in second
    assert "on the fourth page" in fourth
    assert "== " not in written(name, Options())


def test_separates_pages_in_the_order_asked_for() -> None:
    data = Sheet().text(72, 700, "One").page().text(72, 700, "Two").pdf()
    options = Options(page_range="2,1", text_page_separator="-- %page-number% --")
    assert to("text", parse(data, options), data, options).decode() == "Two\n\n-- 1 --\n\nOne\n"


@pytest.mark.parametrize(("name", "line_end"), [("text", "\n"), ("markdown", "\\\n"),
                                                ("html", "<br>\n"), ("json", "\\n")])  # fmt: skip
def test_keeps_line_breaks(name: str, line_end: str) -> None:
    assert f"first line{line_end}second line" in written(name, Options(keep_line_breaks=True))
    assert "first line second line" in written(name, Options())


UNMAPPED = [
    (" ", "Ap ples"),
    ("", "Apples"),
    ("?", "Ap?ples"),
    ("*", "Ap*ples"),
    ("[?]", "Ap[?]ples"),
]


@pytest.mark.parametrize(("replacement", "expected"), UNMAPPED)
def test_replaces_what_fonts_do_not_explain(replacement: str, expected: str) -> None:
    data = tagged_pdf([Tag("P", "Ap\\001ples")], loose=[Tag("", PROSE[0], y=600)])
    options = Options(replace_invalid_chars=replacement)
    document = parse(data, options)
    for name in ("text", "html", "json", "markdown"):
        text = to(name, document, data, options).decode()
        assert expected in text.replace("\\*", "*")
        assert "\ufffd" not in text


def test_writes_cells_that_hold_more_than_text() -> None:
    assert "| Head |  |\n| --- | --- |\n| a\\|b c | • item • & so on Head a\\|b c |" in written(
        "markdown", Options()
    )
    assert "a|b c\t• item • & so on Head a|b c" in written("text", Options())
    assert "<td><ul>\n<li>item • &amp; so on</li>\n</ul> <table>" in written(
        "markdown_with_html", Options()
    )


def test_does_not_escape_what_headings_allow() -> None:
    assert written("markdown", Options()).startswith("# 1. Orchards & \\<fields>")


def test_names_pictures_in_every_format() -> None:
    external = Options(image_output="external", image_format="jpeg")
    assert '![A "pear" b x ](images/image-40.jpeg)' in written("markdown", external)
    assert 'src="images/image-40.jpeg"' in written("html", external)
    tree = json.loads(written("json", external))
    image = next(kid for kid in tree["kids"] if kid["type"] == "image")
    assert (image["source"], image["format"]) == ("images/image-40.jpeg", "jpeg")
    assert image["alt"] == 'A "pear" <b> [x]'
    inner = tree["kids"][6]["rows"][1]["cells"][1]["kids"][1]["rows"][1]["cells"][1]["kids"]
    assert inner[0]["source"] == "images/image-41.jpeg"
    assert "image-4" not in written("markdown", Options())


def page() -> bytes:
    sheet = Sheet((300, 300))
    return sheet.box(50, 50, 100, 100, 0.5).text(20, 250, "Orchards").pdf()


def test_packs_pictures_of_all_depths() -> None:
    archive = to("markdown_with_images", EVERYTHING, page(), Options())
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        names = ["document.md", *(f"images/image-{number}.png" for number in (40, 41, 77))]
        assert sorted(files.namelist()) == sorted(names)
        assert {entry.date_time for entry in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert files.read("images/image-40.png").startswith(b"\x89PNG")
    assert archive == to("markdown_with_images", EVERYTHING, page(), Options())


@pytest.mark.parametrize("limit", ["MAX_PICTURES", "MAX_BYTES"])
def test_leaves_pictures_out_beyond_its_limits(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, limit, 0)
    text = to("markdown", EVERYTHING, page(), Options(image_output="embedded")).decode()
    assert "![" not in text
