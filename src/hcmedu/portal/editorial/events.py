"""What the board decided about itself: assignments, delegations. The log listens."""

from collections.abc import Mapping
from typing import Any
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class IBoardEvent(IObjectEvent):
    """``object`` is the school root or a section."""

    action = Attribute("Name of the action, as the log has it: assign, delegate ...")
    details = Attribute("JSON values by name")


@implementer(IBoardEvent)
class BoardEvent(ObjectEvent):
    def __init__(self, obj: Any, action: str, details: Mapping[str, Any]) -> None:
        super().__init__(obj)
        self.action = action
        self.details = dict(details)
