"""Below an article: the newest of the same section, and the way to all of them."""

from functools import cached_property
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.articles.when import event_time
from hcmedu.portal.browser.published import ARTICLE_TYPES
from hcmedu.portal.browser.published import portal_type
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from hcmedu.portal.school import section_of
from plone.app.layout.viewlets import ViewletBase
from plone.uuid.interfaces import IUUID
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


LIMIT = 4
#: Kinds of sections whose articles are read one after the other.
KINDS = frozenset({"articles", "audio", "video"})
MORE_TYPES = (*ARTICLE_TYPES, "File", "Link")


class MoreViewlet(ViewletBase):
    """One catalog query; nothing outside of news, corners, films."""

    template = ViewPageTemplateFile("more.pt")

    def render(self) -> str:
        return self.template() if self.rows else ""

    @cached_property
    def section(self) -> Any | None:
        return section_of(self.context)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        if portal_type(self.context) not in MORE_TYPES or self.section is None:
            return []
        if getattr(self.section, "section_kind", None) not in KINDS:
            return []
        return [self.row(brain) for brain in self.find()]

    def find(self) -> list[Any]:
        path = {"query": "/".join(self.section.getPhysicalPath())}
        found = queries.search(
            **queries.without_used({"portal_type": MORE_TYPES}),
            path=path,
            sort_on="effective",
            sort_order="descending",
            sort_limit=LIMIT + 1,
        )
        own = IUUID(self.context)
        return [brain for brain in found if own != brain.UID][:LIMIT]

    def row(self, brain: Any) -> dict[str, Any]:
        is_event = brain.portal_type == "Event"
        return {
            "title": brain.Title,
            "url": brains.target(brain),
            "date": event_time(brain) if is_event else brains.published(brain),
            "picture": brains.picture(brain),
            "icon": icons.type_icon(brain.portal_type),
        }
