"""A sanitized document: nothing of what was masked is left in any artifact."""

import json
from dataclasses import replace

import pytest
from pikepdf import Array, Dictionary, Name

from apps.engine.document import parse
from apps.engine.document.sanitize import sanitize
from apps.engine.errors import InvalidOption
from apps.engine.model import Document
from apps.engine.options import Options
from apps.engine.render import to
from tests.engine.sheets import Sheet
from tests.engine.tags import Tag, tagged_pdf

SANITIZED = Options(sanitize=True)
WRAPPED = [
    (("Write to ada@exam", "ple.org for a copy of it"), "Write to [email] for a copy of it"),
    (("Write to ada.love", "lace@example.org for it"), "Write to [email] for it"),
    (("Write to ada@example.or", "g for a copy"), "Write to [email] for a copy"),
    (("Write to ada", "@example.org for a copy"), "Write to [email] for a copy"),
    (("See https://example.org/very-", "long/path for the rest"), "See [url] for the rest"),
    (("See example.org/a/very", "/long/path for the rest"), "See [url] for the rest"),
    (("Call +49 151", "23456789 after noon"), "Call [phone] after noon"),
    (("Paid with 4111 1111", "1111 1111 in May"), "Paid with [card] in May"),
    (("Mail ada@example.org", "or call at noon"), "Mail [email] or call at noon"),
    (("Mail to", "ada@example.org at noon"), "Mail to [email] at noon"),
    (("See https://example.org", "for the rest of it"), "See [url] for the rest of it"),
    (("Founded in 2014", "2015 was the first year"), "Founded in 2014 2015 was the first year"),
]


def paragraph(*lines: str) -> Document:
    return parse(Sheet().column(72, 700, lines).pdf(), SANITIZED)


@pytest.mark.parametrize(("lines", "expected"), WRAPPED)
def test_masks_what_is_wrapped(lines: tuple[str, ...], expected: str) -> None:
    document = paragraph(*lines)
    text = to("text", document, b"", SANITIZED).decode()
    assert " ".join(text.split()) == expected
    assert " ".join(line.text for line in document.lines) == expected


def test_masks_what_is_set_in_two_styles() -> None:
    sheet = Sheet().text(72, 700, "Write to ada@").text(72, 600, "Nothing here")
    wide = sheet.canvas.stringWidth("Write to ada@", "Helvetica", 10)
    document = parse(sheet.text(72 + wide, 700, "example.org", bold=True).pdf(), SANITIZED)
    line = document.lines[0]
    assert line.text == "Write to [email]"
    assert [word.text for word in line.words] == ["Write", "to", "[email]"]
    assert document.lines[1].text == "Nothing here"


def test_drops_link_targets() -> None:
    sheet = Sheet().text(72, 700, "Write to ada today")
    sheet.canvas.linkURL("mailto:ada@example.org", (70, 695, 220, 712))
    document = parse(sheet.pdf(), SANITIZED)
    assert document.links == ()
    assert {word.link for word in document.lines[0].words} == {None}


def test_masks_the_name_of_the_file_and_its_metadata() -> None:
    document = replace(
        parse(Sheet().text(72, 700, "Text").pdf()),
        title="CV of ada@example.org",
        author="Ada, +1 512 555 0142",
        file_name="ada@example.org.pdf",
    )
    masked = sanitize(document)
    assert (masked.title, masked.author) == ("CV of [email]", "Ada, [phone]")
    assert "example" not in masked.file_name


def test_keeps_the_words_that_open_a_cell() -> None:
    sheet = Sheet().text(72, 700, "ada@example.org").text(300, 700, "Berlin")
    (line,) = (line for line in parse(sheet.pdf(), SANITIZED).lines if "Berlin" in line.text)
    assert [line.words[cell].text for cell in line.cells][-1] == "Berlin"


def cells() -> bytes:
    sheet = Sheet()
    for y in (700, 680, 660):
        sheet.rule(50, y, 350, y)
    for x in (50, 200, 350):
        sheet.rule(x, 660, x, 700)
    sheet.text(60, 685, "Name").text(210, 685, "Contact")
    return sheet.text(60, 665, "Ada").text(210, 665, "0151 23456789").pdf()


@pytest.mark.parametrize("name", ["json", "markdown", "markdown_with_html", "html", "text"])
def test_masks_cells_in_every_format(name: str) -> None:
    text = to(name, parse(cells(), SANITIZED), cells(), SANITIZED).decode()
    assert "23456789" not in text
    assert "[phone]" in text.replace("\\", "")


def test_does_not_join_numbers_of_two_cells() -> None:
    sheet = Sheet()
    for y in (700, 680, 660):
        sheet.rule(50, y, 350, y)
    for x in (50, 150, 250, 350):
        sheet.rule(x, 660, x, 700)
    for x, number in ((60, "512"), (160, "555"), (260, "0142")):
        sheet.text(x, 685, number).text(x, 665, number)
    tree = json.loads(to("json", parse(sheet.pdf(), SANITIZED), b"", SANITIZED))
    assert "phone" not in json.dumps(tree)


@pytest.mark.parametrize("name", ["annotated_pdf", "tagged_pdf", "markdown_with_images"])
def test_refuses_formats_that_show_the_page(name: str) -> None:
    with pytest.raises(InvalidOption):
        to(name, parse(cells(), SANITIZED), cells(), SANITIZED)


def test_masks_what_files_say_in_place_of_figures() -> None:
    box = Dictionary(O=Name.Layout, BBox=Array([100, 400, 300, 500]))
    figure = Tag("Figure", more={"Alt": "Card of ada@example.org", "A": box})
    options = Options(sanitize=True, use_struct_tree=True)
    document = parse(tagged_pdf([figure, Tag("P", "Her card")]), options)
    assert "Card of [email]" in to("json", document, b"", options).decode()
