"""What speaks for and against a block being a heading."""

import re
from dataclasses import dataclass
from functools import cached_property

from apps.engine.document.captions import is_bare_label, is_caption, is_note
from apps.engine.document.heading_text import (
    ADDRESS,
    DEEP_NUMBER,
    LEADER,
    NUMBERED_MARGIN,
    PAGE_NUMBER,
    SECTION_NUMBER,
    SENTENCE_END,
    TYPEWRITER,
    has_values,
    heading_depth,
    is_amount,
    is_capitals,
    is_mostly_signs,
    is_names,
)
from apps.engine.document.markers import find_marker
from apps.engine.document.running_text import is_same_look
from apps.engine.geometry import overlap, union
from apps.engine.model import Box, Line, PageSize, Style
from apps.engine.scoring import Feature, in_favor_first

COLORED = 0.2  # of full saturation: less looks gray
SHORT_WORDS = 8
LONG_WORDS = 16  # headings are shorter
MARGIN = 0.08  # of the page height: running heads and feet stand in it, text does not
WIDE_MARGIN = 0.12  # so far into the page they stand where the page number tells them
SIGN_WORDS = 4  # a logo has no more
SET_APART = 1.0  # em between a running head and the text
BANNER = 0.8  # of the page width: titles stand on pictures that wide, labels on smaller ones
RUNNING_HEAD = 1.3  # times running text: nothing larger is a running head
LARGER, CLEAR, MUCH_LARGER = 1.06, 1.1, 1.18  # times running text: fitted text varies by less
MAX_LINES, MAX_LENGTH = 6, 400  # lines and signs: no heading has more
SMALL, TINY = 0.93, 0.65  # of running text: bold labels are set so much smaller, headings hardly
TITLE = 1.5  # times running text: the number of a chapter and its title are at least so large
TABLE_EM = 3.0  # em between a heading and its table at most
TOUCHING = 2.0  # points: lines may reach so far into the table below them
SYLLABLES = "\u2e80"  # from here on one sign alone is a syllable or a word
BYLINE_EM = 2.0  # em between the title and the line below it at most
KICKER = 1.15  # times the size of a plain line: so large is the title below it


@dataclass(frozen=True)
class Candidate:
    """A block with its surroundings.

    `body` is the style of running text, `before` the block before it and `after` the lines that
    follow it, `stacked` whether it is one of many like blocks in a row, `edges` the lines in the
    margins of its page, `pictures` and `tables` the boxes of those on its page.
    """

    lines: tuple[Line, ...]
    style: Style
    body: Style
    before: tuple[Line, ...] = ()
    before_style: Style | None = None
    after: tuple[Line, ...] = ()
    after_style: Style | None = None
    stacked: bool = False
    edges: tuple[Line, ...] = ()
    page: PageSize | None = None
    pictures: tuple[Box, ...] = ()
    tables: tuple[Box, ...] = ()

    @cached_property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def words(self) -> int:
        return len(self.text.split())

    @cached_property
    def box(self) -> Box:
        return union(line.box for line in self.lines)

    @property
    def ratio(self) -> float:
        """Its size in sizes of running text."""
        return self.style.size / max(self.body.size, 0.1)


def _smaller(candidate: Candidate) -> float:
    """Its size in sizes of the paragraph below it, or of running text where that is smaller."""
    below = candidate.after_style if len(candidate.after) > 1 else None
    size = min(candidate.body.size, below.size if below else candidate.body.size)
    return candidate.style.size / max(size, 0.1)


def _is_capitals(candidate: Candidate) -> bool:
    return is_capitals(candidate.text)


def _is_bold(candidate: Candidate) -> bool:
    return not candidate.body.bold and all(
        word.style.bold for line in candidate.lines for word in line.words
    )


def _is_slanted(candidate: Candidate) -> bool:
    return not candidate.body.italic and all(
        word.style.italic for line in candidate.lines for word in line.words
    )


def _has_other_face(candidate: Candidate) -> bool:
    return family(candidate.style) != family(candidate.body)


