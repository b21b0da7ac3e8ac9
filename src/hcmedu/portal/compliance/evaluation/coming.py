"""The deadlines that each kind of check brings between two days. Pure."""

from calendar import monthrange
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.kinds import disclosure
from hcmedu.portal.compliance.evaluation.kinds import fresh
from hcmedu.portal.compliance.evaluation.kinds import prompt
from hcmedu.portal.compliance.evaluation.kinds import times
from hcmedu.portal.compliance.evaluation.kinds import timetables
from hcmedu.portal.compliance.evaluation.kinds import weekly
from hcmedu.portal.compliance.evaluation.kinds import yearly
from hcmedu.portal.compliance.evaluation.kinds.articles import year_after
from hcmedu.portal.compliance.evaluation.kinds.findings import adding
from hcmedu.portal.compliance.evaluation.kinds.findings import number_filled
from hcmedu.portal.compliance.evaluation.kinds.findings import types_of
from hcmedu.portal.compliance.evaluation.model import Mend
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Status
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.model import CheckKind
from hcmedu.portal.vietnamese import SchoolYear


#: The last minute of a day, for what may be done on all of it.
EVENING = time(23, 59)
TOPIC = "ConsultationTopic"
#: Numbers of the terms as they are written.
ROMAN: Mapping[str, str] = {"2": "II"}
#: A review that is judged so leaves nothing to do; a school's first year asks for none.
KEPT = frozenset({Status.MET, Status.NOT_APPLICABLE})


@dataclass(frozen=True)
class Deadline:
    """One day or hour by which something is to be done.

    ``when``: aware; with ``all_day`` the whole day is left, and it is 23:59 of it. ``key``: of the
    check (``A31.friday``), which with ``when`` and ``uid`` is unique. ``owner``: code of the
    section or item. ``what``: to be said with ``wording.sentence``. ``done``: None where nobody
    can tell. ``check``: with its citations. ``mend``: where it is done, None once it is. ``uid``:
    of the item concerned. ``lasting``: once over, it can still be done; else it has no ``mend``.
    """

    when: datetime
    key: str
    owner: str
    check: Check
    what: Missing
    done: bool | None = None
    all_day: bool = False
    mend: Mend | None = None
    uid: str = ""
    lasting: bool = True


def made(
    case: Case,
    day: date,
    what: Missing,
    done: bool | None = None,
    mend: Mend | None = None,
    uid: str = "",
    lasting: bool = True,
) -> Deadline:
    """A deadline that is a whole day."""
    when, left = times.at(case, day, EVENING), mend if lasting and not done else None
    named = case.key, case.owner.code, case.check
    return Deadline(when, *named, what, done, True, left, uid, lasting)


def weeks(case: Case, first: date, last: date) -> Iterator[Deadline]:
    """One for each week with a plan demanded (289 VII, VIII). One that passed was kept, or not.

    The latest alone can still be made up for, as the judge has it; a plan that came late stays so.
    """
    monday = weekly.monday_of(first) + weekly.WEEK
    for week in weekly.weeks(case, monday, weekly.monday_of(last) + weekly.WEEK):
        done = week.in_time if week.due <= case.now else bool(week.plans)
        span = {name: value for name, value in week.values.items() if name != "due"}
        lasting = week.monday >= weekly.latest_week(case) and not (week.plans and not done)
        mend = weekly.mend(case, week.due) if lasting and not done else None
        what = Missing("due_week", span)
        named = case.key, case.owner.code, case.check
        yield Deadline(week.due, *named, what, done, mend=mend, lasting=lasting)


def yearly_ones(case: Case, first: date, last: date) -> Iterator[Deadline]:
    if case.param("period"):
        return disclosed(case, first, last)
    if case.param("schedule_kind"):
        return timetabled(case, first, last)
    return reviewed(case, first, last)


def years_around(first: date, last: date) -> Iterator[SchoolYear]:
    """Every school year of which a deadline may lie between two days."""
    for start in range(SchoolYear.of(first).start - 1, SchoolYear.of(last).start + 2):
        yield SchoolYear(start)


def disclosed(case: Case, first: date, last: date) -> Iterator[Deadline]:
    """The forms of a circular by a day of each school year that it governs."""
    regulation = disclosure.regulation_of(case)
    wanted = disclosure.forms(case, regulation)
    for year in years_around(first, last):
        day = disclosure.due_day(case, year)
        if not first <= day <= last or not disclosure.is_governed(case, regulation, year):
            continue
        places = [
            disclosure.of_period(case, each) for each in disclosure.places(case, wanted, (year,))
        ]
        missing = [each for each in places if not each.found]
        if places:
            what = Missing("due_disclosures", {"year": year.title, "number": len(places)})
            mend = disclosure.filling(case, missing[0]) if missing else None
            lasting = disclosure.due_day(case, year.previous(-1)) >= case.today
            yield made(case, day, what, not missing, mend, lasting=lasting)


