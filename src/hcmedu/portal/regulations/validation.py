"""What no single row can tell: ids that lead nowhere, rows that contradict each other."""

from collections.abc import Mapping
from collections.abc import Sequence
from hcmedu.portal.regulations.model import Item
from hcmedu.portal.regulations.model import Regulation
from hcmedu.portal.regulations.model import Section
from hcmedu.portal.regulations.nodes import Context
from hcmedu.portal.regulations.problems import Problem
from hcmedu.portal.regulations.rows import AddedCheck
from hcmedu.portal.regulations.rows import GeneralCheck


# More first-level entries than that, nobody finds his way
MOST_GROUPS = 8

Rows = Mapping[str, Sequence[object]]


def validate(context: Context, rows: Rows) -> None:
    """Note every problem between rows; rows with problems of their own are not among `rows`."""
    references(context)
    places(context, rows)
    groups(context)
    chains(context, {row.id: row.replaced_by for row in of(Regulation, rows)}, "regulations")
    chains(context, {row.code: row.parent for row in of(Section, rows)}, "sections")
    for regulation in of(Regulation, rows):
        dates(context, regulation)
    for section in of(Section, rows):
        in_one_group(context, section, {row.code: row for row in of(Section, rows)})
    check_ids(context, rows)


def of(kind: type, rows: Rows) -> list:
    """The rows of one class."""
    return [row for listed in rows.values() for row in listed if isinstance(row, kind)]


def note(context: Context, kind: str, key: str, message: str) -> None:
    """Note a problem at the line where the row's id stands."""
    context.problems.append(Problem(context.definitions[kind][key], message))


def references(context: Context) -> None:
    """Each id that is used is defined somewhere."""
    for use in context.references:
        if not any(use.value in context.definitions.get(kind, {}) for kind in use.kinds):
            kinds = " or ".join(use.kinds)
            context.problems.append(Problem(use.position, f"{use.value!r} is not among {kinds}"))


def places(context: Context, rows: Rows) -> None:
    """Where a regulation lists its places, a citation names one of them."""
    listed = {row.id: row.places for row in of(Regulation, rows) if row.places}
    for regulation, place, position in context.citations:
        if regulation in listed and place not in listed[regulation]:
            message = f"{regulation} has no place {place!r}; known: {', '.join(listed[regulation])}"
            context.problems.append(Problem(position, message))


def groups(context: Context) -> None:
    """At most `MOST_GROUPS` first-level entries."""
    for key in list(context.definitions.get("groups", {}))[MOST_GROUPS:]:
        note(context, "groups", key, f"{key!r} is one group too many: at most {MOST_GROUPS}")


def chains(context: Context, successors: Mapping[str, str | None], kind: str) -> None:
    """No row is, over any number of steps, its own successor or parent."""
    for start in successors:
        seen, key = {start}, successors[start]
        while key is not None and key not in seen:
            seen.add(key)
            key = successors.get(key)
        if key == start:
            note(context, kind, start, f"{start!r} comes back to itself")


def dates(context: Context, row: Regulation) -> None:
    """Issued, then in force, then out of force."""
    known = [day for day in (row.issued, row.valid_from, row.valid_until) if day]
    if known != sorted(known):
        note(context, "regulations", row.id, f"the dates of {row.id!r} are out of order")


def in_one_group(context: Context, row: Section, sections: Mapping[str, Section]) -> None:
    """A section names a group or a parent; if both, the group is the parent's."""
    if row.group is None and row.parent is None:
        note(context, "sections", row.code, f"section {row.code} has neither group nor parent")
    parent = sections.get(row.parent or "")
    if parent and row.group not in (None, parent.group):
        note(context, "sections", row.code, f"section {row.code} is not in its parent's group")


def check_ids(context: Context, rows: Rows) -> None:
    """Within a section or an item, no two checks share an id, general ones included."""
    owned = {("items", row.code): [check.id for check in row.checks] for row in of(Item, rows)}
    for row in of(Section, rows):
        general = [g.check.id for g in of(GeneralCheck, rows) if g.concerns(row)]
        owned["sections", row.code] = [*general, *(check.id for check in row.checks)]
    for added in of(AddedCheck, rows):
        kind = "items" if ("items", added.owner) in owned else "sections"
        owned.get((kind, added.owner), []).append(added.check.id)
    for (kind, code), names in owned.items():
        for name in sorted({name for name in names if names.count(name) > 1}):
            note(context, kind, code, f"{code} has two checks {name!r}")
