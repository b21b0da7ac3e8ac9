"""Behavior ``hcmedu.source``: author and source of republished content.

What is republished names its author and source: 4210/GDĐT-TTTT III.2 (requirement B10).
"""

from hcmedu.portal import _
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import provider


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
    )
