"""``listing_view`` of a plain folder in a section: shown as the section that it lies in.

Nobody has to choose a view for an album; who chooses another one of Plone's gets that.
"""

from hcmedu.portal.browser.published import kind_of
from hcmedu.portal.browser.sections.view import SectionView
from pathlib import Path
from plone.app.contenttypes.browser import folder
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


#: Kind of a section → kind of the display of a plain folder in it; elsewhere it is Plone's own.
KINDS = {"album": "pictures", "articles": "articles", "audio": "audio", "video": "video"}
_LISTING = str(Path(folder.__file__).parent / "templates" / "listing.pt")


class StockListing(folder.FolderView):
    """What Plone shows of a folder."""

    index = ViewPageTemplateFile(_LISTING)


class FolderPage(SectionView):
    """A section page without a section of its own."""

    def __call__(self) -> str:
        if kind_of(self.context) not in KINDS:
            listing = StockListing(self.context, self.request)
            listing.__name__ = self.__name__
            return listing.index()
        return super().__call__()

    @property
    def kind(self) -> str:
        return KINDS[kind_of(self.context)]
