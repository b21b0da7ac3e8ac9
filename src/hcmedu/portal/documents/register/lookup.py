"""Which documents a filter means: asked of the catalog's indexes, no object wakes.

Only what the user may view, and nothing that is still to come or has expired, whoever looks. An
answer is kept in memory as long as it holds, a minute at most.
"""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from array import array
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from DateTime import DateTime
from datetime import date
from hcmedu.portal.content.moments import now
from hcmedu.portal.documents.register import filters
from hcmedu.portal.documents.register.facets import count
from hcmedu.portal.documents.register.filters import Filter
from hcmedu.portal.documents.register.orders import arranged
from hcmedu.portal.listing import queries
from hcmedu.portal.school import school_root
from hcmedu.portal.vietnamese import number_key
from plone import api
from plone.memoize import ram
from Products.CMFCore.indexing import processQueue
from Products.ZCatalog.ZCatalog import ZCatalog
from typing import Any
from zope.globalrequest import getRequest


TYPE = "OfficialDocument"
#: An index that has a value for each item: results can be taken unmerged only when sorted.
ALWAYS_THERE = "created"
#: Parameter → catalog index.
INDEXES = {
    "section": "in_sections",
    "form": "document_form",
    "issuer": "issuer",
    "field": "fields_of_work",
}
HIGHEST = "\uffff"


@dataclass(frozen=True)
class Found:
    """Record numbers in order, and for each facet value → number of documents."""

    numbers: Sequence[int]
    facets: Mapping[str, Mapping[str, int]]

    def __len__(self) -> int:
        return len(self.numbers)


