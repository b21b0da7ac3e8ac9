"""What is read out of a register, and what may be wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date


#: A cell as it was read: text, whole or broken number, day, or nothing.
Cell = str | int | float | date | None
#: What a field holds.
Value = str | date | list[str]


class RegisterError(ValueError):
    """A register or a bundle of files that can't be read at all; ``kind`` says why.

    Of a register: ``empty``, ``not_a_table`` (neither CSV nor XLSX), ``damaged``, ``too_large``,
    ``too_many_rows``, ``no_header``. Of a bundle: ``damaged``, ``encrypted``, ``too_many_files``,
    ``too_large`` (packed so that it would fill the disk), ``no_such_place``. ``limit`` is the
    number that was exceeded.
    """

    def __init__(self, kind: str, limit: int | None = None) -> None:
        super().__init__(kind)
        self.kind, self.limit = kind, limit


@dataclass(frozen=True)
class Problem:
    """Why a cell was not taken: ``kind`` a token, ``field`` a key of ``columns.FIELDS``.

    ``date_format``, ``date_calendar``, ``date_year``, ``date_order``, ``form_unknown``,
    ``names_none`` (a line of replaced documents without a number), ``too_long``, ``number_…`` (the
    kinds of ``InvalidDocumentNumber``), ``nothing_told``, ``file_missing``, ``file_ambiguous``,
    ``doubled`` (an earlier row has the document; ``value`` is its line).
    """

    kind: str
    field: str
    value: str = ""


@dataclass(frozen=True)
class Table:
    """A sheet: the cells of its header row, and the rows behind it with their line (from 1)."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class Row:
    """One document of a register, by the names of the fields of ``OfficialDocument``.

    ``filename`` is what the register says; empty when it says nothing. Fields that name several
    documents (``columns.LISTS``) hold a list.
    """

    line: int
    values: Mapping[str, Value] = field(default_factory=dict)
    filename: str = ""
    problems: tuple[Problem, ...] = ()
