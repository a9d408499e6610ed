"""What the extractors found in, the objects of the result out, each value with its evidence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from apps.engine.resume.dates import DateRange
from apps.engine.resume.education import Study
from apps.engine.resume.evidence import Evidence
from apps.engine.resume.experience import Position
from apps.engine.resume.languages import Language
from apps.engine.resume.listing import Listed
from apps.engine.resume.model import Found, Json

T = TypeVar("T")


@dataclass(frozen=True)
class Person:
    """Who the resume is about and how to reach them."""

    name: Found[str] | None
    headline: Found[str] | None
    location: Found[str] | None
    emails: tuple[Found[str], ...]
    phones: tuple[Found[str], ...]
    links: tuple[Found[tuple[str, str]], ...]


def listed(
    pointer: str,
    found: Sequence[T],
    write: Callable[[str, T, Evidence], dict[str, Json]],
    evidence: Evidence,
) -> list[Json]:
    """Several things of one kind, each written below its own pointer."""
    return [write(f"{pointer}/{index}", one, evidence) for index, one in enumerate(found)]


def candidate(person: Person, evidence: Evidence) -> dict[str, Json]:
    """Name, headline and place."""
    return {
        "name": evidence.text("/candidate/name", person.name),
        "headline": evidence.text("/candidate/headline", person.headline),
        "location": evidence.text("/candidate/location", person.location),
    }


def contact(person: Person, evidence: Evidence) -> dict[str, Json]:
    """E-mails, phones and typed links."""
    links: list[Json] = []
    for index, link in enumerate(person.links):
        kind, url = link.value
        links.append({"type": kind, "url": url})
        evidence.put(f"/contact/links/{index}/url", link.spans)
    return {
        "emails": evidence.texts("/contact/emails", person.emails),
        "phones": evidence.texts("/contact/phones", person.phones),
        "links": links,
    }


def position(pointer: str, job: Position, evidence: Evidence) -> dict[str, Json]:
    """One job."""
    period = job.period
    dates = evidence.dates(pointer, period)
    if period is not None:
        evidence.put(f"{pointer}/date_range", (period.span,))
    return {
        "title": evidence.text(f"{pointer}/title", job.title),
        "company": evidence.text(f"{pointer}/company", job.company),
        "location": evidence.text(f"{pointer}/location", job.location),
        **dates,
        "current": period is not None and period.date.current,
        "date_range": period.date.text if period else None,
        "description": evidence.text(f"{pointer}/description", job.description),
        "bullets": evidence.texts(f"{pointer}/bullets", job.bullets),
    }


def study(pointer: str, one: Study, evidence: Evidence) -> dict[str, Json]:
    """One course of study."""
    dates = evidence.dates(pointer, one.period)
    graduation: Json = None
    if one.period is not None and one.period.date.single:
        graduation = one.period.date.start_text
        evidence.put(f"{pointer}/graduation_date", (one.period.span,))
        for key in dates:
            evidence.places.pop(f"{pointer}/{key}", None)
            dates[key] = None
    return {
        "institution": evidence.text(f"{pointer}/institution", one.institution),
        "degree": evidence.text(f"{pointer}/degree", one.degree),
        "field": evidence.text(f"{pointer}/field", one.field),
        **dates,
        "graduation_date": graduation,
        "location": evidence.text(f"{pointer}/location", one.location),
        "description": evidence.text(f"{pointer}/description", one.description),
    }


def project(pointer: str, item: Listed, evidence: Evidence) -> dict[str, Json]:
    """One project."""
    dates = evidence.dates(pointer, item.period)
    texts = [text for text in (item.subtitle, item.description) if text]
    whole = Found(" ".join(t.value for t in texts), tuple(s for t in texts for s in t.spans))
    return {
        "name": evidence.text(f"{pointer}/name", item.name),
        **dates,
        "description": evidence.text(f"{pointer}/description", whole if texts else None),
        "bullets": evidence.texts(f"{pointer}/bullets", item.bullets),
    }


def _printed(date: DateRange) -> str:
    """A single date without the words before it, a range as a whole."""
    return date.start_text if date.single and date.start_text else date.text


def award(pointer: str, item: Listed, evidence: Evidence) -> dict[str, Json]:
    """One certificate, award or publication."""
    if item.period is not None:
        evidence.put(f"{pointer}/date", (item.period.span,))
    return {
        "name": evidence.text(f"{pointer}/name", item.name),
        "issuer": evidence.text(f"{pointer}/issuer", item.issuer),
        "date": _printed(item.period.date) if item.period else None,
    }


def language(pointer: str, one: Language, evidence: Evidence) -> dict[str, Json]:
    """One language."""
    return {
        "name": evidence.text(f"{pointer}/name", one.name),
        "proficiency": evidence.text(f"{pointer}/proficiency", one.proficiency),
    }
