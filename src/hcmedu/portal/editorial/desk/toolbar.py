"""The desk is always at hand: in the toolbar with the number of what waits, and after login."""

from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.editorial.desk.access import Colleague
from hcmedu.portal.editorial.desk.access import colleague
from hcmedu.portal.editorial.desk.lists import PENDING
from hcmedu.portal.editorial.desk.lists import RETURNED
from hcmedu.portal.school.root import school_root
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.base.interfaces import IRedirectAfterLogin
from Products.Five import BrowserView
from typing import Any
from zope.interface import implementer


class DeskLink:
    """Where the desk of the nearest school is, and how much waits there for the user."""

    def __init__(self, context: Any) -> None:
        self.root = None if api.user.is_anonymous() else school_root(context)

    @cached_property
    def person(self) -> Colleague | None:
        return colleague(self.root) if self.root is not None else None

    @property
    def available(self) -> bool:
        return self.person is not None and self.person.uses_desk

    @property
    def url(self) -> str:
        return f"{self.root.absolute_url()}/@@hcmedu-desk"

    @cached_property
    def pending(self) -> int:
        """What waits for this person's review."""
        return len(PENDING.find(self.root, self.person)) if self.person.approves else 0

    @cached_property
    def returned(self) -> int:
        """What was returned to this person."""
        return len(RETURNED.find(self.root, self.person))

    @property
    def count(self) -> int:
        return self.pending + self.returned


class DeskViewlet(ViewletBase):
    """Entry of the toolbar; visitors cost nothing."""

    @cached_property
    def link(self) -> DeskLink:
        return DeskLink(self.context)

    @property
    def available(self) -> bool:
        return self.link.available

    @property
    def hint(self) -> str:
        mapping = {"pending": self.link.pending, "returned": self.link.returned}
        return _("Waiting for review: ${pending}, returned to you: ${returned}", mapping=mapping)


class DeskMenu(BrowserView):
    """``@@hcmedu_desk_menu``: whether and where the user's menu leads to the desk."""

    def available(self) -> bool:
        return DeskLink(self.context).available

    def url(self) -> str:
        link = DeskLink(self.context)
        return link.url if link.available else ""


@implementer(IRedirectAfterLogin)
class AfterLogin:
    """Who works on the board begins at the desk, unless he came for a page of its own."""

    def __init__(self, context: Any, request: Any) -> None:
        self.context, self.request = context, request

    def __call__(self, came_from: str | None = None, is_initial_login: bool = False) -> str | None:
        link, wanted = DeskLink(self.context), self.wanted(came_from)
        return link.url if link.available and wanted is None else wanted

    def wanted(self, came_from: str | None) -> str | None:
        """The page that he came for; None for the home page and for what is not of this portal.

        Plone's form looks at the path alone and would lead to any host that has such a one.
        """
        if not came_from or came_from.rstrip("/") == self.context.absolute_url():
            return None
        is_here = api.portal.get_tool("portal_url").isURLInPortal(came_from)
        return came_from if is_here else None