def _is_code(candidate: Candidate) -> bool:
    code = TYPEWRITER.search(candidate.style.font) is not None
    return code and not TYPEWRITER.search(candidate.body.font)


def family(style: Style) -> str:
    """The name of a typeface without that of its weight.

    >>> family(Style("Lato-Bold", 10, True, False, (0, 0, 0)))
    'Lato'
    """
    return re.split(r"[-,]|Bold|Italic|MT$", style.font)[0]


def _gap_above(candidate: Candidate) -> bool:
    """Whether a heading's blank stands above it, a larger heading, or nothing at all."""
    first = candidate.lines[0]
    before = candidate.before[-1] if candidate.before else None
    if before is None or before.region != first.region or before.page != first.page:
        return True
    if candidate.before_style and candidate.before_style.size >= KICKER * candidate.style.size:
        return True
    return before.box.bottom - first.box.top > 0.35 * candidate.style.size


def _has_text_below(candidate: Candidate) -> bool:
    last = candidate.lines[-1]
    return any(line.box.top <= last.box.top for line in candidate.after[:1]) or any(
        0 <= gap <= TABLE_EM * candidate.style.size for gap in _gaps_to_tables(candidate)
    )


def _gaps_to_tables(candidate: Candidate) -> list[float]:
    """The points down to each table below or above it; negative for those above."""
    own = candidate.box
    return [
        own.bottom - table.top + TOUCHING
        for table in candidate.tables
        if overlap(own.left, own.right, table.left, table.right) > 0
    ]


def _ends_its_page(candidate: Candidate) -> bool:
    """Whether neither text nor a table follows on the page."""
    return not candidate.after and not any(gap >= 0 for gap in _gaps_to_tables(candidate))


def _is_colored(candidate: Candidate) -> bool:
    return _chroma(candidate.style) >= COLORED > _chroma(candidate.body)


def _chroma(style: Style) -> float:
    """How far a color is from gray, 0 to 1."""
    return max(style.color) - min(style.color)


def _is_item(candidate: Candidate) -> bool:
    marker = find_marker(candidate.text)
    return marker is not None and marker.kind == "bullets"


def _goes_on_alike(candidate: Candidate) -> bool:
    """Whether the paragraph below looks the same: then the block stands out from nothing."""
    after = candidate.after_style
    if after is None or len(candidate.after) < 2 or not is_same_look(after, candidate.style):
        return False
    if after.italic != candidate.style.italic:
        return False
    return not (_is_capitals(candidate) or DEEP_NUMBER.match(candidate.text))


def _ends_like_a_sentence(candidate: Candidate) -> bool:
    """Whether it ends in a full stop, as short titles behind a number may."""
    numbered = candidate.words <= SHORT_WORDS and heading_depth(candidate.text) > 0
    return not numbered and SENTENCE_END.search(candidate.text) is not None


def _goes_on_below(candidate: Candidate) -> bool:
    """Whether its last sentence goes on in the next block, which looks the same."""
    after = candidate.after_style
    if after is None or not is_same_look(after, candidate.style):
        return False
    return candidate.after[0].text[:1].islower()


def in_margin(box: Box, page: PageSize | None, share: float = WIDE_MARGIN) -> bool:
    """Whether a box stands within the upper or lower share of its page."""
    if page is None:
        return False
    return box.bottom >= page.height * (1 - share) or box.top <= page.height * share


def _in_margin(candidate: Candidate, share: float = MARGIN) -> bool:
    return in_margin(candidate.box, candidate.page, share)


def _is_running_head(candidate: Candidate) -> bool:
    """Whether it stands in a margin, hardly larger than the text and away from it."""
    return candidate.ratio < RUNNING_HEAD and _in_margin(candidate) and _is_apart(candidate)


def _is_apart(candidate: Candidate) -> bool:
    """Whether there is room between it and the lines above and below it."""
    room = SET_APART * candidate.style.size
    lines = (*candidate.before[-1:], *candidate.after[:1])
    gaps = [-overlap(*_height(line.box), *_height(candidate.box)) for line in lines]
    return all(gap < 0 or gap > room for gap in gaps)


