"""The HTML: well-formed, with nothing where the standard does not allow it."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from apps.engine.options import Options
from apps.engine.render import to
from tests.engine.render.trees import EVERYTHING

VOID = {"meta", "br", "img", "hr"}
BLOCKS = {"p", "h1", "h2", "h3", "ul", "ol", "table", "figure", "header", "footer"}
HOLDS: dict[str, set[str]] = {
    "html": {"head", "body"},
    "head": {"meta", "title", "style"},
    "body": BLOCKS | {"hr"},
    "ul": {"li"},
    "ol": {"li"},
    "table": {"thead", "tbody", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "li": {"br", "p", "ul", "ol", "table", "figure", "span"},
    "span": set(),
    "p": {"br"},
    "th": {"br", "ul", "ol", "table", "figure"},
    "td": {"br", "ul", "ol", "table", "figure"},
    "figure": {"img", "figcaption"},
    "header": BLOCKS,
    "footer": BLOCKS,
}
"""What may stand in what, of the elements that are written: a small part of the content models."""


class Checker(HTMLParser):
    """Collects every breach of the table above."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        above = self.open[-1] if self.open else None
        if above is not None and tag not in HOLDS.get(above, set()):
            self.wrong.append(f"{tag} in {above}")
        if len(dict(attrs)) < len(attrs):
            self.wrong.append(f"an attribute of {tag} twice")
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")


def checked(html: str) -> Checker:
    checker = Checker()
    checker.feed(html)
    checker.close()
    return checker


OPTIONS = [
    Options(),
    Options(include_header_footer=True, keep_line_breaks=True),
    Options(image_output="external", html_page_separator="<hr>"),
]


@pytest.mark.parametrize("options", OPTIONS)
def test_is_well_formed(options: Options) -> None:
    html = to("html", EVERYTHING, b"", options).decode()
    checker = checked(html)
    assert (checker.wrong, checker.open) == ([], [])
    assert html.startswith("<!DOCTYPE html>\n<html lang=")
    assert "<title>A &lt;title&gt;</title>" in html
    assert not any(sign < " " and sign != "\n" for sign in html)
    assert "not seen" not in html


def test_loads_and_runs_nothing() -> None:
    html = to("html", EVERYTHING, b"", Options(image_output="external")).decode()
    for tag, attributes in checked(html).seen:
        assert tag not in ("script", "link", "iframe")
        assert not any(name.startswith("on") or name == "href" for name in attributes)


def test_keeps_numbers_spans_and_what_pictures_say() -> None:
    html = to("html", EVERYTHING, b"", Options(image_output="external")).decode()
    assert '<ol start="3">\n<li>item 3. &amp; so on</li>\n<li>' in html
    assert '<ol type="a">' in html
    assert '<ol type="i" start="4">\n<li>item iv. &amp; so on</li>' in html
    assert '<li value="7">item vii. &amp; so on</li>' in html
    assert '<li><span class="label">(2)</span> with more than one\n<p># paragraph' in html
    assert '<th colspan="2">Head</th>' in html
    assert 'alt="A &quot;pear&quot; &lt;b&gt; [x]"' in html
    assert html.count("<img") == 3
    assert html.count("<table>") == 3
    assert "<figcaption>" in to("html", EVERYTHING, b"", Options()).decode()


def test_is_never_without_a_title() -> None:
    nameless = replace(EVERYTHING, title=" \n", file_name="\x00")
    assert "<title>Document</title>" in to("html", nameless, b"", Options()).decode()