def timetabled(case: Case, first: date, last: date) -> Iterator[Deadline]:
    """A timetable for each year or term that begins without one; what ran out is lost."""
    running = timetables.begun(case)[0]
    for year in years_around(first, last):
        begins = timetables.beginnings(case, year)
        for begin in (each for each in begins if each.term != timetables.FIRST):
            if first <= begin.day <= last and year.start >= times.founded(case):
                done = bool(timetables.schedules(case, begin))
                key = "due_timetable_term" if begin.term else "due_timetable"
                what = Missing(key, {"year": year.title, "term": ROMAN.get(begin.term)})
                lasting, mend = begin.day >= running.day, timetables.mend(case, begin)
                yield made(case, begin.day, what, done, mend, lasting=lasting)


def reviewed(case: Case, first: date, last: date) -> Iterator[Deadline]:
    """A review of the section each year; the latest that passed stands as it is judged."""
    passed, _coming = yearly.reviews(case)
    review = passed
    while review.last > first:
        review = yearly.shifted(case, review, -1)
    while review.last <= last:
        span = review if review.last < case.today else yearly.prepared(case, review)
        done = span.first <= case.today and bool(yearly.changed(case, span))
        mend: Mend | None = Mend("open", case.codes[0])
        if review == passed:
            judged = yearly.reviewed_in_time(case)
            done, mend = judged.status in KEPT, judged.mend
        if first <= review.last:
            what = Missing("due_review", {"section": case.owner.title})
            yield made(case, review.last, what, done, mend, lasting=review.last >= passed.last)
        review = yearly.shifted(case, review, 1)


def freshened(case: Case, first: date, last: date) -> Iterator[Deadline]:
    """The last day on which the newest item is fresh."""
    newest = fresh.newest_of(case)
    if newest is not None:
        what = Missing("due_fresh", {"section": case.owner.title})
        yield made(case, fresh.fresh_until(case, newest), what, False, adding(case))


def numbered(case: Case, first: date, last: date) -> Iterator[Deadline]:
    """The ends of months or school years in which so many have to be published."""
    per, number = case.param("per"), int(case.param("number"))
    ends = {"month": month_ends, "school_year": year_ends}.get(str(per))
    types = tuple(case.param("portal_types") or ()) or types_of(case)
    for begin, end in ends(first, last) if ends else ():
        span = (times.at(case, begin), min(case.now, times.at(case, end, time.max)))
        begun = begin <= case.today
        done = begun and number_filled(case, types, spans={"published": span}) >= number
        key = "due_month" if per == "month" else "due_year"
        what = Missing(key, {"number": number, "section": case.owner.title})
        yield made(case, end, what, done, adding(case), lasting=end >= case.today)


def month_ends(first: date, last: date) -> Iterator[tuple[date, date]]:
    """First and last day of each month that ends between two days."""
    begin = first.replace(day=1)
    while begin <= last:
        yield begin, begin.replace(day=monthrange(begin.year, begin.month)[1])
        begin = times.add_months(begin, 1)


def year_ends(first: date, last: date) -> Iterator[tuple[date, date]]:
    return ((year.begins, year.ends) for year in years_around(first, last))


def consultations(case: Case, first: date, last: date) -> Iterator[Deadline]:
    """The ends of the consultations that are open to contributions (3082 3.12)."""
    if case.param("portal_type") != TOPIC or "closes" not in case.param("fields"):
        return
    for fact in times.seen(case, case.items(types=(TOPIC,), spans={"closes": (first, last)})):
        closes = fact.values["closes"]
        what = Missing("due_consultation", {"title": fact.title})
        if isinstance(closes, datetime):
            when = closes.astimezone(case.now.tzinfo)
            yield Deadline(when, case.key, case.owner.code, case.check, what, uid=fact.uid)
        elif isinstance(closes, date):
            yield made(case, closes, what, uid=fact.uid)


def attestation(case: Case) -> Iterator[Deadline]:
    """The day on which the head's word is a year old."""
    word = (case.school.attestations or {}).get(case.key)
    if word is not None and word.on <= case.today:
        what = Missing("due_attestation", {"demand": case.check.demand})
        yield made(case, year_after(word.on), what, False, prompt.attesting(case))


COMING: Mapping[CheckKind, Callable[[Case, date, date], Iterator[Deadline]]] = {
    CheckKind.FIELDS_FILLED: consultations,
    CheckKind.FRESHNESS: freshened,
    CheckKind.MINIMUM_NUMBER: numbered,
    CheckKind.WEEKLY_DEADLINE: weeks,
    CheckKind.YEARLY_DEADLINE: yearly_ones,
}
