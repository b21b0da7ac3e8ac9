"""What the log tells of a decision besides who and when: which revision, and by what right."""

from hcmedu.portal.editorial.approval import verdict
from hcmedu.portal.editorial.authorship import authorship
from hcmedu.portal.editorial.authorship import current_user_id
from hcmedu.portal.editorial.deputies import acting_for
from hcmedu.portal.editorial.trace import record
from hcmedu.portal.editorial.trace.interfaces import ITransitionDetails
from hcmedu.portal.school.root import school_root
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


#: Transitions of the board head, or of his deputy.
DECISIONS = frozenset({"approve", "publish", "return", "withdraw"})


@implementer(ITransitionDetails)
@adapter(Interface, IAfterTransitionEvent)
class DecisionDetails:
    """``revision``; ``deputy_for`` when a deputy decided; ``self_approved`` without four eyes."""

    def __init__(self, item: Any, event: Any) -> None:
        self.item, self.transition = item, event.transition.id

    def details(self) -> dict[str, Any]:
        if self.transition not in DECISIONS:
            return {}
        found: dict[str, Any] = {"revision": authorship(self.item).revision or None}
        delegation = acting_for(school_root(self.item), current_user_id())
        if delegation is not None:
            found["deputy_for"] = delegation.head
        if self.transition == "approve" and verdict(self.item).self_approval:
            found["self_approved"] = True
        return found


def board_decided(event: Any) -> None:
    """``IBoardEvent``: assignments and delegations are decisions, too."""
    record(event.object, event.action, **event.details)
