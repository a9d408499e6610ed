"""Values found in, JSON values out, each written down with the place it stands at."""

from collections.abc import Iterable, Sequence

from apps.engine.resume.experience import Period
from apps.engine.resume.model import Found, Json, Span

DECIMALS = 2
"""Hundredths of a point: finer than any reader can see, and stable in JSON."""


class Evidence:
    """The places of all values of one resume, by JSON Pointer.

    Where the document has no geometry a place is a page and a text; its box is null.
    """

    def __init__(self, *, has_geometry: bool = True) -> None:
        self._has_geometry = has_geometry
        self.places: dict[str, Json] = {}
        self.lines: set[int] = set()

    def put(self, pointer: str, spans: Iterable[Span]) -> None:
        """Write down where the value at a pointer stands."""
        found = [fragment for span in spans for fragment in (span.parts or (span,))]
        self.lines.update(fragment.line for fragment in found)
        if found:
            self.places[pointer] = [self._place(fragment) for fragment in found]

    def _place(self, span: Span) -> dict[str, Json]:
        box: list[Json] = [round(edge, DECIMALS) for edge in span.box]
        shown = box if self._has_geometry else None
        return {"page": span.page, "boundingBox": shown, "text": span.text}

    def text(self, pointer: str, found: Found[str] | None) -> str | None:
        """The value of a found text; None when there is none."""
        if found is None:
            return None
        self.put(pointer, found.spans)
        return found.value

    def texts(self, pointer: str, found: Sequence[Found[str]]) -> list[Json]:
        """The values of several found texts."""
        values: list[Json] = []
        for index, one in enumerate(found):
            values.append(self.text(f"{pointer}/{index}", one))
        return values

    def dates(self, pointer: str, period: Period | None) -> dict[str, Json]:
        """Beginning and end of a period as printed and in ISO form."""
        if period is None:
            return dict.fromkeys(("start_date", "end_date", "start_date_iso", "end_date_iso"))
        date, span = period.date, period.span
        values: dict[str, Json] = {
            "start_date": date.start_text,
            "end_date": date.end_text,
            "start_date_iso": date.start_iso,
            "end_date_iso": date.end_iso,
        }
        for key, value in values.items():
            if value is not None:
                self.put(f"{pointer}/{key}", (span,))
        return values
