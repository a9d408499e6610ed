"""A Document in, its resume with evidence out: the extractors in their order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from apps.engine.model import Document
from apps.engine.resume import ats, write
from apps.engine.resume.account import account
from apps.engine.resume.address import find_location
from apps.engine.resume.closing import closing_start
from apps.engine.resume.columns import split_columns
from apps.engine.resume.contact import find_emails, find_links, find_phones, likely_regions
from apps.engine.resume.content import name_unknown
from apps.engine.resume.degrees import is_academic
from apps.engine.resume.education import read_studies
from apps.engine.resume.evidence import Evidence
from apps.engine.resume.experience import Period, Position, read_positions
from apps.engine.resume.facts import capital_share, words_of
from apps.engine.resume.fitting import holds_studies, holds_work
from apps.engine.resume.headless import split_headless
from apps.engine.resume.headline import find_headline
from apps.engine.resume.identity import find_name
from apps.engine.resume.introduction import with_introduction
from apps.engine.resume.label_headings import part_label_headings
from apps.engine.resume.language import detect_language
from apps.engine.resume.languages import find_languages
from apps.engine.resume.listing import Listed, read_listing, read_publications
from apps.engine.resume.model import HYPHENS, Extraction, Found, Json
from apps.engine.resume.pieces import label_kind, split_label, split_pieces
from apps.engine.resume.places import place_score
from apps.engine.resume.rails import merge_rails
from apps.engine.resume.rows import Row, body_look, content_lines, make_rows
from apps.engine.resume.sections import CLOSING, HEADER, SECTIONS, Section, find_sections
from apps.engine.resume.signs import has_school_word
from apps.engine.resume.skills import find_skills
from apps.engine.resume.small_letters import as_printed, with_capitals, writes_small
from apps.engine.resume.tangles import untangle
from apps.engine.resume.write import Person

CLOSING_WORDS = 4
"""A shorter line below a summary is no sentence of it."""
HEADER_ROWS = 60
"""A page without any heading is no header; a person is introduced in fewer lines."""
STRAY_ROWS = 3
"""Contact at the foot of a page takes this many rows above and below the e-mail address."""
COLUMN_TOP_ROWS = 8
"""Contact at the top of a sidebar: address, telephone, a few links."""
MAY_BE_EDUCATION = ("skills", "certifications", "other")
"""Sections whose headings some use for their studies."""
SURE_PLACE = 3.0
"""A town with its country; a town alone may be a word."""
PROSE_WORDS = 7
"""A header line of this many words, most of them small, begins a summary without a heading."""


@dataclass(frozen=True)
class Layout:
    """The rows of a document by what they are for."""

    sections: tuple[Section, ...]
    header: tuple[Row, ...]  # above the first section
    contact: tuple[Row, ...]  # where addresses may stand, the header among them
    summary: tuple[Row, ...]  # without a heading
    body: float  # font size of the text


@dataclass(frozen=True)
class Findings:
    """What warnings and confidence are computed from."""

    document: Document
    layout: Layout
    person: Person
    positions: tuple[Position, ...]
    periods: tuple[Period, ...]  # of all entries that have one


def extract(document: Document, as_of: date) -> Extraction:
    """Everything the document says about a person, each value with the place it stands at."""
    if writes_small(document):
        return as_printed(_extract(with_capitals(document), as_of), document)
    return _extract(document, as_of)


def _extract(document: Document, as_of: date) -> Extraction:
    layout = read_layout(document)
    language = detect_language(line.text for line in content_lines(document))
    person = read_person(document, layout, language)
    positions = [p for rows in _rows_of(layout, "experience") for p in read_positions(rows)]
    studies = [s for rows in _rows_of(layout, "education") for s in read_studies(rows)]
    evidence = Evidence(has_geometry=document.has_geometry)
    resume: dict[str, Json] = {
        "candidate": write.candidate(person, evidence),
        "contact": write.contact(person, evidence),
    }
    skills = [skill for rows in _rows_of(layout, "skills") for skill in find_skills(rows)]
    resume["skills"] = evidence.texts("/skills", _once(skills))
    resume["experience"] = write.listed("/experience", positions, write.position, evidence)
    resume["education"] = write.listed("/education", studies, write.study, evidence)
    resume["projects"] = write.listed(
        "/projects", _items(layout, "projects"), write.project, evidence
    )
    resume["certifications"] = write.listed(
        "/certifications", _items(layout, "certifications"), write.award, evidence
    )
    languages = [one for rows in _rows_of(layout, "languages") for one in find_languages(rows)]
    resume["languages"] = write.listed("/languages", languages, write.language, evidence)
    resume["awards"] = write.listed("/awards", _items(layout, "awards"), write.award, evidence)
    publications = [p for rows in _rows_of(layout, "publications") for p in read_publications(rows)]
    resume["publications"] = write.listed("/publications", publications, write.award, evidence)
    volunteering = [p for rows in _rows_of(layout, "volunteering") for p in read_positions(rows)]
    resume["volunteering"] = write.listed("/volunteering", volunteering, write.position, evidence)
    resume["sections"] = _sections(layout, evidence)
    periods = [one.period for one in (*positions, *volunteering)] + [one.period for one in studies]
    findings = Findings(document, layout, person, tuple(positions), _given(periods))
    resume["ats"] = _ats(findings, resume, as_of)
    metadata = account(document, layout.sections, evidence, person)
    metadata |= {"language": language, "as_of": as_of.isoformat()}
    return Extraction(resume, evidence.places, metadata)


def read_layout(document: Document) -> Layout:
    """The rows of a document in their sections."""
    rows = split_columns(merge_rails(untangle(make_rows(content_lines(document)))))
    rows = part_label_headings(rows)
    end = closing_start(rows)
    rows, closing = rows[:end], rows[end:]
    sections = tuple(
        replace(section, kind="other") if _is_table(section) else section
        for section in name_unknown(find_sections(rows))
    )
    sections = with_introduction(sections)
    if not _kinds(sections, ("experience",)):
        sections = _with_work(sections)
    if not _kinds(sections, ("experience",)):
        sections = _with_headless(sections)
    if not _kinds(sections, ("education",)):
        sections = _with_education(sections)
    header = _kinds(sections, (HEADER, "title"))[:HEADER_ROWS]
    running = make_rows(line for line in document.visible_lines() if line.furniture is not None)
    near = tuple(row for row in running if row.line.page == 1)
    contact = (*header, *_kinds(sections, ("contact", "summary")), *near)
    stray = () if find_emails(contact) else _stray_contact(sections)
    contact = (*contact, *stray)
    sections = (
        *(_without(section, stray) for section in sections),
        Section(CLOSING, None, closing),
    )
    summary = () if _kinds(sections, ("summary",)) else _prose(header)
    return Layout(sections, header, contact, summary, body_look(rows).size)


def _without(section: Section, stray: Sequence[Row]) -> Section:
    """Contact at the foot of the page belongs to no section."""
    if section.kind == HEADER or not any(row in stray for row in section.rows):
        return section
    return replace(section, rows=tuple(row for row in section.rows if row not in stray))


def _is_table(section: Section) -> bool:
    """Figures in columns under "Results at a glance" sum up figures, not a person."""
    figures = [
        row for row in section.rows if len(row.cells) > 1 and row.cells[-1].text[0].isdigit()
    ]
    return section.kind == "summary" and len(figures) > 1 and len(section.rows) < 2 * len(figures)


def _with_work(sections: Sequence[Section]) -> tuple[Section, ...]:
    """An "academic career" lists positions where another section has the studies."""
    studied = [one for one in sections if one.kind == "education" and holds_studies(one.rows)]
    if not studied:
        return tuple(sections)
    return tuple(
        replace(one, kind="experience")
        if one.kind == "education" and one not in studied and holds_work(one.rows)
        else one
        for one in sections
    )


def _with_headless(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Work and study that stand above all headings."""
    found = split_headless(_kinds(sections, (HEADER,)))
    return (
        *(Section(kind, None, rows) for kind, rows in found.items()),
        *(section for section in sections if section.kind != HEADER),
    )


