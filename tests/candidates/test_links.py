"""Links to files: good for an hour, for one candidate, from the address that the settings name."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as live
from django.core import signing
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import Settings

from apps.api import rate_limits
from apps.candidates import links
from apps.core.storage import store
from tests.candidates.rows import SOURCE, read
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def uncounted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The addresses that were counted."""
    counted: list[object] = []
    monkeypatch.setattr(rate_limits, "count", lambda request, key, bucket: counted.append(bucket))
    return counted


def _at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def _get(token: str) -> HttpResponseBase:
    request = RequestFactory().get(f"{links.PLACE}{token}")
    return links.signed_file(request, token)


def _token(url: str) -> str:
    return url.rpartition("/")[2]


def test_an_hour(monkeypatch: pytest.MonkeyPatch, uncounted: list[object]) -> None:
    link = links.make(read(NOW), NOW)
    assert link.expires_at == NOW + timedelta(hours=1)
    _at(monkeypatch, NOW + timedelta(minutes=59))
    response = _get(_token(link.url))
    assert response.status_code == 200
    assert b"".join(response) == SOURCE
    assert uncounted == []
    _at(monkeypatch, NOW + timedelta(minutes=60))
    assert _get(_token(link.url)).status_code == 404
    assert uncounted == [rate_limits.Bucket.KEYLESS]


def test_tokens_that_are_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    _at(monkeypatch, NOW)
    candidate = read(NOW)
    ends = int((NOW + timedelta(hours=1)).timestamp())
    elsewhere = signing.Signer(salt="another").sign(f"{candidate.pk}.{ends}")
    unsigned = f"{candidate.pk}.{ends}"
    for token in ("", ":", elsewhere, unsigned, f"{unsigned}:x", "é:é"):
        assert _get(token).status_code == 404


def test_a_file_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    _at(monkeypatch, NOW)
    candidate = read(NOW)
    link = links.make(candidate, NOW)
    store().delete_prefix(candidate.folder)
    assert _get(_token(link.url)).status_code == 404


BASES: tuple[tuple[dict[str, Any], str], ...] = (
    ({"host": "127.0.0.1", "port": 8000}, "http://127.0.0.1:8000"),
    ({"host": "::1", "port": 80}, "http://[::1]:80"),
    ({"public_url": "https://files.example.com/"}, "https://files.example.com"),
)


@pytest.mark.parametrize(("env", "base"), BASES)
def test_where_links_begin(settings: Settings, env: dict[str, Any], base: str) -> None:
    settings.PARSELANE = replace(live.PARSELANE, **env)
    url = links.make(read(NOW), NOW).url
    assert url.startswith(f"{base}/ats/v1/files/")
