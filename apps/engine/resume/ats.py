"""What recruiting systems ask beside the fields: keywords, confidence, warnings, years."""

from collections.abc import Mapping, Sequence
from datetime import date

from apps.engine.resume.dates import DateRange, months_between
from apps.engine.resume.identity import NAME
from apps.engine.resume.model import Found, Json
from apps.engine.resume.sections import SECTIONS, Section

NAME_FULL = 9.0
"""Sum of name features at which nothing more could be said for a name."""
NAME_LEAST = 0.75
"""Confidence of a name that barely passed. Measured on unseen resumes, names with half of the
features were right as often as the others; the features only order what is left of the doubt."""
MONTHS_PER_YEAR = 12
WARNINGS = {
    "missing_name": "No name was found.",
    "missing_headline": "No headline was found.",
    "missing_location": "No location was found.",
    "missing_email": "No e-mail address was found.",
    "missing_phone": "No phone number was found.",
    "missing_experience": "No work experience was found.",
    "missing_education": "No education was found.",
    "missing_skills": "No skills were found.",
    "experience_without_dates": "At least one position has no date.",
    "ambiguous_date": "At least one date can be read in two ways; only its year was taken.",
    "hidden_text": "The document holds text a reader cannot see; it was left out.",
}
"""Every warning code with its sentence."""


def keyword_text(skills: Sequence[str]) -> str:
    """The skills in lower case, joined by blanks."""
    return " ".join(skill.lower() for skill in skills)


def section_coverage(sections: Sequence[Section]) -> list[Json]:
    """The sections that a recognised heading opens."""
    opened = {s.kind for s in sections if s.heading is not None and s.heading.known}
    return [kind for kind in SECTIONS if kind in opened]


def years_of_experience(dates: Sequence[DateRange], as_of: date) -> float | None:
    """Years covered by at least one position: overlaps count once, the future not at all."""
    own = [one.first.end_iso if one.first else None for one in dates]
    ends = [one.end_iso or end for one, end in zip(dates, own, strict=True)]
    return _years(
        [
            (one.start_iso, None if one.current else end)
            for one, end in zip(dates, ends, strict=True)
            if one.current or end
        ],
        as_of,
    )


def years_as_of(experience: Sequence[Mapping[str, Json]], as_of: date) -> float | None:
    """The same, from positions as they stand in a resume, for any present."""
    spans: list[tuple[str | None, str | None]] = []
    for one in experience:
        start, end = _iso(one.get("start_date_iso")), _iso(one.get("end_date_iso"))
        spans.append((start, None if one.get("current") else end or start))
    return _years(spans, as_of)


def _iso(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _years(spans: Sequence[tuple[str | None, str | None]], as_of: date) -> float | None:
    """Years that lie in at least one span; one without an end goes on."""
    today = f"{as_of.year:04d}-{as_of.month:02d}"
    limit = months_between(today, today)[1]
    months: set[int] = set()
    for start, end in spans:
        if start is not None:
            first, last = months_between(start, end or today)
            months.update(range(first, min(last, limit) + 1))
    return round(len(months) / MONTHS_PER_YEAR, 1) if months else None


def confidence(
    name: Found[str] | None, contact: Mapping[str, bool], core: Mapping[str, float]
) -> dict[str, Json]:
    """How sure the mapper is: features that held for the name, parts found, entries complete."""
    weights = {feature.name: feature.weight for feature in NAME}
    held = sum(weights.get(because, 0.0) for because in name.because) if name else 0.0
    share = min(1.0, max(0.0, held / NAME_FULL))
    values = {
        "name": round(NAME_LEAST + (1 - NAME_LEAST) * share, 2) if name else 0.0,
        "contact": round(sum(contact.values()) / len(contact), 2),
        "sections": round(sum(core.values()) / len(core), 2),
    }
    return {**values, "overall": round(sum(values.values()) / len(values), 2)}


def complete_share(entries: Sequence[Json], *keys: str) -> float:
    """Of the entries, how many have a value under each of the keys; 0 without entries."""
    if not entries:
        return 0.0
    whole = [one for one in entries if isinstance(one, dict) and all(one[key] for key in keys)]
    return len(whole) / len(entries)


def warnings(present: Mapping[str, bool]) -> list[Json]:
    """The codes whose condition holds, in the order of the table."""
    return [code for code in WARNINGS if present.get(code, False)]
