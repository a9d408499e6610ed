"""Organisations and keys: made once, shown once, recognised while they are good."""

import re
from datetime import datetime, timedelta
from ipaddress import ip_network

import pytest

from apps.accounts import services as accounts
from apps.accounts.access import Role
from apps.accounts.audit import OPERATOR
from apps.accounts.membership import add_member
from apps.accounts.models import ApiKey, AuditEntry, Organisation, User
from apps.core.errors import ApiError
from tests.conftest import NOW
from tests.rows import make_organisation

SECOND = timedelta(seconds=1)


def _issue(expires_at: datetime | None = None) -> str:
    key, _ = accounts.issue_key(
        organisation=make_organisation(NOW), name="test", now=NOW, expires_at=expires_at
    )
    return key


def test_an_organisation_is_made_once(db: None) -> None:
    first = accounts.ensure_organisation(name="Acme", plan_name="free", now=NOW)
    again = accounts.ensure_organisation(name="Acme", plan_name="pro", now=NOW + SECOND)
    assert (again, again.plan_name, again.created_at) == (first, "free", NOW)
    assert Organisation.objects.count() == 1


def test_a_key_is_recognised_with_its_organisation(db: None) -> None:
    organisation = make_organisation(NOW)
    key, _ = accounts.issue_key(organisation=organisation, name="test", now=NOW)
    stored = accounts.authenticate(key=key, now=NOW)
    assert stored is not None
    assert stored.organisation == organisation


def test_only_a_digest_is_stored(db: None) -> None:
    """256 random bits, of which the table knows nothing that could be turned back."""
    key = _issue()
    mark, prefix, secret = key.split("_", 2)
    assert mark == "pl"
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", secret)
    row = ApiKey.objects.values().get()
    assert row["prefix"] == prefix
    assert re.fullmatch(r"[0-9a-f]{64}", row["digest"])
    assert secret not in str(row)


def test_keys_are_all_different(db: None) -> None:
    assert len({_issue() for _ in range(20)}) == 20


WRONG = {
    "nothing": "",
    "only the mark": "pl",
    "no secret": "pl_{prefix}",
    "an empty secret": "pl_{prefix}_",
    "another secret": "pl_{prefix}_" + "a" * 43,
    "another mark": "sk_{prefix}_{secret}",
    "a cut secret": "{key:.40}",
    "one letter more": "{key}a",
    "a blank before": " {key}",
    "other letters": "{upper}",
    "a null": "pl_{prefix}_\x00",
}


@pytest.mark.parametrize("shape", WRONG.values(), ids=WRONG)
def test_anything_else_is_no_key(db: None, shape: str) -> None:
    key = _issue()
    _, prefix, secret = key.split("_", 2)
    given = shape.format(key=key, prefix=prefix, secret=secret, upper=key.upper())
    assert accounts.authenticate(key=given, now=NOW) is None


def test_a_revoked_key_is_refused_at_once_and_for_good(db: None) -> None:
    key = _issue()
    stored = accounts.authenticate(key=key, now=NOW)
    assert stored is not None
    accounts.revoke_key(key=stored, now=NOW)
    accounts.revoke_key(key=stored, now=NOW + SECOND)
    assert accounts.authenticate(key=key, now=NOW) is None
    assert ApiKey.objects.get().revoked_at == NOW


def test_the_keys_of_a_person_switched_off_are_refused(db: None) -> None:
    organisation = make_organisation(NOW)
    member = add_member(organisation=organisation, email="a@example.com", role=Role.OWNER, now=NOW)
    key, _ = accounts.issue_key(organisation=organisation, name="hers", now=NOW, member=member)
    for active in (True, False, True):
        User.objects.update(is_active=active)
        assert (accounts.authenticate(key=key, now=NOW) is not None) is active


def test_a_key_ends_when_it_expires(db: None) -> None:
    key = _issue(NOW + SECOND)
    assert accounts.authenticate(key=key, now=NOW) is not None
    assert accounts.authenticate(key=key, now=NOW + SECOND) is None