def _height(box: Box) -> tuple[float, float]:
    return box.bottom, box.top


def _has_page_number(candidate: Candidate) -> bool:
    """Whether it stands in a margin with the number of the page on the same height."""
    if len(candidate.lines) > 1 or not _in_margin(candidate, WIDE_MARGIN):
        return False
    line = candidate.lines[0]
    ends = (line.words[0].text, line.words[-1].text) if len(line.cells) > 1 else ()
    beside = (*ends, *(other.text for other in _beside(candidate)))
    return _is_numbered(candidate) or any(PAGE_NUMBER.fullmatch(text) for text in beside)


def _is_numbered(candidate: Candidate) -> bool:
    """Whether it is a running head by its place, and begins or ends with a number."""
    return NUMBERED_MARGIN.search(candidate.text) is not None and _is_running_head(candidate)


def _beside(candidate: Candidate) -> list[Line]:
    """The other lines of the margins on the height of the candidate."""
    own = {line.id for line in candidate.lines}
    return [
        line
        for line in candidate.edges
        if line.id not in own and overlap(*_height(line.box), *_height(candidate.box)) > 0
    ]


def _is_letterhead(candidate: Candidate) -> bool:
    """Whether it is a plain sign in a margin with other text beside it, as logos are.

    Not on pages that are wider than high: slides have their titles there.
    """
    page = candidate.page
    return (
        page is not None
        and page.height > page.width
        and not candidate.style.bold
        and _in_margin(candidate)
        and candidate.words <= SIGN_WORDS
        and bool(_beside(candidate))
    )


def _in_picture(candidate: Candidate) -> bool:
    """Whether it is written on a picture that is no banner over the page."""
    limit = BANNER * candidate.page.width if candidate.page else 0.0
    x = (candidate.box.left + candidate.box.right) / 2
    y = (candidate.box.bottom + candidate.box.top) / 2
    return any(
        box.width < limit and box.left <= x <= box.right and box.bottom <= y <= box.top
        for box in candidate.pictures
    )


def _belongs_to_caption(candidate: Candidate) -> bool:
    """Whether it is a caption, or goes on below a label that stands alone."""
    if is_caption(candidate.text) or is_note(candidate.text):
        return True
    return bool(candidate.before) and is_bare_label(candidate.before[-1].text)


def _is_byline(candidate: Candidate) -> bool:
    """Whether it is a plain line between a larger one and another line that is no paragraph."""
    before = candidate.before_style
    if before is None or candidate.style.bold or len(candidate.after) != 1:
        return False
    above, line = candidate.before[-1], candidate.lines[0]
    if (above.page, above.region) != (line.page, line.region):
        return False
    if above.box.bottom - line.box.top > BYLINE_EM * candidate.style.size:
        return False
    return before.size >= KICKER * candidate.style.size and not heading_depth(candidate.text)


def _is_axis_label(candidate: Candidate) -> bool:
    """Whether it is read sideways on a page whose text is not."""
    near = (*candidate.before[-1:], *candidate.after[:1])
    return _is_turned(candidate.lines[0]) and not all(map(_is_turned, near))


def _is_turned(line: Line) -> bool:
    """Whether a line of some length is higher than it is wide."""
    return len(line.text) > 3 and line.box.height > 2 * line.box.width


def _says_nothing(candidate: Candidate) -> bool:
    """Whether it has hardly a letter and is not the number of a chapter above its title."""
    letters = [char for char in candidate.text if char.isalpha()]
    if len(letters) > 2 or any(letter >= SYLLABLES for letter in letters):
        return False
    below = candidate.after_style.size if candidate.after_style else 0.0
    large = min(candidate.style.size, below) >= TITLE * candidate.body.size
    return not (large and PAGE_NUMBER.fullmatch(candidate.text) and _has_text_below(candidate))


def _is_kicker(candidate: Candidate) -> bool:
    """Whether it is a plain line that opens a page right above its larger title."""
    below, own = candidate.after_style, candidate.style
    first = not candidate.before or candidate.before[-1].page != candidate.lines[0].page
    return first and below is not None and not own.bold and below.size >= KICKER * own.size


