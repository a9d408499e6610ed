"""Ids: a prefix and a ULID that sorts by its time."""

import re

import pytest

from apps.core.ids import Prefix, first_id_at, is_id, new_id

PREFIXES: tuple[Prefix, ...] = ("job", "req", "batch", "evt")
NO_IDS = [
    *("", "job", "job_", "job_1", "01JX8Y5YJ2M2D8N1AQ5F7Q3KVT"),
    "req_01JX8Y5YJ2M2D8N1AQ5F7Q3KVT",
    "job_01jx8y5yj2m2d8n1aq5f7q3kvt",
    "job_01JX8Y5YJ2M2D8N1AQ5F7Q3KVI",
    "job_81JX8Y5YJ2M2D8N1AQ5F7Q3KVT",
    "job_01JX8Y5YJ2M2D8N1AQ5F7Q3KVT\n",
    "job_01JX8Y5YJ2M2D8N1AQ5F7Q3KVTA",
]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_new_id_is_one(prefix: Prefix) -> None:
    made = new_id(prefix)
    assert re.fullmatch(rf"{prefix}_[0-7][0-9A-HJKMNP-TV-Z]{{25}}", made)
    assert is_id(prefix, made)
    assert made != new_id(prefix)


@pytest.mark.parametrize("text", NO_IDS)
def test_what_is_no_id_of_a_job(text: str) -> None:
    assert not is_id("job", text)


def test_ids_sort_by_their_time() -> None:
    earlier, later = first_id_at("job", 1_700_000_000), first_id_at("job", 1_700_000_001)
    assert is_id("job", earlier)
    assert earlier < later < new_id("job") < first_id_at("job", 4_000_000_000)
