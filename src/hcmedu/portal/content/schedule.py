"""Type ``Schedule``: timetable, menu, weekly work schedule.

289/VP-CNTT VII–VIII (requirements A29–A31): the timetable by school year, term, grade and class;
menu and work schedule week by week, the next week's before 16:00 on Friday. The table is typed,
pasted from Excel, or uploaded.
"""

from datetime import date
from datetime import timedelta
from hcmedu.portal import _
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.filetext import file_text
from hcmedu.portal.content.indexers import own_attribute
from hcmedu.portal.content.indexers import searchable
from hcmedu.portal.content.richtext import is_empty
from hcmedu.portal.content.richtext import plain
from hcmedu.portal.content.schedule_tables import classes_of
from hcmedu.portal.content.schedule_tables import days_told
from hcmedu.portal.content.tablefields import PastedCells
from hcmedu.portal.content.tablefields import table_upload
from hcmedu.portal.content.tablefields import with_table
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.vietnamese import slug
from plone import api
from plone.app.content.interfaces import INameFromTitle
from plone.app.textfield import RichText
from plone.app.textfield.value import RichTextValue
from plone.indexer import indexer
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import invariant
from zope.lifecycleevent.interfaces import IObjectCopiedEvent


WEEKLY_KINDS = frozenset({"menu", "weekly"})


class ISchedule(model.Schema):
    """Which schedule it is, and the schedule itself: typed as a table, or a file."""

    schedule_kind = schema.Choice(title=_("Kind of schedule"), vocabulary="hcmedu.schedule_kinds")
    week_start = schema.Date(
        title=_("Monday of the week"),
        description=_("For a menu and a weekly work schedule."),
        required=False,
    )
    school_year = schema.Choice(
        title=_("School year"),
        description=_("For a timetable."),
        vocabulary="hcmedu.school_years",
        required=False,
    )
    term = schema.Choice(title=_("Term"), vocabulary="hcmedu.terms", required=False)
    grade = schema.Choice(
        title=_("Grade"),
        description=_("Left empty: all grades."),
        vocabulary="hcmedu.grades",
        required=False,
    )
    classes = schema.List(
        title=_("Names of the classes"),
        description=_(
            "One in each line, for example 6A1. Left empty: those that are named by the sheets "
            "or in the head of the table."
        ),
        value_type=schema.TextLine(max_length=30),
        required=False,
        max_length=200,
    )
    pasted = PastedCells(
        title=_("Paste from Excel here"),
        description=_(
            "Select the cells in Excel, copy them and paste them here; they become a table when "
            "you save. It takes the place of the table below, other text stays."
        ),
        required=False,
    )
    text = RichText(
        title=_("Table"), description=_("Typed here, or as a file below."), required=False
    )
    model.primary("file")
    file = NamedBlobFile(
        title=_("File"),
        description=_(
            "PDF, Word, Excel or a picture. Of an Excel file (.xlsx) the page shows the tables, "
            "one sheet for each class."
        ),
        required=False,
        constraint=table_upload,
    )
    title = schema.TextLine(
        title=_("Title in lists"),
        description=_("Left empty: kind and week, or school year and term."),
        required=False,
    )

    @invariant
    def is_of_a_time(data: Any) -> None:
        """A week, from Monday on, or a school year: what the kind demands."""
        if data.schedule_kind in WEEKLY_KINDS:
            check_monday(data.week_start)
        elif data.schedule_kind == "timetable" and not data.school_year:
            raise FieldInvalid(_("A timetable needs its school year."), "school_year")

    @invariant
    def shows_something(data: Any) -> None:
        pasted = (getattr(data, "pasted", None) or "").strip()
        if is_empty(data.text) and not data.file and not pasted:
            raise FieldInvalid(_("Please type the table, or choose a file."), "text")


def check_monday(week_start: date | None) -> None:
    """Raise ``FieldInvalid`` unless the week is given and begins on a Monday."""
    if week_start is None:
        raise FieldInvalid(_("Please enter the Monday with which the week begins."), "week_start")
    if week_start.weekday():
        monday = week_start - timedelta(days=week_start.weekday())
        raise FieldInvalid(
            _(
                "${day} is no Monday; the week of that day begins on ${monday}.",
                mapping={"day": format_date(week_start), "monday": format_date(monday)},
            ),
            "week_start",
        )


def week_text(week_start: date | None) -> str:
    """The week as a message: ``Tuần từ 16/11/2026 đến 22/11/2026``; empty without one."""
    if week_start is None:
        return ""
    days = {
        "monday": format_date(week_start),
        "sunday": format_date(week_start + timedelta(days=6)),
    }
    return _("Week from ${monday} to ${sunday}", mapping=days)


def default_title(schedule: Any) -> str:
    """``Thực đơn – Tuần từ ... đến ...`` in the language of the site."""
    parts = [title_of(schedule, "hcmedu.schedule_kinds", schedule.schedule_kind)]
    if schedule.week_start is not None:
        parts.append(week_text(schedule.week_start))
    else:
        parts += [title_of(schedule, f"hcmedu.{name}s", getattr(schedule, name)) for name in _PARTS]
    language = api.portal.get_default_language()
    return " – ".join(translate(part, target_language=language) for part in parts if part)


#: What names a timetable; the vocabulary of each is ``hcmedu.<name>s``.
_PARTS = ("school_year", "term", "grade")


def complete(schedule: Any, event: Any) -> None:
    """Subscriber on creation and change: the table out of pasted cells, the title if left empty."""
    if IObjectCopiedEvent.providedBy(event):
        return
    if (schedule.pasted or "").strip():
        html = with_table(getattr(schedule.text, "raw", None) or "", schedule.pasted)
        schedule.text = RichTextValue(html, "text/html", "text/x-html-safe")
    schedule.pasted = None
    if not (schedule.title or "").strip() and schedule.schedule_kind:
        schedule.title = default_title(schedule)


@implementer(INameFromTitle)
@adapter(ISchedule)
class NameFromKind:
    """``thuc-don-2026-11-16``: kind and week, else the title."""

    def __init__(self, context: ISchedule) -> None:
        kind = title_of(context, "hcmedu.schedule_kinds", context.schedule_kind)
        language = api.portal.get_default_language()
        week = context.week_start.isoformat() if context.week_start else ""
        name = f"{translate(kind, target_language=language)} {week}" if week else context.title
        self.title = slug(name or "") or "lich"


grade = own_attribute("grade")
schedule_kind = own_attribute("schedule_kind")
term = own_attribute("term")
week_start = own_attribute("week_start")


@indexer(ISchedule)
def school_classes(schedule: ISchedule) -> list[str]:
    """Column: the classes of a timetable."""
    if schedule.schedule_kind != "timetable":
        raise AttributeError("school_classes")
    return list(classes_of(schedule))


@indexer(ISchedule)
def schedule_days(schedule: ISchedule) -> dict[int, list[tuple[str, str]]]:
    """Column: what each day of a week brings, so that no object is woken for 'today'."""
    if schedule.schedule_kind not in WEEKLY_KINDS:
        raise AttributeError("schedule_days")
    return days_told(schedule)


@indexer(ISchedule)
def SearchableText(schedule: ISchedule) -> str:
    filename = getattr(schedule.file, "filename", "")
    about = searchable(schedule.title, schedule.school_year, plain(schedule.text), filename)
    return searchable(about, file_text(schedule))
