"""How far the pages of an item are, and the button that has them made again."""

from hcmedu.portal import _
from hcmedu.portal.viewer.asking import ask_again
from hcmedu.portal.viewer.browser.rights import may_ask_again
from hcmedu.portal.viewer.browser.textversion import as_json
from hcmedu.portal.viewer.reading import reading
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView
from zExceptions import Unauthorized


class PagesState(BrowserView):
    """``…/@@hcmedu-pages-state``: ``{"state": "waiting", "done": 3, "total": 30}``."""

    def __call__(self) -> str:
        found = reading(self.context)
        data = {"state": found.state, "done": found.done, "total": found.total}
        return as_json(self.request, data)


class AskAgain(BrowserView):
    """POST with a valid token, by somebody of the board."""

    def __call__(self) -> str:
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        if not may_ask_again(self.context):
            raise Unauthorized("hcmedu-pages-again")
        if ask_again(self.context):
            api.portal.show_message(_("The pages are being prepared again."), self.request)
        return self.request.response.redirect(f"{self.context.absolute_url()}/view")
