"""Facts of the school's published items: set algebra on the catalog's indexes, few columns read."""

from BTrees.IIBTree import difference
from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
from BTrees.IIBTree import union
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from functools import partial
from hcmedu.portal.compliance.evaluation import Evidence
from hcmedu.portal.compliance.evaluation import Fact
from hcmedu.portal.compliance.evaluation import Query
from hcmedu.portal.compliance.evaluation.rows import answers
from hcmedu.portal.compliance.facts.columns import Clock
from hcmedu.portal.compliance.facts.columns import KNOWN
from hcmedu.portal.compliance.facts.columns import Values
from hcmedu.portal.compliance.facts.indexes import Indexes
from hcmedu.portal.compliance.facts.newest import Newest
from hcmedu.portal.compliance.facts.shelf import Known
from hcmedu.portal.compliance.facts.shelf import Numbers
from hcmedu.portal.compliance.facts.spans import likely
from hcmedu.portal.compliance.facts.spans import Span
from hcmedu.portal.compliance.facts.visibility import Shown
from hcmedu.portal.compliance.facts.visibility import visible
from hcmedu.portal.compliance.facts.visibility import visible_sections
from operator import itemgetter
from typing import Any
from urllib.parse import quote


#: Columns that are looked at of every item.
OF_ALL = ("UID", "Title", "portal_type", "effective", "in_sections", "lacks")
NOTHING: frozenset[str] = frozenset()


