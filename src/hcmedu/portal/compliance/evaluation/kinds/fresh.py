"""The newest is not too old (289 III.3)."""

from dataclasses import replace
from datetime import date
from datetime import timedelta
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.asking import evidence
from hcmedu.portal.compliance.evaluation.kinds import times
from hcmedu.portal.compliance.evaluation.kinds.findings import absent
from hcmedu.portal.compliance.evaluation.kinds.findings import adding
from hcmedu.portal.compliance.evaluation.kinds.findings import BLANK
from hcmedu.portal.compliance.evaluation.kinds.findings import types_of
from hcmedu.portal.compliance.evaluation.model import Fact
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Query
from hcmedu.portal.compliance.evaluation.model import Status
from hcmedu.portal.vietnamese import SchoolYear


def freshness(case: Case) -> Finding:
    """The newest item is not older than days, months or school years; ``due``: its last fresh day.

    A month ends on the day of the same number ('không quá 01 tháng'), or on the last of a shorter
    one: what came on 31 January is fresh on 28 February still. Of school years the running one
    counts as the first.
    """
    newest = newest_of(case)
    if newest is None:
        return absent(case)
    last = fresh_until(case, newest)
    if case.today <= last:
        return Finding(Status.MET, evidence=evidence([newest]), due=last, mend=adding(case))
    came = times.published_day(case, newest)
    told = Missing("too_old", {"title": newest.title, "published": came, "due": last})
    return Finding(Status.NOT_MET, told, evidence([newest]), due=last, mend=adding(case))


def newest_of(case: Case) -> Fact | None:
    """The item with content that was published last, up to now."""
    asked = {"types": types_of(case), "spans": {"published": (None, case.now)}}
    each_first = [first_filled(case, Query(code, **asked)) for code in case.codes]
    found = [fact for fact in each_first if fact is not None and fact.published]
    return max(found, key=lambda fact: (fact.published, fact.url), default=None)


def first_filled(case: Case, query: Query) -> Fact | None:
    """The newest that holds something; only where the newest does not, more are looked at."""
    found = case.source.items(query, 1)
    if found and BLANK in found[0].lacks:
        empty = case.source.count(replace(query, lacking=(BLANK,)))
        found = case.source.items(query, empty + 1)
    return next((fact for fact in found if BLANK not in fact.lacks), None)


def fresh_until(case: Case, fact: Fact) -> date:
    """The last day on which an item is fresh."""
    came, number = times.published_day(case, fact), int(case.param("max_age"))
    if case.param("unit") == "day":
        return came + timedelta(days=number)
    if case.param("unit") == "month":
        return times.add_months(came, number)
    return SchoolYear.of(came).previous(1 - number).ends
