"""Which cells are section headings: rows in, headings with their kind out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise

from apps.engine.resume.heading_looks import (
    KNOWN_SHARE,
    SETTLED_KINDS,
    Settled,
    is_unknown_heading,
    names_person,
    settled_looks,
)
from apps.engine.resume.heading_signs import (
    MAX_WORDS,
    SECTION_HEADING,
    Candidate,
    Heading,
    Shape,
    starts_lower,
)
from apps.engine.resume.heading_words import (
    document_titles,
    heading_key,
    joined_kind,
    known_headings,
    misread_kind,
    part_kind,
    torn_kind,
    varied_kind,
    without_number,
    without_signs,
)
from apps.engine.resume.model import Span, join_spans
from apps.engine.resume.rows import SIZE_STEP, Look, Row, body_look
from apps.engine.resume.told_headings import told_headings
from apps.engine.resume.vocabulary.load import fold, members
from apps.engine.scoring import score

HEADING_MIN = 5.0
"""A known heading word and one sign in its look or place; job titles stay below."""
MAX_LETTERS = 60
"""A longer text is no heading, and is not looked up."""
NUMBERED_MIN = 2
"""Known headings with numbers before a number counts as that of a heading."""
LIKE_OTHERS_MIN = 2.0
"""The same for one that looks like other headings."""
BESIDE_MIN = 1.0
"""The same for one that stands beside its text, as the others do."""
SMALL_MIN = 2
"""Known headings in small letters before that is how headings are written here."""
TITLE_ROWS = 2
"""At the top of the paper "Resume" is its title, below it a French summary."""


def join_letters(span: Span) -> str:
    """The text of a span whose letters stand apart, as words; any other text as it is."""
    words = span.words
    if len(words) < 4 or sum(len(word.text) == 1 for word in words) < len(words) - 1:
        return span.text
    gaps = [after.box.left - before.box.right for before, after in pairwise(words)]
    usual = sorted(gaps)[len(gaps) // 2]
    parts = [words[0].text]
    for word, gap in zip(words[1:], gaps, strict=True):
        parts.append((" " if gap > max(1.6 * usual, usual + 1) else "") + word.text)
    return "".join(parts)


def find_headings(rows: Sequence[Row]) -> tuple[Heading, ...]:
    """The section headings of a document, in the order of its rows."""
    body = body_look(rows)
    candidates = _in_their_letters(tuple(_candidates(rows, body)))
    settled = settled_looks(candidates)
    on_own_rows = _stand_on_own_rows(candidates, settled)
    accepted: list[Heading] = []
    for candidate in candidates:
        if candidate.alone or not on_own_rows or _heads_columns(rows[candidate.row]):
            above = accepted[-1] if accepted else None
            heading = _judge(candidate, settled, rows, above)
            accepted += [heading] if heading is not None else []
    headings = tuple(_without_repeats(accepted, rows))
    return headings if settled else told_headings(candidates, headings, rows)


def _candidates(rows: Sequence[Row], body: Look) -> Iterator[Candidate]:
    numbered = sum(_is_numbered_heading(row) for row in rows) >= NUMBERED_MIN
    index = 0
    while index < len(rows):
        candidate = _wrapped(rows, index, body) or _candidate(rows, index, body, numbered=numbered)
        yield candidate
        index += candidate.rows


def _in_their_letters(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Where all known headings begin in lower case, that says nothing against unknown ones."""
    known = [one for one in candidates if one.kind and _stands_out(one.cell.look, one.body)]
    if len(known) < SMALL_MIN or not all(map(starts_lower, known)):
        return candidates
    return tuple(replace(one, small=True) for one in candidates)


def _is_numbered_heading(row: Row) -> bool:
    """ "2. Education", "II Ausbildung": a number, and a heading known behind it."""
    rest = without_number(row.text) if len(row.text) < MAX_LETTERS else None
    return rest is not None and heading_key(rest) in known_headings()


def _without_number(row: Row) -> Row:
    """The row of a numbered heading, its number gone."""
    rest = without_number(row.text) if len(row.text) < MAX_LETTERS else None
    if rest is None or len(row.cells) > 2:
        return row
    cell = row.cells[-1]
    if len(row.cells) == 1:
        cell = replace(cell, span=cell.span.cut(len(cell.text) - len(rest), len(cell.text)))
    elif cell.text != rest:
        return row
    return replace(row, cells=(replace(cell, index=0),))


def _candidate(rows: Sequence[Row], index: int, body: Look, *, numbered: bool = False) -> Candidate:
    given = _without_number(rows[index]) if numbered else rows[index]
    row = _whole_heading(given)
    text = join_letters(row.first.span).strip().rstrip(":").strip()
    bare = without_signs(text) if len(text) < MAX_LETTERS else text
    decorated = bare != text or given is not rows[index]
    text = bare
    key = heading_key(text) if len(text) < MAX_LETTERS else ""
    kind = known_headings().get(key) or torn_kind(key) or joined_kind(key) or varied_kind(key)
    if kind is None and len(row.cells) == 1 and _stands_out(row.first.look, body):
        kind = misread_kind(key)
    if index < TITLE_ROWS and key in document_titles():
        kind = "title"
    part = part_kind(key) if kind is None and 1 < len(key.split()) <= MAX_WORDS else None
    space = row.space if row.space or index else body.size
    alone, below = len(row.cells) == 1, rows[index + 1].space if index + 1 < len(rows) else 0.0
    return Candidate(
        index,
        row.first,
        text,
        kind,
        part,
        body,
        space,
        alone,
        space_below=below,
        decorated=decorated,
    )


