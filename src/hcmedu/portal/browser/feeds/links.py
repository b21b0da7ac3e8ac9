"""In the head of every page: the feeds of the school. A section's own stand on its page."""

from hcmedu.portal.browser.profile import SchoolIdentity
from plone.app.layout.viewlets import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class FeedLinks(ViewletBase):
    """In place of Plone's links, which lead to feeds that somebody has to switch on."""

    template = ViewPageTemplateFile("links.pt")

    def update(self) -> None:
        super().update()
        self.school = SchoolIdentity(self.context)

    def render(self) -> str:
        return self.template() if self.school.url else ""

    @property
    def feeds(self) -> list[dict[str, str]]:
        """Title, address and media type."""
        base, name = self.school.url, self.school.name
        return [
            {"title": f"{name} ({title})", "type": f"application/{kind}+xml", "url": url}
            for title, kind in (("RSS", "rss"), ("Atom", "atom"))
            for url in [f"{base}/{kind}.xml"]
        ]
