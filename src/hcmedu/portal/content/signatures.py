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
import zlib


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
#: Markers of segments and of the end; stuffed bytes and restarts within the picture are none.
_JPEG_MARKER = re.compile(rb"\xff+([\xc0-\xcf\xd9-\xfe])")
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


def _opens_as_image(stream: BinaryIO) -> bool:
    """The header is readable and announces no more pixels than a decompression bomb would.

    Only the header is asked: plone.scale makes Pillow forgive pictures that are cut off.
    """
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            Image.open(stream)
    except (OSError, SyntaxError, ValueError, struct.error, EOFError):
        return False
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return False
    return True


def _jpeg_complete(stream: BinaryIO) -> bool:
    """Segment follows on segment up to the end marker; what cameras append is of no account."""
    stream.seek(0)
    data = stream.read()
    position = 2
    while marker := _JPEG_MARKER.search(data, position):
        if marker[1] == b"\xd9":
            return _opens_as_image(stream)
        length = data[marker.end() : marker.end() + 2]
        position = marker.end() + int.from_bytes(length, "big")
    return False


def _png_complete(stream: BinaryIO) -> bool:
    """Chunk follows on chunk, each with its checksum, up to IEND."""
    stream.seek(8)
    while len(head := stream.read(8)) == 8:
        length, kind = struct.unpack(">I4s", head)
        checksum = zlib.crc32(stream.read(length), zlib.crc32(kind))
        if stream.read(4) != struct.pack(">I", checksum):
            return False
        if kind == b"IEND":
            return _opens_as_image(stream)
    return False


def _gif_complete(stream: BinaryIO) -> bool:
    """Block follows on block up to the trailer."""
    stream.seek(0)
    data = stream.read()
    position = _after_colours(data, 10, 13)
    while position < len(data):
        kind = data[position]
        if kind == 0x3B:
            return _opens_as_image(stream)
        if kind == 0x21:
            position += 2
        elif kind == 0x2C:
            position = _after_colours(data, position + 9, position + 10) + 1
        else:
            return False
        while position < len(data) and data[position]:
            position += data[position] + 1
        position += 1
    return False


def _after_colours(data: bytes, flags: int, position: int) -> int:
    """Where a GIF goes on after the colour table that the byte at ``flags`` announces."""
    if flags >= len(data) or not data[flags] & 0x80:
        return position
    return position + 3 * 2 ** ((data[flags] & 7) + 1)


def _webp_complete(stream: BinaryIO) -> bool:
    length = struct.unpack_from("<I", head_of(stream).ljust(8, b"\xff"), 4)[0]
    return length + 8 <= stream.seek(0, 2) and _opens_as_image(stream)


_COMPLETE: dict[str, Callable[[BinaryIO], bool]] = {
    "pdf": _pdf_complete,
    "rtf": _rtf_complete,
    **dict.fromkeys(("doc", "xls", "ppt"), _ole_complete),
    **dict.fromkeys(("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"), _zip_complete),
    "jpg": _jpeg_complete,
    "png": _png_complete,
    "gif": _gif_complete,
    "webp": _webp_complete,
}
