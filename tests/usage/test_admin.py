"""The operator's pages: a plan is changed through the verb, what was done can only be read."""

import pytest
from django.test import Client
from pytest_django import Settings

from apps.accounts import services as accounts
from apps.accounts.models import ApiKey, AuditEntry, User
from tests.conftest import NOW
from tests.rows import make_organisation

ORGANISATIONS = "/admin/accounts/organisation/"
PAGES = ("organisation", "apikey", "auditentry", "member", "user")


@pytest.fixture
def operator(db: None, settings: Settings) -> Client:
    """A browser in which an operator is logged in; without a server there is nothing to drain."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "request_log" not in name]
    client = Client()
    client.force_login(User.objects.create_superuser("operator@example.com", "orchard-ferry-77"))
    return client


def test_a_stranger_is_asked_to_log_in(db: None) -> None:
    answer = Client().get(ORGANISATIONS)
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/login/?next={ORGANISATIONS}")


@pytest.mark.parametrize("page", PAGES)
def test_the_lists_open(operator: Client, page: str) -> None:
    _, key = accounts.issue_key(organisation=make_organisation(NOW), name="test", now=NOW)
    answer = operator.get(f"/admin/accounts/{page}/")
    assert answer.status_code == 200
    assert key.digest not in answer.content.decode()


def test_a_plan_is_changed_and_written_down(operator: Client) -> None:
    organisation = make_organisation(NOW, "free")
    form = {"name": organisation.name, "plan_name": "growth"}
    answer = operator.post(f"{ORGANISATIONS}{organisation.pk}/change/", form)
    assert answer.status_code == 302
    organisation.refresh_from_db()
    assert organisation.plan_name == "growth"
    entry = AuditEntry.objects.get(organisation=organisation)
    assert (entry.action, entry.target) == ("plan.changed", "free to growth")
    assert "operator@example.com" in entry.actor


def test_keys_are_revoked_and_never_edited(operator: Client) -> None:
    _, key = accounts.issue_key(organisation=make_organisation(NOW), name="test", now=NOW)
    chosen = {"action": "revoke", "_selected_action": [str(key.pk)]}
    operator.post("/admin/accounts/apikey/", chosen)
    assert ApiKey.objects.get().revoked_at is not None
    operator.post(f"/admin/accounts/apikey/{key.pk}/change/", {"name": "other"})
    assert ApiKey.objects.get().name == "test"


def test_the_audit_log_can_only_be_read(operator: Client) -> None:
    accounts.issue_key(organisation=make_organisation(NOW), name="test", now=NOW)
    entry = AuditEntry.objects.get()
    for path in ("add/", f"{entry.pk}/delete/"):
        assert operator.post(f"/admin/accounts/auditentry/{path}").status_code == 403
    assert AuditEntry.objects.count() == 1
