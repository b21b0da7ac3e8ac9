"""Behavior ``hcmedu.source``: author and source of republished content.

What is republished names its author and source: 4210/GDĐT-TTTT III.2 (requirement B10).
"""

from hcmedu.portal import _
from plone.app.layout.viewlets import ViewletBase
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope import schema
from zope.interface import provider
from zope.schema.interfaces import ValidationError


WEB = ("http://", "https://")


class NotAWebAddress(ValidationError):
    """An address that a reader cannot open, or must not: ``javascript:`` and the like."""

    __doc__ = _("Please enter a web address that begins with http:// or https://.")


def is_web_address(value: str) -> bool:
    """Constraint: only http and https lead to a source."""
    if not value.lower().startswith(WEB):
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
    source_url = schema.TextLine(
        title=_("Address of the original"),
        description=_("A link that begins with http:// or https://."),
        required=False,
        constraint=is_web_address,
    )


class SourceViewlet(ViewletBase):
    """Names author and source below republished content; draws nothing for the school's own."""

    index = ViewPageTemplateFile("source.pt")

    @property
    def name(self) -> str:
        return self.context.source_name or ""

    @property
    def author(self) -> str:
        return self.context.source_author or ""

    @property
    def url(self) -> str:
        """The link, unless something stored past the form would lead elsewhere than the web."""
        url = self.context.source_url or ""
        return url if url.lower().startswith(WEB) else ""
