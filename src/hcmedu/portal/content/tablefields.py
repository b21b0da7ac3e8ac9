"""Fields for tables: cells pasted from Excel, and workbooks that a page shows."""

from hashlib import sha256
from hcmedu.portal import _
from hcmedu.portal.content import signatures
from hcmedu.portal.content.errors import MessageError
from hcmedu.portal.content.errors import UploadError
from hcmedu.portal.content.tables.grid import Grid
from hcmedu.portal.content.tables.grid import TableError
from hcmedu.portal.content.tables.markup import pieces
from hcmedu.portal.content.tables.pasted import read_pasted
from hcmedu.portal.content.tables.rendering import plain_table
from hcmedu.portal.content.tables.workbook import MAX_BYTES
from hcmedu.portal.content.tables.workbook import read_workbook
from hcmedu.portal.content.uploads import document_upload
from hcmedu.portal.content.uploads import open_upload
from plone.memoize import ram
from plone.namedfile.interfaces import INamed
from typing import Any
from z3c.form.converter import FieldDataConverter
from z3c.form.interfaces import ITextAreaWidget
from zope import schema
from zope.component import adapter
from zope.interface import implementer
from zope.schema.interfaces import IText

import re


MEGABYTE = 1024 * 1024
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)


class IPastedCells(IText):
    """Cells with tabs between them."""


@implementer(IPastedCells)
class PastedCells(schema.Text):
    """What was copied in Excel; it becomes a table when the item is saved."""

    def _validate(self, value: str) -> None:
        super()._validate(value)
        if not value.strip():
            return
        try:
            read_pasted(value)
        except TableError as error:
            raise MessageError(message_of(error)) from error


@adapter(IPastedCells, ITextAreaWidget)
class PastedCellsConverter(FieldDataConverter):
    """The first cell may be empty, as in the corner of a timetable: its tab has to stay."""

    _strip_value = False


def message_of(error: TableError) -> str:
    """Why a table can't be read, and what to do."""
    limit = error.limit or 0
    size = limit // MEGABYTE if limit >= MEGABYTE else limit
    mapping = {"limit": str(size)}
    messages = {
        "one_column": _(
            "No columns were found. Select the cells in Excel, copy them (Ctrl+C) and paste them "
            "here (Ctrl+V)."
        ),
        "empty": _("There is nothing in the cells."),
        "too_many_rows": _("The table has more than ${limit} rows.", mapping=mapping),
        "too_many_columns": _("The table has more than ${limit} columns.", mapping=mapping),
        "too_many_sheets": _("The file has more than ${limit} sheets.", mapping=mapping),
        "too_large": _(
            "The table is too large to be shown on a page. Please shorten it, or save it as PDF.",
        ),
    }
    return messages.get(error.kind) or _(
        "The Excel file can't be read as a table. Please open it, save it again as .xlsx and "
        "upload it once more."
    )


def table_upload(value: INamed) -> bool:
    """Constraint: a document or picture; an Excel file (.xlsx) has to hold tables to be shown."""
    document_upload(value)
    try:
        read_grids(value)
    except TableError as error:
        raise UploadError(message_of(error)) from error
    return True


def read_grids(value: Any) -> tuple[Grid, ...]:
    """The tables of an XLSX file; () for a file of another kind. Raises ``TableError``."""
    if not INamed.providedBy(value):
        return ()
    with open_upload(value) as stream:
        if signatures.detect(stream) != "xlsx":
            return ()
        if value.getSize() > MAX_BYTES:
            raise TableError("too_large", MAX_BYTES)
        stream.seek(0)
        return _read(stream.read())


@ram.cache(lambda _function, raw: sha256(raw).hexdigest())
def _read(raw: bytes) -> tuple[Grid, ...]:
    """A page is read more often than its file changes."""
    return read_workbook(raw)


def with_table(html: str, cells: str) -> str:
    """The HTML with a table of the pasted cells: in place of its only table, else at the end."""
    table = plain_table(read_pasted(cells))
    if len(re.findall(r"<table\b", html, re.IGNORECASE)) == 1 and _TABLE.search(html):
        return _TABLE.sub(lambda _match: table, html)
    return html + table


def grids_in(html: str) -> tuple[Grid, ...]:
    return tuple(piece for piece in pieces(html) if isinstance(piece, Grid))
