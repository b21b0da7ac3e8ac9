"""Type ``OfficialDocument``: one document of the school or of an authority.

The fields are those of 4210/GDĐT-TTTT III.3 (requirement A08): hình thức, thẩm quyền ban hành, số
ký hiệu, ngày ban hành, hiệu lực, trích yếu, and the file. The view stands in ``documentviews``.
"""

from hcmedu.portal import _
from hcmedu.portal.content.relations import check_relations
from hcmedu.portal.content.suggestions import SuggestionFieldWidget
from hcmedu.portal.content.uploads import document_upload
from hcmedu.portal.content.validation import canonical_number
from hcmedu.portal.content.validation import in_order
from hcmedu.portal.content.validation import is_document_number
from hcmedu.portal.content.validation import names_numbers
from hcmedu.portal.content.validation import sensible_date
from hcmedu.portal.content.vocabularies import PROMPT
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.vietnamese import slug
from plone.app.content.interfaces import INameFromTitle
from plone.app.z3cform.widgets.contentbrowser import ContentBrowserFieldWidget
from plone.autoform import directives
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from typing import Any
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from z3c.relationfield.schema import RelationChoice
from z3c.relationfield.schema import RelationList
from zope import schema
from zope.component import adapter
from zope.interface import implementer
from zope.interface import invariant
from zope.lifecycleevent.interfaces import IObjectCopiedEvent


def _documents(title: str, description: str) -> RelationList:
    return RelationList(
        title=title,
        description=description,
        value_type=RelationChoice(vocabulary="plone.app.vocabularies.Catalog"),
        required=False,
        default=[],
        missing_value=[],
    )


class IOfficialDocument(model.Schema):
    """What is told of each document."""

    directives.widget("document_form", prompt=True, promptMessage=PROMPT)
    document_form = schema.Choice(
        title=_("Form of document"),
        description=_("As printed above the abstract; an official letter has none printed."),
        vocabulary="hcmedu.document_forms",
    )
    number = schema.TextLine(
        title=_("Number and symbol"),
        description=_("As printed at the head, such as 4210/GDĐT-TTTT or 36/2017/TT-BGDĐT."),
        constraint=is_document_number,
    )
    directives.widget("issuer", SuggestionFieldWidget)
    issuer = schema.TextLine(
        title=_("Issuing authority"),
        description=_("Type some letters to choose from the authorities used so far."),
    )
    issue_date = schema.Date(title=_("Date of issue"), constraint=sensible_date)
    in_force_from = schema.Date(
        title=_("In force from"),
        description=_("Left empty: from the date of issue."),
        constraint=sensible_date,
        required=False,
    )
    in_force_until = schema.Date(
        title=_("In force until"),
        description=_("The last day of force. Left empty while no end is known."),
        constraint=sensible_date,
        required=False,
    )
    abstract = schema.Text(
        title=_("Abstract"),
        description=_("The abstract (trích yếu) as printed, such as “Về hướng dẫn tổ chức ...”."),
    )
    model.primary("file")
    file = NamedBlobFile(
        title=_("File of the document"),
        description=_(
            "PDF, Word, Excel, PowerPoint, OpenDocument, a picture or a ZIP. "
            "Attachments are added after saving."
        ),
        constraint=document_upload,
    )
    title = schema.TextLine(
        title=_("Title in lists"),
        description=_("Left empty: form and number, such as “Thông tư 36/2017/TT-BGDĐT”."),
        required=False,
    )

    model.fieldset("fields", label=_("Fields of work"), fields=["fields_of_work"])
    directives.widget("fields_of_work", CheckBoxFieldWidget)
    fields_of_work = schema.List(
        title=_("Fields of work"),
        value_type=schema.Choice(vocabulary="hcmedu.document_fields"),
        required=False,
        default=[],
        missing_value=[],
    )

    model.fieldset("signature", label=_("Signature"), fields=["signer", "signer_position"])
    signer = schema.TextLine(
        title=_("Signed by"), description=_("First and last name."), required=False
    )
    signer_position = schema.TextLine(
        title=_("Position of the signer"),
        description=_("Such as “KT. Giám đốc – Phó Giám đốc”."),
        required=False,
    )

    model.fieldset(
        "relations",
        label=_("Other documents"),
        fields=["legal_bases", "replaces", "replaced_numbers", "amends"],
    )
    legal_bases = schema.List(
        title=_("Legal bases"),
        description=_(
            "The documents that this one is based on, one a line, such as “Thông tư "
            "36/2017/TT-BGDĐT”. What is on the portal becomes a link, also when it comes later."
        ),
        value_type=schema.TextLine(max_length=500),
        required=False,
        default=[],
        missing_value=[],
    )
    directives.widget(
        "replaces",
        ContentBrowserFieldWidget,
        pattern_options={"selectableTypes": ["OfficialDocument"]},
    )
    replaces = _documents(
        _("Replaces"), _("Documents that lose their force once this one is in force.")
    )
    replaced_numbers = schema.List(
        title=_("Replaces documents that are not on the portal"),
        description=_(
            "Their numbers, one a line. Once such a document is on the portal, it is replaced."
        ),
        value_type=schema.TextLine(max_length=500),
        constraint=names_numbers,
        required=False,
        default=[],
        missing_value=[],
    )
    directives.widget(
        "amends",
        ContentBrowserFieldWidget,
        pattern_options={"selectableTypes": ["OfficialDocument"]},
    )
    amends = _documents(_("Amends"), _("Documents that stay in force but are changed by this one."))

    @invariant
    def dates_in_order(data: Any) -> None:
        """issue_date ≤ in_force_from ≤ in_force_until."""
        in_order(
            data,
            ("issue_date", ""),
            ("in_force_from", _("A document cannot be in force before its date of issue.")),
            ("in_force_until", _("The end of force lies before its beginning.")),
        )

    @invariant
    def relations_make_sense(data: Any) -> None:
        """See ``relations.check_relations``."""
        check_relations(data)


@implementer(INameFromTitle)
@adapter(IOfficialDocument)
class NameFromNumber:
    """The id comes from the number: ``4210/GDĐT-TTTT`` → ``4210-gddt-tttt``."""

    def __init__(self, context: IOfficialDocument) -> None:
        self.title = slug(context.number or "") or slug(context.title or "") or "van-ban"


def complete(doc: Any, event: Any) -> None:
    """Subscriber on creation and change: number in canonical spelling, title when left empty."""
    if IObjectCopiedEvent.providedBy(event):
        return
    number = canonical_number(doc.number)
    if number != doc.number:
        doc.number = number
    if not (doc.title or "").strip():
        doc.title = default_title(doc)


def default_title(doc: Any) -> str:
    """``Thông tư 36/2017/TT-BGDĐT``: form and number."""
    form = title_of(doc, "hcmedu.document_forms", doc.document_form)
    return f"{form} {doc.number or ''}".strip()
