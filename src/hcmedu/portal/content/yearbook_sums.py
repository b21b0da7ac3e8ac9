"""Arithmetic of a yearbook: sums, and what in the numbers cannot be right. No Plone here.

Rows are plain dicts; ``title(kind, token)`` gives the name of a row for a message. A problem is a
pair (field, message).
"""

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from hcmedu.portal import _
from hcmedu.portal.content.numerals import format_number
from typing import Any


Row = Mapping[str, Any]
Problem = tuple[str, str]
Title = Callable[[str, str], str]


@dataclass(frozen=True)
class Total:
    """A field that is the sum of a column: (field, table, column), with its message."""

    field: str
    table: str
    column: str
    message: str


TOTALS = (
    Total(
        "total_classes",
        "grades",
        "classes",
        _("You entered ${total} classes, but the grades add up to ${sum}."),
    ),
    Total(
        "total_pupils",
        "grades",
        "pupils",
        _("You entered ${total} pupils, but the grades add up to ${sum}."),
    ),
    Total(
        "total_staff",
        "staff",
        "count",
        _("You entered ${total} members of staff, but the rows add up to ${sum}."),
    ),
    Total(
        "land_area",
        "sites",
        "area",
        _("You entered ${total} m² of land, but the sites add up to ${sum} m²."),
    ),
)


def column_sum(rows: Sequence[Row], column: str) -> int | float | None:
    """Sum of a column; None when there is no row or one of them says nothing."""
    values = [row.get(column) for row in rows]
    if not values or any(value is None for value in values):
        return None
    total = sum(values)
    return round(total, 2) if isinstance(total, float) else total


def fill_totals(entry: Mapping[str, Any]) -> dict[str, int | float]:
    """The totals that were left empty and that the rows can tell."""
    sums = {each.field: column_sum(entry.get(each.table) or (), each.column) for each in TOTALS}
    return {
        field: total
        for field, total in sums.items()
        if total is not None and entry.get(field) is None
    }


def problems(entry: Mapping[str, Any], title: Title) -> list[Problem]:
    """All that cannot be right in the numbers of a yearbook; empty when all is well."""
    grades, staff = entry.get("grades") or (), entry.get("staff") or ()
    return [
        *_doubled("grades", grades, ("grade",), title),
        *_doubled("staff", staff, ("role", "qualification"), title),
        *_parts("grades", grades, "girls", "pupils", _GIRLS, title),
        *_parts("grades", grades, "boarders", "pupils", _BOARDERS, title),
        *_parts("staff", staff, "women", "count", _WOMEN, title),
        *_wrong_totals(entry),
    ]


_GIRLS = _("${row}: ${part} girls are more than ${whole} pupils.")
_BOARDERS = _("${row}: ${part} boarders are more than ${whole} pupils.")
_WOMEN = _("${row}: ${part} women are more than ${whole} persons.")


def _parts(
    field: str, rows: Sequence[Row], part: str, whole: str, message: Any, title: Title
) -> Iterator[Problem]:
    """A part is never more than its whole."""
    for row in rows:
        if row.get(part) is not None and row.get(whole) is not None and row[part] > row[whole]:
            names = {
                "row": _row_title(field, row, title),
                "part": format_number(row[part]),
                "whole": format_number(row[whole]),
            }
            yield field, _(message, mapping=names)


def _doubled(
    field: str, rows: Sequence[Row], keys: tuple[str, ...], title: Title
) -> Iterator[Problem]:
    """One row for each grade, and for each pair of role and qualification."""
    counted = Counter(tuple(row.get(key) for key in keys) for row in rows)
    seen = set()
    for row in rows:
        key = tuple(row.get(name) for name in keys)
        if counted[key] > 1 and key not in seen:
            seen.add(key)
            name = _row_title(field, row, title)
            yield field, _("${row} stands in two rows; please make it one.", mapping={"row": name})


def _row_title(field: str, row: Row, title: Title) -> str:
    keys = {"grades": ("grade",), "staff": ("role", "qualification")}[field]
    return ", ".join(title(key, row[key]) for key in keys if row.get(key))


def _wrong_totals(entry: Mapping[str, Any]) -> Iterator[Problem]:
    """A total that was entered agrees with its rows; without rows it stands alone."""
    for each in TOTALS:
        total = entry.get(each.field)
        added = column_sum(entry.get(each.table) or (), each.column)
        if total is not None and added is not None and abs(total - added) > 0.005:
            numbers = {"total": format_number(total), "sum": format_number(added)}
            yield each.field, _(each.message, mapping=numbers)
