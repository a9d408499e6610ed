"""What holds for every text and every page: nothing raises, is invented, lost or counted twice."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from babel import Locale
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from apps.engine.errors import OcrRequired
from apps.engine.model import Box, Document, Line, PageSize, Style, Word
from apps.engine.resume import Extraction, ats, extract
from apps.engine.resume.dates import find_dates
from apps.engine.resume.vocabulary.load import spellings
from tests.engine.resume.conftest import TODAY
from tests.engine.resume.evidence import unproven
from tests.engine.typed import read_typed

GOLDEN = Path(__file__).parent / "golden"
FLOWING = ("single_column", "functional", "hidden_text", "date_below", "date_column", "academic")
"""Golden cases whose sections follow each other in one column, each below a heading."""
HEADING = re.compile(r"^## .*$", re.MULTILINE)

whole_pages = settings(
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# --- any document ---------------------------------------------------------------------------------

ODD = [
    "\u202eEXPERIENCE\u202c", "\u200bSkills\u200d", "شهادة", "ניסיון", "履歴書", "e\u0301", "ﬁ",
    "\ufeff", "\ud83d", "\udc00", "🧑\u200d💻", "\ue000", "\u00ad", "\x00",
    "İ", "ß", "ǅ", "٢٠١٩", "²", "EXPERIENCE", "Education", "SKILLS", "2019", "–", "Present",
    "seit", "•", "|", ",", "(", "a@b.co", "+44", "https://x.y", "GmbH", "Engineer", "BSc", "in",
    "London", "Q3", "'18", "%", "-",
]  # fmt: skip
anything = st.characters(exclude_categories=())
tokens = st.one_of(
    st.sampled_from(ODD),
    st.text(anything.filter(lambda char: not char.isspace()), min_size=1, max_size=6),
)
STYLES = [
    Style(font, size, bold, False, color)
    for font in ("Sans", "")
    for size in (0.0, 1.0, 10.0, 13.0, 500.0)
    for bold in (False, True)
    for color in ((0.0, 0.0, 0.0), (0.2, 0.4, 0.9))
]
LINKS = [None, None, "mailto:ada@example.com", "https://example.org", "\ud800"]
edges = st.sampled_from([-1e5, -3.5, 0.0, 40.0, 40.1, 56.0, 100.0, 300.0, 301.5, 560.0, 792.0, 1e5])


def _box(one: float, two: float, three: float, four: float) -> Box:
    return Box(min(one, two), min(three, four), max(one, two), max(three, four))


boxes = st.builds(_box, edges, edges, edges, edges)
words = st.builds(
    Word, tokens, boxes, st.sampled_from(STYLES), st.booleans(), st.sampled_from(LINKS)
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    lines = []
    for number in range(draw(st.integers(0, 10))):
        found = tuple(draw(st.lists(words, min_size=1, max_size=4)))
        text = "".join(
            " " * (word.space_before and i > 0) + word.text for i, word in enumerate(found)
        )
        cells = (
            0,
            *draw(st.sets(st.integers(1, len(found) - 1)) if len(found) > 1 else st.just(())),
        )
        lines.append(
            Line(
                number,
                draw(st.integers(1, 2)),
                draw(boxes),
                found,
                text,
                draw(st.integers(0, 2)),
                draw(st.integers(0, 5)),
                draw(st.sampled_from([None, None, None, "tiny"])),
                draw(st.sampled_from([None, None, None, "header"])),
                tuple(sorted(cells)),
            )
        )
    pages = tuple(PageSize(number, 612.0, 792.0, 0) for number in (1, 2))
    return Document(2, pages, tuple(lines), title=draw(st.none() | tokens))


@settings(whole_pages, max_examples=60)
@given(documents())
def test_no_document_raises_or_is_told_anything_new(document: Document) -> None:
    found = extract(document, TODAY)
    json.dumps([found.resume, found.evidence, found.metadata])
    assert unproven(found) == []
    lines = len(_read_lines(document))
    share = 1 - len(_lost(found)) / lines if lines else 1.0
    assert found.metadata["coverage"] == round(share, 4)


@settings(whole_pages)
@given(st.lists(st.lists(tokens, min_size=1, max_size=5), min_size=1, max_size=8))
def test_no_page_raises_or_is_told_anything_new(rows: list[list[str]]) -> None:
    """The same through the layout: letters in, no lines given."""
    page = "\n".join(" ".join(row) for row in rows)
    try:
        document = read_typed(page)
    except OcrRequired:
        return
    assert unproven(extract(document, TODAY)) == []


def _lost(found: Extraction) -> list[str]:
    return [line["text"] for line in cast("list[dict[str, Any]]", found.metadata["unassigned"])]


def _unaccounted(document: Document, found: Extraction, headings: Sequence[str]) -> list[str]:
    """Lines, headings apart, that neither stand behind a value nor are listed as not assigned."""
    known = {*_lost(found), *headings}
    places = [place for one in found.evidence.values() for place in cast("list[Any]", one)]
    return [
        line.text
        for line in _read_lines(document)
        if line.text not in known and not any(_stands_on(line, place) for place in places)
    ]


def _read_lines(document: Document) -> list[Line]:
    return [line for line in document.visible_lines() if line.furniture is None]


def _stands_on(line: Line, place: dict[str, Any]) -> bool:
    left, bottom, right, top = place["boundingBox"]
    middle = (bottom + top) / 2
    level = line.box.bottom <= middle <= line.box.top
    return bool(place["page"] == line.page and level and left < line.box.right + 1 and right > 0)


# --- shuffled sections ----------------------------------------------------------------------------


def _parts(case: str) -> tuple[str, list[str]]:
    """The header of a golden page, and its sections with their headings."""
    page = (GOLDEN / case / "page.txt").read_text(encoding="utf-8")
    starts = [*(found.start() for found in HEADING.finditer(page)), len(page)]
    sections = [page[start:end].strip("\n") for start, end in pairwise(starts)]
    return page[: starts[0]].strip("\n"), sections


PARTS = {case: _parts(case) for case in FLOWING}


@settings(whole_pages, max_examples=25)
@given(st.data())
def test_the_order_of_sections_changes_no_field(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(FLOWING))
    header, sections = PARTS[case]
    shuffled = data.draw(st.permutations(sections))
    one, other = (
        extract(read_typed("\n\n".join((header, *order)) + "\n"), TODAY).resume
        for order in (sections, shuffled)
    )
    for field in ("candidate", "contact", "skills", "experience", "education", "languages"):
        assert one[field] == other[field], field


@settings(whole_pages, max_examples=25)
@given(
    st.sampled_from(FLOWING),
    st.lists(st.sampled_from([s for _, found in PARTS.values() for s in found]), max_size=6),
)
def test_any_mixture_of_sections_is_proven_and_accounted_for(case: str, mixed: list[str]) -> None:
    page = "\n\n".join((PARTS[case][0], *mixed)) + "\n"
    pages = _over_pages(page)
    document = read_typed(pages)
    found = extract(document, TODAY)
    assert unproven(found) == []
    headings = [found[0].removeprefix("## ") for found in HEADING.finditer(page)]
    assert _unaccounted(document, found, headings) == []


def _over_pages(page: str, rows: int = 38) -> str:
    lines = page.split("\n")
    pages = ["\n".join(lines[at : at + rows]).strip("\n") for at in range(0, len(lines), rows)]
    return "\n===\n".join(one for one in pages if one) + "\n"


# --- dates ----------------------------------------------------------------------------------------

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")
FORMS = {
    "en": ("{m} {y}", "{m}, {y}", "{m} 3rd, {y}", "3rd {m} {y}", "{y} {m}"),
    "de": ("{m} {y}", "1. {m} {y}"),
    "fr": ("{m} {y}", "1er {m} {y}"),
    "es": ("{m} {y}", "{m} de {y}", "{m} del {y}", "12 de {m} de {y}"),
    "pt": ("{m} {y}", "{m} de {y}", "12 de {m} de {y}", "{m}/{y}"),
    "it": ("{m} {y}", "1º {m} {y}"),
    "nl": ("{m} {y}", "3 {m} {y}"),
}
NUMERIC = (
    *("{n:02d}/{y}", "{n:02d}.{y}", "{n:02d}-{y}", "{n}/{y}", "{y}-{n:02d}", "{y}/{n:02d}"),
    *("{y}-{n:02d}-17", "{y}/{n:02d}/17", "05.{n:02d}.{y}", "17/{n:02d}/{y}", "{n:02d}/17/{y}"),
)
CASES: tuple[Callable[[str], str], ...] = (str, str.lower, str.upper, str.capitalize)
DASHES = (" – ", "–", " - ", " — ", " − ")

months = st.integers(1, 12)
years = st.integers(1950, 2049)


@st.composite
def printed(draw: st.DrawFn, language: str) -> tuple[str, str]:
    """A month as a person of that language may print it, and its ISO form."""
    month, year = draw(months), draw(years)
    width = draw(st.sampled_from(["wide", "abbreviated"]))
    context = draw(st.sampled_from(["format", "stand-alone"]))
    name = str(Locale(language).months[context][width][month])
    form = draw(st.sampled_from(FORMS[language] + NUMERIC))
    text = form.format(m=draw(st.sampled_from(CASES))(name), n=month, y=year)
    return text, f"{year:04d}-{month:02d}"


@given(st.sampled_from(LANGUAGES).flatmap(printed))
def test_a_printed_month_comes_back_as_it_was_meant(one: tuple[str, str]) -> None:
    text, iso = one
    assert [(found.text, found.start_iso) for found in find_dates(text)] == [(text, iso)]


@given(
    st.sampled_from(LANGUAGES).flatmap(lambda name: st.tuples(printed(name), printed(name))),
    st.sampled_from(DASHES),
)
def test_a_printed_range_comes_back_as_it_was_meant(
    ends: tuple[tuple[str, str], tuple[str, str]], dash: str
) -> None:
    (first, start), (last, end) = sorted(ends, key=lambda one: one[1])
    assume(start[:4] < end[:4])
    [found] = find_dates(f"{first}{dash}{last}")
    assert (found.start_iso, found.end_iso, found.current) == (start, end, False)


@given(
    st.sampled_from(LANGUAGES).flatmap(printed),
    st.sampled_from(sorted(spellings("present", "present"))),
    st.sampled_from(CASES),
)
@example(("09/2019", "2019-09"), "heute", str.upper)
def test_a_word_for_today_leaves_the_range_open(
    one: tuple[str, str], word: str, case: Callable[[str], str]
) -> None:
    [found] = find_dates(f"{one[0]} – {case(word)}")
    assert (found.start_iso, found.end_iso, found.current) == (one[1], None, True)


# --- years ----------------------------------------------------------------------------------------

spans = st.tuples(st.integers(1980, 2035), months, st.integers(0, 240))


def _range(span: tuple[int, int, int]) -> tuple[str, set[int]]:
    year, month, length = span
    first = year * 12 + month - 1
    last = first + length
    text = f"{month:02d}/{year} – {last % 12 + 1:02d}/{last // 12}"
    return text, set(range(first, last + 1))


@given(st.lists(spans, max_size=6))
def test_each_month_of_work_counts_once_and_none_of_the_future(
    found: list[tuple[int, int, int]],
) -> None:
    texts, covered = zip(*map(_range, found), strict=True) if found else ((), ())
    dates = [one for text in texts for one in find_dates(text)]
    assume(len(dates) == len(texts))
    past = {month for one in covered for month in one if month <= 2026 * 12 + 10}
    years = ats.years_of_experience(dates, date(2026, 11, 1))
    assert (years or 0.0) == round(len(past) / 12, 1) >= 0
    assert ats.years_of_experience([*dates, *dates], date(2026, 11, 1)) == years
