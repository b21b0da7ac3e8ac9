"""Make a table out of the rows of a file; whoever calls says what to do on the way."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from hcmedu.portal.content.tables.grid import TableError
from hcmedu.portal.lookup import store
from hcmedu.portal.lookup.rows.cells import Cell
from hcmedu.portal.lookup.rows.cells import decode
from hcmedu.portal.lookup.rows.cells import encode
from hcmedu.portal.lookup.rows.checking import Asked
from hcmedu.portal.lookup.rows.checking import Check
from hcmedu.portal.lookup.rows.checking import Choice
from hcmedu.portal.lookup.rows.checking import Shown
from hcmedu.portal.lookup.rows.keys import Kind
from hcmedu.portal.lookup.rows.reading import read
from io import BytesIO
from typing import BinaryIO


#: Hears of how many rows something was done.
Tell = Callable[[int], object]


def silent(done: int) -> None:
    """For who does not want to hear."""


def write_lines(raw: bytes, target: BinaryIO, tell: Tell = silent) -> tuple[tuple[str, ...], int]:
    """The headings and the number of rows, which go into ``target``; raises ``TableError``."""
    source = read(raw)
    total = 0
    for total, (number, cells) in enumerate(source.rows, start=1):
        target.write(encode(number, cells))
        tell(total)
    if not total:
        raise TableError("no_rows")
    return source.head, total


def check_lines(check: Check, lines: Iterable[bytes], tell: Tell = silent) -> None:
    """Every row, with the place at which it begins."""
    for done, (place, number, cells) in enumerate(_placed(lines), start=1):
        check.take(place, number, cells)
        tell(done)


def _placed(lines: Iterable[bytes]) -> Iterator[tuple[int, int, tuple[Cell, ...]]]:
    place = 0
    for line in lines:
        yield place, *decode(line)
        place += len(line)


def fill(table: store.Table, check: Check, lines: BinaryIO, tell: Tell = silent) -> None:
    """Put the sound rows into the table, by the order of their keys: each bucket of the tree is
    written once.
    """
    rows = table["rows"]
    for done, key in enumerate(sorted(check.places), start=1):
        lines.seek(check.places[key])
        rows[key] = check.choice.cells(decode(lines.readline())[1])
        tell(done)
    table["count"], table["left_out"] = len(check.places), check.wrong
    table["common"] = check.shared()


def choice_by_headings(
    head: tuple[str, ...], asked: Iterable[tuple[str, Kind]], shown: Iterable[str]
) -> Choice:
    """Columns by what stands above them; raises ``ValueError`` for a heading that is not there."""
    return Choice(
        tuple(Asked(head.index(heading), heading, kind) for heading, kind in asked),
        tuple(Shown(head.index(heading), heading) for heading in shown),
        len(head),
    )


def table_of_file(
    raw: bytes, asked: Iterable[tuple[str, Kind]], shown: Iterable[str], user: str
) -> store.Table:
    """A whole table at once, for small ones: the demo school's, those of tests."""
    lines = BytesIO()
    head, _total = write_lines(raw, lines)
    choice = choice_by_headings(head, asked, shown)
    table = store.new_table(choice, user)
    check = Check(choice, table["secret"])
    check_lines(check, lines.getvalue().splitlines(keepends=True))
    fill(table, check, lines)
    return table
