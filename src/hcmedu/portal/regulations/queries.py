"""The catalogue as a whole, and the questions that the other rooms ask it."""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields
from datetime import date
from datetime import timedelta
from functools import cached_property
from hashlib import blake2b
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.model import CheckKind
from hcmedu.portal.regulations.model import Criterion
from hcmedu.portal.regulations.model import DisclosureForm
from hcmedu.portal.regulations.model import DocumentForm
from hcmedu.portal.regulations.model import Group
from hcmedu.portal.regulations.model import Holiday
from hcmedu.portal.regulations.model import Item
from hcmedu.portal.regulations.model import LinkTarget
from hcmedu.portal.regulations.model import ProcedureKind
from hcmedu.portal.regulations.model import Regulation
from hcmedu.portal.regulations.model import Section
from hcmedu.portal.regulations.model import Term
from typing import Any


@dataclass(frozen=True)
class Catalogue:
    """All rows by id, code or day; every mapping is read-only and in the catalogue's order."""

    regulations: Mapping[str, Regulation]
    levels: Mapping[str, Term]
    groups: Mapping[str, Group]
    sections: Mapping[str, Section]
    items: Mapping[str, Item]
    document_forms: Mapping[str, DocumentForm]
    document_fields: Mapping[str, Term]
    disclosure_groups: Mapping[str, Term]
    all_disclosure_forms: Mapping[str, DisclosureForm]
    procedures: Mapping[str, ProcedureKind]
    links: Mapping[str, LinkTarget]
    project_kinds: Mapping[str, Term]
    project_states: Mapping[str, Term]
    criteria: Mapping[str, Criterion]
    holidays: Mapping[date, Holiday]

    @cached_property
    def memory(self) -> dict[Any, Any]:
        """What others have worked out from these rows, by a key of theirs; rows never change."""
        return {}

    @cached_property
    def version(self) -> str:
        """The same for the same sections, items, forms, holidays and weights; 12 characters."""
        known = (
            self.sections,
            self.items,
            self.all_disclosure_forms,
            self.criteria,
            self.holidays,
        )
        text = repr([[*rows.values()] for rows in known])
        return blake2b(text.encode(), digest_size=6).hexdigest()

    def section(self, code: str) -> Section:
        """The section of this code; KeyError if there is none."""
        return self.sections[code]

    def sections_for(self, levels: Iterable[str], boarding: bool = False) -> tuple[Section, ...]:
        """The sections that a school of these levels needs, in order; no level: every section.

        A sub-section comes after its parent. Raises KeyError on an unknown level.
        """
        chosen = self._known(levels)
        return tuple(each for each in self.sections.values() if each.applies(chosen, boarding))

    def children(self, code: str) -> tuple[Section, ...]:
        """The sub-sections of a section, in order."""
        return self._by_parent.get(code, ())

    @cached_property
    def _by_parent(self) -> Mapping[str, tuple[Section, ...]]:
        found: dict[str, tuple[Section, ...]] = {}
        for section in self.sections.values():
            if section.parent:
                found[section.parent] = (*found.get(section.parent, ()), section)
        return found

    def sections_of(self, group: str) -> tuple[Section, ...]:
        """All sections of a first-level entry, sub-sections included, in order."""
        return tuple(each for each in self.sections.values() if each.group == group)

    def disclosure_forms(
        self, levels: Iterable[str] = (), regulation: str | None = None
    ) -> tuple[DisclosureForm, ...]:
        """What a school of these levels discloses under a circular; None: under any of them.

        No level stated: the forms of every level. Raises KeyError on an unknown level or id.
        """
        chosen = self._known(levels)
        if regulation is not None:
            self.regulations[regulation]
        return tuple(
            form
            for form in self.all_disclosure_forms.values()
            if regulation in (None, form.regulation)
            and (not chosen or not chosen.isdisjoint(form.levels))
        )

    def in_force(self, regulation: str, on: date) -> bool:
        """Whether a regulation is in force on that day.

        It begins on the day stated, else on the day of issue, and ends on the day stated, else
        the day before its successor begins. Without a known beginning it counts as begun.
        """
        row = self.regulations[regulation]
        until = self.last_day(regulation)
        return (row.begins is None or row.begins <= on) and (until is None or on <= until)

    def last_day(self, regulation: str) -> date | None:
        """The last day of force: as stated, else as the successor's beginning tells, else None."""
        row = self.regulations[regulation]
        if row.valid_until or row.replaced_by is None:
            return row.valid_until
        successor = self.regulations[row.replaced_by].begins
        return successor and successor - timedelta(days=1)

    def regulations_in_force(self, on: date) -> tuple[Regulation, ...]:
        """The regulations in force on that day, in the catalogue's order."""
        return tuple(row for row in self.regulations.values() if self.in_force(row.id, on))

    @cached_property
    def circulars(self) -> tuple[Regulation, ...]:
        """The circulars on public disclosure, in the catalogue's order."""
        prescribing = {form.regulation for form in self.all_disclosure_forms.values()}
        return tuple(row for row in self.regulations.values() if row.id in prescribing)

    @cached_property
    def disclosure_deadlines(self) -> Mapping[str, tuple[Check, ...]]:
        """Circular → its checks that name the last day of a period."""
        found: dict[str, tuple[Check, ...]] = {}
        checks = (each for section in self.sections.values() for each in section.checks)
        for check in checks:
            if check.kind is CheckKind.YEARLY_DEADLINE and check.params.get("period"):
                for cited in dict.fromkeys(citation.regulation for citation in check.citations):
                    found[cited] = (*found.get(cited, ()), check)
        return found

    def disclosure_regulation(self, on: date) -> Regulation | None:
        """The circular on public disclosure in force on that day: one that prescribes forms."""
        found = [row for row in self.circulars if self.in_force(row.id, on)]
        return max(found, key=lambda row: row.begins or date.min, default=None)

    def checks_for(
        self,
        owner: Section | Item,
        levels: Iterable[str] = (),
        regulations: Collection[str] | None = None,
    ) -> tuple[Check, ...]:
        """The checks that bind a school of these levels under these regulations (None: all).

        A check binds when one of the regulations that it cites is among them.
        """
        chosen = self._known(levels)
        return tuple(
            check
            for check in owner.checks
            if (not chosen or not chosen.isdisjoint(check.levels))
            and (regulations is None or any(c.regulation in regulations for c in check.citations))
        )

    def criterion_of(self, owner: Section | Item, check: Check) -> Criterion:
        """The criterion of assessment that a check counts for (D01)."""
        return self._criteria_of_owners.get(owner.code) or self._criteria_of_kinds[check.kind]

    @cached_property
    def _criteria_of_owners(self) -> Mapping[str, Criterion]:
        """The first that names each."""
        rows = reversed(self.criteria.values())
        return {code: row for row in rows for code in row.owners}

    @cached_property
    def _criteria_of_kinds(self) -> Mapping[CheckKind, Criterion]:
        """The first that takes each."""
        rows = reversed(self.criteria.values())
        return {kind: row for row in rows for kind in row.kinds}

    def _known(self, levels: Iterable[str]) -> frozenset[str]:
        chosen = frozenset(levels)
        unknown = sorted(chosen - set(self.levels))
        if unknown:
            raise KeyError(f"unknown school level: {', '.join(unknown)}")
        return chosen


TABLES = tuple(each.name for each in fields(Catalogue))
