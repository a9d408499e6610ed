"""No key gives more than it has: scopes, networks, time."""

from datetime import timedelta
from ipaddress import ip_network

import pytest

from apps.accounts.access import Scope
from apps.accounts.bounds import Bounds
from tests.conftest import NOW


def _bounds(scopes: str = "read", networks: str = "", days: int | None = None) -> Bounds:
    return Bounds(
        frozenset(Scope(name) for name in scopes.split()),
        tuple(ip_network(text) for text in networks.split()),
        None if days is None else NOW + timedelta(days=days),
    )


ANY, NET, SIX = _bounds(), _bounds(networks="192.0.2.0/24 198.51.100.7"), "2001:db8::/32"
HELD = {
    "the same": (NET, NET, True),
    "fewer scopes": (_bounds("read submit"), ANY, True),
    "more scopes": (ANY, _bounds("read submit"), False),
    "a network from anywhere": (ANY, NET, True),
    "anywhere from a network": (NET, ANY, False),
    "a part": (NET, _bounds(networks="192.0.2.128/25"), True),
    "a part and more": (NET, _bounds(networks="192.0.2.128/25 203.0.113.0/24"), False),
    "a wider one": (NET, _bounds(networks="192.0.0.0/16"), False),
    "another version": (NET, _bounds(networks=SIX), False),
    "both versions": (_bounds(networks=f"192.0.2.0/24 {SIX}"), _bounds(networks=SIX), True),
    "an end": (ANY, _bounds(days=9), True),
    "the same end": (_bounds(days=9), _bounds(days=9), True),
    "a later end": (_bounds(days=9), _bounds(days=10), False),
    "no end": (_bounds(days=9), ANY, False),
}


@pytest.mark.parametrize(("outer", "inner", "held"), HELD.values(), ids=HELD)
def test_bounds_hold_what_is_no_wider(outer: Bounds, inner: Bounds, held: bool) -> None:
    assert outer.hold(inner) is held
