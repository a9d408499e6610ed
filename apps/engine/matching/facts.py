"""A resume and the record above it in, the facts that matching may know out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from apps.engine.matching.model import Facts, Json, Place, Spoken, Statement, Study, Work
from apps.engine.matching.words import phrase_of

LISTED: Mapping[str, Place] = {
    "projects": Place.PROJECT,
    "certifications": Place.CERTIFICATION,
    "volunteering": Place.WORK,
}
"""Lists of a resume beside work and study, and where their texts stand."""


@dataclass(frozen=True, slots=True)
class Record:
    """What the customer's record says of a candidate: it overrules the resume it was made from."""

    as_of: date
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    current_title: str = ""
    location: str = ""
    years_of_experience: float | None = None


def read_facts(resume: Mapping[str, Json], record: Record) -> Facts:
    """The facts of `result.resume` with the record's corrections; nothing else is looked at."""
    entries = _entries(resume, "experience")
    statements = (
        *_skills(resume, record),
        *_current_title(resume, record),
        *(one for index, entry in entries for one in _of_work(index, entry)),
        *(one for key, place in LISTED.items() for one in _of_list(resume, key, place)),
        *_fields_of_study(resume),
        *_summary(resume),
    )
    return Facts(
        as_of=record.as_of,
        statements=statements,
        languages=tuple(_languages(resume, record)),
        work=tuple(_work(index, entry) for index, entry in entries),
        studies=tuple(_study(index, entry) for index, entry in _entries(resume, "education")),
        years_of_experience=record.years_of_experience,
        location=record.location,
        location_pointer=_location_pointer(resume, record),
    )


def record_of(resume: Mapping[str, Json], as_of: date) -> Record:
    """The record of a resume that nobody has corrected."""
    person, ats = _table(resume.get("candidate")), _table(resume.get("ats"))
    years = ats.get("years_of_experience")
    return Record(
        as_of=as_of,
        skills=tuple(_texts(resume.get("skills"))),
        languages=tuple(_text(entry, "name") for _, entry in _entries(resume, "languages")),
        current_title=_text(person, "headline"),
        location=_text(person, "location"),
        years_of_experience=float(years) if isinstance(years, int | float) else None,
    )


def _location_pointer(resume: Mapping[str, Json], record: Record) -> str:
    printed = _text(_table(resume.get("candidate")), "location")
    return "/candidate/location" if printed and printed == record.location else ""


def _skills(resume: Mapping[str, Json], record: Record) -> Iterator[Statement]:
    printed = {skill: index for index, skill in enumerate(_texts(resume.get("skills")))}
    for skill in record.skills:
        pointer = f"/skills/{printed[skill]}" if skill in printed else ""
        yield Statement(skill, Place.SKILLS, pointer)


def _current_title(resume: Mapping[str, Json], record: Record) -> Iterator[Statement]:
    """The headline, and the title of the record where the resume has it nowhere."""
    headline = _text(_table(resume.get("candidate")), "headline")
    titles = {_text(entry, "title") for _, entry in _entries(resume, "experience")}
    if headline:
        yield Statement(headline, Place.TITLE, "/candidate/headline")
    if record.current_title and record.current_title not in {headline, *titles}:
        yield Statement(record.current_title, Place.TITLE)


def _of_work(index: int, entry: Mapping[str, Json]) -> Iterator[Statement]:
    above = f"/experience/{index}"
    if title := _text(entry, "title"):
        yield Statement(title, Place.TITLE, f"{above}/title", index)
    for text, pointer in _prose(entry, above):
        yield Statement(text, Place.WORK, pointer, index)


def _prose(entry: Mapping[str, Json], above: str) -> Iterator[tuple[str, str]]:
    if text := _text(entry, "description"):
        yield text, f"{above}/description"
    for index, text in enumerate(_texts(entry.get("bullets"))):
        yield text, f"{above}/bullets/{index}"


def _of_list(resume: Mapping[str, Json], key: str, place: Place) -> Iterator[Statement]:
    for index, entry in _entries(resume, key):
        above = f"/{key}/{index}"
        for name in ("name", "title"):
            if text := _text(entry, name):
                yield Statement(text, place, f"{above}/{name}")
        for text, pointer in _prose(entry, above):
            yield Statement(text, place, pointer)


def _fields_of_study(resume: Mapping[str, Json]) -> Iterator[Statement]:
    for index, entry in _entries(resume, "education"):
        for key in ("degree", "field"):
            if text := _text(entry, key):
                yield Statement(text, Place.EDUCATION, f"/education/{index}/{key}")


def _summary(resume: Mapping[str, Json]) -> Iterator[Statement]:
    if text := _text(_table(resume.get("sections")), "summary"):
        yield Statement(text, Place.SUMMARY, "/sections/summary")


def _languages(resume: Mapping[str, Json], record: Record) -> Iterator[Spoken]:
    printed = {
        phrase_of(_text(entry, "name")): (index, entry)
        for index, entry in _entries(resume, "languages")
    }
    for name in record.languages:
        index, entry = printed.get(phrase_of(name), (None, {}))
        pointer = "" if index is None else f"/languages/{index}/name"
        yield Spoken(name, _text(entry, "proficiency"), pointer)


def _work(index: int, entry: Mapping[str, Json]) -> Work:
    return Work(
        title=_text(entry, "title"),
        start=_text(entry, "start_date_iso") or None,
        end=_text(entry, "end_date_iso") or None,
        current=entry.get("current") is True,
        pointer=f"/experience/{index}",
    )


def _study(index: int, entry: Mapping[str, Json]) -> Study:
    return Study(
        degree=_text(entry, "degree"),
        end=_text(entry, "end_date_iso") or None,
        current=bool(entry.get("start_date_iso")) and not entry.get("end_date_iso"),
        pointer=f"/education/{index}/degree",
    )


def _entries(resume: Mapping[str, Json], key: str) -> Sequence[tuple[int, Mapping[str, Json]]]:
    found = resume.get(key)
    listed = found if isinstance(found, list) else []
    return [(index, one) for index, one in enumerate(listed) if isinstance(one, dict)]


def _table(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}


def _text(entry: Mapping[str, Json], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _texts(value: Json) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