def _with_education(sections: Sequence[Section]) -> tuple[Section, ...]:
    """ "Qualifications" or "Training" may head the studies: degrees tell."""
    for index, section in enumerate(sections):
        if section.kind in MAY_BE_EDUCATION and _holds_studies(section):
            return (*sections[:index], replace(section, kind="education"), *sections[index + 1 :])
    return tuple(sections)


def _holds_studies(section: Section) -> bool:
    """At least one academic degree with its school; or schools with dates among skills."""
    studies = [study for study in read_studies(section.rows) if study.degree is not None]
    if any(s.institution and s.degree and is_academic(s.degree.value) for s in studies):
        return True
    return section.kind == "skills" and any(
        s.period is not None and s.institution is not None and has_school_word(s.institution.value)
        for s in studies
    )


def _stray_contact(sections: Sequence[Section]) -> tuple[Row, ...]:
    """Rows with an e-mail address below the sections, and the contact rows around them."""
    for section in sections:
        for at, row in enumerate(section.rows):
            if find_emails((row,)):
                if block := _column_top(section.rows, at):
                    return block
                above = takewhile(_reaches_somebody, reversed(section.rows[:at]))
                below = takewhile(_reaches_somebody, section.rows[at + 1 :])
                return (*reversed(list(above)[:STRAY_ROWS]), row, *list(below)[:STRAY_ROWS])
    return ()


def _column_top(rows: Sequence[Row], at: int) -> tuple[Row, ...]:
    """The rows above the first heading of a column, if it begins in this section."""
    region = rows[at].line.region
    block = tuple(row for row in rows if row.line.region == region)
    begins = len(block) < len(rows) and rows[0].line.region != region
    return block if begins and len(block) <= COLUMN_TOP_ROWS else ()


def _reaches_somebody(row: Row) -> bool:
    """A row of contact data: a label, a phone number, a page or a place in it."""
    if _is_contact_row(row) or find_links((row,)) or find_phones((row,), ()):
        return True
    return any(place_score(part) >= SURE_PLACE for part in (row.text, *split_pieces(row.text)))


