"""May this person approve this item? Four eyes, and nothing but what was approved is published.

"One leader of the school reviews and approves" (4210/GDĐT-TTTT III.5): who wrote an item or changed
it last is not the second pair of eyes. ``@@hcmedu_may`` answers the workflow's guards.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hcmedu.portal import _
from hcmedu.portal.editorial.authorship import approved
from hcmedu.portal.editorial.authorship import Authorship
from hcmedu.portal.editorial.authorship import authorship
from hcmedu.portal.editorial.authorship import current_user_id
from hcmedu.portal.editorial.chains import APPROVAL_WORKFLOWS
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school.root import school_root
from Products.Five import BrowserView
from typing import Any
from zope.component import subscribers
from zope.i18nmessageid import Message
from zope.interface import Interface


WROTE = _("You wrote this yourself: somebody else has to approve it.")
CHANGED = _("You changed this last: somebody else has to approve it.")
CHANGED_SINCE = _("It was changed after its approval: return it, and approve it again.")


@dataclass(frozen=True)
class Verdict:
    """``allowed``, else ``reason``; ``self_approval``: only the school's setting allows it."""

    allowed: bool
    reason: Message | None = None
    self_approval: bool = False


class IReviewedWith(Interface):
    """Subscription adapter of an item: ``items()`` are those that its approval approves too."""

    def items() -> Iterator[Any]:
        """Content objects, each with an authorship of its own."""


def verdict(item: Any, user_id: str | None = None) -> Verdict:
    """Four eyes only; whether the person is an approver at all is the permission's matter."""
    who = user_id or current_user_id()
    reason = objection(item, who)
    if reason is None:
        return Verdict(True)
    if settings(school_root(item)).self_approval:
        return Verdict(True, reason, self_approval=True)
    return Verdict(False, reason)


def objection(item: Any, who: str | None) -> Message | None:
    """Why this person is not the second pair of eyes; None when he is."""
    if who is None:
        return None
    records = [authorship(each) for each in reviewed(item)]
    if any(record.first == who for record in records):
        return WROTE
    if any(record.last == who for record in records):
        return CHANGED
    return None


def reviewed(item: Any) -> Iterator[Any]:
    """The item and what is reviewed together with it."""
    yield item
    for provider in subscribers((item,), IReviewedWith):
        yield from provider.items()


class May(BrowserView):
    """``@@hcmedu_may``: asked by the guard expressions of ``hcmedu_editorial``."""

    def approve(self) -> bool:
        return verdict(self.context).allowed

    def publish(self) -> bool:
        return all(publishable(authorship(each)) for each in reviewed(self.context))


def publishable(record: Authorship) -> bool:
    return record.is_as_approved


def approval_made(item: Any, event: Any) -> None:
    """After ``approve``: this very revision is approved, by this person."""
    if event.transition is None or event.workflow.id not in APPROVAL_WORKFLOWS:
        return
    if event.transition.id == "approve":
        approved(item)
