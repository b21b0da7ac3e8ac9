"""Errors of this room; each carries its own message of domain ``hcmedu.portal``."""

from zope.interface import Invalid
from zope.schema.interfaces import ValidationError


class MessageError(ValidationError):
    """A field constraint is not met; ``doc()`` is the message, told per error, not per class."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def doc(self) -> str:
        return self.message


class UploadError(MessageError):
    """An upload is refused."""


class FieldInvalid(Invalid):
    """An invariant is not met; the message belongs to the field named ``field``."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field
