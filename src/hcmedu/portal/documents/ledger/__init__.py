"""Reads a register of documents and the files that go with it; pure, without Plone.

``read_table`` takes the bytes of a CSV or XLSX file, ``guess_mapping`` tells which column is which
field, ``read_rows`` makes typed values of the rows, with problems where a cell is none; a
``Bundle`` (ZIP or folder) hands out the files, and ``FileNames`` finds the one that a row names.
"""

from hcmedu.portal.documents.ledger.bundles import Bundle
from hcmedu.portal.documents.ledger.bundles import FolderBundle
from hcmedu.portal.documents.ledger.bundles import ZipBundle
from hcmedu.portal.documents.ledger.columns import FIELDS
from hcmedu.portal.documents.ledger.columns import guess_mapping
from hcmedu.portal.documents.ledger.filenames import FileNames
from hcmedu.portal.documents.ledger.keys import file_key
from hcmedu.portal.documents.ledger.keys import row_key
from hcmedu.portal.documents.ledger.model import Problem
from hcmedu.portal.documents.ledger.model import RegisterError
from hcmedu.portal.documents.ledger.model import Row
from hcmedu.portal.documents.ledger.model import Table
from hcmedu.portal.documents.ledger.rows import read_rows
from hcmedu.portal.documents.ledger.tables import read_table


__all__ = [
    "FIELDS",
    "Bundle",
    "FileNames",
    "FolderBundle",
    "Problem",
    "RegisterError",
    "Row",
    "Table",
    "ZipBundle",
    "file_key",
    "guess_mapping",
    "read_rows",
    "read_table",
    "row_key",
]