def _kinds(sections: Sequence[Section], kinds: Sequence[str]) -> tuple[Row, ...]:
    return tuple(row for section in sections if section.kind in kinds for row in section.rows)


def _rows_of(layout: Layout, kind: str) -> list[tuple[Row, ...]]:
    return [section.rows for section in layout.sections if section.kind == kind and section.rows]


def _items(layout: Layout, kind: str) -> list[Listed]:
    return [item for rows in _rows_of(layout, kind) for item in read_listing(rows)]


def _prose(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The sentences among the header rows."""
    found: list[Row] = []
    for row in rows:
        text = row.text
        goes_on = bool(found) and found[-1].line.id == row.line.id - 1
        unfinished = goes_on and not found[-1].text.endswith((".", "!", "?"))
        long = len(words_of(text)) >= PROSE_WORDS and capital_share(text) < 0.6
        finishes = goes_on and text.endswith(".") and len(words_of(text)) >= CLOSING_WORDS
        if "@" not in text and (long or unfinished or finishes):
            found.append(row)
    return tuple(found)


def read_person(document: Document, layout: Layout, language: str) -> Person:
    """Name, headline, place and addresses."""
    emails = find_emails(layout.contact)
    links = find_links(layout.contact, emails)
    rows = (*layout.header, *_kinds(layout.sections, ("contact",)))
    meta = f"{document.title or ''} {document.author or ''}"
    addresses = [email.value for email in emails]
    found = find_name(rows, addresses, meta)
    if found is None:
        rows = layout.contact  # running headers may hold it
        found = find_name(rows, addresses, meta)
    name = found[0] if found else None
    headline = find_headline(rows, name, found[1], layout.body) if found and name else None
    location = find_location(layout.contact, name)
    places = [location.value] if location else []
    regions = likely_regions(places, addresses, language)
    return Person(name, headline, location, emails, find_phones(layout.contact, regions), links)


def _given(periods: Sequence[Period | None]) -> tuple[Period, ...]:
    return tuple(period for period in periods if period is not None)


def _once(skills: Sequence[Found[str]]) -> list[Found[str]]:
    return list({skill.value.casefold(): skill for skill in reversed(skills)}.values())[::-1]


def _sections(layout: Layout, evidence: Evidence) -> dict[str, Json]:
    texts: dict[str, Json] = {}
    for kind in SECTIONS:
        rows = _kinds(layout.sections, (kind,))
        if kind == "summary":
            rows = tuple(row for row in rows if not _is_contact_row(row)) or layout.summary
        texts[kind] = _running_text(rows)
        evidence.put(f"/sections/{kind}", (cell.span for row in rows for cell in row.cells))
    return texts


def _running_text(rows: Sequence[Row]) -> str | None:
    """The rows line by line, words broken at a line's end made whole."""
    text = ""
    for row in rows:
        line = row.text
        broken = text.endswith(HYPHENS) and line[:1].islower() and text[-2:-1].isalpha()
        text = f"{text[:-1]}{line}" if broken else f"{text}\n{line}"
    return text.strip() or None


def _is_contact_row(row: Row) -> bool:
    """ "Phone: +1 ..." printed among the sentences of a summary."""
    label, _ = split_label(row.first.span)
    return (label or label_kind(row.first.text)) in ("phone", "email", "link", "address")


def _ats(found: Findings, resume: dict[str, Json], as_of: date) -> dict[str, Json]:
    skills, experience, education = (resume[key] for key in ("skills", "experience", "education"))
    assert isinstance(skills, list)
    assert isinstance(experience, list)
    assert isinstance(education, list)
    dates = [position.period.date for position in found.positions if position.period]
    contact = {"email": bool(found.person.emails), "phone": bool(found.person.phones)}
    ranges: list[Json] = [one.text for one in dates]
    core = {
        "skills": float(bool(skills)),
        "experience": ats.complete_share(experience, "title", "company", "start_date"),
        "education": ats.complete_share(education, "institution"),
    }
    lacking = {"missing_education": not education, "missing_skills": not skills}
    return {
        "keyword_text": ats.keyword_text([str(skill) for skill in skills]),
        "section_coverage": ats.section_coverage(found.layout.sections),
        "date_ranges": ranges,
        "confidence": ats.confidence(found.person.name, contact, core),
        "warnings": ats.warnings(_conditions(found) | lacking),
        "years_of_experience": ats.years_of_experience(dates, as_of),
    }


def _conditions(found: Findings) -> dict[str, bool]:
    """Which warnings hold."""
    person = found.person
    return {
        "missing_name": person.name is None,
        "missing_headline": person.headline is None,
        "missing_location": person.location is None,
        "missing_email": not person.emails,
        "missing_phone": not person.phones,
        "missing_experience": not found.positions,
        "experience_without_dates": any(one.period is None for one in found.positions),
        "ambiguous_date": any(period.date.ambiguous for period in found.periods),
        "hidden_text": any(line.hidden for line in found.document.lines),
    }
