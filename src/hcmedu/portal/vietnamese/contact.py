"""E-mail addresses and domain names, by the rules for schools."""

from collections.abc import Collection
from hcmedu.portal.vietnamese.contact_data import CITY_NAMES
from hcmedu.portal.vietnamese.contact_data import OFFICIAL_DOMAINS
from hcmedu.portal.vietnamese.contact_data import PRIVATE_DOMAINS
from hcmedu.portal.vietnamese.contact_data import PRIVATE_PROVIDERS

import re


_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+[a-z]{{2,63}}")
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_PRIVATE = re.compile(rf"(?:{'|'.join(sorted(PRIVATE_PROVIDERS))})\.[a-z]{{2,4}}(?:\.[a-z]{{2}})?")
_SCHEME = re.compile(r"^https?://")
_PATH = re.compile(r"[a-z0-9][a-z0-9._~-]*")
_REGISTRY = ".edu.vn"
_ADDRESS_PARTS = re.compile(r"(?=[.@_-])")


def email_kind(address: str) -> str:
    """``official`` (under edu.vn, gov.vn), ``private`` (gmail, yahoo ...), ``other``, ``invalid``.

    4210 IV: no private mail for work (B11). Judged by spelling alone; nothing is looked up.
    """
    local, at, domain = address.strip().lower().rpartition("@")
    if not at or len(local) > 64 or len(local) + len(domain) > 253:
        return "invalid"
    if not _LOCAL.fullmatch(local) or not _HOST.fullmatch(domain):
        return "invalid"
    if domain.endswith(tuple(f".{official}" for official in OFFICIAL_DOMAINS)):
        return "official"
    is_private = domain in PRIVATE_DOMAINS or _PRIVATE.fullmatch(domain)
    return "private" if is_private else "other"


def domain_kind(domain: str, cities: Collection[str] = CITY_NAMES) -> str:
    """How a school's address stands to B01: ``own``, ``member`` (of a central portal), ``invalid``.

    4210 III.4 asks at least for <school>, <city> and edu.vn: ``thcsleloihcm.edu.vn`` and
    ``thcsleloi.hcm.edu.vn`` are the school's own. 3082 II.2: ``quan8.hcm.edu.vn/leloi`` and
    ``leloi.quan8.hcm.edu.vn`` are members. A scheme, ``www.`` and a final slash are overlooked.
    """
    host, _, path = _SCHEME.sub("", domain.strip().lower()).partition("/")
    host = host.removeprefix("www.").removesuffix(".")
    path = path.removesuffix("/")
    if not _HOST.fullmatch(host) or not host.endswith(_REGISTRY):
        return "invalid"
    labels = host.removesuffix(_REGISTRY).split(".")
    if path:
        is_member = len(labels) == 2 and labels[1] in cities and _PATH.fullmatch(path)
        return "member" if is_member else "invalid"
    return _host_kind(labels, cities)


def _host_kind(labels: list[str], cities: Collection[str]) -> str:
    """The kind of an address without a path; ``labels`` are those before ``.edu.vn``."""
    names = [label.replace("-", "") for label in labels]
    if len(names) == 1:
        ends = (name for name in cities if names[0].endswith(name) and names[0] != name)
        return "own" if names[0] not in cities and any(ends) else "invalid"
    if names[-1] not in cities or len(names) > 3:
        return "invalid"
    return "own" if len(names) == 2 else "member"


def address_parts(address: str) -> list[str]:
    """An e-mail address in parts between which a line may break: never inside a word or the host.

    ``an.truong@hcm.edu.vn`` → ``an``, ``.truong``, ``@hcm.edu.vn``; joined they are the address.
    """
    local, at, host = address.partition("@")
    return [part for part in (*_ADDRESS_PARTS.split(local), at + host) if part]
