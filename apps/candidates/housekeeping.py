"""What keeps the promise that nothing stays of whom is deleted: verbs that run by the clock."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby, islice
from uuid import UUID

from apps.candidates import search
from apps.candidates.models import CANDIDATES_FOLDER, Candidate, folder_of
from apps.core import log
from apps.core.ids import first_uuid_at, read_uuid
from apps.core.storage import store

ORPHAN_AGE = timedelta(minutes=15)
"""Older than any submit that is still on its way."""

ROWS = 500


def remove_orphans(*, now: datetime, age: timedelta = ORPHAN_AGE) -> int:
    """Erase stored files without a candidate; their number. Forget words in the search too.

    All files are looked at, not only young ones: a merge that died after its commit leaves a file
    as old as its candidate was.
    """
    newest = first_uuid_at((now - age).timestamp())
    folders = (key for key in _stored() if key < newest)
    removed = 0
    while batch := list(islice(folders, ROWS)):
        removed += _remove_without_row(batch)
    if removed:
        log.warning("candidate_orphans_removed", files=removed)
    search.forget()
    return removed


def _stored() -> Iterator[UUID]:
    """Ids of the folders in the store."""
    for name, _ in groupby(
        store().list(CANDIDATES_FOLDER), key=lambda item: item.key.split("/")[1]
    ):
        if key := read_uuid(name):
            yield key


def _remove_without_row(keys: Iterable[UUID]) -> int:
    living = set(Candidate.objects.filter(pk__in=keys).values_list("pk", flat=True))
    return sum(store().delete_prefix(folder_of(key)) for key in keys if key not in living)
