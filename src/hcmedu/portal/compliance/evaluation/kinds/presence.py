"""Is there something, is there enough of it, is it complete."""

from datetime import datetime
from datetime import timedelta
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.asking import EVIDENCE
from hcmedu.portal.compliance.evaluation.asking import evidence
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Mend
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Status
from hcmedu.portal.regulations.model import Obligation
from hcmedu.portal.regulations.model import Section
from hcmedu.portal.vietnamese import SchoolYear


def not_empty(case: Case) -> Finding:
    """Something is published in the section, at any depth (289 1)."""
    types = types_of(case)
    found = case.count(types=types)
    if found:
        return Finding(Status.MET, evidence=evidence(case.items(3, types=types)), fulfilled=found)
    owner = case.owner
    demanded = not isinstance(owner, Section) or owner.obligation is Obligation.MANDATORY
    status = Status.NOT_MET if demanded else Status.NOT_APPLICABLE
    return Finding(status, Missing("empty", {"section": owner.title}), mend=adding(case))


def adding(case: Case, portal_type: str = "", **values: object) -> Mend:
    """The add form of a type in the section, by default of the first that it takes."""
    owner = case.owner
    types = owner.addable_types if isinstance(owner, Section) else ()
    chosen = portal_type or next(iter(types), "")
    return Mend("add" if chosen else "open", case.codes[0] if case.codes else "", chosen, values)


def minimum_number(case: Case) -> Finding:
    """So many items, in all, in the latest month, or in the running school year."""
    number, types = int(case.param("number")), tuple(case.param("portal_types") or ())
    asked = {"types": types or types_of(case), "spans": since(case, case.param("per"))}
    found = case.count(**asked)
    status = Status.MET if found >= number else Status.PARTIAL if found else Status.NOT_MET
    missing = Missing("too_few", {"found": found, "number": number})
    told = None if status is Status.MET else missing
    return Finding(status, told, evidence(case.items(**asked)), found, number, mend=adding(case))


def since(case: Case, per: str) -> dict[str, tuple[object, object]]:
    """Span of publication of what counts for a period."""
    if per == "month":
        return {"published": (case.now - timedelta(days=31), None)}
    if per == "school_year":
        begins = SchoolYear.of(case.today).begins
        return {"published": (datetime(begins.year, begins.month, 1, tzinfo=case.now.tzinfo), None)}
    return {}


def fields_filled(case: Case) -> Finding:
    """Each item of the type has all of the fields filled."""
    kind, fields = str(case.param("portal_type")), tuple(case.param("fields"))
    return complete(case, kind, fields, "fields_empty")


def complete(case: Case, kind: str, flaws: tuple[str, ...], key: str) -> Finding:
    """No item of a type has one of these flaws; without an item there is nothing to judge."""
    total = case.count(types=(kind,))
    if not total:
        return Finding(Status.NOT_APPLICABLE)
    faulty = case.count(types=(kind,), lacking=flaws)
    found = case.items(EVIDENCE, types=(kind,), lacking=flaws)
    good = total - faulty
    if not faulty:
        return Finding(Status.MET, fulfilled=good, total=total)
    names = tuple(name for name in flaws if any(name in fact.lacks for fact in found))
    missing = Missing(key, {"number": faulty, "total": total, "fields": names, "type": kind})
    mend = Mend("edit", found[0].sections[0], kind, uid=found[0].uid)
    status = Status.PARTIAL if good else Status.NOT_MET
    return Finding(status, missing, evidence(found), good, total, mend=mend)


def types_of(case: Case) -> tuple[str, ...]:
    """What counts in the section: the types that it and the sections within it take."""
    codes = [code for code in case.codes if code in case.law.sections]
    found = [each for code in codes for each in case.law.section(code).addable_types]
    for code in codes:
        for child in case.law.children(code):
            found.extend(child.addable_types)
    return tuple(dict.fromkeys(found))
