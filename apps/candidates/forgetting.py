"""A candidate that goes in; no answer that was kept for a retry speaks of it any more."""

import orjson

from apps.api import idempotency
from apps.candidates.models import Candidate

NAMELESS = ""
"""What a kept answer says instead of the name of a file that is gone."""


def forget_answers(*, candidate: Candidate) -> None:
    """Take a candidate out of the answers that are kept under an Idempotency-Key.

    That of a submit stays, since a retry may not make its candidates anew, but loses the name of
    the file. Any other goes: its retry finds no candidate, and that is what it is told.
    """
    key = str(candidate.pk)
    for record in idempotency.mentioning(organisation=candidate.organisation, word=key):
        body = orjson.loads(record.body or b"{}")
        if "candidates" not in body:
            record.delete()
            continue
        for one in body["candidates"]:
            if one["id"] == key:
                one["filename"] = NAMELESS
        record.body = orjson.dumps(body)
        record.save(update_fields=["body"])
