"""Preferred places in, a remark on where the candidate lives out: it earns and costs nothing."""

from apps.engine.matching.model import Evidence, Facts, Reason, Requirements, Status
from apps.engine.matching.words import phrase_of

PART = "location"
NO_POINTS = "Places earn no points: they are said, not weighed."


def explain(requirements: Requirements, facts: Facts) -> tuple[Reason, ...]:
    """One remark, where places are preferred."""
    places = requirements.preferred_locations
    if not places:
        return ()
    asked = " or ".join(places)
    if not facts.location:
        text = f"{asked}: the record names no place. {NO_POINTS}"
        return (Reason(PART, asked, Status.UNKNOWN, "place_unknown", text),)
    lives = f" {' '.join(phrase_of(facts.location))} "
    met = [place for place in places if _is_in(place, lives)]
    rule = "place_met" if met else "place_not_met"
    status = Status.MET if met else Status.MISSING
    text = f"{asked}: the record says {facts.location}. {NO_POINTS}"
    evidence = (Evidence(facts.location, "location", facts.location_pointer),)
    return (Reason(PART, asked, status, rule, text, evidence=evidence),)


def _is_in(place: str, lives: str) -> bool:
    phrase = phrase_of(place)
    return bool(phrase) and f" {' '.join(phrase)} " in lives
