"""Which addresses a feed may be fetched from: by how they are written, and by where they lead.

No Plone here. Whoever may enter an address could else have the server ask machines that only it can
reach. A name is resolved once, all that it resolves to is judged, and the connection goes to just
that (``fetching``): a second answer of the name server changes nothing any more.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from hcmedu.portal.feeds.errors import FeedError
from hcmedu.portal.feeds.errors import Reason
from ipaddress import ip_address
from ipaddress import ip_network
from ipaddress import IPv4Address
from ipaddress import IPv6Address
from urllib.parse import quote
from urllib.parse import urlsplit

import re


Address = IPv4Address | IPv6Address
PORTS = {"http": 80, "https": 443}
LONGEST = 2000
#: What Python calls global, or some versions do, and is no host of somebody else.
REFUSED_V4 = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "198.18.0.0/15",
        "224.0.0.0/3",  # multicast and what is reserved
    )
)
#: Where hosts of the Internet are; all else of IPv6 is something special.
UNICAST_V6 = ip_network("2000::/3")
REFUSED_V6 = tuple(
    ip_network(text)
    for text in (
        "2001::/23",  # Teredo and other protocols
        "2001:db8::/32",
        "3fff::/20",
    )
)
SIX_TO_FOUR, NAT64 = ip_network("2002::/16"), ip_network("64:ff9b::/96")
#: Where clouds tell a machine its secrets, also outside of 169.254.0.0/16. An address of IPv6 that
#: has one of these inside, wherever translators put it (RFC 6052), leads there.
METADATA = frozenset(
    int(IPv4Address(text))
    for text in (
        "169.254.169.254",  # most
        "169.254.170.2",  # Amazon ECS
        "169.254.170.23",  # Amazon EKS
        "169.254.0.23",  # Tencent
        "168.63.129.16",  # Azure
        "100.100.100.200",  # Alibaba
        "192.0.0.192",  # Oracle
    )
)
#: Never, whatever an administrator allows: metadata of clouds, all hosts at once, none, and what
#: only ways around IPv4 use: addresses that say in IPv6 which of IPv4 is meant.
NEVER = tuple(
    ip_network(text)
    for text in (
        *METADATA,
        "0.0.0.0/8",
        "169.254.0.0/16",
        "224.0.0.0/3",
        "::/128",
        "::ffff:0:0:0/96",  # translated
        "64:ff9b:1::/48",  # translated here, in whichever form
        "2001::/32",  # Teredo
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
        "fd00:ec2::/64",  # Amazon
        "fd20:ce::254/128",  # Google
        "fd00:42::42/128",  # Scaleway
    )
)
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2000-\u200f\u2028-\u202f\u3000\ufeff\ud800-\udfff]")


@dataclass(frozen=True)
class Target:
    """A judged address: where to connect to, and what to ask there."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


@dataclass(frozen=True)
class Rules:
    """What the administrator allows: ``host`` or ``host:port`` inside the own network."""

    allowed: frozenset[str] = frozenset()

    def allows(self, target: Target) -> bool:
        """Whether this host is one of those, at its usual port or at the port that is named."""
        named = f"[{target.host}]" if ":" in target.host else target.host
        usual = target.port == PORTS[target.scheme]
        return f"{named}:{target.port}" in self.allowed or (usual and named in self.allowed)


PUBLIC = Rules()


def read_allowed(lines: Iterable[str]) -> Rules:
    """Rules out of what was typed, one host a line. Raises ``FeedError``."""
    return Rules(frozenset(read_host(line) for line in lines if line.strip()))


def read_host(text: str) -> str:
    """``may-chu.truong.vn:8080`` as it is compared. Raises ``FeedError`` (bad_address)."""
    text = text.strip()
    parts = _split(f"http://{text}")
    if parts.path or parts.query or "#" in text or "@" in text:
        raise FeedError(Reason.BAD_ADDRESS, text)
    host, port = _host(parts.hostname or ""), _port(parts)
    named = f"[{host}]" if ":" in host else host
    return f"{named}:{port}" if port else named


def judge_address(text: str, rules: Rules = PUBLIC) -> Target:
    """The address as it is written. Raises ``FeedError``.

    Refused are other schemes than http and https, names and passwords, hosts that are numbers in
    disguise (``0x7f.1``, ``2130706433``), other ports than 80 and 443, private addresses.
    """
    parts = _split(text)
    if parts.scheme not in PORTS:
        raise FeedError(Reason.FOREIGN_SCHEME, parts.scheme)
    if "@" in parts.netloc:
        raise FeedError(Reason.CREDENTIALS)
    host = _host(parts.hostname or "")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    port = _port(parts) or PORTS[parts.scheme]
    target = Target(parts.scheme, host, port, f"{path}?{query}" if query else path)
    if not rules.allows(target):
        if port not in PORTS.values():
            raise FeedError(Reason.PORT, str(port))
        _refuse_literal(host)
    return target


