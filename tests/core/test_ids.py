"""Ids: a prefix and a ULID that sorts by its time."""

import re
from uuid import RFC_4122

import pytest

from apps.core.ids import (
    Prefix,
    first_id_at,
    first_uuid_at,
    is_id,
    new_id,
    new_uuid,
    read_uuid,
)

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


def test_uuids_are_of_version_7_and_sort_by_their_time() -> None:
    made = [new_uuid() for _ in range(100)]
    assert len(set(made)) == 100
    assert {(one.version, one.variant) for one in made} == {(7, RFC_4122)}
    earlier, later = first_uuid_at(1_700_000_000), first_uuid_at(1_700_000_001)
    assert earlier.version == 7
    assert earlier < later < made[0] < first_uuid_at(4_000_000_000)
    assert sorted(map(str, made)) == [str(one) for one in sorted(made)]


NO_UUIDS = [
    *("", "1", "8b212bcda0d04a08bc29ba932b713ec1", "{8b212bcd-a0d0-4a08-bc29-ba932b713ec1}"),
    *("8b212bcd-a0d0-4a08-bc29-ba932b713ec1\n", "8b212bcd-a0d0-4a08-bc29-ba932b713ecg"),
    "urn:uuid:8b212bcd-a0d0-4a08-bc29-ba932b713ec1",
]


@pytest.mark.parametrize("text", NO_UUIDS)
def test_what_is_no_uuid(text: str) -> None:
    assert read_uuid(text) is None
