"""Pages of an uploaded file and of a link: what can be played is played there."""

from functools import cached_property
from hcmedu.portal.browser.films.player import Player
from hcmedu.portal.browser.films.player import Source
from hcmedu.portal.browser.films.player import source
from hcmedu.portal.browser.films.player import YOUTUBE
from hcmedu.portal.browser.statics import script_url
from hcmedu.portal.content.views import file_link
from hcmedu.portal.content.views import FileLink
from plone import api
from plone.app.contenttypes.browser.file import FileView
from plone.app.contenttypes.browser.link_redirect_view import LinkRedirectView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class FilePage(FileView, Player):
    """``file_view``: the player of a film or sound, then the way to the file."""

    @cached_property
    def source(self) -> Source | None:
        return source(self.context, self.request)

    def player(self) -> str:
        return self.play(self.source)

    @property
    def download(self) -> FileLink | None:
        return file_link(self.context, "file")


class LinkPage(LinkRedirectView, Player):
    """``link_redirect_view``: a film on YouTube has a page, all other links lead on as in Plone."""

    film = ViewPageTemplateFile("link.pt")

    def __call__(self) -> str:
        found = self.source
        return self.film() if found and found.kind == YOUTUBE else super().__call__()

    @cached_property
    def source(self) -> Source | None:
        return source(self.context, self.request)

    def player(self) -> str:
        return self.play(self.source)

    @property
    def script(self) -> str:
        return script_url(api.portal.get().absolute_url())
