"""What lists over several years tell of a yearbook, as one plain dict. No Plone here.

It is kept as one column of the catalog, so that no yearbook is woken for a table of five years.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from hcmedu.portal.content.numerals import is_area
from hcmedu.portal.content.yearbook_sums import column_sum
from typing import Any


Row = Mapping[str, Any]
#: Tokens of ``terms`` that are counted by themselves.
TEACHERS, CLASSROOMS = frozenset({"giao-vien"}), frozenset({"phong-hoc"})
#: Fields that stand by themselves in a yearbook, by the names of the measures.
FIELDS = {
    "classes": "total_classes",
    "pupils": "total_pupils",
    "staff": "total_staff",
    "computers": "computers",
    "library_books": "library_books",
    "land_area": "land_area",
}


def figures(entry: Mapping[str, Any]) -> dict[str, Any]:
    """``measures``: name → number; ``grades``, ``qualifications``: token → pupils, persons.

    ``entry`` holds the fields of a yearbook by name. What is not known is left out, and so is what
    is no number.
    """
    tables = {name: rows_of(entry, name) for name in ("grades", "staff", "rooms")}
    found = {name: entry.get(field) for name, field in FIELDS.items()} | summed(**tables)
    classes, pupils = found["classes"], found["pupils"]
    if is_area(classes) and is_area(pupils) and classes:
        found["pupils_a_class"] = round(pupils / classes, 1)
    return {
        "measures": {name: value for name, value in found.items() if is_area(value)},
        "grades": counted(tables["grades"], "grade", "pupils"),
        "qualifications": counted(tables["staff"], "qualification", "count"),
    }


def summed(grades: Sequence[Row], staff: Sequence[Row], rooms: Sequence[Row]) -> dict[str, Any]:
    """What is the sum of a column, of all rows or of some."""
    return {
        "girls": column_sum(grades, "girls"),
        "boarders": column_sum(grades, "boarders"),
        "women": column_sum(staff, "women"),
        "teachers": column_sum(chosen(staff, "role", TEACHERS), "count"),
        "rooms": column_sum(rooms, "count"),
        "classrooms": column_sum(chosen(rooms, "kind", CLASSROOMS), "count"),
    }


def rows_of(entry: Mapping[str, Any], name: str) -> list[Row]:
    """Rows whose numbers are numbers."""
    found = entry.get(name)
    rows = found if isinstance(found, list | tuple) else ()
    return [row for row in rows if isinstance(row, Mapping) and is_sound(row)]


def is_sound(row: Row) -> bool:
    numbers = (row.get(name) for name in ("pupils", "girls", "boarders", "count", "women"))
    return all(number is None or is_area(number) for number in numbers)


def chosen(rows: Iterable[Row], key: str, tokens: frozenset[str]) -> list[Row]:
    return [row for row in rows if row.get(key) in tokens]


def counted(rows: Iterable[Row], key: str, number: str) -> dict[str, int | float]:
    """Token → sum, in the order in which the tokens are met first; rows without either left out."""
    found: dict[str, int | float] = {}
    for row in rows:
        token, value = row.get(key), row.get(number)
        if isinstance(token, str) and token and value is not None:
            found[token] = found.get(token, 0) + value
    return found
