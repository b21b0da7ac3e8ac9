"""Where a Link may lead: to a page, a mailbox or a phone, never into a script.

Stock Plone takes ``javascript:`` as the address of a Link, and a visitor who clicks it runs it.
"""

from hcmedu.portal import _
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone.app.contenttypes.interfaces import ILink
from plone.app.z3cform.interfaces import ILinkWidget
from plone.restapi.deserializer.dxfields import LinkTextLineFieldDeserializer
from plone.restapi.interfaces import IFieldDeserializer
from typing import Any
from z3c.form.validator import SimpleFieldValidator
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.schema import ValidationError
from zope.schema.interfaces import ITextLine

import re


SCHEMES = frozenset({"http", "https", "mailto", "tel"})


class UnsafeLink(ValidationError):
    __doc__ = _(
        "A link must begin with http://, https://, mailto: or tel:, "
        "or lead to a page of this portal."
    )


def is_safe_link(address: str) -> bool:
    """No scheme, or one of ``SCHEMES``; browsers pass over white space and control characters."""
    bare = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f]", "", address)
    scheme = re.match(r"([a-z][a-z0-9+.\-]*):", bare, re.IGNORECASE)
    return scheme is None or scheme[1].lower() in SCHEMES


def check(address: Any) -> None:
    if isinstance(address, str) and not is_safe_link(address):
        raise UnsafeLink(address)


@adapter(Interface, IHcmeduPortalLayer, Interface, ITextLine, ILinkWidget)
class LinkValidator(SimpleFieldValidator):
    """In forms."""

    def validate(self, value: Any, force: bool = False) -> None:
        super().validate(value, force)
        check(value)


@implementer(IFieldDeserializer)
@adapter(ITextLine, ILink, IHcmeduPortalLayer)
class LinkDeserializer(LinkTextLineFieldDeserializer):
    """Through REST."""

    def __call__(self, value: Any) -> Any:
        if self.field.getName() == "remoteUrl":
            check(value)
        return super().__call__(value)
