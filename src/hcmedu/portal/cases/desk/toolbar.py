"""The list is always at hand for those who handle cases: in the toolbar, and after login."""

from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.cases import register
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.desk.toolbar import AfterLogin
from hcmedu.portal.editorial.desk.toolbar import DeskLink
from hcmedu.portal.school.root import school_root
from hcmedu.portal.submissions.access import may_handle
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.base.interfaces import IRedirectAfterLogin
from typing import Any
from zope.interface import implementer


class CasesLink:
    """Where the list of the nearest school is; numbers for those alone who may handle cases."""

    def __init__(self, context: Any) -> None:
        self.root = None if api.user.is_anonymous() else school_root(context)

    @cached_property
    def available(self) -> bool:
        return self.root is not None and may_handle(self.root)

    @property
    def url(self) -> str:
        return f"{self.root.absolute_url()}/@@hcmedu-cases"

    @cached_property
    def numbers(self) -> tuple[int, int]:
        """New ones, and overdue ones."""
        return register.waiting(self.root, now().date())


class CasesViewlet(ViewletBase):
    """Entry of the toolbar; visitors and editors cost nothing."""

    @cached_property
    def link(self) -> CasesLink:
        return CasesLink(self.context)

    @property
    def available(self) -> bool:
        return self.link.available

    @property
    def new(self) -> int:
        return self.link.numbers[0]

    @property
    def overdue(self) -> int:
        return self.link.numbers[1]

    @property
    def hint(self) -> Any:
        mapping = {"new": self.new, "overdue": self.overdue}
        return _("${new} new cases, ${overdue} overdue", mapping=mapping)


@implementer(IRedirectAfterLogin)
class ClerkAfterLogin(AfterLogin):
    """A clerk who is no editor begins at the list of cases, unless he came for a page."""

    def __call__(self, came_from: str | None = None, is_initial_login: bool = False) -> str | None:
        cases, desk = CasesLink(self.context), DeskLink(self.context)
        if cases.available and not desk.available and self.wanted(came_from) is None:
            return cases.url
        return super().__call__(came_from, is_initial_login)
