"""Cases are deleted when their time is over, by the worker."""

from collections.abc import Iterator
from datetime import datetime
from dateutil.relativedelta import relativedelta
from hcmedu.portal import _
from hcmedu.portal.cases import register
from hcmedu.portal.cases.model import ENDED
from hcmedu.portal.cases.register import Row
from hcmedu.portal.cases.settings import settings
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.notify.clock import school_roots
from hcmedu.portal.editorial.trace.writing import append
from hcmedu.portal.worker import periodic
from typing import Any


HALF_A_DAY = 12 * 60


@periodic("hcmedu.cases.delete", minutes=HALF_A_DAY, title=_("Delete cases whose period is over"))
def delete_old(site: Any) -> None:
    """Of each school; the log tells how many, and nothing of any of them."""
    for root in school_roots(site):
        delete_over(root, now())


def delete_over(root: Any, moment: datetime) -> int:
    """How many were deleted."""
    receipts = [row.receipt for row in over(root, moment)]
    if receipts:
        register.delete(root, receipts)
        append(root, root, "purge-cases", count=len(receipts))
    return len(receipts)


def over(root: Any, moment: datetime) -> Iterator[Row]:
    """Cases that ended, or came in and never ended, longer ago than the settings allow."""
    kept = settings(root)
    ended = moment - relativedelta(months=kept.months_ended)
    begun = moment - relativedelta(months=kept.months_open)
    for row in register.rows(root):
        if row.state in ENDED:
            if (row.ended or row.created) < ended:
                yield row
        elif row.created < begun:
            yield row