def test_the_last_use_is_written_once_a_minute(db: None) -> None:
    key = _issue()
    uses = [(0, 0), (30, 0), (60, 0), (61, 61), (90, 61), (200, 200)]
    for seconds, written in uses:
        accounts.authenticate(key=key, now=NOW + seconds * SECOND)
        assert ApiKey.objects.get().last_used_at == NOW + written * SECOND


def test_a_refused_key_is_not_marked_as_used(db: None) -> None:
    key = _issue(NOW)
    assert accounts.authenticate(key=key, now=NOW) is None
    assert ApiKey.objects.get().last_used_at is None


def test_a_rotated_key_lives_through_the_overlap(db: None) -> None:
    old = _issue()
    stored = accounts.authenticate(key=old, now=NOW)
    assert stored is not None
    fresh, row = accounts.rotate_key(key=stored, overlap=60 * SECOND, now=NOW, actor=OPERATOR)
    assert (row.name, row.scopes, row.expires_at) == (stored.name, stored.scopes, None)
    for later, good in ((59, True), (60, False)):
        moment = NOW + later * SECOND
        assert (accounts.authenticate(key=old, now=moment) is not None) is good
        assert accounts.authenticate(key=fresh, now=moment) is not None


def test_a_rotation_makes_no_key_live_longer(db: None) -> None:
    stored = accounts.authenticate(key=_issue(NOW + 10 * SECOND), now=NOW)
    assert stored is not None
    _, row = accounts.rotate_key(key=stored, overlap=60 * SECOND, now=NOW, actor=OPERATOR)
    stored.refresh_from_db()
    assert (stored.expires_at, row.expires_at) == (NOW + 10 * SECOND, NOW + 10 * SECOND)


def test_an_organisation_has_so_many_keys_that_work(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "MOST_KEYS", 2)
    organisation = make_organisation(NOW)

    def issue() -> ApiKey:
        return accounts.issue_key(organisation=organisation, name="a", now=NOW)[1]

    def refused(overlap: int) -> bool:
        try:
            accounts.rotate_key(key=second, overlap=overlap * SECOND, now=NOW, actor=OPERATOR)
        except ApiError as error:
            return error.code == "plan_limit_exceeded"
        return False

    first, second = issue(), issue()
    with pytest.raises(ApiError, match="plan_limit_exceeded"):
        issue()
    assert (refused(60), refused(0)) == (True, False)
    accounts.revoke_key(key=first, now=NOW)
    issue()
    accounts.issue_key(organisation=make_organisation(NOW), name="another's", now=NOW)


NETWORKS = [
    # networks, address, admitted
    ([], "198.51.100.7", True),
    (["198.51.100.0/24"], "198.51.100.7", True),
    (["198.51.100.0/24"], "198.51.101.7", False),
    (["198.51.100.0/24"], "::ffff:198.51.100.7", True),
    (["198.51.100.0/24", "2001:db8::/32"], "2001:db8::1", True),
    (["2001:db8::/32"], "198.51.100.7", False),
]


@pytest.mark.parametrize(("networks", "address", "admitted"), NETWORKS)
def test_a_key_may_be_used_from_its_networks(
    db: None, networks: list[str], address: str, admitted: bool
) -> None:
    _, stored = accounts.issue_key(
        organisation=make_organisation(NOW),
        name="test",
        now=NOW,
        networks=[ip_network(text) for text in networks],
    )
    assert accounts.admits(key=stored, address=address) is admitted


def test_what_is_done_to_keys_is_in_the_audit_log(db: None) -> None:
    stored = accounts.authenticate(key=_issue(), now=NOW)
    assert stored is not None
    accounts.rotate_key(key=stored, overlap=SECOND, now=NOW, actor=OPERATOR)
    accounts.revoke_key(key=stored, now=NOW)
    accounts.revoke_key(key=stored, now=NOW)
    actions = list(AuditEntry.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["key.created", "key.created", "key.rotated", "key.revoked"]
