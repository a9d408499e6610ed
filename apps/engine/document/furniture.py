"""Lines of all pages -> the same lines, running headers, footers and page numbers marked.

Only what repeats on several pages at the same height, or is a bare page number, is furniture.
Contact data stays text where it first appears: resumes like to put it into the page header.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from apps.engine.model import Line, PageSize

MARGIN = 0.12  # of the page height: running heads and feet stand in it
SAME_HEIGHT = 6.0  # points between the places of one running line on two pages
MAX_TITLE_WORDS = 8  # a running head is short
SMALL_TITLE = 0.75  # of the size of the title: running heads are smaller
PAGE_NUMBER = re.compile(
    r"[-–—|(\[]?\s*(?:[^\W\d]{1,8}\.?\s*)?\d{1,3}\s*(?:(?:/|of|von|de|di|van|sur|à)\s*\d{1,3})?\s*[-–—|)\]]?",
    re.IGNORECASE,
)
PAGE_OF = re.compile(
    r"\b(?:page|seite|p[áa]gina|pagina)\s*\d{1,3}\s*(?:/|of|von|de|di|van|sur)\s*\d{1,3}$",
    re.IGNORECASE,
)
PAGE_WORDS = re.compile(r"\b(?:page|seite|p[áa]gina|pagina|s|p)\b\.?", re.IGNORECASE)
CONTACT = re.compile(r"@|https?://|www\.|linkedin|github|\+?\d[\d\s().-]{7,}\d", re.IGNORECASE)

Place = Literal["header", "footer"]


def mark_furniture(lines: Sequence[Line], pages: Sequence[PageSize]) -> tuple[Line, ...]:
    """Set `furniture` on running lines; everything else stays as it is."""
    sizes = {page.number: page for page in pages}
    lowest = _lowest(lines)
    places: dict[int, Place] = {}
    repeated: dict[tuple[str, Place], list[Line]] = defaultdict(list)
    for line in lines:
        if line.hidden:
            continue
        place = _place(line, sizes[line.page])
        last = line.id in lowest and (place == "footer" or line.text == str(line.page))
        if last and _is_page_number(line.text):
            places[line.id] = "footer"
            continue
        if place is None or len(pages) < 2:
            continue
        repeated[_key(line.text), place].append(line)
    for line in _repeating_title(lines, sizes) if len(pages) > 1 else ():
        places.setdefault(line.id, "header")
    for (_, place), group in repeated.items():
        for line in _running(group):
            places[line.id] = place
    return tuple(
        replace(line, furniture=places[line.id]) if line.id in places else line for line in lines
    )


def _lowest(lines: Sequence[Line]) -> frozenset[int]:
    """The lowest visible line of each page."""
    lowest: dict[int, Line] = {}
    for line in lines:
        if not line.hidden and line.box.bottom < lowest.get(line.page, line).box.bottom + 0.1:
            lowest[line.page] = line
    return frozenset(line.id for line in lowest.values())


def _repeating_title(lines: Sequence[Line], pages: dict[int, PageSize]) -> list[Line]:
    """Small lines at the top of later pages that name what the first page has as its title."""
    visible = [line for line in lines if not line.hidden]
    first = [line for line in visible if line.page == visible[0].page]
    title = max(first, key=lambda line: line.words[0].style.size, default=None)
    if title is None:
        return []
    names = _names(title)
    named = [
        line
        for line in visible
        if line.page != title.page
        and _place(line, pages[line.page]) == "header"
        and len(line.words) <= MAX_TITLE_WORDS
        and line.words[0].style.size <= SMALL_TITLE * title.words[0].style.size
        and line.box.top >= max(o.box.top for o in visible if o.page == line.page) - SAME_HEIGHT
        and names & _names(line)
    ]
    common = _common_words(visible) if named else set()
    return [line for line in named if names & _names(line) - common]


def _common_words(lines: Sequence[Line]) -> set[str]:
    """The words that stand in small letters anywhere: a title may begin with one, no name does."""
    words = (word.text.strip(",.;:") for line in lines for word in line.words)
    return {word for word in words if word[:1].islower()}


def _names(line: Line) -> set[str]:
    """The words of a line with a capital, which names have in any running text."""
    words = [word.text.strip(",.") for word in line.words]
    return {word.casefold() for word in words if len(word) > 2 and not word[:1].islower()}


def _place(line: Line, page: PageSize) -> Place | None:
    if line.box.bottom >= page.height * (1 - MARGIN):
        return "header"
    return "footer" if line.box.top <= page.height * MARGIN else None


def _key(text: str) -> str:
    """The text with its numbers taken out: page numbers count up."""
    return re.sub(r"\d+", "#", text).casefold()


def _is_page_number(text: str) -> bool:
    if PAGE_OF.search(text):
        return True
    if not PAGE_NUMBER.fullmatch(text.strip()):
        return False
    words = re.sub(r"[\d\W_]+", " ", text).split()
    return all(PAGE_WORDS.fullmatch(word) or len(word) <= 3 for word in words)


def _running(group: list[Line]) -> list[Line]:
    """The lines of a group that stand at the height of one on another page."""
    running = [
        line
        for line in group
        if any(
            other.page != line.page and abs(other.box.bottom - line.box.bottom) <= SAME_HEIGHT
            for other in group
        )
    ]
    if running and CONTACT.search(running[0].text):
        return [line for line in running if line.page != running[0].page]
    return running