FEATURES: tuple[Feature[Candidate], ...] = (
    Feature("much larger than running text", 4, lambda c: c.ratio >= MUCH_LARGER),
    Feature("larger than running text", 2.5, lambda c: CLEAR <= c.ratio < MUCH_LARGER),
    Feature("a little larger than running text", 2, lambda c: LARGER <= c.ratio < CLEAR),
    Feature("a little smaller than the text", -1, lambda c: TINY <= _smaller(c) < SMALL),
    Feature("much smaller than the text", -3, lambda c: _smaller(c) < TINY),
    Feature("bold among plain", 3, _is_bold),
    Feature("in another typeface", 0.5, _has_other_face),
    Feature("slanted among upright", 2, _is_slanted),
    Feature("in a typewriter face, as code is", -3, _is_code),
    Feature("all capitals", 2, _is_capitals),
    Feature("has a section number", 1, lambda c: bool(SECTION_NUMBER.match(c.text))),
    Feature("has a number of several parts", 2, lambda c: bool(DEEP_NUMBER.match(c.text))),
    Feature("colored, and running text is not", 2, _is_colored),
    Feature("short", 0.5, lambda c: c.words <= SHORT_WORDS),
    Feature("blank above", 1, _gap_above),
    Feature("text below", 0.5, _has_text_below),
    Feature("nothing follows on its page", -2, _ends_its_page),
    Feature("looks like the paragraph below", -2.5, _goes_on_alike),
    Feature("one of many like lines", -2.5, lambda c: c.stacked),
    Feature("long", -3, lambda c: c.words > LONG_WORDS),
    Feature("many lines", -3, lambda c: len(c.lines) > 3),
    Feature("ends like a sentence", -2, _ends_like_a_sentence),
    Feature("goes on below", -3, _goes_on_below),
    Feature("an address", -3, lambda c: bool(ADDRESS.search(c.text))),
    Feature("names of people", -4, lambda c: is_names(c.text)),
    Feature("line below the title", -2.5, _is_byline),
    Feature("leads in what follows", -1.5, lambda c: c.text.endswith(":") and not _is_bold(c)),
    Feature("label with its value", -2, lambda c: any(map(has_values, c.lines))),
    Feature("list item", -3, _is_item),
    Feature("hardly a letter", -6, _says_nothing),
    Feature("mostly digits and signs", -3, lambda c: is_mostly_signs(c.text)),
    Feature("begins in lower case", -2.5, lambda c: c.text[:1].islower()),
    Feature("counts something", -2, lambda c: is_amount(c.text)),
    Feature("line above the title", -3, _is_kicker),
    Feature("caption", -6, _belongs_to_caption),
    Feature("row of a table of contents", -6, lambda c: bool(LEADER.search(c.text))),
    Feature("running head", -3, _is_running_head),
    Feature("beside the page number", -4, _has_page_number),
    Feature("letterhead", -2.5, _is_letterhead),
    Feature("label of an axis", -6, _is_axis_label),
    Feature(
        "in brackets", -3, lambda c: c.text.startswith(("(", "[")) and c.text.endswith((")", "]"))
    ),
    Feature("written on a picture", -6, _in_picture),
)
HEADING = in_favor_first(FEATURES)
DENIALS = tuple(feature for feature in FEATURES if feature.weight <= -3)
HEADING_MIN = 4.0  # larger, or bold and set apart


def may_be_heading(lines: tuple[Line, ...], style: Style, body: Style) -> bool:
    """Whether a block shows any of the features without which HEADING_MIN is out of reach.

    A test that spares weighing all of them for the paragraphs of a page.
    """
    if len(lines) > MAX_LINES:
        return False
    text = lines[0].text
    shows_any = (
        style.size >= LARGER * body.size
        or style.bold
        or (style.italic and not body.italic)
        or _chroma(style) >= COLORED
        or text.isupper()
        or DEEP_NUMBER.match(text) is not None
    )
    return shows_any and sum([len(line.text) for line in lines]) <= MAX_LENGTH