class Brains(Sequence):
    """The brains of record numbers, made as they are asked for."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = numbers
        self.catalog = api.portal.get_tool("portal_catalog")._catalog

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self.catalog[number] for number in self.numbers[at]]
        return self.catalog[self.numbers[at]]


def find(context: Any, asked: Filter) -> Found:
    """The documents below a section, or of the school whose root the context is."""
    processQueue()
    base = base_query(context)
    if not base["path"]["query"]:
        # The index takes no path for no restriction.
        return Found((), {facet: {} for facet in filters.FACETS})
    numbers, facets = answer(base, asked, now().date())
    return Found(array("i", numbers), facets)


def key_of(function: Any, base: dict[str, Any], asked: Filter, today: date) -> str:
    """What an answer depends on: the question, the rights, the minute, the state of the catalog.

    The state is the transaction that changed the catalog last, as this connection sees it. What
    has been changed in this very transaction may yet be undone: it is never kept.
    """
    counter = getattr(aq_base(api.portal.get_tool("portal_catalog")), "_counter", None)
    if counter is None or counter._p_changed or counter._p_jar is None:
        raise ram.DontCache
    # What another connection changed is a ghost, which keeps its old serial until it is loaded.
    counter._p_activate()
    state = (counter._p_jar.db().database_name, counter._p_oid, counter._p_serial)
    question = (asked.parameters(), asked.sort, asked.descending, today)
    return repr((sorted(base.items()), question, state))


@ram.cache(key_of)
def answer(
    base: dict[str, Any], asked: Filter, today: date
) -> tuple[bytes, dict[str, dict[str, int]]]:
    """Record numbers in order, as the bytes of an array, and the counts of the facets."""
    scores = matching(base, asked, today)
    facets = {
        facet: count(facet, others(base, asked, facet, scores, today), today)
        for facet in filters.FACETS
    }
    return array("i", arranged(scores, asked.sort, asked.descending)).tobytes(), facets


def base_query(context: Any) -> dict[str, Any]:
    """What holds for every question: the kind, the place, what the user may see today."""
    catalog = api.portal.get_tool("portal_catalog")
    return {
        "portal_type": TYPE,
        "path": {"query": paths(context)},
        "allowedRolesAndUsers": sorted(
            catalog._listAllowedRolesAndUsers(getSecurityManager().getUser())
        ),
        "effectiveRange": minute(queries.listed_at(DateTime())),
    }


def minute(moment: DateTime) -> DateTime:
    """Its beginning: the index counts minutes, so all of a minute ask the same."""
    return DateTime(int(moment.timeTime()) // 60 * 60)


def paths(context: Any) -> list[str]:
    """Where to look: a section; of a school its sections, since a site may hold other schools."""
    root = school_root(context)
    if root is None or root.getPhysicalPath() != context.getPhysicalPath():
        return ["/".join(context.getPhysicalPath())]
    sections = queries.sections_of_school(root, getRequest())
    return queries.below(queries.highest(sections.values()))["query"]


def others(
    base: dict[str, Any], asked: Filter, facet: str, scores: Mapping[int, int], today: date
) -> Mapping[int, int]:
    """What would be found without a choice in this facet: its other values stay to be chosen."""
    if not getattr(asked, facet):
        return scores
    return matching(base, replace(asked, **{facet: ()}), today)


def matching(base: dict[str, Any], asked: Filter, today: date) -> dict[int, int]:
    """Record number → score of the words that were typed; 0 without words."""
    parts = [base | part for part in alternatives(asked, today)]
    catalog = api.portal.get_tool("portal_catalog")
    found: dict[int, int] = {}
    for query in parts:
        sort_index = None if "SearchableText" in query else ALWAYS_THERE
        rows = ZCatalog.search(catalog, query, sort_index=sort_index, merge=False)
        if sort_index is None:
            found.update((number, score) for score, (_one, _score, number), _fetch in rows)
        else:
            found.update(dict.fromkeys((number for _key, number, _fetch in rows), 0))
    return found


def alternatives(asked: Filter, today: date) -> list[dict[str, Any]]:
    """Queries of the catalog whose results, taken together, are the answer."""
    query = {INDEXES[name]: list(getattr(asked, name)) for name in INDEXES if getattr(asked, name)}
    words = [asked.text]
    if asked.number:
        key = number_key(asked.number)
        if key is None:
            words.append(asked.number)
        else:
            query["document_numbers"] = {"query": (key, key + HIGHEST), "range": "min:max"}
    text = " ".join(filter(None, words))
    if text:
        query["SearchableText"] = text
    days = spans(asked)
    forces = [force_query(each, today) for each in asked.force] or [{}]
    return [
        {**query, **force, **({"issue_date": span} if span else {})}
        for span in days
        for force in forces
    ]


def spans(asked: Filter) -> list[dict[str, Any] | None]:
    """Ranges of the date of issue: each year that was chosen, within from and to."""
    first, last = asked.issued_from or date.min, asked.issued_to or date.max
    years = [(date(int(each), 1, 1), date(int(each), 12, 31)) for each in asked.year]
    if not years and (asked.issued_from or asked.issued_to):
        years = [(date(1, 1, 1), date(3999, 12, 31))]
    if not years:
        return [None]
    # Turned round, a range finds nothing, as it should.
    return [range_of(max(begin, first), min(end, last)) for begin, end in years]


def range_of(first: date, last: date) -> dict[str, Any]:
    if first > last:
        first = last = date(1, 1, 1)
    return {"query": (first, last), "range": "min:max"}


def force_query(force: str, today: date) -> dict[str, Any]:
    if force == filters.NOT_YET:
        return {"force_begins": {"query": tomorrow(today), "range": "min"}} | {
            "force_ends": {"query": today, "range": "min"}
        }
    if force == filters.ENDED:
        return {"force_ends": {"query": yesterday(today), "range": "max"}}
    return {
        "force_begins": {"query": today, "range": "max"},
        "force_ends": {"query": today, "range": "min"},
    }


def tomorrow(today: date) -> date:
    return date.fromordinal(today.toordinal() + 1)


def yesterday(today: date) -> date:
    return date.fromordinal(today.toordinal() - 1)
