"""Which links of a school are tried: those of the sections of links, and the authority above."""

from collections.abc import Iterable
from collections.abc import Iterator
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import Display
from hcmedu.portal.school.profile import ISchoolProfile
from typing import Any
from urllib.parse import urlsplit


#: Links of a school that are looked after; a report names that many at most anyway.
MOST = 100


def wanted_links(root: Any) -> list[str]:
    """Addresses as the catalog and the profile have them; the school's own pages are left out."""
    return foreign(_links(root), urlsplit(root.absolute_url()).netloc)


def foreign(urls: Iterable[str], own: str) -> list[str]:
    """Web addresses of other hosts, each once, no more than ``MOST``."""
    found = dict.fromkeys(url for url in urls if host_of(url) not in ("", own))
    return list(found)[:MOST]


def _links(root: Any) -> Iterator[str]:
    """Of what visitors can see."""
    authority = getattr(ISchoolProfile(root, None), "authority_url", None)
    if authority:
        yield authority.strip()
    path = "/".join(root.getPhysicalPath())
    for brain in queries.public(path=path, in_sections=codes(), portal_type="Link"):
        yield (brains.value(brain, "getRemoteUrl") or "").strip()


def codes() -> list[str]:
    """Sections whose display is a list of links (A20, A35, A36)."""
    return [row.code for row in catalogue().sections.values() if row.display is Display.LINKS]


def host_of(url: str) -> str:
    """Host and port of a web address; empty for what leads nowhere, as evaluation has it."""
    try:
        return urlsplit(url).netloc if url.startswith(("http://", "https://")) else ""
    except ValueError:
        return ""