def _stands_out(look: Look, body: Look) -> bool:
    return look.caps or (look.bold and not body.bold) or look.size > body.size + SIZE_STEP


def _whole_heading(row: Row) -> Row:
    """ "CAREER" and "HISTORY" with so much room between that they are two cells: one heading."""
    cells = row.cells
    if not 1 < len(cells) <= MAX_WORDS or any(cell.look != cells[0].look for cell in cells):
        return row
    known = known_headings()
    if heading_key(row.text) not in known or heading_key(cells[-1].text) == heading_key(row.text):
        return row
    if all(heading_key(cell.text) in known for cell in cells):
        return row  # two headings of two columns
    span = reduce(join_spans, (cell.span for cell in cells))
    return replace(row, cells=(replace(cells[0], span=span),))


def _wrapped(rows: Sequence[Row], index: int, body: Look) -> Candidate | None:
    """A heading broken over two rows of one narrow column."""
    if index + 1 >= len(rows):
        return None
    one, two = rows[index].first, rows[index + 1].first
    if one.look != two.look or abs(one.left - two.left) > 2 or len(one.text) + len(two.text) > 60:
        return None
    both = f"{one.text} {two.text}"
    candidate = _candidate(rows, index, body)
    last = fold(one.text.split()[-1])
    goes_on = one.text.endswith("&") or last in members("heading_glue", "join")
    if not goes_on and candidate.kind and known_headings().get(heading_key(two.text)):
        return None  # two headings
    kind = known_headings().get(heading_key(both)) or (candidate.kind if goes_on else None)
    if kind is None:
        return None
    whole = replace(rows[index].first, span=join_spans(one.span, two.span))
    return replace(candidate, cell=whole, text=both, kind=kind, part=None, rows=2)


def _stand_on_own_rows(candidates: Sequence[Candidate], settled: Mapping[Shape, Settled]) -> bool:
    """The document's headings stand above their texts: a label beside a text is none."""
    known = [one.alone for one in candidates if one.kind and one.shape in settled]
    return sum(known) >= SETTLED_KINDS and sum(known) >= KNOWN_SHARE * len(known)


def _heads_columns(row: Row) -> bool:
    """Several headings on one row, each above a column."""
    return all(heading_key(cell.text) in known_headings() for cell in row.cells)


def _judge(
    candidate: Candidate,
    settled: Mapping[Shape, Settled],
    rows: Sequence[Row],
    above: Heading | None,
) -> Heading | None:
    mark = score(candidate, SECTION_HEADING)
    alike = settled.get(candidate.shape)
    kind = candidate.kind or candidate.part
    if alike is not None:
        accepted = candidate.kind is not None or is_unknown_heading(candidate, alike, rows, above)
    elif any(look != candidate.body for look, _ in settled):
        accepted = mark.total >= HEADING_MIN + 2 and _stands_apart(candidate, settled, rows)
    else:
        unsure = candidate.kind is None and above is None and names_person(candidate, rows)
        accepted = kind is not None and mark.total >= HEADING_MIN and not unsure
    beside = alike is not None and alike.rail is not None
    if not accepted or mark.total < (BESIDE_MIN if beside else LIKE_OTHERS_MIN):
        return None
    because = (*mark.because, *(("looks like other headings",) if alike is not None else ()))
    return Heading(
        candidate.row,
        candidate.cell,
        candidate.text,
        kind or "other",
        kind is not None,
        candidate.rows,
        because,
    )


def _stands_apart(
    candidate: Candidate, settled: Mapping[Shape, Settled], rows: Sequence[Row]
) -> bool:
    """In another look than the settled one: as large, or in a column of its own."""
    if candidate.kind is None or not candidate.alone:
        return False
    if candidate.cell.look.size >= min(look.size for look, _ in settled):
        return True
    region = rows[candidate.row].line.region
    return not any(row.line.region == region and (row.first.look, False) in settled for row in rows)


def _names_group(above: Heading, heading: Heading, rows: Sequence[Row]) -> bool:
    """Directly under a heading of its kind; or languages of programmers directly under skills."""
    if heading.row != above.row + above.rows:
        return False
    alone = len(rows[above.row].cells) == 1
    if alone and (above.kind, heading.kind) == ("skills", "languages"):
        below = rows[heading.row + heading.rows : heading.row + heading.rows + 1]
        return not any(_speaks(row.text) for row in below)
    return heading.kind == above.kind and heading.cell.look != above.cell.look


def _speaks(text: str) -> bool:
    """The name of a language stands in it."""
    return any(word in members("language_names") for word in fold(text).split())


def _without_repeats(headings: Sequence[Heading], rows: Sequence[Row]) -> Iterator[Heading]:
    """A heading that stands directly under another one of its kind names a group, not a section."""
    previous: Heading | None = None
    for heading in headings:
        if previous is None or not _names_group(previous, heading, rows):
            yield heading
        previous = heading