def _split(text: str):
    """Raises ``FeedError`` (bad_address); what browsers and libraries read differently is none."""
    if not isinstance(text, str) or not text or len(text) > LONGEST or _UNSAFE.search(text):
        raise FeedError(Reason.BAD_ADDRESS)
    try:
        parts = urlsplit(text)
        parts.hostname, parts.port  # noqa: B018 - both are parsed when they are asked for
    except ValueError as error:
        raise FeedError(Reason.BAD_ADDRESS, str(error)[:100]) from None
    return parts


def _port(parts) -> int:
    port = parts.port
    if port == 0:
        raise FeedError(Reason.BAD_ADDRESS, "port 0")
    return port or 0


def _host(text: str) -> str:
    """Lower case, in ASCII, without the dot at the end. Raises ``FeedError`` (bad_address)."""
    if ":" in text:
        return _literal_v6(text)
    try:
        host = text.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise FeedError(Reason.BAD_ADDRESS, text[:100]) from None
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise FeedError(Reason.BAD_ADDRESS, host[:100])
    if _NUMBER.fullmatch(labels[-1]):
        return _literal_v4(host)
    return host


def _literal_v4(host: str) -> str:
    """A host that ends in a number is an address of four numbers, plainly written, or refused."""
    try:
        return str(IPv4Address(host))
    except ValueError:
        raise FeedError(Reason.BAD_ADDRESS, host[:100]) from None


def _literal_v6(host: str) -> str:
    if "%" in host:  # a zone: an interface of this machine
        raise FeedError(Reason.BAD_ADDRESS, host[:100])
    try:
        return str(IPv6Address(host))
    except ValueError:
        raise FeedError(Reason.BAD_ADDRESS, host[:100]) from None


def _refuse_literal(host: str) -> None:
    try:
        found = ip_address(host)
    except ValueError:
        return  # a name: judged when it is resolved
    if not is_public(found):
        raise FeedError(Reason.INTERNAL, host)


def judge_resolved(found: Iterable[str], allowed: bool) -> list[Address]:
    """What a name resolves to, if all of it may be asked. Raises ``FeedError`` (internal).

    One private address among public ones refuses all: such an answer is a trap. ``allowed``: the
    administrator named this host, so private addresses are meant; some are refused even then.
    """
    addresses = [_plain(ip_address(text)) for text in found]
    if not addresses:
        raise FeedError(Reason.UNKNOWN_HOST)
    for address in addresses:
        if is_never(address) or not (allowed or is_public(address)):
            raise FeedError(Reason.INTERNAL, str(address))
    return addresses


def _plain(address: Address) -> Address:
    """An IPv4 address that is written as one of IPv6 is that IPv4 address."""
    return getattr(address, "ipv4_mapped", None) or address


def is_public(address: Address) -> bool:
    """Whether it is a host of the Internet, by itself and by what it carries inside."""
    address = _plain(address)
    if is_never(address):
        return False
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in each for each in REFUSED_V4)
    carried = carried_v4(address)
    if carried is not None:
        return is_public(carried)
    if getattr(address, "scope_id", None) or address not in UNICAST_V6:
        return False
    return address.is_global and not any(address in each for each in REFUSED_V6)


def carried_v4(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address to which a gateway would hand on: 6to4, NAT64."""
    number = int(address)
    if address in SIX_TO_FOUR:
        return IPv4Address(number >> 80 & 0xFFFFFFFF)
    if address in NAT64:
        return IPv4Address(number & 0xFFFFFFFF)
    return None


def is_never(address: Address) -> bool:
    """Whether nobody may ask it, whatever is allowed."""
    address = _plain(address)
    return any(one in network for one in _meant(address) for network in NEVER) or (
        isinstance(address, IPv6Address) and not METADATA.isdisjoint(_inside(int(address)))
    )


def _meant(address: Address) -> Iterator[Address]:
    """The address, and that of IPv4 which it is another spelling of."""
    yield address
    if isinstance(address, IPv4Address):
        return
    carried = carried_v4(address)
    if carried is not None:
        yield carried
    number = int(address)
    if 1 < number < 1 << 32:  # an old spelling; ::1 is this machine
        yield IPv4Address(number)


def _inside(number: int) -> Iterator[int]:
    """Numbers of 32 bits at each place where one of IPv4 can stand in an address of IPv6: after 16
    bits (6to4), or after a prefix of a translator, which leaves out the bits 64-71; inverted at the
    end (Teredo)."""
    yield number >> 80 & 0xFFFFFFFF
    without = number >> 64 << 56 | number & (1 << 56) - 1
    for prefix in (32, 40, 48, 56, 64):
        yield without >> 88 - prefix & 0xFFFFFFFF
    yield number & 0xFFFFFFFF
    yield ~number & 0xFFFFFFFF
