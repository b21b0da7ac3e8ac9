"""The self-assessment is always at hand for those who may read it: an entry of the toolbar."""

from functools import cached_property
from hcmedu.portal.cases.desk.toolbar import CasesLink
from hcmedu.portal.cases.desk.toolbar import ClerkAfterLogin
from hcmedu.portal.editorial.desk.toolbar import DeskLink
from hcmedu.portal.school.root import school_root
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.base.interfaces import IRedirectAfterLogin
from typing import Any
from zope.interface import implementer


VIEW = "hcmedu.portal: View compliance"


class ComplianceViewlet(ViewletBase):
    """Of the nearest school; visitors and editors cost nothing."""

    @cached_property
    def root(self) -> Any | None:
        return None if api.user.is_anonymous() else school_root(self.context)

    @cached_property
    def available(self) -> bool:
        return self.root is not None and api.user.has_permission(VIEW, obj=self.root)

    @property
    def url(self) -> str:
        return f"{self.root.absolute_url()}/@@hcmedu-compliance"


@implementer(IRedirectAfterLogin)
class ReaderAfterLogin(ClerkAfterLogin):
    """The authority above, who has nothing else to do here, begins at the self-assessment."""

    def __call__(self, came_from: str | None = None, is_initial_login: bool = False) -> str | None:
        works_here = DeskLink(self.context).available or CasesLink(self.context).available
        if not works_here and self.wanted(came_from) is None and self.report_url:
            return self.report_url
        return super().__call__(came_from, is_initial_login)

    @property
    def report_url(self) -> str:
        """Of the nearest school, for whoever may read it; else empty."""
        root = None if api.user.is_anonymous() else school_root(self.context)
        if root is None or not api.user.has_permission(VIEW, obj=root):
            return ""
        return f"{root.absolute_url()}/@@hcmedu-compliance"
