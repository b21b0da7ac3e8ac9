"""Checkout, check-in and cancellation: one adapter, which every path of plone.app.iterate asks."""

from Acquisition import aq_inner
from Acquisition import aq_parent
from hcmedu.portal import _
from hcmedu.portal.editorial.authorship import Authorship
from hcmedu.portal.editorial.authorship import authorship
from hcmedu.portal.editorial.authorship import next_revision
from hcmedu.portal.editorial.authorship import store
from hcmedu.portal.editorial.chains import approval_workflow
from hcmedu.portal.editorial.copies.copier import make_copy
from hcmedu.portal.editorial.copies.copier import merge
from hcmedu.portal.editorial.copies.interfaces import IReviewedContent
from hcmedu.portal.editorial.copies.links import baseline_of
from hcmedu.portal.editorial.copies.links import relation_of
from hcmedu.portal.editorial.copies.links import unlink
from hcmedu.portal.editorial.copies.links import working_copy_of
from hcmedu.portal.editorial.copies.locks import make_lockable
from hcmedu.portal.editorial.copies.rights import NOT_BY_HAND
from hcmedu.portal.editorial.copies.rights import obstacle
from hcmedu.portal.editorial.copies.trusted import trusted
from plone.app.iterate.dexterity.policy import CheckinCheckoutPolicyAdapter
from plone.app.iterate.event import AfterCheckinEvent
from plone.app.iterate.event import BeforeCheckoutEvent
from plone.app.iterate.event import CheckinEvent
from plone.app.iterate.event import CheckoutEvent
from plone.app.iterate.interfaces import CheckinException
from plone.app.iterate.interfaces import CheckoutException
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.app.iterate.interfaces import IObjectArchiver
from typing import Any
from zope.component import adapter
from zope.event import notify
from zope.interface import implementer
from zope.lifecycleevent import ObjectModifiedEvent


def take_over(original: Any, written: Authorship) -> None:
    """The original was changed by who wrote the working copy, not by who approved it."""
    before = authorship(original)
    revision = next_revision(before.revision)
    store(
        original,
        first=before.first,
        last=written.last,
        changed=written.changed,
        revision=revision,
        approved_revision=revision,
        approved_by=written.approved_by,
    )


@implementer(ICheckinCheckoutPolicy)
@adapter(IReviewedContent)
def policy(context: Any) -> CheckinCheckoutPolicyAdapter:
    """Ours for what the board head approves, the stock one for all else."""
    if approval_workflow(context) is None:
        return CheckinCheckoutPolicyAdapter(context)
    return ReviewedPolicy(context)


class ReviewedPolicy(CheckinCheckoutPolicyAdapter):
    """Rights are the caller's to check; what must hold for everybody is checked here."""

    def checkout(self, container: Any = None) -> Any:
        """The working copy: a draft of the current user beside the original.

        The container is always the original's: there its section's editor and the head find it.
        """
        original = aq_inner(self.context)
        message = obstacle(original)
        if message is not None:
            raise CheckoutException(message)
        notify(BeforeCheckoutEvent(original))
        copy, relation = make_copy(original, aq_parent(original))
        make_lockable(original)
        make_lockable(copy)
        notify(CheckoutEvent(original, copy, relation))
        return copy

    def checkin(self, checkin_message: str) -> Any:
        """The original, replaced. Only what the board head approved comes in, by whatever way."""
        copy, original = aq_inner(self.context), self._getBaseline()
        if approval_workflow(copy).getInfoFor(copy, "review_state", "") != "approved":
            raise CheckinException(NOT_BY_HAND)
        with trusted():
            IObjectArchiver(original).save(_("Before the working copy"))
            notify(CheckinEvent(copy, original, relation_of(copy, "to_id"), checkin_message))
            merge(copy, original)
            written = authorship(copy)
            unlink(copy)
            aq_parent(copy)._delObject(copy.getId())
            notify(ObjectModifiedEvent(original))
            take_over(original, written)
            notify(AfterCheckinEvent(original, checkin_message))
        return original

    def cancelCheckout(self) -> Any:
        """Removes the working copy; what its removal means is told by the events.

        Not with the rights of everybody: what others put into the copy of a folder keeps it.
        """
        copy, original = aq_inner(self.context), self._getBaseline()
        aq_parent(copy)._delObject(copy.getId())
        return original

    def getBaseline(self) -> Any | None:
        return baseline_of(self.context)

    def getWorkingCopy(self) -> Any | None:
        """Stock API: on a working copy that copy itself."""
        return working_copy_of(self.context) or (self.context if self.getBaseline() else None)

    def _getBaseline(self) -> Any:
        original = self.getBaseline()
        if original is None:
            raise CheckinException(_("The original of this working copy is gone."))
        return original
