"""The text of DOCX, XLSX, PPTX and OpenDocument files without LibreOffice, within bounds.

They are ZIP archives with XML inside. Nothing is unpacked to a disk; what an archive may grow to is
counted while it is read, since its directory can lie.
"""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from hcmedu.portal.conversion import formats
from hcmedu.portal.conversion.errors import ConversionError
from hcmedu.portal.conversion.errors import Reason
from pathlib import Path
from typing import BinaryIO

import io
import re
import zipfile
import zlib


#: Bytes of XML that are read of one file; more is a bomb, or no document.
MOST_BYTES = 64 * 1024 * 1024
MOST_MEMBERS = 20_000
MOST_TEXT = 20_000_000


class Archive:
    """Members by name; all streams together give no more than ``MOST_BYTES``."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = set(archive.namelist())
        self.left = MOST_BYTES

    def open(self, name: str) -> BinaryIO:
        if name not in self.names:
            raise ConversionError(Reason.DAMAGED, f"no {name}")
        member = self._archive.getinfo(name)
        if member.flag_bits & 1:
            raise ConversionError(Reason.ENCRYPTED, name)
        return io.BufferedReader(Counted(self, self._archive.open(member)), 1024 * 64)

    def numbered(self, pattern: str) -> list[str]:
        """Names such as ``slide12.xml``, by number."""
        found = [(int(match[1]), name) for name in self.names if (match := re.match(pattern, name))]
        return [name for _number, name in sorted(found)]


class Counted(io.RawIOBase):
    """A member of an archive that takes from what is left to read."""

    def __init__(self, archive: Archive, stream: BinaryIO) -> None:
        self._archive = archive
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:
        data = self._stream.read(len(buffer))
        self._archive.left -= len(data)
        if self._archive.left < 0:
            raise ConversionError(Reason.TOO_LARGE, "unpacked")
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Raises ``ConversionError`` for whatever an archive may get wrong."""
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > MOST_MEMBERS:
                raise ConversionError(Reason.TOO_LARGE, "members")
            yield Archive(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise ConversionError(Reason.DAMAGED, str(error)) from error
    # zipfile's words for a compression that it does not know, and for a password.
    except (NotImplementedError, RuntimeError) as error:
        raise ConversionError(Reason.ENCRYPTED, str(error)) from error


def pages_of(path: Path, kind: str) -> tuple[str, ...]:
    """Its text: by page breaks, sheets or slides. Raises ``ConversionError``."""
    with opened(path) as archive:
        return tuple(page.strip() for page in READERS[kind](archive))


def _word(archive: Archive) -> list[str]:
    """The text, its footnotes at the end."""
    reader = formats.WordReader(MOST_TEXT)
    for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if name in archive.names or name == "word/document.xml":
            reader.read(archive.open(name))
    return reader.text.split("\f")


def _excel(archive: Archive) -> list[str]:
    """One page for each sheet, its name first; cells by tabs."""
    shared = formats.StringsReader(MOST_TEXT)
    if "xl/sharedStrings.xml" in archive.names:
        shared.read(archive.open("xl/sharedStrings.xml"))
    book = formats.BookReader(MOST_TEXT)
    book.read(archive.open("xl/workbook.xml"))
    targets = formats.RelationsReader(MOST_TEXT)
    targets.read(archive.open("xl/_rels/workbook.xml.rels"))
    pages, left = [], MOST_TEXT
    for title, relation in book.sheets:
        name = targets.member(relation, "xl")
        sheet = formats.SheetReader(left, shared.strings)
        if name in archive.names and "worksheets" in name:
            sheet.read(archive.open(name))
        left = sheet.left
        pages.append(f"{title}\n{sheet.text}")
    return pages


def _slides(archive: Archive) -> list[str]:
    pages, left = [], MOST_TEXT
    for name in archive.numbered(r"ppt/slides/slide(\d{1,6})\.xml$"):
        reader = formats.SlideReader(left)
        reader.read(archive.open(name))
        left = reader.left
        pages.append(reader.text)
    return pages


def _open_document(archive: Archive) -> list[str]:
    if "META-INF/manifest.xml" in archive.names:
        with archive.open("META-INF/manifest.xml") as stream:
            if b"encryption-data" in stream.read(1024 * 1024):
                raise ConversionError(Reason.ENCRYPTED, "OpenDocument")
    reader = formats.OpenDocumentReader(MOST_TEXT)
    reader.read(archive.open("content.xml"))
    return reader.text.split("\f")


READERS: dict[str, Callable[[Archive], list[str]]] = {
    "docx": _word,
    "xlsx": _excel,
    "pptx": _slides,
    "odt": _open_document,
    "ods": _open_document,
    "odp": _open_document,
}
