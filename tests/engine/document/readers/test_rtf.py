"""RTF as programs write it in, what it says out."""

import pytest

from apps.engine.document import parse
from apps.engine.errors import CorruptFile, EngineError
from apps.engine.model import Document, Heading, Table
from apps.engine.options import Options

FONTS = (
    r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset2 Symbol;}{\f2\fcharset238 Arial CE;}"
    r"{\f3\fcharset128 MS Mincho;}}{\colortbl;\red255\green255\blue255;\red0\green0\blue255;}"
)


def read(body: str) -> Document:
    data = f"{{\\rtf1\\ansi\\ansicpg1252{FONTS}{body}}}".encode("latin-1")
    return parse(data, Options(), "letter.rtf")


def texts(body: str) -> list[str]:
    return [line.text for line in read(body).lines if line.hidden is None]


SAID = {
    "paragraphs": (r"Nora\par Feldweg\par", ["Nora", "Feldweg"]),
    "the last one without an end": (r"Nora\par Feldweg", ["Nora", "Feldweg"]),
    "a paragraph by a backslash": ("Nora\\\nFeldweg", ["Nora", "Feldweg"]),
    "a line break": (r"Nora\line Feldweg\par", ["Nora", "Feldweg"]),
    "rows of the file mean nothing": ("No\nra Feld\r\nweg", ["Nora Feldweg"]),
    "a letter by its code": (r"K\'f6ln", ["Köln"]),
    "a letter of a font": (r"{\f2 \'b3\'f3d\'9f}", ["łódź"]),
    "a letter of two bytes": (r"{\f3 \'93\'fa\'96\'7b}", ["日本"]),
    "unicode and what repeats it": (r"K\u246?ln, \u-3913 \'3f", ["Köln, \uf0b7"]),
    "unicode that repeats nothing": (r"\uc0 K\u246 ln", ["Köln"]),
    "two halves of a letter": (r"\u-10179?\u-9209? ok", ["\U0001f407 ok"]),
    "half a letter": (r"a\u-9209?b", ["a b"]),
    "signs by their words": (r"\ldblquote A\rdblquote  \endash  B\~C", ["“A” – B C"]),
    "braces": (r"\{a\} \\ b", [r"{a} \ b"]),
    "capitals": (r"{\caps nora} Feldweg", ["NORA Feldweg"]),
    "deleted text": (r"{\deleted Old }New", ["New"]),
    "hidden text": (r"{\v secret}\par Nora", ["Nora"]),
    "white on white": (r"{\cf1 secret}\par Nora", ["Nora"]),
    "white on blue": (r"{\cf1\highlight2 Nora}", ["Nora"]),
    "groups nobody knows": (r"{\*\newthing secret}{\info{\title T}}Nora", ["Nora"]),
    "a picture": (r"{\pict\pngblip 89504e47}Nora", ["Nora"]),
    "a binary picture": ("{\\pict\\bin4 }{}\\}Nora", ["Nora"]),
    "a label": (r"{\listtext\f1\'b7\tab}\ls1\li720\fi-360 one\par", ["• one"]),
    "a number": (r"{\listtext 3.\tab}\ls1 three\par", ["3. three"]),
    "a list without labels": (r"\ls1 one\par", ["• one"]),
    "an object shows its result": (
        r"{\object\objemb{\*\objdata 0105}{\result Nora}}",
        ["Nora"],
    ),
    "a box": (
        r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt In the box\par}}}Out",
        ["In the box", "Out"],
    ),
    "a footnote": (r"Birds{\footnote Many.\par} sing\par", ["Birds1 sing", "1 Many."]),
}


@pytest.mark.parametrize(("body", "expected"), SAID.values(), ids=SAID)
def test_says(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_looks_are_handed_down_and_end_with_their_group() -> None:
    line = read(r"\pard\plain\fs40\b Nora {\i\b0 Ella} Feldweg\plain  plain\par").lines[0]
    looks = {
        word.text: (word.style.size, word.style.bold, word.style.italic) for word in line.words
    }
    assert looks == {
        "Nora": (20.0, True, False),
        "Ella": (20.0, False, True),
        "Feldweg": (20.0, True, False),
        "plain": (12.0, False, False),
    }


def test_a_tab_leads_to_its_stop() -> None:
    line = read(r"\pard\tqr\tx8000 Engineer\tab 2019\par").lines[0]
    assert line.cells == (0, 1)
    assert line.words[1].box.right == pytest.approx(400.0, abs=1.0)


def test_links_lead_out_of_the_file_only() -> None:
    field = r'{{\field{{\*\fldinst HYPERLINK "{}"}}{{\fldrslt Nora}}}} said'
    words = read(field.format("https://example.com/nora")).lines[0].words
    assert [word.link for word in words] == ["https://example.com/nora", None]
    assert read(field.format("file:///etc/passwd")).lines[0].words[0].link is None


def test_styles_make_headings() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\s2 heading 2;}{\*\cs3 heading 3;}}"
    document = read(styles + r"\pard\s1\b Birds\par\pard\s2 Gulls\par\pard\s0 They cry.\par")
    levels = [kid.level for kid in document.kids if isinstance(kid, Heading)]
    assert levels == [1, 2]


