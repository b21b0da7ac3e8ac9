"""From valid rows to the catalogue: order, inherited groups, general and added checks, levels."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.model import Item
from hcmedu.portal.regulations.model import Section
from hcmedu.portal.regulations.queries import Catalogue
from hcmedu.portal.regulations.rows import AddedCheck
from hcmedu.portal.regulations.rows import GeneralCheck
from hcmedu.portal.regulations.shared import EVERY_LEVEL
from types import MappingProxyType
from typing import Any


Rows = Mapping[str, Sequence[Any]]


def assemble(rows: Rows) -> Catalogue:
    """The catalogue of rows that `validate` found no fault in."""
    levels = tuple(row.id for row in rows["levels"])
    sections = {row.code: row for row in map(Sections(rows).finish, ordered(rows))}
    items = [finish_item(row, rows) for row in rows["items"]]
    return Catalogue(
        regulations=by_id(rows["regulations"]),
        levels=by_id(rows["levels"]),
        groups=by_id(rows["groups"]),
        sections=MappingProxyType({c: at_levels(s, levels) for c, s in sections.items()}),
        items=MappingProxyType({row.code: at_levels(row, levels) for row in items}),
        document_forms=by_id(rows["document_forms"]),
        document_fields=by_id(rows["document_fields"]),
        disclosure_groups=by_id(rows["disclosure_groups"]),
        all_disclosure_forms=by_id(at_levels(row, levels) for row in rows["disclosure_forms"]),
        procedures=by_id(at_levels(row, levels) for row in rows["procedures"]),
        links=by_id(rows["links"]),
        project_kinds=by_id(rows["project_kinds"]),
        project_states=by_id(rows["project_states"]),
        criteria=by_id(rows["criteria"]),
        holidays=MappingProxyType({row.day: row for row in rows["holidays"]}),
    )


def by_id(rows: Iterable[Any]) -> Mapping[str, Any]:
    return MappingProxyType({row.id: row for row in rows})


def at_levels(row: Any, levels: tuple[str, ...]) -> Any:
    """The row with `all` replaced by the levels there are, in its checks as well."""
    changes: dict[str, Any] = {}
    if getattr(row, "levels", None) == EVERY_LEVEL:
        changes["levels"] = levels
    if hasattr(row, "checks"):
        changes["checks"] = tuple(at_levels(check, levels) for check in row.checks)
    return replace(row, **changes)


def added_checks(code: str, rows: Rows) -> tuple[Check, ...]:
    """The checks that stand apart with `owner: <code>`."""
    return tuple(
        row.check for row in rows["checks"] if isinstance(row, AddedCheck) and row.owner == code
    )


def finish_item(row: Item, rows: Rows) -> Item:
    return replace(row, checks=(*row.checks, *added_checks(row.code, rows)))


class Sections:
    """Completes sections with what other rows say of them."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.by_code: dict[str, Section] = {row.code: row for row in rows["sections"]}
        self.items = {row.code for row in rows["items"]}

    def finish(self, row: Section) -> Section:
        """The section with the group of its parent, general checks, and checks of circulars."""
        # A code that is an item as well (A08) has its added checks there
        added = () if row.code in self.items else added_checks(row.code, self.rows)
        checks = (*self.general(row), *row.checks, *added)
        return replace(row, group=self.group(row), checks=checks)

    def general(self, row: Section) -> tuple[Check, ...]:
        general: list[GeneralCheck] = list(self.rows["general_checks"])
        return tuple(each.check for each in general if each.concerns(row))

    def group(self, row: Section) -> str:
        return row.group or self.group(self.by_code[row.parent or ""])


def ordered(rows: Rows) -> list[Section]:
    """Sections by group, each followed by its sub-sections, otherwise as the files have them."""
    complete = Sections(rows)
    places = [row.id for row in rows["groups"]]
    sections: list[Section] = list(rows["sections"])
    children: dict[str | None, list[Section]] = {}
    for row in sorted(sections, key=lambda row: places.index(complete.group(row))):
        children.setdefault(row.parent, []).append(row)
    return list(walk(children, None))


def walk(children: Mapping[str | None, list[Section]], parent: str | None) -> Iterable[Section]:
    for row in children.get(parent, []):
        yield row
        yield from walk(children, row.code)
