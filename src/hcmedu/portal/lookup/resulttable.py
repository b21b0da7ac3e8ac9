"""Type ``ResultTable``: results of an examination, or certificates, to be looked up one by one.

3082/GDĐT-TTTT 3.9, 4210/GDĐT-TTTT III.3 and Quận 8 2.11 (requirements A21, A22): pupils and parents
look up marks, results and certificates. The item says what it is about; the table itself is no
field of it, see ``store``.
"""

from datetime import date
from hcmedu.portal import _
from hcmedu.portal.content.errors import MessageError
from hcmedu.portal.content.indexers import searchable
from hcmedu.portal.content.moments import now
from hcmedu.portal.content.richtext import plain
from plone.app.textfield import RichText
from plone.indexer import indexer
from plone.supermodel import model
from typing import Any
from zope import schema


#: Later days are typing errors: nobody keeps personal data longer than a life.
LAST_YEAR = 2199


def in_a_year() -> date:
    """Default of the day until which one may look up."""
    today = now().date()
    return date(today.year + 1, today.month, min(today.day, 28))


def is_sensible(day: date) -> bool:
    """Constraint: a year that a table of this portal can have."""
    if not 2000 <= day.year <= LAST_YEAR:
        raise MessageError(_("Please enter a day between 2000 and 2199."))
    return True


class IResultTable(model.Schema):
    """What can be looked up, until when, and whom one tells of an error."""

    title = schema.TextLine(
        title=_("Title"),
        description=_("For example Results of the examination of gifted pupils, 2026-2027."),
    )
    description = schema.Text(
        title=_("Summary"), description=_("One or two sentences for lists."), required=False
    )
    instructions = RichText(
        title=_("Instructions"),
        description=_("What visitors should know before they look up; not required."),
        required=False,
    )
    removal_date = schema.Date(
        title=_("Can be looked up until"),
        description=_("After this day all entries of the table are removed for good."),
        defaultFactory=in_a_year,
        constraint=is_sensible,
    )
    contact = schema.TextLine(
        title=_("Contact for errors"),
        description=_("Whom one tells of an error in the table, with phone or e-mail."),
        required=False,
    )


@indexer(IResultTable)
def SearchableText(item: IResultTable) -> str:
    """What stands on the page; never anything of the table."""
    return searchable(item.title, item.description, plain(item.instructions))


def is_over(item: Any) -> bool:
    """Whether the last day has passed by the server's clock."""
    return item.removal_date is None or now().date() > item.removal_date
