"""Rows with the marks of Markdown in, what would be shown of them out."""

import pytest

from apps.engine.document import parse
from apps.engine.document.readers.markdown import is_markdown, read_marks
from apps.engine.model import Heading, Style
from apps.engine.options import Options

MARKS = {
    "strong": ("**Engineer**, Leeds", "Engineer, Leeds"),
    "emphasized": ("*2019 - 2020*", "2019 - 2020"),
    "both": ("***Engineer***", "Engineer"),
    "one within the other": ("**Engineer *at* Aire**", "Engineer at Aire"),
    "low lines": ("__Engineer__ _at_ Aire", "Engineer at Aire"),
    "code": ("`make *` and `ls`", "make * and ls"),
    "a link": ("[page](https://example.com/a_b_c)", "page"),
    "an address": ("<nora@example.com>", "nora@example.com"),
    "a plain sign": (r"5\* hotel", "5* hotel"),
    "a heading": ("## Work ##", "Work"),
    "a strong heading": ("### **Engineer**", "Engineer"),
    "a list": ("* **Go**: *daily*", "* Go: daily"),
}
UNMARKED = {
    "a product": "2 * 3 * 4",
    "names with low lines": "see my_own_file and your_own_file",
    "a lonely sign": "rated 5* in all reviews",
    "a language": "C# and F#",
    "a number": "#1 of 40 in sales",
    "brackets": "[1] (see below)",
    "less than": "under <5 days and >3 people",
    "a rule": "*****",
    "nothing": "",
}


@pytest.mark.parametrize(("row", "text"), MARKS.values(), ids=MARKS)
def test_marks_are_not_shown(row: str, text: str) -> None:
    marked = read_marks(row)
    assert marked.text == text
    assert len(marked.looks) == len(text)


@pytest.mark.parametrize("row", UNMARKED.values(), ids=UNMARKED)
def test_other_signs_are(row: str) -> None:
    marked = read_marks(row)
    assert (marked.text, set(marked.looks) - {0}, marked.links) == (row, set(), ())


def test_a_link_knows_its_letters() -> None:
    (link,) = read_marks("see [my page](https://example.com)").links
    assert (link.start, link.end, link.target) == (4, 11, "https://example.com")


TEXTS = {
    "headings": (["# Nora", "", "## Work", "Engineer"], True),
    "strong text": (["**Nora**", "**Engineer** in Leeds", "Work"], True),
    "one heading": (["# Nora", "Work", "Engineer"], False),
    "a list behind #": (["Skills", "# Go", "# Rust", "# C"], False),
    "bullets": (["* Go", "* Rust", "- C"], False),
    "signs around headings": (["** Work **", "Engineer", "** School **"], False),
    "footnotes": (["Sales up 5%** in a year", "Costs down**", "** audited"], False),
}


@pytest.mark.parametrize(("rows", "expected"), TEXTS.values(), ids=TEXTS)
def test_several_marks_make_markdown(rows: list[str], expected: bool) -> None:
    assert is_markdown(rows) is expected


def test_a_text_with_marks_shows_none() -> None:
    text = (
        "# Nora\n\n## Work\n\n**Engineer** at [Aire](https://example.com)\n\nSkills\n------\nGo\n"
    )
    document = parse(text.encode(), Options(), "notes.txt")
    assert [line.text for line in document.lines] == [
        "Nora", "Work", "Engineer at Aire", "Skills", "Go",
    ]  # fmt: skip
    name, work, engineer, skills = (line.words[0].style for line in document.lines[:4])
    assert name.size > work.size > engineer.size == skills.size
    assert all(style.bold for style in (name, work, engineer, skills))
    assert not document.lines[2].words[1].style.bold
    assert document.lines[2].words[2].link == "https://example.com"
    assert isinstance(document.kids[0], Heading)


def test_plain_text_keeps_its_signs() -> None:
    document = parse(b"rated 5*\n# 1 in *all* reviews\n", Options(), "notes.txt")
    assert [line.text for line in document.lines] == ["rated 5*", "# 1 in *all* reviews"]
    assert {line.words[0].style for line in document.lines} == {
        Style("", 10.0, False, False, (0.0, 0.0, 0.0))
    }
