"""Facts of the school's published items: set algebra on the catalog's indexes, few columns read."""

from BTrees.IIBTree import IISet
from collections.abc import Iterable
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import cached_property
from functools import partial
from hcmedu.portal.compliance.evaluation import Fact
from hcmedu.portal.compliance.evaluation import Query
from hcmedu.portal.compliance.evaluation.rows import answers
from hcmedu.portal.compliance.facts.columns import Clock
from hcmedu.portal.compliance.facts.columns import KNOWN
from hcmedu.portal.compliance.facts.columns import Values
from hcmedu.portal.compliance.facts.indexes import Indexes
from hcmedu.portal.compliance.facts.indexes import Numbers
from hcmedu.portal.compliance.facts.newest import Newest
from hcmedu.portal.compliance.facts.spans import likely
from hcmedu.portal.compliance.facts.spans import Span
from hcmedu.portal.compliance.facts.visibility import Shown
from hcmedu.portal.compliance.facts.visibility import visible
from hcmedu.portal.compliance.facts.visibility import visible_sections
from typing import Any
from urllib.parse import quote


#: A set of record numbers; Python's own, whose intersections cost what the smaller one has.
Found = AbstractSet[int]


class CatalogSource:
    """What an anonymous visitor sees of a school at a moment (``evaluation.Source``).

    Good for one request; what was asked is kept. Wakes no object, and reads columns only of the
    items that it hands out, or of which no index tells what is asked.
    """

    def __init__(self, root: Any, moment: datetime) -> None:
        self._indexes = Indexes()
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

    def section(self, code: str) -> Fact | None:
        number = self._sections.get(code)
        return None if number is None else self._fact(number)

    @property
    def changes(self) -> datetime | None:
        """When, within the minute of the moment, something comes or goes next."""
        return self._shown.changes

    def _found(self, query: Query) -> Found:
        found = self._of_types(query.section, query.types)
        if query.lacking:
            found = self._any_of(found, "lacks", query.lacking)
        for name, values in query.having.items():
            found = self._having(found, name, values)
        for name, span in query.spans.items():
            found = self._within(found, name, *span)
        return found

    def _of_types(self, code: str, types: tuple[str, ...]) -> Found:
        if not types:
            return self._keep(code, (), self._in_section)
        return self._keep(code, types, self._in_section_of_types)

    def _keep(self, name: str, asked: tuple[Any, ...], make: Any) -> Found:
        key = (make.__name__, name, asked)
        if key not in self._kept:
            self._kept[key] = make(name, asked)
        return self._kept[key]

    def _in_section(self, code: str, _asked: tuple[Any, ...]) -> Found:
        if self._by_code is not None:
            return self._by_code.get(code, frozenset())
        return self._indexes.with_value("in_sections", code, self._visible)

    def _in_section_of_types(self, code: str, types: tuple[str, ...]) -> Found:
        within = self._keep(code, (), self._numbers_in)
        several = [self._indexes.with_value("portal_type", kind, within) for kind in types]
        return frozenset().union(*several)

    def _numbers_in(self, code: str, _asked: tuple[Any, ...]) -> Numbers:
        """The same of a section as the catalog's own kind of set: large ones cost less that way."""
        return IISet(self._keep(code, (), self._in_section))

    def _any_of(self, found: Found, name: str, values: tuple[Any, ...]) -> Found:
        """Those with one of these values in an index; what is visible is asked once for each."""
        several = [found & self._keep(name, (value,), self._with) for value in values]
        return several[0] if len(several) == 1 else frozenset().union(*several)

    def _with(self, name: str, values: tuple[Any, ...]) -> Found:
        (value,) = values
        return self._indexes.with_value(name, value, self._visible)

    def _having(self, found: Found, name: str, values: tuple[Any, ...]) -> Found:
        asked_of_index = name in KNOWN and self._indexes.has(name)
        if asked_of_index and all(isinstance(each, str) and each for each in values):
            return self._any_of(found, name, values)
        return self._read(found, Query("", having={name: values}))

    def _within(self, found: Found, name: str, first: Any, last: Any) -> Found:
        asked = Query("", spans={name: (first, last)})
        span = self._keep(name, (first, last), self._span)
        if span is None:
            return self._read(likely(self._indexes, name, found), asked)
        unsure = found & span.unsure
        sure = found & span.inside
        return (sure - unsure) | self._read(unsure, asked) if unsure else sure

    def _span(self, name: str, borders: tuple[Any, Any]) -> Span | None:
        return Span.of(self._indexes, self._visible, name, *borders)

    def _read(self, found: Iterable[int], query: Query) -> Found:
        """Those that answer a query by their columns."""
        return {number for number in found if answers(self._fact(number), query)}

    @cached_property
    def _shown(self) -> Shown:
        return visible(self._indexes, self._root, self._moment)

    @cached_property
    def _visible(self) -> Numbers:
        return self._shown.numbers

    @cached_property
    def _by_code(self) -> dict[str, set[int]] | None:
        """What is visible by section; None where asking the index costs less: it knows the items
        of all schools of the site."""
        if 4 * len(self._visible) > len(self._indexes.keys("in_sections")):
            return None
        found: dict[str, set[int]] = {}
        for number in self._visible:
            for code in self._indexes.codes(number):
                found.setdefault(code, set()).add(number)
        return found

    @cached_property
    def _newest(self) -> Newest:
        return Newest(self._indexes, self._visible, self._moment)

    @cached_property
    def _sections(self) -> dict[str, int]:
        numbers = visible_sections(self._indexes, self._root)
        return {self._indexes.column(number, "section_code"): number for number in numbers}

    def _fact(self, number: int) -> Fact:
        if number not in self._facts:
            self._facts[number] = self._made(number)
        return self._facts[number]

    def _made(self, number: int) -> Fact:
        row = self._indexes.row(number)
        sections, lacks = row("in_sections"), row("lacks")
        return Fact(
            uid=row("UID"),
            title=row("Title") or "",
            url=self._site_url + self._indexes.address(number)[self._prefix :],
            portal_type=row("portal_type"),
            sections=tuple(sections) if isinstance(sections, list | tuple) else (),
            published=self._clock.moment(row("effective")),
            values=Values(partial(self._indexes.column, number), self._clock),
            lacks=frozenset(lacks) if isinstance(lacks, list | tuple) else frozenset(),
        )


def source_of(root: Any, moment: datetime) -> CatalogSource:
    """What an anonymous visitor sees of a school at a moment."""
    return CatalogSource(root, moment)
