"""What happened to a case: told once, in the transaction in which it happened."""

from typing import Any
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class ICaseReceived(IObjectEvent):
    """A case was taken in; ``object`` is the school root."""

    receipt = Attribute("Its receipt, without dashes")


class ICaseMoved(IObjectEvent):
    """A case has a new step (another state, or a message); ``object`` is the school root."""

    receipt = Attribute("Its receipt, without dashes")


class _CaseEvent(ObjectEvent):
    def __init__(self, root: Any, receipt: str) -> None:
        super().__init__(root)
        self.receipt = receipt


@implementer(ICaseReceived)
class CaseReceived(_CaseEvent):
    """Not notified for a form that arrives again: the case is there already."""


@implementer(ICaseMoved)
class CaseMoved(_CaseEvent):
    """Notified by ``register.move`` after the step is stored."""
