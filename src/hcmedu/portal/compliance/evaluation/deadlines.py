"""What is due when: the deadlines of a school between two days, and those that come soon. Pure."""

from collections.abc import Iterator
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.coming import attestation
from hcmedu.portal.compliance.evaluation.coming import COMING
from hcmedu.portal.compliance.evaluation.coming import Deadline
from hcmedu.portal.compliance.evaluation.judging import applied
from hcmedu.portal.compliance.evaluation.judging import binding
from hcmedu.portal.compliance.evaluation.model import Report
from hcmedu.portal.compliance.evaluation.model import Result
from hcmedu.portal.compliance.evaluation.model import Source
from hcmedu.portal.compliance.evaluation.school import SchoolFacts
from hcmedu.portal.regulations.queries import Catalogue


__all__ = ["Deadline", "deadlines", "due_within"]


def deadlines(
    law: Catalogue,
    school: SchoolFacts,
    source: Source,
    now: datetime,
    first: date,
    last: date,
    assumed: str | None = None,
) -> tuple[Deadline, ...]:
    """The deadlines from ``first`` to ``last``, both included, the earliest first.

    Those of the regulations that count today, whatever comes after them; what is done is told as
    of ``now``. As for ``judging.evaluate``; KeyError on an unknown level or circular.
    """
    ids = applied(law, school, now.date(), assumed)
    found = [
        deadline
        for owner, check in binding(law, school, ids)
        for deadline in of_case(Case(law, school, source, now, ids, owner, check), first, last)
        if first <= deadline.when.date() <= last
    ]
    return tuple(sorted(found, key=lambda each: (each.when, each.key, each.uid)))


def of_case(case: Case, first: date, last: date) -> Iterator[Deadline]:
    """Of one check, and of the head's word for it."""
    if first > last:
        return
    if case.check.kind in COMING:
        yield from COMING[case.check.kind](case, first, last)
    yield from attestation(case)


def due_within(report: Report, days: int) -> tuple[Result, ...]:
    """The results with something due from the moment of the report on, the most urgent first.

    ``days`` 0: today. What is due is not done yet, even where the last deadline was kept.
    """
    until = report.moment.date() + timedelta(days=days)
    dated = [(due_at(each, report.moment), each) for each in report.results]
    found = [(due, each) for due, each in dated if due and report.moment <= due]
    near = [(due, each) for due, each in found if due.date() <= until]
    return tuple(each for due, each in sorted(near, key=lambda pair: (pair[0], pair[1].key)))


def due_at(result: Result, moment: datetime) -> datetime | None:
    """The last moment that is left for what a result says is due."""
    due = result.finding.due
    if due is None or isinstance(due, datetime):
        return due
    return datetime.combine(due, time.max, moment.tzinfo)
