"""Parts of records: documents, schedules, disclosures, consultations."""

from DateTime import DateTime
from datetime import date
from datetime import timedelta
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.browser.home.part import Part
from hcmedu.portal.browser.sections.schedule import today
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from hcmedu.portal.vietnamese import format_date
from typing import Any


#: How many days ahead the next day with a schedule may lie: over a weekend.
AHEAD = 3
KINDS = {"menu": _("Meals"), "weekly": _("Work schedule")}


class Documents(Part):
    """Newest documents of the school and of the authorities above."""

    label = _("Newest documents")
    css = "documents"
    template = "documents"
    codes = ("A07", "A06")

    @property
    def title(self) -> str:
        return _("New documents")

    @property
    def url(self) -> str:
        return ""

    def find(self) -> list[Any]:
        return queries.newest(
            self.sections, self.limit, sort_on="issue_date", portal_type="OfficialDocument"
        )

    def item(self, brain: Any) -> dict[str, Any]:
        row = super().item(brain)
        row.update(
            number=brains.value(brain, "document_number") or brain.Title,
            date=brains.day(brain, "issue_date"),
            abstract=brain.Description or brain.Title,
        )
        return row


class Schedules(Part):
    """What today and the next day bring, then the schedules and menus of this week and the next.

    The next day counts within ``AHEAD`` days: on Friday that is Monday, in the holidays nothing.
    """

    label = _("Schedule and menu of the week")
    css = "schedules"
    place = "side"
    template = "week"
    codes = ("A31", "A30")
    limit = 8

    @property
    def title(self) -> str:
        return _("This week")

    @property
    def url(self) -> str:
        return ""

    def find(self) -> list[Any]:
        monday = self.today - timedelta(days=self.today.weekday())
        return queries.newest(
            self.sections,
            self.limit,
            sort_on="week_start",
            portal_type="Schedule",
            week_start={"query": (monday, monday + timedelta(days=7)), "range": "min:max"},
        )[::-1]

    @cached_property
    def found(self) -> list[Any]:
        return self.find()

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        return [self.item(brain) for brain in self.found]

    @cached_property
    def days(self) -> list[dict[str, Any]]:
        """``label``, ``title``, ``url``, ``rows`` (when or which meal, what): meals and work of
        today, meals of the next day."""
        ahead = (self.of_day(self.today + timedelta(days=n), ["menu"]) for n in range(1, AHEAD + 1))
        return self.of_day(self.today, list(KINDS)) + next((rows for rows in ahead if rows), [])

    def of_day(self, day: date, kinds: list[str]) -> list[dict[str, Any]]:
        told = today(self.found, day)
        found = [(kind, told[kind]) for kind in kinds if told[kind] is not None]
        return [
            {
                "label": self.label_of(day),
                "title": KINDS[kind],
                "url": schedule.url,
                "rows": schedule.rows,
            }
            for kind, schedule in found
        ]

    def label_of(self, day: date) -> str:
        """``Hôm nay``, ``Ngày mai``, else the date."""
        near = {0: _("Today"), 1: _("Tomorrow")}
        return near.get((day - self.today).days, format_date(day))


class Disclosures(Part):
    """What the school made public for the newest school year that it disclosed anything for."""

    label = _("Disclosures of the year")
    css = "disclosures"
    place = "side"
    codes = ("A13",)

    def find(self) -> list[Any]:
        found = queries.newest(
            self.sections, self.limit, sort_on="school_year", portal_type="Disclosure"
        )
        newest = brains.value(found[0], "school_year") if found else None
        self.year = newest or ""
        return [brain for brain in found if brains.value(brain, "school_year") == newest]

    @property
    def note(self) -> str:
        """``Năm học 2026-2027`` of what is shown."""
        year = self.year if self.items else ""
        return _("School year ${year}", mapping={"year": year}) if year else ""


class Consultations(Part):
    """Topics on which people are asked and may still answer."""

    label = _("Open consultations")
    css = "consultations"
    place = "side"
    codes = ("A11",)
    limit = 3

    def find(self) -> list[Any]:
        now = DateTime()
        found = queries.newest(
            self.sections,
            self.limit,
            sort_on="closes",
            portal_type="ConsultationTopic",
            closes={"query": now, "range": "min"},
            opens={"query": now, "range": "max"},
        )
        return found[::-1]

    def item(self, brain: Any) -> dict[str, Any]:
        row = super().item(brain)
        closes = brains.moment(brain, "closes")
        if closes:
            row["note"] = _("Open until ${closes}", mapping={"closes": closes})
        return row
