"""The catalogue as Markdown, for the documentation; the tables hold no words of their own."""

from collections.abc import Iterable
from hcmedu.portal.regulations.model import Citation
from hcmedu.portal.regulations.model import Item
from hcmedu.portal.regulations.model import Regulation
from hcmedu.portal.regulations.model import Section
from hcmedu.portal.regulations.queries import Catalogue


def document(catalogue: Catalogue) -> str:
    """Sections group by group, items, then regulations; ends with one line feed."""
    parts = [group_part(catalogue, group) for group in catalogue.groups]
    parts += [items_part(catalogue), regulations_part(catalogue)]
    return "\n".join(parts)


def group_part(catalogue: Catalogue, group: str) -> str:
    """A heading and the table of the sections of one first-level entry."""
    row = catalogue.groups[group]
    head = (
        "code",
        "title",
        "id",
        "levels",
        "obligation",
        "display",
        "may hold",
        "checks",
        "source",
    )
    cells = [section_cells(catalogue, section) for section in catalogue.sections_of(group)]
    return f"### {row.title} (`{row.id}`)\n\n{row.description}\n\n{table(head, cells)}"


def section_cells(catalogue: Catalogue, row: Section) -> tuple[str, ...]:
    return (
        row.code,
        row.title if row.navigation else f"{row.title} (not in the menu)",
        f"`{row.id}`",
        levels_cell(catalogue, row),
        row.obligation.value,
        row.display.value,
        ", ".join(row.addable_types) or "–",
        ", ".join(check.id for check in row.checks) or "–",
        sources(row.citations),
    )


def levels_cell(catalogue: Catalogue, row: Section) -> str:
    """`all`, or the ids of the levels; boarding as one more of them."""
    names = list(row.levels) + ["boarding"] * row.boarding
    return "all" if len(row.levels) == len(catalogue.levels) else ", ".join(names)


def sources(citations: Iterable[Citation]) -> str:
    return "; ".join(str(citation) for citation in citations)


def items_part(catalogue: Catalogue) -> str:
    """Demands that are no section."""
    cells = [item_cells(row) for row in catalogue.items.values()]
    return f"### Items\n\n{table(('code', 'title', 'sections', 'checks', 'source'), cells)}"


def item_cells(row: Item) -> tuple[str, ...]:
    return (
        row.code,
        row.title,
        ", ".join(row.sections) or "–",
        ", ".join(check.id for check in row.checks),
        sources(row.citations),
    )


def regulations_part(catalogue: Catalogue) -> str:
    """Every regulation with its dates."""
    head = ("id", "number", "issuer", "issued", "in force", "replaced by", "title")
    cells = [regulation_cells(catalogue, row) for row in catalogue.regulations.values()]
    return f"### Regulations\n\n{table(head, cells)}"


def regulation_cells(catalogue: Catalogue, row: Regulation) -> tuple[str, ...]:
    until = catalogue.last_day(row.id)
    return (
        f"`{row.id}`",
        row.number or "–",
        row.issuer,
        f"{row.issued:%d/%m/%Y}" if row.issued else "–",
        f"{row.begins:%d/%m/%Y}–" + (f"{until:%d/%m/%Y}" if until else "") if row.begins else "–",
        f"`{row.replaced_by}`" if row.replaced_by else "–",
        row.title,
    )


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(map(escaped, line))} |\n" for line in lines)


def escaped(cell: str) -> str:
    return cell.replace("|", "\\|")
