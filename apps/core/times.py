"""Times as every answer writes them: UTC, to the millisecond, as in 2026-03-14T09:26:53.589Z."""

from datetime import datetime


def iso(moment: datetime | None) -> str | None:
    """The text of a time, None of none."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z" if moment else None
