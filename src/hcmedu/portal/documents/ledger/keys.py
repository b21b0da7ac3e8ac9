"""By what a document is known again, so that a second run doubles nothing."""

from collections.abc import Mapping
from datetime import date
from hcmedu.portal.documents.ledger.model import Row
from hcmedu.portal.vietnamese import DocumentNumber
from hcmedu.portal.vietnamese import fold
from hcmedu.portal.vietnamese import InvalidDocumentNumber
from typing import BinaryIO

import hashlib
import re


_CHUNK = 1024 * 1024


def row_key(row: Row) -> str | None:
    """The key of a row; None when it tells neither number nor abstract."""
    return document_key(row.values)


def document_key(values: Mapping[str, object]) -> str | None:
    """Number in canonical spelling, issuer and day of issue; without a number the abstract.

    Case, diacritics, spaces and signs of the issuer don't count.
    """
    number, issued = values.get("number"), values.get("issue_date")
    day = issued.isoformat() if isinstance(issued, date) else ""
    issuer = _plain(values.get("issuer"))
    if number:
        return f"number:{_canonical(str(number))}|{issuer}|{day}"
    abstract = _plain(values.get("abstract"))
    return f"abstract:{abstract}|{issuer}|{day}" if abstract else None


def file_key(stream: BinaryIO) -> str:
    """The key of a file: its content; reads the stream from its begin to its end."""
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    stream.seek(0)
    return f"sha256:{digest.hexdigest()}"


def _canonical(number: str) -> str:
    try:
        return DocumentNumber.parse(number).text
    except InvalidDocumentNumber:
        return number.strip()


def _plain(value: object) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(str(value or ""))))
