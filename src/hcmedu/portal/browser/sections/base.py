"""What the displays of all kinds share: the query, its pages, the template."""

from Acquisition import aq_base
from collections.abc import Sequence
from functools import cached_property
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.interfaces import ISectionDisplay
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from plone.batching import Batch
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.interface import implementer


BATCH_SIZE = 20
#: Of the stock constrain-types behavior: nothing but the listed types.
ONLY_LISTED = 1


@implementer(ISectionDisplay)
class Display(BrowserView):
    """Items of a section and of its sub-sections, in pages of 20.

    ``types`` names the portal types shown; empty: all but folders. ``sort_on`` is a catalog index.
    What a school put there besides those types stands below the first page, as cards.
    """

    types: tuple[str, ...] = ()
    sort_on = "effective"
    descending = True
    folders_are_content = False
    with_others = True
    #: Whether files and images that a text uses stand in the list, too.
    with_used = False
    batch_size = BATCH_SIZE
    batch: Batch | None = None
    cards_template = ViewPageTemplateFile("cards.pt")
    gallery_template = ViewPageTemplateFile("gallery.pt")

    def update(self) -> None:
        self.results = self.arrange(self.find(**self.query()))
        last = max(1, -(-len(self.results) // self.batch_size))
        self.batch = Batch.fromPagenumber(self.results, self.batch_size, min(self.page, last))

    def arrange(self, found: Sequence[Any]) -> Sequence[Any]:
        """The results in the order in which they are shown; the catalog's own by default."""
        return found

    def render(self) -> str:
        main = self.main() if self.batch else ""
        return main + self.beside()

    def main(self) -> str:
        """HTML of the page's items; cards unless a sub-class knows better."""
        return self.cards_template(cards=[self.card(brain) for brain in self.batch])

    def beside(self) -> str:
        """HTML of the other items: pictures as a gallery, all else as cards."""
        pictures = [card(brain) for brain in self.others if brain.portal_type == "Image"]
        rest = [card(brain) for brain in self.others if brain.portal_type != "Image"]
        html = self.cards_template(cards=rest) if rest else ""
        return html + (self.gallery_template(cards=pictures) if pictures else "")

    def card(self, brain: Any) -> dict[str, Any]:
        return card(brain)

    @property
    def feeds(self) -> list[dict[str, str]]:
        """For the head of the page: readers of feeds find them there."""
        base, title = self.context.absolute_url(), self.context.Title()
        return [
            {"title": f"{title} ({name})", "type": f"application/{kind}+xml", "url": url}
            for name, kind in (("RSS", "rss"), ("Atom", "atom"))
            for url in [f"{base}/{kind}.xml"]
        ]

    @property
    def empty(self) -> bool:
        return not self.batch and not self.others

    @cached_property
    def others(self) -> list[Any]:
        return self.find_others()

    def find_others(self) -> list[Any]:
        """Items of types that this display has no place for, such as a page in a table."""
        if not self.types or not self.with_others or self.page > 1 or self.takes_nothing_else:
            return []
        shown = [*self.types, queries.SECTION_TYPE]
        return list(self.find(portal_type={"not": shown}, sort_on="getObjPositionInParent"))

    @cached_property
    def page(self) -> int:
        """Number of the page, from 1; ``b_start`` as Plone's page numbers send it."""
        start = str(self.request.form.get("b_start:int", self.request.form.get("b_start", "0")))
        return int(start) // self.batch_size + 1 if start.isdecimal() and len(start) < 9 else 1

    @cached_property
    def path(self) -> str:
        return "/".join(self.context.getPhysicalPath())

    @cached_property
    def containers(self) -> list[str]:
        """Paths of the section and its sub-sections; plain folders have pages of their own."""
        found = queries.folders_in(self.path, self.request)
        subsections = [brain.getPath() for brain in found if brains.value(brain, "section_code")]
        return [self.path, *subsections]

    @property
    def takes_nothing_else(self) -> bool:
        """The section and its sub-sections take the types of this display only: no need to ask."""
        constrained = getattr(aq_base(self.context), "constrain_types_mode", None) == ONLY_LISTED
        allowed = set(getattr(aq_base(self.context), "locally_allowed_types", None) or ())
        return constrained and allowed <= set(self.types) and len(self.containers) == 1

    def query(self) -> dict[str, Any]:
        shown = list(self.types) if self.types else {"not": [queries.SECTION_TYPE]}
        return {
            "portal_type": shown,
            "sort_on": self.sort_on,
            "sort_order": "descending" if self.descending else "ascending",
        }

    def find(self, **query: Any) -> Any:
        query = query if self.with_used else queries.without_used(query)
        return queries.search(path={"query": self.containers, "depth": 1}, **query)


def card(brain: Any) -> dict[str, Any]:
    """What a card shows of any item."""
    return {
        "title": brain.Title,
        "url": brains.target(brain),
        "description": brain.Description,
        "date": brains.published(brain),
        "picture": brains.picture(brain),
        "icon": icons.type_icon(brain.portal_type),
        "note": brains.value(brain, "file_note") or "",
        "badge": None,
    }
