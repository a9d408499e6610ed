"""What a key may be used for, from where and until when; and that none gives more than it has."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime

from apps.accounts.access import Scope
from apps.accounts.models import ApiKey

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Bounds:
    """No `networks`: from anywhere. `expires_at` None: without an end."""

    scopes: frozenset[Scope]
    networks: tuple[Network, ...]
    expires_at: datetime | None

    def hold(self, other: "Bounds") -> bool:
        """Whether the other allows nothing that these do not."""
        return (
            other.scopes <= self.scopes
            and self._hold_networks(other.networks)
            and (
                self.expires_at is None
                or (other.expires_at is not None and other.expires_at <= self.expires_at)
            )
        )

    def _hold_networks(self, others: tuple[Network, ...]) -> bool:
        if not self.networks:
            return True
        return bool(others) and all(
            any(_lies_in(inner, outer) for outer in self.networks) for inner in others
        )


def bounds_of(key: ApiKey) -> Bounds:
    """What a key may do now."""
    networks = tuple(ipaddress.ip_network(text) for text in key.networks)
    return Bounds(key.allowed, networks, key.expires_at)


def _lies_in(inner: Network, outer: Network) -> bool:
    if isinstance(inner, ipaddress.IPv4Network) and isinstance(outer, ipaddress.IPv4Network):
        return inner.subnet_of(outer)
    if isinstance(inner, ipaddress.IPv6Network) and isinstance(outer, ipaddress.IPv6Network):
        return inner.subnet_of(outer)
    return False
