"""What an anonymous visitor can see of a school at a moment, to the second."""

from BTrees.IIBTree import difference
from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
from BTrees.IIBTree import union
from dataclasses import dataclass
from datetime import datetime
from hcmedu.portal.compliance.facts.indexers import OF_ALBUM
from hcmedu.portal.compliance.facts.indexers import PART
from hcmedu.portal.compliance.facts.indexes import Indexes
from hcmedu.portal.compliance.facts.shelf import Numbers
from hcmedu.portal.listing.brains import as_moment
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.school.root import section_key
from plone import api
from typing import Any


VISITOR = "Anonymous"
Span = tuple[datetime | None, datetime | None]


@dataclass(frozen=True)
class Shown:
    """``changes``: when, within the minute that runs, one of them comes or goes next."""

    numbers: Numbers
    changes: datetime | None


def visible(indexes: Indexes, root: Any, moment: datetime) -> Shown:
    """Items of this school and of none within it; no sections, nothing that is part of an item."""
    apart = indexes.find("section_key", sections_of(root))
    for few in (indexes.find("lacks", [PART]), used_only(indexes)):
        apart = union(apart, few)
    return shown(indexes, place(indexes, root, moment), apart, moment)


def used_only(indexes: Indexes) -> Numbers:
    """What is there for a text only; the pictures of an album are not."""
    return indexes.without("lacks", [OF_ALBUM], indexes.find("by_use", True))


def visible_sections(indexes: Indexes, root: Any) -> Numbers:
    return indexes.find("section_key", sections_of(root), indexes.find(*public()))


def public() -> tuple[str, list[str]]:
    return "allowedRolesAndUsers", [VISITOR]


def sections_of(root: Any) -> dict[str, Any]:
    """Query of the index ``section_key`` for the sections of a school."""
    prefix = section_key(root, "")
    return {"query": (prefix, prefix + "\uffff"), "range": "min:max"}


def place(indexes: Indexes, root: Any, moment: datetime) -> Numbers:
    """What is public in the minute below a school root, without the schools within."""
    path = "/".join(root.getPhysicalPath())
    found = indexes.shown(minute_of(moment), indexes.find(*public()))
    if path != "/".join(api.portal.get().getPhysicalPath()):
        # The whole site is what the catalog holds, so that its path would only cost time.
        found = indexes.find("path", path, found)
    for number in indexes.find("object_provides", [ISchoolRoot.__identifier__]):
        other = indexes.path(number)
        if other.startswith(path + "/"):
            found = indexes.without("path", other, found)
    return found


def minute_of(moment: datetime) -> int:
    return int(moment.timestamp() // 60)


def shown(indexes: Indexes, found: Numbers, apart: Numbers, moment: datetime) -> Shown:
    """Those not apart, published by then and not expired. The index knows minutes: whose border
    lies in the minute that runs is asked for his exact times."""
    bordering = union(indexes.find("effective", moment), indexes.find("expires", moment))
    times = {
        number: times_of(indexes, number)
        for number in difference(intersection(bordering, found), apart)
    }
    hidden = [number for number, span in times.items() if not holds(span, moment)]
    changes = [each for span in times.values() for each in span if is_ahead(each, moment)]
    numbers = difference(found, union(apart, IISet(hidden)))
    return Shown(numbers, min(changes, default=None))


def times_of(indexes: Indexes, number: int) -> Span:
    return as_moment(indexes.column(number, "effective")), as_moment(
        indexes.column(number, "expires")
    )


def holds(span: Span, moment: datetime) -> bool:
    begins, ends = span
    return (begins is None or begins <= moment) and (ends is None or moment < ends)


def is_ahead(border: datetime | None, moment: datetime) -> bool:
    """Whether it comes within the minute that runs."""
    return border is not None and 0 < border.timestamp() - moment.timestamp() < 60
