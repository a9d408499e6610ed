"""The rows of education sections in, studies out: institution, degree, field, place, dates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from apps.engine.resume.atoms import make_atoms
from apps.engine.resume.body import Item, read_items
from apps.engine.resume.degrees import degree_end, field_end, split_degree
from apps.engine.resume.entries import Entry, find_entries
from apps.engine.resume.experience import Period, Text, found, joined, period_of, unread
from apps.engine.resume.facts import Fact, is_header, mentions_grade_text, words_of
from apps.engine.resume.model import Found
from apps.engine.resume.roles import Reading, assign
from apps.engine.resume.rows import Row
from apps.engine.resume.signs import STUDY, is_place, names_unit, opens_with_other

FIELD_WORDS = 6
"""A longer line under a school is a remark, not a field of study."""


@dataclass(frozen=True)
class Study:
    """One course of study."""

    institution: Text | None = None
    degree: Text | None = None
    field: Text | None = None
    location: Text | None = None
    period: Period | None = None
    description: Text | None = None


def read_studies(rows: Sequence[Row]) -> tuple[Study, ...]:
    """All studies of one section, read with the layout they share."""
    entries = tuple(_with_degree_rows(entry) for entry in find_entries(rows))
    readings = assign(entries, STUDY)
    studies = [_study(e, reading) for e, reading in zip(entries, readings, strict=True)]
    return tuple(study for study in studies if study.institution or study.degree or study.field)


def _with_degree_rows(entry: Entry) -> Entry:
    """Degree and field may stand behind bullets under the school."""
    if any(degree_end(fact.text) is not None for fact in entry.header):
        return entry
    at = next(
        (i for i, fact in enumerate(entry.body[:3]) if degree_end(fact.text) is not None), None
    )
    if at is None or not all(_is_short(fact) for fact in entry.body[: at + 1]):
        return entry
    end = at + 1
    if end < len(entry.body) and is_header(entry.body[end]) and _is_short(entry.body[end]):
        end += 1  # the field stands under the degree
    return Entry((*entry.header, *entry.body[:end]), entry.body[end:])


def _is_short(fact: Fact) -> bool:
    return len(words_of(fact.text)) <= FIELD_WORDS


def _study(entry: Entry, reading: Reading) -> Study:
    study = Study(
        found(reading, "institution"),
        found(reading, "degree"),
        found(reading, "field"),
        found(reading, "location"),
        period_of(entry),
        joined((*_grades(entry, reading), *read_items((*unread(entry, reading), *entry.body)))),
    )
    return _without_grade(_with_field(_apart_from_school(study)))


def _grades(entry: Entry, reading: Reading) -> Iterator[Item]:
    """Grades on the rows of degree and school: no field takes them."""
    lines = {cell.span.line for fact in unread(entry, reading) for cell in fact.row.cells}
    taken = [atom.text for atom in reading.values()]
    for atom in make_atoms(entry, commas=True):
        known = atom.span.line in lines or any(atom.text in text for text in taken)
        if not known and mentions_grade_text(atom.text):
            yield Item(atom.span, signed=False, indented=False)


def _apart_from_school(study: Study) -> Study:
    """ "MBA, Marketing, University of Oslo": the field between degree and school."""
    degree, school = study.degree, study.institution
    if degree is None or school is None or study.field is not None:
        return study
    span = school.spans[0]
    name = span.text.partition(", ")[0]
    beside = degree.spans[0].line == span.line and degree.spans[0].box.right <= span.box.left
    if not beside or not opens_with_other(span.text) or names_unit(name) or is_place(name):
        return study
    field, rest = span.cut(0, len(name)), span.cut(len(name) + 2, len(span.text))
    because = ("between degree and school",)
    school = Found(rest.text.rstrip(" ,;:"), (rest,), school.because)
    return replace(study, field=Found(field.text, (field,), because), institution=school)


def _without_grade(study: Study) -> Study:
    """ "Physics. GPA: 3.6" names a field and a grade."""
    if study.field is None:
        return study
    end = field_end(study.field.value)
    if end == len(study.field.value):
        return study
    span = study.field.spans[0].cut(0, end)
    return replace(study, field=Found(span.text, (span,), study.field.because))


def _with_field(study: Study) -> Study:
    """ "MSc in Physics": the field stands behind the degree."""
    if study.degree is None:
        return study
    parts = split_degree(study.degree.value)
    if parts is None:
        return study
    span = study.degree.spans[0]
    degree = span.cut(*parts[0])
    if parts[1] is None:
        return replace(study, degree=Found(degree.text, (degree,), study.degree.because))
    field = span.cut(*parts[1])
    because = (*study.degree.because, "field behind the degree")
    changed = replace(study, degree=Found(degree.text, (degree,), because))
    if study.field is None:
        changed = replace(changed, field=Found(field.text, (field,), because))
    return changed
