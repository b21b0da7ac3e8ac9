"""One yearbook for each school year and school, and sums that agree: on every way in.

Forms and REST pass ``YearbookValidator``. Scripts, move and paste pass the subscriber ``only_one``;
``yearbook_paste`` asks before people paste.
"""

from collections.abc import Iterator
from hcmedu.portal import _
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.fieldsets import FieldsetValidator
from hcmedu.portal.content.rows import stored
from hcmedu.portal.content.yearbook import IYearbookEntry
from hcmedu.portal.content.yearbook import row_title
from hcmedu.portal.content.yearbook_sums import problems
from hcmedu.portal.content.yearbook_sums import TOTALS
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.school.root import school_root
from plone import api
from plone.app.iterate.dexterity.utils import get_baseline
from plone.app.iterate.dexterity.utils import get_working_copy
from plone.app.iterate.interfaces import IWorkingCopy
from typing import Any
from z3c.form.util import getSpecification
from z3c.form.validator import WidgetsValidatorDiscriminators
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.globalrequest import getRequest
from zope.i18n import translate


def home(context: Any) -> Any:
    """The school root of the context; the site where nothing else is a school."""
    root = school_root(context)
    return api.portal.get() if root is None else root


def entries_of(root: Any, year: str) -> Iterator[Any]:
    """Yearbooks of a school year in this school, whatever the user may see."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="YearbookEntry", school_year=year, path="/".join(root.getPhysicalPath())
    )
    for brain in brains:
        entry = _object(brain)
        if getattr(entry, "school_year", None) == year and _same(home(entry), root):
            yield entry


def _object(brain: Any) -> Any | None:
    """The object of a brain; None for a brain that a careless deletion left behind."""
    try:
        return brain._unrestrictedGetObject()
    except (AttributeError, KeyError, NotFound):
        return None


def other_entry(context: Any, year: str | None, entry: Any = None) -> Any | None:
    """Another yearbook of that year in the school of ``context``; None when there is none.

    ``entry`` itself does not count, nor does its baseline or working copy.
    """
    if not year:
        return None
    own = [entry, *_twins(entry)] if entry is not None else []
    entries = entries_of(home(context), year)
    return next((each for each in entries if not any(_same(each, one) for one in own)), None)


def _twins(entry: Any) -> list[Any]:
    """Baseline and working copy of an entry that is being revised."""
    return [twin for twin in (get_baseline(entry), get_working_copy(entry)) if twin is not None]


def _same(one: Any, other: Any) -> bool:
    return one.getPhysicalPath() == other.getPhysicalPath()


def taken(year: str) -> str:
    """The message about a year that has its yearbook."""
    return _("The school year ${year} already has its yearbook.", mapping={"year": year})


class YearbookValidator(FieldsetValidator):
    """The rules that need more than one field or the site; each needs one fieldset only."""

    def validate(self, data: dict[str, Any]) -> tuple[Exception, ...]:
        found = [FieldInvalid(message, field) for field, message in self._problems(data)]
        return (*super().validate(data), *self.told(found))

    def _problems(self, data: dict[str, Any]) -> list[tuple[str, str]]:
        found = problems(self._numbers(data), lambda key, token: row_title(self._place, key, token))
        if "school_year" in data and other_entry(self._place, data["school_year"], self.context):
            found.append(("school_year", taken(data["school_year"])))
        return found

    @property
    def _place(self) -> Any:
        """The entry, or where the add form stands."""
        return self.context if self.context is not None else self.view.context

    def _numbers(self, data: dict[str, Any]) -> dict[str, Any]:
        tables = {each.table for each in TOTALS}
        fields = tables | {each.field for each in TOTALS}
        found = {name: data.get(name, getattr(self.context, name, None)) for name in fields}
        return found | {table: stored(found[table]) for table in tables}


WidgetsValidatorDiscriminators(
    YearbookValidator,
    request=IHcmeduPortalLayer,
    schema=getSpecification(IYearbookEntry, force=True),
)


def only_one(entry: Any, event: Any) -> None:
    """Subscriber on added and moved: the last barrier, for scripts, move and paste (400).

    A working copy is born with its marker, before it is tied to its baseline.
    """
    if getattr(event, "newParent", None) is None or IWorkingCopy.providedBy(entry):
        return
    year = entry.school_year
    if other_entry(entry, year, entry) is not None:
        raise BadRequest(translate(taken(year), context=getRequest()))
