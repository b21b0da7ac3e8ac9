"""A withdrawn item answers 410 to whoever may not see it, instead of a request to log in.

The publisher's Unauthorized is the only place where that is asked: other requests pay nothing.
"""

from AccessControl.PermissionRole import rolesForPermissionOn
from hcmedu.portal.editorial.resources.wall import requested_item
from hcmedu.portal.editorial.timing.notices import Gone
from hcmedu.portal.editorial.timing.public import is_gone
from hcmedu.portal.editorial.timing.public import may
from Products.Five.browser import BrowserView
from typing import Any
from zope.component import getSiteManager
from zope.interface import implementedBy
from zope.interface import Interface
from zope.interface import providedBy


class Refused(BrowserView):
    """View of Unauthorized: the stock one, but for what was taken down."""

    def __call__(self) -> Any:
        item = requested_item(self.request)
        if item is None or not is_gone(item) or not is_unseen(item, self.request):
            return self._stock()
        # The mark that plone.rest sets, too: no redirect to the login form.
        self.request.response._has_challenged = True
        return Gone(item, self.request)()

    def _stock(self) -> Any:
        """What the site would say without this view: a page, or JSON for programs."""
        factory = getSiteManager().adapters.lookup(
            (implementedBy(Exception), providedBy(self.request)), Interface, "index.html"
        )
        view = factory(self.context, self.request)
        view.__parent__ = self.__parent__
        return view()


def is_unseen(item: Any, request: Any) -> bool:
    """Whether it was the right to view the item that was missing, not one to do more with it.

    The publisher refuses before it tells who the user is. Then the roles that it asked for tell.
    """
    if "AUTHENTICATED_USER" in request.other:
        return not may("View", item)
    asked = getattr(request, "roles", None)
    return bool(asked) and set(rolesForPermissionOn("View", item)) <= set(asked)
