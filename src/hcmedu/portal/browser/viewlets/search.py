"""Search at hand on every page, on phones too, and the button that opens the menu there."""

from plone import api
from plone.app.layout.viewlets.common import SearchBoxViewlet
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class HeaderSearchViewlet(SearchBoxViewlet):
    """Plone's field, in the header instead of the menu; live results for those with Mockup."""

    index = ViewPageTemplateFile("search.pt")

    @property
    def lively(self) -> bool:
        return bool(self.livesearch) and not api.user.is_anonymous()

    @property
    def form_class(self) -> str:
        classes = ["pat-livesearch" * self.lively, "show_images" * bool(self.show_images)]
        return " ".join(["hcmedu-finder-form", *filter(None, classes)])
