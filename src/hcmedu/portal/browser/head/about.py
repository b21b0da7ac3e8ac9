"""What a public page is about, in words that the formats for machines share."""

from datetime import datetime
from functools import cached_property
from hcmedu.portal.browser.profile import SchoolIdentity
from hcmedu.portal.browser.published import is_album
from hcmedu.portal.browser.published import portal_type
from hcmedu.portal.browser.scales import scales
from hcmedu.portal.browser.viewlets.header import EMBLEM
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from hcmedu.portal.theme.pictures import own_pictures
from hcmedu.portal.viewer.browser.images import is_public
from plone import api
from typing import Any


#: Facebook wants 1200 pixels; a smaller picture is taken as it is.
SCALE = "great"
LISTED_BY_VIEW = brains.LISTED_BY_VIEW


class About:
    """Title, address, picture, dates of an item; ``is_public`` comes first."""

    def __init__(self, context: Any, request: Any) -> None:
        self.context, self.request = context, request
        self.school = SchoolIdentity(context)

    @property
    def is_public(self) -> bool:
        return self.school.root is not None and is_public(self.context)

    @property
    def is_home(self) -> bool:
        return self.context.absolute_url() == self.school.url

    @property
    def title(self) -> str:
        return self.school.name if self.is_home else self.context.Title()

    @property
    def description(self) -> str:
        return self.context.Description() or ""

    @property
    def url(self) -> str:
        """The one address of the page: without parameters, ``/view`` for files."""
        suffix = "/view" if portal_type(self.context) in LISTED_BY_VIEW else ""
        return f"{self.context.absolute_url()}{suffix}"

    @cached_property
    def picture(self) -> dict[str, Any] | None:
        """The item's own picture, the cover of an album, else the banner of the school, if any."""
        for name in brains.PICTURE_FIELDS:
            found = scales(self.context, self.request, name, SCALE)
            if found:
                return found
        cover = self.cover() if is_album(self.context) else None
        return cover or next(iter(own_pictures(self.school.root, "banner")), None)

    def cover(self) -> dict[str, Any] | None:
        found = queries.public(
            path={"query": "/".join(self.context.getPhysicalPath()), "depth": 1},
            portal_type="Image",
            sort_on="getObjPositionInParent",
            sort_limit=1,
        )
        return brains.picture(found[0], SCALE) if found else None

    @property
    def logo(self) -> str:
        """Address of the school's emblem, else of the site's logo, else of ours."""
        for emblem in own_pictures(self.school.root, "emblem"):
            return emblem["src"]
        site = api.portal.get().absolute_url()
        has_own = api.portal.get_registry_record("plone.site_logo", default=None)
        return f"{site}/@@site-logo" if has_own else f"{site}/{EMBLEM}"

    @property
    def published(self) -> datetime | None:
        return brains.as_moment(self.context.effective_date)

    @property
    def changed(self) -> datetime | None:
        return brains.as_moment(self.context.modification_date)
