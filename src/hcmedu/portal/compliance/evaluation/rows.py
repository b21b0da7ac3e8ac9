"""A source that holds its facts: of other origins than the catalog, and for tests. Pure."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import datetime
from hcmedu.portal.compliance.evaluation.model import Evidence
from hcmedu.portal.compliance.evaluation.model import Fact
from hcmedu.portal.compliance.evaluation.model import Query
from typing import Any


class Rows:
    """``facts`` are of one moment; ``sections``: those that visitors can see, by code."""

    def __init__(self, facts: Iterable[Fact], sections: Mapping[str, Fact]) -> None:
        self._sections = sections
        self._by_section: dict[str, list[Fact]] = {}
        for fact in sorted(facts, key=newest_first):
            for code in dict.fromkeys(fact.sections):
                self._by_section.setdefault(code, []).append(fact)

    def count(self, query: Query) -> int:
        return len(self.items(query))

    def items(self, query: Query, limit: int | None = None) -> Sequence[Fact]:
        found = [fact for fact in self._by_section.get(query.section, []) if answers(fact, query)]
        return found[:limit]

    def evidence(self, query: Query, limit: int) -> Sequence[Evidence]:
        return [Evidence(each.uid, each.title, each.url) for each in self.items(query, limit)]

    def section(self, code: str) -> Fact | None:
        return self._sections.get(code)


def newest_first(fact: Fact) -> tuple[float, str]:
    """By the minute, as catalogs know it."""
    return (-(fact.published.timestamp() // 60) if fact.published else 0.0, fact.url)


def answers(fact: Fact, query: Query) -> bool:
    """Whether all that is asked, but for the section, holds for a fact."""
    return (
        (not query.types or fact.portal_type in query.types)
        and (not query.lacking or not fact.lacks.isdisjoint(query.lacking))
        and fact.lacks.isdisjoint(query.sound)
        and all(has(value_of(fact, name), any_of) for name, any_of in query.having.items())
        and all(within(value_of(fact, name), *span) for name, span in query.spans.items())
    )


def value_of(fact: Fact, name: str) -> Any:
    return fact.published if name == "published" else fact.values.get(name)


def has(value: Any, any_of: tuple[object, ...]) -> bool:
    """Whether a value, or one of a list of them, is among those asked for."""
    several = value if isinstance(value, list | tuple | set | frozenset) else (value,)
    return any(each in any_of for each in several)


def within(value: Any, first: Any, last: Any) -> bool:
    if value is None:
        return False
    if isinstance(value, datetime) and not isinstance(first or last, datetime):
        value = value.date()
    return (first is None or first <= value) and (last is None or value <= last)
