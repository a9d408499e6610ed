"""`create_api_key` and `bootstrap` print a key and nothing else."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.accounts import services as accounts
from apps.accounts.access import Role
from apps.accounts.membership import add_member
from apps.accounts.models import ApiKey, Organisation


def _run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_create_api_key_prints_the_key_alone(db: None) -> None:
    printed = _run("create_api_key", "--organisation", "Acme", "--plan", "starter")
    stored = accounts.authenticate(key=printed.rstrip("\n"), now=timezone.now())
    assert stored is not None
    assert (stored.organisation.name, stored.organisation.plan_name) == ("Acme", "starter")
    assert stored.expires_at is None


def test_create_api_key_adds_to_an_organisation_that_exists(db: None) -> None:
    words = ("create_api_key", "--organisation", "Acme", "--plan", "pro")
    assert _run(*words) != _run(*words)
    assert Organisation.objects.count() == 1


def test_create_api_key_takes_a_number_of_days(db: None) -> None:
    _run("create_api_key", "--organisation", "Acme", "--expires-in-days", "30")
    key = ApiKey.objects.get()
    assert key.expires_at is not None
    assert (key.expires_at - key.created_at).days == 30


def test_create_api_key_makes_a_members_key(db: None) -> None:
    words = ("create_api_key", "--organisation", "Acme", "--member", "Ada@example.com")
    _run("create_api_key", "--organisation", "Acme")
    with pytest.raises(CommandError):
        _run(*words)
    organisation = Organisation.objects.get()
    add_member(
        organisation=organisation, email="ada@example.com", role=Role.MEMBER, now=timezone.now()
    )
    stored = accounts.authenticate(key=_run(*words).rstrip("\n"), now=timezone.now())
    assert stored is not None
    assert stored.role == Role.MEMBER


REFUSED = {
    "another plan": ("--organisation", "Acme", "--plan", "free"),
    "no such plan": ("--organisation", "Acme", "--plan", "golden"),
    "no organisation": ("--plan", "free"),
}


@pytest.mark.parametrize("words", REFUSED.values(), ids=REFUSED)
def test_create_api_key_refuses(db: None, words: tuple[str, ...]) -> None:
    _run("create_api_key", "--organisation", "Acme", "--plan", "pro")
    with pytest.raises(CommandError):
        _run("create_api_key", *words)
    assert ApiKey.objects.count() == 1
    assert Organisation.objects.get().plan_name == "pro"


def test_bootstrap_makes_the_first_key_once(db: None) -> None:
    key = _run("bootstrap").rstrip("\n")
    stored = accounts.authenticate(key=key, now=timezone.now())
    assert stored is not None
    assert stored.organisation.plan_name == "enterprise"
    assert _run("bootstrap") == ""
    assert ApiKey.objects.count() == 1
