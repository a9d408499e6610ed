"""Members: who may appoint whom, the last owner stays, a removed member's keys end."""

from typing import Any

import pytest

from apps.accounts import membership
from apps.accounts import services as accounts
from apps.accounts.access import MAY_APPOINT, Role, Scope
from apps.accounts.audit import Actor
from apps.accounts.models import ApiKey, AuditEntry, Member, Organisation
from apps.core.errors import ApiError
from tests.conftest import NOW
from tests.rows import make_organisation

ACTOR = Actor("test", "198.51.100.7")


def _member(organisation: Organisation, name: str, role: Role) -> Member:
    return membership.add_member(
        organisation=organisation, email=f"{name}@example.com", role=role, now=NOW
    )


def _issue(member: Member, *scopes: Scope) -> str:
    key, _ = accounts.issue_key(
        organisation=member.organisation, name="test", now=NOW, scopes=scopes, member=member
    )
    return key


@pytest.mark.parametrize("by", Role)
@pytest.mark.parametrize("role", Role)
def test_roles_are_given_by_those_who_may(db: None, by: Role, role: Role) -> None:
    organisation = make_organisation(NOW)
    facts: dict[str, Any] = {
        "organisation": organisation,
        "email": "a@example.com",
        "role": role,
        "now": NOW,
    }
    if role in MAY_APPOINT[by]:
        assert membership.add_member(**facts, by=by, actor=ACTOR).role == role
        entry = AuditEntry.objects.get()
        assert (entry.actor, entry.action, entry.address) == ("test", "member.added", ACTOR.address)
    else:
        with pytest.raises(ApiError) as refused:
            membership.add_member(**facts, by=by, actor=ACTOR)
        assert refused.value.code == "api_access_disabled"
        assert not Member.objects.exists()


def test_nobody_is_a_member_twice(db: None) -> None:
    organisation, other = make_organisation(NOW), make_organisation(NOW)
    _member(organisation, "ada", Role.MEMBER)
    with pytest.raises(ApiError) as refused:
        _member(organisation, "Ada", Role.OWNER)
    assert refused.value.code == "conflict"
    assert _member(other, "ada", Role.OWNER).user == Member.objects.first().user  # type: ignore[union-attr]


def test_the_last_owner_stays(db: None) -> None:
    organisation = make_organisation(NOW)
    owner = _member(organisation, "ada", Role.OWNER)
    for verb in (_demote, _remove):
        with pytest.raises(ApiError) as refused:
            verb(owner)
        assert refused.value.code == "conflict"
    _member(organisation, "bo", Role.OWNER)
    _remove(owner)
    assert Member.objects.get().user.email == "bo@example.com"


def _demote(member: Member) -> None:
    membership.change_role(member=member, role=Role.ADMIN, now=NOW, by=None, actor=ACTOR)


def _remove(member: Member) -> None:
    membership.remove_member(member=member, now=NOW, by=None, actor=ACTOR)


SCOPES = {
    Role.OWNER: {Scope.SUBMIT, Scope.READ, Scope.MANAGE},
    Role.ADMIN: {Scope.SUBMIT, Scope.READ, Scope.MANAGE},
    Role.MEMBER: {Scope.SUBMIT, Scope.READ},
    Role.READ_ONLY: {Scope.READ},
}


@pytest.mark.parametrize(("role", "scopes"), SCOPES.items())
def test_a_key_can_do_no_more_than_its_member(db: None, role: Role, scopes: set[Scope]) -> None:
    member = _member(make_organisation(NOW), "ada", role)
    stored = accounts.authenticate(key=_issue(member, *Scope), now=NOW)
    assert stored is not None
    assert stored.allowed == scopes


def test_a_key_follows_its_member_at_once(db: None) -> None:
    organisation = make_organisation(NOW)
    _member(organisation, "bo", Role.OWNER)
    member = _member(organisation, "ada", Role.OWNER)
    key = _issue(member, *Scope)
    membership.change_role(member=member, role=Role.READ_ONLY, now=NOW, by=None, actor=ACTOR)
    stored = accounts.authenticate(key=key, now=NOW)
    assert stored is not None
    assert stored.allowed == {Scope.READ}
    _remove(member)
    assert accounts.authenticate(key=key, now=NOW) is None
    assert not ApiKey.objects.exists()
