"""Type ``YearbookEntry``: the numbers of a school in one school year (niên giám thống kê).

4210/GDĐT-TTTT III.3 and 3082/GDĐT-TTTT 3.7 (requirement A15): schools, classes, teachers, pupils,
facilities of the five latest years. One entry for each school year and school.
"""

from Acquisition import aq_base
from hcmedu.portal import _
from hcmedu.portal.content.fields import Area
from hcmedu.portal.content.fields import Count
from hcmedu.portal.content.indexers import own_attribute
from hcmedu.portal.content.rows import rows_field
from hcmedu.portal.content.rows import stored
from hcmedu.portal.content.rows import TableFieldWidget
from hcmedu.portal.content.vocabularies import PROMPT
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.content.yearbook_figures import figures
from hcmedu.portal.content.yearbook_sums import fill_totals
from hcmedu.portal.content.yearbook_sums import TOTALS
from plone import api
from plone.app.content.interfaces import INameFromTitle
from plone.autoform import directives
from plone.indexer import indexer
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface
from zope.lifecycleevent.interfaces import IObjectCopiedEvent
from zope.schema import getFieldNames


_FILLED = _("Left empty, it is filled with the sum of the table.")
#: Vocabulary of each choice in a row.
ROW_VOCABULARIES = {
    "grade": "hcmedu.grades",
    "role": "hcmedu.staff_roles",
    "qualification": "hcmedu.qualifications",
    "kind": "hcmedu.room_kinds",
}


class IGradeRow(Interface):
    """Classes and pupils of one grade."""

    grade = schema.Choice(title=_("Grade"), vocabulary="hcmedu.grades")
    classes = Count(title=_("Classes"))
    pupils = Count(title=_("Pupils"))
    girls = Count(title=_("Girls"), required=False)
    boarders = Count(title=_("Boarders"), required=False)


class IStaffRow(Interface):
    """Teachers, managers or employees of one role and qualification."""

    role = schema.Choice(title=_("Job title"), vocabulary="hcmedu.staff_roles")
    qualification = schema.Choice(
        title=_("Qualification"), vocabulary="hcmedu.qualifications", required=False
    )
    count = Count(title=_("Persons"))
    women = Count(title=_("Women"), required=False)


class IRoomRow(Interface):
    """Rooms of one kind."""

    kind = schema.Choice(title=_("Kind of room"), vocabulary="hcmedu.room_kinds")
    count = Count(title=_("Number"))
    area = Area(title=_("Area (m²)"), required=False)


class ISiteRow(Interface):
    """One place of the school."""

    name = schema.TextLine(title=_("Name of the site"))
    address = schema.TextLine(title=_("Address"), required=False)
    area = Area(title=_("Area (m²)"), required=False)


class IYearbookEntry(model.Schema):
    """The numbers of one school year."""

    directives.widget("school_year", prompt=True, promptMessage=PROMPT)
    school_year = schema.Choice(
        title=_("School year"),
        description=_("There is one yearbook for each school year."),
        vocabulary="hcmedu.school_years",
    )
    directives.omitted("title")
    title = schema.TextLine(title=_("Title"), required=False, readonly=True)

    model.fieldset(
        "pupils", label=_("Classes and pupils"), fields=["grades", "total_classes", "total_pupils"]
    )
    directives.widget("grades", TableFieldWidget)
    grades = rows_field(
        IGradeRow,
        title=_("Classes and pupils by grade"),
        description=_("One row for each grade. Girls and boarders are counted among the pupils."),
    )
    total_classes = Count(title=_("Classes in all"), description=_FILLED, required=False)
    total_pupils = Count(title=_("Pupils in all"), description=_FILLED, required=False)

    model.fieldset("staff", label=_("Teachers and staff"), fields=["staff", "total_staff"])
    directives.widget("staff", TableFieldWidget)
    staff = rows_field(
        IStaffRow,
        title=_("Teachers and staff by role and qualification"),
        description=_("One row for each role and qualification."),
    )
    total_staff = Count(title=_("Staff in all"), description=_FILLED, required=False)

    model.fieldset(
        "facilities",
        label=_("Facilities"),
        fields=["rooms", "computers", "library_books", "sites", "land_area"],
    )
    directives.widget("rooms", TableFieldWidget)
    rooms = rows_field(IRoomRow, title=_("Rooms by kind"))
    computers = Count(title=_("Computers"), required=False)
    library_books = Count(title=_("Books in the library"), required=False)
    directives.widget("sites", TableFieldWidget)
    sites = rows_field(ISiteRow, title=_("School sites"), description=_("The main site first."))
    land_area = Area(title=_("Land in all (m²)"), description=_FILLED, required=False)


def numbers(entry: Any) -> dict[str, Any]:
    """Tables and totals of an entry (or form data) as a plain dict for ``yearbook_sums``."""
    tables = {each.table for each in TOTALS}
    values: dict[str, Any] = {table: stored(getattr(entry, table, None)) for table in tables}
    return values | {each.field: getattr(entry, each.field, None) for each in TOTALS}


def row_title(context: Any, key: str, token: str) -> str:
    """Title of a token of a row, in the language of the request."""
    return translate(title_of(context, ROW_VOCABULARIES[key], token), context=getRequest())


def default_title(entry: Any) -> str:
    """``Niên giám thống kê năm học 2025-2026``, in the language of the site."""
    year = entry.school_year or ""
    message = _("Statistical yearbook of the school year ${year}", mapping={"year": year})
    return translate(message, target_language=api.portal.get_default_language())


def complete(entry: Any, event: Any) -> None:
    """Subscriber on creation and change: the title of the year, the totals left empty."""
    if IObjectCopiedEvent.providedBy(event):
        return
    if entry.school_year:
        entry.title = default_title(entry)
    for field, total in fill_totals(numbers(entry)).items():
        setattr(entry, field, total)


@implementer(INameFromTitle)
@adapter(IYearbookEntry)
class NameFromYear:
    """``nien-giam-2025-2026``: the same id for the same year, no two are born at once."""

    def __init__(self, context: IYearbookEntry) -> None:
        self.title = f"nien-giam-{context.school_year or ''}".strip("-")


total_classes = own_attribute("total_classes")
total_pupils = own_attribute("total_pupils")
total_staff = own_attribute("total_staff")


@indexer(IYearbookEntry)
def yearbook_figures(entry: Any) -> dict[str, Any]:
    """A column only: what lists over the years show, see ``yearbook_figures``."""
    base = aq_base(entry)
    return figures({name: getattr(base, name, None) for name in getFieldNames(IYearbookEntry)})
