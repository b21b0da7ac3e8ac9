"""On the original: who has a working copy of it. On the working copy: what it is a copy of."""

from hcmedu.portal.editorial.copies.links import baseline_of
from hcmedu.portal.editorial.copies.links import checkout_of
from hcmedu.portal.editorial.copies.links import working_copy_of
from hcmedu.portal.editorial.copies.rights import may
from hcmedu.portal.editorial.copies.rights import may_cancel
from hcmedu.portal.editorial.copies.rights import may_check_out
from hcmedu.portal.editorial.reason import full_name
from hcmedu.portal.editorial.reason import local_time
from hcmedu.portal.editorial.reason import READ_REASON
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from typing import Any


class CopyInfo(ViewletBase):
    """``copy``, ``maker``, ``since``; empty when the user has no business with it."""

    copy: Any | None = None

    def update(self) -> None:
        super().update()
        copy = self.find_copy()
        if copy is None or not self.concerns_user(copy):
            return
        checkout = checkout_of(copy)
        self.copy = copy
        self.maker = full_name(checkout.user_id)
        self.since = local_time(checkout.time)
        self.may_cancel = may_cancel(copy)

    def find_copy(self) -> Any | None:
        """The working copy to tell of. Abstract: each viewlet finds it from its own end."""
        raise NotImplementedError

    def concerns_user(self, copy: Any) -> bool:
        """Whether the user is told of it. Abstract: each viewlet asks for another right."""
        raise NotImplementedError

    def url(self, item: Any) -> str:
        return api.content.get_view("plone_context_state", item, self.request).view_url()

    def render(self) -> str:
        return self.index() if self.copy is not None else ""


class OriginalInfo(CopyInfo):
    """``plone.app.iterate.baseline_info``: shown to those who could have a copy themselves."""

    def find_copy(self) -> Any | None:
        return working_copy_of(self.context)

    def concerns_user(self, copy: Any) -> bool:
        return may_check_out(self.context) or may(READ_REASON, self.context) or may("View", copy)

    @property
    def is_public(self) -> bool:
        return api.content.get_state(self.context, default=None) == "published"

    @property
    def sees_copy(self) -> bool:
        return may("View", self.copy)


class WorkingCopyInfo(CopyInfo):
    """``plone.app.iterate.checkout_info``: shown to everybody who sees the copy."""

    def find_copy(self) -> Any | None:
        self.original = baseline_of(self.context)
        return self.context if self.original is not None else None

    def concerns_user(self, copy: Any) -> bool:
        return True