class CatalogSource:
    """What an anonymous visitor sees of a school at a moment (``evaluation.Source``).

    Good for one request; what was asked is kept. Wakes no object, and reads columns only of the
    items that it hands out, or of which no index tells what is asked.
    """

    def __init__(self, root: Any, moment: datetime) -> None:
        self._indexes = Indexes()
        self._shelf = self._indexes.shelf
        self._root = root
        self._moment = moment
        self._kept: dict[Any, Any] = {}
        self._facts: dict[int, Fact] = {}
        self._clock = Clock()
        self._prefix = len(quote("/".join(root.getPhysicalPath())))
        self._site_url = root.absolute_url()

    def count(self, query: Query) -> int:
        return len(self._found(query))

    def items(self, query: Query, limit: int | None = None) -> Sequence[Fact]:
        return [self._fact(each) for each in self._newest.of(self._found(query), limit)]

    def evidence(self, query: Query, limit: int) -> Sequence[Evidence]:
        return [self._named(each) for each in self._newest.of(self._found(query), limit)]

    def section(self, code: str) -> Fact | None:
        number = self._sections.get(code)
        return None if number is None else self._fact(number)

    @property
    def changes(self) -> datetime | None:
        """When, within the minute of the moment, something comes or goes next."""
        return self._shown.changes

    def _found(self, query: Query) -> Numbers:
        known = self._keep(self._lacking, query.section, query.types, query.lacking)
        if query.sound:
            faulty = self._keep(self._lacking, query.section, query.types, query.sound)
            known = self._shelf.made(difference, known, faulty)
        found = known.numbers
        for name, values in query.having.items():
            found = self._having(found, name, values)
        for name, span in query.spans.items():
            found = self._within(found, name, *span)
        return found

    def _keep(self, make: Callable[..., Any], *asked: Any) -> Any:
        """What a method makes of a question, worked out once."""
        key = (make.__name__, asked)
        if key not in self._kept:
            self._kept[key] = make(*asked)
        return self._kept[key]

    def _lacking(self, code: str, types: tuple[str, ...], flaws: tuple[str, ...]) -> Known:
        found = self._keep(self._of_types, code, types)
        return self._any_of(found, "lacks", flaws) if flaws else found

    def _of_types(self, code: str, types: tuple[str, ...]) -> Known:
        found = self._keep(self._in_section, code)
        return self._any_of(found, "portal_type", types) if types else found

    def _in_section(self, code: str) -> Known:
        found = self._indexes.with_value("in_sections", code)
        make, other = self._narrowing
        return self._shelf.made(make, found, other)

    def _any_of(self, found: Known, name: str, values: tuple[Any, ...]) -> Known:
        """Those with one of these texts in an index."""
        if not found:
            return found
        several = [self._indexes.with_value(name, each) for each in values]
        return self._shelf.joined([self._shelf.made(intersection, found, each) for each in several])

    def _having(self, found: Numbers, name: str, values: tuple[Any, ...]) -> Numbers:
        asked_of_index = name in KNOWN and self._indexes.has(name)
        if asked_of_index and all(isinstance(each, str) and each for each in values):
            return self._any_of(Known(found, None), name, values).numbers
        return self._read(found, Query("", having={name: values}))

    def _within(self, found: Numbers, name: str, first: Any, last: Any) -> Numbers:
        if not found:
            return found
        asked = Query("", spans={name: (first, last)})
        span = self._keep(self._span, name, first, last)
        if span is None:
            return self._read(likely(self._indexes, name, found), asked)
        sure = difference(found, span.outside)
        if span.inside is not None:
            sure = intersection(found, span.inside)
        unsure = intersection(found, span.unsure)
        return union(difference(sure, unsure), self._read(unsure, asked)) if unsure else sure

    def _span(self, name: str, first: Any, last: Any) -> Span | None:
        return Span.of(self._indexes, name, first, last)

    def _read(self, found: Iterable[int], query: Query) -> Numbers:
        """Those that answer a query by their columns."""
        return IISet([number for number in found if answers(self._fact(number), query)])

    @cached_property
    def _shown(self) -> Shown:
        return visible(self._indexes, self._root, self._moment)

    @cached_property
    def _visible(self) -> Numbers:
        return self._shown.numbers

    @cached_property
    def _narrowing(self) -> tuple[Callable[..., Numbers], Known]:
        """What leaves of a section what is visible. To take out what lies in sections and is not,
        which is few unless the site has more schools, costs what a section has, whatever the
        school has."""
        everything = self._indexes.with_any("in_sections").numbers
        hidden = difference(everything, self._visible)
        if len(hidden) < len(self._visible):
            return difference, self._shelf.same(hidden)
        return intersection, self._shelf.same(self._visible)

    @cached_property
    def _newest(self) -> Newest:
        return Newest(self._indexes, self._moment)

    @cached_property
    def _sections(self) -> dict[str, int]:
        numbers = visible_sections(self._indexes, self._root)
        return {self._indexes.column(number, "section_code"): number for number in numbers}

    def _fact(self, number: int) -> Fact:
        if number not in self._facts:
            self._facts[number] = self._made(number)
        return self._facts[number]

    def _made(self, number: int) -> Fact:
        record = self._indexes.record(number)
        uid, title, kind, effective, sections, lacks = self._columns(record)
        # What a frozen class makes of its arguments takes several times as long.
        fact = object.__new__(Fact)
        fact.__dict__.update(
            uid=uid,
            title=title or "",
            url=self._url(number),
            portal_type=kind,
            sections=tuple(sections) if isinstance(sections, list | tuple) else (),
            published=self._clock.moment(effective),
            values=Values(partial(self._indexes.read, record), self._clock),
            lacks=frozenset(lacks) if isinstance(lacks, list | tuple) else NOTHING,
        )
        return fact

    def _named(self, number: int) -> Evidence:
        uid, title = self._columns(self._indexes.record(number))[:2]
        return Evidence(uid, title or "", self._url(number))

    def _url(self, number: int) -> str:
        return self._site_url + self._indexes.address(number)[self._prefix :]

    @cached_property
    def _columns(self) -> itemgetter:
        return itemgetter(*self._indexes.places(*OF_ALL))


def source_of(root: Any, moment: datetime) -> CatalogSource:
    """What an anonymous visitor sees of a school at a moment."""
    return CatalogSource(root, moment)
