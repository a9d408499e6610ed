"""Roles of people and scopes of keys: who may do what."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Scope(StrEnum):
    """What a key may be used for."""

    SUBMIT = "submit"  # send files in, cancel and erase what they became
    READ = "read"  # look at jobs, results and usage
    MANAGE = "manage"  # keys, members, webhook endpoints, the audit log


class Role(StrEnum):
    """What a member of an organisation is."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"
    READ_ONLY = "read_only"


ALL_SCOPES = frozenset(Scope)

SCOPES_OF: Mapping[Role, frozenset[Scope]] = {
    Role.OWNER: ALL_SCOPES,
    Role.ADMIN: ALL_SCOPES,
    Role.MEMBER: frozenset({Scope.SUBMIT, Scope.READ}),
    Role.READ_ONLY: frozenset({Scope.READ}),
}
"""A member's key can never do more than the member."""

MAY_APPOINT: Mapping[Role, frozenset[Role]] = {
    Role.OWNER: frozenset(Role),
    Role.ADMIN: frozenset(Role) - {Role.OWNER},
    Role.MEMBER: frozenset(),
    Role.READ_ONLY: frozenset(),
}
"""The roles that somebody of a role may give, change and take away."""


def effective(given: Iterable[str], role: Role | None) -> frozenset[Scope]:
    """The scopes of a key as they count now; `role` of its member, None for an operator's key.

    >>> sorted(effective(["submit", "manage"], Role.MEMBER))
    [<Scope.SUBMIT: 'submit'>]
    """
    scopes = frozenset(Scope(name) for name in given)
    return scopes if role is None else scopes & SCOPES_OF[role]
