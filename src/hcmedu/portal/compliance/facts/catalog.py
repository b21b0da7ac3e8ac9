"""Facts of the school's published items, from the catalog's metadata."""

from collections.abc import Mapping
from DateTime import DateTime
from datetime import date
from datetime import datetime
from hcmedu.portal.compliance.evaluation import Fact
from hcmedu.portal.compliance.evaluation import Rows
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from hcmedu.portal.school.root import section_key
from typing import Any


#: Columns of the catalog that are facts, beside what every item has.
COLUMNS = (
    "closes",
    "created",
    "disclosure_form",
    "disclosure_group",
    "document_form",
    "document_number",
    "email",
    "end",
    "getRemoteUrl",
    "grade",
    "in_force_from",
    "in_force_until",
    "issue_date",
    "issuer",
    "kept_until",
    "modified",
    "online_level",
    "opens",
    "period",
    "position",
    "replaced_from",
    "resource_kind",
    "schedule_kind",
    "school_year",
    "start",
    "term",
    "unit",
    "week_start",
)


def source_of(root: Any, moment: datetime) -> Rows:
    """What an anonymous visitor sees of a school at a moment."""
    found = queries.public(
        path="/".join(root.getPhysicalPath()),
        by_use=False,
        effectiveRange=queries.listed_at(DateTime(moment)),
    )
    facts = [fact_of(brain) for brain in found if not brains.value(brain, "section_code")]
    return Rows(facts, sections_of(root))


def sections_of(root: Any) -> Mapping[str, Fact]:
    prefix = section_key(root, "")
    keys = {"query": (prefix, prefix + "\uffff"), "range": "min:max"}
    return {brain.section_code: fact_of(brain) for brain in queries.public(section_key=keys)}


def fact_of(brain: Any) -> Fact:
    published = brains.as_moment(brains.value(brain, "effective"))
    return Fact(
        uid=brain.UID,
        title=brain.Title,
        url=brain.getURL(),
        portal_type=brain.portal_type,
        sections=tuple(codes_of(brain)),
        published=published if published and published.year >= brains.FIRST_YEAR else None,
        values=values_of(brain),
        lacks=frozenset(brains.value(brain, "lacks") or ()),
    )


def codes_of(brain: Any) -> Any:
    return brains.value(brain, "in_sections") or ()


def values_of(brain: Any) -> dict[str, object]:
    """Columns that hold something, and what stands in the column ``compliance``."""
    found = {name: plain(brains.value(brain, name)) for name in COLUMNS}
    extra = brains.value(brain, "compliance") or {}
    return {name: value for name, value in {**found, **extra}.items() if value is not None}


def plain(value: Any) -> Any:
    """Moments aware in the portal's zone, no 'no date' of Plone's."""
    if isinstance(value, DateTime | datetime):
        moment = brains.as_moment(value) if isinstance(value, DateTime) else in_zone(value)
        return moment if moment and moment.year >= brains.FIRST_YEAR else None
    return value if not isinstance(value, date) or value.year >= brains.FIRST_YEAR else None
