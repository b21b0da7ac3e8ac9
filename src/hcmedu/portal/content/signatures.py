"""Which kind of file some bytes are, and whether they are all there.

``detect(stream)`` names the kind (a key of ``files.KINDS``) or answers None; ``is_complete(stream,
name)`` tells whether the end of the file is there. Both leave nothing but the position changed.
"""

from collections.abc import Callable
from PIL import Image
from typing import BinaryIO

import re
import struct
import warnings
import zipfile


#: Bytes looked at on either end of a file.
WINDOW = 8192
#: A zip's list of members is read only up to this many: more is no document.
MAX_MEMBERS = 20000

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("doc", "WordDocument"),
    ("ppt", "PowerPoint Document"),
    ("xls", "Workbook"),
    ("xls", "Book"),
)
_OOXML_FOLDERS = {"word": "docx", "xl": "xlsx", "ppt": "pptx"}
_ODF_TYPES = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"ID3", "mp3"),
    (b"\xff\xfb", "mp3"),
    (b"\xff\xf3", "mp3"),
    (b"\xff\xf2", "mp3"),
    (b"OggS", "ogg"),
    (b"\x1a\x45\xdf\xa3", "webm"),
)
_HTML = re.compile(rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|script|\?xml)", re.I | re.S)


def head_of(stream: BinaryIO) -> bytes:
    stream.seek(0)
    return stream.read(WINDOW)


def tail_of(stream: BinaryIO) -> bytes:
    size = stream.seek(0, 2)
    stream.seek(max(0, size - WINDOW))
    return stream.read(WINDOW)


def looks_like_html(stream: BinaryIO) -> bool:
    """True for a web page: what a portal that asks for a log-in often sends instead of the file."""
    return bool(_HTML.match(head_of(stream).removeprefix(b"\xef\xbb\xbf")))


def detect(stream: BinaryIO) -> str | None:
    """The name of the kind that the content is, or None when no kind is recognised."""
    head = head_of(stream)
    if b"%PDF-" in head[:1024] and not _HTML.match(head):
        return "pdf"
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _detect_zip(stream)
    if head.startswith(_OLE_MAGIC):
        return _detect_ole(stream)
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12])
    if head[4:8] in (b"ftyp", b"moov", b"mdat"):
        return "mp4"
    return next((name for magic, name in _MAGIC if head.startswith(magic)), None)


def _detect_zip(stream: BinaryIO) -> str:
    """Office formats are zips with known members; a zip cut off is told by its first member."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()[:MAX_MEMBERS]
    except (zipfile.BadZipFile, ValueError, OSError):
        names = []
    return _odf_kind(stream) or _ooxml_kind(names or _local_names(stream)) or "zip"


def _odf_kind(stream: BinaryIO) -> str | None:
    """ODF stores its media type uncompressed as the first member."""
    match = re.search(
        rb"mimetypeapplication/vnd\.oasis\.opendocument\.([a-z]+)", head_of(stream)[:200]
    )
    return _ODF_TYPES.get(match.group(1).decode()) if match else None


def _ooxml_kind(names: list[str]) -> str | None:
    if "[Content_Types].xml" not in names:
        return None
    folders = {name.partition("/")[0] for name in names}
    return next((kind for folder, kind in _OOXML_FOLDERS.items() if folder in folders), None)


def _local_names(stream: BinaryIO) -> list[str]:
    """Names of the members in the first bytes, for an archive whose directory is missing."""
    found = re.findall(rb"PK\x03\x04.{22}(..)..([\x20-\x7e]{1,100})", head_of(stream), re.S)
    return [name[: struct.unpack("<H", size)[0]].decode("ascii") for size, name in found]


def _detect_ole(stream: BinaryIO) -> str | None:
    """Old Office formats: the name of the main stream stands in the directory, in UTF-16."""
    stream.seek(0)
    data = stream.read()
    for name, title in _OLE_STREAMS:
        if title.encode("utf-16-le") + b"\0\0" in data:
            return name
    return None


def is_complete(stream: BinaryIO, name: str) -> bool:
    """False when the file of this kind was cut off or damaged, as far as its kind lets us know."""
    check = _COMPLETE.get(name)
    return check is None or check(stream)


def _pdf_complete(stream: BinaryIO) -> bool:
    return b"%%EOF" in tail_of(stream)


def _rtf_complete(stream: BinaryIO) -> bool:
    return tail_of(stream).rstrip(b"\0\r\n\t ").endswith(b"}")


def _zip_complete(stream: BinaryIO) -> bool:
    """The directory at the end is there and each member begins where it says."""
    try:
        with zipfile.ZipFile(stream) as archive:
            for member in archive.infolist()[:MAX_MEMBERS]:
                archive.open(member).close()
    except NotImplementedError:
        return True  # a compression that Python does not know, in a directory that is whole
    except RuntimeError:
        return True  # members under a password: the directory is whole
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    return True


def _ole_complete(stream: BinaryIO) -> bool:
    """Every sector that the header names (directory and allocation tables) lies in the file."""
    header = head_of(stream)[:512]
    size = stream.seek(0, 2)
    if len(header) < 512:
        return False
    sector_size = 1 << struct.unpack_from("<H", header, 0x1E)[0]
    tables = struct.unpack_from("<I", header, 0x2C)[0]
    sectors = [struct.unpack_from("<I", header, 0x30)[0]]
    sectors += struct.unpack_from(f"<{min(tables, 109)}I", header, 0x4C)
    return sector_size in (512, 4096) and (max(sectors) + 1) * sector_size < size


def _gif_complete(stream: BinaryIO) -> bool:
    return tail_of(stream).rstrip(b"\0").endswith(b";") and _image_complete(stream)


def _image_complete(stream: BinaryIO) -> bool:
    """Decode the picture, a JPEG at an eighth of its size; a decompression bomb is broken."""
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(stream) as image:
                if image.format == "JPEG":
                    image.draft("RGB", (image.width // 8, image.height // 8))
                    image.load()
                else:
                    image.verify()
    except (OSError, SyntaxError, ValueError, struct.error, EOFError):
        return False
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return False
    return True


_COMPLETE: dict[str, Callable[[BinaryIO], bool]] = {
    "pdf": _pdf_complete,
    "rtf": _rtf_complete,
    **dict.fromkeys(("doc", "xls", "ppt"), _ole_complete),
    **dict.fromkeys(("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"), _zip_complete),
    **dict.fromkeys(("jpg", "png", "webp"), _image_complete),
    "gif": _gif_complete,
}
