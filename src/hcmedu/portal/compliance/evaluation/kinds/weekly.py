"""The plan of a week is there before an hour of the week before (289 VII, VIII; A30, A31)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.asking import evidence
from hcmedu.portal.compliance.evaluation.kinds import times
from hcmedu.portal.compliance.evaluation.kinds.findings import adding
from hcmedu.portal.compliance.evaluation.model import Fact
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Mend
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Status
from hcmedu.portal.regulations.checks import Weekday
from hcmedu.portal.vietnamese import SchoolYear
from hcmedu.portal.vietnamese.workdays import is_working_day


DAY, WEEK = timedelta(days=1), timedelta(days=7)
WORKING_DAYS = 5
#: So many weeks are looked back for the last one with a day of work, and ahead for what is due.
BACK, AHEAD = 4, 8
KIND = "Schedule"


@dataclass(frozen=True)
class Week:
    """A week for which a plan is demanded, and the plans that cover it, in time ones first."""

    monday: date
    due: datetime
    plans: tuple[Fact, ...]

    @property
    def in_time(self) -> bool:
        """'Trước 16 giờ': at the hour itself it is too late."""
        moments = map(times.came, self.plans)
        return any(moment is None or moment < self.due for moment in moments)

    @property
    def values(self) -> dict[str, object]:
        sunday = self.monday + WEEK - DAY
        return {"monday": self.monday, "sunday": sunday, "due": self.due}


def weekly_deadline(case: Case) -> Finding:
    """The latest deadline that has passed decides: in time, late, or not there at all.

    289 names Friday 16:00 and nothing else, so a holiday moves the deadline neither way: a school
    that is closed on that Friday publishes before it. No plan is demanded for a week without any
    day of work; then the week before decides. A plan that may as well be made for a term or a
    school year (menus) is demanded in the time of teaching only, from 1 September to 31 May; others
    all year. ``due`` is the next deadline whose plan is not there yet.
    """
    latest = latest_week(case)
    found = list(weeks(case, latest - BACK * WEEK, latest + AHEAD * WEEK))
    due = next((week.due for week in found if week.due > case.now and not week.plans), None)
    passed = [week for week in found if week.due <= case.now]
    if not passed or in_holidays(case, latest):
        return Finding(Status.NOT_APPLICABLE, due=due)
    return judged(case, passed[-1], due)


def judged(case: Case, week: Week, due: datetime | None) -> Finding:
    if week.in_time:
        return Finding(Status.MET, evidence=evidence(week.plans), due=due, mend=mend(case, due))
    if week.plans:
        late = {**week.values, "published": times.came(week.plans[0])}
        told = Missing("week_late", late)
        return Finding(Status.PARTIAL, told, evidence(week.plans), due=due, mend=mend(case, due))
    told = Missing("week_missing", week.values)
    return Finding(Status.NOT_MET, told, due=due, mend=mend(case, week.due))


def mend(case: Case, due: datetime | None) -> Mend | None:
    """The form for the plan that is due then."""
    if due is None:
        return None
    kind = case.param("schedule_kind")
    asked = {"schedule_kind": kind} if kind else {}
    return adding(case, KIND, **asked, week_start=monday_of(due.date()) + WEEK)


def weeks(case: Case, first: date, last: date) -> Iterator[Week]:
    """The weeks with a plan demanded that begin between two Mondays, both included."""
    plans = times.seen(case, candidates(case, first, last))
    weekly, longer = by_week(plans), lasting(case, plans)
    monday = first
    while monday <= last:
        if demanded(case, monday):
            own = {plan.uid: plan for plan in weekly.get(monday, ())}
            own.update({plan.uid: plan for plan in longer if covers(case, plan, monday)})
            yield Week(monday, deadline(case, monday), tuple(sorted(own.values(), key=earliest)))
        monday += WEEK


def by_week(plans: list[Fact]) -> dict[date, list[Fact]]:
    """Monday → the plans of that week."""
    found: dict[date, list[Fact]] = {}
    for plan in plans:
        begins = plan.values.get("week_start")
        if isinstance(begins, date):
            found.setdefault(monday_of(begins), []).append(plan)
    return found


def lasting(case: Case, plans: list[Fact]) -> list[Fact]:
    """The plans that may be for more than a week, few among many: see ``is_valid``."""
    if not case.param("or_valid_for"):
        return []
    return [
        plan
        for plan in plans
        if plan.values.get("term") or not isinstance(plan.values.get("week_start"), date)
    ]


def earliest(plan: Fact) -> tuple[float, str]:
    moment = times.came(plan)
    return moment.timestamp() if moment else 0.0, plan.url


def deadline(case: Case, monday: date) -> datetime:
    """The hour of the week before by which the plan is to be there."""
    weekday = list(Weekday).index(Weekday(case.param("weekday")))
    return times.at(case, monday - WEEK + weekday * DAY, time.fromisoformat(case.param("time")))


def latest_week(case: Case) -> date:
    """Monday of the week whose deadline was the last to pass."""
    following = monday_of(case.today) + WEEK
    return following if deadline(case, following) <= case.now else following - WEEK


def monday_of(day: date) -> date:
    return day - day.weekday() * DAY


def days_of(monday: date) -> list[date]:
    return [monday + number * DAY for number in range(WORKING_DAYS)]


def demanded(case: Case, monday: date) -> bool:
    """Whether somebody works, and is taught where it is about that, on a day of the week."""
    if in_holidays(case, monday) or SchoolYear.of(days_of(monday)[-1]).start < times.founded(case):
        return False
    return any(is_working_day(day, case.days_off) for day in days_of(monday))


def in_holidays(case: Case, monday: date) -> bool:
    """Whether a plan of the time of teaching is asked for a week of the summer."""
    if not case.param("or_valid_for"):
        return False
    return all(times.term_of(case, day) == "summer" for day in days_of(monday))


def candidates(case: Case, first: date, last: date) -> list[Fact]:
    """Plans of the weeks between, and of the school years in which they lie."""
    kind = case.param("schedule_kind")
    having = {"schedule_kind": (kind,)} if kind else {}
    spans = {"week_start": (first, last + WEEK - DAY)}
    found = {plan.uid: plan for plan in case.items(types=(KIND,), having=having, spans=spans)}
    if case.param("or_valid_for"):
        longer = case.items(types=(KIND,), having={**having, "school_year": years(first, last)})
        found.update({plan.uid: plan for plan in longer})
    return list(found.values())


def years(first: date, last: date) -> tuple[str, ...]:
    """Titles of the school years of all weeks between two Mondays."""
    begin, end = SchoolYear.of(first).start, SchoolYear.of(last + WEEK).start
    return tuple(SchoolYear(start).title for start in range(begin, end + 1))


def covers(case: Case, plan: Fact, monday: date) -> bool:
    """Whether it is for a longer time in which the week lies."""
    longer = case.param("or_valid_for") or ()
    return any(is_valid(plan, case, day, longer) for day in days_of(monday))


def is_valid(plan: Fact, case: Case, day: date, longer: tuple[str, ...]) -> bool:
    """Whether a plan for a term or a school year covers a day.

    The form asks every menu for its first week. So one with a week is for longer only if it says
    for which term, or that it is for the whole year; it covers what comes after its first week.
    """
    begins, term = plan.values.get("week_start"), plan.values.get("term")
    if plan.values.get("school_year") != SchoolYear.of(day).title:
        return False
    if isinstance(begins, date) and (not term or day < begins):
        return False
    if term in (None, "", "year"):
        return "school_year" in longer
    return "term" in longer and term == times.term_of(case, day)
