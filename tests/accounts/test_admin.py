"""The operator's pages: whom they let in, and what they refuse to do."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from apps.accounts.admin import UserForm
from apps.accounts.models import User
from apps.api.rate_limits import KEYLESS_PER_MINUTE, limiter
from config.env import ROOT

LOGIN = "/admin/login/"


@pytest.fixture
def page(db: None) -> Iterator[Client]:
    """A browser in front of a service that has counted nobody yet."""
    limiter.cache_clear()
    yield Client()
    limiter.cache_clear()


def test_no_other_site_can_frame_or_guess_the_pages(page: Client) -> None:
    answer = page.get(LOGIN)
    assert answer.status_code == 200
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_logins_are_counted_by_address(page: Client) -> None:
    answers = [page.get(LOGIN).status_code for _ in range(KEYLESS_PER_MINUTE + 1)]
    assert answers == [200] * KEYLESS_PER_MINUTE + [429]
    assert page.get(LOGIN, REMOTE_ADDR="192.0.2.9").status_code == 200


@pytest.mark.parametrize("password", ["short-7", "password1234", "829374659283", "ops@example.com"])
def test_refuses_passwords_that_are_guessed(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User(email="ops@example.com"))


@pytest.fixture
def operator(page: Client) -> Client:
    """The browser of somebody who may do everything."""
    page.force_login(User.objects.create_superuser("ops@example.com", "a long pass phrase"))
    return page


def test_a_person_cannot_be_deleted_with_all_they_have(operator: Client) -> None:
    person = User.objects.create_user("ada@example.com")
    assert operator.get(f"/admin/accounts/user/{person.pk}/change/").status_code == 200
    assert operator.get(f"/admin/accounts/user/{person.pk}/delete/").status_code == 403


@pytest.mark.parametrize(("email", "stored"), [("Bo@Example.COM", 1), ("ADA@example.com", 0)])
def test_addresses_are_kept_in_small_letters(db: None, email: str, stored: int) -> None:
    User.objects.create_user("ada@example.com")
    form = UserForm({"email": email})
    assert form.is_valid() is bool(stored)
    if stored:
        form.save()
    assert User.objects.filter(email="bo@example.com").count() == stored


SETTINGS = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS")
SHOW = f"from config import settings as s; print(*(int(getattr(s, n)) for n in {SETTINGS}))"


@pytest.mark.parametrize(("proxies", "shown"), [("", "0 0 0"), ("10.0.0.0/8", "1 1 31536000")])
def test_behind_a_proxy_cookies_travel_over_tls_only(
    proxies: str, shown: str, tmp_path: Path
) -> None:
    environ = {"TRUSTED_PROXIES": proxies, "DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", SHOW], env=environ, cwd=ROOT, capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == shown
