"""Something is there for each of the latest school years (2326 1; 3082 3.7)."""

from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.asking import evidence
from hcmedu.portal.compliance.evaluation.kinds import disclosure
from hcmedu.portal.compliance.evaluation.kinds import times
from hcmedu.portal.compliance.evaluation.kinds.findings import adding
from hcmedu.portal.compliance.evaluation.kinds.findings import BLANK
from hcmedu.portal.compliance.evaluation.kinds.findings import types_of
from hcmedu.portal.compliance.evaluation.model import Fact
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Status
from hcmedu.portal.documents import disclosures
from hcmedu.portal.vietnamese import SchoolYear


Years = tuple[SchoolYear, ...]


def years_covered(case: Case) -> Finding:
    """'Của 03 năm học gần nhất', '05 năm gần nhất hoặc từ ngày thành lập'.

    The running school year has no numbers and nothing to disclose yet: it is demanded once a
    deadline of the circular for it has passed, and never of the yearbook. But where it is there
    already, it is the newest of the latest years; what is better for the school counts. Years
    before the founding are demanded of nobody.
    """
    number, running = int(case.param("number")), SchoolYear.of(case.today)
    found = by_year(case, running.latest(number + 1))
    windows = [] if is_demanded(case, running) else [running.previous(1).latest(number)]
    if not windows or running.title in found:
        windows.append(running.latest(number))
    made = [finding(case, existing(case, years), found) for years in windows]
    return max(made, key=rank)


def rank(finding: Finding) -> tuple[int, int]:
    """The better the more: how good the status is, how many years are covered."""
    order = (Status.NOT_APPLICABLE, Status.NOT_MET, Status.PARTIAL, Status.MET)
    return order.index(finding.status), finding.fulfilled or 0


def existing(case: Case, years: Years) -> Years:
    """The years since the founding."""
    return tuple(year for year in years if year.start >= times.founded(case))


def finding(case: Case, years: Years, found: dict[str, Fact]) -> Finding:
    if not years:
        return Finding(Status.NOT_APPLICABLE)
    missing = [year.title for year in years if year.title not in found]
    facts = evidence([found[year.title] for year in years if year.title in found])
    good, total = len(years) - len(missing), len(years)
    if not missing:
        return Finding(Status.MET, None, facts, good, total)
    told = Missing("years_missing", {"number": total, "years": tuple(missing)})
    status = Status.PARTIAL if good else Status.NOT_MET
    mend = adding(case, school_year=missing[0])
    return Finding(status, told, facts, good, total, mend=mend)


def by_year(case: Case, years: Years) -> dict[str, Fact]:
    """School year → the newest item that is there for it."""
    newest = ((year.title, newest_of(case, year)) for year in years)
    return {title: fact for title, fact in newest if fact is not None}


def newest_of(case: Case, year: SchoolYear) -> Fact | None:
    """Only where the newest is of the future, more are looked at."""
    having = {"school_year": (year.title,)}
    asked = {"types": types_of(case), "sound": (BLANK,), "having": having}
    newest = case.items(1, **asked)
    seen = times.seen(case, newest) or times.seen(case, case.items(**asked) if newest else ())
    return next(iter(seen), None)


def is_demanded(case: Case, running: SchoolYear) -> bool:
    """Whether a deadline for the running school year has passed already."""
    if disclosure.KIND not in types_of(case):
        return False
    days = [
        day
        for regulation in case.regulations
        for day in disclosures.deadlines(case.law, regulation, running).values()
    ]
    return any(day < case.today for day in days)
