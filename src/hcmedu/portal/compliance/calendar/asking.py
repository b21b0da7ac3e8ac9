"""The deadlines of a school root, by what visitors can see."""

from datetime import date
from datetime import datetime
from hcmedu.portal.compliance.evaluation.deadlines import Deadline
from hcmedu.portal.compliance.evaluation.deadlines import deadlines
from hcmedu.portal.compliance.facts.catalog import source_of
from hcmedu.portal.compliance.facts.schools import school_facts
from hcmedu.portal.content.moments import now
from hcmedu.portal.regulations import catalogue
from typing import Any


def deadlines_of(
    root: Any, first: date, last: date, moment: datetime | None = None
) -> tuple[Deadline, ...]:
    """From ``first`` to ``last``, both included, the earliest first; as it stands at a moment.

    Whoever asks; pages and jobs check who may read it.
    """
    at = moment or now()
    return deadlines(catalogue(), school_facts(root), source_of(root, at), at, first, last)
