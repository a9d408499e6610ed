"""The shapes of the resume room: frozen records only."""

from dataclasses import dataclass

type Json = None | bool | int | float | str | list[Json] | dict[str, Json]


@dataclass(frozen=True, slots=True)
class Extraction:
    """A resume ready for JSON: the fields, where each of them stands, and what was noticed."""

    resume: dict[str, Json]
    evidence: dict[str, Json]
    metadata: dict[str, Json]
