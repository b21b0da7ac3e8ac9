"""In the head of every page: the feeds of the school. A section's own stand on its page."""

from hcmedu.portal.browser.profile import SchoolIdentity
from plone.app.layout.links.viewlets import RSSViewlet


class FeedLinks(RSSViewlet):
    """In place of Plone's links, which lead to feeds that somebody has to switch on."""

    def update(self) -> None:
        super(RSSViewlet, self).update()
        self.school = SchoolIdentity(self.context)

    def render(self) -> str:
        if not self.school.url:
            return ""
        return self.index()

    @property
    def rsslinks(self) -> list[dict[str, str]]:
        return [
            {"title": f"{self.school.name} (RSS)", "url": f"{self.school.url}/rss.xml"},
        ]
