"""``@@hcmedu-trace``: the log of a school root, and what was done to one item."""

from functools import cached_property
from hcmedu.portal.editorial.trace.filters import Filter
from hcmedu.portal.editorial.trace.filters import read_filter
from hcmedu.portal.editorial.trace.listing import Listing
from hcmedu.portal.editorial.trace.reading import entries
from hcmedu.portal.school.root import school_root
from itertools import islice
from plone import api
from plone.batching import Batch
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import Unauthorized
from zope.component import getMultiAdapter


VIEW_TRACE = "hcmedu.portal: View trace"
REVISE = "hcmedu.portal: Revise content"
BATCH_SIZE = 50
#: Entries read beyond a page, so that its page numbers lead on; the whole log is never counted.
AHEAD = 3 * BATCH_SIZE
#: Who wants to see older ones says which.
MAX_START = 100_000


def may_view_trace(context: Any) -> bool:
    return bool(api.user.has_permission(VIEW_TRACE, obj=context))


def may_view_trace_of(item: Any) -> bool:
    """Who may take an item up again is one of its authors or of the board."""
    return may_view_trace(item) or bool(api.user.has_permission(REVISE, obj=item))


class TracePage(BrowserView):
    """What both pages share: one page of entries, newest first."""

    of_one_item = False
    table = ViewPageTemplateFile("table.pt")

    @cached_property
    def root(self) -> Any:
        return school_root(self.context)

    @cached_property
    def listing(self) -> Listing:
        return Listing(self.root, self.request)

    def found(self) -> Any:
        """An iterator of the entries to show. Abstract: each page has its own."""
        raise NotImplementedError

    @cached_property
    def start(self) -> int:
        """``b_start`` as Plone's page numbers send it; nonsense is the first page."""
        sent = self.request.form.get("b_start:int", self.request.form.get("b_start", 0))
        text = str(sent)[: len(str(MAX_START)) + 1]
        number = int(text) if text.isascii() and text.isdecimal() else 0
        return min(number, MAX_START) // BATCH_SIZE * BATCH_SIZE

    @cached_property
    def known(self) -> list[Any]:
        """The entries up to some pages beyond this one."""
        return list(islice(self.found(), self.start + BATCH_SIZE + AHEAD))

    @cached_property
    def more(self) -> bool:
        return len(self.known) == self.start + BATCH_SIZE + AHEAD

    @cached_property
    def batch(self) -> Batch:
        last = max(0, len(self.known) - 1) // BATCH_SIZE * BATCH_SIZE
        return Batch(self.known, BATCH_SIZE, min(self.start, last))

    def rows(self) -> list[dict[str, Any]]:
        return self.listing.rows(self.batch)

    def navigation(self) -> str:
        """Plone's page numbers."""
        return getMultiAdapter((self.context, self.request), name="batchnavigation")(self.batch)


class RootTrace(TracePage):
    """The log of the whole portal, with its filter. ZCML asks for the permission."""

    @cached_property
    def filter(self) -> Filter:
        return read_filter(self.request.form)

    def found(self) -> Any:
        return iter(()) if self.filter.errors else self.filter.entries(self.context)

    def export_url(self, kind: str) -> str:
        url, query = f"{self.context.absolute_url()}/@@hcmedu-trace-{kind}", self.filter.query()
        return f"{url}?{query}" if query else url

    def actions(self) -> list[tuple[str, str]]:
        return list(self.listing.actions.items())

    def sections(self) -> list[tuple[str, str]]:
        return list(self.listing.sections.items())


class ItemTrace(TracePage):
    """Who wrote, changed, submitted, returned, approved, published, withdrew it, and when."""

    of_one_item = True

    def __call__(self) -> str:
        if not may_view_trace_of(self.context):
            raise Unauthorized("Not allowed to read the log of this item")
        return self.index()

    def found(self) -> Any:
        return iter(()) if self.root is None else entries(self.root, uid=IUUID(self.context))


class TraceMenu(BrowserView):
    """``@@hcmedu_trace_menu``: whether and where the menus lead to the log."""

    def of_item(self) -> bool:
        return school_root(self.context) is not None and may_view_trace_of(self.context)

    def of_portal(self) -> bool:
        root = school_root(self.context)
        return root is not None and may_view_trace(root)

    def portal_url(self) -> str:
        return f"{school_root(self.context).absolute_url()}/@@hcmedu-trace"
