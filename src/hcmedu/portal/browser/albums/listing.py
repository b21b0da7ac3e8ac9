"""Display ``album``: the albums of a section with cover, number and date, then single pictures."""

from hcmedu.portal.browser import icons
from hcmedu.portal.browser.sections.base import Display
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


class Album(Display):
    """Newest album first; one query for each album of the page, which wakes nothing."""

    folders_are_content = True
    with_used = True
    albums_template = ViewPageTemplateFile("albums.pt")

    def query(self) -> dict[str, Any]:
        query = super().query()
        del query["portal_type"]
        return query

    def main(self) -> str:
        folders = [brain for brain in self.batch if brain.portal_type == queries.SECTION_TYPE]
        rest = [brain for brain in self.batch if brain.portal_type != queries.SECTION_TYPE]
        pictures = [self.card(each) for each in rest]
        albums = [self.album(each) for each in folders]
        html = self.albums_template(albums=albums) if albums else ""
        return html + (self.gallery_template(cards=pictures) if pictures else "")

    def album(self, brain: Any) -> dict[str, Any]:
        found = queries.search(
            path={"query": brain.getPath(), "depth": 1},
            portal_type="Image",
            sort_on="getObjPositionInParent",
        )
        row = self.card(brain)
        row["number"] = len(found)
        row["picture"] = brains.picture(found[0]) if found else None
        row["icon"] = icons.icon("images")
        return row
