"""Type ``Disclosure``: what the school makes public in a school year (công khai).

Requirement A13: the form of the circular in force, published in June, updated in September, kept
at least five years (Thông tư 09/2024/TT-BGDĐT, Điều 15).
"""

from datetime import date
from hcmedu.portal import _
from hcmedu.portal.behaviors.clock import today
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.uploads import document_upload
from hcmedu.portal.content.validation import sensible_date
from hcmedu.portal.content.vocabularies import PROMPT
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.vietnamese import InvalidSchoolYear
from hcmedu.portal.vietnamese import SchoolYear
from hcmedu.portal.vietnamese import slug
from plone.app.content.interfaces import INameFromTitle
from plone.autoform import directives
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.component import adapter
from zope.interface import implementer
from zope.interface import invariant
from zope.lifecycleevent.interfaces import IObjectCopiedEvent


#: How long a disclosure is kept after its school year when the circular states no time.
KEPT_YEARS = 5


def current_school_year() -> str:
    return SchoolYear.of(today()).title


class IDisclosure(model.Schema):
    """What is told of each disclosure."""

    title = schema.TextLine(
        title=_("Title"),
        description=_("Left empty: the form and the school year."),
        required=False,
    )
    school_year = schema.Choice(
        title=_("School year"),
        vocabulary="hcmedu.school_years",
        defaultFactory=current_school_year,
    )
    directives.widget("disclosure_group", prompt=True, promptMessage=PROMPT)
    disclosure_group = schema.Choice(
        title=_("Disclosure group"),
        vocabulary="hcmedu.disclosure_groups",
    )
    disclosure_form = schema.Choice(
        title=_("Form of the circular"),
        description=_(
            "Forms for the levels of this school; those of the circular in force come first."
        ),
        vocabulary="hcmedu.disclosure_forms",
        required=False,
    )
    directives.widget("period", prompt=True, promptMessage=PROMPT)
    period = schema.Choice(
        title=_("Period"),
        description=_("Published in June, updated at the start of the school year in September."),
        vocabulary="hcmedu.disclosure_periods",
    )
    model.primary("file")
    file = NamedBlobFile(
        title=_("File of the disclosure"),
        description=_(
            "PDF, Word, Excel, PowerPoint, OpenDocument, a picture or a ZIP. "
            "Further files are added after saving."
        ),
        constraint=document_upload,
    )
    description = schema.Text(
        title=_("Summary"),
        description=_("One or two sentences that parents understand."),
        required=False,
        missing_value="",
    )
    legal_basis = schema.TextLine(
        title=_("Legal basis"),
        description=_("The circular and the decision of the school that order this disclosure."),
        required=False,
    )
    kept_until = schema.Date(
        title=_("Kept until"),
        description=_("Left empty: five years after the end of the school year."),
        constraint=sensible_date,
        required=False,
    )

    @invariant
    def group_fits_form(data: Any) -> None:
        """A form of a circular belongs to one group."""
        form = catalogue().all_disclosure_forms.get(data.disclosure_form)
        if form is not None and data.disclosure_group not in (None, form.group):
            title = catalogue().disclosure_groups[form.group].title
            raise FieldInvalid(
                _("The chosen form belongs to the group “${group}”.", mapping={"group": title}),
                "disclosure_group",
            )

    @invariant
    def kept_long_enough(data: Any) -> None:
        """Nothing may go before the circular allows it, nor before its school year has ended."""
        least = kept_at_least(data.school_year, data.disclosure_form)
        if least is not None and data.kept_until is not None and data.kept_until < least:
            raise FieldInvalid(
                _(
                    "This disclosure must be kept until ${date} at least.",
                    mapping={"date": format_date(least)},
                ),
                "kept_until",
            )


def parse_year(token: str | None) -> SchoolYear | None:
    """The school year of a token; None when there is none or it is malformed."""
    try:
        return SchoolYear.parse(token) if token else None
    except InvalidSchoolYear:
        return None


def kept_at_least(school_year: str | None, form: str | None = None) -> date | None:
    """The end of the school year, and as many years after it as the circular of the form states."""
    year = parse_year(school_year)
    row = catalogue().all_disclosure_forms.get(form)
    return year and year.previous(-((row and row.kept_years) or 0)).ends


def kept_until(school_year: str | None, form: str | None = None) -> date | None:
    """Last day on which a disclosure is kept unless the school says otherwise.

    As many years after its school year as the circular states, else ``KEPT_YEARS``; None without
    a school year.
    """
    year = parse_year(school_year)
    row = catalogue().all_disclosure_forms.get(form)
    return year and year.previous(-((row and row.kept_years) or KEPT_YEARS)).ends


@implementer(INameFromTitle)
@adapter(IDisclosure)
class NameFromForm:
    """The id comes from form and school year (``bieu-mau-09-2023-2024``), else from the title."""

    def __init__(self, context: IDisclosure) -> None:
        form = catalogue().all_disclosure_forms.get(context.disclosure_form)
        name = f"{form.number} {context.school_year or ''}" if form else context.title
        self.title = slug(name or "") or "cong-khai"


def complete(doc: Any, event: Any) -> None:
    """Subscriber on creation and change: what was left empty and follows from the rest."""
    if IObjectCopiedEvent.providedBy(event):
        return
    if doc.kept_until is None:
        doc.kept_until = kept_until(doc.school_year, doc.disclosure_form)
    if not (doc.title or "").strip():
        doc.title = default_title(doc)


def default_title(doc: Any) -> str:
    """``Biểu mẫu 09 – Cam kết chất lượng ... – 2023-2024``."""
    form = catalogue().all_disclosure_forms.get(doc.disclosure_form)
    if form is not None:
        name = f"{form.number} – {form.title}"
    else:
        name = title_of(doc, "hcmedu.disclosure_groups", doc.disclosure_group)
    return " – ".join(part for part in (name, doc.school_year) if part)
