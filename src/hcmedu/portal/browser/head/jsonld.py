"""The block of JSON-LD in the head of a public page."""

from functools import cached_property
from hcmedu.portal.browser.head import items
from hcmedu.portal.browser.head import schemaorg
from hcmedu.portal.browser.head.about import About
from plone.app.layout.viewlets import ViewletBase
from typing import Any


class JsonLd(ViewletBase):
    """The school on its home page; elsewhere the item and the way to it. Of drafts nothing."""

    def render(self) -> str:
        if not self.about.is_public:
            return ""
        data = {"@context": schemaorg.CONTEXT, "@graph": self.graph()}
        return f'<script type="application/ld+json">{schemaorg.as_json(data)}</script>'

    @cached_property
    def about(self) -> About:
        return About(self.context, self.request)

    def graph(self) -> list[dict[str, Any]]:
        if self.about.is_home:
            return [items.school(self.about)]
        found = items.thing(self.about)
        trail = schemaorg.breadcrumbs(items.steps(self.about))
        return [found, trail] if found else [trail]
