"""`/v1/keys`: what a key with bounds, or of a lesser role, may do to and with other keys."""

from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.utils import timezone

from apps.accounts.access import Role
from apps.accounts.membership import add_member
from apps.accounts.models import ApiKey, Member, Organisation
from apps.accounts.services import issue_key
from apps.core.times import iso
from apps.usage.counting import CALLS
from tests.api.asking import ask
from tests.rows import make_organisation

HERE = "127.0.0.0/8"


@pytest.fixture
def organisation(db: None, monkeypatch: pytest.MonkeyPatch) -> Organisation:
    monkeypatch.setattr(CALLS, "count", lambda **_: None)  # a thread of its own would write them
    return make_organisation(timezone.now())


@pytest.fixture
def bound(organisation: Organisation) -> tuple[str, ApiKey]:
    """A key for a day, from here."""
    now = timezone.now()
    return issue_key(
        organisation=organisation,
        name="bound",
        now=now,
        expires_at=now + timedelta(days=1),
        networks=[ip_network(HERE)],
    )


def test_a_new_key_has_the_bounds_of_its_maker(bound: tuple[str, ApiKey]) -> None:
    key, stored = bound
    status, made = ask(key, "POST", "/v1/keys", {"name": "a"})
    assert (status, made["networks"]) == (201, [HERE])
    assert made["expires_at"] == iso(stored.expires_at)


WIDER: dict[str, dict[str, object]] = {
    "from elsewhere": {"networks": ["192.0.2.0/24"]},
    "for longer": {"expires_at": (timezone.now() + timedelta(days=30)).isoformat()},
}


@pytest.mark.parametrize("more", WIDER.values(), ids=WIDER)
def test_nobody_gives_networks_or_time_they_lack(
    bound: tuple[str, ApiKey], more: dict[str, object]
) -> None:
    status, body = ask(bound[0], "POST", "/v1/keys", {"name": "a", **more})
    assert (status, body["error"]["code"]) == (403, "api_access_disabled")


def test_nobody_gets_wider_bounds_by_rotation(
    bound: tuple[str, ApiKey], organisation: Organisation
) -> None:
    key, stored = bound
    _, free = issue_key(organisation=organisation, name="free", now=timezone.now())
    assert ask(key, "POST", f"/v1/keys/{free.prefix}/rotate", {})[0] == 403
    assert ask(key, "POST", f"/v1/keys/{stored.prefix}/rotate", {})[0] == 201


def _of(organisation: Organisation, role: Role | None) -> tuple[str, ApiKey]:
    member: Member | None = None
    now = timezone.now()
    if role is not None:
        email = f"{role}@example.com"
        member = Member.objects.filter(user__email=email).first() or add_member(
            organisation=organisation, email=email, role=role, now=now
        )
    return issue_key(organisation=organisation, name="a", now=now, member=member)


REVOKED = [
    # caller, owner of the key, answer
    (Role.ADMIN, Role.OWNER, 403),
    (Role.ADMIN, None, 403),
    (Role.ADMIN, Role.ADMIN, 204),
    (Role.ADMIN, Role.MEMBER, 204),
    (Role.OWNER, None, 204),
    (None, Role.OWNER, 204),
]


@pytest.mark.parametrize(("by", "whose", "status"), REVOKED)
def test_only_keys_of_those_one_may_appoint_are_revoked(
    organisation: Organisation, by: Role | None, whose: Role | None, status: int
) -> None:
    key, _ = _of(organisation, by)
    _, target = _of(organisation, whose)
    assert ask(key, "DELETE", f"/v1/keys/{target.prefix}")[0] == status
    target.refresh_from_db()
    assert (target.revoked_at is not None) is (status == 204)
