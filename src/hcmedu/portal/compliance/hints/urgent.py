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
    found = [each for each in report.of(*TO_DO) if code in places(each) and is_told(each)]
    return distinct(sorted(found, key=lambda each: (due_day(each), effort(each))))


def is_told(result: Result) -> bool:
    return not is_lost(result) and result.check.kind is not CheckKind.WEEKLY_DEADLINE


def places(result: Result) -> set[str]:
    """Codes of the sections in which it is mended; the head's word is given elsewhere."""
    mend = result.finding.mend
    if mend is None or mend.action == "attest":
        return set()
    return {mend.section} if mend.section else {result.owner}
