"""Where a request comes from: the connection's other end, or what a trusted proxy says of it."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

LINE_BITS = 64  # of an IPv6 address: those that one line shares
Address = IPv4Address | IPv6Address
UNKNOWN = "0.0.0.0"  # noqa: S104 - no address to listen on: what a connection without one is called


def client_address(request: HttpRequest) -> str:
    """The nearest address that is no trusted proxy, in its plain form.

    `X-Forwarded-For` grows to the right: each proxy adds whom it heard. From the right we believe
    trusted proxies, and the first other address is the caller's; what stands left of it, anybody
    may have written.
    """
    here = _address(request.META.get("REMOTE_ADDR", ""))
    heard = request.headers.get("X-Forwarded-For", "").split(",")
    while here is not None and _is_trusted(here) and heard:
        before = _address(heard.pop())
        if before is None:
            break
        here = before
    return str(here) if here is not None else UNKNOWN


def neighbourhood(address: str) -> str:
    """What is counted as one caller: an IPv4 address, or the network of an IPv6 one.

    A line is given a /64 at least (RFC 6177, RFC 4291), and whoever has it any address in it.

    >>> neighbourhood("2001:db8::7"), neighbourhood("192.0.2.7")
    ('2001:db8::', '192.0.2.7')
    """
    there = ip_address(address)
    if isinstance(there, IPv4Address):
        return address
    return str(IPv6Network((there, LINE_BITS), strict=False).network_address)


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_trusted(address: Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)
