"""The deadlines of a school root, by what visitors can see."""

from DateTime import DateTime
from datetime import date
from datetime import datetime
from hcmedu.portal.compliance.evaluation.deadlines import Deadline
from hcmedu.portal.compliance.evaluation.deadlines import deadlines
from hcmedu.portal.compliance.facts.catalog import source_of
from hcmedu.portal.compliance.facts.schools import school_facts
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.content.moments import now
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.vietnamese import SchoolYear
from plone import api
from typing import Any


#: Plone writes an earlier one where nobody noted when an item came.
NOTED = DateTime(1990, 1, 1)


def deadlines_of(
    root: Any, first: date, last: date, moment: datetime | None = None
) -> tuple[Deadline, ...]:
    """From ``first`` to ``last``, both included, the earliest first; as it stands at a moment.

    Whoever asks; pages and jobs check who may read it.
    """
    at = moment or now()
    return deadlines(catalogue(), school_facts(root), source_of(root, at), at, first, last)


def beginning_of(root: Any, moment: datetime) -> datetime:
    """When the portal began to hold anything, not before the school was founded; now: it hasn't."""
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        path="/".join(root.getPhysicalPath()),
        review_state="published",
        effective={"query": NOTED, "range": "min"},
        sort_on="effective",
        sort_limit=1,
    )
    first = in_zone(found[0].effective.asdatetime()) if found else moment
    founded = school_facts(root).founding_year
    if founded is None:
        return first
    begins = SchoolYear(founded).begins
    return max(first, datetime(begins.year, begins.month, begins.day, tzinfo=moment.tzinfo))
