"""How many of the documents found have each value of a facet, counted in the indexes."""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from hcmedu.portal.documents.register import filters
from plone import api
from typing import Any


#: How a DateIndex keeps a moment: ((year * 12 + month) * 31 + day) * minutes of a day.
MINUTES_A_DAY = 24 * 60


def count(facet: str, numbers: Iterable[int], today: date) -> dict[str, int]:
    """Value → number of documents; values that none has are left out."""
    found = COUNTERS[facet](numbers, today)
    return {value: number for value, number in found.items() if number and value}


def index(name: str) -> Any:
    return api.portal.get_tool("portal_catalog")._catalog.indexes[name]


def entries(name: str) -> Any:
    """Record number → what the index holds of it."""
    return index(name).documentToKeyMap()


def field_counts(name: str, numbers: Iterable[int]) -> Mapping[Any, int]:
    return Counter(map(entries(name).get, numbers))


def keyword_counts(name: str, numbers: Iterable[int]) -> Mapping[Any, int]:
    """A document counts for each of its values."""
    sets = Counter(map(tuple, filter(None, map(entries(name).get, numbers))))
    found: Counter[Any] = Counter()
    for values, times in sets.items():
        found.update(dict.fromkeys(values, times))
    return found


def year_counts(numbers: Iterable[int]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for value, times in field_counts("issue_date", numbers).items():
        if value is not None:
            found[str(year_of(value))] += times
    return found


def year_of(value: int) -> int:
    """Months and days count from 1, so the last of each looks like the first of the next."""
    months = (value // MINUTES_A_DAY - 1) // 31
    return (months - 1) // 12


def force_counts(numbers: Iterable[int], today: date) -> Mapping[str, int]:
    """Not yet, in force, ended: as ``force_state`` says, and as the filter finds them."""
    day = (today.year * 12 + today.month) * 31 + today.day
    begins, ends = entries("force_begins"), entries("force_ends")
    found: Counter[str] = Counter()
    numbers = list(numbers)
    pairs = Counter(zip(map(begins.get, numbers), map(ends.get, numbers), strict=True))
    for (begin, end), times in pairs.items():
        if end is not None and end // MINUTES_A_DAY < day:
            found[filters.ENDED] += times
        elif begin is not None and end is not None:
            later = begin // MINUTES_A_DAY > day
            found[filters.NOT_YET if later else filters.IN_FORCE] += times
    return found


COUNTERS = {
    "section": lambda numbers, today: keyword_counts("in_sections", numbers),
    "form": lambda numbers, today: field_counts("document_form", numbers),
    "issuer": lambda numbers, today: field_counts("issuer", numbers),
    "field": lambda numbers, today: keyword_counts("fields_of_work", numbers),
    "year": lambda numbers, today: year_counts(numbers),
    "force": force_counts,
}
