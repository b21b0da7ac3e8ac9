"""Ticker (dòng chữ chạy, A32 of 289/VP-CNTT): one band of short announcements."""

from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from hcmedu.portal.school import school_root
from hcmedu.portal.school.root import section_key
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


SECTION = "A32"
LIMIT = 10
#: Reading speed of the moving line, in letters a second.
LETTERS_PER_SECOND = 9
SHORTEST_RUN = 20


class TickerViewlet(ViewletBase):
    """Published items of the section, newest first; no band when there are none."""

    index = ViewPageTemplateFile("ticker.pt")

    def update(self) -> None:
        super().update()
        root = school_root(self.context)
        self.items = [] if root is None else self._items(root)

    def _items(self, root: object) -> list[dict[str, str]]:
        section = queries.search(section_key=section_key(root, SECTION))
        found = queries.newest(section, LIMIT, portal_type={"not": [queries.SECTION_TYPE]})
        return [{"title": brain.Title, "url": brains.target(brain)} for brain in found]

    def render(self) -> str:
        return self.index() if self.items else ""

    @property
    def seconds(self) -> int:
        """How long one run of the line takes."""
        letters = sum(len(item["title"]) for item in self.items)
        return max(SHORTEST_RUN, letters // LETTERS_PER_SECOND)
