"""What the log says of the clock: approved for a time to come, published by itself."""

from hcmedu.portal.editorial.timing.schedule import scheduled
from hcmedu.portal.editorial.trace.interfaces import ITransitionDetails
from plone.dexterity.interfaces import IDexterityContent
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(ITransitionDetails)
@adapter(IDexterityContent, IAfterTransitionEvent)
class TimingDetails:
    """``scheduled``: the time, ISO 8601, of an approval for later, and of the publication then."""

    def __init__(self, item: Any, event: Any) -> None:
        self.item, self.event = item, event

    def details(self) -> dict[str, str]:
        if self.event.transition.id == "approve":
            moment = scheduled(self.item)
            return {"scheduled": moment.isoformat()} if moment else {}
        chosen = (self.event.kwargs or {}).get("scheduled")
        return {"scheduled": chosen} if chosen else {}
