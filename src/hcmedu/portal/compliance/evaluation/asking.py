"""What a judge of one check has at hand: the law, the school, its facts and the moment. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from functools import cached_property
from hcmedu.portal.compliance.evaluation.model import Evidence
from hcmedu.portal.compliance.evaluation.model import Fact
from hcmedu.portal.compliance.evaluation.model import Query
from hcmedu.portal.compliance.evaluation.model import Source
from hcmedu.portal.compliance.evaluation.school import SchoolFacts
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.model import Item
from hcmedu.portal.regulations.model import Section
from hcmedu.portal.regulations.queries import Catalogue
from typing import Any


#: So many items are named as evidence; the number of all stands beside them.
EVIDENCE = 10


@dataclass(frozen=True)
class Case:
    """One question: this check of this owner, for this school at this moment."""

    law: Catalogue
    school: SchoolFacts
    source: Source
    now: datetime
    regulations: frozenset[str]
    owner: Section | Item
    check: Check

    @property
    def key(self) -> str:
        return f"{self.owner.code}.{self.check.id}"

    @property
    def today(self) -> date:
        return self.now.date()

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The sections that the check looks at: the owner itself, or those that an item names."""
        return self.owner.sections if isinstance(self.owner, Item) else (self.owner.code,)

    @cached_property
    def days_off(self) -> frozenset[date]:
        return frozenset(self.law.holidays) | self.school.days_off

    def param(self, name: str) -> Any:
        return self.check.params.get(name)

    def count(self, **asked: Any) -> int:
        return sum(self.source.count(Query(code, **asked)) for code in self.codes)

    def items(self, limit: int | None = None, **asked: Any) -> Sequence[Fact]:
        """Of all sections of the check; each item once though it lies in two of them."""
        found: dict[str, Fact] = {}
        for code in self.codes:
            if limit is not None and len(found) >= limit:
                break
            for fact in self.source.items(Query(code, **asked), limit):
                found.setdefault(fact.uid, fact)
        return list(found.values())[:limit]

    def evidence(self, limit: int, **asked: Any) -> tuple[Evidence, ...]:
        """The same, for those that are named only."""
        found: dict[str, Evidence] = {}
        for code in self.codes:
            if len(found) >= limit:
                break
            for each in self.source.evidence(Query(code, **asked), limit):
                found.setdefault(each.uid, each)
        return tuple(found.values())[:limit]


def evidence(facts: Sequence[Fact]) -> tuple[Evidence, ...]:
    return tuple(Evidence(fact.uid, fact.title, fact.url) for fact in facts[:EVIDENCE])
