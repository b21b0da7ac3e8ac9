"""View ``section_view`` of folders: dispatches to the display of the section's kind."""

from Acquisition import aq_base
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.interfaces import ISectionDisplay
from hcmedu.portal.feeds.shown import entries
from hcmedu.portal.feeds.shown import Entry
from hcmedu.portal.feeds.shown import PAGE as FROM_ABOVE_PAGE
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from hcmedu.portal.school import school_root
from hcmedu.portal.school.interfaces import ISection
from plone import api
from plone.app.textfield.interfaces import IRichTextValue
from plone.base.interfaces.constrains import ISelectableConstrainTypes
from Products.Five.browser import BrowserView
from typing import Any
from zope.component import getMultiAdapter
from zope.component import queryMultiAdapter


DEFAULT_KIND = "articles"
#: Whose plain folders people know as albums.
ALBUM = "album"
DOCUMENT = "OfficialDocument"
#: The section of news of the authorities above, and how many entries of feeds it shows.
FROM_ABOVE, MOST_FROM_ABOVE = "A05.4", 5
#: Kinds whose pages offer their feed to people, too.
FED_KINDS = frozenset({"album", "articles", "audio", "video"})


class SectionView(BrowserView):
    """Title, description, intro, sub-sections, then what the display of the kind shows.

    A folder that lost its section code (a copy) is shown as ``articles``.
    """

    def __call__(self) -> str:
        self.display.update()
        return self.index()

    @cached_property
    def kind(self) -> str:
        return getattr(aq_base(self.context), "section_kind", None) or DEFAULT_KIND

    @cached_property
    def display(self) -> ISectionDisplay:
        names = (self.kind, DEFAULT_KIND)
        found = (
            queryMultiAdapter((self.context, self.request), ISectionDisplay, name=name)
            for name in names
        )
        return next(display for display in found if display is not None)

    @property
    def intro(self) -> str:
        """The folder's rich text where a school switched that behavior on; else nothing."""
        text = getattr(aq_base(self.context), "text", None)
        if not IRichTextValue.providedBy(text):
            return ""
        return text.output_relative_to(self.context)

    @cached_property
    def subsections(self) -> list[dict[str, Any]]:
        """Sections and plain folders directly below, as tiles; none where folders are content."""
        if getattr(self.display, "folders_are_content", False):
            return []
        path = "/".join(self.context.getPhysicalPath())
        found = queries.folders_in(path, self.request)
        return [self._tile(brain) for brain in found if not brain.exclude_from_nav]

    def _tile(self, brain: Any) -> dict[str, Any]:
        return {
            "title": brain.Title,
            "description": brain.Description,
            "url": brain.getURL(),
            "icon": icons.kind_icon(brains.value(brain, "section_kind")),
        }

    @cached_property
    def is_group(self) -> bool:
        return self.kind == "group"

    @property
    def empty(self) -> bool:
        filled = (self.is_group and self.subsections) or self.from_above
        return self.display.empty and not filled

    @cached_property
    def from_above(self) -> list[Entry]:
        """What came in by feeds, on the first page of the section that it belongs to."""
        if getattr(aq_base(self.context), "section_code", None) != FROM_ABOVE:
            return []
        if self.display.batch is not None and self.display.batch.pagenumber > 1:
            return []
        return entries(school_root(self.context), most=MOST_FROM_ABOVE)

    @property
    def from_above_url(self) -> str:
        return f"{school_root(self.context).absolute_url()}/{FROM_ABOVE_PAGE}"

    @property
    def feeds(self) -> list[dict[str, str]]:
        """Title, address and media type of each feed of what is shown."""
        return getattr(self.display, "feeds", [])

    @property
    def feed_url(self) -> str:
        """The feed of a section whose items are told as news; registers have their own tools."""
        if self.empty or self.kind not in FED_KINDS or not ISection.providedBy(self.context):
            return ""
        return f"{self.context.absolute_url()}/rss.xml"

    @property
    def feed_icon(self) -> str:
        return icons.icon("rss")

    def pages(self) -> str:
        """Page numbers, where what is shown needs more than one page."""
        batch = self.display.batch
        if batch is None or not batch.multiple_pages:
            return ""
        return getMultiAdapter((self.context, self.request), name="batchnavigation")(batch)

    def add_links(self) -> list[dict[str, Any]]:
        """For people who may add: title and address per type; visitors get none.

        What is only uploaded into texts is not offered, as in Plone's menu.
        """
        if api.user.is_anonymous():
            return []
        factories = getMultiAdapter((self.context, self.request), name="folder_factories")
        constrain = ISelectableConstrainTypes(self.context, None)
        offered = constrain.getImmediatelyAddableTypes() if constrain is not None else None
        rows = factories.addable_types(include=offered)
        folders = [row for row in rows if row["id"] == queries.SECTION_TYPE]
        others = [row for row in rows if row["id"] != queries.SECTION_TYPE]
        albums = [{**row, "title": _("Album")} for row in folders if self.kind == ALBUM]
        return [*albums, *others]

    def intake_url(self, links: list[dict[str, Any]]) -> str:
        """Where whole files become documents; empty where this person adds none by ``links``."""
        takes = any(link["id"] == DOCUMENT for link in links)
        return f"{self.context.absolute_url()}/@@hcmedu-intake" if takes else ""
