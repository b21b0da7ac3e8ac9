"""Which findings of a section its editors are told. Pure."""

from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.page.todo import distinct
from hcmedu.portal.compliance.page.todo import due_day
from hcmedu.portal.compliance.page.todo import effort
from hcmedu.portal.compliance.page.todo import is_lost
from hcmedu.portal.compliance.page.todo import TO_DO
from hcmedu.portal.regulations.model import CheckKind


#: So many stand above a section.
MOST = 3


def of_section(report: Report, code: str) -> list[Result]:
    """What is to be mended in a section: what it has to hold itself, and what lies in it.

    The earliest due first, then what is quickest to mend. Weeks without a plan are told by the
    section's own display, with a button that copies the last plan.
    """
    found = [each for each in of_place(report, code) if is_told(each)]
    if any(is_more(each) for each in of_place(report, code)):
        found = [each for each in found if not is_empty(each)]
    return distinct(sorted(found, key=lambda each: (due_day(each), effort(each))))


def of_place(report: Report, code: str) -> list[Result]:
    return [each for each in report.of(*TO_DO) if code in places(each)]


def also(report: Report, code: str, told: Result) -> list[Result]:
    """What the same mending has to meet, too: one article is long enough and has a picture."""
    return [
        each
        for each in of_place(report, code)
        if each is not told and each.finding.mend == told.finding.mend and not is_empty(each)
    ]


def is_empty(result: Result) -> bool:
    """Whether no more is demanded than that the section holds something."""
    return result.check.kind is CheckKind.NOT_EMPTY


def is_more(result: Result) -> bool:
    """Whether mending it fills an empty section by the way, and tells better with what."""
    mend = result.finding.mend
    return mend is not None and mend.action == "add" and not is_empty(result)


def is_told(result: Result) -> bool:
    return not is_lost(result) and result.check.kind is not CheckKind.WEEKLY_DEADLINE


def places(result: Result) -> set[str]:
    """Codes of the sections in which it is mended; the head's word is given elsewhere."""
    mend = result.finding.mend
    if mend is None or mend.action == "attest":
        return set()
    return {mend.section} if mend.section else {result.owner}