ROW = r"\trowd\trhdr\clbrdrt\brdrs\cellx2000\cellx4000 "


def test_cells_make_a_table_of_rows_and_spans() -> None:
    body = (
        ROW + r"\pard\intbl Year\cell Birds\cell\row"
        r"\trowd\cellx2000\cellx4000 \pard\intbl 2024\cell 12\cell\row"
        r"\trowd\cellx4000 \pard\intbl none at all\cell\row \pard After\par"
    )
    document = read(body)
    [table] = [kid for kid in document.kids if isinstance(kid, Table)]
    shape = [[(cell.column, cell.column_span) for cell in row.cells] for row in table.rows]
    assert shape == [[(1, 1), (2, 1)], [(1, 1), (2, 1)], [(1, 2)]]
    assert table.rows[0].cells[0].is_header
    assert [line.text for line in document.lines] == [
        "Year Birds", "2024 12", "none at all", "After",
    ]  # fmt: skip


def test_tables_within_tables_stay_in_their_cells() -> None:
    told = r"{\*\nesttableprops\trowd\cellx900\cellx1800\nestrow}"
    inner = rf"\pard\intbl\itap2 a\nestcell b\nestcell{told}"
    lines = texts(
        rf"\trowd\cellx2000\cellx4000 {inner}\pard\intbl\itap1 c\cell d\cell\row\pard e\par"
    )
    assert sorted(" ".join(lines).split()) == ["a", "b", "c", "d", "e"]


def test_headers_with_contact_data_are_text_and_others_are_not() -> None:
    said = read(r"{\header Nora Feldweg, nora@example.com\par}{\footer page 1\par}Dear Sir\par")
    assert [(line.text, line.furniture) for line in said.lines] == [
        ("Nora Feldweg, nora@example.com", None),
        ("Dear Sir", None),
        ("page 1", "footer"),
    ]


def test_says_who_wrote_it() -> None:
    document = read(r"{\info{\title Birds}{\author N. Feldweg}}Text")
    assert (document.title, document.author) == ("Birds", "N. Feldweg")


HOSTILE = {
    "groups without end": b"{\\rtf1 " + b"{" * 5000 + b"Nora",
    "nothing": b"{\\rtf1}",
    "only blanks": b"{\\rtf1 \\par \\tab \\par}",
}
READ = {
    "too many ends": b"{\\rtf1 Nora" + b"}" * 5000,
    "no end": b"{\\rtf1 Nora",
    "a binary part longer than the file": b"{\\rtf1 Nora{\\pict\\bin999999999 ",
    "large numbers": b"{\\rtf1\\fs9999999999\\li-9999999999\\cellx9999999999\\u99999999 ?Nora",
    "a row of thousands of cells": b"{\\rtf1\\intbl Nora" + b"\\cell" * 50_000 + b"\\row}",
    "tables thousands deep": b"{\\rtf1\\intbl\\itap9999 Nora\\nestcell\\nestrow\\par}",
    "a link that is no link": b'{\\rtf1{\\field{\\*\\fldinst DDEAUTO "cmd"}{\\fldrslt Nora}}}',
    "an end of nothing": b"{\\rtf1 Nora\\",
    "code pages that are none": b"{\\rtf1\\ansicpg12345{\\fonttbl{\\f0\\fcharset99 A;}}\\f0 Nora",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_refuses(data: bytes) -> None:
    with pytest.raises(CorruptFile):
        parse(data, Options(), "x.rtf")


@pytest.mark.parametrize("data", READ.values(), ids=READ)
def test_reads_what_is_broken(data: bytes) -> None:
    try:
        document = parse(data, Options(), "x.rtf")
    except EngineError as error:
        pytest.fail(error.code)
    assert any("Nora" in line.text for line in document.lines)
