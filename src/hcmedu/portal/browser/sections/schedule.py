"""Display ``schedule``: this week's table at once, the timetable of a class (A29, A30, A31)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.sections.base import Display
from hcmedu.portal.browser.sections.timetables import Choice
from hcmedu.portal.browser.sections.timetables import Timetables
from hcmedu.portal.browser.sections.weeks import span
from hcmedu.portal.browser.sections.weeks import week_of
from hcmedu.portal.browser.sections.weeks import Weeks
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.content.moments import now
from hcmedu.portal.content.schedule import WEEKLY_KINDS
from hcmedu.portal.content.schedule_add import kind_of_section
from hcmedu.portal.content.schedule_tables import class_html
from hcmedu.portal.content.schedule_tables import tables_html
from hcmedu.portal.content.schedule_view import ScheduleView
from hcmedu.portal.content.tables.weeks import monday_of
from hcmedu.portal.content.terms import ALL_GRADES
from hcmedu.portal.content.terms import TERMS
from hcmedu.portal.listing import brains
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import CheckKind
from plone import api
from plone.batching import Batch
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode


#: Tables of one week that stand on the page; more of them are cards. Each wakes an object.
SHOWN = 2
#: Weeks in the list of the others: a school year and more.
LISTED = 60
TERM_TITLES = dict(TERMS)


@dataclass(frozen=True)
class Today:
    """What a schedule says of one day: pairs of when (or which meal) and what; may be long."""

    title: str
    url: str
    rows: list[tuple[str, str]]


def today(found: Iterable[Any], day: date) -> dict[str, Today | None]:
    """What brains of schedules say of a day: ``menu`` and ``weekly``, each a ``Today``.

    None where there is none of that week, or where its table has no day that is recognised. No
    object is woken, no query made: the brains are those of the week in the order of preference.
    """
    told: dict[str, Today | None] = {"menu": None, "weekly": None}
    for brain in found:
        kind = brains.value(brain, "schedule_kind")
        rows = (brains.value(brain, "schedule_days") or {}).get(day.weekday())
        if kind in told and told[kind] is None and rows and week_of(brain) == monday_of(day):
            told[kind] = Today(brain.Title, brains.url(brain), list(rows))
    return told


class Schedule(Display):
    """Weeks with their tables, or timetables class by class; what a section has decides."""

    types = ("Schedule",)
    batch_size = LISTED
    weeks_template = ViewPageTemplateFile("weeks.pt")
    timetables_template = ViewPageTemplateFile("timetables.pt")
    item_template = ViewPageTemplateFile("schedule_item.pt")

    @cached_property
    def now(self) -> datetime:
        return now()

    @cached_property
    def today(self) -> date:
        """The day in the portal's time zone, whatever that of the machine."""
        return in_zone(self.now).date()

    def update(self) -> None:
        self.results = list(self.find(**self.query()))
        weekly = [each for each in self.results if week_of(each) is not None]
        self.weeks = Weeks(weekly, self.request.form.get("tuan"), self.today)
        plans = [each for each in self.results if week_of(each) is None]
        self.timetables = Timetables(plans, self.request.form) if plans else None
        last = max(1, -(-len(self.weeks.others) // LISTED))
        page = min(self.page, last)
        self.batch = Batch.fromPagenumber(self.weeks.others, LISTED, page)

    @property
    def empty(self) -> bool:
        return not self.results and not self.others

    @property
    def has_weeks(self) -> bool:
        return bool(self.weeks.found) or (self.kind in WEEKLY_KINDS and self.may_add)

    def render(self) -> str:
        weeks = self.weeks_template() if self.has_weeks else ""
        return weeks + (self.timetables_template() if self.timetables else "") + self.beside()

    @cached_property
    def kind(self) -> str:
        """What this section holds; empty where its items don't tell either."""
        found = (brains.value(each, "schedule_kind") for each in self.results)
        return kind_of_section(self.context) or next(filter(None, found), "")

    @cached_property
    def url(self) -> str:
        return self.context.absolute_url()

    # Weeks ----------------------------------------------------------------------------------

    def tabs(self) -> list[dict[str, Any]]:
        """This week and the next one."""
        names = ((self.weeks.this, _("This week")), (self.weeks.next, _("Next week")))
        return [self.week(monday, title) for monday, title in names]

    def week(self, monday: date, title: str = "") -> dict[str, Any]:
        return {
            "title": title,
            "span": span(monday),
            "url": f"{self.url}{self.weeks.query(monday)}",
            "current": "page" if monday == self.weeks.chosen else None,
        }

    @cached_property
    def week_items(self) -> list[Any]:
        return self.weeks.found.get(self.weeks.chosen, [])

    def tables(self) -> list[dict[str, Any]]:
        """The items of the chosen week that stand on the page."""
        return [self.shown(brain) for brain in self.week_items[:SHOWN]]

    def shown(self, brain: Any, choice: Choice | None = None) -> dict[str, Any]:
        """One item with its table; woken, since the table is no column of the catalog."""
        schedule = brain.getObject()
        view = ScheduleView(schedule, self.request)
        name = choice.name if choice else ""
        day = self.today if choice is None or self.timetables.is_newest else None
        html = class_html(schedule, name, self.request, day) if name else ""
        return {
            "title": brain.Title,
            "url": brains.url(brain),
            "published": brains.published(brain),
            "draft": brain.review_state != "published",
            "html": html or tables_html(schedule, self.request, day, 3),
            "picture": view.picture(),
            "download": view.download(),
        }

    def more_of_week(self) -> str:
        rest = self.week_items[SHOWN:]
        return self.cards_template(cards=[self.card(brain) for brain in rest]) if rest else ""

    def card(self, brain: Any) -> dict[str, Any]:
        row = super().card(brain)
        row["icon"] = icons.icon("calendar-week")
        return row

    def months(self) -> list[dict[str, Any]]:
        """The other weeks, by the month in which they begin."""
        found: dict[tuple[int, int], list[dict[str, Any]]] = {}
        for monday in self.batch:
            found.setdefault((monday.year, monday.month), []).append(self.week(monday))
        return [
            {
                "title": _("Month ${month}/${year}", mapping={"month": month, "year": year}),
                "weeks": weeks,
            }
            for (year, month), weeks in found.items()
        ]

    # For editors ----------------------------------------------------------------------------

    @cached_property
    def may_add(self) -> bool:
        if api.user.is_anonymous():
            return False
        return "Schedule" in [fti.getId() for fti in self.context.allowedContentTypes()]

    def missing(self) -> list[dict[str, str]]:
        """For people who may add: weeks that nobody has begun, with where to begin them.

        This week, the next one and the one that the page shows, which stands first.
        """
        if not self.may_add or self.kind not in WEEKLY_KINDS:
            return []
        wanted = dict.fromkeys((self.weeks.chosen, self.weeks.this, self.weeks.next))
        return [self.begin(each) for each in wanted if self.lacks(each)]

    def lacks(self, monday: date) -> bool:
        items = self.weeks.found.get(monday, ())
        return not any(brains.value(each, "schedule_kind") == self.kind for each in items)

    def begin(self, monday: date) -> dict[str, str]:
        last = self.weeks.nearest(monday, self.kind)
        asked = {"kind": self.kind, "week": monday.isoformat()}
        add = f"{self.url}/++add++Schedule?"
        again = add + urlencode({**asked, "copy_of": last.UID}) if last is not None else ""
        return {"span": span(monday), "add": add + urlencode(asked), "again": again}

    def demand(self) -> str:
        """What the law says of the deadline; empty where it says nothing."""
        section = catalogue().sections.get(getattr(self.context, "section_code", None) or "")
        found = (each.demand for each in (section.checks if section else ()) if is_weekly(each))
        return next(found, "")

    # Timetables -----------------------------------------------------------------------------

    def periods(self) -> list[dict[str, Any]]:
        tables = self.timetables
        return [
            {
                "title": period_title(period),
                "url": f"{self.url}{tables.query(period)}",
                "current": "true" if period == tables.period else None,
            }
            for period in tables.periods
        ]

    def grades(self) -> list[dict[str, Any]]:
        return [
            {
                "title": ALL_GRADES.get(grade) or grade or _("Whole school"),
                "choices": [self.choice(each) for each in choices],
            }
            for grade, choices in self.timetables.grades
        ]

    def choice(self, choice: Choice) -> dict[str, Any]:
        tables = self.timetables
        title = choice.name or ALL_GRADES.get(choice.grade) or _("Whole school")
        return {
            "title": title,
            "url": f"{self.url}{tables.query(tables.period, choice)}",
            "current": "true" if choice == tables.chosen else None,
        }

    def timetable(self) -> dict[str, Any]:
        chosen = self.timetables.chosen
        name = chosen.name
        heading = _("Class ${name}", mapping={"name": name}) if name else chosen.brain.Title
        return {
            **self.shown(chosen.brain, chosen),
            "heading": heading,
            "period": period_title(self.timetables.period),
        }

    def former(self) -> list[dict[str, Any]]:
        return [self.card(brain) for brain in self.timetables.former]


def is_weekly(check: Any) -> bool:
    return check.kind == CheckKind.WEEKLY_DEADLINE


def period_title(period: tuple[str, str]) -> str:
    """``Học kỳ I, 2026-2027``, a message."""
    year, term = period
    if not term:
        return year
    return _("${term}, ${year}", mapping={"term": TERM_TITLES.get(term, term), "year": year})
