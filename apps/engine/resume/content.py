"""Sections whose headings nobody knows in, their kinds by what stands in them out."""

from collections.abc import Sequence
from dataclasses import replace

from apps.engine.resume.fitting import ENTRIES, FITS, holds_prose
from apps.engine.resume.heading_words import heading_key, known_headings
from apps.engine.resume.sections import Section


def name_unknown(sections: Sequence[Section]) -> tuple[Section, ...]:
    """A section under an unknown heading takes the first kind that fits it and is still missing."""
    missing = [kind for kind in FITS if not any(one.kind == kind and one.rows for one in sections)]
    summed_up = any(one.kind == "summary" and one.rows for one in sections)
    introduced = _introduction(sections)
    named: list[Section] = []
    for section in sections:
        unknown = section.kind == "other" and section.heading is not None
        if unknown and not (section.heading and section.heading.known):
            kind = next((kind for kind in missing if FITS[kind](section.rows)), None)
            if kind is not None:
                missing.remove(kind)
                section = replace(section, kind=kind)
            elif not summed_up and holds_prose(section.rows):
                section = replace(section, kind="summary")
        elif not summed_up and (section is introduced or _is_only_called(section)):
            section = replace(section, kind="summary")
        summed_up = summed_up or section.kind in ("summary", *ENTRIES)
        named.append(section)
    return tuple(named)


def _is_only_called(section: Section) -> bool:
    """ "My career in two words" above a text about the person: part of the heading misleads."""
    if section.kind not in ENTRIES or section.heading is None:
        return False
    whole = heading_key(section.heading.text) in known_headings()
    return not whole and holds_prose(section.rows)


def _introduction(sections: Sequence[Section]) -> Section | None:
    """ "What I do" above a text about the person, where another section has the skills."""
    skills = [one for one in sections if one.kind == "skills" and one.rows]
    return skills[0] if len(skills) > 1 and holds_prose(skills[0].rows) else None
