"""Behavior ``hcmedu.source``: author and source of republished content.

What is republished names its author and source: 4210/GDĐT-TTTT III.2 (requirement B10).
"""

from hcmedu.portal import _
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import provider
from zope.schema.interfaces import ValidationError


class NotAWebAddress(ValidationError):
    """An address that a reader cannot open, or must not: ``javascript:`` and the like."""

    __doc__ = _("Please enter a web address that begins with http:// or https://.")


def is_web_address(value: str) -> bool:
    """Constraint: only http and https lead to a source."""
    if not value.lower().startswith(("http://", "https://")):
        raise NotAWebAddress(value)
    return True


@provider(IFormFieldProvider)
class ISource(model.Schema):
    """Fields that an editor fills when the content comes from somewhere else."""

    model.fieldset(
        "source",
        label=_("Source"),
        fields=["source_author", "source_name", "source_url"],
    )
    source_author = schema.TextLine(
        title=_("Author of the original"),
        description=_("Who wrote the text that is republished here."),
        required=False,
    )
    source_name = schema.TextLine(
        title=_("Source"),
        description=_("The newspaper, agency or portal that published it first."),
        required=False,
    )
    source_url = schema.URI(
        title=_("Address of the original"),
        description=_("A link that begins with http:// or https://."),
        required=False,
        constraint=is_web_address,
    )
