"""The same evaluation, of facts that were read from outside only."""

from datetime import datetime
from hcmedu.portal.compliance.evaluation import evaluate
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.external.asking import Get
from hcmedu.portal.compliance.external.asking import Visitor
from hcmedu.portal.compliance.external.reading import rows_of
from hcmedu.portal.compliance.external.reading import school_of
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import CheckKind


#: Kinds of checks of which no visitor sees all: accounts, when feeds and links were tried, the
#: head's word. (A result that rests on the head's word is one of these, whatever its kind; nor does
#: anybody see checks, days off and the beginning of term II that a school has set for itself.)
UNSEEN = frozenset(
    {
        CheckKind.BOARD_FOUNDED,
        CheckKind.FEEDS_WORKING,
        CheckKind.LINKS_ALIVE,
        CheckKind.TOPICS_COVERED,
    }
)


def external_report(get: Get, address: str, moment: datetime, assumed: str | None = None) -> Report:
    """The report of the portal at an address, at a moment (aware, in the portal's zone).

    ``get(url)``: parsed JSON of what anybody gets there; what it raises is passed on. Raises
    ``ExternalError`` where the answers are none of such a portal. Of the past and the future only
    what is shown today is known.
    """
    visitor = Visitor(get, address)
    rows = rows_of(visitor, moment)
    return evaluate(catalogue(), school_of(visitor), rows, moment, assumed)
