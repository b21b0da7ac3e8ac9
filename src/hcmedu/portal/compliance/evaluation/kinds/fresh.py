"""The newest is not too old (289 III.3)."""

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
    seen = {"published": (None, case.now)}
    asked = {"types": types_of(case), "sound": (BLANK,), "spans": seen}
    each_first = [case.source.items(Query(code, **asked), 1) for code in case.codes]
    found = [fact for several in each_first for fact in several if fact.published]
    return max(found, key=lambda fact: (fact.published, fact.url), default=None)


def fresh_until(case: Case, fact: Fact) -> date:
    """The last day on which an item is fresh."""
    came, number = times.published_day(case, fact), int(case.param("max_age"))
    if case.param("unit") == "day":
        return came + timedelta(days=number)
    if case.param("unit") == "month":
        return times.add_months(came, number)
    return SchoolYear.of(came).previous(1 - number).ends
