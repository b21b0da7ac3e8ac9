"""The self-assessment is always at hand for those who may read it: an entry of the toolbar."""

from functools import cached_property
from hcmedu.portal.school.root import school_root
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from typing import Any


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
