"""The school profile as the layout shows it: always that of the nearest school root."""

from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school import school_root
from hcmedu.portal.school.profile import ISchoolProfile
from typing import Any
from urllib.parse import urlsplit

import re


class SchoolIdentity:
    """What header, footer and pages say about a school; every text is empty when not stated."""

    def __init__(self, context: Any) -> None:
        self.root = school_root(context)
        self.profile = ISchoolProfile(self.root) if self.root is not None else None

    def text(self, field: str) -> str:
        return (getattr(self.profile, field, None) or "").strip()

    @property
    def url(self) -> str:
        return self.root.absolute_url() if self.root is not None else ""

    @property
    def name(self) -> str:
        """Name of the school, else the title of its root."""
        return self.text("school_name") or (self.root.Title() if self.root is not None else "")

    @property
    def levels(self) -> list[str]:
        """Titles of the school levels, in the order of the catalogue."""
        stated = getattr(self.profile, "levels", None) or ()
        return [level.title for token, level in catalogue().levels.items() if token in stated]

    @property
    def phones(self) -> list[dict[str, str]]:
        """Numbers as written, each with its ``tel:`` address."""
        stated = getattr(self.profile, "phones", None) or ()
        return [phone_link(number) for number in stated if number]

    @property
    def social_links(self) -> list[dict[str, str]]:
        """Social accounts: address and the name of the site it leads to."""
        stated = getattr(self.profile, "social_links", None) or ()
        return [{"url": link, "title": site_name(link)} for link in stated]


def phone_link(number: str) -> dict[str, str]:
    return {"text": number, "href": "tel:" + re.sub(r"[^\d+]", "", number)}


def site_name(url: str) -> str:
    """Name of a site from its address: ``https://www.facebook.com/x`` is ``Facebook``."""
    host = (urlsplit(url).hostname or url).removeprefix("www.")
    return host.split(".")[-2].capitalize() if host.count(".") >= 1 else host


def site_host(url: str) -> str:
    """Host of an address as people write it: ``https://www.moet.gov.vn/x`` is ``moet.gov.vn``."""
    return (urlsplit(url).hostname or url).removeprefix("www.")
