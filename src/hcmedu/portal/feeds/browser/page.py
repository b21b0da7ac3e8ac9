"""``@@tu-cap-tren`` of a school root: all that came from above, by kind (2326/GDĐT-THCS 1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.content.macros import MacrosView
from hcmedu.portal.feeds.kinds import KINDS
from hcmedu.portal.feeds.shown import entries
from hcmedu.portal.feeds.shown import Entry
from hcmedu.portal.feeds.shown import kinds_shown
from hcmedu.portal.feeds.shown import PAGE
from hcmedu.portal.feeds.shown import REL
from hcmedu.portal.interfaces import ITitledPage
from html import escape
from plone.batching import Batch
from Products.Five.browser import BrowserView
from zope.component import getMultiAdapter
from zope.i18n import translate
from zope.interface import implementer


BATCH_SIZE = 20


@dataclass(frozen=True)
class Tab:
    title: str
    url: str
    is_current: bool


class FeedMacros(MacrosView):
    """Macros of lists of entries; ``entries`` is theirs to be defined."""

    def rows(self, entries: Sequence[Entry]) -> str:
        """Each as an item of a list; made here, since a template takes ten times as long for it."""
        kinds = {each.kind: KINDS.get(each.kind, "") for each in entries}
        said = {kind: translate(title, context=self.request) for kind, title in kinds.items()}
        return "".join(_item(each, said[each.kind]) for each in entries)


def _item(entry: Entry, kind: str) -> str:
    """All of it is plain text; nothing that a source sends is markup."""
    title, summary = escape(entry.title), escape(entry.summary)
    if entry.url:
        head = f'<a href="{escape(entry.url)}" rel="{REL}">{title}</a>'
    else:
        head = f'<span class="hcmedu-feed-title">{title}</span>'
    told = f'<p class="hcmedu-feed-summary">{summary}</p>' if summary else ""
    kind = f'<span class="hcmedu-feed-kind">{escape(kind)}</span>'
    date = f'<p class="hcmedu-date">{kind} {entry.day} &middot; {escape(entry.source)}</p>'
    return f"<li>{head}{told}{date}</li>"


@implementer(ITitledPage)
class FromAbovePage(BrowserView):
    """Reads what is stored; nothing is fetched while somebody waits."""

    heading = _("From the authorities above")

    @cached_property
    def kind(self) -> str:
        """The chosen kind; empty for all, and for anything that is none."""
        asked = self.request.form.get("loai")
        return asked if isinstance(asked, str) and asked in KINDS else ""

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/{PAGE}"

    def tabs(self) -> list[Tab]:
        """All, and each kind of which there is something."""
        shown = kinds_shown(self.context)
        kinds = [kind for kind in KINDS if kind in shown or kind == self.kind]
        tabs = [Tab(KINDS[kind], f"{self.url}?loai={kind}", kind == self.kind) for kind in kinds]
        return [Tab(_("All kinds of news from above"), self.url, not self.kind), *tabs]

    @cached_property
    def batch(self) -> Batch:
        found = entries(self.context, self.kind)
        last = max(1, -(-len(found) // BATCH_SIZE))
        return Batch.fromPagenumber(found, BATCH_SIZE, min(self.page, last))

    @property
    def page(self) -> int:
        start = str(self.request.form.get("b_start:int", self.request.form.get("b_start", "0")))
        return int(start) // BATCH_SIZE + 1 if start.isdecimal() and len(start) < 7 else 1

    def shown(self) -> list[Entry]:
        return list(self.batch)

    def pages(self) -> str:
        if not self.batch.multiple_pages:
            return ""
        return getMultiAdapter((self.context, self.request), name="batchnavigation")(self.batch)

    def outdated(self) -> list[tuple[str, str]]:
        """Source and time of the feeds that have not been heard of lately."""
        found = ((each.source, each.as_of) for each in entries(self.context) if each.as_of)
        return list(dict.fromkeys(found))
