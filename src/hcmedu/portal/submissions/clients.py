"""Who sends a request, as far as a throttle has to know."""

from ipaddress import ip_address
from ipaddress import ip_network
from ipaddress import IPv6Address
from typing import Any


#: One subscriber has a whole network of that many leading bits.
IPV6_PREFIX = 64
UNKNOWN = "unknown"


def client_of(request: Any) -> str:
    """The address, of IPv6 its network; ``unknown`` where the server tells none.

    Zope believes ``X-Forwarded-For`` of the proxies that its configuration trusts, and of no one
    else.
    """
    return network_of(request.getClientAddr() or "")


def network_of(address: str) -> str:
    """``2001:db8:1:2::/64`` for every address of it; IPv4, also within IPv6, as it is."""
    try:
        found = ip_address(address.strip().partition("%")[0])
    except ValueError:
        return UNKNOWN
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((found, IPV6_PREFIX), strict=False))
