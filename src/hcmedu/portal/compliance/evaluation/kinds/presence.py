"""Is there something, is there enough of it, is it complete."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.asking import EVIDENCE
from hcmedu.portal.compliance.evaluation.kinds.findings import absent
from hcmedu.portal.compliance.evaluation.kinds.findings import adding
from hcmedu.portal.compliance.evaluation.kinds.findings import blanks
from hcmedu.portal.compliance.evaluation.kinds.findings import by_share
from hcmedu.portal.compliance.evaluation.kinds.findings import editing
from hcmedu.portal.compliance.evaluation.kinds.findings import number_filled
from hcmedu.portal.compliance.evaluation.kinds.findings import shown
from hcmedu.portal.compliance.evaluation.kinds.findings import types_of
from hcmedu.portal.compliance.evaluation.kinds.findings import with_blank
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Status
from hcmedu.portal.vietnamese import SchoolYear


#: So many days are a month where something is to happen each month.
MONTH = timedelta(days=31)
MOMENT = timedelta(microseconds=1)


def not_empty(case: Case) -> Finding:
    """Something is published in the section, at any depth (289 1); a blank page is nothing."""
    types = types_of(case)
    found = number_filled(case, types)
    if not found:
        return absent(case)
    return Finding(Status.MET, evidence=shown(case), fulfilled=found)


def minimum_number(case: Case) -> Finding:
    """So many items, in all, in the latest month, or in the running school year.

    A period that still runs fails nobody who did enough in the one before: that is half.
    """
    number, per = int(case.param("number")), str(case.param("per") or "total")
    types = tuple(case.param("portal_types") or ()) or types_of(case)
    found = number_filled(case, types, spans=running(case, per))
    due = last_day(case, per)
    if found >= number:
        return Finding(Status.MET, None, shown(case, types=types), found, number)
    before = 0 if per == "total" else number_filled(case, types, spans=span_before(case, per))
    status = Status.PARTIAL if found or before >= number else Status.NOT_MET
    key = "too_few" if due is None else f"too_few_{per}"
    blank = blanks(case, types=types, spans=running(case, per))
    missing = with_blank(Missing(key, said(case, found, number)), blank)
    mend = adding(case, next(iter(types), ""))
    return Finding(status, missing, shown(case, types=types), found, number, due, mend)


def said(case: Case, found: int, number: int) -> dict[str, object]:
    return {"found": found, "number": number, "year": SchoolYear.of(case.today).title}


def running(case: Case, per: str) -> dict[str, tuple[object, object]]:
    """Span of publication of what counts for a period."""
    if per == "month":
        return {"published": (case.now - MONTH, None)}
    if per == "school_year":
        return {"published": (begin_of(case, SchoolYear.of(case.today).begins), None)}
    return {}


def span_before(case: Case, per: str) -> dict[str, tuple[object, object]]:
    """The calendar month, or the school year, before the running one."""
    if per == "month":
        begin = case.today.replace(day=1)
        first = (begin - timedelta(days=1)).replace(day=1)
    else:
        year = SchoolYear.of(case.today)
        begin, first = year.begins, year.previous().begins
    return {"published": (begin_of(case, first), begin_of(case, begin) - MOMENT)}


def last_day(case: Case, per: str) -> date | None:
    """The day by which the running period wants its number."""
    if per == "month":
        return (case.today.replace(day=1) + MONTH).replace(day=1) - timedelta(days=1)
    return SchoolYear.of(case.today).ends if per == "school_year" else None


def begin_of(case: Case, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=case.now.tzinfo)


def fields_filled(case: Case) -> Finding:
    """Each item of the type has all of the fields filled."""
    kind, fields = str(case.param("portal_type")), tuple(case.param("fields"))
    return complete(case, (kind,), fields, "fields_empty")


def complete(case: Case, kinds: tuple[str, ...], flaws: tuple[str, ...], key: str) -> Finding:
    """No item of the types has one of these flaws; without an item there is nothing to judge."""
    total = case.count(types=kinds)
    faulty = case.count(types=kinds, lacking=flaws)
    status = by_share(total - faulty, total)
    if status in (Status.MET, Status.NOT_APPLICABLE):
        return Finding(status, evidence=shown(case, types=kinds), fulfilled=total, total=total)
    asked = {"types": kinds, "lacking": flaws}
    names = tuple(name for name in flaws if case.count(types=kinds, lacking=(name,)))
    said = {"number": faulty, "total": total, "fields": names, "type": kinds[0]}
    mend = editing(case.items(1, **asked)[0])
    named = case.evidence(EVIDENCE, **asked)
    return Finding(status, Missing(key, said), named, total - faulty, total, mend=mend)
