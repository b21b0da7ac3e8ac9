"""The files that go with a register: in a ZIP or a folder, neither of which is trusted."""

from collections.abc import Iterable
from collections.abc import Iterator
from hcmedu.portal.content.tables import workbook
from hcmedu.portal.content.tables.grid import TableError
from hcmedu.portal.documents.ledger.model import RegisterError
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO
from typing import Protocol
from zipfile import BadZipFile
from zipfile import ZipFile
from zipfile import ZipInfo

import os
import stat
import unicodedata
import zlib


MAX_FILES = workbook.MAX_FILES
#: Of all files of a bundle together, unpacked.
MAX_TOTAL = 8 * 1024**3
MAX_NAME = 1000
_CHUNK = 256 * 1024
_IN_MEMORY = 4 * 1024 * 1024
_UTF8, _ENCRYPTED = 0x800, 0x1
#: What zipfile raises for a broken archive; NotImplementedError: a compression it does not know.
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)


class FileError(Exception):
    """One file of a bundle that can't be read: ``damaged``, ``encrypted`` or ``too_large``."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Bundle(Protocol):
    """Files by name; ``refused`` are names that were left out since they lead elsewhere."""

    names: tuple[str, ...]
    refused: tuple[str, ...]

    def open(self, name: str, limit: int) -> BinaryIO:
        """A seekable stream of that file; raises ``FileError``, also beyond ``limit`` bytes."""


def check_entries(entries: list[ZipInfo], most: int) -> None:
    """Raises ``RegisterError`` for what would unpack to more than ``most`` bytes, or is a bomb."""
    try:
        workbook.check_entries(entries, most)
    except TableError as error:
        raise RegisterError(error.kind, error.limit) from error


class ZipBundle:
    """A ZIP; nothing is ever unpacked to where its entries say."""

    def __init__(self, stream: BinaryIO) -> None:
        try:
            self._zip = ZipFile(stream)
        except _BROKEN as error:
            raise RegisterError("damaged") from error
        # Names that a cut-off archive has lost are empty, which zipfile does not expect.
        if not all(entry.filename for entry in self._zip.infolist()):
            raise RegisterError("damaged")
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        check_entries(entries, MAX_TOTAL)
        if entries and all(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise RegisterError("encrypted")
        self._entries, self.refused = _sorted_out(entries)
        self.names = tuple(self._entries)

    def open(self, name: str, limit: int) -> BinaryIO:
        entry = self._entries[name]
        if entry.flag_bits & _ENCRYPTED:
            raise FileError("encrypted")
        if entry.file_size > limit:
            raise FileError("too_large")
        try:
            with self._zip.open(entry) as packed:
                return _copied(packed, limit)
        except (*_BROKEN, RuntimeError) as error:
            raise FileError("damaged") from error


def _sorted_out(entries: Iterable[ZipInfo]) -> tuple[dict[str, ZipInfo], tuple[str, ...]]:
    """Entries by their name as people read it; of two of one name the last, as tools unpack it."""
    kept: dict[str, ZipInfo] = {}
    refused: list[str] = []
    for entry in entries:
        name = _name(entry)
        if _is_litter(name):
            continue
        if _leads_away(name) or stat.S_ISLNK(entry.external_attr >> 16):
            refused.append(name[:MAX_NAME])
        else:
            kept[name] = entry
    return kept, tuple(refused)


def _name(entry: ZipInfo) -> str:
    """Old packers leave the code page of their machine, which zipfile takes for cp437."""
    name = entry.filename
    if not entry.flag_bits & _UTF8 and not name.isascii():
        raw = name.encode("cp437", "replace")
        name = _decoded(raw)
    return unicodedata.normalize("NFC", name).replace("\\", "/")


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "cp1258"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _is_litter(name: str) -> bool:
    """What systems put beside files: ``__MACOSX/``, ``.DS_Store``, ``Thumbs.db``."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or parts[-1] in ("Thumbs.db", "desktop.ini", ".DS_Store")


def _leads_away(name: str) -> bool:
    absolute = name.startswith("/") or name[1:2] == ":"
    return absolute or ".." in name.split("/") or "\0" in name or len(name) > MAX_NAME


def _copied(packed: BinaryIO, limit: int) -> BinaryIO:
    """The content, counted while it is read: what the entry says of its size may be a lie."""
    # Handed on open: the caller closes it, so no ``with`` here.
    target = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    size = 0
    while chunk := packed.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            target.close()
            raise FileError("too_large")
        target.write(chunk)
    target.seek(0)
    return target


class FolderBundle:
    """A folder and what lies below it; links are not followed."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise RegisterError("no_such_place")
        self._paths: dict[str, Path] = {}
        refused: list[str] = []
        for path in _walk(folder):
            name = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
            if path.is_symlink() or not path.is_file():
                refused.append(name)
            elif not _is_litter(name) and not path.name.startswith("."):
                self._paths[name] = path
            if len(self._paths) > MAX_FILES:
                raise RegisterError("too_many_files", MAX_FILES)
        self.names, self.refused = tuple(self._paths), tuple(refused)

    def open(self, name: str, limit: int) -> BinaryIO:
        path = self._paths[name]
        try:
            if path.stat().st_size > limit:
                raise FileError("too_large")
            return path.open("rb")
        except OSError as error:
            raise FileError("damaged") from error


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders.sort()
        yield from (Path(place) / name for name in sorted(files))
