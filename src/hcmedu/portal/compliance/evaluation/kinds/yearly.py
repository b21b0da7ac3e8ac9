"""Once a year, by a day or before a school year or term begins (289 I.1, VII; 36/2017; 09/2024)."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.asking import EVIDENCE
from hcmedu.portal.compliance.evaluation.asking import evidence
from hcmedu.portal.compliance.evaluation.kinds import disclosure
from hcmedu.portal.compliance.evaluation.kinds import times
from hcmedu.portal.compliance.evaluation.kinds import timetables
from hcmedu.portal.compliance.evaluation.kinds.findings import adding
from hcmedu.portal.compliance.evaluation.kinds.findings import types_of
from hcmedu.portal.compliance.evaluation.kinds.prompt import attesting
from hcmedu.portal.compliance.evaluation.model import Fact
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Mend
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Status
from hcmedu.portal.vietnamese import SchoolYear


DAY = timedelta(days=1)
HALF_A_YEAR = 6


def yearly_deadline(case: Case) -> Finding:
    """The latest deadline that has passed decides; one that is to come is missed by nobody."""
    if case.param("period"):
        return disclosure.published_in_time(case)
    if case.param("schedule_kind"):
        return timetables.timetable_in_time(case)
    return reviewed_in_time(case)


@dataclass(frozen=True)
class Review:
    """The days, both included, between which something is to be reviewed."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def reviewed_in_time(case: Case) -> Finding:
    """Something of the section was published or changed before the deadline, in that year.

    'Trước khi vào đầu năm học mới' (289 I.1): from 1 June to 31 August, before the year of
    1 September. Of an item that was changed again later no one knows whether it had been reviewed
    before: then the head's word, given since 1 June, says so. In summer what has been reviewed
    already counts for the year that comes. A new school reviews for its second year first.

    A rule of the school's own, by a day of the year: in the twelve months up to that day; what
    comes after it is late, and for the next year only from half a year before.
    """
    passed, coming = reviews(case)
    early = changed(case, prepared(case, coming))
    due = shifted(case, coming, 1).last if early else coming.last
    if SchoolYear.of(passed.last + DAY).start <= times.founded(case):
        return Finding(Status.NOT_APPLICABLE, due=due)
    good = changed(case, passed) or (early if case.param("before") else [])
    if good:
        return Finding(Status.MET, evidence=evidence(good), due=due)
    late = changed(case, Review(passed.last + DAY, case.today))
    return not_in_time(case, passed, late, due)


def not_in_time(case: Case, passed: Review, late: list[Fact], due: date) -> Finding:
    word = (case.school.attestations or {}).get(case.key)
    if late and word is not None and passed.first <= word.on <= case.today:
        return Finding(Status.MET, evidence=evidence(late), due=due, attestation=word)
    values = {"first": passed.first, "last": passed.last, "due": passed.last}
    if late and all(times.came_day(case, each) > passed.last for each in late):
        came = min(times.came_day(case, each) for each in late)
        told = Missing("came_late", {**values, "published": came})
        return Finding(Status.PARTIAL, told, evidence(late), due=due)
    if late:
        told = Missing("reviewed_late", {**values, "changed": last_change(case, late)})
        return Finding(Status.PARTIAL, told, evidence(late), due=due, mend=attesting(case))
    found = times.seen(case, case.items(EVIDENCE, types=types_of(case)))
    if not found:
        told = Missing("nothing_to_review", values)
        return Finding(Status.NOT_MET, told, due=due, mend=adding(case))
    mend = Mend("edit", case.codes[0], uid=found[0].uid)
    return Finding(Status.NOT_MET, Missing("not_reviewed", values), due=due, mend=mend)


def reviews(case: Case) -> tuple[Review, Review]:
    """The one whose deadline was the last to pass, and the next."""
    if case.param("before"):
        begins = SchoolYear.of(case.today).begins
        passed = Review(times.clamped(begins.year, times.SUMMER, 1), begins - DAY)
    else:
        month, day = int(case.param("month")), int(case.param("day"))
        last = times.clamped(case.today.year, month, day)
        if last >= case.today:
            last = times.clamped(last.year - 1, month, day)
        passed = Review(times.clamped(last.year - 1, month, day) + DAY, last)
    return passed, shifted(case, passed, 1)


def prepared(case: Case, coming: Review) -> Review:
    """The days on which what is done counts for a deadline that is to come."""
    if case.param("before"):
        return coming
    return Review(times.add_months(coming.last, -HALF_A_YEAR), coming.last)


def last_change(case: Case, facts: list[Fact]) -> date:
    return max(day for fact in facts for day in changes(case, fact))


def shifted(case: Case, review: Review, years: int) -> Review:
    """The one of so many years later, or before."""
    year = review.last.year + years
    if case.param("before"):
        return Review(review.first.replace(year=year), review.last.replace(year=year))
    month, day = review.last.month, int(case.param("day"))
    return Review(times.clamped(year - 1, month, day) + DAY, times.clamped(year, month, day))


def changed(case: Case, review: Review) -> list[Fact]:
    """What was published or changed in these days, up to now; some of it, where it is much."""
    last = min(review.last, case.today)
    published = times.at(case, review.first), times.at(case, last, time.max)
    found: dict[str, Fact] = {}
    for span in ({"published": published}, {"modified": (review.first, last)}):
        asked = case.items(EVIDENCE, types=types_of(case), spans=span)
        found.update({fact.uid: fact for fact in asked})
    facts = times.seen(case, found.values())
    return [fact for fact in facts if any(day in review for day in changes(case, fact))]


def changes(case: Case, fact: Fact) -> Iterator[date]:
    """The days on which it is known to have been published or changed."""
    moments: Iterable[object] = (times.came(fact), fact.values.get("modified"))
    for moment in moments:
        if isinstance(moment, datetime) and moment <= case.now:
            yield times.day_of(case, moment)
