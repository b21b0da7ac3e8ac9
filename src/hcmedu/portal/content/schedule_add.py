"""The add form of a schedule, filled in for the next week, also with the table of another one.

Nothing is written before it is saved: so that links to it need no token.
"""

from datetime import date
from hcmedu.portal.content.moments import FIRST_YEAR
from hcmedu.portal.content.moments import LAST_YEAR
from hcmedu.portal.content.moments import now
from hcmedu.portal.content.schedule import WEEKLY_KINDS
from hcmedu.portal.content.schedule_forms import OfKind
from hcmedu.portal.content.schedule_tables import html_to_copy
from hcmedu.portal.content.tables.weeks import monday_of
from hcmedu.portal.content.tables.weeks import move_dates
from hcmedu.portal.content.tables.weeks import WEEK
from hcmedu.portal.content.terms import SCHEDULE_KINDS
from hcmedu.portal.school.root import section_of
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from typing import Any
from z3c.form.interfaces import IDataConverter


#: What a section holds, by its code (289/VP-CNTT VII–VIII).
KINDS_BY_SECTION = {"A29": "timetable", "A30": "menu", "A31": "weekly"}
KINDS = frozenset(kind for kind, _title in SCHEDULE_KINDS)


def kind_of_section(context: Any) -> str:
    """The kind of schedule that belongs here; empty where any may be."""
    section = section_of(context)
    return KINDS_BY_SECTION.get(getattr(section, "section_code", None) or "", "")


class ScheduleAddForm(OfKind, DefaultAddForm):
    """The stock form. ``kind``, ``week`` (its Monday) and ``copy_of`` (UID) in the address."""

    @property
    def label(self) -> str:
        return self.named("Add ${name}", super().label)

    def known_kind(self) -> str:
        """As the address says, else what belongs in the section."""
        wanted = self.request.form.get("kind")
        return wanted if wanted in [*KINDS] else kind_of_section(self.container)

    def updateWidgets(self, prefix: str | None = None) -> None:
        super().updateWidgets(prefix)
        if self.request.get("REQUEST_METHOD") == "GET":
            for name, value in self.proposals().items():
                widget = self.widgets[name]
                widget.value = IDataConverter(widget).toWidgetValue(value)

    def proposals(self) -> dict[str, Any]:
        """Values by field name; what can't be understood proposes nothing."""
        asked = self.request.form
        kind = self.known_kind()
        found: dict[str, Any] = {"schedule_kind": kind} if kind else {}
        if kind not in WEEKLY_KINDS:
            return found
        week = monday_in(asked.get("week")) or monday_of(now().date()) + WEEK
        found["week_start"] = week
        source = self.source(asked.get("copy_of"))
        if source is not None:
            html = move_dates(html_to_copy(source), monday_of(source.week_start), week)
            found["text"] = RichTextValue(html, "text/html", "text/x-html-safe")
        return found

    def source(self, uid: Any) -> Any | None:
        """The schedule of a week that is to be copied, if this person may see it."""
        if not isinstance(uid, str) or not uid:
            return None
        found = api.content.find(UID=uid, portal_type="Schedule")
        schedule = found[0].getObject() if found else None
        return schedule if schedule is not None and schedule.week_start else None


class ScheduleAddView(DefaultAddView):
    """``++add++Schedule``."""

    form = ScheduleAddForm


def monday_in(text: Any) -> date | None:
    """The Monday of an ISO date in an address; None for anything else, and for absurd years."""
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return monday_of(day) if FIRST_YEAR <= day.year <= LAST_YEAR else None
